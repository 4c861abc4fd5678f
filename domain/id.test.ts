import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { idMaker, type Id } from './id.ts';

/** A clock that stands, goes on and goes back: few milliseconds, so that each comes up again and again. */
const clock = fc.array(
  fc.integer({ min: 0, max: 4 }).map((offset) => Date.UTC(2026, 10, 22) + offset),
  { minLength: 2, maxLength: 200 },
);

const timeOf = (id: Id): number => Number.parseInt(id.replace('-', '').slice(0, 12), 16);
const bitsOf = (id: Id): bigint => BigInt(`0x${id.replaceAll('-', '')}`);
const counterOf = (id: Id): bigint => (((bitsOf(id) >> 64n) & 0xfffn) << 22n) + ((bitsOf(id) >> 40n) & 0x3fffffn);
const isIncreasing = (ids: readonly Id[]): boolean =>
  ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? ''));

describe('ids', () => {
  test('say their millisecond, their version and their variant', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), (milliseconds) => {
        const id = idMaker()(new Date(milliseconds));
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(timeOf(id)).toBe(milliseconds);
      }),
    );
  });

  test('of one millisecond each is greater than all before it, however the clock goes', () => {
    fc.assert(
      fc.property(clock, (moments) => {
        const make = idMaker();
        const ids = moments.map((moment) => make(new Date(moment)));
        for (const moment of new Set(moments))
          expect(ids.filter((id) => timeOf(id) === moment)).toSatisfy(isIncreasing);
      }),
    );
  });

  test('sort as they were made while the clock does not go back', () => {
    fc.assert(
      fc.property(clock, (moments) => {
        const make = idMaker();
        expect(moments.sort((a, b) => a - b).map((moment) => make(new Date(moment)))).toSatisfy(isIncreasing);
      }),
    );
  });

  test('of a standing clock go on by the hundred thousand', () => {
    const make = idMaker();
    const ids = Array.from({ length: 100_000 }, () => make(new Date(0)));
    expect(ids).toSatisfy(isIncreasing);
    expect(counterOf(ids.at(-1) ?? '') - counterOf(ids[0] ?? '')).toBe(99_999n);
  });

  test('of two processes at one moment are never the same, and neither clock hinders the other', () => {
    fc.assert(
      fc.property(clock, (moments) => {
        const makers = [idMaker(), idMaker()];
        const ids = moments.flatMap((moment) => makers.map((make) => make(new Date(moment))));
        expect(new Set(ids).size).toBe(ids.length);
        for (const which of [0, 1])
          for (const moment of new Set(moments))
            expect(ids.filter((id, index) => index % 2 === which && timeOf(id) === moment)).toSatisfy(isIncreasing);
      }),
    );
  });

  test('are not guessed from their neighbour: each of the last 40 bits is drawn anew', () => {
    const make = idMaker();
    const ids = Array.from({ length: 2000 }, () => bitsOf(make(new Date(0))));
    for (let bit = 0n; bit < 40n; bit += 1n) {
      const changes = ids.filter((id, index) => index > 0 && ((id ^ (ids[index - 1] ?? 0n)) >> bit) & 1n).length;
      expect(changes, `bit ${bit}`).toBeGreaterThan(800);
      expect(changes, `bit ${bit}`).toBeLessThan(1200);
    }
  });

  test.each<readonly [string, () => Id[]]>([
    [
      'a millisecond later than all before',
      () => {
        const make = idMaker();
        return Array.from({ length: 500 }, (_, index) => make(new Date(index)));
      },
    ],
    [
      'the first of a process, whose clock then goes back',
      () =>
        Array.from({ length: 500 }, () => {
          const make = idMaker();
          make(new Date(1));
          return make(new Date(0));
        }),
    ],
  ])('the counter begins at random in the lower half of its room: %s', (_title, made) => {
    const counters = made().map(counterOf);
    expect(new Set(counters).size).toBeGreaterThan(497); // drawn from eight thousand million: hardly ever one twice
    expect(counters.every((counter) => counter <= 2n ** 33n)).toBe(true);
    expect(counters.filter((counter) => counter > 2n ** 32n).length).toSatisfy(
      (upper: number) => upper > 150 && upper < 350,
    );
  });
});
