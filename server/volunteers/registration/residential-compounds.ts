import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { pathsUpwards } from '../../db/tree.ts';

/**
 * S03: the residential compounds of the county in which an organisation works, wherever in its tree the organisation stands; where
 * there is no county above it, of the nearest place above. Each with the place where it lies, as names repeat.
 */
export async function compoundsNear(reader: Reader, path: string): Promise<{ id: Id; name: string }[]> {
  const place = await reader.maybe<{ path: string }>(sql`
    select path from organizations where path = any(${pathsUpwards(path)}::text[]) and kind in ('county', 'city', 'town', 'village')
    order by kind = 'county' desc, length(path) desc limit 1`);
  const around = place?.path ?? path.replace(/\d+\/$/, '');
  return reader.all(sql`
    select c.id, case when p.path = ${around} then c.name_zh else c.name_zh || '（' || p.name_zh || '）' end as name
    from organizations c join organizations p on p.id = c.parent_id
    where c.kind = 'compound' and c.dissolved_on is null and c.path like ${`${around}%`}
    order by c.path like ${`${path}%`} desc, c.path limit 1000`);
}

/** A volunteer lives in a compound, not in a city or a team: the share of residents is counted from it. */
export async function assertCompound(reader: Reader, id: Id): Promise<void> {
  const found = await reader.maybe(
    sql`select id from organizations where id = ${id} and kind = 'compound' and dissolved_on is null`,
  );
  if (found === undefined) throw problem('core.not_found', {}, 'compound_id');
}
