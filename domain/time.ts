/** Business time. China has one zone without daylight saving, so Asia/Shanghai is UTC+8 all year. */
export type BusinessDate = string; // YYYY-MM-DD in Asia/Shanghai

export const minuteMs = 60_000;
export const dayMs = 24 * 60 * minuteMs;
const shanghaiOffsetMs = 8 * 60 * minuteMs;

export function businessDate(at: Date): BusinessDate {
  return new Date(at.getTime() + shanghaiOffsetMs).toISOString().slice(0, 10);
}

/** The instant a business day begins. */
export function startOfDay(day: BusinessDate): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) - shanghaiOffsetMs);
}

/** An instant from a business day and a wall-clock time `HH:mm`. */
export function at(day: BusinessDate, clock: string): Date {
  return new Date(Date.parse(`${day}T${clock}:00Z`) - shanghaiOffsetMs);
}

/** Days that the platform takes: nobody alive was born before, nothing is planned after. */
export const firstBusinessDate: BusinessDate = '1900-01-01';
export const lastBusinessDate: BusinessDate = '2199-12-31';

export function addDays(day: BusinessDate, days: number): BusinessDate {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** The same day some months later; where that month is shorter, its last day. */
export function addMonths(day: BusinessDate, months: number): BusinessDate {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0));
  return `${last.toISOString().slice(0, 8)}${String(Math.min(date, last.getUTCDate())).padStart(2, '0')}`;
}

/** A day that the calendar has, whatever its year. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 10) === text;
}

export function isBusinessDate(text: string): boolean {
  return isCalendarDate(text) && firstBusinessDate <= text && text <= lastBusinessDate;
}

/** An instant whose day in Asia/Shanghai is one that the platform takes. */
export function isBusinessInstant(text: string): boolean {
  const parsed = Date.parse(text);
  return (
    parsed >= startOfDay(firstBusinessDate).getTime() && parsed < startOfDay(addDays(lastBusinessDate, 1)).getTime()
  );
}

/** Days from one to another: 0 on the day itself, less than 0 once it is past. */
export function daysUntil(day: BusinessDate, from: BusinessDate): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
}

/** The due day itself is in time until midnight (Civil Code, art. 203); without one nothing is late. */
export function isOverdue(dueOn: BusinessDate | null, day: BusinessDate): boolean {
  return dueOn !== null && dueOn < day;
}

/** How many days a period has, both ends included; zero or less where it ends before it begins. */
export function daysIn(from: BusinessDate, until: BusinessDate): number {
  return daysUntil(until, from) + 1;
}

/** Each day of a period. Counted, never compared as text: beyond the year 9999 texts no longer sort as days. */
export function* daysOf(from: BusinessDate, until: BusinessDate): Generator<BusinessDate> {
  const days = daysIn(from, until);
  for (let place = 0; place < days; place += 1) yield addDays(from, place);
}

/** Full years on a day: the birthday itself counts (R63: 18th birthday today -> counted). */
export function ageOn(birthDate: BusinessDate, day: BusinessDate): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) >= birthDate.slice(5) ? years : years - 1;
}

/** The latest day of birth of somebody who has an age on a day: nobody born after it has. On 29 February it may be the 28th. */
export function bornBy(age: number, day: BusinessDate): BusinessDate {
  const sameDay = `${Number(day.slice(0, 4)) - age}${day.slice(4)}`;
  return isBusinessDate(sameDay) ? sameDay : sameDay.replace('-02-29', '-02-28');
}

/** Whole minutes between two instants; part minutes do not count. */
export function wholeMinutes(from: Date, to: Date): number {
  return Math.floor((to.getTime() - from.getTime()) / minuteMs);
}

/** `YYYY-MM-DD HH:mm` in Asia/Shanghai, for messages in either language: they are read in another year too. */
export function fullMoment(at: Date): string {
  return new Date(at.getTime() + shanghaiOffsetMs).toISOString().slice(0, 16).replace('T', ' ');
}

/** Every month of YYYY-MM from the first to the last, both included; one without anything is there as well. */
export function monthsThrough(first: string, last: string): string[] {
  const months: string[] = [];
  for (
    let [year, month] = first.split('-').map(Number) as [number, number];
    ;
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1]
  ) {
    const name = `${year}-${String(month).padStart(2, '0')}`;
    if (name > last) return months;
    months.push(name);
  }
}
