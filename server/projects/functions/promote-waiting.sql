-- Fills free seats from the head of the waitlist, parties as a whole and in order: who fits fewer places does not
-- pass a family that waits before them. The caller holds the shift's lock.
-- A connection makes the plans of a function at its first call and keeps them. On a new installation the tables are empty then, and
-- reading them whole looks cheap; it is not when thousands have come in the same minute. So it always goes by an index.
create function promote_waiting(given_activity_id uuid, given_shift_id uuid, given_now timestamptz)
returns jsonb language plpgsql set enable_seqscan = off as $$
declare
  free int;
  promoted jsonb;
begin
  select capacity - seats_taken into free from shifts where activity_id = given_activity_id and id = given_shift_id;
  if free <= 0 then return '[]'; end if;
  with parties as (
    select coalesce(party_id, id) as party, min(queue_number) as at, count(*) as size from sign_ups
    where shift_id = given_shift_id and ended_at is null and place = 'waitlist' group by 1
  ), head as (
    select party from (select party, sum(size) over (order by at) as needed from parties) p where needed <= free
  ), seated as (
    update sign_ups s set place = 'seat', promoted_at = given_now from head
    where s.shift_id = given_shift_id and s.ended_at is null and s.place = 'waitlist' and coalesce(s.party_id, s.id) = head.party
    returning s.volunteer_id, s.activity_id, s.shift_starts_at
  )
  select coalesce(jsonb_agg(jsonb_build_object('person_id', seated.volunteer_id, 'activity', a.title,
    'when', to_char(seated.shift_starts_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'))), '[]') into promoted
  from seated join activities a on a.id = seated.activity_id;
  update shifts set seats_taken = seats_taken + jsonb_array_length(promoted), waiting = waiting - jsonb_array_length(promoted)
  where activity_id = given_activity_id and id = given_shift_id and promoted <> '[]';
  return promoted;
end $$;
comment on function promote_waiting is 'Moves people from the head of the waitlist to free seats and says who is to be told';
