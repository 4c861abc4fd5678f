/** Communities and compounds with what is done there: 邻舍 in Tiantai (S02, S03, L34), pilot communities in Guangdong (G57). All invented. */
import type { Id } from '../domain/id.ts';
import { businessDate } from '../domain/time.ts';
import { sql } from '../server/db/sql.ts';
import { createOrganization } from '../server/organizations/tree/create-organization.ts';
import { setAttribute, type NewAttribute } from '../server/organizations/profile/set-attribute.ts';
import { changeProfile } from '../server/volunteers/profile/change-profile.ts';
import type { OrganizationKind } from '../domain/organizations/kinds.ts';
import type { Keepers } from './county-work.ts';
import type { Staff } from './staff.ts';
import { dayBefore, each, type Place, type Stage } from './stage.ts';
import type { Tree } from './tree.ts';
import type { Volunteers } from './volunteers.ts';

const neighbourly = '331023';
const pilots = 22;

type People = {
  readonly administrator: Id;
  readonly staff: Staff;
  readonly volunteers: Volunteers;
  readonly keepers: Keepers;
};

export async function settleCommunities(stage: Stage, tree: Tree, people: People): Promise<void> {
  await settleNeighbours(stage, tree, people);
  await namePilots(stage, tree, people);
}

/** One community with two compounds, a team, a service point, residents and a paired association; a second one still without a pair. */
async function settleNeighbours(stage: Stage, tree: Tree, { staff, volunteers, administrator }: People): Promise<void> {
  const officer = staff.officers.get(neighbourly);
  const association = tree.associations.get(neighbourly);
  const town = await firstTown(stage, tree.places.get(neighbourly));
  if (officer === undefined || association === undefined || town === null) return;
  const community = await found(stage, administrator, town, 'village', '赤城社区（示例）');
  await found(stage, administrator, town, 'village', '始丰社区（示例）');
  const compound = await found(stage, administrator, community, 'compound', '桂花苑（示例）');
  const other = await found(stage, administrator, community, 'compound', '锦绣小区（示例）');
  await found(stage, administrator, compound, 'team', '桂花苑邻舍服务队（示例）');
  await found(stage, administrator, compound, 'station', '桂花苑服务点（示例）');
  await attribute(stage, officer, association, {
    kind: 'pairing',
    body: { item: community.id, plan: '每月 20 日邻舍服务' },
  });
  const residents = volunteers.adults
    .filter((one) => one.team.code === neighbourly)
    .filter((_, place) => place % 3 !== 2);
  await each(residents, async (one, place) => {
    const home = place % 2 === 0 ? compound : other;
    await stage.act(one.id, dayBefore(stage, 2, '20:00'), (writer) =>
      changeProfile(writer, { languages: [], availability: [], skills: [], compound_id: home.id, school: null }),
    );
  });
}

async function namePilots(stage: Stage, tree: Tree, { administrator, keepers }: People): Promise<void> {
  const counties = [...tree.places.values()]
    .filter((place) => /^44\d{4}$/.test(place.code ?? '') && tree.associations.has(place.code ?? ''))
    .sort((a, b) => ((a.code ?? '') < (b.code ?? '') ? -1 : 1));
  const chosen = counties.filter((_, place) => place % Math.floor(counties.length / pilots) === 0).slice(0, pilots);
  await each(chosen, async (county, place) => {
    const town = await firstTown(stage, county);
    if (town === null) return;
    const community = await found(stage, administrator, town, 'village', `试点社区${place + 1}（示例）`);
    await attribute(stage, administrator, community, { kind: 'pilot_community', body: { batch: '第一批（示例）' } });
    const keeper = keepers.get(county.code ?? '');
    const association = tree.associations.get(county.code ?? '');
    if (place % 4 === 3 || keeper === undefined || association === undefined) return; // a few have not begun
    await attribute(stage, keeper, association, {
      kind: 'pairing',
      body: { item: community.id, plan: '每月一次社区志愿服务（示例）' },
    });
  });
}

async function firstTown(stage: Stage, county: Place | undefined): Promise<Place | null> {
  if (county === undefined) return null;
  return (
    (await stage.reader.maybe<Place>(sql`
    select id, path, name_zh as name, division_code as code from organizations where parent_id = ${county.id} and kind = 'town' and dissolved_on is null order by division_code limit 1`)) ??
    null
  );
}

async function found(stage: Stage, person: Id, parent: Place, kind: OrganizationKind, name_zh: string): Promise<Place> {
  const at = dayBefore(stage, 200, '09:00');
  const made = await stage.act(person, at, (writer) =>
    createOrganization(writer, { kind, name_zh, parent_id: parent.id, founded_on: businessDate(at), is_example: true }),
  );
  return { ...made, name: name_zh, code: null };
}

function attribute(
  stage: Stage,
  person: Id,
  place: { id: Id },
  of: Pick<NewAttribute, 'kind' | 'body'>,
): Promise<unknown> {
  const at = dayBefore(stage, 120, '10:00');
  return stage.act(person, at, (writer) =>
    setAttribute(writer, {
      organization_id: place.id,
      attribute: { ...of, valid_from: businessDate(at) } as NewAttribute,
    }),
  );
}
