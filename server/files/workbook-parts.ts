/** The few facts about an .xlsx that the row reader does not give: sheets, date system, merged cells. */
import type { DateSystem, Merge } from '../../domain/files/cells.ts';
import { problem } from '../../domain/problem.ts';
import { columnPlace } from './sheet-rows.ts';
import { unpackEntry, type ZipEntry } from './zip-directory.ts';

export type SheetPart = { readonly name: string; readonly is_hidden: boolean; readonly entry: ZipEntry };
export type WorkbookParts = { readonly date_system: DateSystem; readonly sheets: readonly SheetPart[]; readonly strings: ZipEntry | undefined; readonly styles: ZipEntry | undefined };

export function readWorkbookParts(bytes: Buffer, entries: readonly ZipEntry[]): WorkbookParts {
  const text = (path: string): string => {
    const entry = entries.find(({ name }) => name === path);
    if (!entry) throw problem('files.damaged');
    return unpackEntry(bytes, entry).toString('utf8');
  };
  const workbook = text('xl/workbook.xml');
  const related = [...text('xl/_rels/workbook.xml.rels').matchAll(/<(?:\w+:)?Relationship\b[^>]*>/g)].map(([tag]) => {
    const target = attribute(tag, 'Target');
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    return { id: attribute(tag, 'Id'), kind: attribute(tag, 'Type').split('/').at(-1), entry: entries.find(({ name }) => name === path) };
  });
  const sheets = [...workbook.matchAll(/<(?:\w+:)?sheet\b[^>]*>/g)].flatMap(([tag]) => {
    const part = related.find(({ id, kind }) => id === attribute(tag, 'r:id') && kind === 'worksheet'); // a chart has a sheet of its own
    return part?.entry === undefined ? [] : [{ name: attribute(tag, 'name'), is_hidden: attribute(tag, 'state').toLowerCase().includes('hidden'), entry: part.entry }];
  });
  const entryOf = (wanted: string): ZipEntry | undefined => related.find(({ kind }) => kind === wanted)?.entry;
  return { date_system: /date1904="(1|true)"/.test(workbook) ? 1904 : 1900, sheets, strings: entryOf('sharedStrings'), styles: entryOf('styles') };
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  return value.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&');
}

export type SheetOutline = { readonly merges: readonly Merge[]; readonly rows: number };

/** What is known of a sheet only behind its rows, from a quick look through all of it: the merged cells, and how many rows there are at most. */
export async function readOutline(pieces: AsyncIterable<string>): Promise<SheetOutline> {
  const merges: Merge[] = [];
  let [rows, rest] = [0, ''];
  for await (const piece of pieces) {
    const text = rest + piece;
    const whole = Math.max(0, text.lastIndexOf('<')); // what begins last may go on in the next piece
    for (let at = text.indexOf('<row '); at >= 0 && at < whole; at = text.indexOf('<row ', at + 5)) rows += 1;
    let read = whole;
    for (const found of text.includes('mergeCell ') ? text.matchAll(mergedCells) : []) {
      merges.push({ left: columnPlace(found[1] ?? 'A'), top: Number(found[2]), right: columnPlace(found[3] ?? 'A'), bottom: Number(found[4]) });
      read = Math.max(read, found.index + found[0].length);
    }
    rest = text.slice(read);
  }
  return { merges, rows };
}

const mergedCells = /<(?:\w+:)?mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g;
