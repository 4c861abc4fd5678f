import type { Id } from '../../../domain/id.ts';
import { problem, problemSentence, type Problem, type ProblemCode } from '../../../domain/problem.ts';
import type { PresenceSource } from '../../../domain/records/presence.ts';
import { isWaiting, type ProposalAction } from '../../../domain/records/two-people.ts';
import { attachmentsOf } from '../../attachments/attach.ts';
import { namesOf } from '../../db/names-of.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Actor } from '../../http/actor.ts';
import { peopleBehind } from '../../volunteers/registrations.ts';
import { loadShift } from '../check-in/shift-inputs.ts';
import { shownName } from '../service/shown-name.ts';
import { lineOutcome, type FrozenOutcome } from './line-outcome.ts';
import { lineColumns, type LineRow } from './plan-line.ts';
import { canOf, nearOf, refusalOf } from './proposal-can.ts';
import { dueBasis } from './proposal-due.ts';
import { proposalColumns, shown, summariesOf, type Proposal } from './proposal-summaries.ts';
import { askedBy, struckRefusal } from './struck-hours.ts';

type Seal = { name: string; at: Date; note: string | null };
type Detail = Proposal & {
  evidence: string;
  handled_at: Date | null;
  handled_note: string | null;
  decided_by: Id | null;
  decided_note: string | null;
};

type NamedLine = LineRow & { person_id: Id; name: string; result_record_id: Id | null; outcome: FrozenOutcome | null };

async function namedLines(reader: Reader, proposalId: Id): Promise<NamedLine[]> {
  const lines = await reader.all<Omit<NamedLine, 'name' | 'person_id'>>(sql`
    select ${lineColumns}, result_record_id, outcome from record_proposal_lines where proposal_id = ${proposalId} order by volunteer_id`);
  const people = await peopleBehind(
    reader,
    lines.map((line) => line.volunteer_id),
  );
  const names = await namesOf(reader, [...people.values()]);
  const named = lines.map((line) => {
    const personId = people.get(line.volunteer_id) ?? line.volunteer_id;
    return { ...line, person_id: personId, name: names.of(personId) };
  });
  return named.sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0)).slice(0, 500);
}

function blockedBy(refusal: ProblemCode | null, struck: Problem | null): string | null {
  if (refusal === 'records.proposal_closed') return null;
  if (refusal !== null) return problemSentence(refusal, {}, 'zh');
  return struck === null ? null : problemSentence(struck.code, struck.params, 'zh');
}

export async function readProposal(
  reader: Reader,
  actor: Actor,
  { proposal_id: proposalId, now }: { proposal_id: Id; now: Date },
) {
  const found = await reader.maybe<Detail>(sql`
    select ${proposalColumns}, p.evidence, p.handled_at, p.handled_note, p.decided_by, p.decided_note from record_proposals p where p.id = ${proposalId}`);
  if (
    found === undefined ||
    !actor.may('records.read', { path: found.organization_path, activity_id: found.activity_id })
  )
    throw problem('core.not_found');
  const [row] = await summariesOf(reader, [found]);
  if (row === undefined) throw problem('core.not_found');
  const lines = await namedLines(reader, proposalId);
  const names = await namesOf(reader, [row.handled_by_id, row.decided_by, row.strike?.struck_by]);
  const shift = lines[0] === undefined ? undefined : await loadShift(reader, lines[0].shift_id);
  if (shift === undefined) throw problem('core.not_found');
  const shownLines = [];
  for (const line of lines) {
    shownLines.push({
      volunteer_id: line.volunteer_id,
      name: shownName(actor, { path: row.organization_path, activity_id: row.activity_id }, line.name),
      record_id: line.record_id,
      result_record_id: line.result_record_id,
      ...(line.outcome ?? (await lineOutcome(reader, row.kind, line, shift))),
    });
  }
  const stamps = await reader.all<{
    volunteer_id: Id;
    direction: 'in' | 'out';
    stamped_at: Date;
    arrived_at: Date;
    source: PresenceSource;
    is_late: boolean;
    code_step: number | null;
  }>(sql`
    select volunteer_id, direction, stamped_at, arrived_at, source, is_late, code_step from attendance_stamps
    where volunteer_id = any(${lines.slice(0, 20).map((line) => line.volunteer_id)}::uuid[]) and shift_id = ${shift.id} order by stamped_at limit 100`);
  const peers = await reader.one<{ people: number; first_out_at: Date | null; last_out_at: Date | null }>(sql`
    select count(distinct volunteer_id)::int as people, min(stamped_at) as first_out_at, max(stamped_at) as last_out_at from attendance_stamps
    where shift_id = ${shift.id} and direction = 'out' and volunteer_id <> all(${lines.map((line) => line.volunteer_id)}::uuid[])`);
  const { evidence, handled_at, handled_note, decided_by, decided_note, ...summary } = row;
  const seal = (by: Id | null, at: Date | null, note: string | null): Seal | null =>
    at === null ? null : { name: names.of(by), at, note };
  const next: ProposalAction = row.state === 'requested' ? 'handle' : 'approve';
  const near = await nearOf(reader, actor, [row]);
  const refusal = refusalOf(row, actor, near, next);
  const struck =
    isWaiting(row.state) && row.kind !== 'appeal'
      ? await struckRefusal(reader, shift, { asked: askedBy(lines) })
      : null;
  const can = canOf(row, actor, near);
  return {
    ...shown(actor, summary, { can: struck === null ? can : { ...can, handle: false, approve: false }, now }),
    due_basis: dueBasis(row.due_trace),
    evidence,
    files: (await attachmentsOf(reader, [proposalId])).get(proposalId) ?? [],
    handled: seal(row.handled_by_id, handled_at, handled_note),
    decided: seal(decided_by, row.decided_at, decided_note),
    struck: row.strike && seal(row.strike.struck_by, row.strike.struck_at, row.strike.reason),
    place: shift.place,
    planned_from: shift.starts_at,
    planned_to: shift.ends_at,
    lines: shownLines,
    stamps,
    peers,
    blocked: blockedBy(refusal, struck),
  };
}
