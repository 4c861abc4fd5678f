/** How long somebody served, as a cell shows it: in its unit, and only where the cell holds what it shows. */
import { problem } from '../problem.ts';
import { cellError, formattedOf, textOf, type Cell } from './cells.ts';
import { withoutSpaces } from './characters.ts';

/** What the header says of bare numbers: `unsaid` is hours, but a column may show that it is not; `unclear` names several units or another one. */
export type HeaderUnit = 'hours' | 'minutes' | 'unsaid' | 'unclear';
export type ReadUnit = 'hours' | 'minutes' | 'hours_and_minutes';
export type Duration = { readonly minutes: number; readonly unit: ReadUnit; readonly is_bare: boolean };

const hourWords = /小时|个钟|钟头|单位[:：为]*时|(^|[^a-z])(h|hrs?|hours?)([^a-z]|$)/;
const minuteWords = /分钟|分(?![类组队数场部])|(^|[^a-z])(m|mins?|minutes?)([^a-z]|$)/;
const otherWords = /[天日秒]|课时|学时|工分|积分|人次/;

/** 时长（分钟） -> minutes, 服务小时数 -> hours, 时长 -> unsaid, 时长（小时/分钟） and 时长（天） -> unclear */
export function headerUnit(label: string): HeaderUnit {
  const text = withoutSpaces(label).toLowerCase();
  const [hours, minutes] = [hourWords.test(text), minuteWords.test(text)];
  if ((hours && minutes) || otherWords.test(text)) return 'unclear';
  return hours ? 'hours' : minutes ? 'minutes' : 'unsaid';
}

/** A line above the table such as 单位：分钟. */
export function titleUnit(cells: readonly Cell[]): HeaderUnit {
  const units = cells
    .map((cell) => /单位[:：为]*[(（]?(小时|分钟|分|时)[)）]?$/.exec(withoutSpaces(textOf(cell)))?.[1])
    .filter((word) => word !== undefined);
  return units.length === 0 ? 'unsaid' : headerUnit(units.join('').replace('时', '小时').replace('小小', '小'));
}

/** The text that the clerk sees in the cell. */
export function shownText(cell: Cell | undefined): string {
  if (cell instanceof Date)
    return cell
      .toISOString()
      .slice(0, cell.getTime() % 86_400_000 === 0 ? 10 : 16)
      .replace('T', ' ');
  return formattedOf(cell)?.shown ?? textOf(cell);
}

/** Minutes from 2.5 (hours), 2.5小时, 2小时30分, 150分钟, 2:30, or a cell that is formatted as one of these. */
export function readDuration(cell: Cell | undefined, unit: HeaderUnit = 'unsaid'): Duration {
  const shown = shownText(cell);
  const error = cellError(cell);
  if (error !== null) throw problem('files.cell_error', { text: error });
  const formatted = formattedOf(cell);
  if (shown === '') throw formatted === null ? problem('files.duration_missing') : problem('files.duration_hidden');
  if (cell instanceof Date) throw problem('files.duration_is_date', { text: shown });
  if (typeof cell === 'boolean') throw problem('files.duration_unknown', { text: shown });
  const text = withoutSpaces(shown.replace(/^(-?\d+)\s+(\d+\/\d+)/, '$1+$2')).toLowerCase();
  if (/^[ap]m?\d|\d[ap]m?$|上午|下午/.test(text)) throw problem('files.duration_is_clock', { text: shown });
  const found =
    formatted === null
      ? readText(text, unit)
      : formatted.is_time
        ? readTime(text, formatted.number, unit)
        : readNumber(text, formatted.number, unit);
  if (found === null) throw problem('files.duration_unknown', { text: shown });
  if (found === 'unclear') throw problem('files.duration_unit_unclear', { text: shown });
  if (found === 'otherwise')
    throw problem('files.duration_shown_otherwise', {
      text: shown,
      held: String(Number((formatted?.number ?? 0).toFixed(6))),
    });
  return whole(found, shown, unit, typeof cell === 'string' ? text : (formatted?.number ?? cell));
}

type Found = Duration | 'unclear' | 'otherwise' | null;

function whole(found: Duration, shown: string, unit: HeaderUnit, held: unknown): Duration {
  const minutes = Math.round(found.minutes);
  if (found.minutes <= 0) throw problem('files.duration_not_positive', { text: shown });
  if (found.is_bare && unit === 'unsaid' && looksLikeTime(Number(held)))
    throw problem('files.duration_looks_like_time', { text: shown });
  if (Math.abs(found.minutes - minutes) > 1e-6) throw problem('files.duration_fraction', { text: shown });
  return { ...found, minutes };
}

/** 0.083333 is what 2:00 becomes when its format is lost; 0.25 and 0.5 are what people write. */
function looksLikeTime(number: number): boolean {
  const hundredths = number * 100;
  return (
    number < 1 &&
    Math.abs(hundredths - Math.round(hundredths)) > 1e-6 &&
    Math.abs(number * 1440 - Math.round(number * 1440)) < 1e-3
  );
}

function readText(text: string, unit: HeaderUnit): Found {
  const words = inWords(text);
  if (words !== null) return words;
  const clock = inColons(text)?.[0];
  if (clock !== undefined)
    return unit === 'minutes' || unit === 'unclear'
      ? 'unclear'
      : { minutes: clock, unit: 'hours_and_minutes', is_bare: false };
  const number = bareNumber(text);
  return number === null ? null : bare(number, unit);
}

function bare(number: number, unit: HeaderUnit): Found {
  if (unit === 'unclear') return 'unclear';
  return {
    minutes: unit === 'minutes' ? number : number * 60,
    unit: unit === 'minutes' ? 'minutes' : 'hours',
    is_bare: true,
  };
}

/** A cell formatted as time holds days. What it shows counts, where that is what it holds: 1:00 may hold 25 hours. */
function readTime(text: string, days: number, unit: HeaderUnit): Found {
  const held = days * 1440;
  if (held < 0) return { minutes: held, unit: 'hours_and_minutes', is_bare: false };
  const words = inWords(text);
  const lone = bareNumber(text);
  const colons = words === null && lone === null ? inColons(text) : null;
  if (words === null && (unit === 'unclear' || (colons !== null && unit === 'minutes'))) return 'unclear';
  const readings =
    words !== null
      ? [words.minutes]
      : lone === null
        ? colons
        : unit === 'unsaid'
          ? [lone * 60, lone]
          : [unit === 'hours' ? lone * 60 : lone];
  if (readings === null) return null;
  const minutes = readings.find((reading) => Math.abs(reading - held) < 1);
  return minutes === undefined ? 'otherwise' : { minutes, unit: words?.unit ?? 'hours_and_minutes', is_bare: false };
}

/** A number with its unit in the format: what is shown may be rounded, but not by a minute. */
function readNumber(text: string, number: number, unit: HeaderUnit): Found {
  const lone = bareNumber(text);
  const shown = lone === null ? inWords(text) : bare(lone, unit);
  if (shown === null || typeof shown === 'string') return shown;
  const held = shown.unit === 'minutes' ? number : number * 60;
  if (Math.abs(shown.minutes - held) >= 1) return 'otherwise';
  return isWhole(shown.minutes) || !isWhole(held) ? shown : { ...shown, minutes: held };
}

const isWhole = (minutes: number): boolean => Math.abs(minutes - Math.round(minutes)) < 1e-6;

const hourWord = '(?:个?小时|个?钟头?|时|h|hours?|hrs?)';
const minuteWord = '(?:分钟?|m|mins?|minutes?)';
const amount = '(\\d+(?:\\.\\d+)?)';
const lone = { hours: new RegExp(`^${amount}${hourWord}$`), minutes: new RegExp(`^${amount}${minuteWord}$`) };
const together = new RegExp(`^(\\d+)${hourWord}([0-5]?\\d)(?:${minuteWord}(?:([0-5]?\\d)秒)?)?$`);
const minutesAndSeconds = /^(\d+)分([0-5]?\d)秒$/;

function inWords(text: string): Duration | null {
  const both = together.exec(text);
  if (both)
    return {
      minutes: Number(both[1]) * 60 + Number(both[2]) + Number(both[3] ?? 0) / 60,
      unit: 'hours_and_minutes',
      is_bare: false,
    };
  const short = minutesAndSeconds.exec(text);
  if (short) return { minutes: Number(short[1]) + Number(short[2]) / 60, unit: 'minutes', is_bare: false };
  const half = /^(\d*)个?(?:半(?:个)?小时|小时半|半)$/.exec(text);
  if (half) return { minutes: Number(half[1] || 0) * 60 + 30, unit: 'hours', is_bare: false };
  const hours = lone.hours.exec(text);
  if (hours) return { minutes: Number(hours[1]) * 60, unit: 'hours', is_bare: false };
  const minutes = lone.minutes.exec(text);
  return minutes ? { minutes: Number(minutes[1]), unit: 'minutes', is_bare: false } : null;
}

/** 2:30 as hours and minutes first, then as minutes and seconds, which only a cell that holds that says. */
function inColons(text: string): readonly number[] | null {
  const found = /^(\d+):([0-5]\d)(?::([0-5]\d))?(?:\.0+)?$/.exec(text);
  if (!found) return null;
  const [first, second] = [Number(found[1]), Number(found[2])];
  return found[3] === undefined
    ? [first * 60 + second, first + second / 60]
    : [first * 60 + second + Number(found[3]) / 60];
}

/** 2.5, 1,200, 2 1/2 (with the space as +), 2.5E+00 */
function bareNumber(text: string): number | null {
  const fraction = /^(?:(-?\d+)\+)?(\d+)\/(\d+)$/.exec(text);
  if (fraction) return Number(fraction[1] ?? 0) + Number(fraction[2]) / Number(fraction[3]);
  if (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) return Number(text.replaceAll(',', ''));
  return /^-?\d+(\.\d*)?(e[+-]?\d+)?$/.test(text) ? Number(text) : null;
}
