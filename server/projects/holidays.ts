import type { Holiday } from '../../domain/projects/recurrence.ts';
import { addDays, type BusinessDate } from '../../domain/time.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';
import { later } from '../later.ts';

const chineseDays = later<typeof import('chinese-days')>('chinese-days');

/** The last day of the year the published calendar covers; later days need an office's entry. */
export const holidaysKnownUntil: BusinessDate = '2026-12-31';

/** Days off by the published national calendar (statutory holidays with their bridges; ordinary weekends are not holidays). */
export function publishedHolidays(from: BusinessDate, until: BusinessDate): Holiday[] {
  const found: Holiday[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) {
    const detail = chineseDays().getDayDetail(day);
    const [, name] = detail.name.split(',');
    if (!detail.work && name !== undefined) found.push({ day, name });
  }
  return found;
}

/** What offices wrote wins over the published calendar, day by day. */
export async function holidaysBetween(reader: Reader, from: BusinessDate, until: BusinessDate): Promise<(Holiday & { is_edited: boolean })[]> {
  const edited = await reader.all<{ day: BusinessDate; name: string; is_off: boolean }>(sql`select day, name, is_off from holidays where day between ${from} and ${until}`);
  const byDay = new Map<BusinessDate, Holiday & { is_edited: boolean }>();
  for (const holiday of publishedHolidays(from, until)) byDay.set(holiday.day, { ...holiday, is_edited: false });
  for (const row of edited) {
    if (row.is_off) byDay.set(row.day, { day: row.day, name: row.name, is_edited: true });
    else byDay.delete(row.day);
  }
  return [...byDay.values()].sort((one, other) => (one.day < other.day ? -1 : 1));
}

export async function editHoliday(writer: Writer, input: { day: BusinessDate; name: string; is_off: boolean; source: string }): Promise<{ done: true }> {
  if (!writer.caller.holds('organizations.rules')) writer.caller.require('organizations.rules', { path: '' });
  await writer.run(sql`
    insert into holidays (day, name, is_off, source, edited_by, edited_at)
    values (${input.day}, ${input.name}, ${input.is_off}, ${input.source}, ${writer.caller.person_id}, ${writer.now})
    on conflict (day) do update set name = excluded.name, is_off = excluded.is_off, source = excluded.source, edited_by = excluded.edited_by, edited_at = excluded.edited_at`);
  await writer.audit({ action: 'projects.edit_holiday', subject_type: 'holiday', subject_id: input.day, permission: 'organizations.rules', after: input });
  return { done: true };
}
