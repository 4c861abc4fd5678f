import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Problem } from '../problem.ts';
import type { Cell } from './cells.ts';
import { headerUnit, readDuration, titleUnit, type HeaderUnit } from './duration.ts';

function answer(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}
const minutes = (cell: Cell, unit?: HeaderUnit) => answer(() => readDuration(cell, unit).minutes);
const time = (hours: number, shown: string): Cell => ({ number: hours / 24, shown, is_time: true });
const number = (value: number, shown: string): Cell => ({ number: value, shown, is_time: false });

describe('as text and as plain numbers', () => {
  test.each([
    ['2.5小时', 150],
    ['2小时30分', 150],
    ['2小时30分钟', 150],
    ['２．５小时', 150],
    [2.5, 150],
    ['2.5', 150],
    ['150分钟', 150],
    ['90 分钟', 90],
    ['2:30', 150],
    ['2：30', 150],
    ['1:30:00', 90],
    ['2h30m', 150],
    ['2.5h', 150],
    ['2 小时 5 分', 125],
    ['半小时', 30],
    ['2个半小时', 150],
    ['2小时半', 150],
    [1.1, 66],
    [0.1, 6],
    ['3个小时', 180],
    ['2时30分00秒', 150],
    ['1,200分钟', 'files.duration_unknown'],
    [0.25, 15],
    [2.33, 'files.duration_fraction'],
    ['2时30分20秒', 'files.duration_fraction'],
    [0, 'files.duration_not_positive'],
    [-1, 'files.duration_not_positive'],
    ['两小时', 'files.duration_unknown'],
    ['2小时90分', 'files.duration_unknown'],
    ['2天', 'files.duration_unknown'],
    ['9:00-11:30', 'files.duration_unknown'],
    ['250%', 'files.duration_unknown'],
    [true, 'files.duration_unknown'],
    ['', 'files.duration_missing'],
    [null, 'files.duration_missing'],
    ['#N/A', 'files.cell_error'],
    ['#?', 'files.cell_error'],
    ['2:00 PM', 'files.duration_is_clock'],
    ['下午2:00', 'files.duration_is_clock'],
    [new Date('2023-06-05T00:00:00Z'), 'files.duration_is_date'],
    [new Date('1899-12-31T02:30:00Z'), 'files.duration_is_date'],
    [2 / 24, 'files.duration_looks_like_time'],
    ['0.083333333', 'files.duration_looks_like_time'],
  ] as const)('%s -> %s', (cell, expected) => expect(minutes(cell)).toBe(expected));

  test.each([
    [90, 'minutes', 90],
    [3, 'minutes', 3],
    ['2小时', 'minutes', 120],
    ['90分钟', 'hours', 90],
    [1.5, 'hours', 90],
    [2.5, 'minutes', 'files.duration_fraction'],
    ['1:30', 'minutes', 'files.duration_unit_unclear'],
    ['1:30', 'hours', 90],
    [2, 'unclear', 'files.duration_unit_unclear'],
    ['2小时', 'unclear', 120],
    [1 / 12, 'hours', 5],
  ] as const)('%s under a header in %s -> %s', (cell, unit, expected) => expect(minutes(cell, unit)).toBe(expected));

  test('every whole number of minutes survives being written as hours and minutes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6000 }), (whole) => {
        expect(minutes(`${Math.floor(whole / 60)}小时${whole % 60}分`)).toBe(whole);
        expect(minutes(whole / 60, 'hours')).toBe(whole);
        expect(minutes(whole, 'minutes')).toBe(whole);
      }),
    );
  });
});

describe('as a cell shows it', () => {
  test.each([
    ['h"时"mm"分"', time(2, '2时00分'), 120],
    ['h"时"mm"分"', time(2.5, '2时30分'), 150],
    ['[h]:mm over a day', time(25, '25:00'), 1500],
    ['h:mm', time(2.5, '2:30'), 150],
    ['h:mm:ss', time(2.5, '2:30:00'), 150],
    ['mm:ss of five minutes', time(1 / 12, '05:00'), 5],
    ['mm:ss of five and a half', time(5.5 / 60, '05:30'), 'files.duration_fraction'],
    ['mm:ss that hides two hours', time(2 + 1 / 12, '05:00'), 'files.duration_shown_otherwise'],
    ['h:mm that hides a day', time(25, '1:00'), 'files.duration_shown_otherwise'],
    ['h that hides half an hour', time(2.5, '2'), 'files.duration_shown_otherwise'],
    ['h"小时"', time(2, '2小时'), 120],
    ['[mm]', time(2.5, '150'), 150],
    ['h:mm of 20 seconds more', time(2.5 + 20 / 3600, '2:30'), 150],
    ['h:mm AM/PM', time(2, '2:00 AM'), 'files.duration_is_clock'],
    ['上午/下午', time(14, '下午2时00分'), 'files.duration_is_clock'],
    ['negative', time(-2, ''), 'files.duration_hidden'],
    ['0.0"小时"', number(3.3, '3.3小时'), 198],
    ['0"分钟"', number(3, '3分钟'), 3],
    ['0"小时" that rounds', number(2.5, '3小时'), 'files.duration_shown_otherwise'],
    ['0.0"小时" that rounds', number(10 / 3, '3.3小时'), 'files.duration_shown_otherwise'],
    ['0.00 of 140 minutes', number(140 / 60, '2.33'), 140],
    ['0 that rounds', number(2.5, '3'), 'files.duration_shown_otherwise'],
    ['# ?/?', number(2.5, '2 1/2'), 150],
    ['#,##0', number(1200, '1,200'), 72_000],
    ['0%', number(2.5, '250%'), 'files.duration_unknown'],
    ['¥', number(2, '¥2.00'), 'files.duration_unknown'],
    ['0"天"', number(2, '2天'), 'files.duration_unknown'],
    [';;;', number(2, ''), 'files.duration_hidden'],
    ['0,"千"', number(2000, '2千'), 'files.duration_unknown'],
    ['0.0E+00', number(2.5, '2.5E+00'), 150],
  ] as const)('%s', (_, cell, expected) => expect(minutes(cell)).toBe(expected));

  test('a time under a header in minutes could be either', () => {
    expect(minutes(time(1.5, '1:30'), 'minutes')).toBe('files.duration_unit_unclear');
    expect(minutes(time(1.5, '90'), 'minutes')).toBe(90);
    expect(minutes(time(1.5, '1时30分'), 'minutes')).toBe(90);
  });
});

test.each([
  ['时长', 'unsaid'],
  ['服务时数', 'unsaid'],
  ['时长（必填）', 'unsaid'],
  ['时长（分钟）', 'minutes'],
  ['时长(min)', 'minutes'],
  ['分钟数', 'minutes'],
  ['时长/分', 'minutes'],
  ['时长(小时)', 'hours'],
  ['服务小时数', 'hours'],
  ['时长（h）', 'hours'],
  ['hours', 'hours'],
  ['时长（单位：时）', 'hours'],
  ['时长（小时/分钟）', 'unclear'],
  ['时长（天）', 'unclear'],
  ['服务时长（课时）', 'unclear'],
] as const)('header %s is %s', (label, unit) => expect(headerUnit(label)).toBe(unit));

test('a line above the table may say the unit, the name of an office does not', () => {
  expect(titleUnit(['服务时数表', null, '单位：分钟'])).toBe('minutes');
  expect(titleUnit(['（单位：小时）'])).toBe('hours');
  expect(titleUnit(['填报单位：团县委'])).toBe('unsaid');
});
