/** Time on the roster: which bookings clash, when sign-up closes, and until when one may withdraw in time. */
import { at, addDays, businessDate } from '../time.ts';

export type Span = { readonly starts_at: Date; readonly ends_at: Date };
export type Booking = Span & { readonly shift_id: string; readonly name: string };

/** Half-open spans: one that ends at 12:00 and one that begins at 12:00 touch and do not clash. */
export function clash(one: Span, other: Span): boolean {
  return one.starts_at < other.ends_at && other.starts_at < one.ends_at;
}

export function overlapping(shift: Span, bookings: readonly Booking[]): Booking | null {
  return bookings.find((each) => clash(shift, each)) ?? null;
}

/** The usual deadline for withdrawing: 18:00 on the day before (the organiser may set another). */
export function usualWithdrawBy(startsAt: Date): Date {
  return at(addDays(businessDate(startsAt), -1), '18:00');
}

/** Sign-up usually closes when the shift starts, so that a free place can still be taken. */
export function usualClosesAt(startsAt: Date): Date {
  return new Date(startsAt.getTime());
}

/** 条例 art. 22: who cannot come says so in time. Late is a different state, and after the start it is none. */
export function withdrawal(now: Date, shift: { readonly starts_at: Date; readonly withdraw_by: Date }): 'in_time' | 'late' | 'refused' {
  if (now >= shift.starts_at) return 'refused';
  return now <= shift.withdraw_by ? 'in_time' : 'late';
}

/** A no-show can be stated once the shift has ended and only without a check-in. */
export function noShowRefusal(now: Date, shift: Span, checkedIn: boolean): 'projects.not_started' | 'projects.checked_in' | null {
  if (checkedIn) return 'projects.checked_in';
  return now < shift.ends_at ? 'projects.not_started' : null;
}
