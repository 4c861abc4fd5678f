/** Time on the roster: which bookings clash, and until when one may withdraw in time. */
import { minuteMs } from '../time.ts';

export type Span = { readonly starts_at: Date; readonly ends_at: Date };
export type Booking = Span & { readonly shift_id: string; readonly name: string };

/** Half-open spans: one that ends at 12:00 and one that begins at 12:00 touch and do not clash. */
export function clash(one: Span, other: Span): boolean {
  return one.starts_at < other.ends_at && other.starts_at < one.ends_at;
}

export function overlapping(shift: Span, bookings: readonly Booking[]): Booking | null {
  return bookings.find((each) => clash(shift, each)) ?? null;
}

/**
 * Until when a withdrawal is in time; 15 hours before 09:00 is 18:00 on the day before. Where the organiser moved the
 * shift under a standing sign-up, it is in time until the start: who signed up for another time owes nothing (art. 22).
 */
export function withdrawBy(startsAt: Date, hours: number, movedAt: Date | null): Date {
  return movedAt === null ? new Date(startsAt.getTime() - hours * 60 * minuteMs) : startsAt;
}

/** 条例 art. 22: who cannot come says so in time. Late is a different state, and after the start it is none. */
export function withdrawal(
  now: Date,
  shift: { readonly starts_at: Date; readonly withdraw_by: Date },
): 'in_time' | 'late' | 'refused' {
  if (now >= shift.starts_at) return 'refused';
  return now <= shift.withdraw_by ? 'in_time' : 'late';
}

/** A no-show can be stated once the shift has ended and only without a check-in. */
export function noShowRefusal(
  now: Date,
  shift: Span,
  checkedIn: boolean,
): 'projects.not_started' | 'projects.checked_in' | null {
  if (checkedIn) return 'projects.checked_in';
  return now < shift.ends_at ? 'projects.not_started' : null;
}
