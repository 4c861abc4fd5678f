import { buffer } from 'node:stream/consumers';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleNumber } from '../../../domain/volunteers/gb11643.ts';
import { malformedRoster } from '../../../domain/volunteers/malformed-roster.ts';
import { sql } from '../../db/sql.ts';
import { readSheet } from '../../files/read-sheet.ts';
import { writeWorkbook } from '../../files/write-sheet.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../../testing/test-app.ts';
import { withProgress } from './import-progress.ts';

let t: TestApp & { close(): Promise<void> };
let county: TestOrganization;
let clerk: TestPerson;
let outsider: TestPerson;
type Preview = {
  digest: string;
  header_row: number;
  counts: { read: number; new: number; known: number; bad: number; skipped: number };
  rows: {
    row_number: number;
    state: string;
    name: string;
    document_hint: string;
    problems: { code: string; message: string }[];
    notes: { code: string }[];
  }[];
  rows_left_out: number;
  code?: string;
};
type Report = {
  import_id: string;
  registered: number;
  known: number;
  refused: number;
  code?: string;
  message?: string;
};

beforeAll(async () => {
  t = await testApp({ now: new Date('2026-11-22T02:00:00Z') });
  county = await t.organization('婺城区青年志愿者协会', null, { division_code: '330702' });
  await t.organization('一队', county, { kind: 'team' });
  await t.organization('二队（示例）', county, { kind: 'team' });
  const other = await t.organization('金东区青年志愿者协会', null, { division_code: '330703' });
  clerk = await t.person('方文书', [{ permissions: ['volunteers.register', 'volunteers.read'], at: county }]);
  outsider = await t.person('外人', [{ permissions: ['volunteers.register', 'volunteers.read'], at: other }]);
});
afterAll(async () => {
  await t.close();
});

const preview = (bytes: Buffer, who = clerk) =>
  t.upload<Preview>(
    who,
    '/api/volunteer-imports/preview',
    { name: '花名册.xlsx', bytes },
    { organization_id: county.id },
  );
const confirm = (bytes: Buffer, digest: string, take: string, who = clerk) =>
  t.upload<Report>(
    who,
    '/api/volunteer-imports',
    { name: '花名册.xlsx', bytes },
    { organization_id: county.id, digest, take },
  );
const people = async (): Promise<number> =>
  (await t.rows<{ count: number }>(sql`select count(*)::int from volunteers where withdrawn_at is null`))[0]?.count ??
  -1;
const simple = (rows: readonly (readonly string[])[]) =>
  buffer(writeWorkbook('名单', [{ header: '姓名' }, { header: '身份证号' }, { header: '手机' }], rows));

async function malformedWorkbook(size: number): Promise<{ bytes: Buffer; roster: ReturnType<typeof malformedRoster> }> {
  const roster = malformedRoster(size, ['一队', '二队（示例）']);
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('花名册');
  roster.titles.forEach((title, place) => {
    sheet.addRow([title]);
    sheet.mergeCells(place + 1, 1, place + 1, roster.header.length);
  });
  sheet.addRow([...roster.header]);
  for (const row of [...roster.rows.map((one) => one.cells), ...roster.foot]) sheet.addRow([...row]);
  sheet.getColumn(6).numFmt = 'yyyy-mm-dd';
  return { bytes: Buffer.from(await book.xlsx.writeBuffer()), roster };
}

test('500 rows with every defect: each row has exactly the reason that was planted, and nothing is stored by looking', async () => {
  const { bytes, roster } = await malformedWorkbook(500);
  const before = await people();
  const looked = await preview(bytes);
  expect(looked.status).toBe(200);
  const bad = roster.rows.flatMap((row, place) =>
    row.problems.length > 0 ? [{ row_number: place + 4, problems: row.problems }] : [],
  );
  expect(looked.body.header_row).toBe(3);
  expect(looked.body.counts).toEqual({ read: 500, new: 500 - bad.length, known: 0, bad: bad.length, skipped: 2 });
  expect(
    looked.body.rows
      .filter((row) => row.state === 'bad')
      .map((row) => ({ row_number: row.row_number, problems: row.problems.map(({ code }) => code) })),
  ).toEqual(bad);
  expect(await people()).toBe(before);
  expect(looked.body.rows.every((row) => row.name === '' || row.name.endsWith('○○'))).toBe(true);

  const all = await confirm(bytes, looked.body.digest, 'all');
  expect([all.status, all.body.code]).toEqual([422, 'volunteers.import_has_problems']);
  expect(await people()).toBe(before);
  const good = await confirm(bytes, looked.body.digest, 'good');
  expect(good.body).toMatchObject({ registered: 500 - bad.length, known: 0, refused: bad.length });
  expect(await people()).toBe(before + 500 - bad.length);

  const problems = await t.upload(
    clerk,
    '/api/volunteer-imports/problems',
    { name: '花名册.xlsx', bytes },
    { organization_id: county.id },
  );
  const back = await readSheet(problems.raw);
  expect(back.rows).toHaveLength(bad.length + 1);
  expect(back.rows[0]?.cells.slice(-2)).toEqual(['原行号', '原因']);

  // the same file once more: everybody is known, nobody is doubled
  const again = await preview(bytes);
  expect(again.body.counts).toMatchObject({ new: 0, known: 500 - bad.length, bad: bad.length });

  const undone = await t.post<{ removed: number; kept: number }>(
    clerk,
    `/api/volunteer-imports/${good.body.import_id}/undo`,
    { reason: '传错了文件' },
  );
  expect(undone.body).toEqual({ removed: 500 - bad.length, kept: 0 });
  expect(await people()).toBe(before);
  expect(await t.rows(sql`select count(*)::int from persons where document_encrypted is not null`)).toEqual([
    { count: 0 },
  ]);
  expect(
    (await t.post(clerk, `/api/volunteer-imports/${good.body.import_id}/undo`, { reason: '再来一次' })).body['code'],
  ).toBe('volunteers.import_undone');
});

test('who has signed in since stays when the import is undone', async () => {
  const bytes = await simple([
    ['周一', exampleNumber('330702', '1990-02-01', 1), '13811110001'],
    ['吴二', exampleNumber('330702', '1990-02-02', 2), '13811110002'],
  ]);
  const looked = await preview(bytes);
  const done = await confirm(bytes, looked.body.digest, 'all');
  await t.setUp(async (writer) => {
    await writer.run(
      sql`insert into accounts (person_id, created_at) select id, now() from persons where name = '周一'`,
    );
  });
  expect(
    (await t.post(clerk, `/api/volunteer-imports/${done.body.import_id}/undo`, { reason: '传错了文件' })).body,
  ).toEqual({ removed: 1, kept: 1 });
  const list = await t.get<{ rows: { id: string; undo_kept: number | null; can: { undo: boolean } }[] }>(
    clerk,
    '/api/volunteer-imports',
  );
  expect(list.body.rows.find((row) => row.id === done.body.import_id)).toMatchObject({
    undo_kept: 1,
    can: { undo: false },
  });
});

test('a document of somebody else, a cancelled registration and a changed file are refused', async () => {
  const [first, second] = [exampleNumber('330702', '1991-02-01', 3), exampleNumber('330702', '1991-02-02', 4)];
  const bytes = await simple([
    ['郑三', first, '13811110003'],
    ['王四', second, '13811110004'],
  ]);
  await confirm(bytes, (await preview(bytes)).body.digest, 'all');
  await t.setUp((writer) =>
    writer.run(sql`update volunteers set withdrawn_at = now() where id = (select id from persons where name = '王四')`),
  );
  const next = await simple([
    ['郑六', first, '13811110003'],
    ['王四', second, '13811110004'],
  ]);
  const looked = await preview(next);
  expect(looked.body.rows.map((row) => row.problems.map(({ code }) => code))).toEqual([
    ['volunteers.row_known_other_name'],
    ['volunteers.row_withdrawn'],
  ]);
  expect((await confirm(next, 'another', 'good')).body.code).toBe('volunteers.import_changed');
  expect((await confirm(next, looked.body.digest, 'good')).body.code).toBe('volunteers.import_nothing');
});

test('somebody without the permission here does not even find the organisation', async () => {
  const bytes = await simple([['周一', exampleNumber('330702', '1990-02-01', 1), '13811110001']]);
  expect((await preview(bytes, outsider)).status).toBe(404);
});

test('the template comes back empty-handed: its example row is no person', async () => {
  const template = await t.get(clerk, '/api/volunteer-imports/template');
  expect(template.status).toBe(200);
  expect((await preview(template.raw)).body.code).toBe('files.empty');
});

test('5,000 rows go in together, in one transaction', async () => {
  function* rows(): Generator<string[]> {
    for (let place = 0; place < 5000; place += 1)
      yield [
        `王${'一二三四五六七八九十'[place % 10]}`,
        exampleNumber(
          `33078${place % 5}`,
          `19${60 + (place % 40)}-0${(place % 9) + 1}-${10 + (place % 18)}`,
          Math.floor(place / 20) % 1000,
        ),
        `137${String(10_000_000 + place)}`,
      ];
  }
  const bytes = await buffer(
    writeWorkbook('名单', [{ header: '姓名' }, { header: '身份证号' }, { header: '手机' }], rows()),
  );
  const looked = await preview(bytes);
  const done = await confirm(bytes, looked.body.digest, 'good');
  expect(done.status).toBe(200);
  expect(done.body.registered).toBe(looked.body.counts.new);
});

test('an import that fails in the middle leaves nothing behind, and the same file goes in afterwards', async () => {
  const rows = Array.from({ length: 1500 }, (_, place) => [
    '赵一',
    exampleNumber('330781', `197${place % 9}-05-${10 + (place % 18)}`, Math.floor(place / 18)),
    `136${String(20_000_000 + place)}`,
  ]);
  const bytes = await simple(rows);
  const { digest } = (await preview(bytes)).body;
  const counts = () =>
    t.rows(sql`
    select (select count(*)::int from persons) as persons, (select count(*)::int from identity_keys) as keys, (select count(*)::int from memberships) as memberships,
      (select count(*)::int from roster_imports) as imports, (select count(*)::int from notices) as notices, (select count(*)::int from import_progress) as progress`);
  const before = await counts();
  // the database refuses the 1,400th volunteer: the first batch is written by then
  await t.rows(sql`create sequence planted_rows`);
  await t.rows(sql`grant usage on sequence planted_rows to public`);
  await t.rows(
    sql`alter table volunteers add constraint volunteers__planted check (nextval('planted_rows') < 1400) not valid`,
  );
  const failed = await t.upload<Report>(
    clerk,
    '/api/volunteer-imports',
    { name: '花名册.xlsx', bytes },
    { organization_id: county.id, digest, take: 'all', progress_id: crypto.randomUUID() },
  );
  expect(failed.status).toBe(500);
  expect(await counts()).toEqual(before);
  await t.rows(sql`alter table volunteers drop constraint volunteers__planted`);
  expect((await confirm(bytes, digest, 'all')).body).toMatchObject({ registered: 1500, refused: 0 });
  const told = await t.get<{ rows: { sentence: string }[] }>(clerk, '/api/me/notices');
  expect(told.body.rows.map((row) => row.sentence)).toContain(
    '名册“花名册.xlsx”导入好了：新注册 1500 人，原有 0 人，未导入 0 行',
  );
});

test('how far it is, is told to who sent the file and to nobody else, and not after the end', async () => {
  const id = crypto.randomUUID();
  const ask = async (who: TestPerson) =>
    (await t.get<{ progress: object | null }>(who, `/api/volunteer-import-progress/${id}`)).body.progress;
  expect(await ask(clerk)).toBeNull();
  const answer = await withProgress(t.services.pool, { id, person_id: clerk.id }, async (tell) => {
    tell('checking', 500, 2000);
    await expect.poll(() => ask(clerk)).toMatchObject({ phase: 'checking', done: 500, total: 2000 });
    expect(await ask(outsider)).toBeNull();
    return 'done';
  });
  expect(answer).toBe('done');
  expect(await ask(clerk)).toBeNull();
  await expect(
    withProgress(t.services.pool, { id, person_id: clerk.id }, (tell) => {
      tell('reading', 1, null);
      return Promise.reject(new Error('damaged'));
    }),
  ).rejects.toThrow('damaged');
  expect(await ask(clerk)).toBeNull();
});
