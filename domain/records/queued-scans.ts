/**
 * What a device knows beyond the server: scans kept until there is a signal. They count in where a person stands, so that the
 * second scan of somebody who arrived and leaves without a signal is a check-out.
 */
import { parseCode } from '../rotating-code.ts';
import type { AttendanceState } from './attendance.ts';

export type Direction = 'in' | 'out';
export type QueuedScan = { readonly direction: Direction; readonly scanned_at: Date; readonly code: string };
export type Standing = { readonly state: AttendanceState; readonly last_at: Date | null };

/** The latest moment decides; the server may know of it already, or the device alone. */
export function standingWith(kept: readonly QueuedScan[], known: Standing): Standing {
  const last = kept.reduce<QueuedScan | null>(
    (latest, scan) => (latest === null || scan.scanned_at >= latest.scanned_at ? scan : latest),
    null,
  );
  if (last === null || (known.last_at !== null && known.last_at > last.scanned_at)) return known;
  return { state: last.direction === 'in' ? 'checked_in' : 'checked_out', last_at: last.scanned_at };
}

/** Within this time a second scan may be a slip: the person is asked. */
const askedWithinMinutes = 5;

export type Second =
  | { readonly kind: 'go' }
  /** The same code again: the same scan, kept already. */
  | { readonly kind: 'same'; readonly kept: QueuedScan }
  | { readonly kind: 'ask'; readonly last_at: Date };

/** What a scan of `code` at `now` is, by somebody who stands like this. */
export function secondScan(code: string, now: Date, kept: readonly QueuedScan[], standing: Standing): Second {
  const same = kept.find((scan) => isSameScan(scan, code, now));
  if (same !== undefined) return { kind: 'same', kept: same };
  const since = standing.last_at === null ? Infinity : (now.getTime() - standing.last_at.getTime()) / 60_000;
  return since >= 0 && since < askedWithinMinutes && standing.last_at !== null
    ? { kind: 'ask', last_at: standing.last_at }
    : { kind: 'go' };
}

/** A scanned code names its step; typed digits repeat by chance, so they are the same only within a few minutes. */
function isSameScan(scan: QueuedScan, code: string, now: Date): boolean {
  const [one, other] = [parseCode(scan.code), parseCode(code)];
  if (one !== null && other !== null) return one.step === other.step && one.subject.id === other.subject.id;
  return scan.code === code && now.getTime() - scan.scanned_at.getTime() < askedWithinMinutes * 60_000;
}
