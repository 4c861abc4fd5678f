import type { Grant } from '../../domain/access.ts';
import { newId, type Id } from '../../domain/id.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import { Actor } from './actor.ts';
import { countedPermissions } from './counted-permissions.ts';

/** The grants of somebody who is not asking at this moment. */
export const loadGrants = (reader: Reader, person: Id): Promise<Grant[]> =>
  reader.all<Grant>(sql`
    select g.role_id, ${countedPermissions} as permissions, g.organization_id, o.path, g.is_below as below, g.valid_from, g.valid_until, g.activity_id
    from role_grants g join roles r on r.id = g.role_id join organizations o on o.id = g.organization_id
    where g.person_id = ${person} and g.ended_at is null and r.retired_at is null`);

/**
 * Whoever decided something that is carried out later, with what they hold now. The second factor was asked when they decided:
 * without it their permission would not have counted.
 */
export async function loadDecider(reader: Reader, person: Id, now: Date): Promise<Actor> {
  const grants = await loadGrants(reader, person);
  return new Actor({ person_id: person, session_id: newId(now), has_second_factor: true, grants, now });
}
