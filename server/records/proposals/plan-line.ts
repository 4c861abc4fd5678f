/** What approving one line of a proposal would do. */
import type { Id } from '../../../domain/id.ts';
import type { Quality } from '../../../domain/records/attendance.ts';
import { planCorrection, type CorrectionPlan } from '../../../domain/records/correction.ts';
import { pairStamps, type Stamp } from '../../../domain/records/pairs.ts';
import type { Balance, PresenceSource } from '../../../domain/records/presence.ts';
import type { ProposalKind } from '../../../domain/records/two-people.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';

export type LineRow = {
  readonly volunteer_id: Id;
  readonly id: Id;
  readonly shift_id: Id;
  readonly attendance_id: Id | null;
  readonly record_id: Id | null;
  readonly started_at: Date;
  readonly ended_at: Date;
  readonly claimed_minutes: number | null;
  readonly source: PresenceSource;
  readonly content: string;
};
export const lineColumns = sql`volunteer_id, id, shift_id, attendance_id, record_id, started_at, ended_at, claimed_minutes, source, content`;

export type LinePlan = CorrectionPlan & { readonly old: readonly OldRecord[] };
export type OldRecord = {
  readonly id: Id;
  readonly source: PresenceSource;
  readonly balance: Balance;
  readonly started_at: Date;
  readonly ended_at: Date;
  readonly minutes: number;
  readonly content: string;
  readonly people_served: number | null;
  readonly quality: Quality | null;
  readonly quality_note: string | null;
};

/** What approving a line would do: also shown before the button. */
export async function planLine(reader: Reader, kind: ProposalKind, line: LineRow): Promise<LinePlan> {
  const old =
    line.attendance_id === null
      ? []
      : await reader.all<OldRecord>(sql`
    select id, source, balance, started_at, ended_at, minutes, content, people_served, quality, quality_note from service_records
    where volunteer_id = ${line.volunteer_id} and attendance_id = ${line.attendance_id} and state = 'confirmed' order by balance, recorded_at`);
  const proposed = { from: line.started_at, to: line.ended_at };
  if (kind !== 'correction') return { reverses: [], source: line.source, spans: [proposed], old };
  const pairs = pairStamps(
    await reader.all<Stamp>(sql`
    select direction, stamped_at, source from attendance_stamps where volunteer_id = ${line.volunteer_id} and attendance_id = ${line.attendance_id}`),
  );
  const plan = planCorrection({
    old: old.map((record) => ({
      id: record.id,
      from: record.started_at,
      to: record.ended_at,
      source: record.source,
      balance: record.balance,
    })),
    proposed,
    stamped: pairs.source === null ? null : { spans: pairs.spans, source: pairs.source },
  });
  return { ...plan, old };
}
