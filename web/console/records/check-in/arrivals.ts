import { standingWith, type QueuedScan } from '../../../../domain/records/queued-scans.ts';
import type { Answer } from '../../../api/client.ts';
import { queuedScans } from '../../../api/queued-scans.ts';
import type { OutboxItem } from '../../../api/outbox.ts';

type BoardAnswer = Answer<'get', '/api/shifts/{shift_id}/board'>;
/** A person of the board as they stand with what waits on this device. */
export type PersonHere = BoardAnswer['rows'][number] & { readonly kept: readonly QueuedScan[] };

export function arrivalsWithQueued(
  answer: BoardAnswer,
  items: readonly OutboxItem[],
): { readonly rows: readonly PersonHere[]; readonly here: number; readonly gone: number } {
  const scans = queuedScans(items).filter((scan) => scan.shift_id === answer.shift.id);
  let [here, gone] = [answer.counts.here, answer.counts.gone];
  const rows = answer.rows.map((row) => {
    const kept = scans.filter((scan) => scan.volunteer_id === row.volunteer_id || scan.number === row.number);
    const { state, last_at } = standingWith(kept, {
      state: row.state,
      last_at: row.last_stamp_at === null ? null : new Date(row.last_stamp_at),
    });
    here += Number(state === 'checked_in') - Number(row.state === 'checked_in');
    gone += Number(state === 'checked_out') - Number(row.state === 'checked_out');
    const first = kept.find((scan) => scan.direction === 'in')?.scanned_at.toISOString() ?? null;
    return {
      ...row,
      kept,
      state,
      last_stamp_at: last_at?.toISOString() ?? null,
      first_in_at: row.first_in_at ?? first,
    };
  });
  return { rows, here, gone };
}
