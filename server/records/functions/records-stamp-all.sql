-- Stamps of one moment in one transaction: a rush waits for the disk once for all of them. Persons by id, so that two
-- statements that carry the same people wait for one another in one direction only.
-- A connection makes the plans of a function at its first call and keeps them. On a new installation the tables are empty then, and
-- reading them whole looks cheap; it is not when thousands have come in the same minute. So it always goes by an index.
create function records_stamp_all(given_stamps json)
returns table (place int, answer jsonb) language plpgsql set enable_seqscan = off as $$
begin
  -- Nobody waits long for a stranger's lock: the group gives up, and each is sent alone.
  if json_array_length(given_stamps) > 1 then perform set_config('lock_timeout', '500ms', true); end if;
  return query
    select s.place, records_stamp(s.volunteer_id, s.actor_key, s.request_key, s.body_hash, s.request_id, s.actor_id, s.permission, s.now,
      s.stamp_id, s.attendance_id, s.audit_id, s.shift_id, s.activity_id, s.organization_path, s.service_day,
      s.direction, s.stamped_at, s.source, s.code_step, s.is_late, s.is_inside, s.accuracy_metres, s.recorded_by, s.pairs_allowed, s.sender_index)
    from (select * from json_to_recordset(given_stamps) as r (
      place int, volunteer_id uuid, actor_key text, request_key text, body_hash text, request_id text, actor_id uuid, permission text, now timestamptz,
      stamp_id uuid, attendance_id uuid, audit_id uuid, shift_id uuid, activity_id uuid, organization_path text, service_day date,
      direction text, stamped_at timestamptz, source text, code_step bigint, is_late boolean, is_inside boolean, accuracy_metres int, recorded_by uuid, pairs_allowed int, sender_index bytea)
      order by r.volunteer_id, r.shift_id, r.place) s;
end $$;
comment on function records_stamp_all is 'records_stamp for several people; each has its own answer, request key and audit event';
