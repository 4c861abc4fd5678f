/** Days by the calendar of 2026 as it was announced; those of 2027 and 2028 are invented, as an office would enter them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysOf, daysUntil, type BusinessDate } from '../time.ts';
import { lastDayOf, type Term } from './term.ts';
import { isSettled, isWorkingDay, rolledOffDaysOff, workingDaysBetween, workingDaysFrom } from './working-days.ts';
import type { WorkCalendar } from './working-days.ts';

const off: readonly (readonly [BusinessDate, BusinessDate])[] = [
  ['2026-01-01', '2026-01-03'],
  ['2026-02-15', '2026-02-23'],
  ['2026-04-04', '2026-04-06'],
  ['2026-05-01', '2026-05-05'],
  ['2026-06-19', '2026-06-21'],
  ['2026-09-25', '2026-09-27'],
  ['2026-10-01', '2026-10-07'],
  ['2027-01-01', '2027-01-03'],
  ['2027-02-05', '2027-02-11'],
  ['2027-10-01', '2027-10-07'],
  ['2028-01-01', '2028-01-03'],
  ['2028-10-01', '2028-10-07'],
];
const working = [
  '2026-01-04',
  '2026-02-14',
  '2026-02-28',
  '2026-05-09',
  '2026-09-20',
  '2026-10-10',
  '2027-01-31',
  '2027-02-14',
  '2027-10-09',
  '2028-10-08',
];
function calendarOf(...known: readonly number[]): WorkCalendar {
  const days = new Map([
    ...off.flatMap(([from, until]) => [...daysOf(from, until)].map((day) => [day, true] as const)),
    ...working.map((day) => [day, false] as const),
  ]);
  const isKnown = (year: number): boolean => known.includes(year);
  return { arranged: (day) => (isKnown(Number(day.slice(0, 4))) ? days.get(day) : undefined), isKnown };
}
/** 2027 is not announced yet, and later all of it is. */
const today = calendarOf(2025, 2026);
const whole = calendarOf(2025, 2026, 2027, 2028, 2029);

const term = (count: number, unit: Term['unit'], rolls_off = false): Term => ({ count, unit, rolls_off });
const said = (calendar: WorkCalendar, from: BusinessDate, asked: Term): string => {
  const { day, is_provisional } = lastDayOf(asked, from, calendar);
  return is_provisional ? `${day} 暂定` : day;
};

// docs/rules/calendar.md
describe('working days from a day, which itself is not counted', () => {
  test.each<[string, BusinessDate, number, string]>([
    ['National Day, with the Saturday that works', '2026-09-30', 5, '2026-10-13'],
    ['three over National Day end on the Saturday that works', '2026-09-30', 3, '2026-10-10'],
    ['Mid-Autumn', '2026-09-25', 3, '2026-09-30'],
    ['a Sunday that works', '2026-09-18', 2, '2026-09-21'],
    ['asked on a day off', '2026-10-03', 1, '2026-10-08'],
    ['the Saturday before Spring Festival works', '2026-02-13', 1, '2026-02-14'],
    ['Spring Festival', '2026-02-13', 2, '2026-02-24'],
    ['to the Saturday that works after it', '2026-02-14', 5, '2026-02-28'],
    ['New Year 2026', '2025-12-31', 1, '2026-01-04'],
    ['Labour Day', '2026-04-30', 4, '2026-05-09'],
    ['an ordinary weekend', '2026-11-27', 1, '2026-11-30'],
    ['to the last settled day of the year', '2026-12-21', 5, '2026-12-28'],
    ['the end of a year whose next is not announced', '2026-12-28', 1, '2026-12-29 暂定'],
    ['into a year that is not announced', '2026-12-28', 5, '2027-01-04 暂定'],
    ['National Day of a year that is not announced', '2027-09-30', 3, '2027-10-05 暂定'],
  ])('%s: %s and %i', (_, from, count, expected) => {
    expect(said(today, from, term(count, 'working_days'))).toBe(expected);
  });

  test.each<[string, BusinessDate, number, string]>([
    ['New Year 2027', '2026-12-28', 5, '2027-01-05'],
    ['Spring Festival 2027', '2027-02-04', 3, '2027-02-15'],
    ['National Day 2027', '2027-09-30', 3, '2027-10-11'],
    ['29 February 2028', '2028-02-28', 1, '2028-02-29'],
    ['National Day 2028, Sunday 8 October works', '2028-09-29', 2, '2028-10-09'],
    ['into 2029', '2028-12-29', 1, '2029-01-01 暂定'],
  ])('once it is entered, %s: %s and %i', (_, from, count, expected) => {
    expect(said(calendarOf(2025, 2026, 2027, 2028), from, term(count, 'working_days'))).toBe(expected);
  });
});

describe('days, months and years from a day', () => {
  test.each<[string, BusinessDate, Term, string]>([
    ['seven days', '2026-09-30', term(7, 'days'), '2026-10-07'],
    ['seven days, off National Day', '2026-09-30', term(7, 'days', true), '2026-10-08'],
    ['three days of publication', '2026-09-30', term(3, 'days'), '2026-10-03'],
    ['three days of publication, off National Day', '2026-09-30', term(3, 'days', true), '2026-10-08'],
    ['a Saturday', '2026-11-05', term(30, 'days', true), '2026-12-07'],
    ['a Sunday that works is no day off', '2026-08-20', term(1, 'months', true), '2026-09-20'],
    ['a Saturday that works is no day off', '2026-08-10', term(2, 'months', true), '2026-10-10'],
    ['no such day: the last of the month', '2026-08-31', term(6, 'months'), '2027-02-28'],
    ['29 February is there', '2028-01-31', term(1, 'months'), '2028-02-29'],
    ['from 29 February, a year', '2028-02-29', term(1, 'years'), '2029-02-28'],
    ['from 29 February, twelve months', '2028-02-29', term(12, 'months'), '2029-02-28'],
    ['from 29 February, four years', '2028-02-29', term(4, 'years'), '2032-02-29'],
    ['from the end of a short month the matching day', '2027-02-28', term(1, 'months'), '2027-03-28'],
    ['days over 29 February', '2028-02-28', term(2, 'days'), '2028-03-01'],
    ['the turn of the year needs no calendar', '2026-12-01', term(31, 'days'), '2027-01-01'],
    ['unless it gives way', '2026-12-01', term(31, 'days', true), '2027-01-01 暂定'],
  ])('%s', (_, from, asked, expected) => {
    expect(said(today, from, asked)).toBe(expected);
  });

  test('what was provisional comes out otherwise once the year is entered', () => {
    expect(said(whole, '2026-12-01', term(31, 'days', true))).toBe('2027-01-04');
  });
});

const anyDay = fc.integer({ min: 0, max: 3 * 365 }).map((days) => addDays('2026-01-01', days));
const few = fc.integer({ min: 1, max: 40 });

describe('for any day of 2026 to 2028', () => {
  test('so many working days from a day are just so many after it, and the last of them works', () => {
    fc.assert(
      fc.property(anyDay, few, (from, count) => {
        const { day } = workingDaysFrom(whole, from, count);
        expect(isWorkingDay(whole, day)).toBe(true);
        expect(workingDaysBetween(whole, from, day).days).toBe(count);
        expect(workingDaysBetween(whole, from, addDays(day, -1)).days).toBe(count - 1);
      }),
    );
  });

  test('on and on is the same as at once, and back from a working day one is where one was', () => {
    fc.assert(
      fc.property(anyDay, few, few, (from, one, two) => {
        const first = workingDaysFrom(whole, from, one).day;
        expect(workingDaysFrom(whole, first, two).day).toBe(workingDaysFrom(whole, from, one + two).day);
        expect(workingDaysFrom(whole, workingDaysFrom(whole, first, two).day, -two).day).toBe(first);
      }),
    );
  });

  test('a day that gives way gives way to the first working day, over days off alone', () => {
    fc.assert(
      fc.property(anyDay, (from) => {
        const { day } = rolledOffDaysOff(whole, from);
        expect(isWorkingDay(whole, day)).toBe(true);
        expect(workingDaysBetween(whole, addDays(from, -1), day).days).toBe(1);
        expect(daysUntil(day, from)).toBeLessThan(10);
      }),
    );
  });

  test('it is provisional where a day on the way is not settled, and then only', () => {
    fc.assert(
      fc.property(anyDay, few, (from, count) => {
        const { day, is_provisional } = workingDaysFrom(today, from, count);
        expect(is_provisional).toBe([...daysOf(addDays(from, 1), day)].some((one) => !isSettled(today, one)));
      }),
    );
  });
});
