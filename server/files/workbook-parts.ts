/** What an .xlsx says about its parts: sheets, date system, merged cells, what is hidden. Names of parts differ in case only by mistake. */
import type { DateSystem, Merge } from '../../domain/files/cells.ts';
import { problem } from '../../domain/problem.ts';
import { columnPlace } from './sheet-rows.ts';
import { attributeOf, isTrue, prefixedAttribute, readXml, readXmlPieces, type XmlListener } from './xml-pieces.ts';
import { textOfEntry, type ZipEntry } from './zip-directory.ts';

export type SheetPart = { readonly name: string; readonly is_hidden: boolean; readonly entry: ZipEntry };
export type WorkbookParts = {
  readonly date_system: DateSystem;
  readonly sheets: readonly SheetPart[];
  readonly strings: ZipEntry | undefined;
  readonly styles: ZipEntry | undefined;
};

type Relation = { readonly id: string; readonly kind: string; readonly path: string };

export function readWorkbookParts(bytes: Buffer, entries: readonly ZipEntry[]): WorkbookParts {
  const byPath = new Map(entries.map((entry) => [pathKey(entry.name), entry]));
  const text = (path: string): string => {
    const entry = byPath.get(pathKey(path));
    if (entry === undefined) throw problem('files.damaged');
    return textOfEntry(bytes, entry);
  };
  const home = byPath.has('_rels/.rels')
    ? relations(text('_rels/.rels'), '').find(({ kind }) => kind === 'officeDocument')?.path
    : undefined;
  const path = home !== undefined && byPath.has(home) ? home : 'xl/workbook.xml';
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const { date_system, sheets } = readWorkbook(text(path));
  const related = relations(text(`${folder}_rels/${path.slice(folder.length)}.rels`), folder);
  const entryOf = (kind: string): ZipEntry | undefined =>
    byPath.get(related.find((one) => one.kind === kind)?.path ?? '');
  return {
    date_system,
    strings: entryOf('sharedStrings'),
    styles: entryOf('styles'),
    sheets: sheets.flatMap(({ name, is_hidden, id }) => {
      const part = related.find((one) => one.id === id && one.kind === 'worksheet'); // a chart has a sheet of its own
      const entry = part === undefined ? undefined : byPath.get(part.path);
      return entry === undefined ? [] : [{ name, is_hidden, entry }];
    }),
  };
}

function pathKey(path: string): string {
  return path.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}

/** ../xl/worksheets/sheet1.xml, /xl/worksheets/sheet1.xml and worksheets/sheet1.xml are the same part. */
function resolved(target: string, folder: string): string {
  const path = target.replaceAll('\\', '/');
  const steps: string[] = [];
  for (const step of (path.startsWith('/') ? path : folder + path).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return pathKey(decoded(steps.join('/')));
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function relations(xml: string, folder: string): readonly Relation[] {
  const found: Relation[] = [];
  readWhole(xml, (name, attribute) => {
    if (name !== 'Relationship' || attribute('TargetMode') === 'External') return;
    found.push({
      id: attribute('Id'),
      kind: attribute('Type').split('/').at(-1) ?? '',
      path: resolved(attribute('Target'), folder),
    });
  });
  return found;
}

function readWorkbook(xml: string) {
  const sheets: { name: string; is_hidden: boolean; id: string | undefined }[] = [];
  let system: DateSystem = 1900;
  readWhole(xml, (name, attribute, prefixed) => {
    if (name === 'workbookPr' && isTrue(attribute('date1904'))) system = 1904;
    if (name === 'sheet')
      sheets.push({
        name: attribute('name'),
        is_hidden: attribute('state').toLowerCase().includes('hidden'),
        id: prefixed('id'),
      });
  });
  return { date_system: system as DateSystem, sheets };
}

type TellElement = (
  name: string,
  attribute: (name: string) => string,
  prefixed: (name: string) => string | undefined,
) => void;

function readWhole(text: string, tell: TellElement): void {
  const xml = readXml({
    open: (name, attributes) =>
      tell(
        name,
        (key) => attributeOf(attributes, key) ?? '',
        (key) => prefixedAttribute(attributes, key),
      ),
    close: () => undefined,
    text: () => undefined,
  });
  xml.feed(text);
  xml.end();
}

export type SheetOutline = {
  readonly merges: readonly Merge[];
  readonly rows: number;
  readonly hidden_columns: readonly number[];
};
const widestSheet = 16_384;

/** What is known of a sheet only behind its rows: the merged cells, and how many rows there are at most. */
export async function readOutline(open: () => AsyncIterable<string>): Promise<SheetOutline> {
  return (await readAround(open())) ?? readThrough(open());
}

async function readThrough(pieces: AsyncIterable<string>): Promise<SheetOutline> {
  const outline = outlineListener();
  await readXmlPieces(pieces, outline);
  return outline.found();
}

/**
 * What stands around the rows, read strictly; the rows themselves are only counted here, and read strictly when they are
 * taken. A tag is told by its first bracket, which well-formed text has nowhere else but in comments, CDATA and
 * instructions: where one of these comes, the answer is undefined, and the sheet is read through.
 */
async function readAround(pieces: AsyncIterable<string>): Promise<SheetOutline | undefined> {
  const outline = outlineListener();
  const xml = readXml(outline);
  let [place, rest, rows, isFirst] = ['before' as 'before' | 'inside' | 'behind', '', 0, true];
  for await (const piece of pieces) {
    let text = rest + piece;
    if (text.includes('<!') || text.includes('<?', isFirst ? 2 : 0)) return undefined;
    isFirst &&= text === '';
    if (place === 'before') {
      const begin = beginOfRows.exec(text);
      if (begin !== null) {
        xml.feed(text.slice(0, begin.index + begin[0].length));
        text = text.slice(begin.index + begin[0].length);
        place = begin[1] === '/' ? 'behind' : 'inside';
      }
    }
    if (place === 'inside') {
      const end = endOfRows.exec(text);
      const inside = end === null ? text.slice(0, wholeUntil(text)) : text.slice(0, end.index);
      rows += inside.match(rowTag)?.length ?? 0;
      if (end !== null) [place, text] = ['behind', text.slice(end.index)];
      else text = text.slice(inside.length);
    }
    const whole = place === 'inside' ? 0 : wholeUntil(text);
    xml.feed(text.slice(0, whole));
    rest = text.slice(whole);
  }
  xml.feed(rest);
  xml.end();
  const found = outline.found();
  return { ...found, rows: found.rows + rows }; // a begin that was not told apart was read like everything else
}

/** Up to the last bracket: what follows it may be cut. */
const wholeUntil = (text: string): number => {
  const at = text.lastIndexOf('<');
  return at < 0 ? text.length : at;
};
const beginOfRows = /<(?:[^\s<>/:]+:)?sheetData(?:\s(?:[^<>"'/]|"[^"<]*"|'[^'<]*')*)?(\/?)>/;
const endOfRows = /<\/(?:[^\s<>/:]+:)?sheetData\s*>/;
const rowTag = /<(?:[^\s<>/:]+:)?row[\s/>]/g;

function outlineListener(): XmlListener & { found(): SheetOutline } {
  const merges: Merge[] = [];
  const hidden: number[] = [];
  let [rows, isBehindRows] = [0, false];
  return {
    open(name, attributes) {
      if (name === 'row') rows += isBehindRows ? 0 : 1;
      else if (
        name === 'col' &&
        (isTrue(attributeOf(attributes, 'hidden')) || Number(attributeOf(attributes, 'width') ?? 1) === 0)
      ) {
        const last = Math.min(Number(attributeOf(attributes, 'max')), widestSheet);
        for (let column = Number(attributeOf(attributes, 'min')); column <= last; column += 1) hidden.push(column - 1);
      } else if (name === 'mergeCell') {
        const found = mergedCells.exec(attributeOf(attributes, 'ref') ?? '');
        if (found)
          merges.push({
            left: columnPlace(found[1] ?? 'A'),
            top: Number(found[2]),
            right: columnPlace(found[3] ?? 'A'),
            bottom: Number(found[4]),
          });
      }
    },
    close: (name) => {
      isBehindRows ||= name === 'sheetData';
    },
    text: () => undefined,
    found: () => ({ merges, rows, hidden_columns: hidden }),
  };
}

const mergedCells = /^\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)$/i;
