-- Sign-ups of one moment for one shift, in one transaction: a rush waits for the disk once for all of them instead of person
-- by person. Each keeps its own request key, refusal and audit event, and its place is that of its arrival.
-- Lock order: the persons by id, the shift.
-- A connection makes the plans of a function at its first call and keeps them. On a new installation the tables are empty then, and
-- reading them whole looks cheap; it is not when thousands have come in the same minute. So it always goes by an index.
create function sign_up_all(given_activity_id uuid, given_shift_id uuid, given_sign_ups jsonb)
returns table (place int, answer jsonb) language plpgsql set enable_seqscan = off as $$
declare
  one record;
  refusal text;
begin
  -- Nobody waits long for a stranger's lock: the group gives up, and each is sent alone.
  if jsonb_array_length(given_sign_ups) > 1 then perform set_config('lock_timeout', '500ms', true); end if;
  insert into agendas (volunteer_id, changes)
    select distinct (s ->> 'volunteer_id')::uuid, 1 from jsonb_array_elements(given_sign_ups) s order by 1
    on conflict (volunteer_id) do update set changes = agendas.changes + 1;
  perform 1 from shifts where activity_id = given_activity_id and id = given_shift_id for update;
  for one in select * from jsonb_to_recordset(given_sign_ups) as s (place int, volunteer_id uuid, id uuid, now timestamptz, limits jsonb, caller jsonb) order by s.place loop
    place := one.place;
    begin
      answer := sign_up_for_shift(one.volunteer_id, given_activity_id, given_shift_id, one.id, one.now, one.limits, one.caller);
    exception when sqlstate 'QZ001' then
      get stacked diagnostics refusal = pg_exception_detail;
      answer := refusal::jsonb;
    end;
    return next;
  end loop;
end $$;
comment on function sign_up_all is 'sign_up_for_shift for several people at one shift; what it raises as QZ001 is answered, a problem with its params';
