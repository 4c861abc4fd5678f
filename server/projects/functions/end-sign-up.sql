-- Ends a sign-up, and where a parent withdraws those of the children who came along; then promotes. Lock order:
-- the persons by id, the shift.
-- A connection makes the plans of a function at its first call and keeps them. On a new installation the tables are empty then, and
-- reading them whole looks cheap; it is not when thousands have come in the same minute. So it always goes by an index.
create function end_sign_up(
  given_volunteer_id uuid, given_id uuid, given_now timestamptz, given_as text, given_by uuid, given_reason text
) returns jsonb language plpgsql set enable_seqscan = off as $$
declare
  own sign_ups;
  seats int;
  waits int;
  promoted jsonb := '[]';
begin
  insert into agendas (volunteer_id, changes)
  select volunteer_id, 1 from (
    select given_volunteer_id as volunteer_id
    union select volunteer_id from sign_ups where party_id = given_id and ended_at is null) p order by volunteer_id
  on conflict (volunteer_id) do update set changes = agendas.changes + 1;
  select * into own from sign_ups where volunteer_id = given_volunteer_id and id = given_id;
  if not found or own.ended_at is not null then
    return jsonb_build_object('problem', 'projects.not_signed_up');
  end if;
  perform 1 from shifts where activity_id = own.activity_id and id = own.shift_id for update;
  -- read again under the lock: a promotion may have moved them to seats
  with ended as (
    update sign_ups set ended_at = given_now, ended_as = given_as, ended_by = given_by, end_reason = given_reason
    where ended_at is null and ((volunteer_id = given_volunteer_id and id = given_id) or (party_id = given_id and given_as <> 'no_show'))
    returning place
  )
  select count(*) filter (where place = 'seat'), count(*) filter (where place = 'waitlist') into seats, waits from ended;
  if seats + waits = 0 then
    return jsonb_build_object('problem', 'projects.not_signed_up');
  end if;
  update shifts set
    seats_taken = seats_taken - case when given_as = 'no_show' then 0 else seats end,
    waiting = waiting - waits
  where activity_id = own.activity_id and id = own.shift_id;
  -- also when only the waitlist became shorter: a smaller party at its head may fit now
  if given_as <> 'no_show' and own.shift_starts_at > given_now then
    promoted := promote_waiting(own.activity_id, own.shift_id, given_now);
  end if;
  return jsonb_build_object('ended_as', given_as, 'promoted', promoted, 'together', seats + waits - 1);
end $$;
comment on function end_sign_up is 'Ends a sign-up as withdrawn, withdrawn_late, no_show or cancelled and promotes the head of the waitlist';
