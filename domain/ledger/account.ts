/**
 * An account belongs to one owner and holds one unit; its name says what kind it is of. What can be spent or used up is held: it
 * has a balance, a chain and a check. A source is where an amount comes from or goes to; it has no balance and nothing that
 * two postings would wait for.
 */
import type { Id } from '../id.ts';

export const ownerKinds = ['volunteer', 'organization', 'station', 'shop', 'project', 'budget'] as const;
export type OwnerKind = (typeof ownerKinds)[number];

/** Minutes of a volunteer; totals of organisations are kept of these. */
export const minuteUnits = ['credit_minutes', 'honorary_minutes'] as const;
export type MinuteUnit = (typeof minuteUnits)[number];
/** Points of one book of rules are not those of another; pieces are of one thing. */
export type Unit = MinuteUnit | `points:${string}` | 'fen' | `pieces:${string}`;

export const pointsOf = (bookId: Id): Unit => `points:${bookId}`;
export const piecesOf = (thingId: Id): Unit => `pieces:${thingId}`;

/** "volunteer:<id>", "shop:<id>" … */
export const heldBy = (kind: OwnerKind, ownerId: Id): string => `${kind}:${ownerId}`;
/** "source:organization:<id>" … */
export const sourceOf = (kind: OwnerKind, ownerId: Id): string => `source:${kind}:${ownerId}`;

export const isSource = (account: string): boolean => account.startsWith('source:');
export const ownerOf = (account: string): Id => account.slice(account.lastIndexOf(':') + 1);

const id = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const accountPattern = new RegExp(`^(source:)?(${ownerKinds.join('|')}):${id}$`);
const unitPattern = new RegExp(`^(${minuteUnits.join('|')}|fen|(points|pieces):${id})$`);
export const isAccount = (account: string): boolean => accountPattern.test(account);
export const isUnit = (unit: string): boolean => unitPattern.test(unit);

/** Points may be spent before the hours behind them are struck; everything else is there or is not. */
export const mayBeNegative = (account: string, unit: Unit): boolean =>
  account.startsWith('volunteer:') && unit.startsWith('points:');
