/** Figures, and what /proc says of processes. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

export type Figure = {
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  readonly limit: number | null;
  readonly ratio: number | null;
  readonly target: string;
  readonly met: boolean;
  readonly note?: string;
};

const ticksPerSecond = 100; // USER_HZ of Linux

/** CPU-milliseconds of a process and of its children, also of those that ended while it lived. */
export function cpuOf(pid: number): number {
  return (
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .reduce((sum, name) => {
        try {
          const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
          const fields = stat
            .slice(stat.lastIndexOf(')') + 2)
            .split(' ')
            .map(Number);
          const at = (place: number): number => fields[place] ?? 0;
          if (Number(name) === pid) return sum + at(11) + at(12) + at(13) + at(14);
          return at(1) === pid ? sum + at(11) + at(12) : sum;
        } catch {
          return sum; // it ended between the listing and the look
        }
      }, 0) *
    (1000 / ticksPerSecond)
  );
}

const statusField = (pid: number, field: string): number =>
  Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
export const residentMegabytes = (pid: number): number => statusField(pid, 'VmRSS');
export const peakMegabytes = (pid: number): number => statusField(pid, 'VmHWM');

/** The peak counts from here on. */
export const resetPeak = (pid: number): void => writeFileSync(`/proc/${pid}/clear_refs`, '5');

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));
export const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

export function atMost(name: string, value: number, unit: string, most: number): Figure {
  return { name, value: round(value), unit, limit: null, ratio: null, target: `≤ ${most} ${unit}`, met: value <= most };
}

/** SessionPreload what the same work costs without the product. */
export function timesTheLimit(name: string, value: number, unit: string, limit: number, most: number): Figure {
  const ratio = round(value / limit);
  return {
    name,
    value: round(value),
    unit,
    limit: round(limit),
    ratio,
    target: `≤ ${most} × the limit`,
    met: ratio <= most,
  };
}

export function shown(name: string, value: number, unit: string, note?: string): Figure {
  return {
    name,
    value: round(value),
    unit,
    limit: null,
    ratio: null,
    target: 'shown',
    met: true,
    ...(note === undefined ? {} : { note }),
  };
}
