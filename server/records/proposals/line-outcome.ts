/** Before, after and effects of one line of a proposal: counted while it waits, kept as they were once it is decided. */
import type { Id } from '../../../domain/id.ts';
import type { ApprovalLevel } from '../../../domain/organizations/rule-books/time-counting.ts';
import { balanceOf, type Balance, type PresenceSource } from '../../../domain/records/presence.ts';
import type { TimeTrace } from '../../../domain/records/time-counting.ts';
import type { ProposalKind } from '../../../domain/records/two-people.ts';
import { problem } from '../../../domain/problem.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { json, type Writer } from '../../db/writer.ts';
import { registrationsOf } from '../../volunteers/registrations.ts';
import { countService } from '../service/count-service.ts';
import { planLine, type LineRow, type OldRecord } from './plan-line.ts';
import { loadShift, serviceDay, type ShiftInputs } from '../check-in/shift-inputs.ts';
import { starsBeforeAndAfter } from '../service/star-queries.ts';

type Outcome<Moment> = {
  readonly old_from: Moment | null;
  readonly old_to: Moment | null;
  readonly old_minutes: number | null;
  readonly old_source: PresenceSource | null;
  readonly new_from: Moment;
  readonly new_to: Moment;
  readonly new_minutes: number;
  readonly new_source: PresenceSource;
  readonly new_level: ApprovalLevel;
  readonly reverses: boolean;
  readonly certificates: number;
  readonly stars: { readonly before: number; readonly after: number } | null;
  readonly book: string;
};
/** As it lies in the table: moments are text there. */
export type FrozenOutcome = Outcome<string>;

/** What stands for the attendance now, told as one: a signed record comes first. */
function standing(old: readonly OldRecord[]): { from: Date; to: Date; minutes: number; source: PresenceSource } | null {
  const [first] = old;
  if (first === undefined) return null;
  const bounds = old.flatMap((record) => [record.started_at.getTime(), record.ended_at.getTime()]);
  return {
    from: new Date(Math.min(...bounds)),
    to: new Date(Math.max(...bounds)),
    minutes: old.reduce((sum, record) => sum + record.minutes, 0),
    source: first.source,
  };
}

export async function lineOutcome(
  reader: Reader,
  kind: ProposalKind,
  line: LineRow,
  shift: ShiftInputs,
): Promise<Outcome<Date>> {
  if (kind === 'appeal') return appealOutcome(reader, line, shift);
  const plan = await planLine(reader, kind, line);
  const count = await countService(reader, {
    volunteer_id: line.volunteer_id,
    shift,
    spans: plan.spans.map((span) => ({ kind: 'service', ...span })),
    is_honorary: balanceOf(plan.source) === 'honorary_minutes',
    claimed_minutes: line.claimed_minutes,
    without: plan.reverses,
  });
  const certificates =
    plan.reverses.length === 0
      ? []
      : await reader.all<{ id: Id }>(sql`
    select id from certificates where volunteer_id = any(${await registrationsOf(reader, line.volunteer_id)}::uuid[]) and superseded_at is null and revoked_at is null and record_ids && ${plan.reverses}::uuid[]`);
  const change = { credit_minutes: 0, honorary_minutes: 0 };
  for (const record of plan.old) if (plan.reverses.includes(record.id)) change[record.balance] -= record.minutes;
  change[balanceOf(plan.source)] += count.minutes;
  const old = standing(plan.old);
  return {
    old_from: old?.from ?? null,
    old_to: old?.to ?? null,
    old_minutes: old?.minutes ?? null,
    old_source: old?.source ?? null,
    new_from: line.started_at,
    new_to: line.ended_at,
    new_minutes: count.minutes,
    new_source: plan.source,
    new_level: count.level,
    reverses: plan.reverses.length > 0,
    certificates: certificates.length,
    stars: await starsBeforeAndAfter(reader, line.volunteer_id, change, serviceDay(shift)),
    book: bookName(count.trace.book),
  };
}

/** What was struck comes back as it was: no rule is applied anew. */
async function appealOutcome(reader: Reader, line: LineRow, shift: ShiftInputs): Promise<Outcome<Date>> {
  const record = await reader.one<{
    minutes: number;
    balance: Balance;
    source: PresenceSource;
    started_at: Date;
    ended_at: Date;
    book: TimeTrace['book'];
  }>(sql`
    select minutes, balance, source, started_at, ended_at, trace -> 'book' as book from service_records where volunteer_id = ${line.volunteer_id} and id = ${line.record_id}`);
  const change = { credit_minutes: 0, honorary_minutes: 0, [record.balance]: record.minutes };
  return {
    old_from: record.started_at,
    old_to: record.ended_at,
    old_minutes: record.minutes,
    old_source: record.source,
    new_from: line.started_at,
    new_to: line.ended_at,
    new_minutes: record.minutes,
    new_source: record.source,
    new_level: 'team', // whoever had to agree has agreed before it was struck
    reverses: false,
    certificates: 0,
    stars: await starsBeforeAndAfter(reader, line.volunteer_id, change, serviceDay(shift)),
    book: bookName(record.book),
  };
}

const bookName = (book: TimeTrace['book']): string =>
  book.version === 0 ? book.name : `${book.name} v${book.version}`;

/** Written in the same transaction, before the decision is carried out: afterwards the new record is what stands. */
export async function freezeOutcome(writer: Writer, kind: ProposalKind, line: LineRow): Promise<void> {
  const shift = await loadShift(writer, line.shift_id);
  if (shift === undefined) throw problem('core.not_found');
  const outcome = await lineOutcome(writer, kind, line, shift);
  await writer.run(
    sql`update record_proposal_lines set outcome = ${json(outcome)} where volunteer_id = ${line.volunteer_id} and id = ${line.id}`,
  );
}
