/** Bytes to rows, some at a time. Runs in the sheet worker, where memory is limited; see read-sheet.ts. */
import type { Cell, Sheet, SheetRow } from '../../domain/files/cells.ts';
import type { HeaderWanted } from '../../domain/files/header.ts';
import { Problem, problem } from '../../domain/problem.ts';
import { openLegacy } from './legacy-book.ts';
import { cellFormats, numberShower } from './number-format.ts';
import { chooseSheet, type OpenBook, type OtherSheet } from './open-book.ts';
import { decodeText } from './decode-text.ts';
import { openDocument } from './open-document.ts';
import { parseCsv } from './parse-csv.ts';
import { readSharedStrings } from './shared-strings.ts';
import { sheetRows } from './sheet-rows.ts';
import { sniff, sniffText } from './sniff.ts';
import { readOutline, readWorkbookParts } from './workbook-parts.ts';
import {
  readZipDirectory,
  refuseBomb,
  textInPieces,
  textOfEntry,
  unpackEntry,
  type ZipEntry,
} from './zip-directory.ts';

export type ParseLimits = {
  readonly max_rows: number;
  readonly wanted?: HeaderWanted<string> | undefined;
  readonly sheet_name?: string | undefined;
};
/** `rows_expected` is for the eye only: the sheet may have fewer. */
export type SheetAbout = Omit<Sheet, 'rows'> & {
  readonly rows_expected: number | null;
  readonly others: readonly OtherSheet[];
};
export type ParsedSheet = { readonly about: SheetAbout; readonly pieces: AsyncIterable<readonly SheetRow[]> };

/** Finds the sheet of people; `onRow` is told how many rows were counted where there are several. */
export async function parseSheet(
  bytes: Buffer,
  limits: ParseLimits,
  onRow: (count: number) => void = () => undefined,
): Promise<ParsedSheet> {
  try {
    const book = await opened(bytes, limits);
    const {
      sheet,
      outline: { rows, ...outline },
      others,
    } = await chooseSheet(book, { sheet_name: limits.sheet_name, wanted: limits.wanted }, onRow);
    const about = {
      name: sheet.name,
      date_system: book.date_system,
      ...outline,
      others,
      rows_expected: rows === 0 ? null : rows,
    };
    return { about, pieces: notEmpty(checked(sheet.rows(), limits)) };
  } catch (error) {
    throw asProblem(error);
  }
}

async function opened(bytes: Buffer, limits: ParseLimits): Promise<OpenBook> {
  const kind = sniff(bytes);
  if (kind === 'zip') return openZip(bytes, limits);
  if (kind === 'xls') return openLegacy(bytes, limits.max_rows);
  const text = decodeText(bytes);
  const written = sniffText(text);
  if (written === 'xml' && /<!(DOCTYPE|ENTITY)/i.test(text)) throw problem('files.damaged');
  // What a page hides by its style would come along unseen.
  if (
    written === 'web page' &&
    /display\s*:\s*none|visibility\s*:\s*(hidden|collapse)|<t[rdh][^>]*\shidden/i.test(text)
  )
    throw problem('files.web_page');
  if (written !== 'csv') return openLegacy(text, limits.max_rows);
  return {
    date_system: 1900,
    sheets: [
      {
        name: 'csv',
        is_hidden: false,
        outline: () => Promise.resolve({ merges: [], hidden_columns: [], rows: 0 }),
        rows: () => together(parseCsv(text)),
      },
    ],
  };
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return problem(/password|encrypt/i.test(String(error)) ? 'files.password' : 'files.damaged');
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
async function* checked(
  pieces: AsyncIterable<readonly SheetRow[]>,
  limits: ParseLimits,
): AsyncGenerator<readonly SheetRow[]> {
  let count = 0;
  try {
    for await (const piece of pieces) {
      const rows = piece.map(withoutEmptyEnd).filter((row) => row.cells.length > 0);
      count += rows.length;
      if (count > limits.max_rows) throw problem('files.too_many_rows', { limit: limits.max_rows });
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

async function openZip(bytes: Buffer, limits: ParseLimits): Promise<OpenBook> {
  const entries = readZipDirectory(bytes);
  refuseBomb(entries, bytes.length);
  const part = (name: RegExp) => entries.find((entry) => name.test(entry.name.replaceAll('\\', '/')));
  if (part(/^\/?xl\/workbook\.bin$/i)) return openLegacy(bytes, limits.max_rows);
  const content = part(/^content\.xml$/);
  if (content !== undefined && part(/^mimetype$/) !== undefined) {
    const kind = unpackEntry(bytes, part(/^mimetype$/) ?? content)
      .toString('utf8')
      .trim();
    if (!kind.includes('opendocument.spreadsheet'))
      throw problem('files.not_a_sheet', { kind: kind.split('.').at(-1) ?? 'OpenDocument' });
    if (
      part(/^META-INF\/manifest\.xml$/) !== undefined &&
      textOfEntry(bytes, part(/^META-INF\/manifest\.xml$/) ?? content).includes('encryption-data')
    )
      throw problem('files.password');
    return openDocument(() => textInPieces(bytes, content));
  }
  const other = part(/^\/?word\//i)
    ? 'Word'
    : part(/^\/?ppt\//i)
      ? 'PowerPoint'
      : part(/\.iwa$/i)
        ? 'Numbers'
        : part(/\.xlsx?$/i)
          ? 'ZIP'
          : undefined;
  if (other !== undefined && !part(/^\/?xl\//i)) throw problem('files.not_a_sheet', { kind: other });
  return openXlsx(bytes, entries);
}

async function openXlsx(bytes: Buffer, entries: readonly ZipEntry[]): Promise<OpenBook> {
  const parts = readWorkbookParts(bytes, entries);
  const formats = parts.styles === undefined ? [] : cellFormats(textOfEntry(bytes, parts.styles));
  const book = {
    date_system: parts.date_system,
    formats,
    show: await numberShower(formats),
    strings:
      parts.strings === undefined ? { at: () => null } : await readSharedStrings(textInPieces(bytes, parts.strings)),
  };
  return {
    date_system: parts.date_system,
    sheets: parts.sheets.map(({ name, is_hidden, entry }) => ({
      name,
      is_hidden,
      outline: () => readOutline(() => textInPieces(bytes, entry)),
      rows: () => sheetRows(textInPieces(bytes, entry), book),
    })),
  };
}

function withoutEmptyEnd(row: SheetRow): SheetRow {
  const cells = trimmed(row.cells);
  if (row.is_hidden === true) return { number: row.number, cells, is_hidden: true };
  return { number: row.number, cells };
}

function trimmed(cells: readonly Cell[]): readonly Cell[] {
  let length = cells.length;
  while (length > 0 && (cells[length - 1] === null || cells[length - 1] === '')) length -= 1;
  return length === cells.length ? cells : cells.slice(0, length);
}
