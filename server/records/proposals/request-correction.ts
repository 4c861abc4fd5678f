/** A volunteer who finds a record wrong asks; the organisation answers by two people (S23). */
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { assertAllowed, isCheckOutForgotten, type AttendanceState } from '../../../domain/records/attendance.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { lockVolunteer } from '../../volunteers/lock-volunteer.ts';
import { registrationsOf } from '../../volunteers/registrations.ts';
import { attachEvidence } from './evidence-files.ts';
import { nearestWho } from '../../accounts/roles/nearest-who.ts';
import { refuseOwn } from '../service/refuse-own.ts';
import { loadShift, placeOf, type ShiftInputs } from '../check-in/shift-inputs.ts';
import { insertProposal } from './insert-proposal.ts';
import { refuseStruck, typedTime } from './struck-hours.ts';

export type CorrectionRequest = {
  readonly attendance_id: Id;
  readonly started_at: string;
  readonly ended_at: string;
  readonly reason: string;
  readonly upload_ids: readonly Id[];
};

type Attendance = {
  readonly id: Id;
  readonly volunteer_id: Id;
  readonly state: AttendanceState;
  readonly shift_id: Id;
  readonly record_id: Id | null;
};

export async function requestCorrection(writer: Writer, input: CorrectionRequest): Promise<{ proposal_id: Id }> {
  const me = writer.caller.person_id;
  const person = await lockVolunteer(writer, me);
  const attendance = await writer.maybe<Attendance>(sql`
    select id, volunteer_id, state, shift_id, record_id from attendances where volunteer_id = any(${await registrationsOf(writer, me)}::uuid[]) and id = ${input.attendance_id}`);
  const shift = attendance === undefined ? undefined : await loadShift(writer, attendance.shift_id);
  if (attendance === undefined || shift === undefined) throw problem('core.not_found');
  await refuseStruck(writer, shift, { asked: [typedTime(person, input)], field: 'attendance_id' });
  const proposalId = await insertCorrection(writer, attendance, shift, { ...input, evidence: '', state: 'requested' });
  const files = await attachEvidence(writer, {
    proposal_id: proposalId,
    upload_ids: input.upload_ids,
    people: [attendance.volunteer_id],
  });
  await writer.audit({
    action: 'records.request_correction',
    subject_type: 'record_proposal',
    subject_id: proposalId,
    organization_path: shift.organization_path,
    after: { attendance_id: attendance.id, started_at: input.started_at, ended_at: input.ended_at, ...files },
    reason: input.reason,
  });
  const told = await nearestWho(writer, 'records.propose', placeOf(shift), shift.leader_id);
  await writer.notify(told, 'records.correction_requested', { title: shift.activity_title }, proposalId);
  return { proposal_id: proposalId };
}

export type ProposedCorrection = {
  readonly volunteer_id: Id;
  readonly record_id: Id;
  readonly started_at: string;
  readonly ended_at: string;
  readonly reason: string;
  readonly evidence: string;
  readonly upload_ids: readonly Id[];
};

/** Leader or staff saw the mistake: their proposal is the first seal, somebody else decides, and the volunteer is told at once. */
export async function proposeCorrection(writer: Writer, input: ProposedCorrection): Promise<{ proposal_id: Id }> {
  const person = await lockVolunteer(writer, input.volunteer_id);
  const attendance = await writer.maybe<Attendance>(sql`
    select t.id, t.volunteer_id, t.state, t.shift_id, t.record_id from service_records r join attendances t on t.volunteer_id = r.volunteer_id and t.id = r.attendance_id
    where r.volunteer_id = ${input.volunteer_id} and r.id = ${input.record_id}`);
  const shift = attendance === undefined ? undefined : await loadShift(writer, attendance.shift_id);
  if (attendance === undefined || shift === undefined) throw problem('core.not_found');
  writer.caller.require('records.propose', placeOf(shift), 'records.read');
  await refuseOwn(writer, writer.caller.person_id, [person]);
  await refuseStruck(writer, shift, { asked: [typedTime(person, input)], field: 'record_id' });
  const proposalId = await insertCorrection(writer, attendance, shift, { ...input, state: 'handled' });
  const files = await attachEvidence(writer, {
    proposal_id: proposalId,
    upload_ids: input.upload_ids,
    people: [attendance.volunteer_id],
  });
  await writer.audit({
    action: 'records.propose_correction',
    subject_type: 'record_proposal',
    subject_id: proposalId,
    organization_path: shift.organization_path,
    permission: 'records.propose',
    after: {
      attendance_id: attendance.id,
      record_id: input.record_id,
      started_at: input.started_at,
      ended_at: input.ended_at,
      ...files,
    },
    reason: input.reason,
  });
  await writer.notify(
    person,
    'records.correction_proposed',
    { title: shift.activity_title, reason: input.reason },
    input.record_id,
  );
  const deciders = (await nearestWho(writer, 'records.approve', placeOf(shift), null)).filter(
    (one) => one !== writer.caller.person_id && one !== person,
  );
  await writer.notify(deciders, 'records.correction_waits', { title: shift.activity_title }, proposalId);
  return { proposal_id: proposalId };
}

type Text = {
  readonly started_at: string;
  readonly ended_at: string;
  readonly reason: string;
  readonly evidence: string;
  readonly state: 'requested' | 'handled';
};

/** One correction or appeal at a time for an attendance; the person is locked. */
export async function refuseOpen(writer: Writer, attendance: Pick<Attendance, 'id' | 'volunteer_id'>): Promise<void> {
  const asked = await writer.all<{ proposal_id: Id }>(
    sql`select proposal_id from record_proposal_lines where volunteer_id = ${attendance.volunteer_id} and attendance_id = ${attendance.id}`,
  );
  const open = await writer.maybe(
    sql`select id from record_proposals where id = any(${asked.map((line) => line.proposal_id)}::uuid[]) and state in ('requested', 'handled')`,
  );
  if (open !== undefined) throw problem('records.correction_open');
}

async function insertCorrection(writer: Writer, attendance: Attendance, shift: ShiftInputs, text: Text): Promise<Id> {
  assertAllowed('request_correction', attendance.state);
  if (attendance.state === 'checked_in' && !isCheckOutForgotten(attendance.state, shift.ends_at, writer.now))
    throw problem('records.still_serving');
  await refuseOpen(writer, attendance);
  assertTimes(writer, text);
  const { state, reason, evidence } = text;
  const proposalId = await insertProposal(writer, shift, { kind: 'correction', state, reason, evidence });
  await writer.run(sql`
    insert into record_proposal_lines (volunteer_id, id, proposal_id, shift_id, attendance_id, record_id, started_at, ended_at, source, content)
    values (${attendance.volunteer_id}, ${writer.newId()}, ${proposalId}, ${shift.id}, ${attendance.id}, ${attendance.record_id}, ${text.started_at}, ${text.ended_at}, 'back_fill', ${shift.activity_title})`);
  return proposalId;
}

export function assertTimes(writer: Writer, line: { readonly started_at: string; readonly ended_at: string }): void {
  const [from, to] = [Date.parse(line.started_at), Date.parse(line.ended_at)];
  if (to <= from || to > writer.now.getTime()) throw problem('records.minutes_invalid', {}, 'ended_at');
}
