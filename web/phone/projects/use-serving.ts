import type { Answer } from '../../api/client.ts';
import { useRead } from '../../api/query.ts';

export type Serving = Answer<'get', '/api/my/check-ins'>['rows'][number];

/** The shift that the person is checked in to and has still to check out of; whatever else is planned waits. */
export function useServing(): Serving | null {
  return useRead('/api/my/check-ins').data?.rows.find((row) => row.next_direction === 'out') ?? null;
}
