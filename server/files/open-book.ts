/** A file with its sheets, and which of them holds what is looked for. */
import type { DateSystem, Merge, SheetRow } from '../../domain/files/cells.ts';
import {
  findHeader,
  headerRowsSearched,
  rowSifter,
  type Header,
  type HeaderWanted,
} from '../../domain/files/header.ts';
import { Problem, problem } from '../../domain/problem.ts';

export type Outline = {
  readonly merges: readonly Merge[];
  readonly hidden_columns: readonly number[];
  readonly rows: number;
};
export type RowPieces = AsyncIterable<readonly SheetRow[]>;
export type SheetInBook = {
  readonly name: string;
  readonly is_hidden: boolean;
  outline(): Promise<Outline>;
  rows(): RowPieces;
};
export type OpenBook = { readonly date_system: DateSystem; readonly sheets: readonly SheetInBook[] };
/** Another sheet with the same kind of header, and how many rows stand below it. */
export type OtherSheet = { readonly name: string; readonly rows: number; readonly is_hidden: boolean };
export type ChosenSheet = {
  readonly sheet: SheetInBook;
  readonly outline: Outline;
  readonly others: readonly OtherSheet[];
};

type Choice = { readonly sheet_name: string | undefined; readonly wanted: HeaderWanted<string> | undefined };
type Surveyed = {
  readonly sheet: SheetInBook;
  readonly outline: Outline;
  readonly rows: number;
  readonly is_fit: boolean;
};

/**
 * Covers, instructions and lists of choices stand beside the people in some workbooks: the longest visible sheet with the
 * header that is looked for, or the one that was asked for by name. The others of that kind are named, never passed over silently.
 */
export async function chooseSheet(
  book: OpenBook,
  { sheet_name: name, wanted }: Choice,
  onRow: (count: number) => void,
): Promise<ChosenSheet> {
  const [only] = book.sheets;
  if (only === undefined) throw problem('files.empty');
  if (book.sheets.length === 1 && !only.is_hidden) {
    if (name !== undefined && name !== only.name) throw problem('files.sheet_unknown', { name });
    return { sheet: only, outline: await only.outline(), others: [] };
  }
  const surveyed: Surveyed[] = [];
  for (const sheet of book.sheets) surveyed.push(await survey(sheet, wanted, onRow));
  const longest = (fits: readonly Surveyed[]) =>
    fits.reduce<Surveyed | undefined>(
      (best, one) => (best === undefined || one.rows > best.rows ? one : best),
      undefined,
    );
  const visible = surveyed.filter(({ sheet, rows }) => !sheet.is_hidden && rows > 0);
  const chosen =
    name !== undefined
      ? surveyed.find(({ sheet }) => sheet.name === name)
      : (longest(visible.filter(({ is_fit: isFit }) => isFit)) ?? longest(visible));
  if (chosen === undefined)
    throw name !== undefined ? problem('files.sheet_unknown', { name }) : problem('files.empty');
  const others = surveyed.filter((one) => one !== chosen && one.is_fit && one.rows > 0);
  return {
    sheet: chosen.sheet,
    outline: chosen.outline,
    others: others.map(({ sheet, rows }) => ({ name: sheet.name, rows, is_hidden: sheet.is_hidden })),
  };
}

/** Rows are those below the header, without totals and signatures; where no header is looked for or found, all. */
async function survey(
  sheet: SheetInBook,
  wanted: HeaderWanted<string> | undefined,
  onRow: (count: number) => void,
): Promise<Surveyed> {
  const outline = await sheet.outline();
  const head: SheetRow[] = [];
  let [header, sift, rows, all]: [Header<string> | null, ReturnType<typeof rowSifter> | null, number, number] = [
    null,
    null,
    0,
    0,
  ];
  const lookAtHead = (): void => {
    header = wanted === undefined ? null : headerIn({ ...outline, rows: head }, wanted);
    if (header === null) return;
    sift = rowSifter(header, outline.merges);
    for (const row of head) if (sift(row)?.is_data === true) rows += 1;
  };
  for await (const piece of sheet.rows()) {
    for (const row of piece) {
      all += 1;
      if (all <= headerRowsSearched) {
        head.push(row);
        if (all === headerRowsSearched) lookAtHead();
      } else if (sift !== null && (sift as ReturnType<typeof rowSifter>)(row)?.is_data === true) rows += 1;
    }
    onRow(all);
  }
  if (all < headerRowsSearched) lookAtHead();
  return { sheet, outline, rows: header === null ? all : rows, is_fit: header !== null };
}

function headerIn(source: Parameters<typeof findHeader>[0], wanted: HeaderWanted<string>): Header<string> | null {
  try {
    return findHeader(source, wanted);
  } catch (error) {
    if (error instanceof Problem && error.code === 'files.header_twice')
      return { row_number: 0, columns: new Map(), labels: [], used: [], passed_over: [] };
    if (error instanceof Problem) return null;
    throw error;
  }
}
