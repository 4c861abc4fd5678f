import type { Id } from '../../../domain/id.ts';
import type { Writer } from '../../db/writer.ts';
import { approvalReasons, openActivity, recordActivityChange, type WantedShift } from './ask-activity-change.ts';
import { insertShifts, type ShiftInput } from '../activities/create-activity.ts';
import { spanShifts } from '../lock-shifts.ts';
import { requireOpenProject } from '../activities/submit-activity.ts';

type Added = { state: 'done' | 'waits_for_approval'; activity_change_id: Id; shift_ids: Id[] };

/** More shifts of a published activity. Nobody has planned for them yet, so nobody is told. */
export async function addShifts(
  writer: Writer,
  input: { activity_id: Id; shifts: readonly ShiftInput[] },
): Promise<Added> {
  const activity = await openActivity(writer, input.activity_id);
  await requireOpenProject(writer, activity);
  const wanted = input.shifts.map((shift) => ({
    ...shift,
    id: writer.newId(),
    starts_at: new Date(shift.starts_at),
    ends_at: new Date(shift.ends_at),
    from: null,
  }));
  const change = { kind: 'added', wanted, reason: '' } as const;
  const reasons = await approvalReasons(writer, activity, change, writer.now);
  if (reasons.length === 0) await applyAdded(writer, activity.id, wanted);
  const activity_change_id = await recordActivityChange(writer, activity, change, reasons);
  return {
    state: reasons.length === 0 ? 'done' : 'waits_for_approval',
    activity_change_id,
    shift_ids: reasons.length === 0 ? wanted.map((each) => each.id) : [],
  };
}

export async function applyAdded(writer: Writer, activityId: Id, wanted: readonly WantedShift[]): Promise<void> {
  await insertShifts(writer, activityId, wanted);
  await spanShifts(writer, activityId);
}
