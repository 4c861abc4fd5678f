/** Totals are kept by day, month and year; a period is the sum of few of them: whole years, whole months, single days. */
import type { BusinessDate } from '../time.ts';
import type { Period } from './as-of.ts';

/** Consecutive totals of one span, named by their first days. */
export type Totals = {
  readonly span: 'day' | 'month' | 'year';
  readonly first: BusinessDate;
  readonly last: BusinessDate;
};

/** Each day of the period lies in exactly one of the totals; two years and a half are five rows, not nine hundred. */
export function coveringTotals({ from, until }: Period): Totals[] {
  const first = from.endsWith('-01-01') ? yearOf(from) : yearOf(from) + 1;
  const toTheEnd = until.endsWith('-12-31');
  const last = toTheEnd ? yearOf(until) : yearOf(until) - 1;
  if (first > last) return wholeMonths({ from, until });
  return [
    ...wholeMonths({ from, until: `${year(first - 1)}-12-31` }),
    { span: 'year', first: `${year(first)}-01-01`, last: `${year(last)}-01-01` },
    ...(toTheEnd ? [] : wholeMonths({ from: `${year(last + 1)}-01-01`, until })),
  ];
}

function wholeMonths({ from, until }: Period): Totals[] {
  if (from > until) return [];
  const first = from.endsWith('-01') ? monthOf(from) : monthOf(from) + 1;
  const toTheEnd = until === lastDay(monthOf(until));
  const last = toTheEnd ? monthOf(until) : monthOf(until) - 1;
  if (first > last) return days(from, until);
  return [
    ...days(from, lastDay(first - 1)),
    { span: 'month', first: firstDay(first), last: firstDay(last) },
    ...(toTheEnd ? [] : days(firstDay(last + 1), until)),
  ];
}

const days = (first: BusinessDate, last: BusinessDate): Totals[] =>
  first > last ? [] : [{ span: 'day', first, last }];

const year = (number: number): string => String(number).padStart(4, '0');
const yearOf = (day: BusinessDate): number => Number(day.slice(0, 4));
/** Months are counted from the year 0, so that December is followed by January. */
const monthOf = (day: BusinessDate): number => yearOf(day) * 12 + Number(day.slice(5, 7)) - 1;
const firstDay = (month: number): BusinessDate =>
  `${year(Math.floor(month / 12))}-${String((month % 12) + 1).padStart(2, '0')}-01`;
const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function lastDay(month: number): BusinessDate {
  const number = Math.floor(month / 12);
  const isLeap = number % 4 === 0 && (number % 100 !== 0 || number % 400 === 0);
  const length = month % 12 === 1 && isLeap ? 29 : lengths[month % 12];
  return `${firstDay(month).slice(0, 8)}${length}`;
}
