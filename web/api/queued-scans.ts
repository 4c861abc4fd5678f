import type { QueuedScan } from '../../domain/records/queued-scans.ts';
import { parseCode } from '../../domain/rotating-code.ts';
import type { OutboxItem } from './outbox.ts';

/** Neither volunteer nor number stands with one's own scan; typed digits of a card go with the number. */
export type ScanOnDevice = QueuedScan & {
  readonly shift_id: string;
  readonly volunteer_id: string | null;
  readonly number: string | null;
};

/** The scans among what waits on this device; what was refused does not count. */
export function queuedScans(items: readonly OutboxItem[]): ScanOnDevice[] {
  return items.flatMap((item): ScanOnDevice[] => {
    const body = item.ask.body;
    if (item.refused !== undefined || typeof body !== 'object' || body === null || !('direction' in body)) return [];
    const scan = {
      direction: body.direction === 'out' ? ('out' as const) : ('in' as const),
      scanned_at: new Date(item.done_at),
      number: null,
    };
    if (item.path === '/api/check-ins' && 'code' in body && typeof body.code === 'string') {
      const shiftId = parseCode(body.code)?.subject.id ?? ('shift_id' in body ? String(body.shift_id) : '');
      return [{ ...scan, code: body.code, shift_id: shiftId, volunteer_id: null }];
    }
    const shiftId = item.ask.path?.['shift_id'];
    if (
      item.path === '/api/shifts/{shift_id}/desk-check-ins' &&
      shiftId !== undefined &&
      'code' in body &&
      'number' in body
    ) {
      return [{ ...scan, code: String(body.code), shift_id: shiftId, volunteer_id: null, number: String(body.number) }];
    }
    if (
      item.path !== '/api/shifts/{shift_id}/card-scans' ||
      shiftId === undefined ||
      !('card' in body) ||
      typeof body.card !== 'string'
    )
      return [];
    return [{ ...scan, code: body.card, shift_id: shiftId, volunteer_id: parseCode(body.card)?.subject.id ?? null }];
  });
}
