import type * as contract from '../../../contract/records/hours.ts';
import type { Id } from '../../../domain/id.ts';
import { booksOf } from '../../../domain/ledger/as-of.ts';
import { maskName } from '../../../domain/masking.ts';
import { problem } from '../../../domain/problem.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Call } from '../../http/mount.ts';
import { balancesAsOf, givenAsItStood, organizationTotals } from '../../ledger/queries.ts';
import { pathsEver } from '../../organizations/tree/recorded-paths.ts';
import { namedByPerson, registrationsOf } from '../../volunteers/registrations.ts';

type Asked = Pick<Call<typeof contract.readHoursInPeriod>, 'reader' | 'query' | 'now'>;

async function heldBy(volunteerId: Id, { reader, query, now }: Asked) {
  const asOf = query.as_of === undefined ? now : new Date(query.as_of);
  const held = await balancesAsOf(reader, await registrationsOf(reader, volunteerId), query, asOf);
  return {
    from: query.from,
    until: query.until,
    as_of: asOf,
    credit_minutes: held.credit_minutes,
    honorary_minutes: held.honorary_minutes,
  };
}

export const ownHoursInPeriod = (call: Call<typeof contract.readHoursInPeriod>) => heldBy(call.actor.person_id, call);

export async function volunteerHoursInPeriod(call: Call<typeof contract.readVolunteerHours>) {
  const { volunteer_id } = call.params;
  const volunteer = await namedVolunteer(call.reader, volunteer_id);
  if (volunteer === undefined || !call.actor.may('records.read', { path: volunteer.organization_path }))
    throw problem('core.not_found');
  const { name, number } = volunteer;
  return { volunteer_id, name: maskName(name), number, ...(await heldBy(volunteer_id, call)) };
}

async function namedVolunteer(reader: Reader, volunteerId: Id) {
  const rows = await reader.all<{
    volunteer_id: Id;
    person_id: Id;
    name: string | null;
    number: string;
    organization_path: string;
  }>(sql`
    select v.id as volunteer_id, coalesce(v.merged_into, v.id) as person_id, p.name, v.number, v.organization_path
    from volunteers v join persons p on p.id = v.id where v.id = ${volunteerId}`);
  return (await namedByPerson(reader, rows))[0];
}

export async function organizationHoursInPeriod({
  reader,
  actor,
  params,
  query,
  now,
}: Call<typeof contract.organizationHours>) {
  const organization = await reader.maybe<{ id: Id; path: string }>(
    sql`select id, path from organizations where id = ${params.organization_id}`,
  );
  if (organization === undefined) throw problem('core.not_found');
  actor.require('records.read', { path: organization.path }, 'organizations.read');
  const books = query.as_it_stood === undefined ? null : booksOf(query.as_it_stood, now);
  const given =
    books === null
      ? await organizationTotals(reader, [organization.id], query)
      : await givenAsItStood(reader, await pathsEver(reader, organization), query, books.as_of);
  return {
    as_it_stood: books?.day ?? null,
    as_of: books?.as_of ?? now,
    credit_minutes: given.reduce((sum, line) => sum + line.credit_minutes, 0),
    honorary_minutes: given.reduce((sum, line) => sum + line.honorary_minutes, 0),
  };
}
