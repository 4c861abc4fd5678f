/** One human with two phones: an account that somebody brought in never decides what that somebody proposed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Permission } from '../../../domain/access.ts';
import { sql } from '../../db/sql.ts';
import type { TestPerson } from '../../testing/test-app.ts';
import { scan, shiftOf } from '../fixtures.ts';
import { hours, makeHouse } from '../house-fixtures.ts';

const { t, county, luo, newcomer, hoursOf, attendanceOf, leave } = await makeHouse();
afterAll(leave);

const staff: Permission[] = [
  'organizations.read',
  'accounts.grant',
  'projects.read',
  'records.read',
  'records.propose',
  'records.approve',
  'records.confirm',
  'records.check_in',
  'volunteers.read',
  'volunteers.reveal',
  'volunteers.approve_minor_access',
];
let clerk: TestPerson;
let chief: TestPerson;
let roleId: string;
let second: TestPerson;

/** By phone and name, as on the page; another administrator, who is deceived, says the second yes. */
async function bringIn(who: TestPerson, phone: string, name: string): Promise<TestPerson> {
  const answer = await t.post<{ id: string; person_id: string }>(who, '/api/grants', {
    phone,
    name,
    role_id: roleId,
    organization_id: county.id,
    is_below: true,
    valid_from: '2026-11-15',
    valid_until: null,
  });
  expect(answer.status).toBe(200);
  expect((await t.post(chief, `/api/grants/${answer.body.id}/confirmation`)).status).toBe(200);
  return t.signedIn(answer.body.person_id, name);
}

beforeAll(async () => {
  clerk = await t.person('陈干事', [{ permissions: staff, at: county }]);
  chief = await t.person('另一位管理员', [{ permissions: staff, at: county }]);
  roleId = (
    await t.post<{ id: string }>(clerk, '/api/roles', {
      organization_id: county.id,
      name_zh: '干事',
      name_en: 'clerk',
      permissions: staff,
      needs_second_factor: false,
    })
  ).body.id;
  second = await bringIn(clerk, '13705790001', '王编造');
});

describe('who was given a role by somebody is no second person beside them', () => {
  const propose = async (who: TestPerson, name: string): Promise<{ lin: TestPerson; id: string }> => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer(name, shift);
    t.now = hours('18:00');
    const body = {
      shift_id: shift.id,
      reason: '现场没有信号',
      evidence: '签名单 1 张',
      lines: [
        { volunteer_id: lin.id, started_at: hours('09:00').toISOString(), ended_at: hours('11:00').toISOString() },
      ],
    };
    return { lin, id: (await t.post<{ proposal_id: string }>(who, '/api/back-fills', body)).body.proposal_id };
  };
  const approve = (who: TestPerson, id: string) =>
    t.post(who, `/api/record-proposals/${id}/decision`, { action: 'approve', note: '签名单对得上' });
  const canApprove = async (who: TestPerson, id: string) =>
    (await t.get<{ can: { approve: boolean } }>(who, `/api/record-proposals/${id}`)).body.can.approve;

  test('neither decides what the other proposed, also when the grant has ended; a third colleague does', async () => {
    const [forth, back] = [await propose(clerk, '林甲'), await propose(second, '林乙')];
    expect([
      await canApprove(second, forth.id),
      await canApprove(clerk, back.id),
      await canApprove(luo, forth.id),
    ]).toEqual([false, false, true]);
    expect((await approve(second, forth.id)).body).toMatchObject({ code: 'core.two_people' });
    expect((await approve(clerk, back.id)).body).toMatchObject({ code: 'core.two_people' });
    const [grant] = await t.rows<{ id: string }>(sql`select id from role_grants where person_id = ${second.id}`);
    expect((await t.delete(clerk, `/api/grants/${grant?.id}`, { reason: '用完收回' })).status).toBe(200);
    expect((await approve(clerk, back.id)).body).toMatchObject({ code: 'core.two_people' });
    expect((await hoursOf(back.lin)).honorary_minutes).toBe(0);
    expect((await approve(luo, back.id)).body).toEqual({ state: 'approved' });
    expect((await hoursOf(back.lin)).honorary_minutes).toBe(120);
    second = await bringIn(clerk, '13705790001', '王编造');
  });

  test('nor by way of a third account, nor for the hours of whoever gave the role', async () => {
    const third = await bringIn(second, '13705790002', '李编造');
    const { id } = await propose(clerk, '林丙');
    expect((await approve(third, id)).body).toMatchObject({ code: 'core.two_people' });
    await t.setUp((writer) =>
      writer.run(sql`
      insert into volunteers (id, number, organization_id, organization_path, source, registered_at) values (${clerk.id}, 'T-CLERK', ${county.id}, ${county.path}, 'self', ${writer.now})`),
    );
    const shift = await shiftOf(t, county, { title: '自己的时数' });
    const body = {
      shift_id: shift.id,
      reason: '现场没有信号',
      evidence: '签名单 1 张',
      lines: [
        { volunteer_id: clerk.id, started_at: hours('09:00').toISOString(), ended_at: hours('11:00').toISOString() },
      ],
    };
    expect((await t.post(third, '/api/back-fills', body)).body).toMatchObject({ code: 'records.own_hours' });
    const proposed = await t.post<{ proposal_id: string }>(luo, '/api/back-fills', body);
    expect((await approve(third, proposed.body.proposal_id)).body).toMatchObject({ code: 'records.own_hours' });
  });

  test('access to a minor is not approved so either', async () => {
    const child = await t.volunteer('孩子', county, { birth_date: '2013-05-04' });
    const { request_id } = (
      await t.post<{ request_id: string }>(clerk, `/api/volunteers/${child.id}/minor-access`, { reason: '核对监护人' })
    ).body;
    expect(
      (await t.post(second, `/api/minor-access-requests/${request_id}/decision`, { approves: true })).body,
    ).toMatchObject({ code: 'core.two_people' });
    expect(
      (await t.get<{ rows: { can: { decide: boolean } }[] }>(second, '/api/minor-access-requests')).body.rows[0]?.can
        .decide,
    ).toBe(false);
  });

  test('nor is a stamp confirmed for whoever gave the role', async () => {
    const shift = await shiftOf(t, county, { title: '现场' });
    await t.setUp((writer) =>
      writer.run(sql`
      insert into sign_ups (volunteer_id, id, activity_id, shift_id, organization_path, shift_starts_at, shift_ends_at, place, queue_number, signed_up_at)
      values (${clerk.id}, ${writer.newId()}, ${shift.activity_id}, ${shift.id}, ${county.path}, ${shift.starts_at}, ${shift.ends_at}, 'seat', 1, ${writer.now})`),
    );
    await scan(t, clerk, shift, 'in', hours('09:00'));
    await scan(t, clerk, shift, 'out', hours('11:00'));
    const line = { volunteer_id: clerk.id, attendance_id: (await attendanceOf(clerk, shift)).id, quality: 'good' };
    expect((await t.post(second, '/api/confirmations', { lines: [line] })).body).toMatchObject({
      code: 'records.own_hours',
    });
  });
});
