import type { Id } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import { sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';
import { loadActivity, placeOf } from './load-activity.ts';

/** New places go to the head of the waitlist in the same transaction; seats held are never taken away. */
export async function changeCapacity(writer: Writer, input: { activity_id: Id; shift_id: Id; capacity: number }): Promise<{ promoted: number }> {
  const activity = await loadActivity(writer, input.activity_id);
  writer.caller.require('projects.publish', placeOf(activity), 'projects.read');
  const shift = await writer.maybe<{ capacity: number; seats_taken: number; starts_at: Date; cancelled_at: Date | null }>(sql`
    select capacity, seats_taken, starts_at, cancelled_at from shifts where activity_id = ${activity.id} and id = ${input.shift_id} for update`);
  if (shift === undefined) throw problem('core.not_found');
  if (shift.cancelled_at !== null || activity.cancelled_at !== null) throw problem('projects.cancelled');
  if (input.capacity < shift.seats_taken) throw problem('projects.capacity_below_seats', { seats: shift.seats_taken }, 'capacity');
  await writer.run(sql`update shifts set capacity = ${input.capacity} where activity_id = ${activity.id} and id = ${input.shift_id}`);
  const { promoted } = shift.starts_at > writer.now
    ? await writer.one<{ promoted: number }>(sql`select promote_waiting(${activity.id}, ${input.shift_id}, ${writer.now}) as promoted`)
    : { promoted: 0 };
  await writer.audit({
    action: 'projects.change_capacity', subject_type: 'activity', subject_id: activity.id, organization_path: activity.organization_path, permission: 'projects.publish',
    before: { capacity: shift.capacity }, after: { shift_id: input.shift_id, capacity: input.capacity, promoted },
  });
  return { promoted };
}
