/** Nobody below calls something by a name that speaks for a body above or elsewhere; whoever stands there may. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../../testing/test-app.ts';

let t: TestApp & { close(): Promise<void> };
let province: TestOrganization;
let association: TestOrganization;
let atProvince: TestPerson;
let atCounty: TestPerson;
let atTeam: TestPerson;
let team: TestOrganization;
let county: TestOrganization;
const all = ['organizations.manage', 'organizations.read', 'projects.write', 'projects.read'] as const;

beforeAll(async () => {
  t = await testApp({ now: new Date('2026-11-21T02:00:00Z') });
  const nation = await t.organization('中国', null, { kind: 'nation', level: 'nation' });
  province = await t.organization('广东省', nation, { kind: 'province', level: 'province' });
  await t.organization('广东省青年志愿者协会', province, { kind: 'youth_volunteer_association', level: 'province' });
  const city = await t.organization('清远市', province, { kind: 'city', level: 'city' });
  county = await t.organization('云汀区', city, { kind: 'county', level: 'county' });
  await t.organization('临江区', city, { kind: 'county', level: 'county' });
  association = await t.organization('云汀区青年志愿者协会', county, {
    kind: 'youth_volunteer_association',
    level: 'county',
  });
  team = await t.organization('江东队', association, { kind: 'team', level: 'county' });
  atProvince = await t.person('省里', [{ permissions: [...all], at: province }]);
  atCounty = await t.person('县里', [{ permissions: [...all], at: association }]);
  atTeam = await t.person('队长', [{ permissions: [...all], at: team }]);
});
afterAll(() => t.close());

type Refusal = { code?: string; field?: string; message?: string };
const found = (who: TestPerson, name_zh: string, parent: TestOrganization, kind = 'team') =>
  t.post<Refusal>(who, '/api/organizations', { kind, name_zh, parent_id: parent.id, founded_on: '2026-11-01' });
const rename = (who: TestPerson, name_zh: string, at: TestOrganization) =>
  t.put<Refusal>(who, `/api/organizations/${at.id}/name`, { name_zh, valid_from: '2026-11-21', reason: '更名' });

test.each([
  ['共青团中央', 'organizations.name_reserved'],
  ['共青團 中·央志愿队', 'organizations.name_reserved'],
  ['共⻘团中央直属队', 'organizations.name_reserved'],
  ['中国青年志愿者协会江东队', 'organizations.name_reserved'],
  ['团省委突击队', 'organizations.name_reserved'],
  ['广东省青年志愿者协会', 'organizations.name_of_another'],
  ['廣東省青年志願者協會', 'organizations.name_of_another'],
  ['广东义工联', 'organizations.name_of_another'],
  ['清远市青年志愿服务总队', 'organizations.name_of_another'],
  ['临江区青年志愿者协会', 'organizations.name_of_another'],
])('%s is refused to a county, founding and renaming, with the field and the way on', async (name, code) => {
  const refused = await found(atCounty, name, association);
  expect(refused).toMatchObject({
    status: 422,
    body: { code, field: 'name_zh', message: expect.stringContaining('请换个名称，或请') },
  });
  expect((await rename(atTeam, name, team)).body).toMatchObject({ code, field: 'name_zh' });
});

test('a team takes no name of the association or county above it; its county does, and parts name what they are part of', async () => {
  expect((await rename(atTeam, '云汀区青年志愿者协会', team)).body).toMatchObject({
    code: 'organizations.name_of_another',
  });
  expect((await rename(atTeam, '云汀区义工总队', team)).body).toMatchObject({ code: 'organizations.name_of_another' });
  expect((await rename(atTeam, '共青团云汀区委员会', team)).body).toMatchObject({
    code: 'organizations.name_reserved',
  });
  expect((await found(atCounty, '云汀区义工总队', association)).status).toBe(200);
  expect((await found(atCounty, '云汀区青年志愿者协会江东二队', association)).status).toBe(200);
  expect((await found(atCounty, '广东省青年志愿者协会云汀服务队', association)).status).toBe(200);
  expect((await found(atProvince, '团省委直属服务队', province)).status).toBe(200);
  expect((await found(atProvince, '临江区青年志愿者协会直属队', association)).status).toBe(200);
  expect((await found(atProvince, '共青团中央直属队', province)).body).toMatchObject({
    code: 'organizations.name_reserved',
  });
});

test('a compound, a project and an activity claim nothing either; titles may speak of what they follow', async () => {
  expect((await found(atProvince, '国家志愿小区', county, 'compound')).body).toMatchObject({
    code: 'organizations.name_reserved',
  });
  const proposal = {
    organization_id: team.id,
    category: 'ecology',
    aim: '护河',
    plan: '每月一次',
    principles: { party_concern: '有', social_need: '有', within_reach: '有' },
  };
  const project = (title: string) => t.post<Refusal & { id: string }>(atTeam, '/api/projects', { ...proposal, title });
  for (const title of ['共青团中央示范项目', '护河（团省委主办）', '广东省青年志愿者协会示范项目'])
    expect((await project(title)).body).toMatchObject({
      field: 'title',
      code: expect.stringMatching(/^organizations\.name_/),
    });
  for (const title of ['国际志愿者日护河', '学习贯彻团中央全会精神'])
    expect((await project(title)).status, title).toBe(200);
});
