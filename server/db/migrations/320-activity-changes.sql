-- Changes of a published activity, of its shifts and of who leads it: who asked, what for, who decided.

create table activity_changes (
  activity_id uuid not null,
  id uuid not null,
  kind text not null,
  shifts jsonb not null,
  leaders jsonb,
  reason text not null default '',
  asked_by uuid not null,
  asked_at timestamptz not null,
  approval_reasons jsonb not null default '[]',
  decision text,
  decided_by uuid,
  decided_at timestamptz,
  decision_reason text,
  constraint activity_changes__activity_id_id primary key (activity_id, id)
);
comment on table activity_changes is 'Shifts added, moved, resized or cancelled, or other leaders, after publishing; what the rule book wants looked at waits here and touches nothing until it is approved';
comment on column activity_changes.kind is 'added, moved, resized, cancelled, led';
comment on column activity_changes.shifts is 'Each shift as it shall be, with the time it had in from; of a change of leaders, the shifts they lead';
comment on column activity_changes.leaders is 'Of a change of leaders: who led (from) and who shall (to), the one in charge first';
comment on column activity_changes.approval_reasons is 'The rules for which a person above looks; empty where none asks for it';
comment on column activity_changes.decision is 'done (no approval needed), approved, returned, withdrawn (by who asked); null while it waits';
create index activity_changes__waiting on activity_changes (asked_at) where decision is null;

alter table shifts add column changed_at timestamptz;
comment on column shifts.changed_at is 'When it was last moved, resized or cancelled; the time stamp of calendar entries';
alter table sign_ups add column shift_moved_at timestamptz;
comment on column sign_ups.shift_moved_at is 'When the shift moved under this standing sign-up: from then on a withdrawal is in time until the start (art. 22)';
