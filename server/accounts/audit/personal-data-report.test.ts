import { afterAll, beforeAll, expect, test } from 'vitest';
import { personalDataActNames, type PersonalDataAct } from '../../../domain/accounts/personal-data.ts';
import { permissions } from '../../../domain/permissions.ts';
import { readSheet } from '../../files/read-sheet.ts';
import { sql } from '../../db/sql.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../../testing/test-app.ts';

let t: TestApp & { close(): Promise<void> };
let city: TestOrganization;
let county: TestOrganization;
let clerk: TestPerson;
let auditor: TestPerson;
let child: TestPerson;
beforeAll(async () => {
  t = await testApp({ now: new Date('2026-03-05T02:00:00Z') });
  city = await t.organization('云州市青年志愿者协会', null, { level: 'city' });
  county = await t.organization('云汀区青年志愿者协会', city, { level: 'county' });
  clerk = await t.person('方小文', [{ permissions, at: county }]);
  const chief = await t.person('郑主任', [{ permissions, at: city }]);
  auditor = await t.person('审计员', [{ permissions: ['accounts.audit'], at: city }]);
  const lin = await t.volunteer('林晓禾', county);
  child = await t.volunteer('小禾', county, { birth_date: '2013-05-04' });
  const reveal = async (who: TestPerson, reason: string): Promise<void> => {
    expect((await t.post(clerk, `/api/volunteers/${who.id}/reveal`, { reason })).status).toBe(200);
  };
  await reveal(lin, '核对保险名单');
  // 31 March, 23:30 in Shanghai is still March
  t.now = new Date('2026-03-31T15:30:00Z');
  await reveal(lin, '补办保单');
  t.now = new Date('2026-03-31T16:30:00Z');
  await reveal(lin, '四月第一天');
  const asked = await t.post<{ request_id: string }>(clerk, `/api/volunteers/${child.id}/minor-access`, {
    reason: '联系家长',
  });
  expect(asked.status, JSON.stringify(asked.body)).toBe(200);
  const decided = await t.post(chief, `/api/minor-access-requests/${asked.body.request_id}/decision`, {
    approves: true,
    days: 7,
    reason: '确有需要',
  });
  expect(decided.status, JSON.stringify(decided.body)).toBe(200);
  await reveal(child, '联系家长');
  expect((await t.get(lin, '/api/me/export.json')).status).toBe(200);
  t.now = new Date('2026-12-31T16:00:00Z'); // 1 January 2027 in Shanghai
  await reveal(lin, '明年的事');
});
afterAll(async () => {
  await t.close();
});

type Report = {
  acts: { act: PersonalDataAct; months: number[]; total: number }[];
  organizations: { organization_id: string; counts: Record<PersonalDataAct, number> }[];
  looks: { reason: string; of_minor: boolean; actor_name: string; number: string }[];
  looks_left_out: number;
};
const read = async (who: TestPerson, more = ''): Promise<Report> =>
  (await t.get<Report>(who, `/api/personal-data-report?year=2026${more}`)).body;

test('who opened what and why, minors apart, by the month of Shanghai', async () => {
  const report = await read(auditor);
  const months = (act: PersonalDataAct): number[] => report.acts.find((one) => one.act === act)?.months ?? [];
  expect(months('revealed')).toEqual([0, 0, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect(months('minors_revealed')).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect([months('minor_access_asked')[3], months('minor_access_decided')[3], months('own_exported')[3]]).toEqual([
    1, 1, 1,
  ]);
  expect(report.looks.map((look) => [look.actor_name, look.reason, look.of_minor])).toEqual([
    ['方小文', '核对保险名单', false],
    ['方小文', '补办保单', false],
    ['方小文', '四月第一天', false],
    ['方小文', '联系家长', true],
  ]);
  expect(report.organizations).toMatchObject([
    { organization_id: county.id, counts: { revealed: 3, minors_revealed: 1 } },
  ]);
});

test('each figure opens as many rows of the audit trail as it says', async () => {
  const report = await read(auditor);
  expect(report.acts.map((one) => one.act)).toEqual(personalDataActNames);
  for (const { act, months, total } of report.acts) {
    const rows = async (from: string, until: string): Promise<number> =>
      (await t.get<{ rows: unknown[] }>(auditor, `/api/audit?act=${act}&from=${from}&until=${until}&limit=200`)).body
        .rows.length;
    expect([act, await rows('2026-01-01', '2026-12-31')]).toEqual([act, total]);
    expect([act, await rows('2026-03-01', '2026-03-31')]).toEqual([act, months[2]]);
  }
});

test('only what the auditor may see: the own branch, cut to one organisation, and no permission no report', async () => {
  const beside = await t.person('邻县审计', [
    { permissions: ['accounts.audit'], at: await t.organization('邻县', city) },
  ]);
  expect((await read(beside)).acts.filter((one) => one.total > 0)).toEqual([]);
  expect((await read(auditor, `&organization_id=${county.id}`)).looks).toHaveLength(4);
  expect((await t.get(child, '/api/personal-data-report?year=2026')).body).toMatchObject({ code: 'core.forbidden' });
});

test('a rotation of keys concerns every auditor', async () => {
  await t.rows(
    sql`insert into audit_events (id, at, action, subject_type, subject_id, request_id) values (gen_random_uuid(), '2026-06-01T02:00:00Z', 'platform.rotate_keys', 'field_key', '2', 'rotate-keys')`,
  );
  expect((await read(auditor)).acts.find((one) => one.act === 'keys_rotated')).toMatchObject({
    total: 1,
    months: [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0],
  });
});

test('the workbook holds the same figures and every look', async () => {
  const answer = await t.get(auditor, '/api/personal-data-report/workbook?year=2026');
  expect(answer.status).toBe(200);
  expect(answer.raw.subarray(0, 2).toString()).toBe('PK');
  const rows = (await readSheet(answer.raw)).rows.map((row) => row.cells.map(String));
  expect(rows.find((row) => row[0] === '查看成年人的完整信息')?.slice(3, 5)).toEqual(['2', '1']);
});
