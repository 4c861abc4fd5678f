import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { approvalReasons, openActivity, recordActivityChange, type WantedShift } from './ask-activity-change.ts';
import { loadSeries } from './load-series.ts';
import { lockShifts } from '../lock-shifts.ts';
import { promoteWaiting } from '../sign-ups/promoted.ts';

type Resized = { state: 'done' | 'waits_for_approval'; promoted: number };

/** New places go to the head of the waitlist in the same transaction; seats held are never taken away. */
export async function changeCapacity(
  writer: Writer,
  input: { activity_id: Id; shift_id: Id; capacity: number },
): Promise<Resized> {
  const activity = await openActivity(writer, input.activity_id);
  const { chosen } = await loadSeries(writer, activity.id, input.shift_id);
  const { id, name, starts_at, ends_at } = chosen;
  const change = {
    kind: 'capacity_changed',
    wanted: [{ id, name, starts_at, ends_at, capacity: input.capacity, from: { starts_at, ends_at } }],
    reason: '',
  } as const;
  const reasons = await approvalReasons(writer, activity, change, writer.now);
  const promoted = reasons.length === 0 ? await applyResized(writer, activity.id, change.wanted) : 0;
  await recordActivityChange(writer, activity, change, reasons);
  return { state: reasons.length === 0 ? 'done' : 'waits_for_approval', promoted };
}

export async function applyResized(writer: Writer, activityId: Id, wanted: readonly WantedShift[]): Promise<number> {
  let promoted = 0;
  await lockShifts(
    writer,
    activityId,
    wanted.map((shift) => shift.id),
  );
  for (const { id, capacity } of wanted) {
    const shift = await writer.one<{ seats_taken: number; starts_at: Date; cancelled_at: Date | null }>(sql`
      select seats_taken, starts_at, cancelled_at from shifts where activity_id = ${activityId} and id = ${id}`);
    if (shift.cancelled_at !== null) throw problem('projects.cancelled');
    if (capacity < shift.seats_taken)
      throw problem('projects.capacity_below_seats', { seats: shift.seats_taken }, 'capacity');
    await writer.run(sql`update shifts set capacity = ${capacity} where activity_id = ${activityId} and id = ${id}`);
    if (shift.starts_at <= writer.now) continue;
    promoted += await promoteWaiting(writer, { activity_id: activityId, id });
  }
  return promoted;
}
