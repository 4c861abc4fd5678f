/** What stands in a cell of an .xlsx: its kind, its number format and its text make the value. */
import type { Cell, DateSystem } from '../../domain/files/cells.ts';
import { attributeOf, readXml } from './xml-pieces.ts';

/** _x000D_ is how a workbook writes a character that XML does not allow. */
export function unescaped(text: string): string {
  return text.includes('_x') ? text.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text;
}

/** A number is a date only by its format. */
export function numberCell(text: string, isDate: boolean, system: DateSystem): Cell {
  if (text === '') return null;
  const value = Number(text);
  if (Number.isNaN(value)) return text;
  return isDate ? wallClock(value, system) : value;
}

/** The wall clock of a serial, as UTC. 1900 has a 29 February that never was. */
export function wallClock(serial: number, system: DateSystem): Date {
  const base = system === 1904 ? Date.UTC(1904, 0, 1) : serial < 60 ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30);
  return new Date(base + Math.round(serial * 86_400) * 1000);
}

const builtInDates = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56, 57, 58]);

/** By the place of a cell's style, whether it shows a date or a time. */
export function dateStyles(stylesXml: string): readonly boolean[] {
  const own = new Map<number, boolean>();
  const styles: boolean[] = [];
  let isInCells = false;
  const xml = readXml({
    open(name, attributes) {
      if (name === 'cellXfs') isInCells = true;
      else if (name === 'numFmt') own.set(Number(attributeOf(attributes, 'numFmtId')), isDateFormat(attributeOf(attributes, 'formatCode') ?? ''));
      else if (name === 'xf' && isInCells) {
        const format = Number(attributeOf(attributes, 'numFmtId') ?? 0);
        styles.push(own.get(format) ?? builtInDates.has(format));
      }
    },
    close(name) {
      if (name === 'cellXfs') isInCells = false;
    },
    text: () => undefined,
  });
  xml.feed(stylesXml);
  xml.end();
  return styles;
}

/** yyyy"年"m"月"d"日", [$-804]h:mm, [h]:mm are dates and times; 0.00_);[Red](0.00), @ and General are not. */
export function isDateFormat(code: string): boolean {
  if (/\[(h+|m+|s+)\]/i.test(code)) return true;
  const letters = code.replace(/"[^"]*"|\\.|[*_].|\[[^\]]*\]/g, '').toLowerCase();
  return letters.trim() !== 'general' && /[yd年月日]|m{3,}|am\/pm|a\/p|(^|[^a-z])(h{1,2}|s{1,2})([^a-z]|$)/.test(letters);
}
