-- Fills free seats from the head of the waitlist, parties as a whole and in order: who fits fewer places does not
-- pass a family that waits before them. The caller holds the shift's lock.
-- A connection makes the plans of a function at its first call and keeps them. On a new installation the tables are empty then, and
-- reading them whole looks cheap; it is not when thousands have come in the same minute. So it always goes by an index.
create function promote_waiting(given_activity_id uuid, given_shift_id uuid, given_now timestamptz)
returns int language plpgsql set enable_seqscan = off as $$
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
      jsonb_build_object('activity', a.title, 'when', to_char(seated.shift_starts_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI')), '/sign-ups'
    from seated join activities a on a.id = seated.activity_id
    returning 1
  )
  select count(*)::int into promoted from seated;
  update shifts set seats_taken = seats_taken + promoted, waiting = waiting - promoted
  where activity_id = given_activity_id and id = given_shift_id and promoted > 0;
  return promoted;
end $$;
comment on function promote_waiting is 'Moves people from the head of the waitlist to free seats and tells each of them';
