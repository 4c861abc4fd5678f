/** Guangdong's county ledger: 122 counties, 106 founded, 84 standardised (G08–G12), with steps, bottlenecks, sheets and watchers. Each county's state is invented. */
import type { Id } from '../domain/id.ts';
import type { BottleneckType } from '../domain/organizations/tasks.ts';
import { addDays, businessDate } from '../domain/time.ts';
import { grantRole } from '../server/accounts/roles/grant-role.ts';
import { personForGrant } from '../server/accounts/roles/person-for-grant.ts';
import { sql } from '../server/db/sql.ts';
import { openTask } from '../server/organizations/profile/open-task.ts';
import { selectInto } from '../server/organizations/county/select-into.ts';
import { inventedName, inventedPhone } from './people-names.ts';
import type { Staff } from './staff.ts';
import { dayBefore, each, type Place, type Stage } from './stage.ts';
import type { Tree } from './tree.ts';
import { watch, closeSteps, standardise, attribute, type Office } from './county-steps.ts';

const province = '44';
const standardisedCounties = 84;
const pilotUnits = 10;
// G59
const firstPhone = 6000;
const bottlenecks: readonly (readonly [BottleneckType, string])[] = [
  ['premises', '办公场所未落实'],
  ['staff', '负责人未定'],
  ['registration', '未取得民政登记'],
  ['members', '发起会员不足'],
  ['registration', '登记材料被退回'],
  ['policy', '理事会未按期开'],
  ['staff', '专职人员差 2 名'],
  ['members', '台账缺会员名册'],
  ['policy', '章程待备案'],
];

/** Who keeps the record of a county, by its code. */
export type Keepers = ReadonlyMap<string, Id>;

export async function workCounties(stage: Stage, tree: Tree, staff: Staff, administrator: Id): Promise<Keepers> {
  const counties = [...tree.places.values()]
    .filter((place) => place.code !== null && place.code.length === 6 && place.code.startsWith(province))
    .sort((a, b) => ((a.code ?? '') < (b.code ?? '') ? -1 : 1));
  if (counties.length === 0) return new Map();
  const offices = await openOffices(stage, tree, administrator, counties);
  const founded = counties.filter((county) => tree.associations.has(county.code ?? ''));
  const finished = new Set(founded.slice(0, standardisedCounties).map((county) => county.code));
  const open = counties.filter((county) => !finished.has(county.code));
  await each(counties, async (county) => {
    const office = offices.get((county.code ?? '').slice(0, 4));
    if (office === undefined) return;
    const association = tree.associations.get(county.code ?? '');
    const isFinished = finished.has(county.code);
    await watch(stage, office, county);
    await closeSteps(stage, office.county, county, isFinished ? 4 : association ? 3 : 1 + (open.indexOf(county) % 2));
    if (isFinished && association) {
      await standardise(stage, office, association);
      await keepUp(stage, office, county);
    } else await describeGap(stage, office, county, open.indexOf(county));
  });
  await decideLibrary(stage, tree, staff);
  await each(founded.filter((_, place) => place % 8 === 3).slice(0, pilotUnits), async (county) => {
    const [office, association] = [
      offices.get((county.code ?? '').slice(0, 4)),
      tree.associations.get(county.code ?? ''),
    ];
    if (office && association)
      await attribute(stage, office.city, association, 90, {
        kind: 'pilot_unit',
        body: { batch: '县级组织建设试点（示例）' },
      });
  });
  await each(
    counties.filter((_, place) => place % 9 === 4),
    async (county, place) => {
      const office = offices.get((county.code ?? '').slice(0, 4));
      if (office) await visit(stage, office, county, place);
    },
  );
  return new Map(
    counties.flatMap((county) => {
      const office = offices.get((county.code ?? '').slice(0, 4));
      return office === undefined ? [] : [[county.code ?? '', office.county] as const];
    }),
  );
}

/** G54: the four that the notice names, out of candidates of which the rest is invented. */
const chosenCounties = ['440104', '440105', '440306', '440982'];
async function decideLibrary(stage: Stage, tree: Tree, staff: Staff): Promise<void> {
  const decider = staff.rulers.get(province);
  const level = tree.places.get(province);
  if (decider === undefined || level === undefined) return;
  const idsOf = (codes: readonly string[]) => codes.flatMap((code) => tree.associations.get(code)?.id ?? []);
  const candidates = [...tree.associations.keys()]
    .filter((code) => code.startsWith(province) && code.length === 6 && !chosenCounties.includes(code))
    .sort()
    .filter((_, place) => place % 17 === 0);
  await stage.act(decider, dayBefore(stage, 30, '15:00'), (writer) =>
    selectInto(writer, {
      organization_id: level.id,
      decided_on: businessDate(dayBefore(stage, 30, '15:00')),
      reason: '组织健全，活动经常，有县域品牌项目（示例）',
      candidate_ids: [...idsOf(chosenCounties), ...idsOf(candidates)],
      chosen_ids: idsOf(chosenCounties),
    }),
  );
}

/** One member of staff at each city, and one who works for its counties. */
async function openOffices(
  stage: Stage,
  tree: Tree,
  administrator: Id,
  counties: readonly Place[],
): Promise<ReadonlyMap<string, Office>> {
  const role = await stage.reader.one<{ id: Id }>(
    sql`select id from roles where name_zh = '团委干事' and organization_id is null`,
  );
  const codes = [...new Set(counties.map((county) => (county.code ?? '').slice(0, 4)))];
  const offices = new Map<string, Office>();
  let phones = firstPhone;
  const appoint = async (places: readonly Place[], name: string): Promise<Id> =>
    stage.act(administrator, dayBefore(stage, 300, '09:00'), async (writer) => {
      const first = places[0];
      if (first === undefined) throw new Error('nobody is appointed nowhere');
      const person_id = await personForGrant(writer, {
        phone: inventedPhone(phones++),
        name,
        organization_id: first.id,
      });
      for (const place of places)
        await grantRole(writer, {
          person_id,
          role_id: role.id,
          organization_id: place.id,
          is_below: true,
          valid_from: businessDate(dayBefore(stage, 300, '09:00')),
          valid_until: null,
        });
      return person_id;
    });
  for (const code of codes) {
    const city = tree.places.get(code);
    if (city === undefined) continue;
    const names = [inventedName(stage.random), inventedName(stage.random), inventedName(stage.random)];
    offices.set(code, {
      city: await appoint([city], names[0] ?? ''),
      names,
      county: await appoint(
        counties.filter((county) => county.code?.startsWith(code)),
        names[1] ?? '',
      ),
    });
  }
  return offices;
}

/** G28: a county that is through has its one sheet too: what comes next. */
async function keepUp(stage: Stage, office: Office, county: Place): Promise<void> {
  await attribute(stage, office.county, county, 45, {
    kind: 'policy_sheet',
    body: {
      problems: '品牌项目还少，示范创建未完成',
      measures: '每年培育一个品牌项目，按季回看',
      person: office.names[1] ?? '',
      deadline: addDays(businessDate(stage.today), 120),
    },
  });
}

/** G28: what the city found on the spot. */
async function visit(stage: Stage, office: Office, county: Place, place: number): Promise<void> {
  const at = dayBefore(stage, 25 + (place % 5), '16:00');
  await stage.act(office.city, at, (writer) =>
    openTask(writer, {
      organization_id: county.id,
      task: {
        kind: 'visit',
        body: {
          occurred_on: businessDate(at),
          visitors: office.names[0] ?? '',
          findings: '队伍稳定，台账基本齐（示例）',
          advice: '会议记录按季补齐，品牌项目再聚焦（示例）',
        },
      },
    }),
  );
}

/** What is still missing, where it is stuck, and until when; nine are late. */
async function describeGap(stage: Stage, office: Office, county: Place, place: number): Promise<void> {
  const [type, title] = bottlenecks[place % bottlenecks.length] ?? ['other', '待梳理'];
  const isLate = place % 4 === 1 && place < 36;
  const deadline = addDays(businessDate(stage.today), isLate ? -(2 + ((place * 3) % 20)) : 24 + (place % 3) * 10);
  const at = dayBefore(stage, 40, '15:00');
  await stage.act(office.county, at, (writer) =>
    openTask(writer, {
      organization_id: county.id,
      task: { kind: 'bottleneck', body: { type, title, due_on: deadline } },
    }),
  );
  await attribute(stage, office.county, county, 40, {
    kind: 'policy_sheet',
    body: { problems: title, measures: '列入本县要点，专人跟进', person: office.names[1] ?? '', deadline },
  });
}
