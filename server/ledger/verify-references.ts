/** What a foreign key would hold if its two tables lay together (docs/decisions/057-people-where-they-grow.md). */
import type { Id } from '../../domain/id.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { Fault } from './fault.ts';

const atOnce = 1000;

/** Each link that was made for a role names one that is there. */
export async function verifyReferences(reader: Reader): Promise<Fault[]> {
  const faults: Fault[] = [];
  let after: Id | null = null;
  for (;;) {
    const links: { id: Id; grant_id: Id }[] = await reader.all<{ id: Id; grant_id: Id }>(sql`
      select id, grant_id from sign_in_links where grant_id is not null and (${after}::uuid is null or id > ${after}::uuid) order by id limit ${atOnce}`);
    const held = await reader.all<{ id: Id }>(
      sql`select id from role_grants where id = any(${links.map((link) => link.grant_id)}::uuid[])`,
    );
    const there = new Set(held.map((grant) => grant.id));
    for (const link of links)
      if (!there.has(link.grant_id))
        faults.push({
          check: 'reference',
          where: `sign-in link ${link.id}`,
          says: `names a role that is not there: ${link.grant_id}`,
        });
    after = links.at(-1)?.id ?? null;
    if (links.length < atOnce || after === null) return faults;
  }
}
