/** What erasures of before left is destroyed by the upgrade, of joined registrations too; everybody else keeps sheets and messages. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate, readMigrations } from '../../db/migrate.ts';
import { sql } from '../../db/sql.ts';
import { testApp, type TestApp } from '../../testing/test-app.ts';
import { readColumns } from '../lifecycle/catalogue.ts';
import { fillRow, takeOffChecks, type Values } from '../lifecycle/fill-row.ts';

let t: TestApp & { close(): Promise<void> };
beforeAll(async () => {
  t = await testApp();
  await takeOffChecks(t.database.owner);
});
afterAll(() => t.close());

const name = '2026-11-30T11-50-words-of-the-erased.sql';

test('sheets of the erased and of those joined to them go, and titles in messages to staff', async () => {
  const { owner } = t.database;
  await owner.query("alter table certificates add column pdf bytea not null default ''"); // as it was then
  const columns = await readColumns(owner);
  const row = (table: string, values: Values) => fillRow(owner, columns, { table, values, naming: [] });
  const [erased, joined, duplicate, stays] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  for (const id of [erased, joined, duplicate, stays]) {
    await row('persons', { id, erased_at: id === stays ? null : t.now });
    await row('volunteers', { id, merged_into: id === joined ? erased : id === duplicate ? stays : null });
    await row('certificates', { volunteer_id: id, pdf: Buffer.from('%PDF') });
  }
  await row('notices', {
    person_id: stays,
    kind: 'volunteers.matter_filed',
    params: JSON.stringify({ title: '我叫某某' }),
  });
  await row('notices', {
    person_id: stays,
    kind: 'volunteers.matter_answered',
    params: JSON.stringify({ title: '雨衣' }),
  });
  await owner.query('delete from schema_migrations where name = $1', [name]);
  expect(await migrate(owner, readMigrations(), { functions: null, secrets: t.services.secrets })).toEqual([name]);
  const left = await t.rows<{ id: string }>(sql`select volunteer_id as id from certificates where length(pdf) > 0`);
  expect(left.map(({ id }) => id).sort()).toEqual([duplicate, stays].sort());
  expect(await t.rows(sql`select params from notices order by kind`)).toEqual([
    { params: { title: '雨衣' } },
    { params: {} },
  ]);
});
