import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import type { PresenceSource } from '../../../domain/records/presence.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Actor } from '../../http/actor.ts';
import { monthsOfVolunteer } from '../../ledger/queries.ts';
import { recordedWithin } from '../../organizations/tree/recorded-paths.ts';
import { findVolunteer } from '../../volunteers/load-volunteer.ts';
import { registrationsOf } from '../../volunteers/registrations.ts';
import { counts } from './standing.ts';

/** A person's year, of all registrations: the months from the ledger, the sources from the records that stand in it. */
export async function volunteerHoursByMonth(
  reader: Reader,
  actor: Actor,
  { volunteer_id, year }: { volunteer_id: Id; year: number },
  now: Date,
) {
  const volunteer = await findVolunteer(reader, volunteer_id);
  if (volunteer === undefined || !actor.may('records.read', { path: volunteer.organization_path }))
    throw problem('core.not_found');
  const registrations = await registrationsOf(reader, volunteer_id);
  const totals = await monthsOfVolunteer(reader, registrations, year);
  const isOpen = await recordedWithin(reader, sql`r.organization_path`, actor.scope('records.read'));
  const sources = await reader.all<{ source: PresenceSource; minutes: number; elsewhere: number }>(sql`
    select r.source, sum(r.minutes)::int as minutes, coalesce(sum(r.minutes) filter (where not ${isOpen}), 0)::int as elsewhere from service_records r
    where r.volunteer_id = any(${registrations}::uuid[]) and r.service_day between ${`${year}-01-01`} and ${`${year}-12-31`} and ${counts(sql`r`)}
    group by r.source order by r.source`);
  return {
    year,
    as_of: now,
    months: Array.from({ length: 12 }, (_, index) => {
      const found = totals.find((total) => total.month === index + 1);
      return { credit_minutes: found?.credit_minutes ?? 0, honorary_minutes: found?.honorary_minutes ?? 0 };
    }),
    by_source: sources.map(({ source, minutes }) => ({ source, minutes })),
    elsewhere_minutes: sources.reduce((sum, row) => sum + row.elsewhere, 0),
  };
}
