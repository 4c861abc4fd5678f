/** "Hours in period P as of date T": what the books said at T about service days in P, reproducible for ever. */
import { addDays, businessDate, startOfDay, type BusinessDate } from '../time.ts';
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

/** The books as they stood at the end of a day; of a day that is not over yet, or still to come, as they stand now. */
export type BooksOfDay = { readonly day: BusinessDate; readonly as_of: Date };

export function booksOf(day: BusinessDate, now: Date): BooksOfDay {
  const today = businessDate(now);
  return day < today ? { day, as_of: new Date(startOfDay(addDays(day, 1)).getTime() - 1) } : { day: today, as_of: now };
}

/** Which day's books a period is asked by when none is named: its last day, or today while it runs. */
export const closingDay = (until: BusinessDate, today: BusinessDate): BusinessDate => (until < today ? until : today);
