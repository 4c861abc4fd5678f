import { expect, test } from 'vitest';
import fc from 'fast-check';
import { addDays, businessDate } from '../time.ts';
import { weekdayOf } from '../calendar/weekday.ts';
import { expand, occurrenceOn, type Pattern } from './recurrence.ts';
import { serviceDaysOn } from './service-days.ts';

const base = { start_clock: '09:00', end_clock: '12:00', skip_holidays: false, except: [] };
const days = (pattern: Pattern, holidays: { day: string; name: string }[] = []): string[] =>
  expand(pattern, holidays).occurrences.map((each) => each.day);

test('every Saturday and Sunday from 2026-11-26 to 2026-12-06', () => {
  expect(days({ ...base, every: 'week', weekdays: [6, 7], from: '2026-11-26', until: '2026-12-06' })).toEqual([
    '2026-11-28',
    '2026-11-29',
    '2026-12-05',
    '2026-12-06',
  ]);
});

test('S38 R59 monthly on the 20th gives the service day of each month', () => {
  expect(days({ ...base, every: 'month', day_of_month: 20, from: '2026-11-21', until: '2027-02-20' })).toEqual([
    '2026-12-20',
    '2027-01-20',
    '2027-02-20',
  ]);
});

test('a month without a 31st has no shift', () => {
  expect(days({ ...base, every: 'month', day_of_month: 31, from: '2026-01-01', until: '2026-05-31' })).toEqual([
    '2026-01-31',
    '2026-03-31',
    '2026-05-31',
  ]);
});

test('holidays and exceptions are left out with their reason', () => {
  const pattern: Pattern = {
    ...base,
    every: 'day',
    from: '2026-09-30',
    until: '2026-10-02',
    skip_holidays: true,
    except: ['2026-09-30'],
  };
  const { occurrences, left_out } = expand(pattern, [{ day: '2026-10-01', name: '国庆节' }]);
  expect(occurrences.map((each) => each.day)).toEqual(['2026-10-02']);
  expect(left_out).toEqual([
    { day: '2026-09-30', reason: 'exception', name: '' },
    { day: '2026-10-01', reason: 'holiday', name: '国庆节' },
  ]);
});

test('a shift is in Shanghai time, and one that ends at or before its start runs into the next day', () => {
  expect(occurrenceOn('2026-11-28', '09:00', '12:00').starts_at.toISOString()).toBe('2026-11-28T01:00:00.000Z');
  expect(occurrenceOn('2026-11-28', '07:30', '09:00').starts_at.toISOString()).toBe('2026-11-27T23:30:00.000Z');
  expect(occurrenceOn('2026-11-28', '22:00', '02:00').ends_at.toISOString()).toBe('2026-11-28T18:00:00.000Z');
  expect(occurrenceOn('2026-11-28', '09:00', '09:00').ends_at.toISOString()).toBe('2026-11-29T01:00:00.000Z');
});

test('a pattern without a single shift, or with more than 400, is refused', () => {
  expect(() => days({ ...base, every: 'week', weekdays: [], from: '2026-11-26', until: '2026-12-06' })).toThrow(
    'projects.pattern_empty',
  );
  expect(() => days({ ...base, every: 'day', from: '2026-01-01', until: '2028-01-01' })).toThrow(
    'projects.pattern_too_many',
  );
});

test('29 February is a day like any other in a leap year', () => {
  expect(days({ ...base, every: 'day', from: '2028-02-28', until: '2028-03-01' })).toEqual([
    '2028-02-28',
    '2028-02-29',
    '2028-03-01',
  ]);
});

test('a weekly pattern gives exactly the wanted weekdays, in order, each on its own business date', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3000 }),
      fc.integer({ min: 7, max: 200 }),
      fc.subarray([1, 2, 3, 4, 5, 6, 7] as const, { minLength: 1 }),
      (start, length, weekdays) => {
        const from = addDays('2024-01-01', start);
        const { occurrences } = expand({ ...base, every: 'week', weekdays, from, until: addDays(from, length) }, []);
        for (const each of occurrences) {
          expect(weekdays).toContain(weekdayOf(each.day));
          expect(businessDate(each.starts_at)).toBe(each.day);
          expect(each.ends_at > each.starts_at).toBe(true);
        }
        expect([...occurrences].sort((one, other) => (one.day < other.day ? -1 : 1))).toEqual(occurrences);
      },
    ),
    { numRuns: 60 },
  );
});

test.each([
  ['2026-11-19', []],
  ['2026-11-20', ['neighbour_day']],
  ['2026-11-21', []],
  ['2026-12-05', ['international_volunteer_day']],
  ['2026-03-05', ['youth_volunteer_day']],
])('S38 R59 P65 named days on %s: %j', (day, codes) => {
  expect(serviceDaysOn(day).map((each) => each.code)).toEqual(codes);
});
