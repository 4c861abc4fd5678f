import { afterEach, beforeEach, expect, test, vi } from 'vitest';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
const { prefer } = await import('./preferences.ts');
const words = await import('./words.ts');

vi.stubGlobal('document', { documentElement: { lang: '', dataset: {}, toggleAttribute: () => undefined } });
vi.stubGlobal('matchMedia', () => ({ matches: false }));
beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-21T04:00:00Z'), toFake: ['Date'] });
  prefer({ language: 'zh' });
});
afterEach(() => {
  vi.useRealTimers();
});

test('hours are cut to one decimal, never rounded up', () => {
  expect(words.hours(7590)).toBe('126.5');
  expect(words.hours(119)).toBe('1.9');
  expect(words.hours(0)).toBe('0');
});

test('the two clocks of a record show seconds only where the minutes would not seem to fit', () => {
  expect(words.clocksOf('2026-11-28T21:13:50Z', '2026-11-28T23:55:10Z', 161)).toEqual(['05:13:50', '07:55:10']);
  expect(words.clocksOf('2026-11-28T21:13:10Z', '2026-11-28T23:55:50Z', 162)).toEqual(['05:13', '07:55']);
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

test.each([
  ['shortDay', '2021-04-01', '2021 年 4 月 1 日', '1 Apr 2021'],
  ['shortDay', '2026-04-01', '4 月 1 日', '1 Apr'],
  ['day', '2027-01-01', '2027 年 1 月 1 日 周五', '1 Jan 2027 Fri'],
  ['moment', '2026-12-31T16:00:00Z', '2027 年 1 月 1 日 00:00', '1 Jan 2027 00:00'],
  ['moment', '2026-12-31T15:59:00Z', '12 月 31 日 23:59', '31 Dec 23:59'],
  ['longDay', '2021-04-01', '2021 年 4 月 1 日', '1 Apr 2021'],
] as const)('%s of %s: a day of another year shows the year', (name, value, zh, en) => {
  expect(words[name](value)).toBe(zh);
  prefer({ language: 'en' });
  expect(words[name](value)).toBe(en);
});

test('from one year into the next both days say theirs where it is not the present one', () => {
  expect(words.period('2026-12-31T14:00:00Z', '2026-12-31T17:00:00Z')).toBe(
    '12 月 31 日 周四 22:00 至 2027 年 1 月 1 日 周五 01:00',
  );
});

test.each([
  [0, '0 分', '0 min'],
  [59, '59 分', '59 min'],
  [60, '1 小时', '1 h'],
  [72, '1 小时 12 分', '1 h 12 min'],
  [1439, '23 小时 59 分', '23 h 59 min'],
  [1440, '24 小时', '24 h'],
  [1489, '24 小时 49 分', '24 h 49 min'],
  [2880, '48 小时', '48 h'],
  [31_489, '524 小时 49 分', '524 h 49 min'],
])('a length of service of %i minutes is hours and minutes, never days: %s', (minutes, zh, en) => {
  expect(words.span(minutes)).toBe(zh);
  prefer({ language: 'en' });
  expect(words.span(minutes)).toBe(en);
});

test('what lies days away is said in days', () => {
  expect(words.fromNow('2026-11-24T06:00:00Z', new Date('2026-11-21T04:48:00Z'))).toBe('还有 3 天 1 小时');
  expect(words.fromNow('2026-11-18T04:48:00Z', new Date('2026-11-21T04:48:00Z'))).toBe('3 天前');
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
