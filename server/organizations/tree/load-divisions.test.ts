import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../db/open.ts';
import { testDatabase } from '../../testing/test-database.ts';
import { loadDivisions } from './load-divisions.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('two first starts fill the table once, and a later start leaves changes alone', async () => {
  await Promise.all([loadDivisions(database.pool), loadDivisions(database.pool)]);
  await database.owner.query("update divisions set name = '改过的名称' where code = '330702'");
  await loadDivisions(database.pool);
  const { rows } = await database.owner.query(
    "select count(*) as n, max(name) filter (where code = '330702') as name from divisions",
  );
  expect(rows[0].name).toBe('改过的名称');
  expect(rows[0].n).toBeGreaterThan(44_000);
});
