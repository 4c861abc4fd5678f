-- A merge that was decided waits before it is carried out: whoever it concerns hears of it and may stop it.
alter table merge_requests add column carry_out_after timestamptz;
alter table merge_requests add column carried_out_at timestamptz;
alter table merge_requests add column stopped_at timestamptz;
alter table merge_requests add column stopped_by uuid;
alter table merge_requests add column stop_reason text;
comment on column merge_requests.carry_out_after is 'Set with the decision to merge: until then nothing is joined and no personal field is destroyed';
comment on column merge_requests.carried_out_at is 'When the two registrations became one';
comment on column merge_requests.stopped_at is 'Somebody objected while the merge waited, or it could no longer be carried out';
comment on column merge_requests.stopped_by is 'Null where it could no longer be carried out';
update merge_requests set carry_out_after = decided_at, carried_out_at = decided_at where decision = 'merged';
create index merge_requests__waiting on merge_requests (carry_out_after) where decision = 'merged' and carried_out_at is null and stopped_at is null;
