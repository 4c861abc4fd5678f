import { seriesOf } from '../../domain/numbering/series.ts';
import { businessDate } from '../../domain/time.ts';
import { cityOf, volunteerNumber, volunteerSeries } from '../../domain/volunteers/volunteer-number.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';
import { pathsUpwards } from '../db/tree.ts';
import { takeNumbers } from '../numbering/take-numbers.ts';

/** The division of the organisation, or of the nearest above that has one. */
export async function divisionOf(reader: Reader, path: string): Promise<string> {
  const found = await reader.maybe<{ division_code: string }>(sql`
    select division_code from organizations where path = any(${pathsUpwards(path)}::text[]) and division_code is not null
    order by length(path) desc limit 1`);
  return found?.division_code ?? '0000';
}

/** The next volunteer numbers of the city; it counts through the years. */
export async function takeVolunteerNumbers(writer: Writer, division: string, count: number): Promise<string[]> {
  const city = cityOf(division);
  const taken = await takeNumbers(writer, seriesOf(volunteerSeries, city, businessDate(writer.now)), count);
  return taken.map((running) => volunteerNumber(city, running));
}
