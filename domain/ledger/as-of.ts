/** "Hours in period P as of date T": what the books said at T about service days in P, reproducible for ever. */
import type { BusinessDate } from '../time.ts';
import { signedAmount, type Transfer, type Unit } from './transfer.ts';

export type Period = { readonly from: BusinessDate; readonly until: BusinessDate }; // both days belong to it

export function inPeriod(day: BusinessDate, period: Period): boolean {
  return day >= period.from && day <= period.until;
}

/** A reversal carries the service day of its original, so a sum as of an earlier moment does not move. */
export function sumAsOf(transfers: readonly Transfer[], unit: Unit, period: Period, asOf: Date): number {
  return transfers
    .filter(
      (transfer) =>
        transfer.unit === unit &&
        inPeriod(transfer.service_day, period) &&
        Date.parse(transfer.posted_at) <= asOf.getTime(),
    )
    .reduce((sum, transfer) => sum + signedAmount(transfer), 0);
}
