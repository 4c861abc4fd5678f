-- An organisation's end is planned for a day to come, shown until then, revocable, and carried out by a job.
create table planned_dissolutions (
  id uuid primary key,
  organization_id uuid not null references organizations,
  dissolves_on date not null,
  successor_id uuid references organizations,
  below text,
  work text,
  members text,
  message text,
  reason text not null,
  planned_by uuid not null,
  planned_at timestamptz not null,
  state text not null default 'planned',
  ended_at timestamptz,
  ended_by uuid,
  end_reason text,
  problem jsonb,
  constraint planned_dissolutions__state check (state in ('planned', 'revoked', 'applied', 'failed')),
  constraint planned_dissolutions__ended check ((state = 'planned') = (ended_at is null)),
  constraint planned_dissolutions__problem check (state <> 'failed' or problem is not null)
);
comment on table planned_dissolutions is 'Dissolutions and mergers planned for a day to come, with the answers given beforehand, until they are revoked, applied or found impossible';
comment on column planned_dissolutions.dissolves_on is 'The first day on which the organisation no longer exists';
comment on column planned_dissolutions.successor_id is 'Whoever it is merged into; without one the superior of the day takes over';
comment on column planned_dissolutions.below is 'The answer for the organisations below, as a dissolution takes it';
comment on column planned_dissolutions.work is 'The answer for activities and projects';
comment on column planned_dissolutions.members is 'The answer for members and volunteers at home there';
comment on column planned_dissolutions.message is 'What those who signed up are told when their activity is cancelled';
comment on column planned_dissolutions.ended_at is 'When it was revoked, applied, or found impossible';
comment on column planned_dissolutions.ended_by is 'Null where the day itself ended it';
comment on column planned_dissolutions.problem is 'Code and parameters of what stood in the way';
create unique index planned_dissolutions__open on planned_dissolutions (organization_id) where state = 'planned';
create index planned_dissolutions__due on planned_dissolutions (dissolves_on) where state = 'planned';
create index planned_dissolutions__of on planned_dissolutions (organization_id, planned_at);
