import type { Id } from '../../../domain/id.ts';
import { businessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { countedPermissions } from '../../http/counted-permissions.ts';
import { countyPathOf } from '../../organizations/tree/level-of.ts';

/** The standing grant of one whom the operator named at the command line: the role that goes with it, if there is one. */
export async function roleNamedByOperator(reader: Reader, person: Id): Promise<Id | null> {
  const found = await reader.maybe<{ role_id: Id }>(sql`
    select g.role_id from role_grants g join roles r on r.id = g.role_id join organizations o on o.id = g.organization_id
    where g.person_id = ${person} and g.granted_by is null and g.ended_at is null and g.activity_id is null and g.is_below
      and r.retired_at is null and r.ready_role = 'administrator' and o.kind = 'nation' limit 1`);
  return found?.role_id ?? null;
}

/** Whether somebody was given a role in the county in which a place lies, or at the place where there is no county, by which the record is kept. */
async function isKept(reader: Reader, path: string, now: Date): Promise<boolean> {
  const county = await countyPathOf(reader, path);
  const today = businessDate(now);
  const there = county === null ? sql`o.path = ${path}` : sql`o.path like ${`${county}%`}`;
  const keeper = await reader.maybe(sql`
    select g.id from role_grants g join roles r on r.id = g.role_id join organizations o on o.id = g.organization_id
    where ${there} and g.ended_at is null and g.activity_id is null and r.retired_at is null
      and coalesce(g.valid_until, 'infinity') >= ${today}::date and 'organizations.edit' = any(${countedPermissions}) limit 1`);
  return keeper !== undefined;
}

/**
 * A county keeps its own record (R42), and nobody gives a role to themselves. Where both hold, the first administrator of an
 * installation could not begin: so whoever the operator named may take the own role to a place where nobody keeps the record.
 * It gives no permission that was not held there before.
 */
export async function mayBeginAlone(
  reader: Reader,
  { person_id, path, now }: { person_id: Id; path: string; now: Date },
): Promise<boolean> {
  return (await roleNamedByOperator(reader, person_id)) !== null && !(await isKept(reader, path, now));
}
