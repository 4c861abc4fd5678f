import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, minuteMs } from '../time.ts';
import { length, subtract, union, type Interval } from './spans.ts';
import {
  defaultTimeCounting,
  halfHourRounding,
  roundMinutes,
  rounding as roundingShape,
  roundingStep,
  timeCountingBody,
  type Rounding,
} from '../organizations/rule-books/time-counting.ts';
import { countMinutes, durationText, ladderLevel, type CountInput, type Span } from './time-counting.ts';

const book = { id: 'book', version: 1, name: '计时规则 2026 年第 1 版' };
const day = '2026-11-15';
const clock = (time: string): Date => at(day, time);
const service = (from: string, to: string): Span => ({ kind: 'service', from: clock(from), to: clock(to) });
const count = (spans: readonly Span[], more: Partial<CountInput> = {}) =>
  countMinutes({
    book,
    body: defaultTimeCounting,
    spans,
    planned: { from: clock('09:00'), to: clock('12:00') },
    counted: [],
    other_minutes_of_day: 0,
    ...more,
  });

describe('docs/rules/records.md, worked examples of 2026-11-15', () => {
  test('P27 signed in 09:00 and out 12:10, planned to 12:00 with 15 minutes tolerance: 3:10', () => {
    const result = count([service('09:00', '12:10')]);
    expect(result).toMatchObject({ minutes: 190, level: 'team', day_minutes: 190 });
    expect(durationText(result.minutes)).toBe('3:10');
    expect(result.trace.book).toEqual(book);
    expect(result.trace.steps.map((step) => step.minutes)).toEqual([190, 190]);
  });

  test.each([
    ['came early and stayed long', [service('08:00', '13:00')], 210], // 08:45 to 12:15
    ['lunch is dropped', [service('09:00', '12:00'), { kind: 'break', from: clock('10:00'), to: clock('10:30') }], 150],
    [
      'travel inside the span is dropped',
      [service('09:00', '12:00'), { kind: 'travel', from: clock('09:00'), to: clock('09:40') }],
      140,
    ],
    [
      'training is a family of its own',
      [service('10:00', '12:00'), { kind: 'training', from: clock('09:00'), to: clock('10:00') }],
      120,
    ],
    ['two pairs with a gap', [service('09:00', '10:00'), service('11:00', '12:00')], 120],
    ['pairs that overlap count once', [service('09:00', '11:00'), service('10:00', '12:00')], 180],
    [
      'part minutes do not count',
      [{ kind: 'service', from: clock('09:00'), to: new Date(clock('10:00').getTime() - 1) }],
      59,
    ],
    ['nothing', [], 0],
  ] as const satisfies readonly (readonly [string, readonly Span[], number])[])('P27 %s', (_, spans, minutes) => {
    expect(count(spans).minutes).toBe(minutes);
  });

  test('S23 a minute of another service the same morning is not counted again', () => {
    expect(
      count([service('09:00', '12:00')], { counted: [{ from: clock('11:00'), to: clock('13:00') }] }).minutes,
    ).toBe(120);
  });

  test.each([
    [90, 90],
    [180, 180],
    [600, 180], // the activity is 3 h long
  ])('honorary: %i claimed minutes of a three-hour activity -> %i', (claimed, minutes) => {
    const result = count([service('08:50', '12:10')], { claimed_minutes: claimed });
    expect(result.minutes).toBe(minutes);
  });
});

describe('rounding is data of the rule book', () => {
  const down: Rounding = { mode: 'down', step_minutes: 5 };
  test.each([
    ['none', { mode: 'none' }, 187, 187],
    ['down to 5', down, 4, 0],
    ['down to 5', down, 5, 5],
    ['down to 5', down, 189, 185],
    ['half hours', halfHourRounding, 15, 0],
    ['half hours', halfHourRounding, 16, 30],
    ['half hours', halfHourRounding, 45, 30],
    ['half hours', halfHourRounding, 46, 60],
    ['half hours', halfHourRounding, 59, 60],
    ['half hours', halfHourRounding, 60, 60],
    ['half hours', halfHourRounding, 75, 60],
    ['half hours', halfHourRounding, 76, 90],
    ['half hours', halfHourRounding, 0, 0],
  ] as const satisfies readonly (readonly [string, Rounding, number, number])[])(
    'P27 %s: %j',
    (_, rounding, minutes, result) => {
      expect(roundMinutes(minutes, rounding)).toBe(result);
    },
  );

  test('no book that holds together counts above the next full hour, or more than one step above the stamps', () => {
    const band = fc.record({
      up_to_minutes: fc.integer({ min: 1, max: 60 }),
      counts_as_minutes: fc.integer({ min: 0, max: 70 }),
    });
    const books = fc
      .array(band, { minLength: 1, maxLength: 4 })
      .map((bands) =>
        roundingShape.safeParse({
          mode: 'hour_table',
          bands: [...bands.slice(1), { ...bands[0], up_to_minutes: 60 }].sort(
            (one, other) => one.up_to_minutes - other.up_to_minutes,
          ),
        }),
      )
      .filter((parsed) => parsed.success);
    fc.assert(
      fc.property(books, fc.integer({ min: 0, max: 1440 }), (parsed, stamped) => {
        const by = parsed.data ?? { mode: 'none' };
        const counted = roundMinutes(stamped, by);
        expect(counted).toBeLessThanOrEqual(Math.ceil(stamped / 60) * 60);
        expect(counted).toBeLessThanOrEqual(stamped + roundingStep(by));
      }),
    );
    // a book of before the bounds, 191 stamped minutes: 180 and at most the full hour, never 1380
    expect(roundMinutes(191, { mode: 'hour_table', bands: [{ up_to_minutes: 60, counts_as_minutes: 1200 }] })).toBe(
      240,
    );
  });

  test('the book refuses bands that do not rise to 60, and a ladder upside down', () => {
    expect(
      timeCountingBody.safeParse({
        rounding: { mode: 'hour_table', bands: [{ up_to_minutes: 45, counts_as_minutes: 30 }] },
      }).success,
    ).toBe(false);
    expect(
      timeCountingBody.safeParse({
        rounding: {
          mode: 'hour_table',
          bands: [
            { up_to_minutes: 45, counts_as_minutes: 0 },
            { up_to_minutes: 15, counts_as_minutes: 30 },
            { up_to_minutes: 60, counts_as_minutes: 60 },
          ],
        },
      }).success,
    ).toBe(false);
    expect(timeCountingBody.safeParse({ at_once_until_minutes: 721, parent_until_minutes: 720 }).success).toBe(false);
    expect(timeCountingBody.parse({})).toEqual(defaultTimeCounting);
  });
});

test.each([
  [0, 'team'],
  [480, 'team'],
  [481, 'parent'],
  [720, 'parent'],
  [721, 'province'],
] as const)('P27 daily ladder: %i minutes -> %s', (minutes, level) => {
  expect(ladderLevel(minutes, defaultTimeCounting)).toBe(level);
});

test('P27 the ladder looks at the whole day: 6 h before and 3 h now need the parent organisation', () => {
  expect(count([service('09:00', '12:00')], { other_minutes_of_day: 360 }).level).toBe('parent');
  expect(count([service('09:00', '12:00')], { other_minutes_of_day: 300 }).level).toBe('team');
});

const base = clock('00:00').getTime();
const someInterval = fc
  .tuple(fc.nat(1400), fc.nat(300))
  .map(([from, size]): Interval => ({ from: base + from * minuteMs, to: base + (from + size) * minuteMs }));
const intervals = fc.array(someInterval, { maxLength: 8 });

describe('properties', () => {
  test('S23 however services overlap, the person’s minutes never exceed the time on the clock', () => {
    fc.assert(
      fc.property(fc.array(intervals, { minLength: 1, maxLength: 5 }), (services) => {
        const planned = { from: new Date(base), to: new Date(base + 1700 * minuteMs) };
        const counted: { from: Date; to: Date }[] = [];
        let minutes = 0;
        for (const list of services) {
          const spans = list.map((one): Span => ({ kind: 'service', from: new Date(one.from), to: new Date(one.to) }));
          const result = count(spans, { planned, counted: [...counted] });
          counted.push(...result.counted);
          minutes += result.minutes;
        }
        expect(minutes).toBe(length(services.flat()) / minuteMs);
      }),
    );
  });

  test('breaks, tolerance and other services only ever take minutes away', () => {
    fc.assert(
      fc.property(intervals, intervals, intervals, (work, rest, other) => {
        const spans = work.map((one): Span => ({ kind: 'service', from: new Date(one.from), to: new Date(one.to) }));
        const breaks = rest.map((one): Span => ({ kind: 'break', from: new Date(one.from), to: new Date(one.to) }));
        const counted = other.map((one) => ({ from: new Date(one.from), to: new Date(one.to) }));
        expect(count([...spans, ...breaks], { counted }).minutes).toBeLessThanOrEqual(count(spans).minutes);
      }),
    );
  });

  test('subtracting and keeping share nothing and lose nothing', () => {
    fc.assert(
      fc.property(intervals, intervals, (all, away) => {
        const left = subtract(all, away);
        expect(length(left) + length(subtract(all, left))).toBe(length(all));
        expect(length(union([...left, ...away]))).toBe(length(left) + length(away));
      }),
    );
  });

  test('honorary minutes are never longer than the activity', () => {
    fc.assert(
      fc.property(intervals, fc.nat(2000), (work, claimed) => {
        const spans = work.map((one): Span => ({ kind: 'service', from: new Date(one.from), to: new Date(one.to) }));
        expect(count(spans, { claimed_minutes: claimed }).minutes).toBeLessThanOrEqual(180);
      }),
    );
  });
});
