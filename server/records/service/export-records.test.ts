import ExcelJS from 'exceljs';
import { afterAll, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import { shiftOf } from '../fixtures.ts';
import { hours, makeHouse } from '../house-fixtures.ts';

const { t, province, county, hejing, boss, newcomer, served, leave } = await makeHouse();
afterAll(leave);

async function rowsOf(bytes: Buffer): Promise<string[][]> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  const rows: string[][] = [];
  book.worksheets[0]?.eachRow((row) => rows.push((row.values as unknown[]).slice(1).map(String)));
  return rows;
}

test('records are filtered by team and day, counted in all, and handed on as a workbook with masked names that leaves its event', async () => {
  const team = await t.organization('青衣江志愿服务队', county, { kind: 'team' });
  const [here, there] = [
    await shiftOf(t, team, { title: '队里的活动' }),
    await shiftOf(t, county, { title: '县里的活动' }),
  ];
  for (const [name, shift] of [
    ['林队里', here],
    ['吴县里', there],
  ] as const) {
    await served(await newcomer(name, shift), shift, hours('09:00'), hours('11:00'));
  }
  t.now = hours('18:00');
  type List = { totals: { count: number }; rows: { title: string }[] };
  const list = async (query: string): Promise<List> =>
    (await t.get<List>(hejing, `/api/service-records?totals=counted&${query}`)).body;
  expect(await list('limit=1')).toMatchObject({ totals: { count: 2 }, rows: [{}] });
  expect((await list(`organization_id=${team.id}`)).rows.map((row) => row.title)).toEqual(['队里的活动']);
  expect((await list('from=2026-11-16&until=2026-11-30')).totals.count).toBe(0);
  const file = await t.get(hejing, `/api/service-records.xlsx?organization_id=${team.id}`);
  expect(file.status).toBe(200);
  const [head, ...rows] = await rowsOf(file.raw);
  expect(head).toEqual([
    '志愿者编号',
    '志愿者',
    '组织',
    '服务',
    '日期',
    '开始',
    '结束',
    '时长（分钟）',
    '计入',
    '来源',
    '状态',
  ]);
  expect(rows.map((row) => row.slice(1))).toEqual([
    ['林○○', '青衣江志愿服务队', '队里的活动', '2026-11-15', '09:00', '11:00', '120', '信用', '签到签退', '已入账'],
  ]);
  expect(
    await t.rows(sql`select after ->> 'records' as records from audit_events where action = 'records.export_records'`),
  ).toEqual([{ records: '1' }]);
  expect((await rowsOf((await t.get(boss, '/api/service-records.xlsx')).raw)).length).toBe(3);
  const stranger = await t.person('没有权限', [{ permissions: ['projects.read'], at: province }]);
  expect((await t.get(stranger, '/api/service-records.xlsx')).status).toBe(403);
});
