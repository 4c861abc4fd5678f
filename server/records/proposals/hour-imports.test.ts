import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cell } from '../../../domain/files/cells.ts';
import { sql } from '../../db/sql.ts';
import { shiftOf, type Shift } from '../fixtures.ts';
import { hours, makeHouse } from '../house-fixtures.ts';

const { t, county, hejing, newcomer, leave } = await makeHouse();
afterAll(leave);

type Row = {
  row: number;
  shown: string;
  unit: string | null;
  minutes: number | null;
  problem: string | null;
  note: string | null;
};
type Preview = {
  column: { letters: string; label: string; unit: string };
  good: number;
  bad: number;
  rows: Row[];
  code?: string;
  message?: string;
};
let shift: Shift;
let people: { number: string; name: string }[] = [];

beforeAll(async () => {
  shift = await shiftOf(t, county); // three hours
  const ids = [];
  for (const name of ['林甲', '吴乙', '郑丙', '陈丁']) ids.push((await newcomer(name, shift)).id);
  people = await t.rows(
    sql`select v.number, p.name from volunteers v join persons p on p.id = v.id where v.id = any(${ids}::uuid[]) order by v.id`,
  );
  t.now = hours('18:00');
});

type Made = {
  readonly header?: string;
  readonly format?: string;
  readonly above?: readonly string[];
  readonly fill?: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void;
};

async function workbook(
  values: readonly (Cell | ExcelJS.CellFormulaValue | ExcelJS.CellErrorValue)[],
  { header = '时长', format, above, fill }: Made = {},
): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('时数');
  if (above !== undefined) sheet.addRow([...above]);
  sheet.addRow(['志愿者编号', '姓名', header]);
  values.forEach((value, place) => {
    const row = sheet.addRow([people[place]?.number, people[place]?.name]);
    row.getCell(3).value = value as ExcelJS.CellValue;
    if (format !== undefined) row.getCell(3).numFmt = format;
  });
  fill?.(sheet, book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

const look = async (bytes: Buffer, fields: Record<string, string> = {}) =>
  (
    await t.upload<Preview>(
      hejing,
      `/api/shifts/${shift.id}/hour-imports/preview`,
      { name: '时数.xlsx', bytes },
      fields,
    )
  ).body;
const read = (preview: Preview) =>
  preview.rows.map(({ minutes, problem }) => problem?.replace(/^([A-Z]+\d+)：.*/, '$1') ?? minutes);

test.each([
  ['h"时"mm"分"', [2 / 24, 2.5 / 24, 3 / 24], ['2时00分', '2时30分', '3时00分'], [120, 150, 180]],
  ['h"时"mm"分";@', [2 / 24], ['2时00分'], [120]],
  ['[h]:mm', [2 / 24, 25 / 24], ['2:00', '25:00'], [120, 'C3']],
  ['h:mm', [2 / 24, 25 / 24, 2.5 / 24], ['2:00', '1:00', '2:30'], [120, 'C3', 150]],
  ['[$-804]h:mm;@', [1.5 / 24], ['1:30'], [90]],
  ['mm:ss', [90 / 1440, 5 / 1440], ['30:00', '05:00'], ['C2', 5]],
  ['h:mm AM/PM', [2 / 24], ['2:00 AM'], ['C2']],
  ['0"分钟"', [3, 90], ['3分钟', '90分钟'], [3, 90]],
  ['0.0"小时"', [2.5, 1.5, 3.3], ['2.5小时', '1.5小时', '3.3小时'], [150, 90, 'C4']],
  ['0"小时"', [2, 2.5], ['2小时', '3小时'], [120, 'C3']],
  ['0.0\\h', [2.5], ['2.5h'], [150]],
  ['[<1]0%;[Red]0"分钟"', [90], ['90分钟'], [90]],
  ['0%', [2], ['200%'], ['C2']],
  ['# ?/?', [2.5], ['2 1/2'], [150]],
  ['yyyy-mm-dd', [2], ['1900-01-02'], ['C2']],
])('format %s is read as it is shown, or the cell is named', async (format, values, shown, expected) => {
  const preview = await look(await workbook(values, { format }));
  expect(preview.rows.map((row) => row.shown)).toEqual(shown);
  expect(read(preview)).toEqual(expected);
});

test.each([
  ['时长（分钟）', [120, 90, 3], [120, 90, 3]],
  ['分钟数', [120, '1小时', 200], [120, 60, 'C4']],
  ['时长(小时)', [2, 1.5, 120], [120, 90, 'C4']],
  ['服务时长/h', ['2', '1:30'], [120, 90]],
  ['时长', ['2小时30分', '2.5h', '90分钟', '1:30'], [150, 150, 90, 90]],
  ['时长', [2, '0.083333333'], [120, 'C3']],
])('header %s', async (header, values, expected) =>
  expect(read(await look(await workbook(values, { header })))).toEqual(expected),
);

test('25:00 is understood as 1,500 minutes and refused as longer than the activity', async () => {
  const [row] = (await look(await workbook([25 / 24], { format: '[h]:mm' }))).rows;
  expect(row).toMatchObject({
    shown: '25:00',
    unit: 'hours_and_minutes',
    minutes: 1500,
    problem: 'C2：“25:00”是 1500 分钟，比活动的 180 分钟还长；请核对时长和单位',
  });
});

test('minutes under a header without a unit: no bare number of the column passes, also not the small ones', async () => {
  const preview = await look(await workbook([120, 90, 3, '2小时']));
  expect(read(preview)).toEqual(['C2', 'C3', 'C4', 120]);
  expect(preview.rows[2]?.problem).toBe(
    'C4：表头没写单位，这一列里又有“120”，按小时算比活动还长；请在表头写明“时长（分钟）”或“时长（小时）”',
  );
  const said = await look(await workbook([120, 3], { above: ['时数表', '', '单位：分钟'] }));
  expect(said.column.unit).toBe('minutes');
  expect(read(said)).toEqual([120, 3]);
  expect(said.rows[1]?.note).toBe('C4：只有 3 分钟，请核对单位');
});

test('formulas count by what was computed; errors and what was never computed name the cell', async () => {
  const preview = await look(
    await workbook([
      { formula: 'A1*2', result: 2 },
      { formula: 'A1', date1904: false } as ExcelJS.CellFormulaValue,
      { error: '#N/A' },
    ]),
  );
  expect(read(preview)).toEqual([120, 'C3', 'C4']);
  expect(preview.rows[2]?.problem).toContain('公式没有算出来（#N/A）');
});

test('the 1904 system changes days, not lengths of time', async () => {
  const preview = await look(
    await workbook([2.5 / 24], {
      format: 'h:mm',
      fill: (_, book) => {
        book.properties.date1904 = true;
      },
    }),
  );
  expect(read(preview)).toEqual([150]);
});

test('of two duration columns the visible one counts; two visible ones are a question', async () => {
  const two = (isHidden: boolean) =>
    workbook([4, 4], {
      fill: (sheet) => {
        sheet.getCell('D1').value = '服务时长';
        sheet.getCell('D2').value = 2;
        sheet.getCell('D3').value = 3;
        if (isHidden) sheet.getColumn(3).hidden = true;
      },
    });
  const preview = await look(await two(true));
  expect(preview.column).toMatchObject({ letters: 'D', label: '服务时长' });
  expect(read(preview)).toEqual([120, 180]);
  expect(await look(await two(false))).toMatchObject({
    code: 'files.header_twice',
    message: '有几列都像“时长”：C 列“时长”、D 列“服务时长”；请只留一列，或给不用的列改个名',
  });
});

test('a sheet of an old program and one as text say the same', async () => {
  const csv = Buffer.from(
    `志愿者编号,姓名,时长（分钟）\n${people[0]?.number},${people[0]?.name},90\n${people[1]?.number},${people[1]?.name},1:30\n`,
  );
  expect(read(await look(csv))).toEqual([90, 'C3']);
  const { default: legacy } = await import('@e965/xlsx');
  const made = legacy.utils.book_new();
  const rows = legacy.utils.aoa_to_sheet([
    ['志愿者编号', '姓名', '时长'],
    [people[0]?.number, people[0]?.name, { t: 'n', v: 2.5 / 24, z: 'h"时"mm"分"' }],
    [people[1]?.number, people[1]?.name, { t: 'n', v: 25 / 24, z: '[h]:mm' }],
  ]);
  legacy.utils.book_append_sheet(made, rows, '时数');
  const preview = await look(legacy.write(made, { bookType: 'biff8', type: 'buffer' }) as Buffer);
  expect(preview.rows.map((row) => row.shown)).toEqual(['2时30分', '25:00']);
  expect(read(preview)).toEqual([150, 'C3']);
});

test('hidden rows and a second sheet are asked about before hours are proposed', async () => {
  const bytes = await workbook([2, 1, 1.5], {
    fill: (sheet, book) => {
      sheet.getRow(3).hidden = true;
      const other = book.addWorksheet('上个月');
      other.addRow(['志愿者编号', '姓名', '时长']);
      other.addRow([people[3]?.number, people[3]?.name, 1]);
    },
  });
  const seen = (await look(bytes)) as Preview & { sheet: object };
  expect(seen.sheet).toMatchObject({ name: '时数', hidden_rows: [3], others: [{ name: '上个月', rows: 1 }] });
  expect(seen.good).toBe(3);
  const send = async (fields: Record<string, string>) =>
    (
      await t.upload<{ code?: string; lines?: number }>(
        hejing,
        `/api/shifts/${shift.id}/hour-imports`,
        { name: '时数.xlsx', bytes },
        { reason: '旧系统', evidence: '签名单', ...fields },
      )
    ).body;
  expect((await send({})).code).toBe('files.several_sheets');
  expect((await send({ sheet: '时数' })).code).toBe('files.hidden_rows');
  expect(await send({ sheet: '时数', hidden_rows: 'leave' })).toMatchObject({ lines: 2 });
});
