import type { Permission } from '../../domain/access.ts';
import { sql } from '../db/sql.ts';
import type { TestApp, TestOrganization, TestPerson } from '../testing/test-app.ts';

/** A county with a leader, a colleague and a superior, and activities published through HTTP. */
export const leading: readonly Permission[] = [
  'projects.read',
  'projects.write',
  'projects.publish',
  'projects.roster',
  'records.check_in',
  'records.confirm',
];

export const proposal = {
  title: '一江清水',
  category: 'ecology',
  aim: '让江边干净',
  plan: '每周末分段捡拾',
  principles: {
    party_concern: '列入全市文明城市创建任务',
    social_need: '沿江居民反映垃圾多',
    within_reach: '半天可完成',
  },
};

export const river = {
  title: '江边清洁，认养一段河',
  description: '分三段捡拾，称重记录',
  category: 'ecology',
  topics: ['environment/mother_river'],
  place: '云汀湿地南门集合点',
  risk_statement: '石阶湿滑，会用到夹子和铲子，须穿救生衣',
  minimum_age: 16,
};

export type Fixtures = {
  city: TestOrganization;
  county: TestOrganization;
  leader: TestPerson;
  colleague: TestPerson;
  superior: TestPerson;
  project_id: string;
};

export async function makeFixtures(t: TestApp): Promise<Fixtures> {
  const city = await t.organization('云州市青年志愿者协会', null, { level: 'city' });
  const county = await t.organization('云汀区青年志愿者协会', city, { level: 'county' });
  const leader = await t.person('周敏', [{ permissions: leading, at: county }]);
  const colleague = await t.person('何景', [{ permissions: [...leading, 'projects.approve'], at: county }]);
  const superior = await t.person('秦岚', [{ permissions: ['projects.read', 'projects.approve'], at: city }]);
  const made = await t.post<{ id: string }>(leader, '/api/projects', { organization_id: county.id, ...proposal });
  if (made.status !== 200) throw new Error(JSON.stringify(made.body));
  return { city, county, leader, colleague, superior, project_id: made.body.id };
}

export function shift(
  day: string,
  from: string,
  to: string,
  capacity = 20,
): { starts_at: string; ends_at: string; capacity: number } {
  return { starts_at: `${day}T${from}:00+08:00`, ends_at: `${day}T${to}:00+08:00`, capacity };
}

export async function publish(
  t: TestApp,
  fixtures: Fixtures,
  change: object = {},
): Promise<{ id: string; shift_ids: string[] }> {
  const body = {
    project_id: fixtures.project_id,
    ...river,
    shifts: [shift('2026-11-28', '09:00', '12:00')],
    ...change,
  };
  const made = await t.post<{ id: string }>(fixtures.leader, '/api/activities', body);
  if (made.status !== 200) throw new Error(JSON.stringify(made.body));
  const sent = await t.put<{ state: string }>(fixtures.leader, `/api/activities/${made.body.id}/submission`, {});
  if (sent.status !== 200) throw new Error(JSON.stringify(sent.body));
  if (sent.body.state === 'submitted')
    await t.put(fixtures.superior, `/api/activities/${made.body.id}/approval`, { decision: 'approved' });
  const shown = await t.get<{ shifts: { id: string }[] }>(fixtures.leader, `/api/activities/${made.body.id}`);
  return { id: made.body.id, shift_ids: shown.body.shifts.map((each) => each.id) };
}

/** A parent who has agreed to the child's volunteering. */
export function guard(t: TestApp, child: TestPerson, guardian: TestPerson): Promise<void> {
  return t.setUp(async (writer) => {
    await writer.run(
      sql`insert into guardianships (child_id, id, guardian_id, relation, confirmed_at) values (${child.id}, ${writer.newId()}, ${guardian.id}, 'parent', ${writer.now})`,
    );
    await writer.run(
      sql`insert into consents (volunteer_id, id, kind, version, given_by, given_at) values (${child.id}, ${writer.newId()}, 'parent', '1', ${guardian.id}, ${writer.now})`,
    );
  });
}

export function signUpUrl(activity: { id: string; shift_ids: string[] }, index = 0): string {
  return `/api/activities/${activity.id}/shifts/${activity.shift_ids[index]}/sign-ups`;
}
