import type { recordsDesk } from '../../../../domain/records/paths.ts';

/** The pages of the desk of records and what opens each, in the order in which they stand there. */
const opens = {
  boards: ['records.check_in'],
  confirmations: ['records.confirm'],
  proposals: ['records.read', 'records.propose', 'records.approve'],
  records: ['records.read'],
} as const satisfies Partial<Record<keyof typeof recordsDesk, readonly string[]>>;

export type DeskPlace = keyof typeof opens;

export const mayOpen = (held: ReadonlySet<string>, place: DeskPlace): boolean =>
  opens[place].some((permission) => held.has(permission));

export const deskOf = (held: ReadonlySet<string>): readonly DeskPlace[] =>
  (Object.keys(opens) as DeskPlace[]).filter((place) => mayOpen(held, place));
