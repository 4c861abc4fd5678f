import type { Permission } from '../../domain/access.ts';
import type { Id } from '../../domain/id.ts';
import type { BusinessDate } from '../../domain/time.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import { pathsUpwards } from '../db/tree.ts';

/** Whoever holds a permission at a place, of the nearest organisation upwards that has somebody beside those left out: who is to be told. */
export async function holdersNear(reader: Reader, permission: Permission, path: string, day: BusinessDate, without: readonly Id[] = []): Promise<Id[]> {
  const rows = await reader.all<{ person_id: Id; path: string }>(sql`
    select distinct g.person_id, o.path from role_grants g join roles r on r.id = g.role_id join organizations o on o.id = g.organization_id
    where o.path = any(${pathsUpwards(path)}::text[]) and (o.path = ${path} or g.is_below) and g.activity_id is null and g.ended_at is null and r.retired_at is null
      and ${permission} = any(r.permissions) and ${day} between g.valid_from and coalesce(g.valid_until, '9999-12-31') and g.person_id <> all(${without}::uuid[])`);
  const nearest = Math.max(...rows.map((row) => row.path.length));
  return rows.filter((row) => row.path.length === nearest).map((row) => row.person_id).sort().slice(0, 50);
}
