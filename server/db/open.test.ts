import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from './open.ts';
import { testDatabase } from '../testing/test-database.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('days are text, instants are dates, counts are numbers', async () => {
  const { rows } = await database.owner.query(`
    select date '2024-02-29' as day, timestamptz '2024-02-29 08:00+08' as at, 9007199254740991::bigint as big,
      array[date '2024-01-01'] as days, array[1::bigint, 2] as counts, count(*) as n from (values (1)) t`);
  expect(rows).toEqual([
    {
      day: '2024-02-29',
      at: new Date('2024-02-29T00:00:00Z'),
      big: 9007199254740991,
      days: ['2024-01-01'],
      counts: [1, 2],
      n: 1,
    },
  ]);
});

test('each test database is its own', async () => {
  const other = await testDatabase();
  await other.owner.query('create table only_here (n integer)');
  await other.close();
  expect((await database.owner.query("select to_regclass('only_here') as found")).rows).toEqual([{ found: null }]);
  expect(
    (await database.owner.query('select count(*) as n from pg_database where datname like $1', ['test_%'])).rows[0],
  ).toBeDefined();
});
