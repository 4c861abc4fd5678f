import type { BusinessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import type { OrganizationRow } from './load-organization.ts';

/** Stands for the table of organisations in a query: those that existed on a day, with the name, place and labels they had then. */
export function organizationsOn(day: BusinessDate): Sql {
  return sql`(
    select o.id, o.ordinal, o.kind, o.founded_on, o.dissolved_on, v.name_zh, v.path, v.parent_id, v.division_code, v.guiding_id, v.is_league_led, v.level
    from organization_versions v join organizations o on o.id = v.organization_id
    where v.valid_from <= ${day} and coalesce(v.valid_until, 'infinity') >= ${day})`;
}

/** The name that an organisation `o` had on a day; before its first version, the first that is known. History is never told with a later name. */
export function nameOn(day: Sql): Sql {
  return sql`coalesce((
    select n.name_zh from organization_versions n where n.organization_id = o.id
    order by n.valid_from <= ${day} desc, case when n.valid_from <= ${day} then n.valid_from end desc, n.valid_from limit 1), o.name_zh)`;
}

/** A query of the path that an organisation had on a day, for a statement that knows both; none before its first record. */
export const selectPathOn = (organizationId: Sql, day: Sql): Sql => sql`
  select path from organization_versions where organization_id = ${organizationId} and valid_from <= ${day} and coalesce(valid_until, 'infinity') >= ${day} limit 1`;

/** The path an organisation had on a day; for days before its first record, the path it has. */
export async function pathOn(
  reader: Reader,
  organization: Pick<OrganizationRow, 'id' | 'path'>,
  day: BusinessDate,
): Promise<string> {
  const then = await reader.maybe<{ path: string }>(selectPathOn(sql`${organization.id}`, sql`${day}`));
  return then?.path ?? organization.path;
}
