/**
 * Which rule book decides. The nearest organisation upwards with a book in force on that day decides;
 * a book that a superior has locked wins over everything below it.
 */
import { isAtOrBelow } from './path.ts';
import { ruleKinds, type RuleBodies, type RuleKind } from './rule-book-kinds.ts';
import type { BusinessDate } from '../time.ts';

export type RuleBook<Kind extends RuleKind = RuleKind> = {
  readonly id: string;
  readonly kind: Kind;
  readonly version: number;
  readonly issuer_id: string;
  readonly issuer_name: string;
  readonly issuer_path: string;
  /** The document the book rests on, e.g. "清团发〔2023〕12号". */
  readonly citing: string;
  readonly valid_from: BusinessDate;
  readonly valid_until: BusinessDate | null; // last day in force
  readonly locked: boolean;
  readonly body: RuleBodies[Kind];
};

/** What a decision stores, so that a person can read why. */
export type RuleTrace = {
  readonly book_id: string | null; // null: no book in force, the built-in default decided
  readonly kind: RuleKind;
  readonly version: number;
  readonly issuer_name: string;
  readonly citing: string;
  readonly inputs: Readonly<Record<string, string | number | boolean | null>>;
};

export function inForce(book: RuleBook, day: BusinessDate): boolean {
  return book.valid_from <= day && (book.valid_until === null || day <= book.valid_until);
}

/** The deciding book at an organisation on a day, or null when none of its superiors issued one. */
export function decidingBook<Kind extends RuleKind>(
  books: readonly RuleBook<Kind>[],
  kind: Kind,
  path: string,
  day: BusinessDate,
): RuleBook<Kind> | null {
  const applicable = books
    .filter((book) => book.kind === kind && inForce(book, day) && isAtOrBelow(path, book.issuer_path))
    .sort((a, b) => a.issuer_path.length - b.issuer_path.length || a.version - b.version);
  const locked = applicable.find((book) => book.locked);
  if (!locked) return applicable.at(-1) ?? null;
  // of several versions of the locking issuer, the newest
  return applicable.findLast((book) => book.issuer_path === locked.issuer_path && book.locked) ?? locked;
}

/** Body and trace in one step; without any book the documented default decides and the trace says so. */
export function decide<Kind extends RuleKind>(
  books: readonly RuleBook<Kind>[],
  kind: Kind,
  path: string,
  day: BusinessDate,
  inputs: RuleTrace['inputs'] = {},
): { body: RuleBodies[Kind]; trace: RuleTrace } {
  const book = decidingBook(books, kind, path, day);
  if (!book) {
    const trace = { book_id: null, kind, version: 0, issuer_name: '青志', citing: '内置规则', inputs };
    return { body: ruleKinds[kind].default_body, trace };
  }
  const { id, version, issuer_name, citing } = book;
  return { body: book.body, trace: { book_id: id, kind, version, issuer_name, citing, inputs } };
}

/** A superior's lock forbids new books below it for its validity. */
export function lockingBook(
  books: readonly RuleBook[],
  kind: RuleKind,
  issuerPath: string,
  day: BusinessDate,
): RuleBook | null {
  const found = books.find(
    (book) =>
      book.kind === kind &&
      book.locked &&
      inForce(book, day) &&
      book.issuer_path !== issuerPath &&
      isAtOrBelow(issuerPath, book.issuer_path),
  );
  return found ?? null;
}
