import type { Permission } from '../../../domain/access.ts';
import type { Id } from '../../../domain/id.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Actor } from '../../http/actor.ts';
import { holdersOver } from '../../holders.ts';
import { loadOrganization } from '../../organizations/tree/load-organization.ts';
import { notSecondTo } from '../../two-people.ts';

const named = 5;

/** Who could be the second person beside the caller at a place, said before anything is typed. Whoever could give the role holds it, and is among them. */
export async function secondPeople(
  reader: Reader,
  actor: Actor,
  query: { organization_id: Id; permission: Permission; where: 'at' | 'above' },
  now: Date,
) {
  const organization = await loadOrganization(reader, query.organization_id);
  actor.require('organizations.read', { path: organization.path }, 'organizations.read');
  const near = (await holdersOver(reader, { ...query, path: organization.path }, now)).filter(
    (one) => one !== actor.person_id,
  );
  const not = await notSecondTo(reader, actor.person_id, near);
  const people = near.filter((one) => !not.has(one));
  return { people: await namesOf(reader, people.slice(0, named)), count: people.length };
}

async function namesOf(reader: Reader, people: readonly Id[]): Promise<string[]> {
  const rows = await reader.all<{ name: string }>(sql`
    select coalesce(p.name, '') as name from unnest(${people}::uuid[]) with ordinality as n (id, at) join persons p on p.id = n.id where coalesce(p.name, '') <> '' order by n.at`);
  return rows.map((row) => row.name);
}
