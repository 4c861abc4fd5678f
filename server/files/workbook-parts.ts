/** The few facts about an .xlsx that the row reader does not give: sheets, date system, merged cells. */
import type { DateSystem, Merge } from '../../domain/files/cells.ts';
import { problem } from '../../domain/problem.ts';
import { unpackEntry, type ZipEntry } from './zip-directory.ts';

export type SheetPart = { readonly name: string; readonly is_hidden: boolean; readonly path: string };

export function readWorkbookParts(bytes: Buffer, entries: readonly ZipEntry[]): { date_system: DateSystem; sheets: readonly SheetPart[] } {
  const text = (path: string): string => {
    const entry = entries.find(({ name }) => name === path);
    if (!entry) throw problem('files.damaged');
    return unpackEntry(bytes, entry).toString('utf8');
  };
  const workbook = text('xl/workbook.xml');
  const targets = new Map<string, string>();
  for (const [tag] of text('xl/_rels/workbook.xml.rels').matchAll(/<(?:\w+:)?Relationship\b[^>]*>/g)) {
    targets.set(attribute(tag, 'Id'), attribute(tag, 'Target'));
  }
  const sheets = [...workbook.matchAll(/<(?:\w+:)?sheet\b[^>]*>/g)].map(([tag]) => {
    const target = targets.get(attribute(tag, 'r:id')) ?? '';
    return {
      name: attribute(tag, 'name'),
      is_hidden: attribute(tag, 'state').toLowerCase().includes('hidden'),
      path: target.startsWith('/') ? target.slice(1) : `xl/${target}`,
    };
  });
  return { date_system: /date1904="(1|true)"/.test(workbook) ? 1904 : 1900, sheets };
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  return value.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&');
}

/** Merges stand behind the rows, so only the tail of the sheet is turned into text. */
export function readMerges(sheetXml: Buffer): readonly Merge[] {
  const start = sheetXml.lastIndexOf('</sheetData>');
  if (start < 0) return [];
  return [...sheetXml.toString('utf8', start).matchAll(/<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g)].map((found) => ({
    left: columnPlace(found[1] ?? 'A'), top: Number(found[2]), right: columnPlace(found[3] ?? 'A'), bottom: Number(found[4]),
  }));
}

function columnPlace(letters: string): number {
  return [...letters].reduce((place, letter) => place * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
