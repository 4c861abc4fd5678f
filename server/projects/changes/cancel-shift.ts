import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { reached, type Reach } from '../../../domain/projects/activity-changes.ts';
import { noticesTo } from '../../db/notices.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { LaterNouns } from '../../later-nouns.ts';
import { openActivity, recordActivityChange } from './ask-activity-change.ts';
import { loadSeries } from './load-series.ts';
import { lockShifts, requireTouchable, spanShifts } from '../lock-shifts.ts';

/** Ends every standing sign-up of the shifts as cancelled and tells each person. The last shifts go with the activity itself. */
export async function cancelShift(
  writer: Writer,
  later: Pick<LaterNouns, 'shiftsVisited'>,
  input: { activity_id: Id; shift_id: Id; reach: Reach; reason: string },
): Promise<{ shifts: number; told: number }> {
  const activity = await openActivity(writer, input.activity_id);
  const { chosen, standing } = await loadSeries(writer, activity.id, input.shift_id);
  const series = reached(chosen, standing, input.reach);
  const ids = series.map((shift) => shift.id);
  await lockShifts(writer, activity.id, ids);
  await requireTouchable(writer, later, { activity_id: activity.id, shift_ids: ids });
  const left = await writer.maybe(
    sql`select 1 from shifts where activity_id = ${activity.id} and cancelled_at is null and id <> all(${ids}::uuid[]) limit 1`,
  );
  if (left === undefined) throw problem('projects.last_shift');
  await writer.run(
    sql`update shifts set cancelled_at = ${writer.now}, changed_at = ${writer.now} where activity_id = ${activity.id} and id = any(${ids}::uuid[])`,
  );
  await spanShifts(writer, activity.id);
  const { told } = await writer.one<{ told: number }>(sql`
    with ended as (
      update sign_ups set ended_at = ${writer.now}, ended_as = 'cancelled', ended_by = ${writer.caller.person_id}, end_reason = ${input.reason}
      where shift_id = any(${ids}::uuid[]) and ended_at is null returning volunteer_id, shift_starts_at
    ), told as (
      ${noticesTo({
        now: writer.now,
        to: { person: sql`volunteer_id`, from: sql`ended` },
        kind: 'projects.shift_cancelled',
        params: {
          activity: activity.title,
          from: sql`to_char(shift_starts_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI')`,
          reason: input.reason,
        },
        subject: activity.id,
      })} returning 1
    ) select count(*)::int as told from told`);
  const wanted = series.map(({ id, name, starts_at, ends_at, capacity }) => ({
    id,
    name,
    starts_at,
    ends_at,
    capacity,
    from: { starts_at, ends_at },
  }));
  await recordActivityChange(writer, activity, { kind: 'cancelled', wanted, reason: input.reason });
  return { shifts: series.length, told };
}
