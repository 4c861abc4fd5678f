/** The demonstration, act by act. A new noun adds its line here and its file beside. */
import { keepRows } from '../server/evidence/keep-rows.ts';
import { foldTotals } from '../server/ledger/fold-totals.ts';
import { sealAudit } from '../server/ledger/seal-audit.ts';
import { sealLedger } from '../server/ledger/seal-ledger.ts';
import type { Services } from '../server/services.ts';
import { publishYear } from './activities.ts';
import { attendYear } from './attendances.ts';
import { playEdgeCases } from './edge-cases.ts';
import { settleCommunities } from './communities.ts';
import { workCounties } from './county-work.ts';
import { makeFixtures, raiseCurtain, type CastMember } from './fixtures.ts';
import { appointStaff, type Staff } from './staff.ts';
import { mergeAndRename, planAnEnd } from './merged.ts';
import { moveTeam } from './moved.ts';
import { reform } from './reform.ts';
import { issueRules } from './rules.ts';
import { Stage, whole, type Size } from './stage.ts';
import { buildTree, teamOf } from './tree.ts';
import { registerVolunteers, type Volunteers } from './volunteers.ts';

const seed = 20_260_504;

export type WorldOptions = {
  readonly today: Date;
  readonly log: (line: string) => void;
  readonly signal?: AbortSignal;
  readonly size?: Size;
};

export async function buildWorld(
  services: Services,
  { today, log, signal, size = whole }: WorldOptions,
): Promise<void> {
  const stage = new Stage(services, { seed, size, today, signal });
  const step = async <T>(zh: string, en: string, work: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    const result = await work();
    log(`${zh} · ${en}  ${((performance.now() - started) / 1000).toFixed(1)} s`);
    return result;
  };

  const fixtures = await step('地点', 'places', () => makeFixtures(stage));
  const tree = await step('组织', 'organisations', () => buildTree(stage, fixtures.administrator, fixtures.places));
  const staff = await step('工作人员', 'staff', () => appointStaff(stage, tree, fixtures));
  await step('规则', 'rule books', () => issueRules(stage, tree, staff));
  const keepers = await step('县级台账', 'county ledger', () =>
    workCounties(stage, tree, staff, fixtures.administrator),
  );
  const volunteers = await step('志愿者', 'volunteers', () => registerVolunteers(stage, tree, staff));
  await step('社区和小区', 'communities and compounds', () =>
    settleCommunities(stage, tree, { ...fixtures, staff, volunteers, keepers }),
  );
  await step('改革和机制', 'reform and mechanism', () => reform(stage, tree, staff, fixtures.second_administrator));
  const calendar = await step('项目、活动和报名', 'projects, activities, sign-ups', () =>
    publishYear(stage, tree, staff, volunteers),
  );
  await step('签到和确认', 'check-ins and confirmations', () => attendYear(stage, calendar));
  await step('不顺的事', 'awkward cases', async () => {
    await mergeAndRename(stage, tree, fixtures.administrator);
    await planAnEnd(stage, tree, fixtures.administrator);
    await playEdgeCases(stage, tree, staff, volunteers);
    await moveTeam(stage, tree, fixtures.administrator);
  });
  await step('封存账本', 'sealing the ledger', async () => {
    await foldTotals(services.pool);
    await keepRows({ ...services, clock: () => today });
    await sealAudit(services.pool, today);
    await sealLedger(services.pool, today);
  });
  await raiseCurtain(stage, castOf(staff, volunteers, teamOf(tree, '天台县助老助残').id));
}

function castOf(staff: Staff, { cast }: Volunteers, team: string): CastMember[] {
  const one = (
    person_id: string | undefined,
    title_zh: string,
    title_en: string,
    surface: CastMember['surface'],
  ): CastMember[] => (person_id === undefined ? [] : [{ person_id, title_zh, title_en, surface }]);
  return [
    ...one(cast.experienced, '志愿者，服务一年', 'Volunteer for a year', 'phone'),
    ...one(cast.newcomer, '刚注册的志愿者', 'New volunteer', 'phone'),
    ...one(cast.pupil, '中学生志愿者', 'Pupil', 'phone'),
    ...one(cast.guardian, '家长（监护人），两个孩子', 'Parent of two', 'phone'),
    ...one(staff.leaders.get(team), '天台县助老助残志愿服务队 队长', 'Team leader, Tiantai', 'console'),
    ...one(staff.helper, '现场签到员', 'Check-in helper', 'phone'),
    ...one(staff.officers.get('331023'), '团天台县委 干事', 'County league committee, Tiantai', 'console'),
    ...one(staff.reviewers.get('331023'), '团天台县委 复核员', 'Second reviewer, Tiantai', 'console'),
    ...one(staff.city_officer, '团金华市委 干事', 'City league committee, Jinhua', 'console'),
    ...one(staff.rulers.get('5104'), '团攀枝花市委 干事', 'City league committee, Panzhihua', 'console'),
    ...one(staff.province_officer, '团浙江省委 干事', 'Provincial league committee, Zhejiang', 'console'),
    ...one(staff.privacy_officer, '个人信息保护专员', 'Privacy officer', 'console'),
    ...one(staff.auditor, '审计员', 'Auditor', 'console'),
    ...one(staff.administrator, '平台管理员', 'Platform administrator', 'console'),
  ];
}
