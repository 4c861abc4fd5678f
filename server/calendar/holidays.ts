import { weekdayOf, type Holiday } from '../../domain/calendar/weekday.ts';
import type { WorkCalendar } from '../../domain/calendar/working-days.ts';
import { knownUntil } from '../../domain/calendar/holiday-years.ts';
import type { Id } from '../../domain/id.ts';
import { daysOf, type BusinessDate } from '../../domain/time.ts';
import { withNames } from '../db/names-of.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import { lazyRequire } from '../lazy-require.ts';

const chineseDays = lazyRequire<typeof import('chinese-days')>('chinese-days');

export type CalendarDay = Holiday & {
  readonly is_off: boolean;
  readonly is_edited: boolean;
  readonly source: string | null;
  readonly edited_by_name: string | null;
};

/** Days off and working weekends by the published national calendar; ordinary weekends stand in no list. */
function publishedDays(from: BusinessDate, until: BusinessDate): CalendarDay[] {
  const found: CalendarDay[] = [];
  for (const day of daysOf(from, until)) {
    const detail = chineseDays().getDayDetail(day);
    const [, name] = detail.name.split(',');
    if (name !== undefined && (!detail.work || weekdayOf(day) > 5))
      found.push({ day, name, is_off: !detail.work, is_edited: false, source: null, edited_by_name: null });
  }
  return found;
}

/** The years that the published calendar covers without a gap: each has its New Year's Day. */
function publishedYears(): number[] {
  const years: number[] = [];
  for (let year = firstPublishedYear; publishedDays(`${year}-01-01`, `${year}-01-03`).length > 0; year += 1)
    years.push(year);
  return years;
}
const firstPublishedYear = 2004;

/** What an office wrote wins over the published calendar, day by day. */
export async function calendarBetween(reader: Reader, from: BusinessDate, until: BusinessDate): Promise<CalendarDay[]> {
  const edited = await reader.all<Omit<CalendarDay, 'edited_by_name'> & { edited_by: Id | null }>(sql`
    select h.day, h.name, h.is_off, true as is_edited, h.source, h.edited_by from holidays h where h.day between ${from} and ${until}`);
  const named = await withNames(reader, edited, ['edited_by']);
  const byDay = new Map([...publishedDays(from, until), ...named].map((each) => [each.day, each]));
  return [...byDay.values()].sort((one, other) => (one.day < other.day ? -1 : 1));
}

export async function holidaysBetween(reader: Reader, from: BusinessDate, until: BusinessDate): Promise<CalendarDay[]> {
  return (await calendarBetween(reader, from, until)).filter((each) => each.is_off);
}

export async function holidaysKnownUntil(reader: Reader): Promise<BusinessDate> {
  const stated = await statedYears(reader);
  return knownUntil(
    publishedYears(),
    stated.map((row) => row.year),
  );
}

/** The calendar by which days are counted: what an office wrote, the published one, the weekday. */
export async function loadWorkCalendar(reader: Reader): Promise<WorkCalendar> {
  const edited = await reader.all<{ day: BusinessDate; is_off: boolean }>(sql`select day, is_off from holidays`);
  const byDay = new Map(edited.map((row) => [row.day, row.is_off]));
  const known = new Set([...publishedYears(), ...(await statedYears(reader)).map((row) => row.year)]);
  return {
    arranged: (day) => byDay.get(day) ?? publishedDays(day, day)[0]?.is_off,
    isKnown: (year) => known.has(year),
  };
}

/** The years that an office entered in full, each with the document. */
export async function statedYears(reader: Reader): Promise<{ year: number; source: string }[]> {
  return reader.all<{ year: number; source: string }>(sql`select year, source from holiday_years order by year`);
}
