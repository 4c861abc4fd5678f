import { secondScan, standingWith, type QueuedScan, type Second } from '../../../domain/records/queued-scans.ts';
import { allowed } from '../../../domain/records/attendance.ts';
import type { Answer } from '../../api/client.ts';
import { queuedScans } from '../../api/queued-scans.ts';
import type { OutboxItem } from '../../api/outbox.ts';

export type MyShift = Answer<'get', '/api/my/check-ins'>['rows'][number];
/** A shift as it stands with what waits on this device. */
export type ShiftHere = MyShift & { readonly kept: readonly QueuedScan[] };

/** What waits on the device counts in every state that the page shows. */
export function withQueued(row: MyShift, items: readonly OutboxItem[], now: Date): ShiftHere {
  const kept = queuedScans(items).filter((scan) => scan.shift_id === row.shift_id && scan.volunteer_id === null);
  const { state, last_at } = standingWith(kept, {
    state: row.state,
    last_at: row.last_stamp_at === null ? null : new Date(row.last_stamp_at),
  });
  const first = kept.find((scan) => scan.direction === 'in')?.scanned_at.toISOString() ?? null;
  return {
    ...row,
    kept,
    state,
    last_stamp_at: last_at?.toISOString() ?? null,
    first_in_at: row.first_in_at ?? first,
    next_direction:
      state === 'checked_in' ? 'out' : allowed('check_in', state) && now <= new Date(row.ends_at) ? 'in' : null,
  };
}

export function secondOf(shift: ShiftHere | undefined, code: string, now: Date): Second {
  if (shift === undefined) return { kind: 'go' };
  return secondScan(code, now, shift.kept, {
    state: shift.state,
    last_at: shift.last_stamp_at === null ? null : new Date(shift.last_stamp_at),
  });
}
