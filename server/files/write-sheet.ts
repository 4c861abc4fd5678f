/** Sheets that leave the platform: exports, templates with drop-downs, and bad rows handed back with reasons. */
import { PassThrough, type Readable } from 'node:stream';
import type ExcelJS from 'exceljs';
import type { Cell } from '../../domain/files/cells.ts';
import { lazyRequire } from '../lazy-require.ts';

/** Text columns keep IDs and phones as written; a spreadsheet would round them to 15 digits. */
export type Column = {
  readonly header: string;
  readonly width?: number;
  readonly choices?: readonly string[];
  readonly example?: string;
};

const excel = lazyRequire<typeof ExcelJS>('exceljs');
const asText = '@';
const templateRows = 2000;

/**
 * A cell that begins like a formula is run by the reader's spreadsheet, so it gets an apostrophe; Chinese and Japanese
 * programs take the full-width signs too. A number and a lone dash, which offices write for "none", stay as they are.
 */
export function guardFormula(text: string): string {
  return /^[=+\-@＝＋－＠\t\r\n\0]/.test(text) && !/^(?:[+-]?\d+(?:\.\d+)?|[-－]+)$/.test(text) ? `'${text}` : text;
}

function guarded(cell: Cell): Cell {
  return typeof cell === 'string' ? guardFormula(cell) : cell;
}

/** Rows come as they are read, so an export of 200,000 rows does not have to fit in memory. */
export function writeWorkbook(
  sheetName: string,
  columns: readonly Column[],
  rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>,
): Readable {
  const out = new PassThrough();
  const book = new (excel().stream.xlsx.WorkbookWriter)({ stream: out, useStyles: true, useSharedStrings: false });
  const sheet = book.addWorksheet(sheetName, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map((column) => ({
    header: guardFormula(column.header),
    width: column.width ?? 16,
    style: { numFmt: asText },
  }));
  sheet.getRow(1).font = { bold: true };
  sheet.getRow(1).commit();
  const write = async (): Promise<void> => {
    let count = 0;
    for await (const cells of rows) {
      sheet.addRow(cells.map(guarded)).commit();
      count += 1;
      if (count % 500 === 0 && out.writableNeedDrain) await new Promise((resolve) => out.once('drain', resolve));
    }
    await book.commit();
  };
  write().catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))));
  return out;
}

/** An empty sheet to fill in: whole columns are text, choices come from a hidden 字典 sheet, row 2 is an example. */
export async function writeTemplate(sheetName: string, columns: readonly Column[], title?: string): Promise<Buffer> {
  const book = new (excel().Workbook)();
  const sheet = book.addWorksheet(sheetName);
  const dictionary = book.addWorksheet('字典', { state: 'hidden' });
  sheet.columns = columns.map((column) => ({ width: column.width ?? 18, style: { numFmt: asText } }));
  if (title) sheet.addRow([title]);
  const header = sheet.addRow(columns.map((column) => column.header));
  header.font = { bold: true };
  const example = sheet.addRow(columns.map((column) => column.example ?? ''));
  example.font = { italic: true, color: { argb: 'FF626C68' } };
  let listed = 0;
  columns.forEach((column, place) => {
    if (!column.choices) return;
    listed += 1;
    column.choices.forEach((choice, row) => {
      dictionary.getCell(row + 1, listed).value = choice;
    });
    const list = dictionary.getColumn(listed).letter;
    const letter = sheet.getColumn(place + 1).letter;
    // one range for the column: cell by cell writes ranges that overlap
    validationsOf(sheet).add(`${letter}${header.number + 1}:${letter}${header.number + templateRows}`, {
      type: 'list',
      allowBlank: true,
      formulae: [`字典!$${list}$1:$${list}$${column.choices.length}`],
      showErrorMessage: true,
      errorTitle: column.header,
      error: '请从下拉里选一个',
    });
  });
  sheet.views = [{ state: 'frozen', ySplit: header.number }];
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** exceljs has this collection but leaves it out of its types. */
function validationsOf(sheet: ExcelJS.Worksheet): { add(range: string, validation: ExcelJS.DataValidation): void } {
  return (sheet as unknown as { dataValidations: { add(range: string, validation: ExcelJS.DataValidation): void } })
    .dataValidations;
}

type BadRow = { readonly row_number: number; readonly cells: readonly Cell[]; readonly reasons: readonly string[] };

/** Bad rows as they came, with the row number in the clerk's own file and all reasons behind. */
export function writeErrorWorkbook(
  labels: readonly string[],
  rows: Iterable<BadRow> | AsyncIterable<BadRow>,
): Readable {
  const columns: Column[] = [
    ...labels.map((header) => ({ header })),
    { header: '原行号', width: 8 },
    { header: '原因', width: 60 },
  ];
  async function* lines(): AsyncGenerator<readonly Cell[]> {
    for await (const row of rows) {
      const cells = labels.map((_, place) => asWritten(row.cells[place] ?? null));
      yield [...cells, String(row.row_number), row.reasons.join('；')];
    }
  }
  return writeWorkbook('有问题的行', columns, lines());
}

function asWritten(cell: Cell): Cell {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (cell === null) return null;
  if (typeof cell === 'object') return cell.is_time ? cell.shown : String(cell.number);
  return String(cell);
}

/** A small workbook of several sheets, all cells as text. */
export async function writeSheets(
  sheets: readonly { name: string; rows: readonly (readonly Cell[])[] }[],
): Promise<Buffer> {
  const book = new (excel().Workbook)();
  for (const { name, rows } of sheets) {
    const sheet = book.addWorksheet(name.slice(0, 31));
    for (const row of rows) sheet.addRow(row.map((cell) => guarded(cell))).numFmt = asText;
    const widest = Math.max(1, ...rows.map((row) => row.length));
    for (let column = 1; column <= widest; column += 1) sheet.getColumn(column).width = 22;
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}
