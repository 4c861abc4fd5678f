/**
 * Recurring shifts. A pattern is written in Shanghai wall-clock time; days are business dates, so nothing shifts
 * with the zone of the machine. Holidays are a list that offices edit (docs/rules/projects.md says where it is from).
 */
import { addDays, at, daysOf, type BusinessDate } from '../time.ts';
import { weekdayOf, type Holiday, type Weekday } from '../calendar/weekday.ts';
import { problem } from '../problem.ts';

export type Pattern = {
  readonly from: BusinessDate;
  readonly until: BusinessDate;
  readonly start_clock: string; // HH:mm
  readonly end_clock: string; // not later than start_clock: the shift ends on the next day
  readonly skip_holidays: boolean;
  readonly except: readonly BusinessDate[];
} & (
  | { readonly every: 'day' }
  | { readonly every: 'week'; readonly weekdays: readonly Weekday[] }
  | { readonly every: 'month'; readonly day_of_month: number } // a month without this day has no shift, as in RFC 5545
);

export type Occurrence = { readonly day: BusinessDate; readonly starts_at: Date; readonly ends_at: Date };
export type LeftOut = { readonly day: BusinessDate; readonly reason: 'holiday' | 'exception'; readonly name: string };

const mostOccurrences = 400;

function matches(pattern: Pattern, day: BusinessDate): boolean {
  if (pattern.every === 'day') return true;
  if (pattern.every === 'week') return pattern.weekdays.includes(weekdayOf(day));
  return Number(day.slice(8)) === pattern.day_of_month;
}

export function occurrenceOn(day: BusinessDate, startClock: string, endClock: string): Occurrence {
  const endDay = endClock > startClock ? day : addDays(day, 1);
  return { day, starts_at: at(day, startClock), ends_at: at(endDay, endClock) };
}

/** All shifts of a pattern, and the days it leaves out with the reason; refuses an empty or a boundless one. */
export function expand(
  pattern: Pattern,
  holidays: readonly Holiday[],
): { occurrences: Occurrence[]; left_out: LeftOut[] } {
  const occurrences: Occurrence[] = [];
  const left_out: LeftOut[] = [];
  const holidayNames = new Map(holidays.map((holiday) => [holiday.day, holiday.name]));
  for (const day of daysOf(pattern.from, pattern.until)) {
    if (!matches(pattern, day)) continue;
    const holiday = holidayNames.get(day);
    if (pattern.except.includes(day)) left_out.push({ day, reason: 'exception', name: '' });
    else if (pattern.skip_holidays && holiday !== undefined) left_out.push({ day, reason: 'holiday', name: holiday });
    else occurrences.push(occurrenceOn(day, pattern.start_clock, pattern.end_clock));
    if (occurrences.length > mostOccurrences)
      throw problem('projects.pattern_too_many', { limit: mostOccurrences }, 'shifts');
  }
  if (occurrences.length === 0) throw problem('projects.pattern_empty', {}, 'shifts');
  return { occurrences, left_out };
}
