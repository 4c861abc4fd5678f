import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../db/sql.ts';
import { makeFixtures, publish, river, shift, signUpUrl, type Fixtures } from '../projects/fixtures.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../testing/test-app.ts';

let t: TestApp & { close(): Promise<void> };
let fixtures: Fixtures;
let admin: TestPerson;
let stranger: TestPerson;

beforeAll(async () => {
  t = await testApp({ now: new Date('2026-11-20T02:00:00Z') });
  fixtures = await makeFixtures(t);
  admin = await t.person('秦主任', [
    {
      permissions: ['organizations.read', 'organizations.manage', 'projects.read', 'records.confirm'],
      at: fixtures.city,
    },
  ]);
  stranger = await t.person('过客', []);
});
afterAll(async () => {
  await t.close();
});

type Left = {
  heir: { name_zh: string; is_superior: boolean };
  rows: { kind: string; count: number; names: string[]; asks: string | null }[];
  questions: string[];
};
type Told = { rows: { kind: string; params?: object; sentence: string }[] };
let names = 0;

/** A team with a leader, two members (one at home there), a project, a published activity with one sign-up, and a draft. */
async function team(): Promise<{
  at: TestOrganization;
  leader: TestPerson;
  member: TestPerson;
  guest: TestPerson;
  activity: { id: string; shift_ids: string[] };
  draft: string;
  project: string;
}> {
  const at = await t.organization(`春风队${(names += 1)}`, fixtures.county, { kind: 'team', level: 'county' });
  const leader = await t.person('队长', [
    {
      permissions: [
        'projects.read',
        'projects.write',
        'projects.publish',
        'projects.roster',
        'records.check_in',
        'records.confirm',
      ],
      at,
    },
  ]);
  const member = await t.volunteer('林队员', at);
  const guest = await t.volunteer('余来客', fixtures.county);
  for (const who of [member, guest])
    expect((await t.post(who, '/api/me/memberships', { organization_id: at.id })).status).toBe(200);
  const project = (
    await t.post<{ id: string }>(leader, '/api/projects', {
      organization_id: at.id,
      title: '春风送暖',
      category: 'ecology',
      aim: '干净',
      plan: '每周',
      principles: { party_concern: '列入任务', social_need: '居民反映', within_reach: '半天' },
    })
  ).body.id;
  const own: Fixtures = { ...fixtures, leader, project_id: project };
  const activity = await publish(t, own);
  const draft = (
    await t.post<{ id: string }>(leader, '/api/activities', {
      project_id: project,
      ...river,
      title: '草稿',
      shifts: [shift('2026-12-05', '09:00', '10:00')],
    })
  ).body.id;
  const signed = await t.post(guest, signUpUrl(activity), { risk_acknowledged: true });
  expect(signed.status, JSON.stringify(signed.body)).toBe(200);
  return { at, leader, member, guest, activity, draft, project };
}

const end = (at: TestOrganization, body: object = {}, who = admin) =>
  t.post<{ code: string; message: string; field?: string; moved: number }>(
    who,
    `/api/organizations/${at.id}/dissolution`,
    {
      successor_id: null,
      dissolved_on: '2026-11-20',
      reason: '人员减少',
      ...body,
    },
  );
const placeOf = async (table: string, id: string) =>
  (
    await t.rows<{ organization_id: string; organization_path: string }>(
      sql`select organization_id, organization_path from ${sql.raw(table)} where id = ${id}`,
    )
  )[0];
const told = async (who: TestPerson) =>
  (await t.get<Told>(who, '/api/me/notices')).body.rows.map((row) => row.sentence);

test('what a team would leave behind is listed with counts and questions, for those who may end it', async () => {
  const { at } = await team();
  const left = await t.get<Left>(admin, `/api/organizations/${at.id}/dissolution`);
  expect(left.body.heir).toMatchObject({ name_zh: '云汀区青年志愿者协会', is_superior: true });
  expect(Object.fromEntries(left.body.rows.map((row) => [row.kind, row.count]))).toEqual({
    activities: 2,
    signed_up: 1,
    projects: 1,
    members: 2,
    homes: 1,
    grants: 1,
  });
  expect(left.body.rows.find((row) => row.kind === 'activities')?.names).toEqual([river.title, '草稿']);
  expect(left.body.questions).toEqual(['work', 'members']);
  expect((await t.get(stranger, `/api/organizations/${at.id}/dissolution`)).status).toBe(403);
});

test('without its answer each question refuses and names what still stands; nothing has changed', async () => {
  const { at, activity } = await team();
  const bare = await end(at);
  expect([bare.status, bare.body.code, bare.body.field]).toEqual([409, 'organizations.left_behind', 'work']);
  expect(bare.body.message).toContain('没结束的活动 2、进行中的项目 1');
  expect((await end(at, { work: 'hand_over' })).body.field).toBe('members');
  expect((await end(at, { work: 'cancel', members: 'end' })).body.code).toBe('organizations.cancelled_untold');
  expect((await placeOf('activities', activity.id))?.organization_id).toBe(at.id);
});

test('handed over to the superior: activities, project, sign-ups and members go on there, everybody is told', async () => {
  const { at, leader, member, guest, activity, draft, project } = await team();
  expect((await end(at, { work: 'hand_over', members: 'hand_over' })).status).toBe(200);
  for (const [table, id] of [
    ['activities', activity.id],
    ['activities', draft],
    ['projects', project],
    ['volunteers', member.id],
  ] as const) {
    expect(await placeOf(table, id), table).toEqual({
      organization_id: fixtures.county.id,
      organization_path: fixtures.county.path,
    });
  }
  const roster = await t.get<{ rows: unknown[] }>(fixtures.leader, `/api/activities/${activity.id}/roster`);
  expect([roster.status, roster.body.rows.length]).toEqual([200, 1]);
  const open = await t.rows(
    sql`select 1 from memberships where volunteer_id = ${member.id} and organization_id = ${fixtures.county.id} and left_on is null`,
  );
  expect(open).toHaveLength(1);
  expect(
    await t.rows(sql`select 1 from memberships where organization_id = ${at.id} and left_on is null`),
  ).toHaveLength(0);
  expect(
    await t.rows(sql`select 1 from role_grants where organization_id = ${at.id} and ended_at is null`),
  ).toHaveLength(0);
  expect((await told(member)).join()).toContain(`“${at.name}”已撤销，您转到“云汀区青年志愿者协会”`);
  expect((await told(leader)).join()).toContain('权限已收回');
  expect((await told(guest)).join()).not.toContain('取消');
  expect((await told(fixtures.leader)).join()).toContain(
    `“${at.name}”已撤销，它的活动、成员和未办事项由“云汀区青年志愿者协会”接着负责`,
  );
});

test('cancelled: those who signed up read the message, projects are closed, no sign-up stands, the home is the superior', async () => {
  const { at, guest, member, activity, project } = await team();
  expect((await end(at, { work: 'cancel', members: 'end', message: '队伍合并，请报县协会的活动' })).status).toBe(200);
  expect((await told(guest)).join()).toContain('队伍合并，请报县协会的活动');
  expect(
    await t.rows(sql`select 1 from activities where organization_id = ${at.id} and cancelled_at is null`),
  ).toHaveLength(0);
  expect(
    await t.rows(sql`select 1 from sign_ups where activity_id = ${activity.id} and ended_at is null`),
  ).toHaveLength(0);
  expect(await t.rows(sql`select 1 from projects where id = ${project} and closed_at is not null`)).toHaveLength(1);
  expect((await placeOf('volunteers', member.id))?.organization_id).toBe(fixtures.county.id);
  expect(
    await t.rows(sql`select 1 from memberships where volunteer_id = ${member.id} and left_on is null`),
  ).toHaveLength(0);
  const open = await t.get<{ rows: { id: string }[] }>(guest, '/api/open-activities');
  expect(JSON.stringify(open.body)).not.toContain(activity.id);
});

test('a merger hands everything to the successor, and whoever is a member of both stays one member', async () => {
  const { at, guest, activity } = await team();
  const heir = await t.organization('并入队', fixtures.county, { kind: 'team', level: 'county' });
  await t.post(guest, '/api/me/memberships', { organization_id: heir.id });
  expect((await end(at, { successor_id: heir.id, work: 'hand_over', members: 'hand_over' })).status).toBe(200);
  expect((await placeOf('activities', activity.id))?.organization_id).toBe(heir.id);
  expect(
    await t.rows(
      sql`select 1 from memberships where volunteer_id = ${guest.id} and organization_id = ${heir.id} and left_on is null`,
    ),
  ).toHaveLength(1);
});

test('hours that wait for confirmation go to the heir also when the rest is cancelled, and so does who is inside', async () => {
  const { at, guest, activity } = await team();
  await t.setUp(async (writer) => {
    await writer.run(sql`
      insert into attendances (volunteer_id, id, shift_id, activity_id, organization_path, service_day, state, created_at)
      values (${guest.id}, ${writer.newId()}, ${activity.shift_ids[0]}, ${activity.id}, ${at.path}, '2026-11-28', 'checked_in', ${writer.now})
      on conflict (volunteer_id, shift_id) do update set state = excluded.state`);
  });
  const left = await t.get<Left>(admin, `/api/organizations/${at.id}/dissolution`);
  expect(left.body.rows.find((row) => row.kind === 'pending_hours')).toMatchObject({ count: 1, asks: null });
  expect((await end(at, { work: 'cancel', members: 'end', message: '队伍合并' })).status).toBe(200);
  expect((await placeOf('activities', activity.id))?.organization_id).toBe(fixtures.county.id);
  expect(
    await t.rows(
      sql`select 1 from attendances where activity_id = ${activity.id} and organization_path = ${fixtures.county.path} and state = 'checked_in'`,
    ),
  ).toHaveLength(1);
  expect(
    await t.rows(sql`select 1 from sign_ups where activity_id = ${activity.id} and ended_at is null`),
  ).toHaveLength(1);
});

test('an organisation with organisations below: they move to the superior, where they may stand, with all that is theirs', async () => {
  const outer = await t.organization('外队', fixtures.county, { kind: 'team', level: 'county' });
  const inner = await t.organization('内队', outer, { kind: 'team', level: 'county' });
  const member = await t.volunteer('内队员', inner);
  const bare = await end(outer);
  expect([bare.body.code, bare.body.field]).toEqual(['organizations.left_behind', 'below']);
  expect((await end(outer, { below: 'hand_over' })).body.moved).toBe(1);
  const path =
    (await t.rows<{ path: string }>(sql`select path from organizations where id = ${inner.id}`))[0]?.path ?? '';
  expect(path.startsWith(fixtures.county.path) && !path.startsWith(outer.path)).toBe(true);
  expect((await placeOf('volunteers', member.id))?.organization_path).toBe(path);
});

test('whatever is added while an organisation ends waits for it, and is then refused', async () => {
  const at = await t.organization('同时队', fixtures.county, { kind: 'team', level: 'county' });
  const joiner = await t.volunteer('后来者', fixtures.county);
  const holder = await t.database.owner.connect();
  try {
    await holder.query('begin');
    await holder.query('select 1 from organizations where id = $1 for update', [at.id]);
    const joining = t.post<{ code: string }>(joiner, '/api/me/memberships', { organization_id: at.id });
    await expect
      .poll(
        async () =>
          (
            await t.rows(
              sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%for key share%' and datname = current_database()`,
            )
          ).length,
      )
      .toBe(1);
    await holder.query("update organizations set dissolved_on = '2026-11-20' where id = $1", [at.id]);
    await holder.query('commit');
    expect((await joining).body.code).toBe('organizations.dissolved');
  } finally {
    holder.release();
  }
});

test('dated back before the last service, certificate, meeting or membership it is refused, and names that day', async () => {
  const { at } = await team(); // members joined today
  const answers = { work: 'hand_over', members: 'end' };
  const early = await end(at, { ...answers, dissolved_on: '2026-11-19' });
  expect([early.status, early.body.code, early.body.field]).toEqual([
    422,
    'organizations.recorded_later',
    'dissolved_on',
  ]);
  expect(early.body.message).toContain('2026-11-20');
  const quiet = await t.organization('早就不开会的队', fixtures.county, { kind: 'team', level: 'county' });
  await t.setUp((writer) =>
    writer.run(sql`
    insert into organization_tasks (id, organization_id, kind, title, body, occurred_on, opened_by, opened_at, closed_on, closed_by, closed_at)
    values (${writer.newId()}, ${quiet.id}, 'training_held', '急救', '{"people": 3}', '2026-10-01', ${admin.id}, ${t.now}, '2026-10-01', ${admin.id}, ${t.now})`),
  );
  expect(
    (await t.get<{ last_recorded_on: string }>(admin, `/api/organizations/${quiet.id}/dissolution`)).body
      .last_recorded_on,
  ).toBe('2026-10-01');
  expect((await end(quiet, { dissolved_on: '2026-09-30' })).body.code).toBe('organizations.recorded_later');
  expect((await end(quiet, { dissolved_on: '2026-10-01' })).status).toBe(200);
});

test('what ended is found with its day, reason and who answers for it', async () => {
  const heir = await t.organization('承接队', fixtures.county, { kind: 'team', level: 'county' });
  const gone = await t.organization('撤掉的春雨队', fixtures.county, { kind: 'team', level: 'county' });
  expect((await end(gone, { successor_id: heir.id, reason: '两队合并' })).status).toBe(200);
  const search = (query: string) =>
    t.get<{ rows: { id: string; dissolved_on: string | null }[] }>(
      admin,
      `/api/organizations/search?words=${encodeURIComponent('春雨')}${query}`,
    );
  expect((await search('')).body.rows).toEqual([]);
  expect((await search('&dissolved=yes')).body.rows).toMatchObject([{ id: gone.id, dissolved_on: '2026-11-20' }]);
  const page = await t.get<{ organization: object }>(admin, `/api/organizations/${gone.id}`);
  expect(page.body.organization).toMatchObject({
    dissolved_on: '2026-11-20',
    dissolved_reason: '两队合并',
    successor: { id: heir.id, name_zh: '承接队' },
  });
  const list = await t.get<{ rows: { organization_id: string; detail: string; on: string }[] }>(
    admin,
    `/api/organization-lists/dissolved?organization_id=${fixtures.county.id}`,
  );
  expect(list.body.rows.find((row) => row.organization_id === gone.id)).toMatchObject({
    detail: '两队合并，由“承接队”承接',
    on: '2026-11-20',
  });
});
