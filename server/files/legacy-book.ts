/** Files that are no .xlsx but hold tables: .xls of old programs, .ods, web pages and XML that a system calls .xls. */
import type { WorkSheet } from '@e965/xlsx';
import type { Cell, DateSystem, Merge, SheetRow } from '../../domain/files/cells.ts';
import { formatOf, numberCell, numberShower, type ShowNumber } from './number-format.ts';
import type { OpenBook, SheetInBook } from './open-book.ts';

const rowsTogether = 500;

type LegacyUtils = typeof import('@e965/xlsx').utils;
type LegacyCell = { t: string; v?: unknown; w?: string; z?: string | number } | undefined;
type Hidden = { hidden?: boolean; hpx?: number; wpx?: number } | undefined;

export async function openLegacy(content: Buffer | string, maxRows: number): Promise<OpenBook> {
  // Loaded only for old files: the code pages alone are half a megabyte.
  const { read, set_cptable: setCodePages, utils } = await import('@e965/xlsx');
  setCodePages(await import('@e965/xlsx/dist/cpexcel.full.mjs'));
  const options = { cellDates: false, cellNF: true, cellStyles: true, sheetRows: maxRows + 2, raw: true } as const;
  const book =
    typeof content === 'string'
      ? read(content, { ...options, type: 'string' })
      : read(content, { ...options, type: 'buffer' });
  const system: DateSystem = book.Workbook?.WBProps?.date1904 ? 1904 : 1900;
  const show = await numberShower([formatOf('0.0')]);
  const sheets = book.SheetNames.flatMap((name, place): SheetInBook[] => {
    const sheet = book.Sheets[name];
    if (!sheet?.['!ref']) return [];
    const rows = rowsOf(sheet, utils, (cell) => cellOf(cell, system, show));
    const outline = { merges: mergesOf(sheet), hidden_columns: hiddenColumns(sheet), rows: rows.length };
    return [
      {
        name,
        is_hidden: Boolean(book.Workbook?.Sheets?.[place]?.Hidden),
        outline: () => Promise.resolve(outline),
        rows: () => atOnce(rows),
      },
    ];
  });
  return { date_system: system, sheets };
}

async function* atOnce(rows: readonly SheetRow[]): AsyncGenerator<readonly SheetRow[]> {
  for (let from = 0; from < rows.length; from += rowsTogether) yield rows.slice(from, from + rowsTogether);
}

function rowsOf(sheet: WorkSheet, utils: LegacyUtils, read: (cell: LegacyCell) => Cell): SheetRow[] {
  const range = utils.decode_range(sheet['!ref'] ?? 'A1');
  const hidden = (sheet['!rows'] ?? []) as readonly Hidden[];
  const rows: SheetRow[] = [];
  for (let row = range.s.r; row <= range.e.r; row += 1) {
    const cells: Cell[] = [];
    for (let column = 0; column <= range.e.c; column += 1)
      cells.push(read(sheet[utils.encode_cell({ r: row, c: column })] as LegacyCell));
    if (cells.every((cell) => cell === null || cell === '')) continue;
    rows.push(
      hidden[row]?.hidden === true || hidden[row]?.hpx === 0
        ? { number: row + 1, cells, is_hidden: true }
        : { number: row + 1, cells },
    );
  }
  return rows;
}

function cellOf(cell: LegacyCell, system: DateSystem, show: ShowNumber): Cell {
  if (!cell || cell.t === 'z') return null;
  if (cell.t === 'e') return cell.w ?? '#N/A';
  if (cell.v === undefined) return null;
  if (typeof cell.v !== 'number') return cell.v as Cell;
  return numberCell(cell.v, formatOf(typeof cell.z === 'string' ? cell.z : 'General'), system, show);
}

function mergesOf(sheet: WorkSheet): readonly Merge[] {
  return (sheet['!merges'] ?? []).map(({ s, e }) => ({ left: s.c, right: e.c, top: s.r + 1, bottom: e.r + 1 }));
}

function hiddenColumns(sheet: WorkSheet): readonly number[] {
  return ((sheet['!cols'] ?? []) as readonly Hidden[]).flatMap((column, place) =>
    column?.hidden === true || column?.wpx === 0 ? [place] : [],
  );
}
