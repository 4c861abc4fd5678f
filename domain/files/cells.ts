/** Cells of sheets as offices send them. Types are kept, so that a number where text belongs is noticed. */
import { problem } from '../problem.ts';
import { isBusinessDate, type BusinessDate } from '../time.ts';
import { plain, withoutSpaces } from './characters.ts';

/** A Date is the wall clock of the sheet, written as UTC. */
export type Cell = string | number | boolean | Date | null;
export type DateSystem = 1900 | 1904;
/** `number` is the row as the clerk sees it in Excel, from 1. */
export type SheetRow = { readonly number: number; readonly cells: readonly Cell[] };
/** Row numbers and column places, both ends included; columns from 0. */
export type Merge = { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };
export type Sheet = { readonly name: string; readonly date_system: DateSystem; readonly rows: readonly SheetRow[]; readonly merges: readonly Merge[] };

export function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === 'number') return Number.isInteger(cell) ? cell.toLocaleString('en', { useGrouping: false }) : String(cell);
  return plain(String(cell));
}

export function isBlank(row: SheetRow): boolean {
  return row.cells.every((cell) => textOf(cell) === '');
}

const digitsKept = 15; // a spreadsheet number keeps 15 significant digits, the rest turn to zero

/** True where a long number was stored as a number: its last digits are lost, whatever the sheet shows. */
export function lostDigits(cell: Cell | undefined): boolean {
  if (typeof cell === 'number') return Math.abs(cell) >= 10 ** digitsKept;
  return typeof cell === 'string' && /^\d(\.\d+)?E\+?1[5-9]$/i.test(withoutSpaces(cell));
}

/** Days since the epoch of the sheet. 1900 counts a 29 February 1900 that never was, hence two bases. */
export function dateFromSerial(serial: number, system: DateSystem): BusinessDate | null {
  const days = Math.floor(serial);
  if (days < 1 || days > 2_958_465) return null;
  if (system === 1900 && days === 60) return null;
  const base = system === 1904 ? Date.UTC(1904, 0, 1) : days < 60 ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30);
  return new Date(base + days * 86_400_000).toISOString().slice(0, 10);
}

/** 2023.6.5, 2023-6-5, 2023/06/05, 2023年6月5日, 20230605, a date cell, or a serial number. */
export function dateOf(cell: Cell | undefined, system: DateSystem): BusinessDate {
  const text = textOf(cell);
  if (text === '') throw problem('files.date_missing');
  if (cell instanceof Date) return text;
  const compact = withoutSpaces(text);
  const parts = /^(\d{4})[.\-/年。．](\d{1,2})[.\-/月。．](\d{1,2})日?(?:T?\d{1,2}:.*)?$/.exec(compact) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(compact);
  if (parts) {
    const day = `${parts[1]}-${parts[2]?.padStart(2, '0')}-${parts[3]?.padStart(2, '0')}`;
    if (!isBusinessDate(day)) throw problem('files.date_unreal', { text });
    return day;
  }
  const serial = /^\d{1,6}(\.\d+)?$/.test(compact) ? dateFromSerial(Number(compact), system) : null;
  if (serial === null || serial < '1930-01-01') throw problem('files.date_unknown', { text }); // a lone 5 or 202306 is no date
  return serial;
}

/** Minutes from 2.5 (hours), 2.5小时, 2小时30分, 150分钟, 2:30, or a time cell. `unit` is what a bare number means. */
export function minutesOf(cell: Cell | undefined, unit: 'hours' | 'minutes' = 'hours'): number {
  const text = textOf(cell);
  if (text === '') throw problem('files.duration_missing');
  const minutes = cell instanceof Date ? timeOfDay(cell) : minutesOfText(withoutSpaces(text).toLowerCase(), unit);
  if (minutes === null) throw problem('files.duration_unknown', { text });
  const whole = Math.round(minutes);
  if (Math.abs(minutes - whole) > 1e-6) throw problem('files.duration_fraction', { text });
  if (whole <= 0) throw problem('files.duration_not_positive', { text });
  return whole;
}

/** A cell formatted as time counts from the sheet's first day. */
function timeOfDay(cell: Date): number | null {
  return cell.getUTCFullYear() <= 1904 ? cell.getUTCHours() * 60 + cell.getUTCMinutes() + cell.getUTCSeconds() / 60 : null;
}

const hourWord = '(?:个?小时|个钟头?|时|h|hours?|hrs?)';
const minuteWord = '(?:分钟?|m|min|minutes?)';
const hoursAndMinutes = new RegExp(`^(\\d+)${hourWord}(\\d+)${minuteWord}?$`);
const hoursOnly = new RegExp(`^(\\d+(?:\\.\\d+)?)${hourWord}$`);
const minutesOnly = new RegExp(`^(\\d+)${minuteWord}$`);

function minutesOfText(text: string, unit: 'hours' | 'minutes'): number | null {
  const both = hoursAndMinutes.exec(text) ?? /^(\d+):([0-5]\d)(?::00)?$/.exec(text);
  if (both) return Number(both[1]) * 60 + Number(both[2]);
  const half = /^(\d*)个?(?:半(?:个)?小时|小时半|半)$/.exec(text);
  if (half) return Number(half[1] || 0) * 60 + 30;
  const hours = hoursOnly.exec(text);
  if (hours) return Number(hours[1]) * 60;
  const minutes = minutesOnly.exec(text);
  if (minutes) return Number(minutes[1]);
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text) * (unit === 'hours' ? 60 : 1);
  return null;
}
