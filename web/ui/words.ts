/**
 * Words and figures as people read them. `t` is called while a screen is drawn, never at the top of
 * a module: the language may change, and then the whole screen is drawn anew.
 */
import { preferences } from './preferences.ts';

const minuteMs = 60_000;
const shanghaiOffsetMs = 8 * 60 * minuteMs;

/** In a Chinese face the curly apostrophe is as wide as a character, so English is shown with the straight one. */
export function t(zh: string, en: string): string {
  return preferences().language === 'en' ? en.replaceAll('’', "'") : zh;
}

/** One word form for one, another for more; Chinese has one form. */
export function plural(count: number, one: string, many: string): string {
  return count === 1 ? one : many;
}

/** 1234 → 1,234 */
export function number(value: number): string {
  return new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 }).format(value);
}

/** Share of a whole, one decimal: 68.9%. The denominator must stand beside it. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${Math.round((part / whole) * 1000) / 10}%`;
}

/** 7590 → 126.5, for sums; cut to one decimal so that a sum never looks larger than it is. */
export function hours(minutes: number): string {
  return number(Math.trunc(minutes / 6) / 10);
}

/** 190 → 3:10, −120 → −2:00, for single records. */
export function duration(minutes: number): string {
  const whole = Math.abs(minutes);
  return `${minutes < 0 ? '−' : ''}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** A length of service is hours and minutes, never days: 72 → 1 小时 12 分, 1489 → 24 小时 49 分. */
export function span(minutes: number): string {
  const inHours = Math.floor(minutes / 60);
  const left = minutes % 60;
  if (inHours === 0) return t(`${left} 分`, `${left} min`);
  return left === 0
    ? t(`${inHours} 小时`, `${inHours} h`)
    : t(`${inHours} 小时 ${left} 分`, `${inHours} h ${left} min`);
}

/** How far away something is, where a day more or less is what matters: 3 天 4 小时. */
function away(minutes: number): string {
  const days = Math.floor(minutes / 1440);
  const inHours = Math.floor((minutes % 1440) / 60);
  if (days === 0) return span(minutes);
  return t(`${days} 天${inHours > 0 ? ` ${inHours} 小时` : ''}`, `${days} d${inHours > 0 ? ` ${inHours} h` : ''}`);
}

/** 还有 1 小时 12 分 · 开始了 · 3 天前 */
export function fromNow(iso: string, now: Date): string {
  const minutes = Math.floor((Date.parse(iso) - now.getTime()) / minuteMs);
  if (minutes > 0) return t(`还有 ${away(minutes)}`, `in ${away(minutes)}`);
  if (minutes > -1) return t('现在', 'now');
  return t(`${away(-minutes)}前`, `${away(-minutes)} ago`);
}

const weekdaysZh = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];
const weekdaysEn = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const monthsEn = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Wall clock of Asia/Shanghai, whatever zone the device is set to. */
function shanghai(value: string): Date {
  return value.length === 10 ? new Date(`${value}T00:00:00Z`) : new Date(Date.parse(value) + shanghaiOffsetMs);
}

export function weekday(value: string): string {
  const day = shanghai(value).getUTCDay();
  return t(weekdaysZh[day] ?? '', weekdaysEn[day] ?? '');
}

/** 11 月 21 日 周六 */
export function day(value: string): string {
  return `${shortDay(value)} ${weekday(value)}`;
}

/** 11 月 21 日, and 2021 年 4 月 1 日 where the year is not the present one. */
export function shortDay(value: string): string {
  return isThisYear(value) ? monthDay(value) : longDay(value);
}

export function isThisYear(value: string): boolean {
  return shanghai(value).getUTCFullYear() === shanghai(new Date().toISOString()).getUTCFullYear();
}

function monthDay(value: string): string {
  const at = shanghai(value);
  const month = at.getUTCMonth();
  return t(`${month + 1} 月 ${at.getUTCDate()} 日`, `${at.getUTCDate()} ${monthsEn[month]}`);
}

/** 2026 年 11 月 21 日 */
export function longDay(value: string): string {
  const year = shanghai(value).getUTCFullYear();
  return t(`${year} 年 ${monthDay(value)}`, `${monthDay(value)} ${year}`);
}

/** 2026 年 11 月 */
export function month(value: string): string {
  const at = shanghai(value.length === 7 ? `${value}-01` : value);
  return t(
    `${at.getUTCFullYear()} 年 ${at.getUTCMonth() + 1} 月`,
    `${monthsEn[at.getUTCMonth()]} ${at.getUTCFullYear()}`,
  );
}

/** 09:00 */
export function clock(iso: string): string {
  return shanghai(iso).toISOString().slice(11, 16);
}

/** From and to of a record: with seconds only where without them the minutes that count would not seem to fit, as 05:13:50 to 07:55:10 is 2:41. */
export function clocksOf(from: string, to: string, minutes: number): [string, string] {
  const [begin, end] = [shanghai(from), shanghai(to)];
  const seen = Math.floor(end.getTime() / 60_000) - Math.floor(begin.getTime() / 60_000);
  const digits = seen === minutes ? 16 : 19;
  return [begin.toISOString().slice(11, digits), end.toISOString().slice(11, digits)];
}

/** 11 月 21 日 12:48 */
export function moment(iso: string): string {
  return `${shortDay(iso)} ${clock(iso)}`;
}

/** 2026 年 11 月 21 日 12:48, beside sums: a sum never stands without its date. */
export function longMoment(iso: string): string {
  return `${longDay(iso)} ${clock(iso)}`;
}

/** 11 月 28 日 周六 09:00 至 12:00 */
export function period(from: string, to: string): string {
  const sameDay = shanghai(from).toISOString().slice(0, 10) === shanghai(to).toISOString().slice(0, 10);
  const end = sameDay ? clock(to) : `${day(to)} ${clock(to)}`;
  return `${day(from)} ${clock(from)} ${t('至', 'to')} ${end}`;
}

/** 800 米 · 1.6 公里 */
export function distance(metres: number): string {
  if (metres < 1000) return t(`${Math.round(metres / 10) * 10} 米`, `${Math.round(metres / 10) * 10} m`);
  return t(`${number(Math.round(metres / 100) / 10)} 公里`, `${number(Math.round(metres / 100) / 10)} km`);
}
