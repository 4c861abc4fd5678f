/** "Hours in period P as of date T": what the books said at T about service days in P, reproducible for ever. */
import type { BusinessDate } from '../time.ts';
import type { Unit } from './account.ts';
import type { Entry } from './transaction.ts';

export type Period = { readonly from: BusinessDate; readonly until: BusinessDate }; // both days belong to it

export function inPeriod(day: BusinessDate, period: Period): boolean {
  return day >= period.from && day <= period.until;
}

/** A reversal carries the service day of its original, so a sum as of an earlier moment does not move. */
export function sumAsOf(
  entries: readonly Pick<Entry, 'unit' | 'amount' | 'service_day' | 'posted_at'>[],
  unit: Unit,
  period: Period,
  asOf: Date,
): number {
  return entries
    .filter(
      (entry) =>
        entry.unit === unit && inPeriod(entry.service_day, period) && Date.parse(entry.posted_at) <= asOf.getTime(),
    )
    .reduce((sum, entry) => sum + entry.amount, 0);
}
