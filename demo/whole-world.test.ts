import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedRoles } from '../server/accounts/roles/seed-roles.ts';
import { sql } from '../server/db/sql.ts';
import { verifyPlatform } from '../server/evidence/verify-platform.ts';
import { prepareJobs } from '../server/jobs.ts';
import { loadDivisions } from '../server/organizations/tree/load-divisions.ts';
import { seedDivisions } from '../server/organizations/tree/seed-divisions.ts';
import { testApp, type TestApp } from '../server/testing/test-app.ts';
import { buildWorld } from './build-world.ts';

/** What `npm run demo` builds for people: more provinces and showplaces than the corner that other tests stand on. */
let t: TestApp & { close(): Promise<void> };
const today = new Date('2026-11-21T04:00:00Z');

beforeAll(async () => {
  t = await testApp({ now: today });
  await prepareJobs(t.database.pool);
  await loadDivisions(t.database.pool);
  await seedDivisions(t.services, today);
  await seedRoles(t.services, today);
}, 180_000);
afterAll(() => t.close());

test('the whole demonstration is built, with the reform of Panzhihua, and verify finds nothing', async () => {
  await buildWorld(t.services, { today, log: () => undefined });
  const plans = await t.rows(sql`select 1 from organization_tasks where kind = 'joint_plan' and closed_on is not null`);
  expect(plans).toHaveLength(1);
  expect((await verifyPlatform(t.services, [])).faults).toEqual([]);
}, 600_000);
