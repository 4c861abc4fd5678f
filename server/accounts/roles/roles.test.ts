import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../../testing/test-app.ts';

let t: TestApp & { close(): Promise<void> };
let county: TestOrganization;
let brigade: TestOrganization;
let team: TestOrganization;
let neighbour: TestOrganization;
let admin: TestPerson;

beforeAll(async () => {
  t = await testApp({ now: new Date('2026-03-05T02:00:00Z') });
  county = await t.organization('云汀区', null, { kind: 'county', level: 'county' });
  brigade = await t.organization('电厂大队', county, { kind: 'brigade' });
  team = await t.organization('一分队', brigade, { kind: 'team' });
  neighbour = await t.organization('邻县', null, { kind: 'county', level: 'county' });
  admin = await t.person('大队管理员', [
    {
      permissions: [
        'accounts.grant',
        'accounts.audit',
        'organizations.read',
        'volunteers.read',
        'projects.read',
        'projects.roster',
        'records.check_in',
      ],
      at: brigade,
    },
  ]);
});
afterAll(async () => {
  await t.close();
});

const role = (body: object, who = admin) =>
  t.post<{ id: string; code?: string; message?: string }>(who, '/api/roles', {
    organization_id: brigade.id,
    name_zh: '队长',
    name_en: 'Leader',
    permissions: ['volunteers.read', 'projects.read'],
    ...body,
  });
const grant = (body: object, who = admin) =>
  t.post<{ id: string; person_id: string; code?: string; message?: string }>(who, '/api/grants', {
    organization_id: team.id,
    is_below: true,
    valid_from: '2026-03-05',
    valid_until: '2026-12-31',
    ...body,
  });

test('P16 a brigade shapes a role and creates a sub-account that sees only its branch', async () => {
  const shaped = await role({});
  const made = await grant({ role_id: shaped.body.id, phone: '13800138111', name: '分队长小周' });
  expect(made.status).toBe(200);
  const { shown_code } = (await t.post<{ shown_code: string }>(null, '/api/sign-in/codes', { phone: '13800138111' }))
    .body;
  const signed = await t.post<{ person_id: string; second_factor: string }>(null, '/api/sign-in/code', {
    phone: '13800138111',
    code: shown_code,
  });
  expect(signed.body).toMatchObject({ person_id: made.body.person_id, second_factor: 'enrol' });
  const token = /qingzhi_session=([^;]+)/.exec(String(signed.headers['set-cookie']))?.[1] ?? '';
  const me = await t.get<{ grants: { organization_name: string; permissions: string[] }[] }>(
    { id: '', name: '', token },
    '/api/me',
  );
  expect(me.body.grants).toMatchObject([
    { organization_name: '一分队', permissions: ['volunteers.read', 'projects.read'] },
  ]);
  expect((await t.get({ id: '', name: '', token }, `/api/grants?organization_id=${brigade.id}`)).status).toBe(403);
});

test('nobody grants what they do not hold, outside their place, or to themselves', async () => {
  expect((await role({ name_zh: '证明员', permissions: ['records.certify'] })).body).toMatchObject({
    code: 'accounts.role_beyond_own',
    message: '您自己没有“出具志愿服务证明”，不能授给别人',
  });
  expect((await role({ name_zh: '空', permissions: [] })).body.code).toBe('accounts.role_empty');
  expect((await role({ name_zh: '队长' })).body.code).toBe('accounts.role_name_taken');
  expect((await role({ name_zh: '外人', organization_id: neighbour.id })).body.code).toBe('core.not_found');
  const shaped = await role({ name_zh: '查看员' });
  expect((await grant({ role_id: shaped.body.id, person_id: admin.id })).body.code).toBe('accounts.grant_self');
  const other = await t.person('小王');
  expect(
    (await grant({ role_id: shaped.body.id, person_id: other.id, organization_id: neighbour.id })).status,
  ).not.toBe(200);
  expect((await grant({ role_id: shaped.body.id, person_id: other.id, valid_until: '2026-02-01' })).body.code).toBe(
    'accounts.grant_dates',
  );
});

test('a grant ends with a reason and on its last day; the list shows who gave it', async () => {
  const shaped = await role({ name_zh: '短期', permissions: ['projects.read'] });
  const helper = await t.person('小李');
  const made = await grant({ role_id: shaped.body.id, person_id: helper.id, valid_until: '2026-03-05' });
  const list = await t.get<{ rows: { id: string; granted_by_name: string; can: { end: boolean } }[] }>(
    admin,
    `/api/grants?organization_id=${brigade.id}`,
  );
  expect(list.body.rows.find((row) => row.id === made.body.id)).toMatchObject({
    granted_by_name: '大队管理员',
    can: { end: true },
  });
  expect((await t.delete<{ code: string }>(admin, `/api/roles/${shaped.body.id}`)).body.code).toBe(
    'accounts.role_in_use',
  );
  t.now = new Date(t.now.getTime() + 1000);
  expect((await t.delete(admin, `/api/grants/${made.body.id}`, { reason: '活动结束' })).status).toBe(200);
  expect(
    (await t.delete<{ code: string }>(admin, `/api/grants/${made.body.id}`, { reason: '再收一次' })).body.code,
  ).toBe('accounts.grant_ended');
  expect((await t.delete(admin, `/api/roles/${shaped.body.id}`)).status).toBe(200);
  const notices = await t.get<{ rows: { sentence: string }[]; unread: number }>(helper, '/api/me/notices');
  expect(notices.body.rows.map((row) => row.sentence)).toEqual(['您的“短期”权限已收回', '您获得了“短期”权限']);
  expect((await t.put<{ unread: number }>(helper, '/api/me/notices/read', {})).body.unread).toBe(0);
});

test('who signed up for an activity of another unit is seen by that unit too, and by nobody without a grant', async () => {
  const stranger = await t.person('路人');
  const [project, activity] = ['11111111-1111-7111-8111-111111111111', '22222222-2222-7222-8222-222222222222'];
  await t.setUp(async (writer) => {
    await writer.run(
      sql`insert into projects (id, organization_id, organization_path, title, category, created_by, created_at) values (${project}, ${team.id}, ${team.path}, '护河', '生态建设', ${admin.id}, ${t.now})`,
    );
    await writer.run(sql`
      insert into activities (id, project_id, organization_id, organization_path, title, category, place, risk_statement, leader_id, starts_at, ends_at, created_by, created_at)
      values (${activity}, ${project}, ${team.id}, ${team.path}, '护河一天', '生态建设', '江边', '注意水边安全', ${admin.id}, '2026-03-08T01:00:00Z', '2026-03-08T09:00:00Z', ${admin.id}, ${t.now})`);
  });
  const volunteer = await t.volunteer('林晓禾', neighbour);
  await t.setUp((writer) =>
    writer.run(sql`
    insert into shifts (activity_id, id, starts_at, ends_at, capacity) values (${activity}, ${activity}, '2026-03-08T01:00:00Z', '2026-03-08T09:00:00Z', 5)`),
  );
  await t.setUp((writer) =>
    writer.run(sql`
    insert into sign_ups (volunteer_id, id, activity_id, shift_id, organization_path, shift_starts_at, shift_ends_at, place, queue_number, signed_up_at)
    values (${volunteer.id}, ${writer.newId()}, ${activity}, ${activity}, ${team.path}, '2026-03-08T01:00:00Z', '2026-03-08T09:00:00Z', 'seat', 1, ${t.now})`),
  );
  const viewers = await t.get<{ rows: { person_name: string; sees: string[] }[]; places: { name_zh: string }[] }>(
    volunteer,
    `/api/people/${volunteer.id}/data-viewers`,
  );
  expect(viewers.body.places.map((place) => place.name_zh).sort()).toEqual(['护河一天', '邻县']);
  expect(viewers.body.rows.map((row) => row.person_name)).toContain('大队管理员');
  expect((await t.get(stranger, `/api/people/${volunteer.id}/data-viewers`)).status).toBe(404);
});

test('who can see my data names the staff above me and nobody beside them', async () => {
  const clerk = await t.person('邻县干事', [{ permissions: ['volunteers.read'], at: neighbour }]);
  const me = await t.volunteer('何小满', team);
  const viewers = await t.get<{ rows: { person_name: string; sees: string[]; until: string | null }[] }>(
    me,
    `/api/people/${me.id}/data-viewers`,
  );
  expect(viewers.body.rows.map((row) => row.person_name)).toEqual(['分队长小周', '大队管理员']);
  expect(viewers.body.rows[0]).toMatchObject({
    sees: ['查看志愿者名册（打码）', '查看项目、活动和报名名单'],
    until: '2026-12-31',
  });
  expect((await t.get(clerk, `/api/people/${me.id}/data-viewers`)).status).toBe(404);
  expect((await t.get(admin, `/api/people/${me.id}/data-viewers`)).status).toBe(200);
});

test('the audit trail is cut to the auditor’s place and filtered by action', async () => {
  const all = await t.get<{
    rows: { action: string; actor_name: string; organization_name: string }[];
    next_cursor: string | null;
  }>(admin, '/api/audit?limit=3');
  expect(all.body.rows).toHaveLength(3);
  const more = await t.get<{ rows: { action: string }[] }>(admin, `/api/audit?limit=3&cursor=${all.body.next_cursor}`);
  expect(more.body.rows.length).toBeGreaterThan(0);
  const grants = await t.get<{ rows: { action: string; permission: string; organization_name: string }[] }>(
    admin,
    '/api/audit?action=accounts.grant',
  );
  expect(new Set(grants.body.rows.map((row) => row.action))).toEqual(new Set(['accounts.grant']));
  expect(grants.body.rows[0]).toMatchObject({ permission: '设置角色、授予和收回权限', organization_name: '一分队' });
  const outside = await t.person('邻县审计', [{ permissions: ['accounts.audit'], at: neighbour }]);
  expect((await t.get<{ rows: unknown[] }>(outside, '/api/audit')).body.rows).toEqual([]);
});
