/** Finds the header row below title rows, whatever the office calls its columns. */
import { problem } from '../problem.ts';
import { withoutSpaces } from './characters.ts';
import { columnLetters, isBlank, textOf, type Cell, type Merge, type Sheet, type SheetRow } from './cells.ts';

/** Each field with the words offices use for it, the product's own word first. */
export type HeaderNames<Field extends string> = Readonly<Record<Field, readonly string[]>>;
export type HeaderColumn<Field extends string> = {
  readonly field: Field;
  readonly place: number;
  readonly label: string;
  readonly is_hidden: boolean;
};
export type Header<Field extends string> = {
  readonly row_number: number; // the last row of the header
  readonly columns: ReadonlyMap<Field, number>;
  readonly labels: readonly string[]; // as written
  readonly used: readonly HeaderColumn<Field>[];
  readonly passed_over: readonly HeaderColumn<Field>[]; // columns that could have been a field that another one is
};
/** `sole` are the fields of which a second visible column is a question and not a matter of the better word. */
export type HeaderWanted<Field extends string> = {
  readonly words: HeaderNames<Field>;
  readonly required: readonly Field[];
  readonly sole?: readonly Field[];
};
export type HeaderSource = Pick<Sheet, 'rows'> & Partial<Pick<Sheet, 'merges' | 'hidden_columns'>>;

export const headerRowsSearched = 40;

/** 「*身 份 证 号（必填）：」 -> 身份证号 */
export function headerKey(cell: Cell | undefined): string {
  return withoutSpaces(textOf(cell))
    .replace(/[(（【[].*?[)）】\]]/g, '')
    .replace(/[*:：#_\-/、]/g, '')
    .toLowerCase();
}

const mostLevels = 3;

/** The row, or the two or three rows of a header in levels, in which most fields are found. A hidden column counts only where no other is that field. */
export function findHeader<Field extends string>(
  sheet: HeaderSource,
  { words, required, sole = [] }: HeaderWanted<Field>,
): Header<Field> {
  const wordOf = new Map<string, { field: Field; rank: number }>();
  for (const field of Object.keys(words) as Field[])
    words[field].forEach((word, rank) => wordOf.set(headerKey(word), { field, rank }));
  const head = sheet.rows.slice(0, headerRowsSearched);
  let best: { row: SheetRow; labels: readonly string[]; places: ReadonlyMap<Field, readonly Found[]> } | null = null;
  for (let levels = 1; levels <= mostLevels; levels += 1) {
    head.forEach((row, index) => {
      const above = head.slice(Math.max(0, index - levels + 1), index);
      if (above.length < levels - 1) return;
      const labels = levels === 1 ? row.cells.map(textOf) : labelsInLevels([...above, row], sheet.merges ?? [], wordOf);
      const places = placesOf(labels, wordOf);
      if (places.size > (best?.places.size ?? 0)) best = { row, labels, places };
    });
  }
  const found = best as {
    row: SheetRow;
    labels: readonly string[];
    places: ReadonlyMap<Field, readonly Found[]>;
  } | null;
  if (found === null || required.some((field) => !found.places.has(field))) {
    throw problem('files.header_missing', { columns: required.map((field) => words[field][0] ?? field).join('、') });
  }
  const hidden = new Set(sheet.hidden_columns ?? []);
  const used: HeaderColumn<Field>[] = [];
  const passedOver: HeaderColumn<Field>[] = [];
  for (const [field, places] of found.places) {
    const columns = [...places]
      .sort(
        (one, other) =>
          Number(hidden.has(one.place)) - Number(hidden.has(other.place)) ||
          one.rank - other.rank ||
          one.place - other.place,
      )
      .map(({ place }) => ({ field, place, label: found.labels[place] ?? '', is_hidden: hidden.has(place) }));
    const [first, second] = columns;
    if (first === undefined) continue;
    if (
      second !== undefined &&
      second.is_hidden === first.is_hidden &&
      (sole.includes(field) || (required.includes(field) && headerKey(first.label) === headerKey(second.label)))
    ) {
      throw problem('files.header_twice', {
        column: words[field][0] ?? field,
        columns: columns
          .filter((one) => one.is_hidden === first.is_hidden)
          .map(columnName)
          .join('、'),
      });
    }
    used.push(first);
    passedOver.push(...columns.slice(1));
  }
  return {
    row_number: found.row.number,
    columns: new Map(used.map(({ field, place }) => [field, place])),
    labels: found.labels,
    used,
    passed_over: passedOver,
  };
}

type Found = { readonly place: number; readonly rank: number };
type WordOf<Field> = ReadonlyMap<string, { readonly field: Field; readonly rank: number }>;

/** D 列“手机” */
function columnName({ place, label }: { readonly place: number; readonly label: string }): string {
  return `${columnLetters(place)} 列“${label}”`;
}

function placesOf<Field extends string>(labels: readonly string[], wordOf: WordOf<Field>): Map<Field, Found[]> {
  const places = new Map<Field, Found[]>();
  labels.forEach((label, place) => {
    const known = wordOf.get(headerKey(label));
    if (known === undefined) return;
    const found = places.get(known.field);
    if (found === undefined) places.set(known.field, [{ place, rank: known.rank }]);
    else found.push({ place, rank: known.rank });
  });
  return places;
}

/** 联系方式 over 手机 and 邮箱: the lowest word counts, together with the one above it where both make a known word (监护人 over 姓名). */
function labelsInLevels<Field extends string>(
  rows: readonly SheetRow[],
  merges: readonly Merge[],
  wordOf: WordOf<Field>,
): readonly string[] {
  const width = Math.max(...rows.map((row) => row.cells.length));
  return Array.from({ length: width }, (_, place) => {
    const words = rows
      .map((row) => textOf(row.cells[mergedFrom(row.number, place, merges)]))
      .filter((word, level, all) => word !== '' && word !== all[level - 1]);
    const lowest = words.at(-1) ?? '';
    const both = words.slice(-2).join('');
    return wordOf.has(headerKey(both)) ? both : lowest;
  });
}

/** The column in which the text of a cell stands that is merged with others beside it. */
function mergedFrom(row: number, place: number, merges: readonly Merge[]): number {
  return merges.find((merge) => merge.top === row && merge.left < place && place <= merge.right)?.left ?? place;
}

const totalWords = /^(合计|总计|小计|共计|总人数|累计|共\d+人|合计人数)/;
const footWords = /^(填表人|制表人|填报人|审核人|负责人签|单位盖章|盖章|填表日期|制表日期|备注[:：]|注[:：]|说明[:：])/;

/** Rows of people: below the header, without blanks, totals and the signatures at the foot. */
export function dataRows<Field extends string>(
  sheet: Sheet,
  header: Header<Field>,
): { rows: readonly SheetRow[]; skipped: readonly SheetRow[] } {
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
export function rowSifter<Field extends string>(
  header: Header<Field>,
  merges: readonly Merge[],
): (row: SheetRow) => { readonly row: SheetRow; readonly is_data: boolean } | null {
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
  return (
    places.length > 1 && places.every((place) => headerKey(row.cells[place]) === headerKey(header.labels[place] ?? ''))
  );
}

/** A cell merged downwards speaks for each of its rows, which come in order; merges across are titles and stay as they are. */
export function mergeFiller(merges: readonly Merge[], below: number): (row: SheetRow) => SheetRow {
  const down = merges
    .filter((merge) => merge.left === merge.right && merge.bottom > merge.top && merge.top > below)
    .sort((one, other) => one.top - other.top);
  const open = new Map<number, { readonly bottom: number; readonly value: Cell }>(); // by column: merges never overlap
  let next = 0;
  return (row) => {
    if (down.length === 0) return row;
    for (let merge = down[next]; merge !== undefined && merge.top < row.number; merge = down[(next += 1)])
      open.set(merge.left, { bottom: merge.bottom, value: null }); // its top row holds nothing
    const filled = fill(row, open);
    for (let merge = down[next]; merge?.top === row.number; merge = down[(next += 1)])
      open.set(merge.left, { bottom: merge.bottom, value: row.cells[merge.left] ?? null });
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
  return row.is_hidden === true ? { number: row.number, cells, is_hidden: true } : { number: row.number, cells };
}
