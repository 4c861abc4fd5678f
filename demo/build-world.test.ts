import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../server/db/sql.ts';
import { seedRoles } from '../server/accounts/roles/seed-roles.ts';
import { prepareJobs } from '../server/jobs.ts';
import { loadDivisions } from '../server/organizations/tree/load-divisions.ts';
import { seedDivisions } from '../server/organizations/tree/seed-divisions.ts';
import { verifyInstallation } from '../server/records/service/verify-books.ts';
import { testApp, type TestApp, type TestPerson } from '../server/testing/test-app.ts';
import { buildWorld } from './build-world.ts';
import { corner } from './stage.ts';

let t: TestApp & { close(): Promise<void> };
const today = new Date('2026-11-21T04:00:00Z');

beforeAll(async () => {
  t = await testApp({ now: today });
  await prepareJobs(t.database.pool);
  await loadDivisions(t.database.pool);
  await seedDivisions(t.services, today);
  await seedRoles(t.services, today);
  await buildWorld(t.services, { today, log: () => undefined, size: corner });
}, 180_000);
afterAll(() => t.close());

const count = async (statement: ReturnType<typeof sql>): Promise<number> =>
  (await t.rows<{ n: number }>(statement))[0]?.n ?? 0;

async function signIn(title: string): Promise<TestPerson> {
  const people = await t.get<{ rows: { person_id: string; name: string; title_zh: string }[] }>(
    null,
    '/api/sign-in/demonstration-people',
  );
  const one = people.body.rows.find((row) => row.title_zh.includes(title));
  if (one === undefined) throw new Error(`nobody is ${title}`);
  const signed = await t.post(null, '/api/sign-in/demonstration', { person_id: one.person_id });
  expect(signed.status).toBe(200);
  const token = /qingzhi_session=([^;]+)/.exec(String(signed.headers['set-cookie']))?.[1] ?? '';
  return { id: one.person_id, name: one.name, token };
}

test('fourteen people of the cast sign in with one tap', async () => {
  const people = await t.get<{ rows: { title_zh: string }[] }>(null, '/api/sign-in/demonstration-people');
  expect(people.body.rows).toHaveLength(14);
  for (const { title_zh } of people.body.rows) {
    const person = await signIn(title_zh);
    expect((await t.get(person, '/api/me')).status, title_zh).toBe(200);
  }
});

test('everybody is marked as invented, and every phone lies in the prefix that no network has', async () => {
  expect(await count(sql`select count(*) as n from persons where not is_example`)).toBe(0);
  const encrypted = await t.rows<{ phone_encrypted: Buffer }>(
    sql`select phone_encrypted from persons where phone_encrypted is not null`,
  );
  expect(encrypted.length).toBeGreaterThan(20);
  for (const row of encrypted) expect(t.services.secrets.decrypt(row.phone_encrypted)).toMatch(/^164\d{8}$/);
});

test('S03 residents of two compounds are among those who take part, and one community is paired', async () => {
  const county = await signIn('团天台县委 干事');
  const [place] = await t.rows<{ id: string }>(
    sql`select id from organizations where division_code = '331023' and kind = 'county'`,
  );
  const share = await t.get<{ participants: number; residents: number; compounds: { name: string }[] }>(
    county,
    `/api/resident-share?organization_id=${place?.id}&from=2025-11-21&until=2026-11-21`,
  );
  expect(share.body.compounds.map((one) => one.name).sort()).toEqual(['桂花苑（示例）', '锦绣小区（示例）']);
  expect(share.body.residents).toBeGreaterThan(0);
  expect(share.body.residents).toBeLessThan(share.body.participants);
});

test('one of each awkward case is there', async () => {
  const cases = {
    'awaiting the parent organisation': sql`select count(*) as n from service_records where state = 'awaiting_parent'`,
    corrected: sql`select count(*) as n from service_records where state = 'superseded'`,
    honorary: sql`select count(*) as n from service_records where balance = 'honorary_minutes' and state = 'confirmed'`,
    'an insured activity at the water': sql`select count(*) as n from activities where is_dangerous and published_at is not null and details ->> 'insurance' = 'organisation'`,
    'an activity in one person’s hands': sql`select count(*) as n from role_grants where activity_id is not null and ended_at is null`,
    'a shift that moved': sql`select count(*) as n from activity_changes where kind = 'moved'`,
    'an open merge request': sql`select count(*) as n from merge_requests where decided_at is null`,
    'a proposal that waits': sql`select count(*) as n from record_proposals where kind = 'back_fill' and state = 'handled'`,
    'a correction that waits': sql`select count(*) as n from record_proposals where kind = 'correction' and state = 'requested'`,
    'a superseded certificate': sql`select count(*) as n from certificates where superseded_at is not null`,
    'a certificate in force': sql`select count(*) as n from certificates where superseded_at is null and revoked_at is null`,
    'a waitlist': sql`select count(*) as n from sign_ups where place = 'waitlist' and ended_at is null`,
    'nobody came': sql`select count(*) as n from sign_ups where ended_as = 'no_show'`,
    withdrawn: sql`select count(*) as n from sign_ups where ended_as like 'withdrawn%'`,
    'called off': sql`select count(*) as n from sign_ups where ended_as = 'cancelled'`,
    'checked in now': sql`select count(*) as n from attendances where state = 'checked_in'`,
    'a late scan': sql`select count(*) as n from attendance_stamps where is_late`,
    'a pupil without the teacher': sql`select count(*) as n from guardian_requests where role = 'teacher' and answered_at is null`,
    'a body that was merged': sql`select count(*) as n from organizations where successor_id is not null`,
    'a roster row that came back': sql`select coalesce(sum(rows_refused), 0)::int as n from roster_imports`,
    'an activity that waits for approval': sql`select count(*) as n from activities where submitted_at is not null and published_at is null`,
  };
  for (const [name, statement] of Object.entries(cases)) expect(await count(statement), name).toBeGreaterThan(0);
});

test('ledger, records and audit trail of the demonstration hold, and its days are encrypted', async () => {
  expect(await verifyInstallation(t.services.pool, [])).toMatchObject({ faults: [] });
  expect(await t.rows(sql`select number, event_count > 1000 as is_full from audit_seals`)).toEqual([
    { number: 1, is_full: true },
  ]);
});
