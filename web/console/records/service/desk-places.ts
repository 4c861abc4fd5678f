/** The pages of the desk of records and what opens each, in the order in which they stand there. */
const opens = {
  '/records/boards': ['records.check_in'],
  '/records': ['records.confirm'],
  '/records/proposals': ['records.read', 'records.propose', 'records.approve'],
  '/records/list': ['records.read'],
} as const;

export type DeskPlace = keyof typeof opens;

export const mayOpen = (held: ReadonlySet<string>, place: DeskPlace): boolean =>
  opens[place].some((permission) => held.has(permission));

export const deskOf = (held: ReadonlySet<string>): readonly DeskPlace[] =>
  (Object.keys(opens) as DeskPlace[]).filter((place) => mayOpen(held, place));
