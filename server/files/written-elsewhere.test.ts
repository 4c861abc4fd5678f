import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import legacy from '@e965/xlsx';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cell } from '../../domain/files/cells.ts';
import { parseSheet } from './parse-sheet.ts';

/** Workbooks that two writers of others made, in their own ways of saying the same: read back, they hold what was put in. */
const cell: fc.Arbitrary<Cell> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .string({ unit: fc.constantFrom(...Array.from('张三𠮷李ab&<>"\'; ,\n=_x0é😀')), minLength: 1, maxLength: 12 })
      .filter((text) => !/_x[0-9a-f]{4}_/i.test(text)),
  },
  { weight: 2, arbitrary: fc.integer({ min: -1_000_000, max: 1_000_000 }) },
  fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((number) => Math.round(number * 1000) / 1000 || 0),
  fc.boolean(),
  fc.integer({ min: 0, max: 30_000 }).map((day) => new Date(Date.UTC(1950, 0, 1) + day * 86_400_000)),
  { weight: 3, arbitrary: fc.constant(null) },
);
const table = fc
  .array(fc.array(cell, { maxLength: 6 }), { minLength: 1, maxLength: 12 })
  .filter((rows) => rows.flat().some((value) => value !== null));

const readBack = async (bytes: Buffer): Promise<{ number: number; cells: readonly Cell[] }[]> => {
  const { pieces } = await parseSheet(bytes, { max_rows: 100 });
  const rows = [];
  for await (const piece of pieces) rows.push(...piece);
  return rows;
};
const expected = (rows: readonly (readonly Cell[])[]): { number: number; cells: readonly Cell[] }[] =>
  rows
    .map((cells, index) => ({
      number: index + 1,
      cells: cells.slice(0, cells.findLastIndex((value) => value !== null) + 1),
    }))
    .filter((row) => row.cells.length > 0);

test('as exceljs writes it', async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.boolean(), async (rows, useSharedStrings) => {
      const stream = new PassThrough();
      const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useSharedStrings, useStyles: true });
      const sheet = book.addWorksheet('名单');
      for (const [index, cells] of rows.entries()) {
        const row = sheet.getRow(index + 1);
        cells.forEach((value, place) => {
          if (value === null) return;
          row.getCell(place + 1).value = value as ExcelJS.CellValue;
          if (value instanceof Date) row.getCell(place + 1).numFmt = 'yyyy"年"m"月"d"日"';
        });
        row.commit();
      }
      const [bytes] = await Promise.all([buffer(stream), book.commit()]);
      expect(await readBack(bytes)).toEqual(expected(rows));
    }),
    { numRuns: 40 },
  );
});

test('as SheetJS writes it, with one table of texts or with texts in the cells', async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.boolean(), async (rows, bookSST) => {
      const book = legacy.utils.book_new();
      legacy.utils.book_append_sheet(
        book,
        legacy.utils.aoa_to_sheet(
          rows.map((cells) => [...cells]),
          { UTC: true, cellDates: false, dateNF: 'yyyy-mm-dd' },
        ),
        '名单',
      );
      const bytes = legacy.write(book, { type: 'buffer', bookType: 'xlsx', bookSST }) as Buffer;
      expect(await readBack(bytes)).toEqual(expected(rows));
    }),
    { numRuns: 40 },
  );
});
