/** Hours that were struck are asked back: by the volunteer, or by somebody of the organisation as the first of two people. */
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { assertAllowed, type AttendanceState } from '../../../domain/records/attendance.ts';
import type { PresenceSource } from '../../../domain/records/presence.ts';
import { attachEvidence } from './evidence-files.ts';
import { nearestWho } from '../../accounts/roles/nearest-who.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { lockVolunteer } from '../../volunteers/lock-volunteer.ts';
import { registrationsOf } from '../../volunteers/registrations.ts';
import { loadShift, placeOf, type ShiftInputs } from '../check-in/shift-inputs.ts';
import { refuseOwn } from '../service/refuse-own.ts';
import { insertProposal } from './insert-proposal.ts';
import { refuseOpen } from './request-correction.ts';
import { strikesOf, type Strike } from './strikes.ts';

type Struck = {
  readonly id: Id;
  readonly volunteer_id: Id;
  readonly attendance_id: Id;
  readonly shift_id: Id;
  readonly state: AttendanceState;
  readonly transfer_id: Id | null;
  readonly source: PresenceSource;
  readonly started_at: Date;
  readonly ended_at: Date;
};
type Found = { readonly record: Struck; readonly shift: ShiftInputs; readonly strike: Strike };

async function findStruck(writer: Writer, registrations: readonly Id[], recordId: Id): Promise<Found> {
  const record = await writer.maybe<Struck>(sql`
    select id, volunteer_id, attendance_id, shift_id, state, transfer_id, source, started_at, ended_at from service_records
    where volunteer_id = any(${registrations}::uuid[]) and id = ${recordId}`);
  const shift = record === undefined ? undefined : await loadShift(writer, record.shift_id);
  if (record === undefined || shift === undefined) throw problem('core.not_found');
  assertAllowed('appeal', record.state);
  const strike = (await strikesOf(writer, [record.id])).get(record.id);
  if (strike === undefined || record.transfer_id === null)
    throw problem('records.books_disagree', { place: 'service_record' });
  return { record, shift, strike };
}

type Asked = { readonly reason: string; readonly evidence: string; readonly state: 'requested' | 'handled' };

async function insertAppeal(writer: Writer, { record, shift, strike }: Found, asked: Asked): Promise<Id> {
  await refuseOpen(writer, { id: record.attendance_id, volunteer_id: record.volunteer_id });
  const proposalId = await insertProposal(writer, shift, {
    kind: 'appeal',
    ...asked,
    ...(asked.state === 'handled' ? { path: strike.deciding_path } : {}),
  });
  await writer.run(sql`
    insert into record_proposal_lines (volunteer_id, id, proposal_id, shift_id, attendance_id, record_id, started_at, ended_at, source, content)
    values (${record.volunteer_id}, ${writer.newId()}, ${proposalId}, ${shift.id}, ${record.attendance_id}, ${record.id}, ${record.started_at}, ${record.ended_at}, ${record.source}, ${shift.activity_title})`);
  return proposalId;
}

export async function requestAppeal(
  writer: Writer,
  input: { readonly record_id: Id; readonly reason: string },
): Promise<{ proposal_id: Id }> {
  const me = writer.caller.person_id;
  await lockVolunteer(writer, me);
  const found = await findStruck(writer, await registrationsOf(writer, me), input.record_id);
  const { shift, strike } = found;
  const proposalId = await insertAppeal(writer, found, { reason: input.reason, evidence: '', state: 'requested' });
  await writer.audit({
    action: 'records.request_appeal',
    subject_type: 'record_proposal',
    subject_id: proposalId,
    organization_path: shift.organization_path,
    after: { record_id: input.record_id },
    reason: input.reason,
  });
  const told = (await nearestWho(writer, 'records.propose', placeOf(shift), null)).filter(
    (person) => person !== strike.struck_by && person !== me,
  );
  await writer.notify(told, 'records.appeal_requested', { title: shift.activity_title }, proposalId);
  return { proposal_id: proposalId };
}

export type ProposedAppeal = {
  readonly volunteer_id: Id;
  readonly record_id: Id;
  readonly reason: string;
  readonly evidence: string;
  readonly upload_ids: readonly Id[];
};

/** Somebody of the organisation sees that the strike was wrong: the first seal, and the level above the strike decides. */
export async function proposeAppeal(writer: Writer, input: ProposedAppeal): Promise<{ proposal_id: Id }> {
  const person = await lockVolunteer(writer, input.volunteer_id);
  const [row] = await writer.all<{ shift_id: Id }>(
    sql`select shift_id from service_records where volunteer_id = ${input.volunteer_id} and id = ${input.record_id}`,
  );
  const shift = row === undefined ? undefined : await loadShift(writer, row.shift_id);
  if (shift === undefined) throw problem('core.not_found');
  writer.caller.require('records.propose', placeOf(shift), 'records.read');
  await refuseOwn(writer, writer.caller.person_id, [person]);
  const found = await findStruck(writer, [input.volunteer_id], input.record_id);
  if (found.strike.struck_by === writer.caller.person_id) throw problem('records.own_strike');
  const { reason, evidence } = input;
  const proposalId = await insertAppeal(writer, found, { reason, evidence, state: 'handled' });
  const files = await attachEvidence(writer, {
    proposal_id: proposalId,
    upload_ids: input.upload_ids,
    people: [input.volunteer_id],
  });
  await writer.audit({
    action: 'records.propose_appeal',
    subject_type: 'record_proposal',
    subject_id: proposalId,
    organization_path: shift.organization_path,
    permission: 'records.propose',
    after: { record_id: input.record_id, ...files },
    reason: input.reason,
  });
  const title = shift.activity_title;
  await writer.notify(person, 'records.appeal_proposed', { title, reason }, input.record_id);
  await tellDeciders(writer, found.strike, { proposal_id: proposalId, title });
  return { proposal_id: proposalId };
}

/** Those above the strike, once somebody has handled the appeal. */
export async function tellDeciders(
  writer: Writer,
  strike: Strike,
  about: { readonly proposal_id: Id; readonly title: string },
): Promise<void> {
  const deciders = (await nearestWho(writer, 'records.approve', { path: strike.deciding_path }, null)).filter(
    (one) => one !== writer.caller.person_id && one !== strike.struck_by,
  );
  await writer.notify(deciders, 'records.appeal_waits', { title: about.title }, about.proposal_id);
}
