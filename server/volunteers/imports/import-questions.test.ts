import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleNumber } from '../../../domain/volunteers/gb11643.ts';
import { sql } from '../../db/sql.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../../testing/test-app.ts';

let t: TestApp & { close(): Promise<void> };
let county: TestOrganization;
let clerk: TestPerson;
type Findings = {
  name: string;
  others: { name: string; rows: number; is_hidden: boolean }[];
  hidden_rows: number[];
  columns: { field: string; letters: string; is_hidden: boolean }[];
  passed_over: { field: string; letters: string; is_hidden: boolean }[];
};
type Preview = {
  digest: string;
  sheet: Findings;
  counts: { read: number; new: number; bad: number };
  members: number;
  code?: string;
  message?: string;
};

beforeAll(async () => {
  t = await testApp({ now: new Date('2026-11-22T02:00:00Z') });
  county = await t.organization('婺城区青年志愿者协会', null, { division_code: '330702' });
  clerk = await t.person('方文书', [{ permissions: ['volunteers.register', 'volunteers.read'], at: county }]);
});
afterAll(async () => {
  await t.close();
});

let made = 0;
/** People nobody has seen before. */
const person = (name: string): string[] => {
  made += 1;
  return [name, exampleNumber('330702', '1993-04-05', made), `1381111${String(made).padStart(4, '0')}`];
};
async function book(fill: (book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  fill(workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
const header = ['姓名', '身份证号', '手机'];
const send = (path: string, bytes: Buffer, fields: Record<string, string>) =>
  t.upload<Preview>(clerk, path, { name: '名册.xlsx', bytes }, fields);
const look = async (bytes: Buffer, fields: Record<string, string> = {}) =>
  (await send('/api/volunteer-imports/preview', bytes, { organization_id: county.id, ...fields })).body;
const take = async (bytes: Buffer, digest: string, fields: Record<string, string> = {}) =>
  (await send('/api/volunteer-imports', bytes, { organization_id: county.id, digest, take: 'all', ...fields })).body;
const people = async (): Promise<number> =>
  (await t.rows<{ count: number }>(sql`select count(*)::int from volunteers`))[0]?.count ?? -1;

test('rows that a filter hides are counted, named and asked about; nothing is taken before the answer', async () => {
  const bytes = await book((made) => {
    const sheet = made.addWorksheet('名册');
    sheet.addRow(header);
    for (const name of ['龚一', '梅二', '尤三', '柏四']) sheet.addRow(person(name));
    sheet.getRow(3).hidden = true;
    sheet.getRow(4).hidden = true;
    sheet.autoFilter = 'A1:C5';
  });
  const looked = await look(bytes);
  expect(looked.counts).toMatchObject({ read: 4, new: 4 });
  expect(looked.sheet.hidden_rows).toEqual([3, 4]);
  const before = await people();
  expect(await take(bytes, looked.digest)).toMatchObject({
    code: 'files.hidden_rows',
    message: '表里有 2 行是隐藏或筛掉的（第 3、4 行），请先选：连它们一起导入，还是只导入看得见的',
  });
  expect(await people()).toBe(before);
  expect((await look(bytes, { hidden_rows: 'perhaps' })).code).toBe('core.invalid_input');
  const visible = await look(bytes, { hidden_rows: 'leave' });
  expect([visible.counts.read, visible.sheet.hidden_rows]).toEqual([2, [3, 4]]);
  expect(await take(bytes, looked.digest, { hidden_rows: 'leave' })).toMatchObject({ registered: 2 });
  expect(await take(bytes, looked.digest, { hidden_rows: 'take' })).toMatchObject({ registered: 2, known: 2 });
});

test('a second sheet with people is named with its count, and one must be chosen; covers and lists of choices are not asked about', async () => {
  const bytes = await book((made) => {
    made.addWorksheet('填表说明').addRow(['请逐行填写']);
    for (const [name, size] of [
      ['一队', 3],
      ['二队', 2],
    ] as const) {
      const sheet = made.addWorksheet(name);
      sheet.addRow([`${name}花名册`]);
      sheet.addRow(header);
      for (let place = 0; place < size; place += 1) sheet.addRow(person(`周${'甲乙丙'[place]}`));
      sheet.addRow(['合计', size]);
    }
    const kept = made.addWorksheet('旧名单', { state: 'hidden' });
    kept.addRow(header);
    kept.addRow(person('旧人'));
  });
  const looked = await look(bytes);
  expect(looked.sheet).toMatchObject({
    name: '一队',
    others: [
      { name: '二队', rows: 2, is_hidden: false },
      { name: '旧名单', rows: 1, is_hidden: true },
    ],
  });
  expect(await take(bytes, looked.digest)).toMatchObject({
    code: 'files.several_sheets',
    message: '文件里还有别的表也有这样的名单：“二队”（2 行）、“旧名单”（1 行）；现在看的是“一队”，请先选导入哪一张',
  });
  const second = await look(bytes, { sheet: '二队' });
  expect([second.sheet.name, second.counts.read]).toEqual(['二队', 2]);
  expect(await take(bytes, looked.digest, { sheet: '二队' })).toMatchObject({ registered: 2 });
  expect(await take(bytes, looked.digest, { sheet: '一队' })).toMatchObject({ registered: 3 });
  expect((await look(bytes, { sheet: '三队' })).code).toBe('files.sheet_unknown');
});

test('a hidden column never wins over a visible one, and is said where it is the only one', async () => {
  const withColumns = (isHidden: boolean) =>
    book((made) => {
      const sheet = made.addWorksheet('名册');
      sheet.addRow(['姓名', '身份证号', '手机', '手机']);
      const [name = '', document = '', phone = ''] = person('窦清');
      sheet.addRow([name, document, '13511110000', phone]);
      sheet.getColumn(2).hidden = true;
      if (isHidden) sheet.getColumn(3).hidden = true;
    });
  const looked = await look(await withColumns(true));
  expect(looked.sheet.columns).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ field: 'phone', letters: 'D', is_hidden: false }),
      expect.objectContaining({ field: 'document_number', letters: 'B', is_hidden: true }),
    ]),
  );
  expect(looked.sheet.passed_over).toEqual([{ field: 'phone', label: '手机', letters: 'C', is_hidden: true }]);
  expect(await look(await withColumns(false))).toMatchObject({
    code: 'files.header_twice',
    message: '有几列都像“手机”：C 列“手机”、D 列“手机”；请只留一列，或给不用的列改个名',
  });
});

test('P52 the list of a branch asks the same, and looking stores nothing', async () => {
  const bytes = await book((made) => {
    const sheet = made.addWorksheet('团员');
    sheet.addRow(['姓名', '身份证号']);
    for (const name of ['团一', '团二', '团三']) sheet.addRow(person(name).slice(0, 2));
    sheet.getRow(3).hidden = true;
    const other = made.addWorksheet('二支部');
    other.addRow(['姓名', '身份证号']);
    other.addRow(person('团四').slice(0, 2));
  });
  const fields = { branch_id: county.id };
  const looked = (await send('/api/league-members/preview', bytes, fields)).body;
  expect(looked).toMatchObject({ members: 3, sheet: { hidden_rows: [3], others: [{ name: '二支部', rows: 1 }] } });
  expect((await t.get<{ members: number }>(clerk, `/api/league-members?branch_id=${county.id}`)).body.members).toBe(0);
  expect((await send('/api/league-members', bytes, fields)).body.code).toBe('files.several_sheets');
  expect((await send('/api/league-members', bytes, { ...fields, sheet: '团员' })).body.code).toBe('files.hidden_rows');
  expect(
    (await send('/api/league-members', bytes, { ...fields, sheet: '团员', hidden_rows: 'leave' })).body,
  ).toMatchObject({ members: 2 });
});
