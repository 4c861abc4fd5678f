import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { movedTo, reached, type Reach } from '../../../domain/projects/activity-changes.ts';
import { businessDate } from '../../../domain/time.ts';
import { intoNotices } from '../../db/notices.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { LaterNouns } from '../../later-nouns.ts';
import { ruleBookInForce } from '../../organizations/rule-books/rule-book-in-force.ts';
import { approvalReasons, openActivity, recordActivityChange, type WantedShift } from './ask-activity-change.ts';
import type { ActivityRow } from '../load-activity.ts';
import { lockPeopleAndShifts, requireTouchable, spanShifts } from '../lock-shifts.ts';
import { loadSeries } from './load-series.ts';

type Move = { activity_id: Id; shift_id: Id; starts_at: string; ends_at: string; reach: Reach; reason: string };
type Told = { told: number; clashing: number };
type Moved = Told & { state: 'done' | 'waits_for_approval'; activity_change_id: Id; shifts: number };

export async function moveShift(writer: Writer, later: Pick<LaterNouns, 'shiftsVisited'>, input: Move): Promise<Moved> {
  const activity = await openActivity(writer, input.activity_id);
  const { chosen, standing } = await loadSeries(writer, activity.id, input.shift_id);
  const to = { starts_at: new Date(input.starts_at), ends_at: new Date(input.ends_at) };
  if (to.starts_at.getTime() === chosen.starts_at.getTime() && to.ends_at.getTime() === chosen.ends_at.getTime())
    throw problem('projects.time_unchanged', {}, 'starts_at');
  const series = reached(chosen, standing, input.reach);
  await requireTouchable(writer, later, { activity_id: activity.id, shift_ids: series.map((shift) => shift.id) });
  const wanted = movedTo(chosen, to, series).map(({ id, name, starts_at, ends_at, capacity }, index) => {
    const from = series[index] ?? chosen;
    return { id, name, starts_at, ends_at, capacity, from: { starts_at: from.starts_at, ends_at: from.ends_at } };
  });
  const change = { kind: 'moved', wanted, reason: input.reason } as const;
  const reasons = await approvalReasons(writer, activity, change, writer.now);
  const told =
    reasons.length === 0 ? await applyMoved(writer, later, { activity, ...change }) : { told: 0, clashing: 0 };
  const activity_change_id = await recordActivityChange(writer, activity, change, reasons);
  return {
    state: reasons.length === 0 ? 'done' : 'waits_for_approval',
    activity_change_id,
    shifts: wanted.length,
    ...told,
  };
}

const moved = 'projects.shift_moved';
const [clash, longDay] = ['projects.shift_moved_clash', 'projects.shift_moved_long_day'] as const;
const [waitEnded, waitEndedByLongDay] = ['projects.wait_ended', 'projects.wait_ended_long_day'] as const;
/** What each is told, by what stands in the way. */
const movedKind = {
  of: [moved, clash, longDay, waitEnded, waitEndedByLongDay],
  as: sql`case l.hindered when 'clash' then ${waitEnded} when 'long_day' then ${waitEndedByLongDay}
    else case s.hindered when 'clash' then ${clash} when 'long_day' then ${longDay} else ${moved} end end`,
} as const;

/**
 * Everyone on the shift moves with it and is told; from now on each may withdraw in time until the start. Overlaps and the
 * length of each person's day are looked at again: whoever holds a seat chooses what to leave, a place on the waitlist is
 * given up, because it would become a seat by itself. The number of open sign-ups stays as it was.
 */
export async function applyMoved(
  writer: Writer,
  later: Pick<LaterNouns, 'shiftsVisited'>,
  { activity, wanted, reason }: { activity: ActivityRow; wanted: readonly WantedShift[]; reason: string },
): Promise<Told> {
  const ids = wanted.map((shift) => shift.id);
  await lockPeopleAndShifts(writer, activity.id, ids);
  await requireTouchable(writer, later, { activity_id: activity.id, shift_ids: ids });
  await writer.run(sql`
    update shifts s set starts_at = w.starts_at, ends_at = w.ends_at, changed_at = ${writer.now}
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w (id uuid, starts_at timestamptz, ends_at timestamptz)
    where s.activity_id = ${activity.id} and s.id = w.id`);
  await writer.run(sql`
    update sign_ups u set shift_starts_at = w.starts_at, shift_ends_at = w.ends_at, shift_moved_at = ${writer.now}
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w (id uuid, starts_at timestamptz, ends_at timestamptz)
    where u.shift_id = w.id and u.ended_at is null`);
  await spanShifts(writer, activity.id);
  const { body: limits } = await ruleBookInForce(
    writer,
    'publishing_limits',
    activity.organization_path,
    businessDate(writer.now),
  );
  const counts = await writer.one<Told>(sql`
    with standing as (
      select u.volunteer_id, u.id, u.party_id, u.shift_id, u.place, o.other, case when o.other is not null then 'clash' when d.minutes > ${limits.sign_up_minutes_per_day}::int then 'long_day' end as hindered,
        to_char(w."from" at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as from_words, to_char(u.shift_starts_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as to_words
      from sign_ups u
      join (select x.id, (x."from" ->> 'starts_at')::timestamptz as "from" from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as x (id uuid, "from" jsonb)) w on w.id = u.shift_id
      left join lateral (
        select a.title as other from sign_ups n join activities a on a.id = n.activity_id
        where n.volunteer_id = u.volunteer_id and n.id <> u.id and n.ended_at is null and n.shift_starts_at < u.shift_ends_at and u.shift_starts_at < n.shift_ends_at
        order by n.shift_starts_at limit 1) o on true
      cross join lateral (
        select sum(extract(epoch from n.shift_ends_at - n.shift_starts_at) / 60) as minutes from sign_ups n
        where n.volunteer_id = u.volunteer_id and n.ended_at is null and n.shift_ends_at > ${writer.now}
          and (n.shift_starts_at at time zone 'Asia/Shanghai')::date = (u.shift_starts_at at time zone 'Asia/Shanghai')::date) d
      where u.ended_at is null
    ), leaving as (
      select s.volunteer_id, s.id, s.place, coalesce(s.hindered, h.hindered) as hindered, coalesce(s.other, h.other) as other
      from standing s left join standing h on h.id = s.party_id -- a child leaves with its parent
      where s.place = 'waitlist' and coalesce(s.hindered, h.hindered) is not null
    ), given_up as (
      update sign_ups u set ended_at = ${writer.now}, ended_as = 'cancelled', ended_by = ${writer.caller.person_id}, end_reason = ${reason}
      from leaving s where u.volunteer_id = s.volunteer_id and u.id = s.id returning u.shift_id
    ), shorter as (
      update shifts f set waiting = f.waiting - g.people from (select shift_id, count(*)::int as people from given_up group by shift_id) g
      where f.activity_id = ${activity.id} and f.id = g.shift_id
    ), told as (
      ${intoNotices({
        now: writer.now,
        to: sql`s.volunteer_id`,
        kind: movedKind,
        params: {
          activity: activity.title,
          from: sql`s.from_words`,
          to: sql`s.to_words`,
          reason,
          other: sql`coalesce(l.other, s.other)`,
          hours: limits.sign_up_minutes_per_day / 60,
        },
      })}
      from standing s left join leaving l on l.id = s.id returning 1
    ) select (select count(*)::int from told) as told, (select count(*)::int from standing where hindered is not null) as clashing`);
  for (const id of ids) await writer.run(sql`select promote_waiting(${activity.id}, ${id}, ${writer.now})`); // a shorter waitlist may fit now
  return counts;
}
