import type { Id } from '../../../domain/id.ts';
import { countMinutes, type CountResult, type Span } from '../../../domain/records/time-counting.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { ruleBookInForce } from '../../organizations/rule-books/rule-book-in-force.ts';
import { registrationsOf } from '../../volunteers/registrations.ts';
import { serviceDay, type ShiftInputs } from '../check-in/shift-inputs.ts';

type Other = {
  readonly id: Id;
  readonly service_day: string;
  readonly minutes: number;
  readonly counted: readonly { readonly from: string; readonly to: string }[];
};

export type CountRequest = {
  readonly volunteer_id: Id;
  readonly shift: ShiftInputs;
  readonly spans: readonly Span[];
  readonly is_honorary: boolean;
  readonly claimed_minutes?: number | null;
  /** Records about to be reversed: their minutes do not stand in the way. */
  readonly without?: readonly Id[];
};

/** Loads the rule book and the person's other services of these days, and counts. */
export async function countService(reader: Reader, request: CountRequest): Promise<CountResult> {
  const { shift } = request;
  const day = serviceDay(shift);
  const book = await ruleBookInForce(reader, 'time_counting', shift.organization_path, day);
  const others = await reader.all<Other>(sql`
    select id, service_day, minutes, counted from service_records
    where volunteer_id = any(${await registrationsOf(reader, request.volunteer_id)}::uuid[]) and service_day between ${day}::date - 2 and ${day}::date + 2
      and state in ('confirmed', 'awaiting_parent', 'awaiting_province') and id <> all(${request.without ?? []}::uuid[])`);
  return countMinutes({
    book: {
      id: book.book_id,
      version: book.version,
      name: book.citing_document === '' ? book.issuer_name : `${book.issuer_name} ${book.citing_document}`,
    },
    body: book.body,
    spans: request.spans,
    planned: { from: shift.starts_at, to: shift.ends_at },
    counted: others.flatMap((other) =>
      other.counted.map((part) => ({ from: new Date(part.from), to: new Date(part.to) })),
    ),
    other_minutes_of_day: others
      .filter((other) => other.service_day === day)
      .reduce((sum, other) => sum + other.minutes, 0),
    ...(request.is_honorary ? { claimed_minutes: request.claimed_minutes ?? 24 * 60 } : {}),
  });
}
