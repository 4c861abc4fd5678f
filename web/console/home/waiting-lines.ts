import type { UseQueryResult } from '@tanstack/react-query';
import type { Address } from '../../../domain/address.ts';

/** What one line of the home page says: where it leads, how many wait there and how many of them are late. */
export type WaitingLine = {
  readonly shelf: (typeof waitingShelves)[number];
  readonly href: Address;
  readonly words: string;
  readonly count: number | undefined;
  readonly late?: number;
};
/** The home page from above. */
export const waitingShelves = ['hours', 'activities', 'agreement', 'people', 'invitations', 'tasks'] as const;

export type WaitingRead = Pick<UseQueryResult, 'data' | 'error' | 'fetchStatus' | 'dataUpdatedAt'>;

/** What waits in one noun; a read of the same name in several nouns is one read. */
export type Waiting = {
  readonly reads: Readonly<Record<string, WaitingRead>>;
  readonly lines: readonly WaitingLine[];
};
export type UseWaiting = (held: ReadonlySet<string>) => Waiting;

/** Asked only where a permission opens it, and again every minute. */
export const whereHeld = (held: ReadonlySet<string>, permission: string) => ({
  enabled: held.has(permission),
  refreshMs: 60_000,
});
