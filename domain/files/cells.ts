/** Cells of sheets as offices send them. Types are kept, so that a number where text belongs is noticed. */
import { problem } from '../problem.ts';
import { isBusinessDate, type BusinessDate } from '../time.ts';
import { plain, withoutSpaces } from './characters.ts';

/** A number whose format shows more or less than its digits: 2.5小时, 25:00, 250%. A time is held in days. */
export type FormattedNumber = { readonly number: number; readonly shown: string; readonly is_time: boolean };
/** A Date is the wall clock of the sheet, written as UTC. */
export type Cell = string | number | boolean | Date | FormattedNumber | null;
export type DateSystem = 1900 | 1904;
/** `number` is the row as the clerk sees it in Excel, from 1. */
export type SheetRow = { readonly number: number; readonly cells: readonly Cell[]; readonly is_hidden?: true };
/** Row numbers and column places, both ends included; columns from 0. */
export type Merge = { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };
export type Sheet = {
  readonly name: string;
  readonly date_system: DateSystem;
  readonly rows: readonly SheetRow[];
  readonly merges: readonly Merge[];
  readonly hidden_columns: readonly number[];
};

export function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === 'object') return cell.is_time ? plain(cell.shown) : textOf(cell.number);
  if (typeof cell === 'number')
    return Number.isInteger(cell) ? cell.toLocaleString('en', { useGrouping: false }) : String(cell);
  return plain(String(cell));
}

export function formattedOf(cell: Cell | undefined): FormattedNumber | null {
  return typeof cell === 'object' && cell !== null && !(cell instanceof Date) ? cell : null;
}

/** #N/A and its like, and a formula that nobody has computed; null for everything else. */
export function cellError(cell: Cell | undefined): string | null {
  return typeof cell === 'string' &&
    /^#(N\/A|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|\?)$/i.test(cell.trim())
    ? cell.trim()
    : null;
}

/** 2 -> C, 27 -> AB: how the spreadsheet calls a column. */
export function columnLetters(place: number): string {
  return place < 26
    ? String.fromCharCode(65 + place)
    : columnLetters(Math.floor(place / 26) - 1) + columnLetters(place % 26);
}

export function isBlank(row: SheetRow): boolean {
  return row.cells.every((cell) => textOf(cell) === '');
}

const digitsKept = 15; // a spreadsheet number keeps 15 significant digits, the rest turn to zero

/** True where a long number was stored as a number: its last digits are lost, whatever the sheet shows. */
export function lostDigits(cell: Cell | undefined): boolean {
  const number = typeof cell === 'number' ? cell : formattedOf(cell)?.number;
  if (number !== undefined) return Math.abs(number) >= 10 ** digitsKept;
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
  const compact = withoutSpaces(text.replace(/[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/, '')); // the time of day behind it
  const parts =
    /^(\d{4})[.\-/年。．](\d{1,2})[.\-/月。．](\d{1,2})日?$/.exec(compact) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(compact);
  if (parts) {
    const day = `${parts[1]}-${parts[2]?.padStart(2, '0')}-${parts[3]?.padStart(2, '0')}`;
    if (!isBusinessDate(day)) throw problem('files.date_unreal', { text });
    return day;
  }
  const serial = /^\d{1,6}(\.\d+)?$/.test(compact) ? dateFromSerial(Number(compact), system) : null;
  if (serial === null || serial < '1930-01-01') throw problem('files.date_unknown', { text }); // a lone 5 or 202306 is no date
  return serial;
}
