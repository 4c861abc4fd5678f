import { whoSees, type Holder } from '../../../domain/accounts/visibility.ts';
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import type { BusinessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { pathsUpwards } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import { countedPermissions } from '../../http/counted-permissions.ts';
import type { DataPlace, Nouns } from '../../lifecycle.ts';

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

type Asked = {
  readonly personId: Id;
  readonly day: BusinessDate;
  readonly language: 'zh' | 'en';
  readonly nouns: Nouns;
};

/** "Who can see my data": the places that hold it, and whose grants reach them on that day. */
export async function dataViewersOf(reader: Reader, actor: Actor, { personId, day, language, nouns }: Asked) {
  const places: DataPlace[] = [];
  for (const { dataPlaces } of nouns.lifecycles) places.push(...((await dataPlaces?.(reader, personId)) ?? []));
  const own = actor.person_id === personId || places.some((place) => mayReadAt(actor, place));
  if (!own && !(await nouns.later.isGuardianOf(reader, actor.person_id, personId))) throw problem('core.not_found');
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

const mayReadAt = (actor: Actor, place: DataPlace): boolean =>
  place.activity_id === null && actor.may('volunteers.read', { path: place.path });
