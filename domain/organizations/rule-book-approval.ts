/**
 * Who must agree before a rule book stands. Who is bound by the rules of the level above may tighten them alone; a looser
 * or an earlier book is decided by the level above. A book that decides hours always has two people.
 */
import type { Id } from '../id.ts';
import { isAtOrBelow } from './path.ts';
import type { ProblemCode } from '../problem.ts';
import { addDays, type BusinessDate } from '../time.ts';
import { decide, decidingBook, inForce, type RuleBook } from './rule-book.ts';
import { looserThan, ruleKinds, type RuleKind } from './rule-book-kinds.ts';

export const approvalNeeds = ['nobody', 'second', 'superior', 'top'] as const;
/** Nobody else; one more person at the place; one of the level above; at the top, where there is none, two more people. */
export type ApprovalNeed = (typeof approvalNeeds)[number];

/** The book of the issuer that a new one brings to its end: it begins earlier and would still stand on that day. */
export function endedBy<Kind extends RuleKind>(
  books: readonly RuleBook<Kind>[],
  next: RuleBook<Kind>,
): RuleBook<Kind> | undefined {
  return books.find(
    (book) => book.issuer_id === next.issuer_id && book.valid_from < next.valid_from && inForce(book, next.valid_from),
  );
}

/** A book of the issuer that begins later, or on the same day, and would be hidden. */
export function hiddenBy<Kind extends RuleKind>(
  books: readonly RuleBook<Kind>[],
  next: RuleBook<Kind>,
): RuleBook<Kind> | undefined {
  return books.find(
    (book) =>
      book.issuer_id === next.issuer_id &&
      book.valid_from >= next.valid_from &&
      (book.valid_until === null || book.valid_until >= book.valid_from) &&
      (next.valid_until === null || book.valid_from <= next.valid_until),
  );
}

/**
 * The fields in which a new book, on any day from its first, is looser than what stood for that day until now or than what
 * would stand without books of the issuer. So neither a row of small steps, nor a short book that ends a strict one,
 * nor a book that outlives the stricter one of the level above, passes as a small change.
 */
export function loosenedBy<Kind extends RuleKind>(books: readonly RuleBook<Kind>[], next: RuleBook<Kind>): string[] {
  const ended = endedBy(books, next);
  const after = [
    ...books.map((book) => (book === ended ? { ...book, valid_until: addDays(next.valid_from, -1) } : book)),
    next,
  ];
  const others = books.filter((book) => book.issuer_id !== next.issuer_id);
  const found = new Set<string>();
  for (const day of daysOfChange(after, next.valid_from)) {
    const stands = decide(after, next.kind, next.issuer_path, day);
    const bases = [
      decide(books, next.kind, next.issuer_path, day),
      ...(stands.trace.book_id === next.id ? [decide(others, next.kind, next.issuer_path, day)] : []),
    ];
    for (const base of bases) for (const field of looserThan(next.kind, stands.body, base.body)) found.add(field);
    // a lock binds those below: lifting it loosens
    if (
      decidingBook(books, next.kind, next.issuer_path, day)?.locked &&
      !decidingBook(after, next.kind, next.issuer_path, day)?.locked
    )
      found.add('is_locked');
  }
  return [...found];
}

/** The days, from one on, on which another book may begin to decide. */
function daysOfChange(books: readonly RuleBook[], from: BusinessDate): BusinessDate[] {
  const turns = books.flatMap((book) => [
    book.valid_from,
    ...(book.valid_until === null ? [] : [addDays(book.valid_until, 1)]),
  ]);
  return [...new Set([from, ...turns.filter((day) => day > from)])].sort();
}

export function approvalNeed(book: {
  readonly kind: RuleKind;
  readonly loosened: readonly string[];
  readonly is_backdated: boolean;
  readonly is_top: boolean;
}): ApprovalNeed {
  if (book.loosened.length > 0 || book.is_backdated) return book.is_top ? 'top' : 'superior';
  return ruleKinds[book.kind].decides_hours ? 'second' : 'nobody';
}

/** The stricter of two: what was asked for when it was proposed, and what is needed now that other books may have come. */
export function stricterNeed(one: ApprovalNeed, other: ApprovalNeed): ApprovalNeed {
  return approvalNeeds.indexOf(one) > approvalNeeds.indexOf(other) ? one : other;
}

export type WaitingBook = {
  readonly state: ProposedState;
  readonly proposed_by: Id | null;
  readonly approved_by: readonly Id[];
};
export const proposedStates = ['waiting', 'issued', 'refused', 'withdrawn'] as const;
export type ProposedState = (typeof proposedStates)[number];
export const bookDecisions = ['approve', 'refuse', 'withdraw'] as const;
export type BookDecision = (typeof bookDecisions)[number];

/** Nobody approves the own proposal, and nobody twice; only the proposer takes it back. */
export function refusalToDecide(decision: BookDecision, book: WaitingBook, person: Id): ProblemCode | null {
  if (book.state !== 'waiting') return 'organizations.book_closed';
  if (decision === 'withdraw') return book.proposed_by === person ? null : 'organizations.book_not_own';
  if (book.proposed_by === person) return 'organizations.book_own';
  if (decision === 'approve' && book.approved_by.includes(person)) return 'organizations.book_approved_already';
  return null;
}

export function approvalsNeeded(need: ApprovalNeed): number {
  return { nobody: 0, second: 1, superior: 1, top: 2 }[need];
}

/** A book may be planned for a year ahead, and reach a year back where the level above agrees. */
const bookReachDays = 366;

export function refusalOfDays(
  book: { readonly valid_from: BusinessDate; readonly valid_until: BusinessDate | null },
  today: BusinessDate,
): { code: ProblemCode; field: string } | null {
  if (book.valid_from > addDays(today, bookReachDays) || book.valid_from < addDays(today, -bookReachDays))
    return { code: 'organizations.book_far', field: 'valid_from' };
  if (book.valid_until !== null && (book.valid_until < book.valid_from || book.valid_until < today))
    return { code: 'organizations.book_days', field: 'valid_until' };
  return null;
}

/** From when it stands: a book that was not asked for the past never reaches it, however long it waited. */
export function firstDay(
  book: { readonly valid_from: BusinessDate; readonly is_backdated: boolean },
  today: BusinessDate,
): BusinessDate {
  return book.is_backdated || book.valid_from > today ? book.valid_from : today;
}

/** Books of places below that stay looser than a new one: they decide there until they end or are locked out. */
export function looserBelow<Kind extends RuleKind>(
  below: readonly RuleBook<Kind>[],
  next: Pick<RuleBook<Kind>, 'kind' | 'issuer_path' | 'valid_from' | 'body'>,
): RuleBook<Kind>[] {
  return below.filter(
    (book) =>
      book.issuer_path !== next.issuer_path &&
      isAtOrBelow(book.issuer_path, next.issuer_path) &&
      inForce(book, next.valid_from) &&
      looserThan(next.kind, book.body, next.body).length > 0,
  );
}
