/** Bytes to rows, some at a time. Runs in the sheet worker, where memory is limited; see read-sheet.ts. */
import type { WorkSheet } from '@e965/xlsx';
import type { Cell, DateSystem, Merge, Sheet, SheetRow } from '../../domain/files/cells.ts';
import { Problem, problem } from '../../domain/problem.ts';
import { decodeText, parseCsv } from './parse-csv.ts';
import { readSharedStrings } from './shared-strings.ts';
import { sheetRows } from './sheet-rows.ts';
import { sniff } from './sniff.ts';
import { readOutline, readWorkbookParts, type SheetPart } from './workbook-parts.ts';
import { dateStyles, wallClock } from './xlsx-cells.ts';
import { readZipDirectory, refuseBomb, textInPieces, unpackEntry } from './zip-directory.ts';

export type ParseLimits = { readonly max_rows: number };
/** `rows_expected` is for the eye only: the sheet may have fewer. */
export type SheetAbout = Omit<Sheet, 'rows'> & { readonly rows_expected: number | null };
export type ParsedSheet = { readonly about: SheetAbout; readonly pieces: AsyncIterable<readonly SheetRow[]> };

/** Finds the sheet of people; `onRow` is told how many rows were counted where there are several. */
export async function parseSheet(bytes: Buffer, limits: ParseLimits, onRow: (count: number) => void = () => undefined): Promise<ParsedSheet> {
  try {
    const { about, pieces } = await opened(bytes, limits, onRow);
    return { about, pieces: notEmpty(checked(pieces, limits)) };
  } catch (error) {
    throw asProblem(error);
  }
}

async function opened(bytes: Buffer, limits: ParseLimits, onRow: (count: number) => void): Promise<ParsedSheet> {
  const kind = sniff(bytes);
  if (kind === 'xlsx') return openXlsx(bytes, limits, onRow);
  if (kind === 'xls') return parseXls(bytes, limits);
  return { about: { name: 'csv', date_system: 1900, merges: [], rows_expected: null }, pieces: together(parseCsv(decodeText(bytes))) };
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return problem(/password|encrypt/i.test(String(error)) ? 'files.password' : 'files.damaged');
}

function refuseTooMany(count: number, limits: ParseLimits): void {
  if (count > limits.max_rows) throw problem('files.too_many_rows', { limit: limits.max_rows });
}

const rowsTogether = 500;

async function* together(rows: Iterable<SheetRow>): AsyncGenerator<readonly SheetRow[]> {
  let piece: SheetRow[] = [];
  for (const row of rows) {
    piece.push(row);
    if (piece.length < rowsTogether) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}

/** Without the empty ends of rows and without empty rows, which cost nothing; never more rows than allowed. */
async function* checked(pieces: AsyncIterable<readonly SheetRow[]>, limits: ParseLimits): AsyncGenerator<readonly SheetRow[]> {
  let count = 0;
  try {
    for await (const piece of pieces) {
      const rows = piece.map((row) => ({ number: row.number, cells: trimmed(row.cells) })).filter((row) => row.cells.length > 0);
      count += rows.length;
      refuseTooMany(count, limits);
      if (rows.length > 0) yield rows;
    }
  } catch (error) {
    throw asProblem(error);
  }
}

async function* notEmpty(pieces: AsyncIterable<readonly SheetRow[]>): AsyncGenerator<readonly SheetRow[]> {
  let isEmpty = true;
  for await (const rows of pieces) {
    isEmpty = false;
    yield rows;
  }
  if (isEmpty) throw problem('files.empty');
}

async function openXlsx(bytes: Buffer, limits: ParseLimits, onRow: (count: number) => void): Promise<ParsedSheet> {
  const entries = readZipDirectory(bytes);
  refuseBomb(entries, bytes.length);
  const parts = readWorkbookParts(bytes, entries);
  const book = {
    date_system: parts.date_system,
    strings: parts.strings === undefined ? { at: () => null } : await readSharedStrings(textInPieces(bytes, parts.strings)),
    date_styles: parts.styles === undefined ? [] : dateStyles(unpackEntry(bytes, parts.styles).toString('utf8')),
  };
  const rowsOf = (part: SheetPart) => sheetRows(textInPieces(bytes, part.entry), book);
  const visible = parts.sheets.filter((part) => !part.is_hidden);
  let longest = visible[0];
  // Covers and instructions come first in some workbooks: the longest visible sheet holds the people.
  if (visible.length > 1) {
    let most = 0;
    for (const part of visible) {
      let count = 0;
      for await (const rows of checked(rowsOf(part), limits)) onRow(count += rows.length);
      if (count > most) [most, longest] = [count, part];
    }
  }
  if (longest === undefined) throw problem('files.empty');
  const { merges, rows } = await readOutline(textInPieces(bytes, longest.entry));
  return { about: { name: longest.name, date_system: parts.date_system, merges, rows_expected: rows }, pieces: rowsOf(longest) };
}

function trimmed(cells: readonly Cell[]): readonly Cell[] {
  let length = cells.length;
  while (length > 0 && (cells[length - 1] === null || cells[length - 1] === '')) length -= 1;
  return length === cells.length ? cells : cells.slice(0, length);
}

async function parseXls(bytes: Buffer, limits: ParseLimits): Promise<ParsedSheet> {
  // Loaded only for old files: the code pages alone are half a megabyte.
  const { read: readLegacy, set_cptable: setCodePages, utils } = await import('@e965/xlsx');
  setCodePages(await import('@e965/xlsx/dist/cpexcel.full.mjs'));
  const book = readLegacy(bytes, { type: 'buffer', cellDates: false, cellNF: true, sheetRows: limits.max_rows + 2 });
  const names = book.SheetNames.filter((_, place) => !book.Workbook?.Sheets?.[place]?.Hidden);
  const dateSystem = book.Workbook?.WBProps?.date1904 ? 1904 : 1900;
  let longest: { name: string; sheet: WorkSheet; rows: readonly SheetRow[] } | null = null;
  for (const name of names) {
    const sheet = book.Sheets[name];
    if (!sheet?.['!ref']) continue;
    const rows = legacyRows(sheet, utils, dateSystem);
    if (!longest || rows.length > longest.rows.length) longest = { name, sheet, rows };
  }
  if (!longest) throw problem('files.empty');
  return { about: { name: longest.name, date_system: dateSystem, merges: legacyMerges(longest.sheet), rows_expected: longest.rows.length }, pieces: together(longest.rows) };
}

type LegacyUtils = typeof import('@e965/xlsx').utils;

function legacyRows(sheet: WorkSheet, utils: LegacyUtils, system: DateSystem): SheetRow[] {
  const range = utils.decode_range(sheet['!ref'] ?? 'A1');
  const rows: SheetRow[] = [];
  for (let row = range.s.r; row <= range.e.r; row += 1) {
    const cells: Cell[] = [];
    for (let column = 0; column <= range.e.c; column += 1) cells.push(legacyCell(sheet[utils.encode_cell({ r: row, c: column })] as LegacyCell, system));
    if (trimmed(cells).length > 0) rows.push({ number: row + 1, cells });
  }
  return rows;
}

type LegacyCell = { t: string; v?: unknown; z?: string | number } | undefined;

function legacyCell(cell: LegacyCell, system: DateSystem): Cell {
  if (!cell || cell.v === undefined || cell.t === 'z' || cell.t === 'e') return null;
  if (typeof cell.v !== 'number') return cell.v as Cell;
  // The reader moves serials of a 1904 book to the 1900 base only for cells that look like dates.
  return typeof cell.z === 'string' && /[ymdhs年月日]/i.test(cell.z.replace(/"[^"]*"|\[[^\]]*\]/g, '')) ? wallClock(cell.v, system) : cell.v;
}

function legacyMerges(sheet: WorkSheet): readonly Merge[] {
  return (sheet['!merges'] ?? []).map(({ s, e }) => ({ left: s.c, right: e.c, top: s.r + 1, bottom: e.r + 1 }));
}
