/** The calendar as it is published, with what an office entered over it. */
import { afterAll, expect, test } from 'vitest';
import { lastDayOf } from '../../domain/calendar/term.ts';
import { isWorkingDay } from '../../domain/calendar/working-days.ts';
import type { BusinessDate } from '../../domain/time.ts';
import { sql } from '../db/sql.ts';
import { testApp } from '../testing/test-app.ts';
import { loadWorkCalendar } from './holidays.ts';

const t = await testApp();
afterAll(() => t.close());

const said = async (from: BusinessDate, count: number): Promise<string> => {
  const term = { count, unit: 'working_days', rolls_off: false } as const;
  const { day, is_provisional } = lastDayOf(term, from, await loadWorkCalendar(t.services.reader));
  return is_provisional ? `${day} 暂定` : day;
};

test('days as they were announced, and what is not announced yet', async () => {
  expect(await said('2024-09-30', 5)).toBe('2024-10-12'); // a Saturday that worked
  expect(await said('2026-09-25', 3)).toBe('2026-09-30');
  expect(await said('2026-09-30', 3)).toBe('2026-10-10');
  expect(await said('2018-12-28', 1)).toBe('2018-12-29'); // by the notice of 2019
  expect(await said('2027-09-30', 1)).toBe('2027-10-01 暂定');
  const calendar = await loadWorkCalendar(t.services.reader);
  expect(['2019-04-28', '2019-05-05', '2026-10-10', '2026-10-11'].map((day) => isWorkingDay(calendar, day))).toEqual([
    true,
    true,
    true,
    false,
  ]);
});

test('an office’s day wins over the published one', async () => {
  await t.setUp((writer) =>
    writer.run(
      sql`insert into holidays (day, name, is_off, source, edited_at) values ('2026-10-08', '示例', true, '示例〔2026〕1号', ${writer.now})`,
    ),
  );
  expect(await said('2026-09-30', 1)).toBe('2026-10-09');
});

test('years after the last one that is published: known until then, and never further', async () => {
  t.now = new Date('2029-06-01T04:00:00Z');
  const somebody = await t.person('看日历的人', []);
  const answer = await t.get<{ known_until: string }>(somebody, '/api/holidays?from=2029-01-01&until=2029-12-31');
  expect([answer.status, answer.body.known_until]).toEqual([200, '2026-12-31']);
});
