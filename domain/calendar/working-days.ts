/**
 * Working days by the calendar that the office keeps: a day is off by its weekday unless the calendar arranges it otherwise.
 * Whatever rests on a year that is not published yet says that it is provisional.
 */
import { addDays, type BusinessDate } from '../time.ts';
import { weekdayOf } from './weekday.ts';

export type WorkCalendar = {
  /** Off or working against or beside the weekday, as published or as an office entered it; undefined for an ordinary day. */
  readonly arranged: (day: BusinessDate) => boolean | undefined;
  /** Whether the days off of a year are published, or entered in full by an office. */
  readonly isKnown: (year: number) => boolean;
};

/** A day that was counted out, and whether a year that was not published had a say in it. */
export type Counted = { readonly day: BusinessDate; readonly is_provisional: boolean };

export function isWorkingDay(calendar: WorkCalendar, day: BusinessDate): boolean {
  const isOff = calendar.arranged(day);
  return isOff === undefined ? weekdayOf(day) <= 5 : !isOff;
}

/** The notice of a year arranges its New Year, whose days off and working weekend have reached back to 29 December (2018 for 2019). */
const nextNoticeFrom = '12-29';

/** Whether the day is arranged for good. */
export function isSettled(calendar: WorkCalendar, day: BusinessDate): boolean {
  const year = Number(day.slice(0, 4));
  return calendar.isKnown(year) && (day.slice(5) < nextNoticeFrom || calendar.isKnown(year + 1));
}

/** The nth working day after (below zero: before) a day, which itself is not counted. With zero the day as it is. */
export function workingDaysFrom(calendar: WorkCalendar, from: BusinessDate, count: number): Counted {
  const step = count < 0 ? -1 : 1;
  let [day, isProvisional] = [from, false];
  for (let left = Math.abs(count); left > 0;) {
    day = addDays(day, step);
    isProvisional ||= !isSettled(calendar, day);
    if (isWorkingDay(calendar, day)) left -= 1;
  }
  return { day, is_provisional: isProvisional };
}

/** The day itself where it works, else the first working day after it (Civil Code, art. 203). */
export function rolledOffDaysOff(calendar: WorkCalendar, from: BusinessDate): Counted {
  let [day, isProvisional] = [from, !isSettled(calendar, from)];
  while (!isWorkingDay(calendar, day)) {
    day = addDays(day, 1);
    isProvisional ||= !isSettled(calendar, day);
  }
  return { day, is_provisional: isProvisional };
}

/** How many working days lie after one day up to another: what a wait has used of a limit in working days. */
export function workingDaysBetween(
  calendar: WorkCalendar,
  from: BusinessDate,
  until: BusinessDate,
): { readonly days: number; readonly is_provisional: boolean } {
  let [days, isProvisional] = [0, false];
  for (let day = addDays(from, 1); day <= until; day = addDays(day, 1)) {
    isProvisional ||= !isSettled(calendar, day);
    if (isWorkingDay(calendar, day)) days += 1;
  }
  return { days, is_provisional: isProvisional };
}
