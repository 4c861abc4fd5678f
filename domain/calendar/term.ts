/** "Within N days from": after the Civil Code, articles 200 to 204. A rule or an agreement may count otherwise, so the term says how. */
import { addDays, addMonths, type BusinessDate } from '../time.ts';
import { rolledOffDaysOff, workingDaysFrom, type Counted, type WorkCalendar } from './working-days.ts';

export const termUnits = ['days', 'working_days', 'months', 'years'] as const;
export type Term = {
  readonly count: number;
  readonly unit: (typeof termUnits)[number];
  /** A last day that is off gives way to the first working day after it. Working days never end on a day off. */
  readonly rolls_off: boolean;
};

/** The last day in time. The day on which it begins is not counted (art. 201); months and years end on the matching day, or where there is none on the last of the month (art. 202). */
export function lastDayOf(term: Term, from: BusinessDate, calendar: WorkCalendar): Counted {
  if (term.unit === 'working_days') return workingDaysFrom(calendar, from, term.count);
  const day =
    term.unit === 'days'
      ? addDays(from, term.count)
      : addMonths(from, term.unit === 'months' ? term.count : 12 * term.count);
  return term.rolls_off ? rolledOffDaysOff(calendar, day) : { day, is_provisional: false };
}

/** So many days on, back or forth, in days or working days as the term counts. */
export function daysOn(
  calendar: WorkCalendar,
  from: BusinessDate,
  asked: { readonly count: number; readonly in_working_days: boolean },
): BusinessDate {
  return asked.in_working_days ? workingDaysFrom(calendar, from, asked.count).day : addDays(from, asked.count);
}
