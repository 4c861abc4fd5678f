/** A team of Jinhua has gone to the next county since yesterday: what it served before counts there only as it stands. */
import type { Id } from '../domain/id.ts';
import { businessDate } from '../domain/time.ts';
import { moveOrganization } from '../server/organizations/tree/move-organization.ts';
import { dayBefore, type Stage } from './stage.ts';
import type { Tree } from './tree.ts';

export async function moveTeam(stage: Stage, tree: Tree, administrator: Id): Promise<void> {
  const counties = [...tree.associations].filter(([code]) => code.startsWith('3307') && code.length === 6);
  const [from, to] = counties.map(([, association]) => association);
  const team = tree.teams.find((one) => from !== undefined && one.path.startsWith(from.path));
  if (to === undefined || team === undefined) return;
  const when = dayBefore(stage, 1, '09:00');
  await stage.act(administrator, when, (writer) =>
    moveOrganization(writer, stage.services, {
      organization_id: team.id,
      parent_id: to.id,
      valid_from: businessDate(when),
      reason: '服务队驻地搬到邻县（示例）',
    }),
  );
}
