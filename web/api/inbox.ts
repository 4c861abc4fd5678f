import type { UseQueryResult } from '@tanstack/react-query';
import type { Answer } from './client.ts';
import { useRead } from './query.ts';

export type Inbox = Answer<'get', '/api/my/inbox'>;
export type InboxRow = Inbox['rows'][number];

/** What this person owes: one read for the first page and for every number beside a module; asked again every minute, and after each write. */
export function useInbox(enabled = true): UseQueryResult<Inbox, Error> {
  return useRead('/api/my/inbox', undefined, { enabled, refreshMs: 60_000 });
}

/** How many of one kind, for a number elsewhere; undefined until it is known. */
export function useOwed(
  kind: string,
  enabled = true,
): { readonly count: number; readonly overdue: number } | undefined {
  const rows = useInbox(enabled).data?.rows;
  if (rows === undefined) return undefined;
  const own = rows.filter((row) => row.kind === kind);
  return {
    count: own.reduce((sum, row) => sum + row.count, 0),
    overdue: own.reduce((sum, row) => sum + row.overdue, 0),
  };
}
