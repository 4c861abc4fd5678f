/** A grant that can approve counts only after a second administrator's yes. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Permission } from '../../../domain/access.ts';
import { approvingPermissions } from '../../../domain/permissions.ts';
import { sql } from '../../db/sql.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../../testing/test-app.ts';

let t: TestApp & { close(): Promise<void> };
let county: TestOrganization;
let one: TestPerson;
let two: TestPerson;
let above: TestPerson;
const all: Permission[] = [
  'organizations.read',
  'accounts.grant',
  'projects.read',
  'records.read',
  'records.propose',
  'volunteers.read',
  ...approvingPermissions,
];

beforeAll(async () => {
  t = await testApp({ now: new Date('2026-03-05T02:00:00Z') });
  const province = await t.organization('省', null, { level: 'province' });
  county = await t.organization('云汀区', province, { level: 'county' });
  one = await t.person('甲', [{ permissions: all, at: county }]);
  two = await t.person('乙', [{ permissions: all, at: county }]);
  above = await t.person('省里', [{ permissions: all, at: province }]);
});
afterAll(async () => {
  await t.close();
});

let phones = 13805790000;
const shaped = async (permissions: readonly Permission[], who = one): Promise<string> =>
  (
    await t.post<{ id: string }>(who, '/api/roles', {
      organization_id: county.id,
      name_zh: `角色${phones++}`,
      name_en: 'role',
      permissions,
      needs_second_factor: false,
    })
  ).body.id;
async function grant(
  who: TestPerson,
  role_id: string,
  name: string,
): Promise<{ id: string; person: TestPerson; waits: string[] }> {
  const { body } = await t.post<{ id: string; person_id: string; waits_for_second: string[] }>(who, '/api/grants', {
    phone: String(phones++),
    name,
    role_id,
    organization_id: county.id,
    is_below: true,
    valid_from: '2026-03-05',
    valid_until: null,
  });
  return { id: body.id, person: await t.signedIn(body.person_id, name), waits: body.waits_for_second };
}
const confirm = (who: TestPerson, id: string) => t.post<{ code?: string }>(who, `/api/grants/${id}/confirmation`);
const holds = async (who: TestPerson): Promise<string[]> =>
  (await t.get<{ grants: { permissions: string[] }[] }>(who, '/api/me')).body.grants
    .flatMap((held) => held.permissions)
    .sort();
const heard = async (who: TestPerson): Promise<string[]> =>
  (await t.get<{ rows: { kind: string }[] }>(who, '/api/me/notices')).body.rows.map((row) => row.kind);

test('its approving permissions do not count before, the rest does; the other administrator and the superior hear of it', async () => {
  const made = await grant(one, await shaped(['records.read', 'records.approve', 'volunteers.merge']), '新人');
  expect(made.waits.sort()).toEqual(['records.approve', 'volunteers.merge']);
  expect(await holds(made.person)).toEqual(['records.read']);
  expect((await t.get<{ shut: object[] }>(made.person, '/api/me')).body.shut).toMatchObject([
    { waits_for: 'second_yes', permissions: ['records.approve', 'volunteers.merge'] },
  ]);
  for (const who of [two, above]) expect(await heard(who)).toContain('accounts.grant_waits');
  expect((await confirm(one, made.id)).body.code).toBe('accounts.second_administrator');
  expect((await confirm(made.person, made.id)).status).toBe(403);
  const row = (
    await t.get<{ count: number; rows: { id: string; can: { confirm: boolean } }[] }>(two, '/api/waiting-grants')
  ).body.rows.find((each) => each.id === made.id);
  expect(row?.can.confirm).toBe(true);
  expect(
    (await t.get<{ rows: { id: string; can: { confirm: boolean } }[] }>(one, '/api/waiting-grants')).body.rows.find(
      (each) => each.id === made.id,
    )?.can.confirm,
  ).toBe(false);
  expect((await confirm(two, made.id)).status).toBe(200);
  expect(await holds(made.person)).toEqual(['records.approve', 'records.read', 'volunteers.merge']);
  expect((await confirm(two, made.id)).body.code).toBe('accounts.grant_counts');
});

test('P16 a sub-account without approving permissions counts at once, by phone and name', async () => {
  const made = await grant(one, await shaped(['records.read', 'records.propose', 'accounts.grant']), '分队长');
  expect(made.waits).toEqual([]);
  expect(await holds(made.person)).toEqual(['accounts.grant', 'records.propose', 'records.read']);
});

test('the yes is not said by an account that the granter brought in, nor by one that the new holder brought in', async () => {
  const helper = await grant(one, await shaped(all), '第二部手机');
  expect((await confirm(two, helper.id)).status).toBe(200);
  const made = await grant(one, await shaped(['records.approve', 'records.read']), '第三部手机');
  expect((await confirm(helper.person, made.id)).body.code).toBe('core.two_people');
  const again = await grant(two, await shaped(['records.approve', 'records.read'], two), '又一位');
  expect((await confirm(helper.person, again.id)).status).toBe(200);
  const below = await grant(helper.person, await shaped(['accounts.grant', 'records.read']), '更下面');
  expect((await confirm(below.person, made.id)).status).toBe(403);
});

test('an approving permission put into a role later waits as well, for everybody whom somebody gave the role', async () => {
  const role = await shaped(['records.read']);
  const made = await grant(one, role, '先没有');
  expect(
    (
      await t.put(one, `/api/roles/${role}`, {
        name_zh: '改过的',
        name_en: 'changed',
        permissions: ['records.read', 'records.approve'],
        needs_second_factor: false,
      })
    ).status,
  ).toBe(200);
  expect(await holds(made.person)).toEqual(['records.read']);
  expect((await confirm(two, made.id)).status).toBe(200);
  expect(await holds(made.person)).toEqual(['records.approve', 'records.read']);
});

test('two yeses at one moment are one', async () => {
  const made = await grant(one, await shaped(['records.approve']), '同时');
  const answers = await Promise.all([two, above, two].map((who) => confirm(who, made.id)));
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
  expect(await t.rows(sql`select count(*)::int as yeses from grant_confirmations where grant_id = ${made.id}`)).toEqual(
    [{ yeses: 1 }],
  );
});

test('who says the yes could have granted it', async () => {
  const made = await grant(one, await shaped(['records.approve']), '等');
  const weak = await t.person('只会授权', [{ permissions: ['accounts.grant', 'organizations.read'], at: county }]);
  expect((await confirm(weak, made.id)).body.code).toBe('accounts.role_beyond_own');
});
