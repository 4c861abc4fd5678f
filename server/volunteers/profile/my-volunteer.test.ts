import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { exampleNumber } from '../../../domain/volunteers/gb11643.ts';
import { takeDeadlineSteps } from '../../calendar/take-deadline-steps.ts';
import { sql } from '../../db/sql.ts';
import { owedOf } from '../../inbox/fixtures.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../../testing/test-app.ts';

let t: TestApp & { close(): Promise<void> };
let county: TestOrganization;
let town: TestOrganization;
let team: TestOrganization;
let compound: TestOrganization;
let leader: TestPerson;
let superior: TestPerson;
let sequence = 0;
type Mine = {
  id: string;
  number: string;
  organization: { id: string; name: string };
  withdrawn_at: string | null;
  terms_to_accept: { version: string } | null;
  memberships: {
    id: string;
    organization: { name: string };
    label: string | null;
    is_confirmed: boolean;
    left_on: string | null;
  }[];
  honours: { title: string; issuer: string }[];
  cards: { id: string; number_hint: string }[];
  can: { take_part: boolean; withdraw: boolean };
};

beforeAll(async () => {
  t = await testApp({ now: new Date('2026-11-22T02:00:00Z') });
  county = await t.organization('嵊州市青年志愿者协会', null, { division_code: '330683' });
  town = await t.organization('鹿山街道志愿者协会', county);
  team = await t.organization('桂花苑邻舍+服务队', town, { kind: 'team' });
  compound = await t.organization('桂花苑', town, { kind: 'compound', level: 'compound' });
  leader = await t.person('陈队长', [
    { permissions: ['volunteers.read', 'volunteers.edit', 'volunteers.rights', 'records.check_in'], at: team },
  ]);
  superior = await t.person('市里', [
    { permissions: ['volunteers.read', 'volunteers.rights', 'organizations.rules', 'organizations.read'], at: county },
  ]);
});
afterAll(async () => {
  await t.close();
});

/** Registered through the page, as people are. */
async function volunteer(inputs: object = {}): Promise<TestPerson> {
  sequence += 2;
  const who = await t.person('沈小雨', [], { phone: `1370000${String(sequence).padStart(4, '0')}` });
  const { body } = await t.get<{ terms: { version: string } }>(null, `/api/registration?organization_id=${team.id}`);
  const answer = await t.post(who, '/api/registration', {
    name: '沈小雨',
    document_number: exampleNumber('330683', '1995-06-01', sequence),
    organization_id: team.id,
    acknowledges_spirit: true,
    terms_version: body.terms.version,
    ...inputs,
  });
  expect(answer.status).toBe(200);
  return who;
}
const mine = async (who: TestPerson): Promise<Mine> => (await t.get<Mine>(who, '/api/me/volunteer')).body;

test('S16 S22 a resident registers for the brand, the team leader confirms, and the resident sees 邻舍+ on the own page of the one register', async () => {
  const who = await volunteer({ compound_id: compound.id });
  expect((await t.post(who, '/api/me/memberships', { organization_id: team.id, label: '邻舍+' })).status).toBe(200);
  expect((await mine(who)).memberships).toMatchObject([{ label: '邻舍+', is_confirmed: false }]);
  const waiting = await t.get<{
    rows: { id: string; label_waiting: { membership_id: string; label: string } | null }[];
  }>(leader, '/api/volunteers?state=label_waiting');
  const row = waiting.body.rows.find((one) => one.id === who.id);
  expect(row?.label_waiting?.label).toBe('邻舍+');
  expect(
    (
      await t.post(leader, `/api/volunteers/${who.id}/memberships/${row?.label_waiting?.membership_id}/label`, {
        confirms: true,
      })
    ).status,
  ).toBe(200);
  const after = await mine(who);
  expect(after.memberships).toMatchObject([
    { label: '邻舍+', is_confirmed: true, organization: { name: '桂花苑邻舍+服务队' } },
  ]);
  expect(await t.rows(sql`select count(*)::int from volunteers where id = ${who.id}`)).toEqual([{ count: 1 }]); // S22: no second register
});

test('S03 a volunteer moves to a compound, changes the school, and may not name a team as home', async () => {
  const who = await volunteer();
  const change = (compound_id: string | null) =>
    t.put(who, '/api/me/volunteer/profile', {
      languages: [],
      availability: [],
      skills: [],
      compound_id,
      school: '示例学院',
    });
  expect((await change(team.id)).status).toBe(404);
  expect((await change(compound.id)).status).toBe(200);
  expect(await mine(who)).toMatchObject({ compound: { id: compound.id, name: '桂花苑' }, school: '示例学院' });
  expect((await change(null)).status).toBe(200);
  expect(await mine(who)).toMatchObject({ compound: null });
});

test('S17 a new version of rights and duties asks again, and what was accepted stays in the ledger', async () => {
  const who = await volunteer();
  expect((await mine(who)).terms_to_accept).toBeNull();
  const long = '志愿者有这些权利和义务，示例文本。';
  expect(
    (
      await t.post(superior, '/api/volunteer-terms', {
        organization_id: county.id,
        rights_zh: long,
        rights_en: long,
        duties_zh: long,
        duties_en: long,
      })
    ).body,
  ).toEqual({ version: 1 });
  const asked = await mine(who);
  expect(asked.terms_to_accept).not.toBeNull();
  expect(asked.can.take_part).toBe(false);
  expect(
    (await t.post(who, '/api/me/volunteer/terms', { version: 'built-in-1', acknowledges_spirit: true })).body['code'],
  ).toBe('volunteers.terms_changed');
  expect(
    (
      await t.post(who, '/api/me/volunteer/terms', {
        version: asked.terms_to_accept?.version,
        acknowledges_spirit: true,
      })
    ).status,
  ).toBe(200);
  expect((await mine(who)).can.take_part).toBe(true);
  const ledger = await t.get<{ rows: { kind: string; version: string; withdrawn_at: string | null }[] }>(
    who,
    '/api/me/consents',
  );
  expect(
    ledger.body.rows.filter((row) => row.kind === 'terms').map((row) => [row.version, row.withdrawn_at !== null]),
  ).toEqual(
    expect.arrayContaining([
      ['built-in-1', true],
      [asked.terms_to_accept?.version, false],
    ]),
  );
});

test('L44 the own page shows teams belonged to and honours received', async () => {
  const who = await volunteer();
  expect(
    (
      await t.post(leader, `/api/volunteers/${who.id}/honours`, {
        title: '优秀志愿者',
        issuer_id: county.id,
        issued_on: '2026-11-23',
      })
    ).body['code'],
  ).toBe('volunteers.honour_in_future');
  expect(
    (
      await t.post(leader, `/api/volunteers/${who.id}/honours`, {
        title: '优秀志愿者',
        issuer_id: county.id,
        issued_on: '2026-03-05',
        document: '嵊青协〔2026〕3 号',
      })
    ).status,
  ).toBe(200);
  const own = await mine(who);
  expect(own.memberships.map((row) => row.organization.name)).toEqual(['桂花苑邻舍+服务队']);
  expect(own.honours).toMatchObject([{ title: '优秀志愿者', issuer: '嵊州市青年志愿者协会' }]);
});

test('L43 a volunteer files a rights matter, the team answers, the superior sees what is open', async () => {
  const who = await volunteer();
  const filed = await t.post<{ id: string; due_on: string }>(who, '/api/me/rights-matters', {
    organization_id: team.id,
    kind: 'insurance',
    title: '活动没有给保险',
    content: '上周六的活动没有买意外险。',
  });
  expect(filed.body.due_on).toBe('2026-12-07');
  const open = await t.get<{ rows: { id: string; state: string; volunteer_name_hint: string }[] }>(
    superior,
    '/api/rights-matters',
  );
  expect(open.body.rows).toMatchObject([{ id: filed.body.id, state: 'open', volunteer_name_hint: '沈○○' }]);
  expect(
    (await t.post(leader, `/api/rights-matters/${filed.body.id}/answer`, { answer: '已补买，保单号已发给您。' }))
      .status,
  ).toBe(200);
  expect(
    (
      await t.get<{ rows: { state: string; answer: string; answered_by_name: string }[] }>(
        who,
        '/api/me/rights-matters',
      )
    ).body.rows,
  ).toMatchObject([{ state: 'answered', answer: '已补买，保单号已发给您。', answered_by_name: '陈队长' }]);
  expect(await owedOf(t, superior, 'volunteers.matters')).toEqual([0]);
  expect((await t.post(who, `/api/me/rights-matters/${filed.body.id}/closing`)).status).toBe(200);
  const stranger = await t.person('别队', [
    { permissions: ['volunteers.read', 'volunteers.rights'], at: await t.organization('别的协会') },
  ]);
  expect((await t.post(stranger, `/api/rights-matters/${filed.body.id}/answer`, { answer: '不归我管' })).status).toBe(
    404,
  );
});

test('L43 one that nobody answers: the team is reminded, told when it is over, then those above, never in the words of the volunteer', async () => {
  const who = await volunteer();
  const content = { kind: 'cost', title: '路费没有报销', content: '来回的车票都交了。' };
  const asked = { organization_id: team.id, ...content };
  const filed = await t.post<{ id: string; due_on: string }>(who, '/api/me/rights-matters', asked);
  expect(filed.body.due_on).toBe('2026-12-07');
  const before = t.now;
  const said: string[] = [];
  for (const day of [
    '2026-12-03',
    '2026-12-04',
    '2026-12-07',
    '2026-12-08',
    '2026-12-10',
    '2026-12-11',
    '2026-12-31',
  ]) {
    t.now = new Date(`${day}T01:00:00+08:00`);
    await takeDeadlineSteps(t.services);
    const rows = await t.rows<{ kind: string; name: string; params: object }>(sql`
      select n.kind, p.name, n.params from notices n join persons p on p.id = n.person_id where n.at = ${t.now} and n.kind like 'volunteers.matter_%'`);
    said.push(...rows.map((row) => `${day} ${row.kind} ${row.name} ${JSON.stringify(row.params)}`));
  }
  t.now = before;
  const due = '{"due_en":"2026-12-07","due_zh":"2026-12-07"}';
  expect(said).toEqual([
    `2026-12-04 volunteers.matter_due 陈队长 ${due}`,
    `2026-12-08 volunteers.matter_overdue 陈队长 ${due}`,
    `2026-12-11 volunteers.matter_escalated 市里 ${due}`,
  ]);
  await t.post(leader, `/api/rights-matters/${filed.body.id}/answer`, { answer: '已经报了。' });
});

describe('L43 who is asked', () => {
  beforeEach(() => t.rows(sql`delete from notices where kind = 'volunteers.matter_filed'`));
  const told = async (who: TestPerson) =>
    (await t.rows(sql`select 1 from notices where person_id = ${who.id} and kind = 'volunteers.matter_filed'`)).length;
  const open = async (who: TestPerson) =>
    (
      await t.get<{ rows: { title: string; about_name: string | null; can: { answer: boolean } }[] }>(
        who,
        '/api/rights-matters',
      )
    ).body;
  const body = (organization: TestOrganization, title: string, about: TestOrganization | null = null) => ({
    organization_id: organization.id,
    about_organization_id: about?.id ?? null,
    kind: 'treatment',
    title,
    content: '说来话长',
  });

  test('a team is told and counts it at home; with nobody there who may answer, the nearest above is told', async () => {
    const who = await volunteer();
    expect((await t.post(who, '/api/me/rights-matters', body(team, '没有雨衣'))).status).toBe(200);
    expect([await told(leader), await told(superior)]).toEqual([1, 0]);
    expect((await open(leader)).rows).toMatchObject([{ title: '没有雨衣', can: { answer: true } }]);
    expect(await owedOf(t, leader, 'volunteers.matters')).toEqual([1]);
    expect((await open(superior)).rows.map((row) => row.title)).toContain('没有雨衣');
    expect((await t.post(who, '/api/me/rights-matters', body(town, '街道的事'))).status).toBe(200); // nobody works at the town
    expect([await told(leader), await told(superior)]).toEqual([1, 1]);
    expect(await owedOf(t, leader, 'volunteers.matters')).toEqual([1]);
  });

  test('about the team’s own leader it is asked above: the team neither reads it, is told, nor answers it, with a role above as well', async () => {
    const both = await t.person('两头兼', [
      { permissions: ['volunteers.read', 'volunteers.rights'], at: team },
      { permissions: ['volunteers.read', 'volunteers.rights'], at: county },
    ]);
    const who = await volunteer();
    const filed = await t.post<{ id: string }>(who, '/api/me/rights-matters', body(county, '队长骂人', team));
    expect(filed.status).toBe(200);
    expect([await told(leader), await told(both), await told(superior)]).toEqual([0, 0, 1]);
    for (const one of [leader, both]) {
      expect((await open(one)).rows.map((row) => row.title)).not.toContain('队长骂人');
      expect((await t.post(one, `/api/rights-matters/${filed.body.id}/answer`, { answer: '没有的事' })).status).toBe(
        404,
      );
    }
    expect((await open(superior)).rows).toContainEqual(
      expect.objectContaining({ title: '队长骂人', about_name: '桂花苑邻舍+服务队' }),
    );
    expect(
      (await t.post(superior, `/api/rights-matters/${filed.body.id}/answer`, { answer: '已经谈过，下周换人。' }))
        .status,
    ).toBe(200);
    expect((await t.get<{ rows: object[] }>(who, '/api/me/rights-matters')).body.rows).toMatchObject([
      { title: '队长骂人', state: 'answered', answer: '已经谈过，下周换人。', about_name: '桂花苑邻舍+服务队' },
    ]);
  });

  test('whom to ask is chosen from own teams, teams served with, and those above; nothing is preset, anything else is refused', async () => {
    const who = await volunteer();
    const { teams, above } = (
      await t.get<{ teams: { id: string }[]; above: { id: string }[] }>(who, '/api/me/rights-matters')
    ).body;
    expect([teams.map((one) => one.id), above.map((one) => one.id)]).toEqual([[team.id], [town.id, county.id]]);
    const stranger = await t.organization('外县志愿者协会');
    expect((await t.post(who, '/api/me/rights-matters', body(stranger, '问别人'))).body).toMatchObject({
      code: 'volunteers.matter_addressee',
      field: 'organization_id',
    });
    expect((await t.post(who, '/api/me/rights-matters', body(team, '问自己', team))).body).toMatchObject({
      code: 'volunteers.matter_about',
      field: 'about_organization_id',
    });
    const { kind: _kind, ...unchosen } = body(team, '没选哪方面');
    expect((await t.post(who, '/api/me/rights-matters', unchosen)).body).toMatchObject({
      code: 'core.invalid_input',
      field: 'kind',
    });
  });
});

describe('P71 P72 cards', () => {
  test('P71 the card shows name, number and code; the organiser scans it and sees the registration', async () => {
    const who = await volunteer();
    const card = await t.get<{ name: string; number: string; codes: { text: string; short: string; step: number }[] }>(
      who,
      '/api/me/card',
    );
    expect(card.body).toMatchObject({ name: '沈小雨' });
    expect(card.body.codes).toHaveLength(120);
    const found = await t.post<{ id: string; name: string; number: string }>(leader, '/api/card-lookups', {
      scanned: card.body.codes[0]?.text,
    });
    expect(found.body).toMatchObject({ id: who.id, name: '沈小雨', number: card.body.number, is_withdrawn: false });
    expect((await t.post(leader, '/api/card-lookups', { scanned: card.body.codes[60]?.text })).body['code']).toBe(
      'volunteers.card_code',
    ); // not its time yet
    expect((await t.post(await volunteer(), '/api/card-lookups', { scanned: card.body.codes[0]?.text })).status).toBe(
      403,
    );
  });

  test('P72 binding a card number finds the same volunteer, another cannot take it, unlinking works', async () => {
    const [who, other] = [await volunteer(), await volunteer()];
    const bound = await t.post<{ id: string; number_hint: string }>(who, '/api/me/cards', {
      kind: 'citizen_card',
      number: '３３０６ 8812 3456',
    });
    expect(bound.body.number_hint).toBe('3○○○○6');
    const look = () => t.post(leader, '/api/card-lookups', { kind: 'citizen_card', number: '330688123456' });
    expect((await look()).body).toMatchObject({ id: who.id, name: '沈○○' }); // masked: a number is no proof of presence
    expect(
      await t.rows(
        sql`select actor_person_id, after from audit_events where action = 'volunteers.look_up_card' and subject_id = ${who.id}`,
      ),
    ).toEqual([{ actor_person_id: leader.id, after: { how: 'typed', kind: 'citizen_card' } }]);
    expect((await t.get<{ rows: object[] }>(who, '/api/me/looks')).body.rows).toMatchObject([
      { person_name: '陈队长', action: 'volunteers.look_up_card' },
    ]);
    expect((await t.post(other, '/api/me/cards', { kind: 'citizen_card', number: '330688123456' })).body['code']).toBe(
      'volunteers.card_taken',
    );
    expect((await t.post(other, '/api/me/cards', { kind: 'social_security_card', number: '12' })).body['code']).toBe(
      'volunteers.card_form',
    );
    expect((await t.delete(who, `/api/me/cards/${bound.body.id}`)).status).toBe(200);
    expect((await look()).status).toBe(404);
    expect((await t.post(other, '/api/me/cards', { kind: 'citizen_card', number: '330688123456' })).status).toBe(200);
  });
});

describe('S21 leaving and cancelling', () => {
  test('S21 a volunteer leaves the team and belongs to the body above; cancelling ends access and keeps what was recorded', async () => {
    const who = await volunteer();
    const [membership] = (await mine(who)).memberships;
    expect((await t.delete(who, `/api/me/memberships/${membership?.id}`)).status).toBe(200);
    const left = await mine(who);
    expect(left.memberships).toMatchObject([{ left_on: '2026-11-22' }]);
    expect(left.organization.name).toBe('鹿山街道志愿者协会');
    expect((await t.post(who, '/api/me/volunteer/withdrawal', { reason: '搬家' })).status).toBe(200);
    const gone = await mine(who);
    expect(gone.withdrawn_at).not.toBeNull();
    expect(gone.number).toBe(left.number);
    expect(gone.can).toEqual({ take_part: false, withdraw: false });
    expect((await t.get(who, '/api/me/card')).body['code']).toBe('volunteers.registration_cancelled');
    expect((await t.post(who, '/api/me/memberships', { organization_id: team.id })).body['code']).toBe(
      'volunteers.registration_cancelled',
    );
  });

  test('S21 who still has sign-ups is told to withdraw from them first', async () => {
    const who = await volunteer();
    await t.setUp((writer) =>
      writer.run(sql`
      insert into sign_ups (volunteer_id, id, activity_id, shift_id, organization_path, shift_starts_at, shift_ends_at, place, queue_number, signed_up_at)
      values (${who.id}, ${writer.newId()}, ${writer.newId()}, ${writer.newId()}, ${team.path}, '2026-11-28', '2026-11-28', 'seat', 1, ${writer.now})`),
    );
    expect((await t.post(who, '/api/me/volunteer/withdrawal', { reason: '' })).body['code']).toBe(
      'volunteers.has_sign_ups',
    );
  });

  test('deletion destroys the personal fields everywhere and keeps id and number', async () => {
    const who = await volunteer();
    await t.post(who, '/api/me/cards', { kind: 'citizen_card', number: `8800${sequence}00` });
    await t.post(who, '/api/me/rights-matters', {
      organization_id: team.id,
      kind: 'other',
      title: '一件事',
      content: '我叫沈小雨',
    });
    const number = (await mine(who)).number;
    expect((await t.post(who, '/api/me/volunteer/erasure', { confirms: true })).status).toBe(200);
    const [person] = await t.rows<{ row: Record<string, unknown> }>(
      sql`select to_jsonb(p) as row from persons p where id = ${who.id}`,
    );
    const kept = Object.entries(person?.row ?? {})
      .filter(([, value]) => value !== null && value !== '')
      .map(([column]) => column);
    expect(kept.sort()).toEqual(['created_at', 'erased_at', 'id', 'is_example']);
    expect(await t.rows(sql`select number from volunteers where id = ${who.id}`)).toEqual([{ number }]);
    expect(await t.rows(sql`select 1 from identity_keys where person_id = ${who.id}`)).toEqual([]);
    expect(await t.rows(sql`select 1 from rights_matters where volunteer_id = ${who.id} and content <> ''`)).toEqual(
      [],
    );
    expect((await t.get(who, '/api/me/volunteer')).status).toBe(401); // nobody is signed in as this person any more
  });

  test('who came back keeps number and hours', async () => {
    const who = await volunteer();
    const before = await mine(who);
    await t.post(who, '/api/me/volunteer/withdrawal', { reason: '' });
    const document = exampleNumber('330683', '1995-06-01', sequence);
    const { body } = await t.get<{ terms: { version: string } }>(null, `/api/registration?organization_id=${team.id}`);
    const again = await t.post(who, '/api/registration', {
      name: '沈小雨',
      document_number: document,
      organization_id: team.id,
      acknowledges_spirit: true,
      terms_version: body.terms.version,
    });
    expect(again.body).toMatchObject({ outcome: 'registered', number: before.number });
    expect((await mine(who)).can.take_part).toBe(true);
  });
});

describe('privacy', () => {
  test('a consent is withdrawn as easily as given; terms are not withdrawn alone', async () => {
    const who = await volunteer();
    expect((await t.post(who, '/api/me/consents', { kind: 'publish' })).status).toBe(200);
    const { rows } = (
      await t.get<{ rows: { id: string; kind: string; can: { withdraw: boolean } }[] }>(who, '/api/me/consents')
    ).body;
    const [publish, terms] = [rows.find((row) => row.kind === 'publish'), rows.find((row) => row.kind === 'terms')];
    expect((await t.delete(who, `/api/me/consents/${publish?.id}`)).status).toBe(200);
    expect((await t.delete(who, `/api/me/consents/${terms?.id}`)).body['code']).toBe('volunteers.consent_kept');
    expect((await t.delete(await volunteer(), `/api/me/consents/${publish?.id}`)).status).toBe(404);
    expect(
      (await t.get<{ open: { kind: string }[] }>(who, '/api/me/consents')).body.open.map((row) => row.kind),
    ).toContain('publish');
  });

  test('the export holds everything in plain words and nothing of the machinery', async () => {
    const who = await volunteer();
    const json = await t.get(who, '/api/me/export.json');
    const all = JSON.parse(json.raw.toString()) as {
      person: { name: string; document_number: string };
      tables: { table: string; rows: object[] }[];
    };
    expect(all.person).toMatchObject({
      name: '沈小雨',
      document_number: exampleNumber('330683', '1995-06-01', sequence),
    });
    expect(all.tables.map((table) => table.table)).toEqual(
      expect.arrayContaining(['accounts', 'consents', 'memberships', 'sessions', 'volunteers']),
    );
    expect(json.raw.toString()).not.toMatch(/_encrypted|_index|token_hash|password_hash/);
    expect((await t.get(who, '/api/me/export.xlsx')).raw.subarray(0, 2).toString()).toBe('PK');
  });
});
