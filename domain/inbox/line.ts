/** What somebody owes: one line each, what is due first above, then what has waited longest. */
import type { Address } from '../address.ts';
import type { Label } from '../manifest.ts';
import type { BusinessDate } from '../time.ts';

export type InboxLine = {
  /** `<noun>.<what waits>`. */
  readonly kind: `${string}.${string}`;
  readonly words: Label;
  /** What it is called, where it has a name that whoever owes it may read. */
  readonly about: string | null;
  /** Which of the own organisations owes it. */
  readonly place: string | null;
  readonly owed_to: Label | null;
  /** How many wait behind the line, and how many of them are over their day. */
  readonly count: number;
  readonly overdue: number;
  readonly href: Address;
  /** The first of their days. */
  readonly due_on: BusinessDate | null;
  /** The calendar of that year is not published yet. */
  readonly is_provisional: boolean;
  /** When the first of them began to wait. */
  readonly since: Date | null;
};

const blank = {
  about: null,
  place: null,
  owed_to: null,
  overdue: 0,
  due_on: null,
  is_provisional: false,
  since: null,
} as const;

/** No line where nothing waits. */
export function waiting(
  line: Pick<InboxLine, 'kind' | 'words' | 'count' | 'href'> & Partial<InboxLine>,
): readonly InboxLine[] {
  return line.count === 0 ? [] : [{ ...blank, ...line }];
}

/** Some of what waits behind a line; where nothing of it is due, without days. */
type Part = Pick<InboxLine, 'count' | 'since'> & Partial<Pick<InboxLine, 'overdue' | 'due_on' | 'is_provisional'>>;

/** The parts as one: the first of their days, and the longest wait. */
export function summed(parts: readonly Part[]): Required<Part> {
  const [first] = parts
    .filter((part) => (part.due_on ?? null) !== null)
    .sort((one, other) => compare(one.due_on ?? never, other.due_on ?? never));
  const waits = parts.flatMap(({ since }) => since ?? []).sort((one, other) => one.getTime() - other.getTime());
  return {
    count: parts.reduce((sum, part) => sum + part.count, 0),
    overdue: parts.reduce((sum, part) => sum + (part.overdue ?? 0), 0),
    due_on: first?.due_on ?? null,
    is_provisional: first?.is_provisional ?? false,
    since: waits[0] ?? null,
  };
}

const never = '9999-12-31';

export function inDueOrder(lines: readonly InboxLine[]): InboxLine[] {
  return [...lines].sort(
    (one, other) =>
      compare(one.due_on ?? never, other.due_on ?? never) ||
      (one.since?.getTime() ?? Infinity) - (other.since?.getTime() ?? Infinity) ||
      compare(one.kind, other.kind) ||
      compare(one.href, other.href),
  );
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
