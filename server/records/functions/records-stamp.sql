-- One statement a check-in: the lock, the guard, the stamp, the audit event, the request key; each row is written once. It does
-- not notify: PostgreSQL lets only one notifying transaction commit at a time, so a rush would wait for the disk person by
-- person. The server tells the boards after commit.
-- A connection makes the plans of a function at its first call and keeps them. On a new installation the tables are empty then, and
-- reading them whole looks cheap; it is not when thousands have come in the same minute. So it always goes by an index.
create function records_stamp(
  p_volunteer_id uuid, p_actor_key text, p_request_key text, p_body_hash text, p_request_id text, p_actor_id uuid,
  p_permission text, p_now timestamptz, p_stamp_id uuid, p_attendance_id uuid, p_audit_id uuid, p_shift_id uuid,
  p_activity_id uuid, p_organization_path text, p_service_day date, p_direction text, p_stamped_at timestamptz,
  p_source text, p_code_step bigint, p_is_late boolean, p_is_inside boolean, p_accuracy_metres int,
  p_recorded_by uuid, p_pairs_allowed int, p_sender_index bytea
) returns jsonb language plpgsql set enable_seqscan = off as $$
declare
  kept request_keys;
  here attendances;
  earlier attendance_stamps;
  next_state text := case when p_direction = 'in' then 'checked_in' else 'checked_out' end;
  is_first boolean := false;
  is_evidence boolean := false;
  result jsonb;
begin
  select * into kept from request_keys k where k.actor_key = p_actor_key and k.request_key = p_request_key;
  if not found then
    -- The first stamp of a person at a shift: nothing to read, nothing to change afterwards.
    if (p_direction = 'in' and p_pairs_allowed > 0) or (p_direction = 'out' and p_is_late) then
      insert into attendances (volunteer_id, id, shift_id, activity_id, organization_path, service_day, state, pairs, last_stamp_at, created_at)
        values (p_volunteer_id, p_attendance_id, p_shift_id, p_activity_id, p_organization_path, p_service_day, next_state, (p_direction = 'out')::int, p_stamped_at, p_now)
        on conflict (volunteer_id, shift_id) do nothing;
      is_first := found;
    end if;
    if is_first then
      here.id := p_attendance_id;
    else
      insert into attendances (volunteer_id, id, shift_id, activity_id, organization_path, service_day, state, created_at)
        values (p_volunteer_id, p_attendance_id, p_shift_id, p_activity_id, p_organization_path, p_service_day, 'signed_up', p_now)
        on conflict (volunteer_id, shift_id) do nothing;
      select * into here from attendances a where a.volunteer_id = p_volunteer_id and a.shift_id = p_shift_id for update;
      -- A running twin has ended by now, and its answer is the answer.
      select * into kept from request_keys k where k.actor_key = p_actor_key and k.request_key = p_request_key;
    end if;
  end if;
  if kept.request_key is not null then
    if kept.body_hash <> p_body_hash then return jsonb_build_object('outcome', 'core.request_key_reused'); end if;
    return kept.answer -> 'body';
  end if;

  if not is_first then
    select * into earlier from attendance_stamps s where s.volunteer_id = p_volunteer_id and s.shift_id = p_shift_id and s.code_step = p_code_step;
    if found then
      result := jsonb_build_object('outcome', 'repeated', 'attendance_id', here.id, 'state', here.state, 'stamped_at', earlier.stamped_at, 'direction', earlier.direction);
    elsif here.state not in ('signed_up', 'checked_in', 'checked_out', 'no_show', 'awaiting_confirmation') then
      -- Too late for this attendance, yet first-hand: kept as evidence for a correction.
      if not p_is_late then return jsonb_build_object('outcome', 'records.state_forbids', 'state', here.state); end if;
      next_state := here.state;
      is_evidence := true;
    elsif not p_is_late and p_direction = 'in' and here.state = 'checked_in' then
      return jsonb_build_object('outcome', 'records.already_checked_in', 'state', here.state);
    elsif not p_is_late and p_direction = 'out' and here.state <> 'checked_in' then
      return jsonb_build_object('outcome', 'records.not_checked_in', 'state', here.state);
    elsif p_is_late and p_direction = 'in' and (select s.direction from attendance_stamps s where s.volunteer_id = p_volunteer_id and s.attendance_id = here.id
        and s.stamped_at <= p_stamped_at order by s.stamped_at desc, s.id desc limit 1) = 'in' then
      -- Late scans come in any order, but at that moment the person was inside: answered as what it is.
      return jsonb_build_object('outcome', 'records.already_checked_in', 'state', here.state);
    elsif p_direction = 'in' and here.pairs >= p_pairs_allowed then
      return jsonb_build_object('outcome', 'records.too_many_pairs', 'state', here.state);
    end if;
  end if;

  if result is null then
    insert into attendance_stamps values (p_volunteer_id, p_stamp_id, here.id, p_shift_id, p_direction, p_stamped_at, p_now, p_source, p_code_step,
      p_is_late, p_is_inside, p_accuracy_metres, p_recorded_by);
    insert into stamp_senders values (p_volunteer_id, p_stamp_id, p_now, p_sender_index);
    -- Stamps may arrive out of order: the latest moment decides where the person stands.
    if not is_first and not is_evidence then
      select case when s.direction = 'in' then 'checked_in' else 'checked_out' end into next_state
        from attendance_stamps s where s.volunteer_id = p_volunteer_id and s.attendance_id = here.id order by s.stamped_at desc, s.id desc limit 1;
      update attendances a set state = next_state, last_stamp_at = greatest(coalesce(a.last_stamp_at, p_stamped_at), p_stamped_at),
        pairs = (select count(*) from attendance_stamps s where s.volunteer_id = p_volunteer_id and s.attendance_id = here.id and s.direction = 'out')
        where a.volunteer_id = p_volunteer_id and a.id = here.id;
    end if;
    insert into audit_events (id, at, actor_person_id, permission, action, subject_type, subject_id, organization_path, after, request_id)
      values (p_audit_id, p_now, p_actor_id, p_permission, 'records.' || case when p_direction = 'in' then 'check_in' else 'check_out' end, 'attendance', here.id::text,
        p_organization_path, jsonb_build_object('source', p_source, 'stamped_at', p_stamped_at, 'is_late', p_is_late, 'code_step', p_code_step), p_request_id);
    result := jsonb_build_object('outcome', 'stamped', 'attendance_id', here.id, 'state', next_state, 'stamped_at', p_stamped_at, 'direction', p_direction);
  end if;
  if p_request_key is not null then
    insert into request_keys (actor_key, request_key, body_hash, status, answer, created_at)
      values (p_actor_key, p_request_key, p_body_hash, 200, jsonb_build_object('body', result), p_now);
  end if;
  return result;
end $$;
comment on function records_stamp is 'Writes one check-in or check-out; the rules were decided in domain/records, this only guards against races and repetitions';
