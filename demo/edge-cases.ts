/** One of each case that is not smooth, around one team in Tiantai: what the queues and histories of the product are for. */
import { minuteMs } from '../domain/time.ts';
import { requestMerge } from '../server/volunteers/merges/merge-volunteers.ts';
import { registerAtStation } from '../server/volunteers/registration/register-at-station.ts';
import { sql } from '../server/db/sql.ts';
import { proposeProject } from './activities.ts';
import { activityTexts } from './activity-texts.ts';
import type { Staff } from './staff.ts';
import { inventedPhone } from './people-names.ts';
import type { Stage } from './stage.ts';
import { teamOf, type Tree } from './tree.ts';
import type { Volunteers } from './volunteers.ts';
import { type Set, now } from './case-set.ts';
import {
  ordinaryService,
  certify,
  correct,
  longDay,
  backFill,
  withoutReception,
  correctionOpen,
  yesterday,
} from './record-cases.ts';
import { comingWithWaitlist, approvals, insuredAndDelegated, movedShift } from './activity-cases.ts';

export async function playEdgeCases(stage: Stage, tree: Tree, staff: Staff, volunteers: Volunteers): Promise<void> {
  const team = teamOf(tree, '天台县助老助残');
  const [leader, officer, reviewer] = [
    staff.leaders.get(team.id),
    staff.officers.get('331023'),
    staff.reviewers.get('331023'),
  ];
  const text = activityTexts[1];
  if (leader === undefined || officer === undefined || reviewer === undefined || text === undefined)
    throw new Error('the set is not complete');
  const others = volunteers.adults
    .filter(
      (one) => one.team.id === team.id && one.id !== volunteers.cast.experienced && one.id !== volunteers.cast.newcomer,
    )
    .map((one) => one.id);
  const project = await proposeProject(stage, team, leader, { ...text, project: '银龄同行' });
  const set: Set = {
    stage,
    team,
    project,
    leader,
    officer,
    reviewer,
    hero: volunteers.cast.experienced,
    others,
    pupil: volunteers.cast.pupil,
  };
  const corrected = await ordinaryService(set, 200, '给独居老人送午饭');
  await certify(set, 190);
  await correct(set, corrected, 150);
  await longDay(set, 120, true);
  await ordinaryService(set, 90, '敬老院陪伴，读报和理发');
  await backFill(set, 60, true);
  await ordinaryService(set, 45, '重阳节送餐');
  await withoutReception(set, 30);
  await longDay(set, 12, false);
  await correctionOpen(set, 9);
  await backFill(set, 6, false);
  await certify(set, 5);
  await yesterday(set);
  await comingWithWaitlist(set);
  await approvals(set);
  await insuredAndDelegated(set);
  await movedShift(set);
  await twiceRegistered(set);
  await now(set);
}

/** Two registrations that may be one person; both sides and a colleague still have to say so. */
async function twiceRegistered(set: Set): Promise<void> {
  const kept = set.others[22];
  if (kept === undefined) return;
  const known = await set.stage.reader.one<{ name: string; birth_date: string }>(
    sql`select name, birth_date::text from persons where id = ${kept}`,
  );
  await set.stage.act(set.officer, new Date(set.stage.today.getTime() - 26 * 60 * minuteMs), async (writer) => {
    const { volunteer_id } = await registerAtStation(
      writer,
      {
        ...known,
        document_type: 'passport',
        document_number: 'E00000023',
        phone: inventedPhone(95_000),
        organization_id: set.team.id,
        is_pupil: false,
        is_self_supporting: false,
        is_league_member: false,
      },
      set.stage.services,
    );
    await requestMerge(writer, {
      kept_id: kept,
      duplicate_id: volunteer_id,
      reason: '同名同生日，一份用身份证、一份用护照',
    });
  });
}
