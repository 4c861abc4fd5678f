/** On the real divisions of four provinces stand invented bodies: league committees, associations, teams. */
import type { Division } from '../domain/organizations/division.ts';
import type { Id } from '../domain/id.ts';
import { createOrganization, type NewOrganization } from '../server/organizations/create-organization.ts';
import { readDivisions } from '../server/organizations/division-files.ts';
import type { Place, Stage } from './stage.ts';
import { each } from './stage.ts';

export const provinces = ['33', '44', '41', '51'];
/** The six places of the sources: 金华, 清远, 漯河, 攀枝花, 天台, 嵊州. */
export const showplaces = ['3307', '4418', '4111', '5104', '331023', '330683'];

export type Tree = {
  /** Division code to the place. */
  readonly places: ReadonlyMap<string, Place>;
  /** Division code to its league committee. */
  readonly committees: ReadonlyMap<string, Place>;
  readonly associations: ReadonlyMap<string, Place>;
  readonly teams: readonly Place[];
};

const since = new Date('2021-05-04T01:00:00Z');
const founded = '2021-05-04';

export async function buildTree(stage: Stage, administrator: Id, places: ReadonlyMap<string, Place>): Promise<Tree> {
  const divisions = readDivisions().filter((one) => wanted(one));
  const found = async (parent: Place, code: string | null, input: Omit<NewOrganization, 'parent_id' | 'founded_on' | 'is_example'>): Promise<Place> => {
    const made = await stage.act(administrator, since, (writer) =>
      createOrganization(writer, { ...input, parent_id: parent.id, founded_on: founded, division_code: code, is_example: true }));
    return { ...made, name: input.name_zh, code };
  };

  const committees = new Map<string, Place>();
  for (const level of ['province', 'city', 'county'] as const) {
    await each(divisions.filter((one) => one.level === level), async (one) => {
      const place = places.get(one.code);
      if (place === undefined) return;
      committees.set(one.code, await found(place, one.code, { kind: 'league_committee', name_zh: `共青团${one.name}委员会`, level }));
    });
  }

  const associations = new Map<string, Place>();
  const led = divisions.filter((one) => one.level === 'city' || (one.level === 'county' && hasAssociation(one.code)));
  await each(led, async (one) => {
    const committee = committees.get(one.code);
    if (committee === undefined) return;
    associations.set(one.code, await found(committee, one.code, {
      kind: 'youth_volunteer_association', name_zh: `${one.name}青年志愿者协会`, level: one.level, is_league_led: true,
    }));
  });

  const teams: Place[] = [];
  const homes = [...associations].filter(([code]) => isShown(code) && code.length === 6);
  await each(homes, async ([code, association]) => {
    for (const name of teamNames(code)) {
      teams.push(await found(association, code, { kind: 'team', name_zh: `${divisionName(divisions, code)}${name}（示例）` }));
    }
  });
  teams.sort((left, right) => (left.name < right.name ? -1 : 1));
  return { places, committees, associations, teams };
}

const isShown = (code: string): boolean => showplaces.some((place) => code.startsWith(place));

function wanted(one: Division): boolean {
  if (one.valid_until !== null || one.is_zone || one.level === 'nation') return false;
  return provinces.includes(one.code.slice(0, 2)) && one.level !== 'town';
}

/** Not every county of Guangdong has one yet: 106 of 122, as its notice of 2021 says (G08, G09). */
function hasAssociation(code: string): boolean {
  if (isShown(code)) return true;
  return code.startsWith('44') && !guangdongWithout.includes(code);
}

const guangdongWithout = [
  '440204', '440205', '440222', '440224', '440229', '440232', '440233', '440281', '440282', '440512', '440513', '440514',
  '440515', '440523', '440705', '440783',
];

function teamNames(code: string): string[] {
  return showplaces.includes(code) ? ['文明交通志愿服务队', '助老助残志愿服务队', '青年之家志愿服务队', '应急救援志愿服务队'] : ['文明实践志愿服务队', '青春志愿服务队'];
}

function divisionName(divisions: readonly Division[], code: string): string {
  return divisions.find((one) => one.code === code)?.name ?? '';
}
