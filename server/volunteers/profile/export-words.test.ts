import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import { readSheet } from '../../files/read-sheet.ts';
import { testApp, type TestApp } from '../../testing/test-app.ts';
import { leftOut, owners } from './export-person.ts';
import { columnName, tableName } from '../roster/export-sheets.ts';
import { columnWords, tableWords } from './export-words.ts';

let t: TestApp & { close(): Promise<void> };
beforeAll(async () => {
  t = await testApp({});
});
afterAll(async () => {
  await t.close();
});

test('every table and column that a person’s export may show has its words', async () => {
  const rows = await t.rows<{ table: string; columns: string[] }>(sql`
    select c.table_name as table, array_agg(c.column_name::text) as columns from information_schema.columns c
    where c.table_schema = 'public' and c.table_name in (select x.table_name from information_schema.columns x join information_schema.tables y on y.table_name = x.table_name and y.table_schema = x.table_schema
      where x.table_schema = 'public' and y.table_type = 'BASE TABLE' and x.data_type = 'uuid' and (x.column_name = any(${owners}) or (x.table_name = 'volunteers' and x.column_name = 'id')))
    group by c.table_name`);
  const shown = rows.filter(({ table }) => !leftOut.has(table));
  expect(shown.map(({ table }) => table).filter((table) => tableWords[table] === undefined)).toEqual([]);
  const columns = new Set(
    shown.flatMap((row) => row.columns).filter((column) => !/_(encrypted|index|hash)$|^token/.test(column)),
  );
  expect([...columns].filter((column) => columnWords[column] === undefined && column !== 'hash')).toEqual([]);
});

test('sheets carry words in the reader’s language and no names of tables', async () => {
  const county = await t.organization('云汀区青年志愿者协会', null);
  const lin = await t.volunteer('林导出', county);
  for (const [language, first] of [
    ['zh', '我的资料'],
    ['en', 'About me'],
  ] as const) {
    const bytes = (await t.get(lin, '/api/me/export.xlsx', { 'accept-language': language })).raw;
    expect((await readSheet(bytes, { sheet_name: first })).rows[1]?.cells[0]).toBe(language === 'zh' ? '姓名' : 'Name');
    expect((await readSheet(bytes, { sheet_name: tableName('volunteers', language) })).rows[0]?.cells).toContain(
      columnName('registered_at', language),
    );
  }
});
