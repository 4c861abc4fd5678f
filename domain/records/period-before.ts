/** What a period is compared with: whole months with as many before them, any other with as many days before it. */
import { addDays, daysIn, type BusinessDate } from '../time.ts';

export type Days = { readonly from: BusinessDate; readonly until: BusinessDate };

const isFirst = (day: BusinessDate): boolean => day.endsWith('-01');
const monthsFrom = (year: number, month: number): number => year * 12 + month - 1;
const firstOf = (months: number): BusinessDate =>
  `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}-01`;
const monthOf = (day: BusinessDate): number => monthsFrom(Number(day.slice(0, 4)), Number(day.slice(5, 7)));

export function periodBefore({ from, until }: Days): Days {
  const last = addDays(from, -1);
  if (!isFirst(from) || !isFirst(addDays(until, 1))) return { from: addDays(from, -daysIn(from, until)), until: last };
  return { from: firstOf(monthOf(from) - (monthOf(until) - monthOf(from) + 1)), until: last };
}

/** The month that a day lies in. */
export function monthAround(day: BusinessDate): Days {
  return { from: firstOf(monthOf(day)), until: addDays(firstOf(monthOf(day) + 1), -1) };
}
