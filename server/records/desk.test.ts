import { afterAll, expect, test } from 'vitest';
import { sql } from '../db/sql.ts';
import { inboxOf, owedOf } from '../inbox/fixtures.ts';
import type { TestPerson } from '../testing/test-app.ts';
import { shiftOf } from './fixtures.ts';
import { hours, makeHouse } from './house-fixtures.ts';

const { t, province, county, zhou, hejing, luo, boss, newcomer, served, hoursOf, leave } = await makeHouse();
afterAll(leave);

const counts = (who: TestPerson): Promise<number[]> => owedOf(t, who, 'records.to_handle', 'records.to_approve');
const listed = async (who: TestPerson, view: string): Promise<number> =>
  (await t.get<{ rows: object[] }>(who, `/api/record-proposals?view=${view}`)).body.rows.length;

test('a correction is on the home of whoever may handle it, then of the second person, and of nobody else', async () => {
  const shift = await shiftOf(t, county, { leader: zhou });
  const lin = await newcomer('林更', shift);
  await served(lin, shift, hours('09:00'), hours('11:00'));
  t.now = hours('18:00');
  const [row] = (await hoursOf(lin)).rows;
  const { proposal_id } = (
    await t.post<{ proposal_id: string }>(lin, '/api/corrections', {
      attendance_id: row?.attendance_id,
      started_at: hours('09:00').toISOString(),
      ended_at: hours('12:00').toISOString(),
      reason: '做到 12:00',
    })
  ).body;
  expect(await t.rows(sql`select person_id from notices where kind = 'records.correction_requested'`)).toEqual([
    { person_id: zhou.id },
  ]);
  expect(await Promise.all([zhou, hejing, luo, boss, lin].map(counts))).toEqual([
    [1, 0],
    [1, 0],
    [1, 0],
    [0, 0],
    [0, 0],
  ]);
  expect([await listed(zhou, 'to_handle'), await listed(zhou, 'to_approve')]).toEqual([1, 0]);
  expect(
    (await t.post(zhou, `/api/record-proposals/${proposal_id}/decision`, { action: 'handle', note: '签名单对得上' }))
      .status,
  ).toBe(200);
  // zhou may not approve, whoever handled never may; hejing, luo and the province may
  expect(await Promise.all([zhou, hejing, luo, boss].map(counts))).toEqual([
    [0, 0],
    [0, 1],
    [0, 1],
    [0, 1],
  ]);
  expect([await listed(zhou, 'to_approve'), await listed(boss, 'to_approve')]).toEqual([0, 1]);
  expect(
    (await t.post(hejing, `/api/record-proposals/${proposal_id}/decision`, { action: 'approve', note: '同意' })).status,
  ).toBe(200);
  expect(await Promise.all([zhou, hejing, luo, boss].map(counts))).toEqual([
    [0, 0],
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
});

test('where the leader may not act, somebody near who may is told', async () => {
  const stranger = await t.volunteer('只领队', county);
  const shift = await shiftOf(t, county, { leader: stranger, title: '没有权限的队长' });
  const lin = await newcomer('林告', shift);
  await served(lin, shift, hours('09:00'), hours('11:00'));
  t.now = hours('18:00');
  const [row] = (await hoursOf(lin)).rows;
  await t.post(lin, '/api/corrections', {
    attendance_id: row?.attendance_id,
    started_at: hours('09:00').toISOString(),
    ended_at: hours('12:00').toISOString(),
    reason: '做到 12:00',
  });
  const told = await t.rows<{ person_id: string }>(
    sql`select person_id from notices where kind = 'records.correction_requested' and params ->> 'title' = '没有权限的队长'`,
  );
  expect(new Set(told.map((one) => one.person_id))).toEqual(new Set([zhou.id, hejing.id, luo.id]));
});

test('a long day is on the home of the level that decides it; a hosting and an instruction on the home of those asked', async () => {
  const shift = await shiftOf(t, county, { from: '07:00', to: '17:00', title: '长一天' });
  const wu = await newcomer('吴久', shift);
  await served(wu, shift, hours('07:00'), hours('16:30'));
  t.now = hours('18:00');
  expect(await owedOf(t, boss, 'records.long_days')).toEqual([1]);
  expect(await owedOf(t, luo, 'records.long_days')).toEqual([0]);

  const partner = await t.organization('邻县青年志愿者协会', province, { level: 'county' });
  const asked = await t.person('邻县干部', [
    { permissions: ['projects.read', 'projects.publish', 'organizations.edit', 'organizations.read'], at: partner },
  ]);
  const beside = await t.person('上级干部', [
    { permissions: ['organizations.edit', 'organizations.read'], at: province },
  ]);
  await t.setUp(async (writer) => {
    await writer.run(
      sql`insert into activity_co_hosts (activity_id, organization_id, id, invited_by, invited_at) values (${shift.activity_id}, ${partner.id}, ${writer.newId()}, ${zhou.id}, ${writer.now})`,
    );
    await writer.run(sql`
      insert into organization_tasks (id, organization_id, kind, title, body, due_on, opened_by, opened_at)
      values (${writer.newId()}, ${partner.id}, 'instruction', '补齐章程', '{}', '2026-11-01', ${zhou.id}, ${writer.now})`);
  });
  const inbox = await inboxOf(t, asked);
  expect(inbox).toMatchObject({ count: 2, overdue: 1 });
  expect(inbox.rows).toMatchObject([
    {
      kind: 'organizations.task',
      about: '补齐章程',
      place: '邻县青年志愿者协会',
      count: 1,
      is_overdue: true,
      due_on: '2026-11-01',
      href: `/console/organizations?at=${partner.id}&part=tasks`,
    },
    {
      kind: 'projects.co_hosting',
      about: '长一天',
      count: 1,
      is_overdue: false,
      due_on: null,
      href: `/console/projects/activities/${shift.activity_id}`,
    },
  ]);
  for (const other of [beside, zhou])
    expect(await owedOf(t, other, 'organizations.task', 'projects.co_hosting')).toEqual([0, 0]);
});
