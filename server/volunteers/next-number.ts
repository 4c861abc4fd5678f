import { volunteerNumber } from '../../domain/volunteers/volunteer-number.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import { pathsUpwards } from '../db/tree.ts';

/** The division of the organisation, or of the nearest above that has one. */
export async function divisionOf(reader: Reader, path: string): Promise<string> {
  const found = await reader.maybe<{ division_code: string }>(sql`
    select division_code from organizations where path = any(${pathsUpwards(path)}::text[]) and division_code is not null
    order by length(path) desc limit 1`);
  return found?.division_code ?? '0000';
}

/** Takes `count` numbers at once: an import of 50,000 rows takes the row's lock once. */
export async function takeNumbers(writer: Reader, division: string, count: number): Promise<string[]> {
  const prefix = division.slice(0, 4).padEnd(4, '0');
  const { last_number: last } = await writer.one<{ last_number: number }>(sql`
    insert into volunteer_number_counters (prefix, last_number) values (${prefix}, ${count})
    on conflict (prefix) do update set last_number = volunteer_number_counters.last_number + ${count}
    returning last_number`);
  return Array.from({ length: count }, (_, place) => volunteerNumber(prefix, last - count + place + 1));
}
