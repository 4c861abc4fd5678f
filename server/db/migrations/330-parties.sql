-- A parent and the children who come along: one sign-up of several people (R61).

alter table sign_ups add column party_id uuid;
comment on column sign_ups.party_id is 'The sign-up of the parent with whom this child takes part: they wait, move up and withdraw together; null for everybody else';
create index sign_ups__party_id on sign_ups (party_id) where party_id is not null;

-- Fills free seats from the head of the waitlist, parties as a whole and in order: who fits fewer places does not
-- pass a family that waits before them. The caller holds the shift's lock.
create function promote_waiting(given_activity_id uuid, given_shift_id uuid, given_now timestamptz)
returns int language plpgsql as $$
declare
  free int;
  promoted int;
begin
  select capacity - seats_taken into free from shifts where activity_id = given_activity_id and id = given_shift_id;
  if free <= 0 then return 0; end if;
  with parties as (
    select coalesce(party_id, id) as party, min(queue_number) as at, count(*) as size from sign_ups
    where shift_id = given_shift_id and ended_at is null and place = 'waitlist' group by 1
  ), head as (
    select party from (select party, sum(size) over (order by at) as needed from parties) p where needed <= free
  ), seated as (
    update sign_ups s set place = 'seat', promoted_at = given_now from head
    where s.shift_id = given_shift_id and s.ended_at is null and s.place = 'waitlist' and coalesce(s.party_id, s.id) = head.party
    returning s.volunteer_id, s.id, s.activity_id, s.shift_starts_at
  ), told as (
    insert into notices (person_id, id, at, kind, params, link)
    select seated.volunteer_id, new_id(given_now), given_now, 'projects.promoted',
      jsonb_build_object('activity', a.title, 'when', to_char(seated.shift_starts_at at time zone 'Asia/Shanghai', 'MM-DD HH24:MI')), '/sign-ups'
    from seated join activities a on a.id = seated.activity_id
    returning 1
  )
  select count(*)::int into promoted from seated;
  update shifts set seats_taken = seats_taken + promoted, waiting = waiting - promoted
  where activity_id = given_activity_id and id = given_shift_id and promoted > 0;
  return promoted;
end $$;
comment on function promote_waiting is 'Moves people from the head of the waitlist to free seats and tells each of them';

-- Ends a sign-up, and where a parent withdraws those of the children who came along; then promotes. Lock order:
-- the persons by id, the shift.
create function end_sign_up(given_volunteer_id uuid, given_id uuid, given_now timestamptz, given_as text, given_by uuid, given_reason text)
returns jsonb language plpgsql as $$
declare
  own sign_ups;
  seats int;
  waits int;
  promoted int := 0;
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
