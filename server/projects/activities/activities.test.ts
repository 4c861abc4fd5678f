import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import { testApp, type TestApp, type TestPerson } from '../../testing/test-app.ts';
import { makeFixtures, leading, proposal, publish, river, shift, signUpUrl, type Fixtures } from '../fixtures.ts';

let t: TestApp & { close(): Promise<void> };
let fixtures: Fixtures;
beforeAll(async () => {
  t = await testApp({ now: new Date('2026-11-22T02:00:00Z') });
  fixtures = await makeFixtures(t);
});
afterAll(async () => {
  await t.close();
});

const write = async (change: object = {}): Promise<string> => {
  const made = await t.post<{ id: string }>(fixtures.leader, '/api/activities', {
    project_id: fixtures.project_id,
    ...river,
    shifts: [shift('2026-11-28', '09:00', '12:00')],
    ...change,
  });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  return made.body.id;
};
const submit = (id: string) =>
  t.put<{ state: string; code: string; message: string }>(fixtures.leader, `/api/activities/${id}/submission`, {});

describe('J27 publishing', () => {
  test('J27 a refused activity quotes the rule, and its trace shows which are met', async () => {
    const id = await write({ title: '社区十月时间补录' });
    expect((await submit(id)).body).toMatchObject({
      code: 'projects.name_refused',
      message: '名称里有“补录”，补记时间请走补录，不用发活动',
    });
    const trace = await t.get<{
      result: string;
      findings: { rule: string; source: string; zh: string; problem: { zh: string } | null }[];
    }>(fixtures.leader, `/api/activities/${id}/publishing`);
    expect(trace.body.result).toBe('refused');
    expect(trace.body.findings.filter((finding) => finding.problem !== null)).toMatchObject([
      { rule: 'name', source: 'J27', zh: '不用活动补记过去的时间' },
    ]);
    await t.put(fixtures.leader, `/api/activities/${id}`, {
      ...river,
      shifts: [shift('2026-11-28', '09:00', '12:00')],
    });
    expect((await submit(id)).body.state).toBe('published');
  });

  test.each<[string, object, string]>([
    ['a past shift', { shifts: [shift('2026-11-20', '09:00', '12:00')] }, 'projects.starts_in_past'],
    ['work at the water without insurance', { risks: ['water'] }, 'projects.insurance_missing'],
    ['no risk statement', { risk_statement: '' }, 'projects.risk_statement_missing'],
    ['a place without a door', { place: '江边' }, 'projects.place_missing'],
  ])('J27 %s is refused', async (_, change, code) => {
    expect((await submit(await write(change))).body.code).toBe(code);
  });

  test('who leads is named in the draft by volunteer number; without anybody whoever writes it, and nobody unknown', async () => {
    const lin = await t.volunteer('林晓禾', fixtures.county);
    const [{ number } = { number: '' }] = await t.rows<{ number: string }>(
      sql`select number from volunteers where id = ${lin.id}`,
    );
    const leaders = async (id: string): Promise<string[]> =>
      (await t.get<{ leaders: { id: string }[] }>(fixtures.leader, `/api/activities/${id}`)).body.leaders.map(
        (each) => each.id,
      );
    const id = await write({ leader_ids: [fixtures.leader.id], leader_numbers: [number] });
    expect(await leaders(id)).toEqual([fixtures.leader.id, lin.id]);
    const edit = (change: object) =>
      t.put<{ code?: string; errors?: object }>(fixtures.leader, `/api/activities/${id}`, {
        ...river,
        shifts: [shift('2026-11-28', '09:00', '12:00')],
        ...change,
      });
    expect((await edit({ leader_ids: [lin.id], leader_numbers: ['没有这个号'] })).body).toMatchObject({
      code: 'projects.person_unknown',
    });
    expect((await edit({ leader_ids: ['01900000-0000-7000-8000-000000000000'] })).body).toMatchObject({
      code: 'core.not_found',
    });
    expect(await leaders(id)).toEqual([fixtures.leader.id, lin.id]);
    expect((await edit({ leader_numbers: [number] })).status).toBe(200);
    expect(await leaders(id)).toEqual([lin.id]);
    expect((await edit({})).status).toBe(200);
    expect(await leaders(id)).toEqual([fixtures.leader.id]);
  });

  test('S18 a category outside the brand’s scope cannot be published', async () => {
    const brand = await t.post<{ id: string }>(fixtures.leader, '/api/projects', {
      organization_id: fixtures.county.id,
      ...proposal,
      title: '邻舍+',
      brand: '邻舍+',
      brand_scope: ['community'],
    });
    expect((await submit(await write({ project_id: brand.body.id }))).body.code).toBe(
      'projects.category_outside_scope',
    );
  });

  test('L14 an environmental activity without a topic is refused; with one it is published', async () => {
    expect((await submit(await write({ topics: [] }))).body.code).toBe('projects.topic_missing');
    expect((await submit(await write({ topics: ['environment/waste_sorting'] }))).body.state).toBe('published');
  });

  test('L65 S35 once published, anybody’s list shows it at once; a draft is nobody else’s', async () => {
    const draft = await write({ title: '还没发布的活动' });
    expect((await t.get(null, `/api/activities/${draft}`)).status).toBe(404);
    const activity = await publish(t, fixtures, { title: '刚发布的活动' });
    const open = await t.get<{ rows: { id: string; title: string }[] }>(
      null,
      `/api/open-activities?q=${encodeURIComponent('发布的活动')}`,
    );
    expect(open.body.rows.map((row) => row.id)).toEqual([activity.id]);
  });
});

describe('approval', () => {
  test('danger goes to a person above, who sees the reason; never to the one who submitted', async () => {
    const both = await t.person('一人两权', [{ permissions: [...leading, 'projects.approve'], at: fixtures.county }]);
    const made = await t.post<{ id: string }>(both, '/api/activities', {
      project_id: fixtures.project_id,
      ...river,
      title: '水上清漂',
      risks: ['water'],
      insurance: 'organisation',
      shifts: [shift('2026-11-28', '13:00', '15:00')],
    });
    expect((await t.put<{ state: string }>(both, `/api/activities/${made.body.id}/submission`, {})).body.state).toBe(
      'submitted',
    );
    expect(
      (await t.put(both, `/api/activities/${made.body.id}/approval`, { decision: 'approved' })).body,
    ).toMatchObject({ code: 'projects.own_approval' });
    const waiting = await t.get<{ rows: { id: string; reasons: { zh: string }[]; principles: object; can: object }[] }>(
      fixtures.superior,
      '/api/activity-approvals',
    );
    expect(waiting.body.rows.find((row) => row.id === made.body.id)).toMatchObject({
      reasons: [{ zh: '有“水边作业”' }],
      principles: proposal.principles,
      can: { approve: true },
    });
    expect(
      (await t.put(fixtures.superior, `/api/activities/${made.body.id}/approval`, { decision: 'returned' })).body,
    ).toMatchObject({ code: 'projects.reason_missing' });
    expect(
      (
        await t.put<{ state: string }>(fixtures.superior, `/api/activities/${made.body.id}/approval`, {
          decision: 'returned',
          reason: '请写明救生员',
        })
      ).body.state,
    ).toBe('returned');
    expect((await t.put<{ state: string }>(both, `/api/activities/${made.body.id}/submission`, {})).body.state).toBe(
      'submitted',
    );
    expect(
      (
        await t.put<{ state: string }>(fixtures.superior, `/api/activities/${made.body.id}/approval`, {
          decision: 'approved',
        })
      ).body.state,
    ).toBe('published');
    const shown = await t.get<{ decisions: { decision: string; reason: string | null }[] }>(
      fixtures.leader,
      `/api/activities/${made.body.id}`,
    );
    expect(shown.body.decisions.map((each) => each.decision)).toEqual([
      'submitted',
      'returned',
      'submitted',
      'approved',
    ]);
  });

  test('who holds no approval cannot approve', async () => {
    const id = await write({ risks: ['water'], insurance: 'organisation' });
    await submit(id);
    expect(
      (await t.put(fixtures.leader, `/api/activities/${id}/approval`, { decision: 'approved' })).body,
    ).toMatchObject({ code: 'core.forbidden' });
  });
});

test('S38 R59 the preview shows each shift, the days left out and the service day', async () => {
  const pattern = {
    every: 'day',
    from: '2026-09-30',
    until: '2026-10-09',
    start_clock: '09:00',
    end_clock: '11:00',
    skip_holidays: true,
  };
  const preview = await t.post<{ shifts: { day: string }[]; left_out: { day: string; name: string }[] }>(
    fixtures.leader,
    '/api/shift-previews',
    { pattern },
  );
  expect(preview.body.shifts.map((each) => each.day)).toEqual(['2026-09-30', '2026-10-08', '2026-10-09']);
  expect(preview.body.left_out[0]).toMatchObject({ day: '2026-10-01', name: '国庆节' });
  const monthly = {
    every: 'month',
    day_of_month: 20,
    from: '2026-11-21',
    until: '2027-02-20',
    start_clock: '09:00',
    end_clock: '11:00',
  };
  const days = await t.post<{ shifts: { day: string; service_day: string | null }[] }>(
    fixtures.leader,
    '/api/shift-previews',
    { pattern: monthly },
  );
  expect(days.body.shifts.map((each) => [each.day, each.service_day])).toEqual([
    ['2026-12-20', '“邻舍+”志愿服务日'],
    ['2027-01-20', '“邻舍+”志愿服务日'],
    ['2027-02-20', '“邻舍+”志愿服务日'],
  ]);
});

test('an office that changes a holiday changes the preview', async () => {
  const ruler = await t.person('规则员', [{ permissions: ['organizations.rules'], at: fixtures.city }]);
  await t.put(ruler, '/api/holidays/2026-12-24', { name: '本地节', is_off: true, source: '云州市通知' });
  const list = await t.get<{ rows: object[] }>(ruler, '/api/holidays?from=2026-12-20&until=2026-12-31');
  expect(list.body.rows).toEqual([
    {
      day: '2026-12-24',
      name: '本地节',
      is_off: true,
      is_edited: true,
      source: '云州市通知',
      edited_by_name: '规则员',
    },
  ]);
  const below = await t.person('县规则员', [{ permissions: ['organizations.rules'], at: fixtures.county }]);
  for (const who of [fixtures.leader, below]) {
    expect((await t.put(who, '/api/holidays/2026-12-25', { name: '节', is_off: true, source: '通知' })).status).toBe(
      403,
    );
    expect((await t.put(who, '/api/holiday-years/2027', { source: '通知' })).status).toBe(403);
    expect((await t.get<{ can: object }>(who, '/api/holidays?from=2026-12-20&until=2026-12-31')).body.can).toEqual({
      edit: false,
    });
  }
});

test('the calendar says until when it is known; a year entered in full moves that on, and working weekends stand in it', async () => {
  const ruler = await t.person('规则员', [{ permissions: ['organizations.rules'], at: fixtures.city }]);
  type Calendar = { known_until: string; rows: { day: string; is_off: boolean }[]; years: object[] };
  const year = async (): Promise<Calendar> =>
    (await t.get<Calendar>(ruler, '/api/holidays?from=2026-01-01&until=2026-12-31')).body;
  const before = await year();
  expect(before.rows.find((row) => row.day === '2026-10-01')).toMatchObject({ name: '国庆节', is_off: true });
  expect(before.rows.find((row) => row.day === '2026-02-14')).toMatchObject({ name: '春节', is_off: false });
  const next = Number(before.known_until.slice(0, 4)) + 1;
  expect((await t.put(ruler, `/api/holiday-years/${next}`, { source: '国办发明电〔示例〕1 号' })).status).toBe(200);
  expect((await year()).known_until).toBe(`${next}-12-31`);
  expect((await year()).years).toEqual([{ year: next, source: '国办发明电〔示例〕1 号' }]);
});

test('P74 a second host accepts, and the activity shows two hosts', async () => {
  const activity = await publish(t, fixtures);
  const other = await t.organization('邻市青年志愿者协会');
  const partner = await t.person('邻市干部', [{ permissions: leading, at: other }]);
  expect(
    (await t.post(fixtures.leader, `/api/activities/${activity.id}/co-hosts`, { organization_id: other.id })).status,
  ).toBe(200);
  expect((await t.get<{ co_hosts: object[] }>(null, `/api/activities/${activity.id}`)).body.co_hosts).toEqual([]);
  const asked = await t.get<{ co_hosts: { can: object }[] }>(partner, `/api/activities/${activity.id}`);
  expect(asked.body.co_hosts).toMatchObject([{ answer: null, can: { answer: true } }]);
  expect(await t.rows(sql`select kind from notices where person_id = ${partner.id}`)).toEqual([
    { kind: 'projects.host_invited' },
  ]);
  expect(
    (await t.put(fixtures.leader, `/api/activities/${activity.id}/co-hosts/${other.id}/answer`, { answer: 'accepted' }))
      .status,
  ).toBe(404);
  expect(
    (await t.put(partner, `/api/activities/${activity.id}/co-hosts/${other.id}/answer`, { answer: 'accepted' })).status,
  ).toBe(200);
  const shown = await t.get<{ organization_name: string; co_hosts: { name: string }[] }>(
    null,
    `/api/activities/${activity.id}`,
  );
  expect([shown.body.organization_name, ...shown.body.co_hosts.map((host) => host.name)]).toEqual([
    '云汀区青年志愿者协会',
    '邻市青年志愿者协会',
  ]);
  const both = '云汀区青年志愿者协会、邻市青年志愿者协会';
  const offered = await t.get<{ rows: { id: string; organization_name: string }[] }>(
    null,
    '/api/open-activities?limit=100',
  );
  expect(offered.body.rows.find((row) => row.id === activity.id)?.organization_name).toBe(both);
  const portal = await t.get<{ '@graph': { '@id': string; organisation: { name: string }[] }[] }>(
    null,
    '/api/open-activities.jsonld',
  );
  expect(portal.body['@graph'].find((row) => row['@id'].endsWith(activity.id))?.organisation).toMatchObject([
    { name: '云汀区青年志愿者协会' },
    { name: '邻市青年志愿者协会' },
  ]);
  const calendar = (await t.get(null, `/api/organizations/${other.id}/calendar.ics`)).raw
    .toString()
    .replaceAll(/\r?\n /g, '');
  expect(calendar, 'the second host’s own calendar holds it').toContain(both);
});

test('one activity is delegated to one person, who manages this roster and no other', async () => {
  const [mine, other] = [await publish(t, fixtures), await publish(t, fixtures)];
  const helper = await t.volunteer('林小满', fixtures.county);
  const [row] = await t.rows<{ number: string }>(sql`select number from volunteers where id = ${helper.id}`);
  const given = await t.put<{ person_name: string }>(fixtures.leader, `/api/activities/${mine.id}/delegation`, {
    volunteer_number: row?.number,
    valid_until: '2026-12-01',
  });
  expect(given.body).toEqual({ person_name: '林小满' });
  const late = await t.put(fixtures.leader, `/api/activities/${mine.id}/delegation`, {
    volunteer_number: row?.number,
    valid_until: '2026-12-29',
  });
  expect(late.body).toMatchObject({ code: 'accounts.delegate_until', message: '委托最晚到活动结束后 30 天' });
  expect((await t.get(helper, `/api/activities/${mine.id}/roster`)).status).toBe(200);
  expect((await t.get(helper, `/api/activities/${other.id}/roster`)).status).toBe(404);
  type Shown = { delegations: { grant_id: string; person_name: string; valid_until: string; can: { end: boolean } }[] };
  const shown = async (who: TestPerson | null): Promise<Shown['delegations']> =>
    (await t.get<Shown>(who, `/api/activities/${mine.id}`)).body.delegations;
  expect(await shown(fixtures.leader)).toMatchObject([
    { person_name: '林小满', valid_until: '2026-12-01', can: { end: true } },
  ]);
  expect(await shown(fixtures.superior)).toMatchObject([{ person_name: '林小满', can: { end: false } }]);
  expect(await shown(null)).toEqual([]);
  expect(
    (await t.delete(fixtures.leader, `/api/grants/${(await shown(fixtures.leader))[0]?.grant_id}`, { reason: '换人' }))
      .status,
  ).toBe(200);
  expect(await shown(fixtures.leader)).toEqual([]);
  expect((await t.get(helper, `/api/activities/${mine.id}/roster`)).status).toBe(403);
});

test('P27 an ended activity keeps its doors to the board and to back-fills, for whoever may open them', async () => {
  const activity = await publish(t, fixtures);
  const clerk = await t.person('何录', [
    { permissions: ['projects.read', 'records.check_in', 'records.propose'], at: fixtures.county },
  ]);
  const now = t.now;
  t.now = new Date('2026-12-05T02:00:00Z');
  const doors = async (who: TestPerson) =>
    (await t.get<{ state: string; can: { board: boolean; back_fill: boolean } }>(who, `/api/activities/${activity.id}`))
      .body;
  expect(await doors(clerk)).toMatchObject({ state: 'ended', can: { board: true, back_fill: true } });
  expect(await doors(fixtures.leader)).toMatchObject({ state: 'ended', can: { board: true, back_fill: false } });
  expect(await doors(fixtures.superior)).toMatchObject({ state: 'ended', can: { board: false, back_fill: false } });
  t.now = now;
});

test('cancelling ends the sign-ups and tells each person once', async () => {
  const activity = await publish(t, fixtures, {
    shifts: [shift('2026-11-28', '09:00', '10:00'), shift('2026-11-29', '09:00', '10:00')],
  });
  const volunteer = await t.volunteer('陈一', fixtures.county);
  for (const index of [0, 1]) await t.post(volunteer, signUpUrl(activity, index), { risk_acknowledged: true });
  expect(
    (await t.put<{ told: number }>(fixtures.leader, `/api/activities/${activity.id}/cancellation`, { reason: '暴雨' }))
      .body.told,
  ).toBe(1);
  const mine = await t.get<{ rows: { ended_as: string; end_reason: string }[] }>(volunteer, '/api/me/sign-ups');
  expect(mine.body.rows).toMatchObject([{ ended_as: 'cancelled', end_reason: '暴雨' }, { ended_as: 'cancelled' }]);
  expect((await t.post(volunteer, signUpUrl(activity), { risk_acknowledged: true })).body).toMatchObject({
    code: 'projects.cancelled',
  });
});

test('the console list is one page by start with places, filtered by state', async () => {
  const page = await t.get<{ rows: { state: string; capacity: number }[] }>(
    fixtures.leader,
    '/api/activities?state=published&limit=5',
  );
  expect(page.body.rows.length).toBeGreaterThan(0);
  expect(page.body.rows.every((row) => row.state === 'published' && row.capacity > 0)).toBe(true);
});

test('P49 open shifts by distance: near ones first, those without a pin last; pages keep the order', async () => {
  const at = (longitude: number, latitude: number) => ({ pin: { longitude, latitude } });
  for (const [name, where] of [
    ['近', at(119.65, 29.08)],
    ['远', at(119.82, 28.89)],
    ['不知', {}],
  ] as const)
    await publish(t, fixtures, { title: `找得到${name}`, ...where, shifts: [shift('2026-12-01', '09:00', '10:00')] });
  const url = `/api/open-activities?q=${encodeURIComponent('找得到')}&longitude=119.64&latitude=29.08&sort=distance`;
  const all = await t.get<{ rows: { title: string; distance_metres: number | null }[] }>(null, url);
  expect(all.body.rows.map((row) => row.title)).toEqual(['找得到近', '找得到远', '找得到不知']);
  expect(all.body.rows[0]?.distance_metres).toBeGreaterThan(900);
  const first = await t.get<{ rows: { title: string }[]; next_cursor: string }>(null, `${url}&limit=1`);
  const second = await t.get<{ rows: { title: string }[] }>(null, `${url}&limit=1&cursor=${first.body.next_cursor}`);
  expect([first.body.rows[0]?.title, second.body.rows[0]?.title]).toEqual(['找得到近', '找得到远']);
});

describe('what leaves the house', () => {
  test('the poster is a PDF, and the share link has a QR code', async () => {
    const activity = await publish(t, fixtures);
    const poster = await t.get(null, `/api/activities/${activity.id}/poster.pdf`);
    expect(poster.raw.subarray(0, 5).toString()).toBe('%PDF-');
    const share = await t.get<{ url: string; qr_svg: string }>(null, `/api/activities/${activity.id}/share`);
    expect(share.body.url).toBe(`http://localhost:3000/open/${activity.id}`);
    expect(share.body.qr_svg).toContain('<svg');
  });

  test('JSON-LD lists open opportunities with their sessions', async () => {
    const activity = await publish(t, fixtures, { title: '数据开放日' });
    const answer = await t.get(null, `/api/open-activities.jsonld?organization_id=${fixtures.county.id}`);
    expect(String(answer.headers['content-type'])).toContain('application/ld+json');
    const document = JSON.parse(answer.raw.toString()) as {
      '@graph': { '@id': string; title: string; session: object[] }[];
    };
    expect(document['@graph'].find((each) => each['@id'].endsWith(activity.id))).toMatchObject({
      title: '数据开放日',
      session: [{ startDate: '2026-11-28T01:00:00.000Z', places: 20 }],
    });
  });

  test('an organisation’s calendar keeps the UID of a shift and raises SEQUENCE with a change', async () => {
    const activity = await publish(t, fixtures, { title: '日历里的活动' });
    const feed = async (): Promise<string> =>
      (await t.get(null, `/api/organizations/${fixtures.county.id}/calendar.ics`)).raw.toString();
    const event = async (): Promise<string> =>
      (await feed()).split('BEGIN:VEVENT').find((each) => each.includes(`UID:${activity.shift_ids[0]}@qingzhi`)) ?? '';
    expect(await event()).toMatch(/SEQUENCE:0\r\n/);
    await t.put(fixtures.leader, `/api/activities/${activity.id}/details`, {
      place: '云汀湿地北门',
      gathering_note: '看黄旗',
      contact_phone: '',
    });
    expect(await event()).toMatch(/SEQUENCE:1\r\n/);
    expect(await event()).toContain('云汀湿地北门');
    await t.put(fixtures.leader, `/api/activities/${activity.id}/cancellation`, { reason: '大风' });
    expect(await event()).toContain('STATUS:CANCELLED');
  });
});
