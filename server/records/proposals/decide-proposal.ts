/** The two seals of a correction, back-fill or import, and what approval carries out. */
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import {
  proposalRefusal,
  type ProposalAction,
  type ProposalKind,
  type ProposalState,
} from '../../../domain/records/two-people.ts';
import type { Permission, Place } from '../../../domain/access.ts';
import type { BusinessDate } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import { json, type Writer } from '../../db/writer.ts';
import { addRecord } from '../service/add-record.ts';
import { endRecord } from '../service/end-record.ts';
import { assertTwoPeople } from '../../two-people.ts';
import { lockVolunteers } from '../../volunteers/lock-volunteer.ts';
import { freezeOutcome } from './line-outcome.ts';
import { restoreRecord } from './restore-record.ts';
import { strikesOf, type Strike } from './strikes.ts';
import { tellDeciders } from './appeal.ts';
import { lineColumns, planLine, type LineRow } from './plan-line.ts';
import { loadShift, serviceDay, type ShiftInputs } from '../check-in/shift-inputs.ts';
import { dueOf } from './proposal-due.ts';
import { refuseOwn } from '../service/refuse-own.ts';
import { askedBy, refuseStruck } from './struck-hours.ts';

type ProposalRow = {
  readonly id: Id;
  readonly kind: ProposalKind;
  readonly state: ProposalState;
  readonly organization_path: string;
  readonly activity_id: Id;
  readonly requested_by: Id;
  readonly handled_by: Id | null;
  readonly reason: string;
  readonly due_on: BusinessDate | null;
};
export type Decision = { readonly proposal_id: Id; readonly action: ProposalAction; readonly note: string };

const permissions: Record<ProposalAction, Permission> = {
  handle: 'records.propose',
  approve: 'records.approve',
  return: 'records.approve',
};
const stateAfter: Record<ProposalAction, ProposalState> = {
  handle: 'handled',
  approve: 'approved',
  return: 'returned',
};

export async function decideProposal(writer: Writer, input: Decision): Promise<{ state: ProposalState }> {
  const lines = await writer.all<LineRow>(
    sql`select ${lineColumns} from record_proposal_lines where proposal_id = ${input.proposal_id} order by volunteer_id`,
  );
  const persons = await lockVolunteers(
    writer,
    lines.map((line) => line.volunteer_id),
  );
  const proposal = await writer.maybe<ProposalRow>(sql`
    select id, kind, state, organization_path, activity_id, requested_by, handled_by, reason, due_on from record_proposals where id = ${input.proposal_id} for update`);
  if (proposal === undefined) throw problem('core.not_found');
  const place = { path: proposal.organization_path, activity_id: proposal.activity_id };
  const strike = proposal.kind === 'appeal' ? await strikeOf(writer, lines) : null;
  const permission = requireToDecide(writer, input.action, place, strike);
  const subjects = [...persons.values()];
  const refusal = proposalRefusal(
    input.action,
    { ...proposal, subject_person_ids: subjects, struck_by: strike?.struck_by ?? null },
    writer.caller.person_id,
  );
  if (refusal !== null) throw problem(refusal);
  await refuseOwn(writer, writer.caller.person_id, subjects);
  if (input.action === 'approve' && proposal.handled_by !== null)
    await assertTwoPeople(writer, proposal.handled_by, writer.caller.person_id);
  if (strike === null && input.action !== 'return') await refuseStruckLines(writer, lines, persons);
  const state = stateAfter[input.action];
  const who = writer.caller.person_id;
  if (input.action === 'handle') {
    const due = await dueOf(writer, 'handled', strike?.deciding_path ?? proposal.organization_path);
    await writer.run(sql`
      update record_proposals set state = ${state}, handled_by = ${who}, handled_at = ${writer.now}, handled_note = ${input.note},
        due_on = ${due.due_on}, due_is_provisional = ${due.due_is_provisional}, due_trace = ${json(due.due_trace)} where id = ${proposal.id}`);
    if (strike !== null)
      await tellDeciders(writer, strike, { proposal_id: proposal.id, title: lines[0]?.content ?? '' });
  } else {
    await writer.run(
      sql`update record_proposals set state = ${state}, decided_by = ${who}, decided_at = ${writer.now}, decided_note = ${input.note} where id = ${proposal.id}`,
    );
    for (const line of lines) {
      await freezeOutcome(writer, proposal.kind, line);
      const person = persons.get(line.volunteer_id) ?? line.volunteer_id;
      if (strike === null) await settle(writer, { proposal, line, person }, input);
      else if (input.action === 'approve') await restoreRecord(writer, line, input.note);
      else
        await writer.notify(
          person,
          'records.appeal_returned',
          { title: line.content, note: input.note },
          line.record_id ?? line.id,
        );
    }
  }
  await writer.audit({
    action: `records.${input.action}_${proposal.kind}`,
    subject_type: 'record_proposal',
    subject_id: proposal.id,
    organization_path: proposal.organization_path,
    permission,
    before: { state: proposal.state, due_on: proposal.due_on },
    after: { state, lines: lines.length },
    reason: input.note,
  });
  return { state };
}

/** All lines of a proposal are of one shift. */
async function refuseStruckLines(
  writer: Writer,
  lines: readonly LineRow[],
  persons: ReadonlyMap<Id, Id>,
): Promise<void> {
  const shift = lines[0] === undefined ? undefined : await loadShift(writer, lines[0].shift_id);
  if (shift !== undefined) {
    const asked = askedBy(
      lines.map((line) => ({ ...line, person_id: persons.get(line.volunteer_id) ?? line.volunteer_id })),
    );
    await refuseStruck(writer, shift, { asked, field: 'action' });
  }
}

async function strikeOf(writer: Writer, lines: readonly LineRow[]): Promise<Strike> {
  const struck = lines[0]?.record_id ?? null;
  const strike = struck === null ? undefined : (await strikesOf(writer, [struck])).get(struck);
  if (strike === undefined) throw problem('records.books_disagree', { place: 'service_record' });
  return strike;
}

/** Who handles may also send back; an appeal is approved and sent back above the one that struck. */
function requireToDecide(writer: Writer, action: ProposalAction, place: Place, strike: Strike | null): Permission {
  const { caller } = writer;
  if (strike !== null && action !== 'handle') {
    if (!caller.may('records.read', place)) throw problem('core.not_found');
    caller.require('records.approve', { path: strike.deciding_path });
    return 'records.approve';
  }
  const permission =
    action === 'return' && caller.may('records.propose', place) ? 'records.propose' : permissions[action];
  caller.require(permission, place, 'records.read');
  return permission;
}

type Settled = { readonly proposal: ProposalRow; readonly line: LineRow; readonly person: Id };

async function settle(writer: Writer, { proposal, line, person }: Settled, input: Decision): Promise<void> {
  if (input.action === 'approve') await carryOut(writer, proposal, line);
  await writer.notify(person, input.action === 'approve' ? 'records.proposal_approved' : 'records.proposal_returned', {
    title: line.content,
    note: input.note,
  });
}

async function carryOut(writer: Writer, proposal: ProposalRow, line: LineRow): Promise<void> {
  const shift = await loadShift(writer, line.shift_id);
  if (shift === undefined) throw problem('core.not_found');
  const plan = await planLine(writer, proposal.kind, line);
  for (const record_id of plan.reverses)
    await endRecord(writer, {
      volunteer_id: line.volunteer_id,
      record_id,
      state: 'superseded',
      reason: proposal.reason,
    });
  const first = plan.old[0];
  const added = await addRecord(writer, {
    volunteer_id: line.volunteer_id,
    attendance_id: line.attendance_id ?? (await newAttendance(writer, shift, line.volunteer_id)),
    shift,
    spans: plan.spans.map((span) => ({ kind: 'service', ...span })),
    source: plan.source,
    claimed_minutes: line.claimed_minutes,
    // What was done and how well does not change with the time.
    content: first?.content ?? line.content,
    people_served: first?.people_served ?? null,
    quality: first?.quality ?? null,
    quality_note: first?.quality_note ?? null,
    supersedes_id: plan.reverses[0] ?? null,
  });
  await writer.run(
    sql`update record_proposal_lines set result_record_id = ${added.record_id} where volunteer_id = ${line.volunteer_id} and id = ${line.id}`,
  );
}

/** Someone who served without signing up: an attendance without a sign-up, known from the proposal alone. */
async function newAttendance(writer: Writer, shift: ShiftInputs, volunteerId: Id): Promise<Id> {
  const row = await writer.one<{ id: Id }>(sql`
    insert into attendances (volunteer_id, id, shift_id, activity_id, organization_path, service_day, state, created_at)
    values (${volunteerId}, ${writer.newId()}, ${shift.id}, ${shift.activity_id}, ${shift.organization_path}, ${serviceDay(shift)}, 'awaiting_confirmation', ${writer.now})
    on conflict (volunteer_id, shift_id) do update set state = attendances.state returning id`);
  return row.id;
}
