/** Bytes to rows. Runs in the sheet worker, where memory is limited; see read-sheet.ts. */
import type { WorkSheet } from '@e965/xlsx';
import type { Cell, Merge, Sheet, SheetRow } from '../../domain/files/cells.ts';
import { Problem, problem } from '../../domain/problem.ts';
import { decodeText, parseCsv } from './parse-csv.ts';
import { sniff } from './sniff.ts';
import { readMerges, readWorkbookParts } from './workbook-parts.ts';
import { readZipDirectory, refuseBomb, unpackEntry } from './zip-directory.ts';

export type ParseLimits = { readonly max_rows: number };

/** `onRow` is told how many rows were read, where the reader hands them over one by one. */
export async function parseSheet(bytes: Buffer, limits: ParseLimits, onRow: (count: number) => void = () => undefined): Promise<Sheet> {
  try {
    const kind = sniff(bytes);
    if (kind === 'xlsx') return await parseXlsx(bytes, limits, onRow);
    if (kind === 'xls') return await parseXls(bytes, limits);
    const rows = parseCsv(decodeText(bytes));
    refuseTooMany(rows.length, limits);
    return { name: 'csv', date_system: 1900, rows, merges: [] };
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw problem(/password|encrypt/i.test(String(error)) ? 'files.password' : 'files.damaged');
  }
}

function refuseTooMany(count: number, limits: ParseLimits): void {
  if (count > limits.max_rows) throw problem('files.too_many_rows', { limit: limits.max_rows });
}

async function parseXlsx(bytes: Buffer, limits: ParseLimits, onRow: (count: number) => void): Promise<Sheet> {
  const { streamXlsxRows } = await import('hucre/xlsx');
  const entries = readZipDirectory(bytes);
  refuseBomb(entries, bytes.length);
  const { date_system: dateSystem, sheets } = readWorkbookParts(bytes, entries);
  // The table of contents may lie: each part is unpacked once against the size it promised.
  for (const entry of entries) if (!sheets.some((sheet) => sheet.path === entry.name)) unpackEntry(bytes, entry);
  let first: Sheet | null = null;
  for (const [place, part] of sheets.entries()) {
    if (part.is_hidden) continue;
    const entry = entries.find(({ name }) => name === part.path);
    if (!entry) continue;
    const merges = readMerges(unpackEntry(bytes, entry));
    const rows: SheetRow[] = [];
    for await (const row of streamXlsxRows(bytes, { sheet: place })) {
      const cells = trimmed(row.values as Cell[]);
      if (cells.length === 0) continue; // formatted but empty rows cost nothing
      rows.push({ number: row.index + 1, cells });
      refuseTooMany(rows.length, limits);
      onRow(rows.length);
    }
    const sheet = { name: part.name, date_system: dateSystem, rows, merges };
    // Covers and instructions come first in some workbooks: the longest visible sheet holds the people.
    if (!first || sheet.rows.length > first.rows.length) first = sheet;
  }
  if (!first || first.rows.length === 0) throw problem('files.empty');
  return first;
}

function trimmed(cells: Cell[]): Cell[] {
  let length = cells.length;
  while (length > 0 && (cells[length - 1] === null || cells[length - 1] === '')) length -= 1;
  return length === cells.length ? cells : cells.slice(0, length);
}

async function parseXls(bytes: Buffer, limits: ParseLimits): Promise<Sheet> {
  // Loaded only for old files: the code pages alone are half a megabyte.
  const { read: readLegacy, set_cptable: setCodePages, utils } = await import('@e965/xlsx');
  setCodePages(await import('@e965/xlsx/dist/cpexcel.full.mjs'));
  const book = readLegacy(bytes, { type: 'buffer', cellDates: false, cellNF: true, sheetRows: limits.max_rows + 2 });
  const names = book.SheetNames.filter((_, place) => !book.Workbook?.Sheets?.[place]?.Hidden);
  const dateSystem = book.Workbook?.WBProps?.date1904 ? 1904 : 1900;
  let longest: Sheet | null = null;
  for (const name of names) {
    const sheet = book.Sheets[name];
    if (!sheet?.['!ref']) continue;
    const rows = legacyRows(sheet, utils, dateSystem === 1904);
    if (!longest || rows.length > longest.rows.length) longest = { name, date_system: dateSystem, rows, merges: legacyMerges(sheet) };
  }
  if (!longest || longest.rows.length === 0) throw problem('files.empty');
  refuseTooMany(longest.rows.length, limits);
  return longest;
}

type LegacyUtils = typeof import('@e965/xlsx').utils;

function legacyRows(sheet: WorkSheet, utils: LegacyUtils, is1904: boolean): SheetRow[] {
  const range = utils.decode_range(sheet['!ref'] ?? 'A1');
  const rows: SheetRow[] = [];
  for (let row = range.s.r; row <= range.e.r; row += 1) {
    const cells: Cell[] = [];
    for (let column = 0; column <= range.e.c; column += 1) cells.push(legacyCell(sheet[utils.encode_cell({ r: row, c: column })] as LegacyCell, is1904));
    const kept = trimmed(cells);
    if (kept.length > 0) rows.push({ number: row + 1, cells: kept });
  }
  return rows;
}

type LegacyCell = { t: string; v?: unknown; z?: string | number } | undefined;

function legacyCell(cell: LegacyCell, is1904: boolean): Cell {
  if (!cell || cell.v === undefined || cell.t === 'z' || cell.t === 'e') return null;
  if (typeof cell.v !== 'number') return cell.v as Cell;
  // The reader moves serials of a 1904 book to the 1900 base only for cells that look like dates.
  return typeof cell.z === 'string' && /[ymdhs年月日]/i.test(cell.z.replace(/"[^"]*"|\[[^\]]*\]/g, '')) ? wallClock(cell.v, is1904) : cell.v;
}

function wallClock(serial: number, is1904: boolean): Date {
  return new Date((is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)) + Math.round(serial * 86_400) * 1000);
}

function legacyMerges(sheet: WorkSheet): readonly Merge[] {
  return (sheet['!merges'] ?? []).map(({ s, e }) => ({ left: s.c, right: e.c, top: s.r + 1, bottom: e.r + 1 }));
}
