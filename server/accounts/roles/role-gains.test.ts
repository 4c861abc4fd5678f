import { afterEach, beforeEach, expect, test } from 'vitest';
import { permissions, permissionTable, type Permission } from '../../../domain/permissions.ts';
import { permissionsOf, type KnownPermissions } from '../../../domain/ready-roles.ts';
import type { ReadyRole } from '../../../domain/ready-role.ts';
import { sql } from '../../db/sql.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../../testing/test-app.ts';
import { seedRoles } from './seed-roles.ts';

let t: TestApp & { close(): Promise<void> };
let county: TestOrganization;
beforeEach(async () => {
  t = await testApp();
  county = await t.organization('临溪县', null, { kind: 'county', level: 'county' });
});
afterEach(() => t.close());

/** The product before it knew this permission. */
const before = (permission: Permission): KnownPermissions =>
  Object.fromEntries(Object.entries(permissionTable).filter(([name]) => name !== permission));
const start = (known?: KnownPermissions): Promise<void> => seedRoles(t.services, t.now, known);

async function held(role: ReadyRole): Promise<readonly string[]> {
  const [row] = await t.rows<{ permissions: string[] }>(sql`select permissions from roles where ready_role = ${role}`);
  return row?.permissions ?? [];
}

/** Somebody who holds the ready-made role at the county, given by the operator unless somebody else gave it. */
async function holder(role: ReadyRole, granter: TestPerson | null = null): Promise<TestPerson> {
  const who = await t.person(role, [{ permissions: ['organizations.read'], at: county }]);
  await t.setUp((writer) =>
    writer.run(sql`
      insert into role_grants (id, person_id, role_id, organization_id, is_below, valid_from, granted_by, granted_at)
      select ${writer.newId()}, ${who.id}, id, ${county.id}, true, '2026-01-01', ${granter?.id ?? null}, ${t.now} from roles where ready_role = ${role}`),
  );
  return who;
}

const events = (): Promise<{ action: string; ready_role: string }[]> =>
  t.rows(sql`
    select action, after ->> 'ready_role' as ready_role from audit_events where action in ('accounts.role_gained', 'accounts.role_left_alone') order by 1, 2`);

test('a new installation has each ready-made role with what the nouns say, and starting again changes nothing', async () => {
  await start();
  expect(await held('administrator')).toEqual(permissions);
  expect(await held('auditor')).toEqual(permissionsOf('auditor'));
  const all = () =>
    t.rows(sql`select (select count(*)::int from audit_events) as events, (select count(*)::int from roles) as roles`);
  const first = await all();
  expect(first).toEqual([{ events: 8, roles: 8 }]);
  await start();
  expect(await all()).toEqual(first);
});

test('an installation from before a permission gets it at the next start, once; shaped roles and those of an office do not', async () => {
  const older = before('records.certify');
  await start(older);
  const office = await t.person('站长', [
    { permissions: permissions.filter((one) => one !== 'records.certify'), at: county },
  ]);
  const own = {
    organization_id: county.id,
    name_zh: '本县角色',
    name_en: 'own',
    permissions: ['records.read', 'records.check_in'],
  };
  expect((await t.post(office, '/api/roles', own)).status).toBe(200);
  await t.rows(
    sql`update roles set permissions = array_remove(permissions, 'volunteers.edit') where ready_role = 'brigade_manager'`,
  );
  expect(await held('organization_manager')).not.toContain('records.certify');

  await start();
  expect(await held('administrator')).toContain('records.certify');
  expect(await held('league_staff')).toContain('records.certify');
  expect(await held('organization_manager')).toContain('records.certify');
  expect(await held('reader')).not.toContain('records.certify');
  expect(await held('brigade_manager')).not.toContain('records.certify');
  expect(await t.rows(sql`select permissions from roles where name_zh = '本县角色'`)).toEqual([
    { permissions: ['records.read', 'records.check_in'] },
  ]);
  expect(await events()).toEqual([
    { action: 'accounts.role_gained', ready_role: 'administrator' },
    { action: 'accounts.role_gained', ready_role: 'league_staff' },
    { action: 'accounts.role_gained', ready_role: 'organization_manager' },
    { action: 'accounts.role_left_alone', ready_role: 'brigade_manager' },
  ]);

  // What is taken away afterwards stays away: the gain was decided
  await t.rows(
    sql`update roles set permissions = array_remove(permissions, 'records.certify') where ready_role in ('organization_manager')`,
  );
  await start();
  expect(await held('organization_manager')).not.toContain('records.certify');
  expect((await events()).length).toBe(4);
});

test('the administrator hears of it, and may use it and give it on', async () => {
  await start(before('records.certify'));
  const [chief, clerk] = [await holder('administrator'), await t.person('新角色的人')];
  const role = {
    organization_id: county.id,
    name_zh: '开证明的',
    name_en: 'certifier',
    permissions: ['records.certify'],
  };
  expect((await t.get(chief, '/api/certificates')).status).toBe(403);
  expect((await t.post(chief, '/api/roles', role)).body).toMatchObject({ code: 'accounts.role_beyond_own' });

  await start();
  expect((await t.get(chief, '/api/certificates')).status).toBe(200);
  const shaped = await t.post<{ id: string }>(chief, '/api/roles', role);
  expect(shaped.status).toBe(200);
  const grant = {
    role_id: shaped.body.id,
    person_id: clerk.id,
    organization_id: county.id,
    is_below: false,
    valid_from: '2026-11-21',
    valid_until: null,
  };
  expect((await t.post(chief, '/api/grants', grant)).body).toMatchObject({ id: expect.any(String) as string });
  expect((await t.get(clerk, '/api/certificates')).status).toBe(200);
  const { rows } = (await t.get<{ rows: { kind: string; sentence: string }[] }>(chief, '/api/me/notices')).body;
  expect(rows.filter(({ kind }) => kind === 'accounts.roles_gained').map(({ sentence }) => sentence)).toEqual([
    expect.stringContaining('出具志愿服务证明'),
  ]);
});

test('a permission that approves waits for the second yes where somebody was given the role', async () => {
  await start(before('records.approve'));
  const [chief, deputy] = [await holder('administrator'), await holder('administrator')];
  const clerk = await holder('league_staff', chief);
  await start();
  const waits = await t.get<{ rows: { id: string; waits_for: string[] }[] }>(deputy, '/api/waiting-grants');
  // nothing of this grant was confirmed yet, the new permission neither
  expect(waits.body.rows.map(({ waits_for }) => waits_for)).toEqual([expect.arrayContaining(['records.approve'])]);
  const may = async (): Promise<boolean> =>
    (await t.post(clerk, `/api/service-records/${clerk.id}/${clerk.id}/reversal`, { reason: '查实没有到场' }))
      .status !== 403;
  expect(await may()).toBe(false);
  await t.post(deputy, `/api/grants/${waits.body.rows[0]?.id ?? ''}/confirmation`);
  expect(await may()).toBe(true);
});

test('where the roles stood before gains were written down, what they hold is noted, and what they lack is given', async () => {
  await start();
  await t.database.owner.query('delete from role_gains'); // as on an installation of before
  await t.rows(sql`
    update roles set permissions = array_remove(permissions, 'volunteers.rights'), as_given = array_remove(permissions, 'volunteers.rights')
    where ready_role = 'brigade_manager'`);
  await start();
  expect(await held('brigade_manager')).toContain('volunteers.rights');
  expect(await events()).toEqual([{ action: 'accounts.role_gained', ready_role: 'brigade_manager' }]);
  expect(
    await t.rows(sql`select outcome, count(*)::int as n from role_gains group by outcome order by 1`),
  ).toMatchObject([{ outcome: 'given', n: 1 }, { outcome: 'held' }]);
});

test('two servers that start at once give it once', async () => {
  await start(before('records.certify'));
  await Promise.all([start(), start(), start()]);
  expect((await events()).filter(({ ready_role }) => ready_role === 'league_staff')).toHaveLength(1);
  expect((await held('league_staff')).filter((one) => one === 'records.certify')).toHaveLength(1);
});
