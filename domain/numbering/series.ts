/** Numbers that are given out one after the other: an issuer, a kind, and where the kind begins anew with each year, the year. */
import type { BusinessDate } from '../time.ts';

export type SeriesKind = {
  /** `<noun>.<what>`, so that no two nouns share a series. */
  readonly name: `${string}.${string}`;
  readonly begins: 'each_year' | 'once';
};
/** An organisation by its id, or whatever else gives numbers of its own, such as a city by its code. */
export type Series = { readonly issuer: string; readonly kind: string; readonly year: number };

/** The year of a series that goes on through the years. */
const noYear = 0;

/** By the day that the document says, in Beijing: what is dated back takes its number in its own year. */
export function seriesOf(kind: SeriesKind, issuer: string, day: BusinessDate): Series {
  return { issuer, kind: kind.name, year: kind.begins === 'once' ? noYear : Number(day.slice(0, 4)) };
}

/** A number is written with six digits and grows beyond them; nine is what those who read it make room for. */
export const lastOfSeries = 999_999_999;

export function runningDigits(running: number): string {
  if (!Number.isInteger(running) || running < 1 || running > lastOfSeries)
    throw new RangeError(`${running} is no number of a series`);
  return String(running).padStart(6, '0');
}
