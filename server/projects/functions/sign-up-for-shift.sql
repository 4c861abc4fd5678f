-- The sign-up statement. The rules were decided in domain/projects/sign-up.ts; this guards what a rush can change
-- (twin requests, overlap, limits, capacity) and writes. Lock order: request key, person, shift.
-- A connection makes the plans of a function at its first call and keeps them. On a new installation the tables are empty then, and
-- reading them whole looks cheap; it is not when thousands have come in the same minute. So it always goes by an index.
create function sign_up_for_shift(
  given_volunteer_id uuid, given_activity_id uuid, given_shift_id uuid, given_id uuid, given_now timestamptz,
  given_limits jsonb, given_caller jsonb
) returns jsonb language plpgsql set enable_seqscan = off as $$
declare
  shift shifts;
  activity activities;
  earlier record;
  taken_place text;
  queue bigint;
  ahead int;
  outcome jsonb;
begin
  if given_caller ->> 'request_key' is not null then
    insert into request_keys (actor_key, request_key, body_hash, created_at)
    values (given_caller ->> 'actor_key', given_caller ->> 'request_key', given_caller ->> 'body_hash', given_now)
    on conflict do nothing;
    if not found then
      select k.body_hash, k.answer into earlier from request_keys k
      where k.actor_key = given_caller ->> 'actor_key' and k.request_key = given_caller ->> 'request_key';
      if earlier.body_hash <> given_caller ->> 'body_hash' then
        return jsonb_build_object('problem', 'core.request_key_reused');
      end if;
      return earlier.answer -> 'body';
    end if;
  end if;

  insert into agendas (volunteer_id, changes) values (given_volunteer_id, 1)
  on conflict (volunteer_id) do update set changes = agendas.changes + 1;
  select * into shift from shifts where activity_id = given_activity_id and id = given_shift_id for update;
  select * into activity from activities where id = given_activity_id;

  if activity.published_at is null then
    raise exception 'refused' using errcode = 'QZ001', detail = '{"problem":"projects.not_open"}';
  end if;
  if activity.cancelled_at is not null or shift.cancelled_at is not null then
    raise exception 'refused' using errcode = 'QZ001', detail = '{"problem":"projects.cancelled"}';
  end if;
  if shift.starts_at <= given_now then
    raise exception 'refused' using errcode = 'QZ001', detail = '{"problem":"projects.sign_up_closed"}';
  end if;

  -- a waitlist place holds the person's time as a seat does, so that a promotion never makes an overlap
  select case
      when s.shift_id = given_shift_id then jsonb_build_object('problem', 'projects.already_signed_up')
      else jsonb_build_object('problem', 'projects.overlap', 'params', jsonb_build_object('other', (select title from activities where id = s.activity_id)))
    end into outcome
  from sign_ups s
  where s.volunteer_id = given_volunteer_id and s.ended_at is null
    and (s.shift_id = given_shift_id or (s.shift_starts_at < shift.ends_at and shift.starts_at < s.shift_ends_at))
  order by (s.shift_id = given_shift_id) desc limit 1;
  if outcome is not null then
    raise exception 'refused' using errcode = 'QZ001', detail = outcome::text;
  end if;
  select case
      when count(*) >= (given_limits ->> 'open_sign_ups')::int
        then jsonb_build_object('problem', 'projects.too_many_open', 'params', jsonb_build_object('limit', given_limits -> 'open_sign_ups'))
      when sum(extract(epoch from s.shift_ends_at - s.shift_starts_at) / 60)
          filter (where (s.shift_starts_at at time zone 'Asia/Shanghai')::date = (shift.starts_at at time zone 'Asia/Shanghai')::date)
          + extract(epoch from shift.ends_at - shift.starts_at) / 60 > (given_limits ->> 'minutes_per_day')::int
        then jsonb_build_object('problem', 'projects.day_too_long', 'params', jsonb_build_object('hours', (given_limits ->> 'minutes_per_day')::int / 60))
    end into outcome
  from sign_ups s
  where s.volunteer_id = given_volunteer_id and s.ended_at is null and s.shift_ends_at > given_now;
  if outcome is not null then
    raise exception 'refused' using errcode = 'QZ001', detail = outcome::text;
  end if;

  if shift.seats_taken < shift.capacity and shift.waiting = 0 then
    taken_place := 'seat';
    ahead := null;
  elsif shift.waiting < (given_limits ->> 'waitlist_capacity')::int then
    taken_place := 'waitlist';
    ahead := shift.waiting + 1;
  else
    raise exception 'refused' using errcode = 'QZ001', detail = '{"problem":"projects.waitlist_full"}';
  end if;

  update shifts set
    seats_taken = seats_taken + (taken_place = 'seat')::int,
    waiting = waiting + (taken_place = 'waitlist')::int,
    next_queue_number = next_queue_number + 1
  where activity_id = given_activity_id and id = given_shift_id
  returning next_queue_number - 1 into queue;
  insert into sign_ups (volunteer_id, id, activity_id, shift_id, organization_path, shift_starts_at, shift_ends_at, place,
    queue_number, signed_up_at, accompanied_by, signed_up_by, risk_acknowledged_at)
  values (given_volunteer_id, given_id, given_activity_id, given_shift_id, activity.organization_path, shift.starts_at, shift.ends_at, taken_place,
    queue, given_now, (given_caller ->> 'accompanied_by')::uuid, (given_caller ->> 'person_id')::uuid, given_now);
  update invitations set answered_at = given_now, answer = 'accepted'
  where volunteer_id = given_volunteer_id and shift_id = given_shift_id and answered_at is null;

  outcome := jsonb_build_object('sign_up_id', given_id, 'place', taken_place, 'waitlist_place', ahead);
  insert into audit_events (id, at, actor_person_id, action, subject_type, subject_id, organization_path, after, request_id)
  values ((given_caller ->> 'audit_id')::uuid, given_now, (given_caller ->> 'person_id')::uuid, 'projects.sign_up', 'sign_up', given_id::text,
    activity.organization_path, outcome || jsonb_build_object('shift_id', given_shift_id), given_caller ->> 'request_id');
  if given_caller ->> 'request_key' is not null then
    update request_keys set status = 200, answer = jsonb_build_object('body', outcome)
    where actor_key = given_caller ->> 'actor_key' and request_key = given_caller ->> 'request_key';
  end if;
  return outcome;
end $$;
comment on function sign_up_for_shift is 'Signs one person up for one shift: a seat, the next waitlist place, or a refusal raised as QZ001 with the problem as detail';
