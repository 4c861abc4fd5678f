import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textOf } from '../../../domain/files/cells.ts';
import { exampleNumber } from '../../../domain/volunteers/gb11643.ts';
import { sql } from '../../db/sql.ts';
import { owedOf } from '../../inbox/fixtures.ts';
import { readSheet } from '../../files/read-sheet.ts';
import { writeWorkbook } from '../../files/write-sheet.ts';
import { personWords, testApp, type TestApp, type TestOrganization, type TestPerson } from '../../testing/test-app.ts';
import { carryOutMerges } from '../jobs.ts';

let t: TestApp & { close(): Promise<void> };
let city: TestOrganization;
let county: TestOrganization;
let branch: TestOrganization;
let other: TestOrganization;
let compound: TestOrganization;
let staff: TestPerson;
let approver: TestPerson;
let sequence = 0;
type Roster = {
  rows: {
    id: string;
    name_hint: string;
    number: string;
    document_hint: string;
    phone_hint: string;
    consents_missing: string[];
  }[];
  next_cursor: string | null;
  totals: { count: number } | null;
};
type Page = { name_hint: string; minor_access: { state: string }; can: Record<string, boolean> };

beforeAll(async () => {
  t = await testApp({ now: new Date('2026-11-22T02:00:00Z') });
  city = await t.organization('金华市青年志愿者协会', null, { division_code: '330700' });
  county = await t.organization('婺城区青年志愿者协会', city, { division_code: '330702' });
  branch = await t.organization('婺城区第一团支部', county, { kind: 'league_branch' });
  other = await t.organization('别的市', null);
  compound = await t.organization('桂花苑', county, { kind: 'compound', level: 'compound' });
  staff = await t.person('方小文', [
    {
      permissions: [
        'volunteers.read',
        'volunteers.register',
        'volunteers.edit',
        'volunteers.reveal',
        'volunteers.merge',
        'volunteers.approve_minor_access',
      ],
      at: county,
    },
  ]);
  approver = await t.person('郑主任', [
    {
      permissions: ['volunteers.read', 'volunteers.reveal', 'volunteers.approve_minor_access', 'volunteers.merge'],
      at: city,
    },
  ]);
});
afterAll(async () => {
  await t.close();
});

async function volunteer(
  name: string,
  inputs: object = {},
  birth = '1995-06-01',
  place = county,
): Promise<TestPerson & { document: string }> {
  sequence += 2;
  const who = await t.person(name, [], { phone: `1360000${String(sequence).padStart(4, '0')}` });
  const document = exampleNumber('330702', birth, sequence);
  const answer = await t.post(who, '/api/registration', {
    name,
    document_number: document,
    organization_id: place.id,
    acknowledges_spirit: true,
    terms_version: 'built-in-1',
    ...inputs,
  });
  expect(answer.status).toBe(200);
  return { ...who, document };
}
const list = (query: string, who = staff, words = '') =>
  t.get<Roster>(who, `/api/volunteers?${query}`, personWords(words));

describe('the roster', () => {
  test('is masked, cut to the caller’s places, and found by name, pinyin, number, full phone or document', async () => {
    const who = await volunteer('欧阳晓禾');
    await volunteer('外人', {}, '1990-01-01', other);
    const number =
      (await t.rows<{ number: string }>(sql`select number from volunteers where id = ${who.id}`))[0]?.number ?? '';
    for (const words of [
      '欧阳',
      '晓禾',
      'ouyang',
      'oyxh',
      number,
      `1360000${String(sequence - 2).padStart(4, '0')}`,
      who.document.toLowerCase(),
    ]) {
      expect(
        (await list('', staff, words)).body.rows.map((row) => row.id),
        words,
      ).toEqual([who.id]);
    }
    const [row] = (await list('', staff, '欧阳')).body.rows;
    expect([row?.name_hint, row?.document_hint]).toEqual(['欧○○', `3307○○○○${who.document.slice(-2)}`]);
    expect((await list('', staff, '外人')).body.rows).toEqual([]);
    expect((await list('', await t.person('无权'))).status).toBe(403);
  });

  test('pages by a cursor, and the count equals the list and the export', async () => {
    for (let place = 0; place < 5; place += 1) await volunteer(`林${'甲乙丙丁戊'[place]}`);
    const seen: string[] = [];
    let cursor: string | null = '';
    let count: number | null = null;
    while (cursor !== null) {
      const answer: { body: Roster } = await list(`totals=counted&limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...answer.body.rows.map((row) => row.id));
      count ??= answer.body.totals?.count ?? null;
      cursor = answer.body.next_cursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(count ?? -1);
    const sheet = await readSheet((await t.get(staff, '/api/volunteers.xlsx')).raw);
    expect(sheet.rows).toHaveLength((count ?? 0) + 1);
    expect(sheet.rows.slice(1).every((row) => textOf(row.cells[1]).endsWith('○○'))).toBe(true);
  });

  test('P56 R62 the list of those who wait for consent names what is missing', async () => {
    const pupil = await volunteer(
      '周学生',
      { is_pupil: true, guardian_phone: '13511110001', teacher_phone: '13511110002' },
      '2008-01-01',
    );
    const { rows } = (await list('state=waiting_guardian')).body;
    expect(rows.find((row) => row.id === pupil.id)?.consents_missing).toEqual(['parent', 'teacher']);
  });
});

describe('full data', () => {
  test('is shown with a reason, logged, and told to the person', async () => {
    const who = await volunteer('钱多多');
    expect((await t.post(staff, `/api/volunteers/${who.id}/reveal`, { reason: '' })).status).toBe(400);
    const shown = await t.post(staff, `/api/volunteers/${who.id}/reveal`, { reason: '核对保险名单' });
    expect(shown.body).toMatchObject({ name: '钱多多', document_number: who.document });
    const looks = await t.get<{ rows: { person_name: string; reason: string; action: string }[] }>(
      who,
      '/api/me/looks',
    );
    expect(looks.body.rows).toMatchObject([
      { person_name: '方小文', reason: '核对保险名单', action: 'volunteers.reveal' },
    ]);
    expect((await t.get<{ rows: { sentence: string }[] }>(who, '/api/me/notices')).body.rows[0]?.sentence).toContain(
      '核对保险名单',
    );
    const events = await t.rows<{ all: string }>(
      sql`select audit_events::text as all from audit_events where subject_id = ${who.id}`,
    );
    expect(events.map((event) => event.all).join()).not.toContain(who.document);
  });

  test('a minor’s only after another person approved, for some days', async () => {
    const child = await volunteer('孙小小', { guardian_phone: '13511110003' }, '2010-05-04');
    const page = () => t.get<Page>(staff, `/api/volunteers/${child.id}`);
    expect((await page()).body).toMatchObject({
      minor_access: { state: 'none' },
      can: { reveal: false, ask_minor_access: true },
    });
    expect((await t.post(staff, `/api/volunteers/${child.id}/reveal`, { reason: '看看' })).body['code']).toBe(
      'volunteers.minor_access_needed',
    );
    const asked = await t.post<{ request_id: string }>(staff, `/api/volunteers/${child.id}/minor-access`, {
      reason: '投保需要证件号',
    });
    expect(
      (await t.post(staff, `/api/minor-access-requests/${asked.body.request_id}/decision`, { approves: true })).body[
        'code'
      ],
    ).toBe('volunteers.own_access');
    expect(
      (
        await t.post(approver, `/api/minor-access-requests/${asked.body.request_id}/decision`, {
          approves: true,
          days: 3,
        })
      ).status,
    ).toBe(200);
    expect(
      (await t.post(staff, `/api/volunteers/${child.id}/reveal`, { reason: '投保需要证件号' })).body,
    ).toMatchObject({ name: '孙小小' });
    expect(
      (await t.get<{ rows: { looks: number; decision: string }[] }>(approver, '/api/minor-access-requests')).body
        .rows[0],
    ).toMatchObject({ decision: 'approved', looks: 1 });
    const now = t.now;
    t.now = new Date('2026-11-27T02:00:00Z');
    expect((await t.post(staff, `/api/volunteers/${child.id}/reveal`, { reason: '再看' })).body['code']).toBe(
      'volunteers.minor_access_needed',
    );
    t.now = now;
  });
});

test('a merge is seen by both sides and decided when both agreed', async () => {
  const kept = await volunteer('王一');
  const second = await t.person('王一', [], { phone: '13522220001' });
  await t.post(second, '/api/registration', {
    name: '王一',
    document_number: kept.document,
    organization_id: county.id,
    acknowledges_spirit: true,
    terms_version: 'built-in-1',
  });
  const side = async (who: TestPerson) =>
    (
      await t.get<{
        rows: { id: string; side: string; i_agreed: boolean; other_agreed: boolean; can: { agree: boolean } }[];
      }>(who, '/api/me/merge-requests')
    ).body.rows[0];
  expect(await side(kept)).toMatchObject({ side: 'kept', i_agreed: false, other_agreed: true, can: { agree: true } });
  expect(await side(second)).toMatchObject({ side: 'duplicate', i_agreed: true, can: { agree: false } });
  const id = (await side(kept))?.id;
  expect(
    (await t.post(approver, `/api/merge-requests/${id}/decision`, { merges: true, reason: '同一人' })).body['code'],
  ).toBe('volunteers.merge_not_agreed');
  expect((await t.post(kept, `/api/me/merge-requests/${id}/answer`, { agrees: true })).status).toBe(200);
  expect(
    (await t.get<{ rows: { can: { merge: boolean } }[] }>(approver, '/api/merge-requests')).body.rows[0]?.can.merge,
  ).toBe(true);
  expect(
    (await t.post(approver, `/api/merge-requests/${id}/decision`, { merges: true, reason: '同一人' })).status,
  ).toBe(200);
  expect(await t.rows(sql`select name, erased_at from persons where id = ${second.id}`)).toEqual([
    { name: '王一', erased_at: null },
  ]);
  const now = t.now;
  t.now = new Date(now.getTime() + 16 * 24 * 3_600_000);
  await carryOutMerges(t.services);
  t.now = now;
  expect(await t.rows(sql`select name, erased_at is not null as gone from persons where id = ${second.id}`)).toEqual([
    { name: null, gone: true },
  ]);
  expect((await t.get(kept, '/api/me/volunteer')).status).toBe(200);
});

test('L83 joiners by month and source, and by campaign; the figure opens its rows', async () => {
  const now = t.now;
  t.now = new Date('2026-09-10T02:00:00Z');
  const made = await t.post<{ id: string }>(staff, '/api/recruiting-campaigns', {
    organization_id: county.id,
    name: '开学季招募',
  });
  expect(
    (
      await t.post<{ code: string }>(staff, '/api/recruiting-campaigns', {
        organization_id: county.id,
        name: '开学季招募',
      })
    ).body.code,
  ).toBe('volunteers.campaign_exists');
  await volunteer('开学甲', { campaign: made.body.id });
  await volunteer('开学乙', { campaign: made.body.id });
  t.now = now;
  type Joiners = {
    total: number;
    months: { month: string; total: number; by_source: { source: string; count: number }[] }[];
    campaigns: { id: string | null; campaign: string; link: string | null; count: number }[];
  };
  const report = (await t.get<Joiners>(staff, `/api/volunteer-joiners?organization_id=${county.id}`)).body;
  const september = report.months.find((month) => month.month === '2026-09');
  expect(september).toEqual({ month: '2026-09', total: 2, by_source: [{ source: 'campaign', count: 2 }] });
  expect(report.campaigns).toMatchObject([{ campaign: '开学季招募', organization_name: county.name, count: 2 }]);
  expect(report.campaigns[0]?.link).toContain(`/register?campaign=${made.body.id}`);
  expect((await list('totals=counted&month=2026-09&source=campaign')).body.totals?.count).toBe(2);
  expect(report.total).toBe(report.months.reduce((sum, month) => sum + month.total, 0));
  const sheet = await readSheet((await t.get(staff, '/api/volunteer-joiners.xlsx')).raw);
  expect(sheet.rows[1]?.cells.slice(0, 2)).toEqual(['2026-09', '招募活动']);
});

test('L83 an invented campaign in the address is none; a made one without anybody is listed at nought, and a month without anybody as well', async () => {
  const now = t.now;
  t.now = new Date('2026-09-12T02:00:00Z');
  await volunteer('自己来', { campaign: '没有的活动' });
  await volunteer('乱写的', { campaign: '01900000-0000-7000-8000-000000000000' });
  t.now = now;
  const {
    body: { id },
  } = await t.post<{ id: string }>(staff, '/api/recruiting-campaigns', {
    organization_id: county.id,
    name: '春季招募',
  });
  type Joiners = {
    months: { month: string; total: number }[];
    campaigns: { campaign: string; first_on: string | null; count: number }[];
  };
  const report = (await t.get<Joiners>(staff, `/api/volunteer-joiners?organization_id=${county.id}`)).body;
  expect(report.campaigns.map((row) => [row.campaign, row.count])).toEqual([
    ['开学季招募', 2],
    ['春季招募', 0],
  ]);
  expect(report.months.map((row) => row.month)).toEqual(['2026-09', '2026-10', '2026-11']);
  expect(report.months[1]?.total).toBe(0);
  expect((await list('totals=counted&month=2026-09&source=self')).body.totals?.count).toBe(2);
  expect((await list(`campaign=${id}`)).body.rows).toEqual([]);
  const page = await t.get<{ campaign: { name: string } | null }>(null, `/api/registration?campaign=${id}`);
  expect(page.body.campaign?.name).toBe('春季招募');
  expect((await t.get<{ campaign: null }>(null, '/api/registration?campaign=x')).body.campaign).toBeNull();
});

test('S03 the report shows the share of residents among participants', async () => {
  const [resident, visitor] = [await volunteer('住户', { compound_id: compound.id }), await volunteer('访客')];
  for (const who of [resident, visitor]) {
    await t.setUp((writer) =>
      writer.run(sql`
      insert into sign_ups (volunteer_id, id, activity_id, shift_id, organization_path, shift_starts_at, shift_ends_at, place, queue_number, signed_up_at)
      values (${who.id}, ${writer.newId()}, ${writer.newId()}, ${writer.newId()}, ${county.path}, '2026-11-20', '2026-11-20', 'seat', 1, ${writer.now})`),
    );
  }
  const share = await t.get<{
    participants: number;
    residents: number;
    compounds: { name: string; registered: number; participants: number }[];
  }>(staff, `/api/resident-share?organization_id=${county.id}`);
  expect(share.body).toMatchObject({
    participants: 2,
    residents: 1,
    compounds: [{ name: '桂花苑', registered: 1, participants: 1 }],
  });
});

test('P52 R64 the league branch sees its members who are not registered volunteers', async () => {
  const registered = await volunteer('团员甲');
  const rows = [
    ['团员甲', registered.document],
    ['团员乙', exampleNumber('330702', '2001-01-01', 7)],
    ['团员乙', exampleNumber('330702', '2001-01-01', 7)],
    ['坏行', '123'],
  ];
  const bytes = await buffer(writeWorkbook('团员', [{ header: '姓名' }, { header: '身份证号' }], rows));
  const sent = await t.upload<{
    members: number;
    registered: number;
    refused: { row_number: number; message: string }[];
  }>(staff, '/api/league-members', { name: '团员.xlsx', bytes }, { branch_id: branch.id });
  expect(sent.body).toEqual({
    members: 2,
    registered: 1,
    refused: [{ row_number: 5, message: '身份证号应是 18 位，这里有 3 位，请核对' }],
  });
  const page = await t.get<{ members: number; unregistered: { name: string }[] }>(
    staff,
    `/api/league-members?branch_id=${branch.id}`,
  );
  expect(page.body).toMatchObject({ members: 2, unregistered: [{ name: '团员乙' }] });
  expect(await t.rows(sql`select is_league_member from volunteers where id = ${registered.id}`)).toEqual([
    { is_league_member: true },
  ]);
  const stored = await t.rows<{ all: string }>(sql`select league_members::text as all from league_members`);
  expect(stored.map((row) => row.all).join()).not.toContain('团员乙');
});

test('S16 who joins a second team with the label is in the lists of its leader, waits on the desk, and is told to that leader alone', async () => {
  const team = await t.organization('天台县助老助残', other, { kind: 'team' });
  const home = await t.person('原队队长', [{ permissions: ['volunteers.read', 'volunteers.edit'], at: branch }]);
  const leader = await t.person('二队队长', [{ permissions: ['volunteers.read', 'volunteers.edit'], at: team }]);
  const who = await volunteer('秋小满', {}, '1995-06-01', branch);
  const stranger = await volunteer('别队的人', {}, '1995-06-01', branch);
  expect((await t.post(who, '/api/me/memberships', { organization_id: team.id, label: '邻舍+' })).status).toBe(200);
  const waiting = async (person: TestPerson): Promise<number> =>
    (await owedOf(t, person, 'volunteers.labels'))[0] ?? -1;
  for (const query of ['', 'state=label_waiting', `organization_id=${team.id}`]) {
    const { rows, totals } = (await list(`totals=counted&${query}`, leader)).body;
    expect([rows.map((row) => row.id), totals?.count]).toEqual([[who.id], 1]);
    expect(rows[0]?.name_hint).toBe('秋○○');
  }
  expect((await list('state=label_waiting', home)).body.rows).toEqual([]);
  expect((await list('', home)).body.rows.map((row) => row.id).sort()).toEqual(
    expect.arrayContaining([who.id, stranger.id]),
  );
  expect([await waiting(leader), await waiting(home)]).toEqual([1, 0]);
  expect(
    await t.rows(sql`select kind, params ->> 'label' as label from notices where person_id = ${leader.id}`),
  ).toEqual([{ kind: 'volunteers.label_waits', label: '邻舍+' }]);
  expect(await t.rows(sql`select kind from notices where person_id = ${home.id}`)).toEqual([]);
  const membership = await t.rows<{ id: string }>(
    sql`select id from memberships where volunteer_id = ${who.id} and organization_id = ${team.id}`,
  );
  expect(
    (await t.post(leader, `/api/volunteers/${who.id}/memberships/${membership[0]?.id}/label`, { confirms: true }))
      .status,
  ).toBe(200);
  expect(await waiting(leader)).toBe(0);
  expect(
    (await t.post(leader, `/api/volunteers/${stranger.id}/reveal`, { reason: '不是我队里的人，想看看' })).status,
  ).toBe(403);
});

test('S16 the first team too: its label is on the leader’s desk', async () => {
  const team = await t.organization('桂花苑邻舍服务队', county, { kind: 'team' });
  const leader = await t.person('一队队长', [{ permissions: ['volunteers.read', 'volunteers.edit'], at: team }]);
  const who = await volunteer('一队队员', {}, '1995-06-01', team);
  expect((await t.post(who, '/api/me/memberships', { organization_id: team.id, label: '邻舍+' })).status).toBe(200);
  expect(await owedOf(t, leader, 'volunteers.labels')).toEqual([1]);
  expect(await t.rows(sql`select kind from notices where person_id = ${leader.id}`)).toEqual([
    { kind: 'volunteers.label_waits' },
  ]);
});

test('P52 a list of numbers tells nothing of people outside the own scope: registered elsewhere and registered nowhere answer alike', async () => {
  const elsewhere = await volunteer('别处的人', {}, '1996-06-01', other);
  const leader = await t.person('沈队长', [{ permissions: ['volunteers.read', 'volunteers.register'], at: branch }]);
  const list_ = async (rows: string[][], address = '/api/league-members') =>
    t.upload<{ members: number; registered: number; code?: string }>(
      leader,
      address,
      {
        name: '团员.xlsx',
        bytes: await buffer(writeWorkbook('团员', [{ header: '姓名' }, { header: '身份证号' }], rows)),
      },
      { branch_id: branch.id },
    );
  const asked: [string, string][] = [
    ['别处的人', elsewhere.document],
    ['没有的人', exampleNumber('330702', '2001-01-02', 9)],
  ];
  for (const row of asked)
    expect((await list_([row], '/api/league-members/preview')).body).toMatchObject({ members: 1, registered: 0 });
  expect((await list_(asked)).body).toMatchObject({ members: 2, registered: 0 });
  const page = await t.get<{ registered: number; unregistered: { name: string }[] }>(
    leader,
    `/api/league-members?branch_id=${branch.id}`,
  );
  expect(page.body).toMatchObject({ registered: 0 });
  expect(page.body.unregistered.map((one) => one.name).sort()).toEqual(['别处的人', '没有的人'].sort());
  expect(await t.rows(sql`select is_league_member from volunteers where id = ${elsewhere.id}`)).toEqual([
    { is_league_member: false },
  ]);
  expect(
    await t.rows(
      sql`select count(*)::int from audit_events where action = 'volunteers.look_at_league_list' and actor_person_id = ${leader.id}`,
    ),
  ).toEqual([{ count: 2 }]);
  let last = 200;
  for (let attempt = 0; attempt < 31 && last === 200; attempt += 1)
    last = (await list_(asked.slice(0, 1), '/api/league-members/preview')).status;
  expect(last).toBe(429);
});

test('corrections need a reason and a right at both ends, and leave before and after', async () => {
  const who = await volunteer('李改');
  const change = (organization: TestOrganization, by = staff) =>
    t.put(by, `/api/volunteers/${who.id}`, {
      is_pupil: false,
      is_self_supporting: false,
      is_league_member: true,
      school: null,
      organization_id: organization.id,
      reason: '本人转到别的单位',
    });
  expect((await change(other)).status).toBe(404);
  expect((await change(branch)).status).toBe(200);
  const [event] = await t.rows<{ before: object; after: object }>(
    sql`select before, after from audit_events where subject_id = ${who.id} and action = 'volunteers.edit'`,
  );
  expect([event?.before, event?.after]).toMatchObject([
    { organization: '婺城区青年志愿者协会', is_league_member: false },
    { organization: '婺城区第一团支部', is_league_member: true },
  ]);
  expect(
    (
      await t.post(staff, `/api/volunteers/${who.id}/insurance`, {
        insurer: '示例保险',
        policy_number: 'P1',
        valid_from: '2026-01-01',
        valid_until: '2025-01-01',
      })
    ).body['code'],
  ).toBe('volunteers.cover_dates');
  expect(
    (
      await t.post(staff, `/api/volunteers/${who.id}/insurance`, {
        insurer: '示例保险',
        policy_number: 'P1',
        valid_from: '2026-01-01',
        valid_until: '2026-12-31',
      })
    ).status,
  ).toBe(200);
  expect(
    (
      await t.post(staff, `/api/volunteers/${who.id}/skills`, {
        skill: '急救',
        certificate: '红十字会 001',
        valid_until: '2027-01-01',
      })
    ).status,
  ).toBe(200);
  expect((await t.get(staff, `/api/volunteers/${who.id}`)).body).toMatchObject({
    insured_until: '2026-12-31',
    skills: [{ skill: '急救', valid_until: '2027-01-01', is_verified: true }],
  });
});

test('the last four digits of a phone or of a volunteer number find the person, and only there where one may read', async () => {
  const county = await t.organization('末四位的县');
  const reader = await t.person('名册读者', [{ permissions: ['volunteers.read'], at: county }]);
  const elsewhere = await t.person('别处读者', [
    { permissions: ['volunteers.read'], at: await t.organization('别处') },
  ]);
  const lin = await t.volunteer('林尾号', county, { phone: '13812348899' });
  await t.setUp((writer) => writer.run(sql`update persons set phone_hint = '138○○○○8899' where id = ${lin.id}`));
  const found = async (who: typeof reader, words: string): Promise<number> =>
    (await t.get<{ rows: object[] }>(who, '/api/volunteers', personWords(words))).body.rows.length;
  expect([await found(reader, '8899'), await found(reader, '8898'), await found(elsewhere, '8899')]).toEqual([1, 0, 0]);
});
