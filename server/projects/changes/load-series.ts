import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import type { Reader } from '../../db/reader.ts';
import { loadShifts, type ShiftRow } from '../load-activity.ts';

/** One shift, and all of its activity that stand. */
export async function loadSeries(
  reader: Reader,
  activityId: Id,
  shiftId: Id,
): Promise<{ chosen: ShiftRow; standing: ShiftRow[] }> {
  const shifts = await loadShifts(reader, activityId);
  const chosen = shifts.find((shift) => shift.id === shiftId);
  if (chosen === undefined) throw problem('core.not_found');
  if (chosen.cancelled_at !== null) throw problem('projects.cancelled');
  return { chosen, standing: shifts.filter((shift) => shift.cancelled_at === null) };
}
