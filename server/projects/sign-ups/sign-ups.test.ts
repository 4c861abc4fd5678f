import ExcelJS from 'exceljs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import { personWords, testApp, type TestApp, type TestPerson } from '../../testing/test-app.ts';
import { makeFixtures, publish, shift, signUpUrl, type Fixtures } from '../fixtures.ts';

const start = new Date('2026-11-22T02:00:00Z');
let t: TestApp & { close(): Promise<void> };
let fixtures: Fixtures;
beforeAll(async () => {
  t = await testApp({ now: start });
  fixtures = await makeFixtures(t);
});
beforeEach(() => {
  t.now = start;
});
afterAll(async () => {
  await t.close();
});

type Answer = { code?: string; message?: string; sign_up_id: string; place: string; waitlist_place: number | null };
const signUp = async (
  who: TestPerson,
  activity: { id: string; shift_ids: string[] },
  body: object = {},
  index = 0,
): Promise<Answer> =>
  (await t.post<Answer>(who, signUpUrl(activity, index), { risk_acknowledged: true, ...body })).body;
const volunteer = (name = '志愿者', inputs: { birth_date?: string; is_pupil?: boolean } = {}): Promise<TestPerson> =>
  t.volunteer(name, fixtures.county, inputs);
const consent = (child: TestPerson, kind: 'parent' | 'teacher', by: TestPerson): Promise<void> =>
  t.setUp((writer) =>
    writer.run(sql`
  insert into consents (volunteer_id, id, kind, version, given_by, given_at) values (${child.id}, ${writer.newId()}, ${kind}, '1', ${by.id}, ${writer.now})`),
  );
const guard = (child: TestPerson, guardian: TestPerson): Promise<void> =>
  t.setUp((writer) =>
    writer.run(sql`
  insert into guardianships (child_id, id, guardian_id, relation, confirmed_at) values (${child.id}, ${writer.newId()}, ${guardian.id}, 'parent', ${writer.now})`),
  );
const numberOf = async (who: TestPerson): Promise<string> =>
  (await t.rows<{ number: string }>(sql`select number from volunteers where id = ${who.id}`))[0]?.number ?? '';

test('P19 P26 a volunteer signs up on the platform, holds a seat, and sees it', async () => {
  const activity = await publish(t, fixtures);
  const who = await volunteer('李娜');
  expect(await signUp(who, activity)).toMatchObject({ place: 'seat', waitlist_place: null });
  const mine = await t.get<{ rows: { title: string; withdraw_by: string }[] }>(who, '/api/me/sign-ups');
  expect(mine.body.rows).toMatchObject([{ title: '江边清洁，认养一段河', withdraw_by: '2026-11-27T10:00:00.000Z' }]);
});

test('条例 art. 12 without reading the risks nobody signs up', async () => {
  expect((await signUp(await volunteer(), await publish(t, fixtures), { risk_acknowledged: false })).code).toBe(
    'projects.risk_not_acknowledged',
  );
});

test('the page shows the requirements as ticks, with the remedy where one is not met', async () => {
  const activity = await publish(t, fixtures, { required_skills: ['手语'] });
  const shown = await t.get<{
    shifts: { requirements: { zh: string; is_met: boolean; remedy: string | null }[]; can: { sign_up: boolean } }[];
  }>(await volunteer(), `/api/activities/${activity.id}`);
  expect(shown.body.shifts[0]?.requirements).toMatchObject([
    { zh: '年满 16 岁', is_met: true },
    { zh: '时间不能和别的服务冲突', is_met: true },
    { zh: '会手语', is_met: false, remedy: '需要“手语”技能，在“我的资料”里补上再报' },
  ]);
  expect(shown.body.shifts[0]?.can.sign_up).toBe(false);
});

describe('P56 R62 pupils', () => {
  test('P56 R62 a pupil with only one of the two consents is refused, with both accepted', async () => {
    const activity = await publish(t, fixtures, { minimum_age: 14 });
    const pupil = await volunteer('小学生', { birth_date: '2010-01-01', is_pupil: true });
    const [parent, teacher] = [await volunteer('家长'), await volunteer('老师')];
    expect((await signUp(pupil, activity)).message).toBe('中小学生要家长和老师都同意，还缺家长、老师');
    await consent(pupil, 'parent', parent);
    expect((await signUp(pupil, activity)).message).toBe('中小学生要家长和老师都同意，还缺老师');
    await consent(pupil, 'teacher', parent);
    expect((await signUp(pupil, activity)).message).toBe('中小学生要家长和老师都同意，还缺老师'); // one adult is not both
    await consent(pupil, 'teacher', teacher);
    expect((await signUp(pupil, activity)).place).toBe('seat');
  });
});

test('S40 R61 the parent signs up with the child; the child alone is refused; another adult cannot', async () => {
  const activity = await publish(t, fixtures, { is_parent_child: true, minimum_age: 6 });
  const [parent, stranger] = [await volunteer('家长'), await volunteer('别人')];
  const child = await volunteer('孩子', { birth_date: '2018-01-01' });
  await guard(child, parent);
  await consent(child, 'parent', parent);
  expect((await signUp(child, activity)).code).toBe('projects.too_young');
  expect((await signUp(parent, activity, { child_id: child.id })).code).toBe('projects.too_young'); // the parent does not come yet
  expect((await signUp(parent, activity)).place).toBe('seat');
  expect((await signUp(stranger, activity, { child_id: child.id })).code).toBe('core.not_found');
  expect((await signUp(parent, activity, { child_id: child.id })).place).toBe('seat');
  const roster = await t.get<{ rows: { name: string; accompanied_by_name: string | null }[] }>(
    fixtures.leader,
    `/api/activities/${activity.id}/roster`,
  );
  expect(roster.body.rows.map((row) => [row.name, row.accompanied_by_name])).toEqual([
    ['家长', null],
    ['孩子', '家长'],
  ]);
});

test('条例 art. 17 where each insures themselves, a cover on the day is needed', async () => {
  const activity = await publish(t, fixtures, { risks: ['tools'], insurance: 'volunteer' });
  const who = await volunteer();
  const cover = (until: string): Promise<void> =>
    t.setUp((writer) =>
      writer.run(sql`
    insert into insurance_covers (volunteer_id, id, insurer, policy_number, valid_from, valid_until, recorded_at)
    values (${who.id}, ${writer.newId()}, '示例保险', 'P1', '2026-01-01', ${until}, ${writer.now})`),
    );
  await cover('2026-11-27');
  expect((await signUp(who, activity)).code).toBe('projects.insurance_invalid');
  await cover('2026-11-28');
  expect((await signUp(who, activity)).place).toBe('seat');
});

test('touching shifts are both possible; an overlapping one is refused and names the other', async () => {
  const [morning, noon, late] = [
    await publish(t, fixtures, { title: '早班' }),
    await publish(t, fixtures, { title: '午班', shifts: [shift('2026-11-28', '12:00', '14:00')] }),
    await publish(t, fixtures, { shifts: [shift('2026-11-28', '13:59', '15:00')] }),
  ];
  const who = await volunteer();
  expect((await signUp(who, morning)).place).toBe('seat');
  expect((await signUp(who, noon)).place).toBe('seat');
  expect((await signUp(who, late)).message).toBe('和“午班”时间冲突，先退掉那一班或换一班');
});

describe('waitlist', () => {
  test('a withdrawal in time promotes the head in the same write and tells that person', async () => {
    const activity = await publish(t, fixtures, { shifts: [shift('2026-11-28', '09:00', '12:00', 1)] });
    const [first, second, third] = [await volunteer('甲'), await volunteer('乙'), await volunteer('丙')];
    const seat = await signUp(first, activity);
    expect(await signUp(second, activity)).toMatchObject({ place: 'waitlist', waitlist_place: 1 });
    expect(await signUp(third, activity)).toMatchObject({ place: 'waitlist', waitlist_place: 2 });
    const ended = await t.put<{ ended_as: string; promoted: number }>(
      first,
      `/api/me/sign-ups/${seat.sign_up_id}/withdrawal`,
      { reason: '出差' },
    );
    expect(ended.body).toEqual({ ended_as: 'withdrawn', promoted: 1, together: 0 });
    const view = async (who: TestPerson) =>
      (
        await t.get<{ shifts: { mine: { place: string; waitlist_place: number | null } }[] }>(
          who,
          `/api/activities/${activity.id}`,
        )
      ).body.shifts[0]?.mine;
    expect(await view(second)).toMatchObject({ place: 'seat' });
    expect(await view(third)).toMatchObject({ place: 'waitlist', waitlist_place: 1 });
    expect(await t.rows(sql`select kind from notices where person_id = ${second.id}`)).toEqual([
      { kind: 'projects.promoted' },
    ]);
    expect(await t.rows(sql`select kind from notices where person_id = ${third.id}`)).toEqual([]);
  });

  test('a newcomer never passes the head of the waitlist, and raised capacity goes to it', async () => {
    const activity = await publish(t, fixtures, { shifts: [shift('2026-11-28', '09:00', '12:00', 1)] });
    const people = [await volunteer('甲'), await volunteer('乙'), await volunteer('丙')];
    for (const who of people) await signUp(who, activity);
    const raised = await t.put<{ promoted: number }>(
      fixtures.leader,
      `/api/activities/${activity.id}/shifts/${activity.shift_ids[0]}/capacity`,
      { capacity: 2 },
    );
    expect(raised.body).toEqual({ state: 'done', promoted: 1 });
    const roster = await t.get<{ rows: { name: string; place: string; waitlist_place: number | null }[] }>(
      fixtures.leader,
      `/api/activities/${activity.id}/roster`,
    );
    expect(roster.body.rows.map((row) => [row.name, row.place, row.waitlist_place])).toEqual([
      ['甲', 'seat', null],
      ['乙', 'seat', null],
      ['丙', 'waitlist', 1],
    ]);
    expect(
      (
        await t.put(fixtures.leader, `/api/activities/${activity.id}/shifts/${activity.shift_ids[0]}/capacity`, {
          capacity: 1,
        })
      ).body,
    ).toMatchObject({ code: 'projects.capacity_below_seats' });
  });

  test('a full waitlist refuses', async () => {
    const activity = await publish(t, fixtures, {
      waitlist_capacity: 0,
      shifts: [shift('2026-11-28', '09:00', '12:00', 1)],
    });
    await signUp(await volunteer(), activity);
    expect((await signUp(await volunteer(), activity)).code).toBe('projects.waitlist_full');
  });
});

test('条例 art. 22 in time, late and no-show are different states', async () => {
  const activity = await publish(t, fixtures);
  const [early, late, absent] = [await volunteer('早说'), await volunteer('晚说'), await volunteer('没来')];
  const ups = [await signUp(early, activity), await signUp(late, activity), await signUp(absent, activity)];
  t.now = new Date('2026-11-27T10:00:00Z');
  expect((await t.put(early, `/api/me/sign-ups/${ups[0]?.sign_up_id}/withdrawal`, {})).body).toMatchObject({
    ended_as: 'withdrawn',
  });
  t.now = new Date('2026-11-27T10:01:00Z');
  expect((await t.put(late, `/api/me/sign-ups/${ups[1]?.sign_up_id}/withdrawal`, {})).body).toMatchObject({
    ended_as: 'withdrawn_late',
  });
  t.now = new Date('2026-11-28T01:00:00Z');
  expect((await t.put(absent, `/api/me/sign-ups/${ups[2]?.sign_up_id}/withdrawal`, {})).body).toMatchObject({
    code: 'projects.already_started',
  });
  const noShow = () =>
    t.put(fixtures.leader, `/api/activities/${activity.id}/sign-ups/${absent.id}/${ups[2]?.sign_up_id}/no-show`, {
      reason: '没有来，也没有说',
    });
  expect((await noShow()).body).toMatchObject({ code: 'projects.not_started' });
  t.now = new Date('2026-11-28T04:00:00Z');
  expect((await noShow()).status).toBe(200);
  expect((await noShow()).body).toMatchObject({ code: 'projects.not_signed_up' });
  const mine = await t.get<{ rows: { ended_as: string; end_reason: string }[] }>(absent, '/api/me/sign-ups');
  expect(mine.body.rows[0]).toMatchObject({ ended_as: 'no_show', end_reason: '没有来，也没有说' });
});

describe('条例 art. 25 invitation, never silent enrolment', () => {
  test('an invited person accepts under the same rules, or declines; nobody else can answer', async () => {
    const activity = await publish(t, fixtures);
    const [yes, no] = [await volunteer('愿意'), await volunteer('没空')];
    const invited = await t.post(
      fixtures.leader,
      `/api/activities/${activity.id}/shifts/${activity.shift_ids[0]}/invitations`,
      { volunteer_numbers: [await numberOf(yes), await numberOf(no), '没有这个号'] },
    );
    expect(invited.body).toEqual({ invited: 2, unknown: ['没有这个号'], already: [] });
    expect(await t.rows(sql`select 1 from sign_ups where activity_id = ${activity.id}`)).toEqual([]);
    const open = async (who: TestPerson) =>
      (
        await t.get<{ rows: { id: string; can: { answer: boolean }; answer: string | null }[] }>(
          who,
          '/api/me/invitations',
        )
      ).body.rows[0];
    const id = (await open(yes))?.id;
    expect(
      (await t.put(no, `/api/me/invitations/${id}/answer`, { answer: 'accepted', risk_acknowledged: true })).status,
    ).toBe(404);
    expect((await t.put(yes, `/api/me/invitations/${id}/answer`, { answer: 'accepted' })).body).toMatchObject({
      code: 'projects.risk_not_acknowledged',
    });
    expect(
      (await t.put(yes, `/api/me/invitations/${id}/answer`, { answer: 'accepted', risk_acknowledged: true })).body,
    ).toMatchObject({ answer: 'accepted', sign_up: { place: 'seat' } });
    expect(
      (await t.put(no, `/api/me/invitations/${(await open(no))?.id}/answer`, { answer: 'declined' })).body,
    ).toEqual({ answer: 'declined', sign_up: null });
    expect(
      (
        await t.put(no, `/api/me/invitations/${(await open(no))?.id}/answer`, {
          answer: 'accepted',
          risk_acknowledged: true,
        })
      ).body,
    ).toMatchObject({ code: 'projects.invitation_answered' });
    const again = await t.post(
      fixtures.leader,
      `/api/activities/${activity.id}/shifts/${activity.shift_ids[0]}/invitations`,
      { volunteer_numbers: [await numberOf(no)] },
    );
    expect(again.body).toMatchObject({ invited: 0, already: [await numberOf(no)] });
  });
});

describe('roster', () => {
  test('search by name, message to all, and Excel with the same rows', async () => {
    const activity = await publish(t, fixtures);
    const people = [await volunteer('王小明'), await volunteer('=1+1')];
    for (const who of people) await signUp(who, activity);
    const found = await t.get<{ rows: { name: string }[] }>(
      fixtures.leader,
      `/api/activities/${activity.id}/roster`,
      personWords('小明'),
    );
    expect(found.body.rows.map((row) => row.name)).toEqual(['王小明']);
    expect(
      (await t.post(fixtures.leader, `/api/activities/${activity.id}/messages`, { text: '请穿防滑鞋' })).body,
    ).toEqual({ recipients: 2 });
    expect(
      await t.rows(
        sql`select params ->> 'text' as text from notices where person_id = ${people[0]?.id} and kind = 'projects.message'`,
      ),
    ).toEqual([{ text: '请穿防滑鞋' }]);
    const file = await t.get(fixtures.leader, `/api/activities/${activity.id}/roster.xlsx`);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(file.raw as unknown as ArrayBuffer);
    const names = book.worksheets[0]?.getColumn(2).values.slice(3);
    expect(names).toEqual(['王小明', "'=1+1"]);
  });

  test('a stranger does not find it, a reader without the roster permission is told so', async () => {
    const activity = await publish(t, fixtures);
    expect((await t.get(await volunteer(), `/api/activities/${activity.id}/roster`)).status).toBe(403);
    expect((await t.get(fixtures.superior, `/api/activities/${activity.id}/roster`)).status).toBe(403);
  });
});

describe('my calendar', () => {
  test('the secret address shows my shifts; a renewed one stops the old', async () => {
    const activity = await publish(t, fixtures);
    const who = await volunteer();
    await signUp(who, activity);
    const first = (await t.put<{ url: string }>(who, '/api/me/calendar', {})).body.url.replace(
      'http://localhost:3000',
      '',
    );
    expect((await t.get(null, first)).raw.toString()).toContain(`UID:${activity.shift_ids[0]}@qingzhi`);
    const second = (await t.put<{ url: string }>(who, '/api/me/calendar', {})).body.url.replace(
      'http://localhost:3000',
      '',
    );
    expect((await t.get(null, first)).body).toMatchObject({ code: 'projects.calendar_unknown' });
    expect((await t.get(null, second)).status).toBe(200);
  });
});

test('home shows the next shift, what is near and short of people, and recommends with the reason', async () => {
  const who = await volunteer();
  const activity = await publish(t, fixtures, { title: '下一场', shifts: [shift('2026-11-25', '09:00', '10:00')] });
  await publish(t, fixtures, {
    title: '离我近',
    pin: { longitude: 119.641, latitude: 29.081 },
    shifts: [shift('2026-11-24', '09:00', '10:00', 8)],
  });
  await signUp(who, activity);
  const home = await t.get<{
    next: { title: string };
    nearby: { title: string; missing: number }[];
    recommended: { title: string; reasons: { zh: string }[] }[];
  }>(who, '/api/me/home?longitude=119.64&latitude=29.08');
  expect(home.body.next.title).toBe('下一场');
  expect(home.body.nearby[0]).toMatchObject({ title: '离我近', missing: 8 });
  const near = home.body.recommended.find((each) => each.title === '离我近');
  expect(near?.reasons.map((reason) => reason.zh)).toEqual(
    expect.arrayContaining(['还差 8 人', '三天内开始', '您关注生态建设']),
  );
  expect(near?.reasons[0]?.zh).toMatch(/^离您/);
});

test('somebody who is not registered is told to register first', async () => {
  const person = await t.person('路人');
  expect((await signUp(person, await publish(t, fixtures))).code).toBe('projects.not_a_volunteer');
});

test('S02 a compound shows the projects in which its residents hold a seat, to whoever may read these projects', async () => {
  const village = await t.organization('赤城社区', fixtures.county, { kind: 'village' });
  const [compound, other] = [
    await t.organization('桂花苑', village, { kind: 'compound' }),
    await t.organization('锦绣小区', village, { kind: 'compound' }),
  ];
  const [resident, waiting] = [await volunteer('住户'), await volunteer('候补住户')];
  for (const [who, home] of [
    [resident, compound],
    [waiting, other],
  ] as const) {
    await t.setUp((writer) => writer.run(sql`update volunteers set compound_id = ${home.id} where id = ${who.id}`));
  }
  const titles = async (place: { id: string }, who = fixtures.leader) =>
    (await t.get<{ rows: { title: string }[] }>(who, `/api/projects?residents_of=${place.id}`)).body.rows.map(
      (row) => row.title,
    );
  const activity = await publish(t, fixtures, { shifts: [shift('2026-11-29', '09:00', '12:00', 1)] });
  expect(await titles(compound)).toEqual([]);
  expect((await signUp(resident, activity)).place).toBe('seat');
  expect((await signUp(waiting, activity)).place).toBe('waitlist');
  expect(await titles(compound)).toEqual(['一江清水']);
  expect(await titles(other)).toEqual([]);
  expect(await titles(village)).toEqual(['一江清水']);
  const stranger = await t.person('别处干部', [{ permissions: ['projects.read'], at: village }]);
  expect(await titles(compound, stranger)).toEqual([]);
});
