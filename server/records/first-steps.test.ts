/** From an empty county to the first confirmed hour: each step is offered to whoever may take it, and the way ends with the hour. */
import { afterAll, expect, test } from 'vitest';
import { sql } from '../db/sql.ts';
import type { TestPerson } from '../testing/test-app.ts';
import { scan, shiftOf, signUp } from './fixtures.ts';
import { hours, makeHouse } from './house-fixtures.ts';

const { t, province, confirm, leave } = await makeHouse();
afterAll(leave);

type Steps = {
  steps: { step: string; is_done: boolean; can: { take: boolean } }[];
  team: { name: string } | null;
  shift: { id: string } | null;
};
const stepsOf = async (who: TestPerson): Promise<Steps> => (await t.get<Steps>(who, '/api/my/first-steps')).body;
const done = ({ steps }: Steps): string[] => steps.filter((one) => one.is_done).map((one) => one.step);
const offered = ({ steps }: Steps): string[] => steps.filter((one) => one.can.take).map((one) => one.step);

test('the administrator, the leader and a volunteer see what is theirs to do, and nobody sees it after the first hour', async () => {
  const county = await t.organization('新县', province, { kind: 'county', level: 'county' });
  const administrator = await t.person('管理员', [
    {
      permissions: [
        'organizations.manage',
        'organizations.read',
        'accounts.grant',
        'volunteers.register',
        'volunteers.read',
      ],
      at: county,
    },
  ]);
  expect(offered(await stepsOf(administrator))).toEqual(['team']);
  const team = await t.organization('图书角志愿服务队', county, { kind: 'team' });
  const leader = await t.person('队长', [
    {
      permissions: ['projects.read', 'projects.write', 'projects.publish', 'records.check_in', 'records.confirm'],
      at: team,
    },
  ]);
  expect([offered(await stepsOf(administrator)), done(await stepsOf(administrator))]).toEqual([
    ['team', 'volunteer'],
    ['team'],
  ]);
  expect([offered(await stepsOf(leader)), (await stepsOf(leader)).team?.name]).toEqual([
    ['activity'],
    '图书角志愿服务队',
  ]);
  const volunteer = await t.volunteer('林晓禾', team);
  expect((await stepsOf(volunteer)).steps).toEqual([]); // works nowhere
  const shift = await shiftOf(t, team, { leader });
  await signUp(t, shift, [volunteer], team);
  expect([offered(await stepsOf(leader)), (await stepsOf(leader)).shift?.id]).toEqual([
    ['activity', 'check_in'],
    shift.id,
  ]);
  expect((await scan(t, volunteer, shift, 'in', hours('09:00'))).status).toBe(200);
  expect((await scan(t, volunteer, shift, 'out', hours('11:00'))).status).toBe(200);
  expect(offered(await stepsOf(leader))).toEqual(['activity', 'check_in', 'confirm']);
  expect((await confirm(leader, volunteer, shift)).status).toBe(200);
  expect([(await stepsOf(leader)).steps, (await stepsOf(administrator)).steps]).toEqual([[], []]);
  const other = await t.organization('另一县', province, { kind: 'county', level: 'county' });
  const there = await t.person('别县管理员', [
    { permissions: ['organizations.manage', 'organizations.read', 'accounts.grant'], at: other },
  ]);
  expect(offered(await stepsOf(there))).toEqual(['team']); // an hour elsewhere is not theirs
  expect(await t.rows(sql`select state from service_records where volunteer_id = ${volunteer.id}`)).toEqual([
    { state: 'confirmed' },
  ]);
});
