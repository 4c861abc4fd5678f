/** An honour stands in the name of its issuer only when the issuer says so; until then every place says that it is not confirmed. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../../testing/test-app.ts';

let t: TestApp & { close(): Promise<void> };
let nation: TestOrganization;
let county: TestOrganization;
let team: TestOrganization;
let leader: TestPerson;
let national: TestPerson;
let officer: TestPerson;

beforeAll(async () => {
  t = await testApp({ now: new Date('2026-11-22T02:00:00Z') });
  nation = await t.organization('全国青年志愿者协会', null, { level: 'nation' });
  county = await t.organization('嵊州市青年志愿者协会', nation, { level: 'county' });
  team = await t.organization('桂花苑服务队', county, { kind: 'team' });
  leader = await t.person('陈队长', [{ permissions: ['volunteers.read', 'volunteers.edit'], at: team }]);
  officer = await t.person('县里', [{ permissions: ['volunteers.read', 'volunteers.edit'], at: county }]);
  national = await t.person('全国协会', [
    { permissions: ['volunteers.read', 'volunteers.edit'], at: nation, below: false },
  ]);
});
afterAll(async () => {
  await t.close();
});

type Honour = { id: string; title: string; issuer: string; is_confirmed: boolean };
const record = (who: TestPerson, volunteer: TestPerson, inputs: object) =>
  t.post<{ id: string; is_confirmed: boolean; code?: string; field?: string }>(
    who,
    `/api/volunteers/${volunteer.id}/honours`,
    { title: '百优志愿者', issued_on: '2026-03-05', ...inputs },
  );
const own = async (who: TestPerson): Promise<Honour[]> =>
  (await t.get<{ honours: Honour[] }>(who, '/api/me/volunteer')).body.honours;
const atDesk = async (who: TestPerson, volunteer: TestPerson): Promise<Honour[]> =>
  (await t.get<{ honours: Honour[] }>(who, `/api/volunteers/${volunteer.id}`)).body.honours;
const waiting = async (who: TestPerson) =>
  (await t.get<{ rows: { honour_id: string; name_hint: string; issuer: string }[] }>(who, '/api/honours-to-confirm'))
    .body.rows;
const told = async (who: TestPerson) =>
  (
    await t.rows<{ kind: string }>(
      sql`select kind from notices where person_id = ${who.id} and kind like 'volunteers.honour%' order by at, id`,
    )
  ).map((row) => row.kind);
const decide = (who: TestPerson, volunteer: TestPerson, honour: string, body: object) =>
  t.post<{ code?: string }>(who, `/api/volunteers/${volunteer.id}/honours/${honour}/decision`, body);

test('L44 in the name of the nation’s body it is not confirmed until somebody there says so', async () => {
  const lin = await t.volunteer('林誉', team);
  const made = await record(leader, lin, { issuer_id: nation.id });
  expect(made).toMatchObject({ status: 200, body: { is_confirmed: false } });
  for (const shown of [await own(lin), await atDesk(leader, lin)])
    expect(shown).toMatchObject([{ issuer: '全国青年志愿者协会', is_confirmed: false }]);
  expect(await waiting(national)).toMatchObject([{ honour_id: made.body.id, name_hint: '林○○' }]);
  expect(await waiting(officer)).toEqual([]);
  expect(await told(national)).toEqual(['volunteers.honour_to_confirm']);

  for (const who of [leader, officer, lin])
    expect((await decide(who, lin, made.body.id, { confirms: true })).status).toBeGreaterThanOrEqual(403);
  expect((await decide(national, lin, made.body.id, { confirms: false })).status).toBe(400);
  expect((await decide(national, lin, made.body.id, { confirms: true })).status).toBe(200);
  expect((await decide(national, lin, made.body.id, { confirms: false, reason: '没有颁发' })).body.code).toBe(
    'volunteers.honour_decided',
  );
  expect(await own(lin)).toMatchObject([{ is_confirmed: true }]);
  expect(await waiting(national)).toEqual([]);
  expect(await told(lin)).toEqual(['volunteers.honour_recorded', 'volunteers.honour_confirmed']);
  const events = await t.rows<{ action: string; organization_path: string }>(
    sql`select action, organization_path from audit_events where action like 'volunteers.%honour' and subject_id = ${lin.id} order by at, id`,
  );
  expect(events).toEqual([
    { action: 'volunteers.honour', organization_path: team.path },
    { action: 'volunteers.confirm_honour', organization_path: nation.path },
  ]);
});

test('L44 one’s own body and those below confirm by recording; a refused one is shown no more; an issuer outside never confirms', async () => {
  const lin = await t.volunteer('林嘉', team);
  expect((await record(officer, lin, { issuer_id: county.id, title: '县优' })).body.is_confirmed).toBe(true);
  expect((await record(officer, lin, { issuer_id: team.id, title: '队优' })).body.is_confirmed).toBe(true);
  const outside = await record(leader, lin, { issuer_name: '共青团中央', title: '自称' });
  expect(outside.body.is_confirmed).toBe(false);
  expect((await decide(national, lin, outside.body.id, { confirms: true })).status).toBe(404);
  const claimed = await record(leader, lin, { issuer_id: county.id, title: '冒名' });
  expect((await decide(officer, lin, claimed.body.id, { confirms: false, reason: '没有颁发过' })).status).toBe(200);
  expect(
    (await own(lin))
      .map((one) => [one.title, one.is_confirmed] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  ).toEqual([
    ['县优', true],
    ['自称', false],
    ['队优', true],
  ]);
  expect(
    (
      await t.rows<{ title: string; standing: string }>(
        sql`select title, standing from honours where volunteer_id = ${lin.id} and struck_at is null order by title`,
      )
    ).filter((one) => one.title === '自称'),
  ).toEqual([{ title: '自称', standing: '未经颁发单位核实' }]);
  for (const issuer of [{}, { issuer_id: county.id, issuer_name: '县协会' }])
    expect((await record(leader, lin, issuer)).body).toMatchObject({
      code: 'volunteers.honour_issuer',
      field: 'issuer_id',
    });
});

test('nobody confirms an own honour', async () => {
  const lin = await t.volunteer('林己', team);
  const made = await record(leader, lin, { issuer_id: county.id });
  await t.setUp((writer) =>
    writer.run(sql`
    insert into role_grants (id, role_id, person_id, organization_id, is_below, valid_from, granted_by, granted_at)
    select ${writer.newId()}, g.role_id, ${lin.id}, ${county.id}, true, '2026-01-01', g.granted_by, g.granted_at from role_grants g where g.person_id = ${officer.id}`),
  );
  expect((await decide(lin, lin, made.body.id, { confirms: true })).body.code).toBe('volunteers.own_honour');
  expect(await waiting(lin)).toEqual([]);
});
