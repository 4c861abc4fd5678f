/** Back-fill and import: who proposes is the first of two people; nothing counts until another approves. */
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { firstState } from '../../../domain/records/two-people.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { insertProposal } from './insert-proposal.ts';
import { attachEvidence } from './evidence-files.ts';
import { assertTimes } from './request-correction.ts';
import { loadShift, placeOf, serviceDay, type ShiftInputs } from '../check-in/shift-inputs.ts';
import { refuseOwn } from '../service/refuse-own.ts';
import { refuseStruck, typedTime } from './struck-hours.ts';

export type HoursLine = {
  readonly volunteer_id: Id;
  readonly started_at: string;
  readonly ended_at: string;
  readonly claimed_minutes?: number | undefined;
  readonly content?: string | undefined;
};
export type HoursProposal = {
  readonly kind: 'back_fill' | 'import';
  readonly shift_id: Id;
  readonly reason: string;
  readonly evidence: string;
  readonly upload_ids: readonly Id[];
  readonly lines: readonly HoursLine[];
};

export async function proposeHours(writer: Writer, input: HoursProposal): Promise<{ proposal_id: Id; lines: number }> {
  const shift = await loadShift(writer, input.shift_id);
  if (shift === undefined) throw problem('core.not_found');
  writer.caller.require('records.propose', placeOf(shift), 'projects.read');
  if (input.evidence.trim() === '' && input.upload_ids.length === 0)
    throw problem('records.evidence_missing', {}, 'evidence');
  await refuseOwn(
    writer,
    writer.caller.person_id,
    input.lines.map((line) => line.volunteer_id),
  );
  for (const line of input.lines) assertTimes(writer, line);
  const known = await writer.all<{ id: Id }>(
    sql`select id from volunteers where id = any(${input.lines.map((line) => line.volunteer_id)}::uuid[]) and merged_into is null`,
  );
  if (known.length !== new Set(input.lines.map((line) => line.volunteer_id)).size) throw problem('core.not_found');
  await refuseStruck(writer, shift, {
    asked: input.lines.map((line) => typedTime(line.volunteer_id, line)),
    field: 'lines',
  });
  const { kind, reason, evidence } = input;
  const proposalId = await insertProposal(writer, shift, { kind, state: firstState(kind), reason, evidence });
  for (const line of input.lines) await insertLine(writer, proposalId, shift, input.kind, line);
  const files = await attachEvidence(writer, {
    proposal_id: proposalId,
    upload_ids: input.upload_ids,
    people: input.lines.map((line) => line.volunteer_id),
  });
  await writer.audit({
    action: input.kind === 'import' ? 'records.propose_import' : 'records.propose_back_fill',
    subject_type: 'record_proposal',
    subject_id: proposalId,
    organization_path: shift.organization_path,
    permission: 'records.propose',
    after: { lines: input.lines.length, service_day: serviceDay(shift), ...files },
    reason: input.reason,
  });
  return { proposal_id: proposalId, lines: input.lines.length };
}

async function insertLine(
  writer: Writer,
  proposalId: Id,
  shift: ShiftInputs,
  source: 'back_fill' | 'import',
  line: HoursLine,
): Promise<void> {
  const attendance = await writer.maybe<{ id: Id; record_id: Id | null }>(
    sql`select id, record_id from attendances where volunteer_id = ${line.volunteer_id} and shift_id = ${shift.id}`,
  );
  await writer.run(sql`
    insert into record_proposal_lines (volunteer_id, id, proposal_id, shift_id, attendance_id, record_id, started_at, ended_at, claimed_minutes, source, content)
    values (${line.volunteer_id}, ${writer.newId()}, ${proposalId}, ${shift.id}, ${attendance?.id ?? null}, ${attendance?.record_id ?? null}, ${line.started_at}, ${line.ended_at},
      ${line.claimed_minutes ?? null}, ${source}, ${line.content ?? shift.activity_title})`);
}
