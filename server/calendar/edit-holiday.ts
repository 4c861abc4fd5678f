import type { BusinessDate } from '../../domain/time.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';
import type { Actor } from '../http/actor.ts';

/** One calendar serves the whole installation, so only whoever may issue rules at the top of its tree changes it. */
export async function mayEditCalendar(reader: Reader, actor: Actor): Promise<boolean> {
  return (await topOfCalendar(reader, actor)) !== undefined;
}

async function topOfCalendar(reader: Reader, actor: Actor): Promise<{ path: string } | undefined> {
  const tops = await reader.all<{ path: string }>(
    sql`select path from organizations where parent_id is null and dissolved_on is null`,
  );
  return tops.find((top) => actor.may('organizations.rules', top));
}

async function requireTop(writer: Writer): Promise<void> {
  const top = await topOfCalendar(writer, writer.caller);
  writer.caller.require('organizations.rules', top ?? { path: '' }); // where nobody holds anything
}

export async function editHoliday(
  writer: Writer,
  input: { day: BusinessDate; name: string; is_off: boolean; source: string },
): Promise<{ done: true }> {
  await requireTop(writer);
  const before = await writer.maybe(sql`select name, is_off, source from holidays where day = ${input.day} for update`);
  await writer.run(sql`
    insert into holidays (day, name, is_off, source, edited_by, edited_at)
    values (${input.day}, ${input.name}, ${input.is_off}, ${input.source}, ${writer.caller.person_id}, ${writer.now})
    on conflict (day) do update set name = excluded.name, is_off = excluded.is_off, source = excluded.source, edited_by = excluded.edited_by, edited_at = excluded.edited_at`);
  await writer.audit({
    action: 'calendar.edit_holiday',
    subject_type: 'holiday',
    subject_id: input.day,
    permission: 'organizations.rules',
    before: before ?? null,
    after: input,
  });
  return { done: true };
}

/** Says that a year is entered in full; screens no longer warn about it. */
export async function stateHolidayYear(
  writer: Writer,
  input: { year: number; source: string },
): Promise<{ done: true }> {
  await requireTop(writer);
  await writer.run(sql`
    insert into holiday_years (year, source, stated_by, stated_at) values (${input.year}, ${input.source}, ${writer.caller.person_id}, ${writer.now})
    on conflict (year) do update set source = excluded.source, stated_by = excluded.stated_by, stated_at = excluded.stated_at`);
  await writer.audit({
    action: 'calendar.state_holiday_year',
    subject_type: 'holiday_year',
    subject_id: String(input.year),
    permission: 'organizations.rules',
    after: input,
  });
  return { done: true };
}
