/** Who is told of what happens at a place: the people who hold a permission there, or at the nearest organisation above. */
import type { Permission } from '../domain/access.ts';
import type { Id } from '../domain/id.ts';
import { businessDate } from '../domain/time.ts';
import { sql } from './db/sql.ts';
import { pathsUpwards } from './db/tree.ts';
import { countedPermissions } from './http/counted-permissions.ts';
import type { Reader } from './db/reader.ts';
import type { Writer } from './db/writer.ts';

type Holder = { readonly person_id: Id; readonly organization_id: Id; readonly path: string };

/** Nearest first, by grants in force today; a helper of one activity is none. */
async function holdersUpwards(reader: Reader, permission: Permission, path: string, now: Date): Promise<Holder[]> {
  const today = businessDate(now);
  return reader.all<Holder>(sql`
    select distinct g.person_id, g.organization_id, o.path, length(o.path) as depth from role_grants g join roles r on r.id = g.role_id join organizations o on o.id = g.organization_id
    where g.ended_at is null and r.retired_at is null and g.activity_id is null and ${permission} = any(${countedPermissions})
      and g.valid_from <= ${today}::date and coalesce(g.valid_until, 'infinity') >= ${today}::date
      and o.path = any(${pathsUpwards(path)}::text[]) and (g.is_below or o.path = ${path})
    order by depth desc, g.person_id limit 500`);
}

/** Those who hold it nearest to the place itself, or strictly above it: the superior who is told. `without`: whoever needs another person. */
export async function holdersNear(
  writer: Writer,
  permission: Permission,
  path: string,
  where: 'at' | 'above',
  without?: Id,
): Promise<Id[]> {
  const holders = (await holdersUpwards(writer, permission, path, writer.now)).filter(
    (holder) => (where === 'at' || holder.path !== path) && holder.person_id !== without,
  );
  const nearest = holders[0]?.path;
  return [...new Set(holders.filter((holder) => holder.path === nearest).map((holder) => holder.person_id))];
}

export type Rung = { readonly organization_id: Id; readonly path: string; readonly people: readonly Id[] };

/** All who hold it over a place, place by place, nearest first; a place where nobody is left without `except` is none. */
export async function rungsOver(
  reader: Reader,
  asked: { readonly permission: Permission; readonly path: string; readonly except: readonly Id[] },
  now: Date,
): Promise<Rung[]> {
  const rungs = new Map<string, Rung>();
  for (const { person_id, ...place } of await holdersUpwards(reader, asked.permission, asked.path, now)) {
    if (asked.except.includes(person_id)) continue;
    const people = [...(rungs.get(place.path)?.people ?? []), person_id];
    rungs.set(place.path, { organization_id: place.organization_id, path: place.path, people });
  }
  return [...rungs.values()];
}

/** All who hold it at a place, nearest first; `above`: only those whose own place lies above. */
export async function holdersOver(
  reader: Reader,
  asked: { permission: Permission; path: string; where: 'at' | 'above' },
  now: Date,
): Promise<Id[]> {
  const holders = await holdersUpwards(reader, asked.permission, asked.path, now);
  return [
    ...new Set(
      holders.filter((holder) => asked.where === 'at' || holder.path !== asked.path).map((holder) => holder.person_id),
    ),
  ];
}

/** Who holds one of these permissions by a role given at the organisation itself, in force today. */
export async function holdersAt(
  reader: Reader,
  organization: Id,
  permissions: readonly Permission[],
  now: Date,
): Promise<Id[]> {
  return (await holdersAtEach(reader, [organization], permissions, now)).map((row) => row.person_id);
}

/** The same of several at once, at most 50 at each. */
export function holdersAtEach(
  reader: Reader,
  organizations: readonly Id[],
  permissions: readonly Permission[],
  now: Date,
): Promise<{ readonly organization_id: Id; readonly person_id: Id }[]> {
  const today = businessDate(now);
  return reader.all(sql`
    select organization_id, person_id from (
      select g.organization_id, g.person_id, row_number() over (partition by g.organization_id order by g.person_id) as place
      from role_grants g join roles r on r.id = g.role_id
      where g.organization_id = any(${organizations}::uuid[]) and g.ended_at is null and g.activity_id is null and r.permissions && ${permissions}::text[]
        and g.valid_from <= ${today} and coalesce(g.valid_until, 'infinity') >= ${today}
      group by g.organization_id, g.person_id) held where place <= 50`);
}
