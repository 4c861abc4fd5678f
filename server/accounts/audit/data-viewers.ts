import { whoSees, type Holder } from '../../../domain/accounts/visibility.ts';
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import type { BusinessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { pathsUpwards } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import { countedPermissions } from '../../http/counted-permissions.ts';

type PlaceRow = { path: string; name_zh: string; because: 'home' | 'membership' | 'activity'; activity_id: Id | null };
type HolderRow = {
  person_id: Id;
  person_name: string;
  role_name: string;
  organization_name: string;
  role_id: Id;
  permissions: Holder['grant']['permissions'];
  organization_id: Id;
  path: string;
  below: boolean;
  valid_from: BusinessDate;
  valid_until: BusinessDate | null;
  activity_id: Id | null;
};

/** "Who can see my data": the places that hold it, and whose grants reach them on that day. */
export async function dataViewersOf(
  reader: Reader,
  actor: Actor,
  personId: Id,
  day: BusinessDate,
  language: 'zh' | 'en',
) {
  const places = await placesOf(reader, personId);
  if (!(await mayAsk(reader, actor, personId, places))) throw problem('core.not_found');
  const upwards = [...new Set(places.flatMap((place) => pathsUpwards(place.path)))];
  const rows = await reader.all<HolderRow>(sql`
    select g.person_id, coalesce(p.name, '') as person_name, ${language === 'zh' ? sql`r.name_zh` : sql`r.name_en`} as role_name, o.name_zh as organization_name,
      g.role_id, ${countedPermissions} as permissions, g.organization_id, o.path, g.is_below as below, g.valid_from, g.valid_until, g.activity_id
    from role_grants g join roles r on r.id = g.role_id join organizations o on o.id = g.organization_id join persons p on p.id = g.person_id
    where g.ended_at is null and r.retired_at is null and o.path = any(${upwards}::text[]) and g.person_id <> ${personId}
    order by length(o.path) desc, p.name limit 500`);
  const holders = rows.map(({ person_id, person_name, role_name, organization_name, ...grant }) => ({
    person_id,
    person_name,
    role_name,
    organization_name,
    grant,
  }));
  return {
    places: places.map((place) => ({ name_zh: place.name_zh, because: place.because })),
    rows: whoSees(holders, places, day, language).map(({ because_path: _, sees, ...seer }) => ({
      ...seer,
      sees: [...sees],
    })),
  };
}

async function placesOf(reader: Reader, personId: Id): Promise<PlaceRow[]> {
  return reader.all<PlaceRow>(sql`
    select v.organization_path as path, o.name_zh, 'home' as because, null::uuid as activity_id
      from volunteers v join organizations o on o.id = v.organization_id where v.id = ${personId}
    union all
    select o.path, o.name_zh, 'membership', null
      from memberships m join organizations o on o.id = m.organization_id where m.volunteer_id = ${personId} and m.left_on is null
    union all
    select distinct s.organization_path, a.title, 'activity', a.id
      from sign_ups s join activities a on a.id = s.activity_id where s.volunteer_id = ${personId} and s.ended_at is null`);
}

async function mayAsk(reader: Reader, actor: Actor, personId: Id, places: readonly PlaceRow[]): Promise<boolean> {
  if (
    actor.person_id === personId ||
    places.some((place) => place.activity_id === null && actor.may('volunteers.read', { path: place.path }))
  )
    return true;
  const guards = await reader.maybe(sql`
    select id from guardianships where child_id = ${personId} and guardian_id = ${actor.person_id} and ended_at is null`);
  return guards !== undefined;
}
