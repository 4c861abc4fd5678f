/** On the real divisions of four provinces stand invented bodies: league committees, associations, teams. */
import type { Division } from '../domain/organizations/division.ts';
import type { Id } from '../domain/id.ts';
import { at, type BusinessDate } from '../domain/time.ts';
import { createOrganization, type NewOrganization } from '../server/organizations/tree/create-organization.ts';
import { readDivisions } from '../server/organizations/tree/division-files.ts';
import type { Place, Stage } from './stage.ts';
import { each } from './stage.ts';

export type Tree = {
  /** Division code to the place. */
  readonly places: ReadonlyMap<string, Place>;
  /** Division code to its league committee. */
  readonly committees: ReadonlyMap<string, Place>;
  readonly associations: ReadonlyMap<string, Place>;
  readonly teams: readonly Place[];
};

/** Two districts of Hangzhou are younger than the rest. */
const foundedOn = (one: Division | undefined): BusinessDate =>
  one !== undefined && one.valid_from > '2015-05-04' ? '2021-05-04' : '2015-05-04';

export async function buildTree(stage: Stage, administrator: Id, places: ReadonlyMap<string, Place>): Promise<Tree> {
  const divisions = readDivisions().filter((one) => wanted(stage, one));
  const found = async (
    parent: Place,
    code: string | null,
    input: Omit<NewOrganization, 'parent_id' | 'founded_on' | 'is_example'>,
  ): Promise<Place> => {
    const founded_on = foundedOn(divisions.find((one) => one.code === code));
    const made = await stage.act(administrator, at(founded_on, '09:00'), (writer) =>
      createOrganization(writer, { ...input, parent_id: parent.id, founded_on, division_code: code, is_example: true }),
    );
    return { ...made, name: input.name_zh, code };
  };

  const committees = new Map<string, Place>();
  for (const level of ['province', 'city', 'county'] as const) {
    await each(
      divisions.filter((one) => one.level === level),
      async (one) => {
        const place = places.get(one.code);
        if (place === undefined) return;
        committees.set(
          one.code,
          await found(place, one.code, { kind: 'league_committee', name_zh: `共青团${one.name}委员会`, level }),
        );
      },
    );
  }

  const associations = new Map<string, Place>();
  const led = divisions.filter(
    (one) => one.level === 'city' || (one.level === 'county' && hasAssociation(stage, one.code)),
  );
  await each(led, async (one) => {
    const committee = committees.get(one.code);
    if (committee === undefined) return;
    associations.set(
      one.code,
      await found(committee, one.code, {
        kind: 'youth_volunteer_association',
        name_zh: `${one.name}青年志愿者协会`,
        level: one.level,
        is_league_led: true,
      }),
    );
  });

  const teams: Place[] = [];
  const homes = [...associations].filter(([code]) => isShown(stage, code) && code.length === 6);
  await each(homes, async ([code, association]) => {
    for (const name of teamNames(stage, code)) {
      teams.push(
        await found(association, code, { kind: 'team', name_zh: `${divisionName(divisions, code)}${name}（示例）` }),
      );
    }
  });
  teams.sort((left, right) => (left.name < right.name ? -1 : 1));
  return { places, committees, associations, teams };
}

export const isShown = (stage: Stage, code: string): boolean =>
  stage.size.showplaces.some((place) => code.startsWith(place));

function wanted(stage: Stage, one: Division): boolean {
  if (one.valid_until !== null || one.is_zone || one.level === 'nation') return false;
  return stage.size.provinces.includes(one.code.slice(0, 2)) && one.level !== 'town';
}

/** Not every county of Guangdong has one yet: 106 of 122, as its notice of 2021 says (G08, G09). */
function hasAssociation(stage: Stage, code: string): boolean {
  if (isShown(stage, code)) return true;
  return code.startsWith('44') && !guangdongWithout.includes(code);
}

const guangdongWithout = [
  '440204',
  '440205',
  '440222',
  '440224',
  '440229',
  '440232',
  '440233',
  '440281',
  '440282',
  '440512',
  '440513',
  '440514',
  '440515',
  '440523',
  '440705',
  '440783',
];

function teamNames(stage: Stage, code: string): string[] {
  return stage.size.showplaces.includes(code)
    ? ['文明交通志愿服务队', '助老助残志愿服务队', '青年之家志愿服务队', '应急救援志愿服务队']
    : ['文明实践志愿服务队', '青春志愿服务队'];
}

function divisionName(divisions: readonly Division[], code: string): string {
  return divisions.find((one) => one.code === code)?.name ?? '';
}

export function teamOf(tree: Tree, name: string): Place {
  const team = tree.teams.find((one) => one.name.startsWith(name));
  if (team === undefined) throw new Error(`no team ${name}`);
  return team;
}
