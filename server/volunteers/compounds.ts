import type { Id } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';

/** S03: residential compounds at, below or beside an organisation. */
export function compoundsNear(reader: Reader, path: string): Promise<{ id: Id; name: string }[]> {
  const around = path.replace(/\d+\/$/, '');
  return reader.all(sql`
    select id, name_zh as name from organizations
    where level = 'compound' and dissolved_on is null and (path like ${`${path}%`} or path like ${`${around}%`})
    order by path limit 100`);
}

/** A volunteer lives in a compound, not in a city or a team: the share of residents is counted from it. */
export async function demandCompound(reader: Reader, id: Id): Promise<void> {
  const found = await reader.maybe(sql`select id from organizations where id = ${id} and level = 'compound' and dissolved_on is null`);
  if (found === undefined) throw problem('core.not_found', {}, 'compound_id');
}
