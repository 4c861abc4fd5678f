import { afterAll, beforeAll, expect, test } from 'vitest';
import { lastOfSeries, seriesOf, type Series } from '../../domain/numbering/series.ts';
import { businessDate } from '../../domain/time.ts';
import { sql } from '../db/sql.ts';
import { write, type Writer } from '../db/writer.ts';
import { testApp, type TestApp } from '../testing/test-app.ts';
import { takeNumbers } from './take-numbers.ts';

const minutes = { name: 'testing.minutes', begins: 'each_year' } as const;
let t: TestApp & { close(): Promise<void> };

beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());

/** As the application, whose role takes numbers; each in a transaction of its own. */
const inTransaction = <T>(work: (writer: Writer) => Promise<T>): Promise<T> =>
  write(t.database.pool, { now: t.now, actor: null, request_id: 'test', secrets: t.services.secrets }, (writer) => {
    writer.audited += 1;
    return work(writer);
  });
const one = async (series: Series): Promise<number> =>
  (await inTransaction((writer) => takeNumbers(writer, series, 1)))[0] ?? 0;
const stand = async (issuer: string): Promise<object> =>
  Object.fromEntries(
    (
      await t.rows<{ year: number; last_number: number }>(
        sql`select year, last_number from number_series where issuer = ${issuer}`,
      )
    ).map((row) => [row.year, row.last_number]),
  );

test('six at once, of which every third is undone after it took its number: no double and no gap', async () => {
  const series = seriesOf(minutes, 'rush', '2026-11-20');
  expect(await one(series)).toBe(1);
  const holder = await t.database.owner.connect();
  await holder.query('begin');
  await holder.query("select 1 from number_series where issuer = 'rush' for update");
  const undone = new Error('undone after the number');
  const asked = Array.from({ length: 6 }, (_, place) =>
    inTransaction(async (writer) => {
      const [number] = await takeNumbers(writer, series, 1);
      if (place % 3 === 2) throw undone;
      return number;
    }).catch((error: unknown) => (error === undone ? null : Promise.reject(error as Error))),
  );
  for (let waiting = 0; waiting < 6;) {
    const [row] = await t.rows<{ n: number }>(
      sql`select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    waiting = row?.n ?? 0;
  }
  await holder.query('commit');
  holder.release();
  const numbers = await Promise.all(asked);
  expect(numbers.filter((number) => number === null)).toHaveLength(2);
  expect(numbers.filter((number) => number !== null).sort((a, b) => Number(a) - Number(b))).toEqual([2, 3, 4, 5]);
  expect(await stand('rush')).toEqual({ 2026: 5 });
});

test('a number that was given back is the next one’s', async () => {
  const series = seriesOf(minutes, 'back', '2026-11-20');
  expect(await one(series)).toBe(1);
  await expect(
    inTransaction(async (writer) => {
      expect(await takeNumbers(writer, series, 3)).toEqual([2, 3, 4]);
      throw new Error('undone');
    }),
  ).rejects.toThrow('undone');
  expect(await one(series)).toBe(2);
});

test('what is dated back counts in its own year, on both sides of midnight in Beijing', async () => {
  const at = (moment: string): Series => seriesOf(minutes, 'dated', businessDate(new Date(moment)));
  const eve = at('2026-12-31T15:59:59Z');
  const morning = at('2026-12-31T16:00:00Z');
  expect([await one(eve), await one(morning), await one(morning)]).toEqual([1, 1, 2]);
  expect([
    await one(seriesOf(minutes, 'dated', '2026-03-01')),
    await one(seriesOf(minutes, 'dated', '2025-03-01')),
  ]).toEqual([2, 1]);
  expect(await stand('dated')).toEqual({ 2025: 1, 2026: 2, 2027: 2 });
});

test('issuers and kinds count apart', async () => {
  const other = { name: 'testing.letters', begins: 'once' } as const;
  expect(await one(seriesOf(minutes, 'apart', '2026-11-20'))).toBe(1);
  expect(await one(seriesOf(minutes, 'beside', '2026-11-20'))).toBe(1);
  expect(await one(seriesOf(other, 'apart', '2026-11-20'))).toBe(1);
});

test('the last number is given, after it the write is refused in words and the series stands where it stood', async () => {
  const series = seriesOf(minutes, 'last', '2026-11-20');
  await t.rows(
    sql`insert into number_series (issuer, kind, year, last_number) values ('last', ${minutes.name}, 2026, ${lastOfSeries - 1})`,
  );
  await expect(inTransaction((writer) => takeNumbers(writer, series, 2))).rejects.toMatchObject({
    code: 'numbering.series_full',
  });
  expect(await one(series)).toBe(lastOfSeries);
  await expect(one(series)).rejects.toMatchObject({ code: 'numbering.series_full' });
  expect(await stand('last')).toEqual({ 2026: lastOfSeries });
});
