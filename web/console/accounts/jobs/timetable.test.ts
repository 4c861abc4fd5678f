import { expect, test } from 'vitest';
import { timetableWords } from './timetable.ts';

test.each([
  ['25 * * * *', '每小时第 25 分'],
  ['*/5 * * * *', '每 5 分钟'],
  ['10 17 * * *', '每天 01:10'],
  ['5 2 * * *', '每天 10:05'],
  ['0 3 1 1 *', '0 3 1 1 *'],
  ['0 1-5 * * *', '0 1-5 * * *'],
])('the timetable %s reads %s', (cron, words) => {
  expect(timetableWords(cron)).toBe(words);
});
