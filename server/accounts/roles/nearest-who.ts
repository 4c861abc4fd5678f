import type { Permission, Place } from '../../../domain/access.ts';
import type { Id } from '../../../domain/id.ts';
import { businessDate } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import { pathsUpwards } from '../../db/tree.ts';
import type { Writer } from '../../db/writer.ts';

const toldAtMost = 20;

/** Whom a message goes to: the person in charge where that person may act, else whoever may act from the nearest place. */
export async function nearestWho(
  writer: Writer,
  permission: Permission,
  place: Place,
  inCharge: Id | null,
): Promise<readonly Id[]> {
  const today = businessDate(writer.now);
  const holders = await writer.all<{ person_id: Id; path: string }>(sql`
    select distinct g.person_id, o.path from role_grants g join roles r on r.id = g.role_id join organizations o on o.id = g.organization_id
    where g.ended_at is null and r.retired_at is null and ${permission} = any(r.permissions) and o.path = any(${pathsUpwards(place.path)}::text[])
      and (g.is_below or o.path = ${place.path}) and (g.activity_id is null or g.activity_id = ${place.activity_id ?? null})
      and ${today} between g.valid_from and coalesce(g.valid_until, '9999-12-31')`);
  if (holders.some((holder) => holder.person_id === inCharge)) return inCharge === null ? [] : [inCharge];
  const nearest = Math.max(0, ...holders.map((holder) => holder.path.length));
  return holders
    .filter((holder) => holder.path.length === nearest)
    .map((holder) => holder.person_id)
    .slice(0, toldAtMost);
}
