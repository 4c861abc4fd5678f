import { expect, test } from 'vitest';
import { isQuiet, nextTry, readQuietHours, textMessageLength, textMessageOf } from './text-message.ts';

const at = (clock: string): Date => new Date(`2026-11-30T${clock}:00+08:00`);
const night = { from: 22, until: 7 };

test.each([
  ['21:59', night, false],
  ['22:00', night, true],
  ['23:59', night, true],
  ['00:00', night, true],
  ['06:59', night, true],
  ['07:00', night, false],
  ['12:59', { from: 12, until: 13 }, true],
  ['13:00', { from: 12, until: 13 }, false],
  ['12:00', { from: 0, until: 0 }, false],
  ['00:00', { from: 0, until: 0 }, false],
])('at %s in Shanghai, with the night of %j, it is quiet: %s', (clock, hours, right) => {
  expect(isQuiet(at(clock), hours)).toBe(right);
});

test.each([
  ['22-7', { from: 22, until: 7 }],
  ['0-0', { from: 0, until: 0 }],
  ['24-7', null],
  ['22', null],
  ['night', null],
  ['-1-7', null],
])('quiet hours %s are read as %j', (text, right) => {
  expect(readQuietHours(text)).toEqual(right);
});

test('a failed one is tried again after a minute, five, thirty, and then no more', () => {
  const minutes = [1, 2, 3, 4].map((tries) => {
    const again = nextTry(tries, at('12:00'));
    return again === null ? null : (again.getTime() - at('12:00').getTime()) / 60_000;
  });
  expect(minutes).toEqual([1, 5, 30, null]);
});

const link = 'https://qz.example.cn/messages';
const cancelled = (activity: string, reason: string): string =>
  textMessageOf('projects.cancelled', { activity, reason }, link);

test('what fits stands whole', () => {
  expect(cancelled('河道清理', '下雨')).toBe('“河道清理”取消了：下雨');
});

test('what is longer is cut so that text, space and link are one message', () => {
  const text = cancelled('天台县赤城街道河道清理', '台风预警，市里要求停止户外活动，什么时候再办另行通知');
  expect(`${text} ${link}`).toHaveLength(textMessageLength);
  expect(text).toMatch(/^“天台县赤城街道河道清理”取消了：台风预警.*…$/);
});

test('a rare character is not cut in two', () => {
  for (let length = 20; length < 40; length += 1)
    expect(cancelled('𠮷'.repeat(length), '雨')).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
});

test('beside a very long address stands what kind of message it is', () => {
  const far = `https://${'long.'.repeat(10)}example.cn/messages`;
  expect(textMessageOf('projects.cancelled', { activity: '河道清理'.repeat(9), reason: '下雨' }, far)).toBe('活动取消');
});
