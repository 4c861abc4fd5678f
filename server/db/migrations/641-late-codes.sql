-- Codes that were sent after their minute: how many people sent the same one is counted where hours are confirmed.
create index attendance_stamps__shift_id_code_step_late on attendance_stamps (shift_id, code_step) where is_late and code_step is not null;
comment on column attendance_stamps.source is 'As listed in domain/records/presence; late_code is a code that was sent after its minute, as it might have been passed on as a photograph';
comment on column attendance_stamps.stamped_at is 'When the person was there: the server''s moment, or for a code sent later the moment that the code itself proves; arrived_at is when the server learnt of it';
