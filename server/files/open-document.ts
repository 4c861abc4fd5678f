/** Tables of an .ods: all sheets stand in one part, repeated cells are written once, and each cell says what it shows. */
import type { Cell, Merge, SheetRow } from '../../domain/files/cells.ts';
import { problem } from '../../domain/problem.ts';
import type { OpenBook, Outline } from './open-book.ts';
import { attributeOf, readXml, readXmlPieces, type XmlAttributes, type XmlListener } from './xml-pieces.ts';

type Told = {
  row?(table: number, row: SheetRow): void;
  merge?(table: number, merge: Merge): void;
  column?(table: number, first: number, count: number): void;
  table?(name: string, style: string): void;
  hiddenStyle?(name: string): void;
};

const mostColumns = 16_384;
const mostRows = 1_048_576;
const mostCellsAtOnce = 2 ** 20;

export async function openDocument(content: () => AsyncIterable<string>): Promise<OpenBook> {
  const tables: { name: string; style: string }[] = [];
  const outlines: { merges: Merge[]; hidden_columns: number[]; rows: number }[] = [];
  const hiddenStyles = new Set<string>();
  await readXmlPieces(
    content(),
    listener({
      table: (name, style) => {
        tables.push({ name, style });
        outlines.push({ merges: [], hidden_columns: [], rows: 0 });
      },
      hiddenStyle: (name) => hiddenStyles.add(name),
      row: (table) => {
        const outline = outlines[table];
        if (outline) outline.rows += 1;
      },
      merge: (table, merge) => outlines[table]?.merges.push(merge),
      column: (table, first, count) => {
        for (let place = first; place < first + count; place += 1) outlines[table]?.hidden_columns.push(place);
      },
    }),
  );
  return {
    date_system: 1900,
    sheets: tables.map(({ name, style }, place) => ({
      name,
      is_hidden: hiddenStyles.has(style),
      outline: () => Promise.resolve<Outline>(outlines[place] ?? { merges: [], hidden_columns: [], rows: 0 }),
      rows: () => rowsOf(content(), place),
    })),
  };
}

async function* rowsOf(pieces: AsyncIterable<string>, wanted: number): AsyncGenerator<readonly SheetRow[]> {
  let rows: SheetRow[] = [];
  const xml = readXml(
    listener({
      row: (table, row) => {
        if (table === wanted) rows.push(row);
      },
    }),
  );
  for await (const piece of pieces) {
    xml.feed(piece);
    if (rows.length > 0) yield rows;
    rows = [];
  }
  xml.end();
}

function listener(tell: Told): XmlListener {
  let [table, row, column, places] = [-1, 1, 0, 0];
  let cells: Cell[] = [];
  let now: { value: XmlAttributes; text: string; lines: number } | null = null;
  let [rowTimes, isHidden, isText, isNote, style, made] = [1, false, 0, 0, '', 0];

  const weigh = (count: number): void => {
    made += count;
    if (made > mostCellsAtOnce) throw problem('files.too_complex'); // one cell may claim to stand a million times
  };
  const endCell = (): void => {
    if (now === null) return;
    const times = timesOf(now.value, 'table:number-columns-repeated', mostColumns);
    const value = cellOf(now.value, now.text);
    const [across, down] = [
      timesOf(now.value, 'table:number-columns-spanned', mostColumns),
      timesOf(now.value, 'table:number-rows-spanned', mostRows),
    ];
    if (across > 1 || down > 1)
      tell.merge?.(table, { top: row, bottom: row + down - 1, left: column, right: column + across - 1 });
    if (value !== null && value !== '') {
      weigh(times);
      while (cells.length < column) cells.push(null);
      for (let count = 0; count < times; count += 1) cells.push(value);
    }
    column += times;
    now = null;
  };
  const endRow = (): void => {
    if (cells.length > 0) {
      weigh(rowTimes * cells.length);
      for (let count = 0; count < rowTimes; count += 1)
        tell.row?.(table, isHidden ? { number: row + count, cells, is_hidden: true } : { number: row + count, cells });
    }
    row += rowTimes;
  };
  return {
    open(name, attributes) {
      if (name === 'style') style = attributeOf(attributes, 'style:name') ?? '';
      else if (name === 'table-properties' && attributeOf(attributes, 'table:display') === 'false')
        tell.hiddenStyle?.(style);
      else if (name === 'table' && attributeOf(attributes, 'table:name') !== undefined) {
        [table, row, places] = [table + 1, 1, 0];
        tell.table?.(attributeOf(attributes, 'table:name') ?? '', attributeOf(attributes, 'table:style-name') ?? '');
      } else if (name === 'table-column') {
        const times = timesOf(attributes, 'table:number-columns-repeated', mostColumns);
        if (isUnseen(attributes)) tell.column?.(table, places, Math.min(times, mostColumns - places));
        places += times;
      } else if (name === 'table-row') {
        [cells, column, rowTimes, isHidden, made] = [
          [],
          0,
          timesOf(attributes, 'table:number-rows-repeated', mostRows),
          isUnseen(attributes),
          0,
        ];
      } else if (name === 'table-cell' || name === 'covered-table-cell')
        now = { value: attributes, text: '', lines: 0 };
      else if (name === 'annotation') isNote += 1;
      else if (name === 'p' && now !== null && isNote === 0) {
        if (now.lines > 0) now.text += '\n';
        now.lines += 1;
        isText += 1;
      } else if (
        isText > 0 &&
        now !== null &&
        isNote === 0 &&
        (name === 's' || name === 'tab' || name === 'line-break')
      )
        now.text += ' ';
    },
    text(piece) {
      if (isText > 0 && isNote === 0 && now !== null) now.text += piece;
    },
    close(name) {
      if (name === 'annotation') isNote -= 1;
      else if (name === 'p' && isNote === 0) isText = 0;
      else if (name === 'table-cell' || name === 'covered-table-cell') endCell();
      else if (name === 'table-row') endRow();
    },
  };
}

function timesOf(attributes: XmlAttributes, name: string, most: number): number {
  const times = Number(attributeOf(attributes, name) ?? 1);
  return Number.isInteger(times) && times >= 1 ? Math.min(times, most) : 1;
}

/** Collapsed by hand, or filtered away. */
const isUnseen = (attributes: XmlAttributes): boolean =>
  ['collapse', 'filter'].includes(attributeOf(attributes, 'table:visibility') ?? '');

function cellOf(attributes: XmlAttributes, text: string): Cell {
  const type = attributeOf(attributes, 'office:value-type');
  if (type === 'date') return dayOf(attributeOf(attributes, 'office:date-value') ?? '', text);
  if (type === 'boolean') return attributeOf(attributes, 'office:boolean-value') === 'true';
  if (type === 'time') {
    const days = daysOf(attributeOf(attributes, 'office:time-value') ?? '');
    return days === null ? text : { number: days, shown: text.trim(), is_time: true };
  }
  const number = type === undefined || type === 'string' ? NaN : Number(attributeOf(attributes, 'office:value'));
  if (Number.isNaN(number)) return text;
  const shown = text.trim();
  return shown === '' || shown === String(number) ? number : { number, shown, is_time: false };
}

function dayOf(value: string, text: string): Cell {
  const moment = new Date(value.length > 10 ? `${value.slice(0, 19)}Z` : `${value}T00:00:00Z`);
  return Number.isNaN(moment.getTime()) ? text : moment;
}

/** PT02H30M00S */
function daysOf(value: string): number | null {
  const found = /^(-?)PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?$/.exec(value);
  if (!found) return null;
  const seconds =
    Number(found[2] ?? 0) * 3600 + Number(found[3] ?? 0) * 60 + Number((found[4] ?? '0').replace(',', '.'));
  return (found[1] === '-' ? -seconds : seconds) / 86_400;
}
