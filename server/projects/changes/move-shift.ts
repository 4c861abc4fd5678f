import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { movedTo, reached, type Reach } from '../../../domain/projects/activity-changes.ts';
import { businessDate } from '../../../domain/time.ts';
import { noticesTo } from '../../db/notices.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { LaterNouns } from '../../later-nouns.ts';
import { ruleBookInForce } from '../../organizations/rule-books/rule-book-in-force.ts';
import { approvalReasons, openActivity, recordActivityChange, type WantedShift } from './ask-activity-change.ts';
import type { ActivityRow } from '../load-activity.ts';
import { lockPeopleAndShifts, requireTouchable, spanShifts } from '../lock-shifts.ts';
import { loadSeries } from './load-series.ts';
import { promoteWaiting } from '../sign-ups/promoted.ts';

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
const kinds = [moved, clash, longDay, waitEnded, waitEndedByLongDay] as const;
type Hindered = 'clash' | 'long_day';

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
  const standing = await standingAfter(writer, wanted, limits.sign_up_minutes_per_day);
  const leaving = leavingOf(standing);
  await giveUp(writer, activity.id, { leaving: [...leaving.keys()], reason });
  const told = standing.map((one) => {
    const gone = leaving.get(one);
    return { ...one, kind: kindOf(one.hindered, gone?.hindered ?? null), other: gone?.other ?? one.other };
  });
  await writer.run(sql`
    ${noticesTo({
      now: writer.now,
      to: {
        person: sql`l.volunteer_id`,
        from: sql`jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as l (volunteer_id uuid, kind text, from_words text, to_words text, other text)`,
      },
      kind: { of: kinds, as: sql`l.kind` },
      params: {
        activity: activity.title,
        from: sql`l.from_words`,
        to: sql`l.to_words`,
        reason,
        other: sql`l.other`,
        hours: limits.sign_up_minutes_per_day / 60,
      },
    })}`);
  for (const id of ids) await promoteWaiting(writer, { activity_id: activity.id, id }); // a shorter waitlist may fit now
  return { told: told.length, clashing: standing.filter((one) => one.hindered !== null).length };
}

type Standing = {
  readonly volunteer_id: Id;
  readonly id: Id;
  readonly party_id: Id | null;
  readonly shift_id: Id;
  readonly place: string;
  readonly hindered: Hindered | null;
  readonly other: string | null;
  readonly from_words: string;
  readonly to_words: string;
};

/** Everyone on the moved shifts, and what stands in the way of each: read beside the person, the titles beside the activities. */
async function standingAfter(
  writer: Writer,
  wanted: readonly WantedShift[],
  minutesPerDay: number,
): Promise<Standing[]> {
  type Row = Omit<Standing, 'hindered' | 'other'> & { other_id: Id | null; minutes: number };
  const rows = await writer.all<Row>(sql`
    select u.volunteer_id, u.id, u.party_id, u.shift_id, u.place, o.other_id, d.minutes,
      to_char(w."from" at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as from_words, to_char(u.shift_starts_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as to_words
    from sign_ups u
      join (select x.id, (x."from" ->> 'starts_at')::timestamptz as "from" from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as x (id uuid, "from" jsonb)) w on w.id = u.shift_id
      cross join lateral (
        select (array_agg(n.activity_id order by n.shift_starts_at))[1] as other_id from sign_ups n
        where n.volunteer_id = u.volunteer_id and n.id <> u.id and n.ended_at is null and n.shift_starts_at < u.shift_ends_at and u.shift_starts_at < n.shift_ends_at) o
      cross join lateral (
        select coalesce(sum(extract(epoch from n.shift_ends_at - n.shift_starts_at) / 60), 0)::float8 as minutes from sign_ups n
        where n.volunteer_id = u.volunteer_id and n.ended_at is null and n.shift_ends_at > ${writer.now}
          and (n.shift_starts_at at time zone 'Asia/Shanghai')::date = (u.shift_starts_at at time zone 'Asia/Shanghai')::date) d
    where u.ended_at is null`);
  const titles = await writer.all<{ id: Id; title: string }>(
    sql`select id, title from activities where id = any(${rows.flatMap((row) => row.other_id ?? [])}::uuid[])`,
  );
  const titleOf = new Map(titles.map((one) => [one.id, one.title]));
  return rows.map(({ other_id, minutes, ...row }) => {
    const other = (other_id === null ? null : titleOf.get(other_id)) ?? null;
    const isLong = minutes > minutesPerDay;
    return { ...row, other, hindered: other !== null ? 'clash' : isLong ? 'long_day' : null };
  });
}

/** Whoever waits and is hindered; a child leaves with its parent, for the parent's reason where it has none of its own. */
function leavingOf(standing: readonly Standing[]): Map<Standing, Pick<Standing, 'hindered' | 'other'>> {
  const byId = new Map(standing.map((one) => [one.id, one]));
  return new Map(
    standing.flatMap((one) => {
      const party = one.party_id === null ? undefined : byId.get(one.party_id);
      const hindered = one.hindered ?? party?.hindered ?? null;
      return one.place === 'waitlist' && hindered !== null
        ? [[one, { hindered, other: one.other ?? party?.other ?? null }] as const]
        : [];
    }),
  );
}

async function giveUp(
  writer: Writer,
  activityId: Id,
  { leaving, reason }: { readonly leaving: readonly Standing[]; readonly reason: string },
): Promise<void> {
  if (leaving.length === 0) return;
  const gone = await writer.all<{ shift_id: Id }>(sql`
    update sign_ups u set ended_at = ${writer.now}, ended_as = 'cancelled', ended_by = ${writer.caller.person_id}, end_reason = ${reason}
    from unnest(${leaving.map((one) => one.volunteer_id)}::uuid[], ${leaving.map((one) => one.id)}::uuid[]) as s (volunteer_id, id)
    where u.volunteer_id = s.volunteer_id and u.id = s.id returning u.shift_id`);
  await writer.run(sql`
    update shifts f set waiting = f.waiting - g.people
    from (select shift_id, count(*)::int as people from unnest(${gone.map((one) => one.shift_id)}::uuid[]) as gone (shift_id) group by shift_id) g
    where f.activity_id = ${activityId} and f.id = g.shift_id`);
}

/** What each is told, by what stands in the way. */
function kindOf(hindered: Hindered | null, leaves: Hindered | null): (typeof kinds)[number] {
  if (leaves !== null) return leaves === 'clash' ? waitEnded : waitEndedByLongDay;
  if (hindered !== null) return hindered === 'clash' ? clash : longDay;
  return moved;
}
