import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import type { AttendanceState } from '../../../domain/records/attendance.ts';
import { businessDate } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { lockVolunteer } from '../../volunteers/lock-volunteer.ts';
import { nearestWho } from '../../accounts/roles/nearest-who.ts';
import { loadShift, loadStanding, placeOf, serviceDay } from '../check-in/shift-inputs.ts';

/** The weakest source: the person's own word, which the leader confirms or not. Only where no stamp exists. */
export async function declareService(
  writer: Writer,
  input: { readonly shift_id: Id; readonly started_at: string; readonly ended_at: string },
): Promise<{ attendance_id: Id; state: AttendanceState }> {
  const volunteerId = writer.caller.person_id;
  await lockVolunteer(writer, volunteerId);
  const shift = await loadShift(writer, input.shift_id);
  const standing = shift === undefined ? undefined : await loadStanding(writer, volunteerId, shift);
  if (shift === undefined || shift.is_cancelled) throw problem('core.not_found');
  if (standing === undefined || (!standing.has_seat && !standing.is_no_show)) throw problem('records.not_signed_up');
  if (standing.state !== null && standing.state !== 'signed_up' && standing.state !== 'no_show')
    throw problem('records.state_forbids', { state: standing.state, state_en: standing.state });
  const [from, to] = [new Date(input.started_at), new Date(input.ended_at)];
  if (to <= from || to > writer.now || businessDate(from) < serviceDay(shift))
    throw problem('records.minutes_invalid', {}, 'ended_at');
  const row = await writer.one<{ id: Id }>(sql`
    insert into attendances (volunteer_id, id, shift_id, activity_id, organization_path, service_day, state, pairs, last_stamp_at, created_at)
    values (${volunteerId}, ${writer.newId()}, ${shift.id}, ${shift.activity_id}, ${shift.organization_path}, ${serviceDay(shift)}, 'awaiting_confirmation', 1, ${to}, ${writer.now})
    on conflict (volunteer_id, shift_id) do update set state = 'awaiting_confirmation', pairs = 1, last_stamp_at = excluded.last_stamp_at returning id`);
  for (const [direction, at] of [
    ['in', from],
    ['out', to],
  ] as const) {
    await writer.run(sql`
      insert into attendance_stamps (volunteer_id, id, attendance_id, shift_id, direction, stamped_at, arrived_at, source, is_late, recorded_by)
      values (${volunteerId}, ${writer.newId()}, ${row.id}, ${shift.id}, ${direction}, ${at}, ${writer.now}, 'self_declared', false, ${volunteerId})`);
  }
  await writer.audit({
    action: 'records.declare',
    subject_type: 'attendance',
    subject_id: row.id,
    organization_path: shift.organization_path,
    after: { started_at: from, ended_at: to },
  });
  const told = await nearestWho(writer, 'records.confirm', placeOf(shift), shift.leader_id);
  await writer.notify(told, 'records.declared', { title: shift.activity_title }, shift.id);
  return { attendance_id: row.id, state: 'awaiting_confirmation' };
}
