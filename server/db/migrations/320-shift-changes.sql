-- Changes to the shifts of a published activity: who asked, what for, who decided.

create table shift_changes (
  activity_id uuid not null,
  id uuid not null,
  kind text not null,
  shifts jsonb not null,
  reason text not null default '',
  asked_by uuid not null,
  asked_at timestamptz not null,
  approval_reasons jsonb not null default '[]',
  decision text,
  decided_by uuid,
  decided_at timestamptz,
  decision_reason text,
  constraint shift_changes__activity_id_id primary key (activity_id, id)
);
comment on table shift_changes is 'Shifts added, moved, resized or cancelled after publishing; one that the rule book wants looked at waits here and touches nothing until it is approved';
comment on column shift_changes.kind is 'added, moved, resized, cancelled';
comment on column shift_changes.shifts is 'Each shift as it shall be, with the time it had in from';
comment on column shift_changes.approval_reasons is 'The rules for which a person above looks; empty where none asks for it';
comment on column shift_changes.decision is 'done (no approval needed), approved, returned; null while it waits';
create index shift_changes__waiting on shift_changes (asked_at) where decision is null;

alter table shifts add column changed_at timestamptz;
comment on column shifts.changed_at is 'When it was last moved, resized or cancelled; the time stamp of calendar entries';
alter table sign_ups add column shift_moved_at timestamptz;
comment on column sign_ups.shift_moved_at is 'When the shift moved under this standing sign-up: from then on a withdrawal is in time until the start (art. 22)';
