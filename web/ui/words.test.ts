import { beforeEach, expect, test, vi } from 'vitest';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
const { prefer } = await import('./preferences.ts');
const words = await import('./words.ts');

vi.stubGlobal('document', { documentElement: { lang: '', dataset: {}, toggleAttribute: () => undefined } });
vi.stubGlobal('matchMedia', () => ({ matches: false }));
beforeEach(() => prefer({ language: 'zh' }));

test('hours are cut to one decimal, never rounded up', () => {
  expect(words.hours(7590)).toBe('126.5');
  expect(words.hours(119)).toBe('1.9');
  expect(words.hours(0)).toBe('0');
});

test('a duration shows hours and minutes, and a reversal its sign', () => {
  expect(words.duration(190)).toBe('3:10');
  expect(words.duration(-120)).toBe('−2:00');
});

test('days are those of Asia/Shanghai, whatever zone the device has', () => {
  expect(words.day('2026-11-21')).toBe('11 月 21 日 周六');
  expect(words.day('2026-11-20T16:30:00Z')).toBe('11 月 21 日 周六');
  expect(words.clock('2026-11-20T16:30:00Z')).toBe('00:30');
  expect(words.period('2026-11-28T01:00:00Z', '2026-11-28T04:00:00Z')).toBe('11 月 28 日 周六 09:00 至 12:00');
});

test('time to come is said in hours and minutes', () => {
  expect(words.fromNow('2026-11-21T06:00:00Z', new Date('2026-11-21T04:48:00Z'))).toBe('还有 1 小时 12 分');
});

test('the same figures in English', () => {
  prefer({ language: 'en' });
  expect(words.day('2026-11-21')).toBe('21 Nov Sat');
  expect(words.span(72)).toBe('1 h 12 min');
});

test('English is shown with a straight apostrophe, which is narrow in every face', () => {
  prefer({ language: 'en' });
  expect(words.t('孩子的时数', 'The child’s hours')).toBe("The child's hours");
});
