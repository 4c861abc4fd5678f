/** The rows of one sheet of an .xlsx as its XML comes: never the whole sheet, neither packed out nor as rows. */
import type { Cell, DateSystem, SheetRow } from '../../domain/files/cells.ts';
import { problem } from '../../domain/problem.ts';
import type { SharedStrings } from './shared-strings.ts';
import { numberCell, plainFormat, type NumberFormat, type ShowNumber } from './number-format.ts';
import { unescaped } from './xlsx-cells.ts';
import { attributeOf, isTrue, readXml, type XmlListener } from './xml-pieces.ts';

export type Book = {
  readonly date_system: DateSystem;
  readonly strings: SharedStrings;
  readonly formats: readonly NumberFormat[];
  readonly show: ShowNumber;
};

const mostColumns = 16_384;
const mostRows = 1_048_576;
/** A few bytes may name the same long text again and again. */
const mostCharactersAtOnce = 2 ** 22;

/** Rows with something in them, some at a time. */
export async function* sheetRows(pieces: AsyncIterable<string>, book: Book): AsyncGenerator<readonly SheetRow[]> {
  let rows: SheetRow[] = [];
  let characters = 0;
  const sheet = rowListener(
    book,
    (row) => rows.push(row),
    (length) => {
      characters += length;
      if (characters > mostCharactersAtOnce) throw problem('files.too_complex');
    },
  );
  const xml = readXml(sheet);
  for await (const piece of pieces) {
    xml.feed(piece);
    if (rows.length > 0) yield rows;
    [rows, characters] = [[], 0];
  }
  xml.end();
  if (!sheet.isWhole()) throw problem('files.damaged'); // a sheet cut short is not a shorter sheet
}

function rowListener(
  book: Book,
  tell: (row: SheetRow) => void,
  weigh: (characters: number) => void,
): XmlListener & { isWhole(): boolean } {
  let cells: Cell[] = [];
  let [number, column, type, style, text] = [0, 0, '', -1, ''];
  let [isWhole, isValue, isReading, isFormula, isHidden] = [false, false, false, false, false];

  const cell = (): Cell => {
    if (type === 's') return text === '' ? null : book.strings.at(Number(text));
    if (type === 'str' || type === 'inlineStr') return unescaped(text);
    if (type === 'b') return text === '1' || text.toLowerCase() === 'true';
    if (type === 'e') return text;
    if (text === '') return isFormula ? notComputed : null;
    const value = type === 'd' ? serialOf(text, book.date_system) : Number(text);
    return Number.isNaN(value)
      ? text
      : numberCell(value, book.formats[style] ?? plainFormat, book.date_system, book.show);
  };

  return {
    isWhole: () => isWhole,
    open(name, attributes) {
      if (isWhole) return;
      if (name === 'c') {
        const place = attributeOf(attributes, 'r');
        if (place !== undefined) column = columnPlace(place);
        if (column < 0 || column >= mostColumns) throw problem('files.damaged');
        type = attributeOf(attributes, 't') ?? '';
        style = Number(attributeOf(attributes, 's') ?? -1);
        [text, isFormula] = ['', false];
      } else if (name === 'f') isFormula = true;
      else if (name === 'row') {
        number = Number(attributeOf(attributes, 'r') ?? number + 1);
        if (!(number >= 1 && number <= mostRows)) throw problem('files.damaged');
        isHidden = isTrue(attributeOf(attributes, 'hidden')) || Number(attributeOf(attributes, 'ht') ?? 1) === 0;
        cells = [];
        column = 0;
      } else if (name === 'rPh') isReading = true;
      else if (name === 'v' || name === 't') isValue = !isReading;
    },
    text(piece) {
      if (isValue) text += piece;
    },
    close(name) {
      if (isWhole) return;
      if (name === 'v' || name === 't') isValue = false;
      else if (name === 'c') {
        const value = cell();
        if (typeof value === 'string') weigh(value.length);
        if (value !== null && value !== '') {
          while (cells.length < column) cells.push(null);
          cells[column] = value;
        }
        column += 1;
      } else if (name === 'row') {
        if (cells.length > 0) tell(isHidden ? { number, cells, is_hidden: true } : { number, cells });
      } else if (name === 'rPh') isReading = false;
      else if (name === 'sheetData') isWhole = true;
    },
  };
}

/** A formula whose program left no value; see `cellError`. */
const notComputed = '#?';

/** Strict workbooks may write a moment as text. */
function serialOf(text: string, system: DateSystem): number {
  const moment = Date.parse(`${text.length > 10 ? text.replace(/Z$/, '') : `${text}T00:00:00`}Z`);
  const days = (moment - (system === 1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30))) / 86_400_000;
  return system === 1900 && days < 61 ? days - (days >= 1 ? 1 : 0) : days;
}

/** AB12 -> 27 */
export function columnPlace(reference: string): number {
  let place = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) & ~32; // either case
    if (letter < 65 || letter > 90) break;
    place = place * 26 + letter - 64;
  }
  return place - 1;
}
