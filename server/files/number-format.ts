/** What a number format makes of a number: a day, a time, or digits with something around them, as the spreadsheet shows them. */
import type { Cell, DateSystem } from '../../domain/files/cells.ts';
import { attributeOf, readXml } from './xml-pieces.ts';

export type NumberFormat = { readonly kind: 'plain' | 'date' | 'time' | 'number'; readonly code: string };
export type ShowNumber = (code: string, value: number) => string;

export const plainFormat: NumberFormat = { kind: 'plain', code: 'General' };

/** Built-in formats are named by number; those of East Asian programs are written in words of the reader's language. */
const builtIn: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  14: 'yyyy/m/d',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy/m/d h:mm',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  34: '上午/下午h"时"mm"分"',
  35: '上午/下午h"时"mm"分"ss"秒"',
  37: '#,##0;-#,##0',
  38: '#,##0;-#,##0',
  39: '#,##0.00;-#,##0.00',
  40: '#,##0.00;-#,##0.00',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  48: '##0.0E+0',
  55: '上午/下午h"时"mm"分"',
  56: '上午/下午h"时"mm"分"ss"秒"',
};
const builtInDays = new Set([27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);

export function formatOf(code: string): NumberFormat {
  return { kind: kindOf(code), code };
}

function builtInFormat(id: number): NumberFormat {
  if (builtInDays.has(id)) return { kind: 'date', code: 'yyyy/m/d' };
  return formatOf(builtIn[id] ?? 'General');
}

/** yyyy"年"m"月"d"日" is a day, h"时"mm"分" and [h]:mm are times, 0.00_);[Red](0.00) is a number; @ and General show it as it is. */
function kindOf(code: string): NumberFormat['kind'] {
  const elapsed = /\[(h+|m+|s+)\]/i.test(code);
  const letters = code.replace(/"[^"]*"|\\.|[*_].|\[[^\]]*\]/g, '').toLowerCase();
  if (/general|standard|通用格式/.test(letters) || /^[@;\s]*$/.test(letters))
    return elapsed ? 'time' : /["\\]/.test(code) ? 'number' : 'plain';
  const words = letters.replace(/am\/pm|a\/p|上午\/下午/g, '');
  const hasTime = elapsed || words !== letters || /[hs]/.test(words);
  if (/[yd年月日]|m{3,}|aaa/.test(words)) return 'date';
  if (hasTime) return 'time';
  return words.includes('m') ? 'date' : 'number';
}

/** The formats of cells by their place in the styles; styles of names do not count. */
export function cellFormats(stylesXml: string): readonly NumberFormat[] {
  const own = new Map<number, NumberFormat>();
  const formats: NumberFormat[] = [];
  let isInCells = false;
  const xml = readXml({
    open(name, attributes) {
      if (name === 'cellXfs') isInCells = true;
      else if (name === 'numFmt')
        own.set(Number(attributeOf(attributes, 'numFmtId')), formatOf(attributeOf(attributes, 'formatCode') ?? ''));
      else if (name === 'xf' && isInCells) {
        const format = Number(attributeOf(attributes, 'numFmtId') ?? 0);
        formats.push(own.get(format) ?? builtInFormat(format));
      }
    },
    close(name) {
      if (name === 'cellXfs') isInCells = false;
    },
    text: () => undefined,
  });
  xml.feed(stylesXml);
  xml.end();
  return formats;
}

/** The wall clock of a serial, as UTC. 1900 has a 29 February that never was. */
function wallClock(serial: number, system: DateSystem): Date {
  const base = system === 1904 ? Date.UTC(1904, 0, 1) : serial < 60 ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30);
  return new Date(base + Math.round(serial * 86_400) * 1000);
}

/** A number as its cell holds and shows it. */
export function numberCell(value: number, format: NumberFormat, system: DateSystem, show: ShowNumber): Cell {
  if (format.kind === 'plain') return value;
  if (format.kind === 'date') return wallClock(value, system);
  const shown = format.kind === 'number' ? shownNumber(format.code, value, show) : show(format.code, value).trim();
  return format.kind === 'number' && shown === String(value)
    ? value
    : { number: value, shown, is_time: format.kind === 'time' };
}

function shownNumber(code: string, value: number, show: ShowNumber): string {
  if (code === '0' && Number.isSafeInteger(value)) return String(value);
  return show(code, value).trim();
}

/** The formatter comes with the reader of old files and is loaded only where a format needs it. */
export async function numberShower(formats: Iterable<NumberFormat>): Promise<ShowNumber> {
  const isNeeded = [...formats].some(({ kind }) => kind === 'time' || kind === 'number');
  if (!isNeeded) return (_, value) => String(value);
  const { SSF } = (await import('@e965/xlsx')) as { SSF: { format(code: string, value: number): string } };
  return (code, value) => {
    try {
      return SSF.format(spelled(code), value);
    } catch {
      return '';
    }
  };
}

/** Some programs leave words outside of quotes; the system's own time format (F400) has no forenoon where people count to 24. */
function spelled(code: string): string {
  const plain = /\[\$-F400\]/i.test(code) ? code.replace(/\s*AM\/PM/i, '') : code;
  return plain.replace(
    /("[^"]*"|\\.|\[[^\]]*\]|上午\/下午)|([^\0-\x7f]+)/g,
    (_, kept: string | undefined, words: string | undefined) => kept ?? `"${words ?? ''}"`,
  );
}
