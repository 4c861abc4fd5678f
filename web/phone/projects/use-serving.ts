import type { Answer } from '../../api/client.ts';
import { useRead } from '../../api/query.ts';

export type Serving = Answer<'get', '/api/my/check-ins'>['rows'][number];

/** The shift that the person is checked in to and has still to check out of; whatever else is planned waits. */
export function useServing(): Serving | null {
  return useRead('/api/my/check-ins').data?.rows.find((row) => row.next_direction === 'out') ?? null;
}

/** Whether check-in to this shift is open: it opens some time before the start. */
export function useCheckInOpen(shift_id: string): boolean {
  const row = useRead('/api/my/check-ins').data?.rows.find((each) => each.shift_id === shift_id);
  return row?.next_direction === 'in' && Date.parse(row.opens_at) <= Date.now();
}
