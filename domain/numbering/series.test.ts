import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { businessDate } from '../time.ts';
import { lastOfSeries, runningDigits, seriesOf } from './series.ts';

const yearly = { name: 'records.certificate', begins: 'each_year' } as const;
const once = { name: 'volunteers.number', begins: 'once' } as const;

describe('the series of a document', () => {
  test.each([
    ['2026-12-31T15:59:59.999Z', 2026],
    ['2026-12-31T16:00:00.000Z', 2027],
    ['2027-01-01T00:00:00.000Z', 2027],
  ])('at %s it is of %s: the year changes at midnight in Beijing', (moment, year) => {
    expect(seriesOf(yearly, 'a', businessDate(new Date(moment))).year).toBe(year);
  });

  test('dated back it is of the year that it says; a series that never begins anew is one', () => {
    expect(seriesOf(yearly, 'a', '2024-02-29')).toEqual({ issuer: 'a', kind: 'records.certificate', year: 2024 });
    expect(seriesOf(once, '4401', '2024-02-29')).toEqual(seriesOf(once, '4401', '2031-01-01'));
  });

  test.each([
    [1, '000001'],
    [999_999, '999999'],
    [1_000_000, '1000000'],
    [lastOfSeries, '999999999'],
  ])('%s is written %s', (running, text) => {
    expect(runningDigits(running)).toBe(text);
  });

  test('no two numbers are written alike, and nothing that is none is written', () => {
    const running = fc.integer({ min: 1, max: lastOfSeries });
    fc.assert(
      fc.property(running, running, (one, other) => {
        expect(runningDigits(one) === runningDigits(other)).toBe(one === other);
      }),
    );
    for (const none of [0, -1, 1.5, lastOfSeries + 1]) expect(() => runningDigits(none)).toThrow(RangeError);
  });
});
