/** Finds the header row below title rows, whatever the office calls its columns. */
import { problem } from '../problem.ts';
import { withoutSpaces } from './characters.ts';
import { isBlank, textOf, type Cell, type Merge, type Sheet, type SheetRow } from './cells.ts';

/** Each field with the words offices use for it, the product's own word first. */
export type Words<Field extends string> = Readonly<Record<Field, readonly string[]>>;
export type Header<Field extends string> = {
  readonly row_number: number;
  readonly columns: ReadonlyMap<Field, number>;
  readonly labels: readonly string[]; // as written
};

export const headerRowsSearched = 40;

/** 「*身 份 证 号（必填）：」 -> 身份证号 */
export function headerKey(cell: Cell | undefined): string {
  return withoutSpaces(textOf(cell)).replace(/[(（【[].*?[)）】\]]/g, '').replace(/[*:：#_\-/、]/g, '').toLowerCase();
}

export function findHeader<Field extends string>(sheet: Pick<Sheet, 'rows'>, words: Words<Field>, required: readonly Field[]): Header<Field> {
  const fieldOf = new Map<string, Field>();
  for (const field of Object.keys(words) as Field[]) for (const word of words[field]) fieldOf.set(headerKey(word), field);
  let best: Header<Field> | null = null;
  for (const row of sheet.rows.slice(0, headerRowsSearched)) {
    const columns = new Map<Field, number>();
    row.cells.forEach((cell, place) => {
      const field = fieldOf.get(headerKey(cell));
      if (field !== undefined && !columns.has(field)) columns.set(field, place);
    });
    if (columns.size > (best?.columns.size ?? 0)) best = { row_number: row.number, columns, labels: row.cells.map(textOf) };
  }
  const missing = required.filter((field) => !best?.columns.has(field));
  if (!best || missing.length > 0) {
    throw problem('files.header_missing', { columns: required.map((field) => words[field][0] ?? field).join('、') });
  }
  return best;
}

const totalWords = /^(合计|总计|小计|共计|总人数|累计|共\d+人|合计人数)/;
const footWords = /^(填表人|制表人|填报人|审核人|负责人签|单位盖章|盖章|填表日期|制表日期|备注[:：]|注[:：]|说明[:：])/;

/** Rows of people: below the header, without blanks, totals and the signatures at the foot. */
export function dataRows<Field extends string>(sheet: Sheet, header: Header<Field>): { rows: readonly SheetRow[]; skipped: readonly SheetRow[] } {
  const rows: SheetRow[] = [];
  const skipped: SheetRow[] = [];
  const sift = rowSifter(header, sheet.merges);
  for (const row of sheet.rows) {
    const sifted = sift(row);
    if (sifted !== null) (sifted.is_data ? rows : skipped).push(sifted.row);
  }
  return { rows, skipped };
}

/** The same for one row after the other, in the order of the sheet; null for what stands above and what is blank. */
export function rowSifter<Field extends string>(header: Header<Field>, merges: readonly Merge[]): (row: SheetRow) => { readonly row: SheetRow; readonly is_data: boolean } | null {
  const fill = mergeFiller(merges, header.row_number);
  return (read) => {
    const row = fill(read);
    if (row.number <= header.row_number || isBlank(row)) return null;
    return { row, is_data: !isTotalOrFoot(row) && !isHeaderAgain(row, header) };
  };
}

function isTotalOrFoot(row: SheetRow): boolean {
  const first = row.cells.map((cell) => withoutSpaces(textOf(cell))).find((text) => text !== '') ?? '';
  return totalWords.test(first) || footWords.test(first);
}

/** Long lists repeat the header on each printed page. */
function isHeaderAgain<Field extends string>(row: SheetRow, header: Header<Field>): boolean {
  const places = [...header.columns.values()];
  return places.length > 1 && places.every((place) => headerKey(row.cells[place]) === headerKey(header.labels[place] ?? ''));
}

/** A cell merged downwards speaks for each of its rows, which come in order; merges across are titles and stay as they are. */
export function mergeFiller(merges: readonly Merge[], below: number): (row: SheetRow) => SheetRow {
  const down = merges.filter((merge) => merge.left === merge.right && merge.bottom > merge.top && merge.top > below).sort((one, other) => one.top - other.top);
  const open = new Map<number, { readonly bottom: number; readonly value: Cell }>(); // by column: merges never overlap
  let next = 0;
  return (row) => {
    if (down.length === 0) return row;
    for (let merge = down[next]; merge !== undefined && merge.top < row.number; merge = down[next += 1]) open.set(merge.left, { bottom: merge.bottom, value: null }); // its top row holds nothing
    const filled = fill(row, open);
    for (let merge = down[next]; merge?.top === row.number; merge = down[next += 1]) open.set(merge.left, { bottom: merge.bottom, value: row.cells[merge.left] ?? null });
    return filled;
  };
}

function fill(row: SheetRow, open: Map<number, { readonly bottom: number; readonly value: Cell }>): SheetRow {
  for (const [column, { bottom }] of open) if (bottom < row.number) open.delete(column);
  if (open.size === 0 || isBlank(row)) return row;
  const cells = [...row.cells];
  for (const [column, { value }] of open) {
    while (cells.length <= column) cells.push(null);
    cells[column] = value;
  }
  return { number: row.number, cells };
}
