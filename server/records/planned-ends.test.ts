/** An end planned for a day: asked beforehand, shown, revocable, applied by the job as a whole or not at all. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startOfDay } from '../../domain/time.ts';
import { sql } from '../db/sql.ts';
import { verifyAuthority } from '../ledger/verify-authority.ts';
import { carryOutEnds } from '../organizations/planned-ends/carry-out-end.ts';
import { makeFixtures, publish, river, shift, type Fixtures } from '../projects/fixtures.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../testing/test-app.ts';

let t: TestApp & { close(): Promise<void> };
let fixtures: Fixtures;
let admin: TestPerson;
let stranger: TestPerson;
const start = new Date('2026-11-20T02:00:00Z');

beforeAll(async () => {
  t = await testApp({ now: start, servers: 2 });
  fixtures = await makeFixtures(t);
  admin = await t.person('秦主任', [
    { permissions: ['organizations.read', 'organizations.manage', 'projects.read'], at: fixtures.city },
  ]);
  stranger = await t.person('过客', []);
});
afterAll(async () => {
  await t.close();
});

type Answer = { id: string; code: string; message: string; field?: string };
type Page = {
  organization: {
    dissolved_on: string | null;
    ends_on: string | null;
    planned_end: {
      id: string;
      day: string;
      state: string;
      heir_name: string | null;
      reason: string | null;
      problem: string | null;
      can: { revoke: boolean };
    } | null;
  };
};
let names = 0;

async function team(kind = 'team'): Promise<TestOrganization> {
  return t.organization(`晨光队${(names += 1)}`, fixtures.county, { kind, level: 'county' });
}
const plan = (at: TestOrganization, body: object = {}, who = admin) =>
  t.post<Answer>(who, `/api/organizations/${at.id}/planned-ends`, {
    successor_id: null,
    dissolved_on: '2026-12-31',
    reason: '人员减少',
    ...body,
  });
const revoke = (id: string, who = admin) =>
  t.post<Answer>(who, `/api/planned-ends/${id}/revocation`, { reason: '又有人了' });
const dissolve = (at: TestOrganization) =>
  t.post<Answer>(admin, `/api/organizations/${at.id}/dissolution`, {
    successor_id: null,
    dissolved_on: '2026-11-20',
    reason: '提前',
  });
const page = async (at: TestOrganization, who = admin) =>
  (await t.get<Page>(who, `/api/organizations/${at.id}`)).body.organization;
const told = async (who: TestPerson) =>
  (await t.get<{ rows: { sentence: string }[] }>(who, '/api/me/notices')).body.rows.map((row) => row.sentence);
const stateOf = async (id: string) =>
  (await t.rows<{ state: string }>(sql`select state from planned_dissolutions where id = ${id}`))[0]?.state;
/** The job as the worker calls it, at a moment. */
async function atMoment(now: Date, work: () => Promise<unknown> = () => carryOutEnds(t.services)): Promise<void> {
  t.now = now;
  try {
    await work();
  } finally {
    t.now = start;
  }
}
const atDay = (day: string): Promise<void> => atMoment(startOfDay(day));

test('planned for a day: shown with heir and day, and members, staff and the heir are told once each; nothing has ended', async () => {
  const at = await team();
  const leader = await t.person('队长', [{ permissions: ['projects.read', 'projects.publish'], at }]);
  const member = await t.volunteer('林队员', at);
  expect((await t.post(member, '/api/me/memberships', { organization_id: at.id })).status).toBe(200);
  const planned = await plan(at, { members: 'hand_over' });
  expect(planned.status, JSON.stringify(planned.body)).toBe(200);
  for (const who of [leader, member])
    expect(await told(who)).toEqual([`“${at.name}”将于 2026-12-31 撤销，到时由“云汀区青年志愿者协会”接着负责`]);
  expect((await told(fixtures.leader)).filter((each) => each.includes(at.name))).toHaveLength(1);
  const shown = await page(at);
  expect(shown).toMatchObject({
    dissolved_on: null,
    ends_on: '2026-12-31',
    planned_end: {
      day: '2026-12-31',
      state: 'planned',
      heir_name: '云汀区青年志愿者协会',
      reason: '人员减少',
      can: { revoke: true },
    },
  });
  expect((await page(at, stranger)).planned_end).toMatchObject({
    day: '2026-12-31',
    reason: null,
    can: { revoke: false },
  });
  const listed = await t.get<{ rows: { id: string; ends_on: string | null }[] }>(
    admin,
    `/api/organizations?parent_id=${fixtures.county.id}`,
  );
  expect(listed.body.rows.find((row) => row.id === at.id)?.ends_on).toBe('2026-12-31');
});

test('what a dissolution asks is asked beforehand, and the day is after today and within a year', async () => {
  const at = await team();
  await t.volunteer('林队员', at);
  const bare = await plan(at);
  expect([bare.status, bare.body.code, bare.body.field]).toEqual([409, 'organizations.left_behind', 'members']);
  for (const [day, code] of [
    ['2026-11-20', 'organizations.planned_past'],
    ['2026-11-19', 'organizations.planned_past'],
    ['2027-11-21', 'organizations.planned_far'],
  ])
    expect((await plan(at, { dissolved_on: day, members: 'end' })).body.code, day).toBe(code);
  expect((await plan(at, { members: 'end' }, stranger)).status).toBe(403);
  expect((await plan(at, { members: 'end', work: 'cancel' })).body.code).toBe('organizations.planned_untold');
  expect((await page(at)).planned_end).toBeNull();
  expect((await plan(at, { dissolved_on: '2027-11-20', members: 'end' })).status).toBe(200);
});

test('what an end would meet on its way is met when it is planned, and the trial leaves nothing', async () => {
  const at = await team('league_committee');
  const below = await t.organization('春雷青年志愿者协会', at, { level: 'county', is_league_led: true });
  const refused = await plan(at, { below: 'hand_over' });
  expect([refused.status, refused.body.code]).toEqual([422, expect.stringMatching(/^organizations\./)]);
  expect(await t.rows(sql`select 1 from organizations where id = ${below.id} and parent_id = ${at.id}`)).toHaveLength(
    1,
  );
  expect((await page(at)).planned_end).toBeNull();
});

test('revoked with a reason everybody hears; then it is planned anew, and the job leaves the revoked one alone', async () => {
  const at = await team();
  const leader = await t.person('队长', [{ permissions: ['projects.read'], at }]);
  const first = (await plan(at)).body.id;
  expect((await plan(at)).body.code).toBe('organizations.planned_already');
  expect((await revoke(first, stranger)).status).toBe(403);
  expect((await revoke(first)).status).toBe(200);
  expect((await revoke(first)).body.code).toBe('organizations.plan_closed');
  expect(await told(leader)).toContain(`“${at.name}”原定 2026-12-31 撤销，现已取消，一切照常：又有人了`);
  expect((await page(at)).planned_end).toBeNull();
  const second = (await plan(at, { dissolved_on: '2027-01-05' })).body.id;
  await atDay('2026-12-31');
  expect((await page(at)).dissolved_on).toBeNull();
  await revoke(second);
});

test.each([
  ['2026-12-31', '2026-12-30T15:59:59Z', '2026-12-30T16:00:00Z'],
  ['2027-01-01', '2026-12-31T15:59:59Z', '2026-12-31T16:00:00Z'],
])('the clock: %s begins at midnight in Asia/Shanghai, not before', async (day, before, first) => {
  const at = await team();
  await plan(at, { dissolved_on: day });
  await atMoment(new Date(before));
  expect((await page(at)).dissolved_on).toBeNull();
  await atMoment(new Date(first));
  expect((await page(at)).dissolved_on).toBe(day);
});

test('the clock: 29 February, planned a leap year ahead and applied on that day', async () => {
  const at = await team();
  const planned = async () => expect((await plan(at, { dissolved_on: '2028-02-29' })).status).toBe(200);
  await atMoment(new Date('2027-12-01T02:00:00Z'), planned);
  await atDay('2028-02-28');
  expect((await page(at)).dissolved_on).toBeNull();
  await atDay('2028-02-29');
  expect((await page(at)).dissolved_on).toBe('2028-02-29');
});

test('applied once by two workers at once, with the answers given; a second run finds nothing', async () => {
  const at = await team();
  const heir = await team();
  const member = await t.volunteer('余队员', at);
  await t.post(member, '/api/me/memberships', { organization_id: at.id });
  const id = (await plan(at, { successor_id: heir.id, members: 'hand_over' })).body.id;
  expect((await told(member))[0]).toBe(`“${at.name}”将于 2026-12-31 并入“${heir.name}”`);
  await atMoment(startOfDay('2026-12-31'), () => Promise.all([carryOutEnds(t.services), carryOutEnds(t.services)]));
  await atDay('2026-12-31');
  expect(await stateOf(id)).toBe('applied');
  const ended = await t.rows<{ action: string; actor_person_id: string | null }>(
    sql`select action, actor_person_id from audit_events where subject_id = ${at.id} and request_id like 'job %' order by action`,
  );
  expect(ended).toEqual([
    { action: 'organizations.apply_dissolution', actor_person_id: null },
    { action: 'organizations.merge', actor_person_id: null },
  ]);
  const [home] = await t.rows<{ organization_id: string }>(
    sql`select organization_id from volunteers where id = ${member.id}`,
  );
  expect(home?.organization_id).toBe(heir.id);
  expect(await told(admin)).toContain(`“${at.name}”已按预定从 2026-12-31 起撤销，由“${heir.name}”接着负责`);
});

test('a server that was down on the day applies it at its next start, from the planned day; what was announced for the days between goes to the heir', async () => {
  const { at, own } = await working();
  const activity = await publish(t, own);
  const [{ ends_at: over } = { ends_at: start }] = await t.rows<{ ends_at: Date }>(
    sql`select ends_at from activities where id = ${activity.id}`,
  );
  const day = '2026-11-21';
  expect(over > startOfDay(day)).toBe(true);
  const preview = await t.get<{ shifts_after: { count: number; names: string[] } }>(
    admin,
    `/api/organizations/${at.id}/dissolution?on=${day}`,
  );
  expect(preview.body.shifts_after.count).toBeGreaterThan(0);
  await plan(at, { dissolved_on: day, work: 'hand_over', members: 'end' });
  await atMoment(new Date(over.getTime() + 3 * 86_400_000));
  expect((await page(at)).dissolved_on).toBe(day);
  const [held] = await t.rows<{ organization_id: string }>(
    sql`select organization_id from activities where id = ${activity.id}`,
  );
  expect(held?.organization_id).toBe(fixtures.county.id);
});

test('what is new and has no answer stops it as a whole: it says why, those who planned are told, and it is planned again', async () => {
  const at = await team();
  const heir = await team();
  const id = (await plan(at, { successor_id: heir.id })).body.id;
  const member = await t.volunteer('新队员', at);
  const audited = () =>
    t.rows(sql`select 1 from audit_events where subject_id = ${at.id} and action = 'organizations.merge'`);
  await atDay('2026-12-31');
  expect(await stateOf(id)).toBe('failed');
  expect(await audited()).toHaveLength(0);
  const shown = await page(at);
  expect(shown).toMatchObject({ dissolved_on: null, ends_on: null, planned_end: { state: 'failed' } });
  expect(shown.planned_end?.problem).toContain('以这里为所属组织的志愿者 1');
  expect((await page(at, stranger)).planned_end?.problem).toBeNull();
  expect((await told(admin)).join()).toContain(`“${at.name}”定于 2026-12-31 的撤销没有办成，组织照常：这里还有`);
  expect(await told(member)).toEqual([`“${at.name}”原定 2026-12-31 撤销，没有办成，一切照常`]);
  const [home] = await t.rows<{ organization_id: string }>(
    sql`select organization_id from volunteers where id = ${member.id}`,
  );
  expect(home?.organization_id).toBe(at.id);
  expect((await plan(at, { successor_id: heir.id, members: 'hand_over' })).status).toBe(200);
  await atDay('2026-12-31');
  expect((await page(at)).dissolved_on).toBe('2026-12-31');
});

test('a successor that ends meanwhile stops the plan at once; one that ends before the day is no successor', async () => {
  const at = await team();
  const heir = await team();
  const id = (await plan(at, { successor_id: heir.id })).body.id;
  expect((await dissolve(heir)).status).toBe(200);
  expect(await stateOf(id)).toBe('failed');
  expect((await page(at)).planned_end?.problem).toBe(
    `承接组织“${heir.name}”已于 2026-11-20 撤销，请换一个承接组织重新定`,
  );
  const ending = await team();
  await plan(ending, { dissolved_on: '2026-12-01' });
  expect((await plan(at, { successor_id: ending.id })).body.code).toBe('organizations.successor_ends');
});

test('whoever planned it and may no longer dissolve it: the organisation goes on', async () => {
  const at = await team();
  const other = await t.person('前任', [
    { permissions: ['organizations.read', 'organizations.manage'], at: fixtures.city },
  ]);
  const id = (await plan(at, {}, other)).body.id;
  await t.setUp((writer) =>
    writer.run(sql`update role_grants set ended_at = ${start}, end_reason = '离任' where person_id = ${other.id}`),
  );
  await atDay('2026-12-31');
  expect(await stateOf(id)).toBe('failed');
  expect((await page(at)).planned_end?.problem).toContain('定下撤销的人现在没有撤销这个组织的权限');
});

test('moved meanwhile, on the very day too: it ends where it stands then, and the superior of that place takes over', async () => {
  const at = await team();
  await plan(at, { dissolved_on: '2026-12-31' });
  const parent = await team('youth_volunteer_association');
  const moved = async () => {
    const answer = await t.put<Answer>(admin, `/api/organizations/${at.id}/parent`, {
      parent_id: parent.id,
      valid_from: '2026-12-31',
      reason: '调整',
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    await carryOutEnds(t.services);
  };
  await atMoment(startOfDay('2026-12-31'), moved);
  expect((await page(at)).dissolved_on).toBe('2026-12-31');
  expect(
    (await t.get<{ organization: { successor: { id: string } } }>(admin, `/api/organizations/${at.id}`)).body
      .organization.successor.id,
  ).toBe(parent.id);
});

test('dissolved at once while planned: the plan is closed with it, and its day changes nothing', async () => {
  const at = await team();
  const id = (await plan(at)).body.id;
  expect((await dissolve(at)).status).toBe(200);
  expect(await stateOf(id)).toBe('revoked');
  await atDay('2026-12-31');
  expect((await page(at)).dissolved_on).toBe('2026-11-20');
  expect((await revoke(id)).body.code).toBe('organizations.plan_closed');
});

test('planned twice at once: one stands, the other is told; planned and dissolved at once leave no open plan behind', async () => {
  for (let round = 0; round < 4; round += 1) {
    const at = await team();
    const both = await Promise.all([plan(at), plan(at, { dissolved_on: '2026-12-30' })]);
    expect(both.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const gone = await team();
    await Promise.all([plan(gone), dissolve(gone)]);
    expect((await page(gone)).dissolved_on).toBe('2026-11-20');
    expect(
      await t.rows(sql`select 1 from planned_dissolutions where organization_id = ${gone.id} and state = 'planned'`),
    ).toHaveLength(0);
    for (const one of both) if (one.status === 200) await revoke(one.body.id);
  }
});

test('revoked while the job applies it: either it ended or it goes on, never between', async () => {
  for (let round = 0; round < 6; round += 1) {
    const at = await team();
    const id = (await plan(at)).body.id;
    let answer = 0;
    await atMoment(startOfDay('2026-12-31'), async () => {
      const revoking = async (): Promise<void> => {
        answer = (await revoke(id)).status;
      };
      const applying = (): Promise<void> => carryOutEnds(t.services);
      const both = round % 2 === 0 ? [revoking, applying] : [applying, revoking];
      await Promise.all(both.map((each) => each()));
    });
    const ended = (await page(at)).dissolved_on;
    const state = await stateOf(id);
    expect([answer, ended, state]).toEqual(answer === 200 ? [200, null, 'revoked'] : [409, '2026-12-31', 'applied']);
  }
});

test('the job holds the row: a revocation that comes while it is applied waits, and finds it done', async () => {
  const at = await team();
  const id = (await plan(at)).body.id;
  const blocker = await t.database.owner.connect();
  await blocker.query('begin');
  await blocker.query('select 1 from organizations where id = $1 for update', [at.id]);
  await atMoment(startOfDay('2026-12-31'), async () => {
    const applying = carryOutEnds(t.services);
    const waiting = async (count: number): Promise<void> => {
      for (;;) {
        const [found] = await t.rows<{ n: number }>(
          sql`select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        if ((found?.n ?? 0) >= count) return;
      }
    };
    await waiting(1); // the job has the plan and waits for the organisation
    const revoking = revoke(id);
    await waiting(2); // the revocation waits for the plan
    await blocker.query('commit');
    await applying;
    expect((await revoking).body.code).toBe('organizations.plan_closed');
  });
  blocker.release();
  expect(await stateOf(id)).toBe('applied');
});

/** A team with a leader and a project of its own. */
async function working(): Promise<{ at: TestOrganization; own: Fixtures }> {
  const at = await team();
  const leader = await t.person('队长', [
    { permissions: ['projects.read', 'projects.write', 'projects.publish', 'projects.roster'], at },
  ]);
  const project = await t.post<{ id: string }>(leader, '/api/projects', {
    organization_id: at.id,
    title: '晨光',
    category: 'ecology',
    aim: '干净',
    plan: '每周',
    principles: { party_concern: '列入任务', social_need: '居民反映', within_reach: '半天' },
  });
  return { at, own: { ...fixtures, leader, project_id: project.body.id } };
}

test('announced past the day: refused where nobody goes on with it, allowed where activities are handed over', async () => {
  const outcome = async (answers: object) => {
    const { at, own } = await working();
    const planned = await plan(at, { dissolved_on: '2026-11-21', ...answers });
    expect(planned.status, JSON.stringify(planned.body)).toBe(200);
    return publish(t, own).then(
      () => 'published',
      (error: unknown) => String(error),
    );
  };
  expect(await outcome({ work: 'hand_over' })).toBe('published');
  expect(await outcome({ work: 'cancel', message: '请报县协会的活动' })).toContain('没有定下由谁接着办');
});

test('what was submitted before the plan is not approved past its day', async () => {
  const { at, own } = await working();
  const made = await t.post<{ id: string }>(own.leader, '/api/activities', {
    project_id: own.project_id,
    ...river,
    risks: ['water'],
    insurance: 'organisation',
    shifts: [shift('2026-11-28', '13:00', '15:00')],
  });
  const sent = await t.put<{ state: string }>(own.leader, `/api/activities/${made.body.id}/submission`, {});
  expect(sent.body.state).toBe('submitted');
  const planned = await plan(at, { dissolved_on: '2026-11-25', work: 'cancel', message: '请报县协会的活动' });
  const approved = () =>
    t.put<Answer>(fixtures.superior, `/api/activities/${made.body.id}/approval`, { decision: 'approved' });
  expect((await approved()).body.code).toBe('organizations.ends_before');
  await t.post(admin, `/api/planned-ends/${planned.body.id}/revocation`, { reason: '县里决定保留' });
  expect((await approved()).status).toBe(200);
});

test('a shift more past the day is refused the same way, and whoever reads the activity is told of the end', async () => {
  const { at, own } = await working();
  const activity = await publish(t, own, { shifts: [shift('2026-11-28', '09:00', '12:00')] });
  await plan(at, { dissolved_on: '2026-11-29', work: 'cancel', message: '请报县协会的活动' });
  const more = (day: string) =>
    t.post<Answer>(own.leader, `/api/activities/${activity.id}/shifts`, { shifts: [shift(day, '14:00', '16:00')] });
  expect((await more('2026-12-05')).body.code).toBe('organizations.ends_before');
  const moved = (day: string) => {
    const { starts_at, ends_at } = shift(day, '09:00', '12:00');
    return t.put<Answer>(own.leader, `/api/activities/${activity.id}/shifts/${activity.shift_ids[0]}/time`, {
      starts_at,
      ends_at,
      reach: 'this',
      reason: '换个日子',
    });
  };
  expect((await moved('2026-11-29')).body.code).toBe('organizations.ends_before');
  expect((await moved('2026-11-27')).status).toBe(200);
  const shown = async () =>
    (await t.get<{ organizer_end: { day: string } | null }>(null, `/api/activities/${activity.id}`)).body.organizer_end;
  expect(await shown()).toBeNull(); // over before that day
  const other = await working();
  const later = await publish(t, other.own, { shifts: [shift('2026-11-28', '09:00', '12:00')] });
  await plan(other.at, { dissolved_on: '2026-11-25', work: 'hand_over' });
  const read = await t.get<{ organizer_end: object | null }>(null, `/api/activities/${later.id}`);
  expect(read.body.organizer_end).toMatchObject({ day: '2026-11-25', work: 'hand_over', is_merger: false });
});

test('planted: a plan that nobody made is named after it was carried out too, as is one whose heir is another', async () => {
  const heir = await team();
  const [forged, changed] = [await team(), await team()];
  const planned = await plan(changed, { dissolved_on: '2026-12-30' });
  const [row] = await t.rows<{ id: string }>(sql`
    insert into planned_dissolutions (id, organization_id, dissolves_on, reason, planned_by, planned_at, state)
    values (gen_random_uuid(), ${forged.id}, '2026-11-21', '无', ${admin.id}, ${start}, 'planned') returning id`);
  await t.rows(sql`update planned_dissolutions set successor_id = ${heir.id} where id = ${planned.body.id}`);
  await atDay('2026-11-21');
  expect((await page(forged)).dissolved_on).toBe('2026-11-21');
  const named = (await verifyAuthority(t.services.reader)).filter(({ check }) => check === 'decision');
  expect(named.map(({ where }) => where).sort()).toEqual(
    [row?.id, planned.body.id].map((id) => `planned end ${id}`).sort(),
  );
});
