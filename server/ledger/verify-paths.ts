/** Sums go up the tree by the paths of organisations: each must be its superior's path and its own number. */
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { Fault } from './fault.ts';

export async function verifyPaths(reader: Reader): Promise<Fault[]> {
  const rows = await reader.all<{ id: string; path: string }>(sql`
    select o.id, o.path from organizations o left join organizations above on above.id = o.parent_id
    where o.path is distinct from coalesce(above.path, '/') || o.ordinal || '/' order by o.ordinal limit 20`);
  return rows.map(({ id, path }) => ({
    check: 'path',
    where: `organizations ${id}`,
    says: `the path ${JSON.stringify(path)} is not its superior's path and its own number`,
  }));
}
