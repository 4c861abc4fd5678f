/** A volunteer who finds a record wrong asks; the organisation answers by two people (S23). */
import type { Id } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import { demandAllowed, isCheckOutForgotten, type AttendanceState } from '../../domain/records/attendance.ts';
import { sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';
import { lockVolunteer } from '../volunteers/lock-volunteer.ts';
import { registrationsOf } from '../volunteers/registrations.ts';
import { nearestWho } from '../accounts/nearest-who.ts';
import { loadShift, placeOf } from './shift-facts.ts';

export type CorrectionRequest = { readonly attendance_id: Id; readonly started_at: string; readonly ended_at: string; readonly reason: string };

export async function requestCorrection(writer: Writer, input: CorrectionRequest): Promise<{ proposal_id: Id }> {
  const me = writer.caller.person_id;
  await lockVolunteer(writer, me);
  const attendance = await writer.maybe<{ id: Id; volunteer_id: Id; state: AttendanceState; shift_id: Id; record_id: Id | null }>(sql`
    select id, volunteer_id, state, shift_id, record_id from attendances where volunteer_id = any(${await registrationsOf(writer, me)}::uuid[]) and id = ${input.attendance_id}`);
  const shift = attendance === undefined ? undefined : await loadShift(writer, attendance.shift_id);
  if (attendance === undefined || shift === undefined) throw problem('core.not_found');
  demandAllowed('request_correction', attendance.state);
  if (attendance.state === 'checked_in' && !isCheckOutForgotten(attendance.state, shift.ends_at, writer.now)) throw problem('records.still_serving');
  const open = await writer.maybe(sql`
    select l.id from record_proposal_lines l join record_proposals p on p.id = l.proposal_id
    where l.volunteer_id = ${attendance.volunteer_id} and l.attendance_id = ${attendance.id} and p.state in ('requested', 'handled')`);
  if (open !== undefined) throw problem('records.correction_open');
  demandTimes(writer, input);
  const proposalId = writer.newId();
  await writer.run(sql`
    insert into record_proposals (id, kind, organization_id, organization_path, activity_id, state, reason, requested_by, requested_at)
    values (${proposalId}, 'correction', ${shift.organization_id}, ${shift.organization_path}, ${shift.activity_id}, 'requested', ${input.reason}, ${me}, ${writer.now})`);
  await writer.run(sql`
    insert into record_proposal_lines (volunteer_id, id, proposal_id, shift_id, attendance_id, record_id, started_at, ended_at, source, content)
    values (${attendance.volunteer_id}, ${writer.newId()}, ${proposalId}, ${shift.id}, ${attendance.id}, ${attendance.record_id}, ${input.started_at}, ${input.ended_at}, 'back_fill', ${shift.activity_title})`);
  await writer.audit({ action: 'records.request_correction', subject_type: 'record_proposal', subject_id: proposalId, organization_path: shift.organization_path, after: { attendance_id: attendance.id, started_at: input.started_at, ended_at: input.ended_at }, reason: input.reason });
  for (const person of await nearestWho(writer, 'records.propose', placeOf(shift), shift.leader_id)) {
    await writer.notify(person, 'records.correction_requested', { title: shift.activity_title }, `/records/proposals/${proposalId}`);
  }
  return { proposal_id: proposalId };
}

export function demandTimes(writer: Writer, line: { readonly started_at: string; readonly ended_at: string }): void {
  const [from, to] = [Date.parse(line.started_at), Date.parse(line.ended_at)];
  if (to <= from || to > writer.now.getTime()) throw problem('records.minutes_invalid', {}, 'ended_at');
}
