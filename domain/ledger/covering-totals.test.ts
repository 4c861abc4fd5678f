import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type BusinessDate } from '../time.ts';
import { coveringTotals, type Totals } from './covering-totals.ts';

const short = ({ span, first, last }: Totals): string =>
  first === last ? `${span} ${first}` : `${span} ${first}..${last}`;

test.each([
  ['2026-01-01', '2026-12-31', ['year 2026-01-01']],
  ['2025-01-01', '2027-12-31', ['year 2025-01-01..2027-01-01']],
  ['2026-04-01', '2026-04-30', ['month 2026-04-01']],
  ['2026-04-01', '2026-06-30', ['month 2026-04-01..2026-06-01']],
  ['2026-04-01', '2026-04-29', ['day 2026-04-01..2026-04-29']],
  ['2026-04-02', '2026-04-30', ['day 2026-04-02..2026-04-30']],
  ['2026-11-15', '2026-11-15', ['day 2026-11-15']],
  ['2024-02-01', '2024-02-29', ['month 2024-02-01']], // a leap year
  ['2025-02-01', '2025-02-28', ['month 2025-02-01']],
  ['2100-02-01', '2100-02-28', ['month 2100-02-01']], // no leap year
  ['2026-01-31', '2026-03-01', ['day 2026-01-31', 'month 2026-02-01', 'day 2026-03-01']],
  ['2025-12-31', '2027-01-01', ['day 2025-12-31', 'year 2026-01-01', 'day 2027-01-01']],
  [
    '2024-11-15',
    '2027-02-03',
    [
      'day 2024-11-15..2024-11-30',
      'month 2024-12-01',
      'year 2025-01-01..2026-01-01',
      'month 2027-01-01',
      'day 2027-02-01..2027-02-03',
    ],
  ],
  ['0001-01-01', '9999-12-31', ['year 0001-01-01..9999-01-01']],
  ['9999-11-30', '9999-12-31', ['day 9999-11-30', 'month 9999-12-01']],
  ['2026-03-02', '2026-03-01', []],
  ['2026-01-01', '2025-12-31', []],
] as const)('%s to %s: %j', (from, until, totals) => {
  expect(coveringTotals({ from, until }).map(short)).toEqual(totals);
});

/** The days that kept totals stand for, one by one. */
function daysOf({ span, first, last }: Totals): BusinessDate[] {
  const days: BusinessDate[] = [];
  const same = span === 'day' ? 10 : span === 'month' ? 7 : 4;
  for (let day = first; day.slice(0, same) <= last.slice(0, same); day = addDays(day, 1)) days.push(day);
  return days;
}

test('any period: each of its days once and no other', () => {
  fc.assert(
    fc.property(fc.nat(1500), fc.nat(1500), (start, length) => {
      const from = addDays('2023-06-01', start);
      const days = Array.from({ length: length + 1 }, (_, index) => addDays(from, index));
      expect(coveringTotals({ from, until: days.at(-1) ?? from }).flatMap(daysOf)).toEqual(days);
    }),
  );
});
