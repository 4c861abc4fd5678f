/** Counties are counted at places of government: whoever asks at another organisation reads the nearest of those. */
import type { Id } from '../../../domain/id.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { pathsUpwards, within } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import { loadOrganization, loadReadable, mayReadProfile, type OrganizationRow } from '../tree/load-organization.ts';

const measured: readonly string[] = ['nation', 'province', 'city', 'county'];

/** From a team up to its county; from a place above the own ones down to the highest of those. Where the caller reads none, what was asked. */
export async function measuredPlace(reader: Reader, actor: Actor, id: Id): Promise<OrganizationRow> {
  const asked = await loadOrganization(reader, id);
  if (measured.includes(asked.kind) && mayReadProfile(actor, asked)) return asked;
  const near = await reader.maybe<{ id: Id }>(sql`
    select id from organizations where kind = any(${measured}::text[]) and dissolved_on is null
      and (path = any(${pathsUpwards(asked.path)}::text[]) or path like ${`${asked.path}%`}) and ${within(sql`path`, actor.scope('organizations.read'))}
    order by abs(length(path) - ${asked.path.length}), path limit 1`);
  return loadReadable(reader, actor, near?.id ?? id);
}
