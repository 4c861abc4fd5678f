/** Bodies with a history: one merged into its neighbour when its district ended, one renamed, and one whose end is planned. */
import type { Id } from '../domain/id.ts';
import { addDays, businessDate } from '../domain/time.ts';
import { planEnd } from '../server/organizations/planned-ends/plan-end.ts';
import { renameOrganization } from '../server/organizations/tree/change-organization.ts';
import { createOrganization } from '../server/organizations/tree/create-organization.ts';
import { dissolveOrganization } from '../server/organizations/tree/dissolve-organization.ts';
import { dayBefore, type Stage } from './stage.ts';
import type { Tree } from './tree.ts';

/** 江干区 of Hangzhou ended on 2021-04-09; its youth volunteers went to 上城区. */
export async function mergeAndRename(stage: Stage, tree: Tree, administrator: Id): Promise<void> {
  const [city, district] = [tree.committees.get('3301'), tree.committees.get('330102')];
  if (city === undefined || district === undefined) return;
  const found = (parent_id: Id, name_zh: string, founded_on: string): Promise<{ id: Id }> =>
    stage.act(administrator, new Date(`${founded_on}T02:00:00Z`), (writer) =>
      createOrganization(writer, {
        kind: 'youth_volunteer_association',
        name_zh,
        parent_id,
        founded_on,
        level: 'county',
        is_league_led: true,
        is_example: true,
      }),
    );
  const old = await found(city.id, '江干区青年志愿者协会', '2016-03-05');
  const heir = await found(district.id, '上城区青年志愿者协会', '2017-03-05');
  await stage.act(administrator, new Date('2021-04-09T02:00:00Z'), (writer) =>
    dissolveOrganization(writer, stage.services, {
      organization_id: old.id,
      successor_id: heir.id,
      dissolved_on: '2021-04-09',
      reason: '杭州市区划调整，撤销江干区',
    }),
  );
  const team = tree.teams.find((one) => one.name.startsWith('嵊州市文明交通'));
  if (team === undefined) return;
  await stage.act(administrator, new Date('2025-03-05T02:00:00Z'), (writer) =>
    renameOrganization(writer, stage.services.later, {
      organization_id: team.id,
      name_zh: '嵊州市邻舍文明交通志愿服务队（示例）',
      valid_from: '2025-03-05',
      reason: '并入邻舍品牌',
    }),
  );
}

/** A team that ends in a month and a half, when its year is over; everybody sees it until then. */
export async function planAnEnd(stage: Stage, tree: Tree, administrator: Id): Promise<void> {
  const parent = tree.associations.get('331023');
  if (parent === undefined) return;
  const before = dayBefore(stage, 200, '09:00');
  const team = await stage.act(administrator, before, (writer) =>
    createOrganization(writer, {
      kind: 'team',
      name_zh: '百日爱心摊志愿服务队（示例）',
      parent_id: parent.id,
      founded_on: businessDate(before),
      is_example: true,
    }),
  );
  await stage.act(administrator, dayBefore(stage, 2, '10:00'), (writer) =>
    planEnd(writer, stage.services, {
      organization_id: team.id,
      successor_id: null,
      dissolved_on: addDays(businessDate(stage.today), 45),
      reason: '专项服务期满',
    }),
  );
}
