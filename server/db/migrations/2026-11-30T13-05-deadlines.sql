-- Until when a proposal of hours is handled or decided, and which steps were taken about what is due.
alter table record_proposals
  add column due_on date,
  add column due_is_provisional boolean not null default false,
  add column due_trace jsonb;
comment on column record_proposals.due_on is 'The last day in time for the next step; of a decided one the day by which it should have been. Null until the nightly work has counted it for one of an earlier version';
comment on column record_proposals.due_is_provisional is 'Rests on a year whose days off were not published when it was counted; counted anew once they are';
comment on column record_proposals.due_trace is 'From which day and by which rule book it was counted';
create index record_proposals__due_on on record_proposals (due_on, id) where state in ('requested', 'handled');

create table deadline_steps (
  subject_id uuid not null,
  kind text not null,
  due_on date not null,
  step text not null,
  rung int not null,
  organization_id uuid not null,
  people int not null,
  taken_at timestamptz not null,
  constraint deadline_steps__subject_id primary key (subject_id, kind, due_on, step, rung),
  constraint deadline_steps__step check (step in ('remind', 'overdue', 'escalate'))
);
comment on table deadline_steps is 'Which steps were taken about a matter and its due day: reminded, said to be overdue, told further up. Each once; a day that moved begins anew';
comment on column deadline_steps.kind is 'Of which noun, and what is to be done, such as records.decide_proposal';
comment on column deadline_steps.rung is '0 for the nearest place that may settle it, then how manieth place upwards';
comment on column deadline_steps.organization_id is 'From where those who were told hold the permission';
comment on column deadline_steps.people is 'How many hold it there';
