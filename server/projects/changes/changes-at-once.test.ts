/** Two people change one activity at one moment: the second sees what the first left. The overlap is forced, never left to luck. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { defaultPublishingLimits } from '../../../domain/organizations/rule-books/publishing-limits.ts';
import { sql } from '../../db/sql.ts';
import { testApp, type TestAnswer, type TestApp, type TestPerson } from '../../testing/test-app.ts';
import { makeFixtures, publish, river, shift, signUpUrl, type Fixtures } from '../fixtures.ts';

let t: TestApp & { close(): Promise<void> };
let fixtures: Fixtures;
const start = new Date('2026-11-22T02:00:00Z');
beforeAll(async () => {
  t = await testApp({ now: start });
  fixtures = await makeFixtures(t);
  await t.setUp((writer) =>
    writer.run(sql`
    insert into rule_books (id, kind, organization_id, version, title, citing_document, body, valid_from, issued_at)
    values (${writer.newId()}, 'publishing_limits', ${fixtures.county.id}, 1, '活动发布规则', '示例文件', ${JSON.stringify({ ...defaultPublishingLimits, approval_above_days: 366 })}, '2020-01-01', ${writer.now})`),
  );
});
beforeEach(() => {
  t.now = start;
});
afterAll(async () => {
  await t.close();
});

type Said = TestAnswer<{ code?: string }>;
type Published = { id: string; shift_ids: string[] };

/** Holds the activity until both ask for it, the first before the second; then lets them go. */
async function atOnce(
  activityId: string,
  first: () => Promise<Said>,
  second: () => Promise<Said>,
): Promise<[Said, Said]> {
  const holder = await t.services.pool.connect();
  await holder.query('begin');
  await holder.query('select 1 from activities where id = $1 for update', [activityId]);
  const waiting = async (count: number): Promise<void> => {
    while (
      (
        await t.rows(
          sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
        )
      ).length < count
    )
      await new Promise((wake) => setTimeout(wake, 5));
  };
  const one = first();
  await waiting(1);
  const other = second();
  await waiting(2);
  await holder.query('commit');
  holder.release();
  return Promise.all([one, other]);
}

const at = (activity: Published): string => `/api/activities/${activity.id}`;
const places = (activity: Published, capacity: number) => () =>
  t.put<{ code?: string }>(fixtures.leader, `${at(activity)}/shifts/${activity.shift_ids[0]}/capacity`, { capacity });
const alone = (activity: Published, kept: TestPerson, left: TestPerson) => () =>
  t.put<{ code?: string }>(fixtures.colleague, `${at(activity)}/leaders`, {
    kept_ids: [kept.id],
    left_ids: [left.id],
    volunteer_numbers: [],
  });
const add =
  (activity: Published, day: string, who = fixtures.leader) =>
  () =>
    t.post<{ code?: string }>(who, `${at(activity)}/shifts`, { shifts: [shift(day, '09:00', '12:00', 5)] });
const shifts = (activity: Published) =>
  t.rows<{ capacity: number; is_cancelled: boolean }>(sql`
  select capacity, cancelled_at is not null as is_cancelled from shifts where activity_id = ${activity.id} order by starts_at`);

test('places raised to 51 while a leader leaves: whichever comes second is refused, and 51 people never have one leader', async () => {
  const [stays, leaves] = [await t.volunteer('留下的', fixtures.county), await t.volunteer('离开的', fixtures.county)];
  for (const capacityFirst of [true, false]) {
    const activity = await publish(t, fixtures, {
      leader_ids: [stays.id, leaves.id],
      shifts: [shift('2026-11-28', '09:00', '12:00', 50)],
    });
    const pair = [places(activity, 51), alone(activity, stays, leaves)] as const;
    const [first, second] = capacityFirst
      ? await atOnce(activity.id, pair[0], pair[1])
      : await atOnce(activity.id, pair[1], pair[0]);
    expect([first.status, second.status, second.body.code]).toEqual([200, 422, 'projects.leaders_too_few']);
    const leaders = (await t.get<{ leaders: object[] }>(fixtures.leader, at(activity))).body.leaders.length;
    expect([leaders, (await shifts(activity))[0]?.capacity]).toEqual(capacityFirst ? [2, 51] : [1, 50]);
  }
});

test('J27 a shift added before and one added behind: each alone keeps within a year, the second is refused', async () => {
  const activity = await publish(t, fixtures, { shifts: [shift('2027-06-01', '09:00', '12:00')] });
  const [first, second] = await atOnce(
    activity.id,
    add(activity, '2026-11-28'),
    add(activity, '2027-12-15', fixtures.colleague),
  );
  expect([first.status, second.status, second.body.code]).toEqual([200, 422, 'projects.longer_than_a_year']);
  expect(await shifts(activity)).toHaveLength(2);
});

test('a shift added while the activity is cancelled: refused, or cancelled with it', async () => {
  const cancel = (activity: Published) => () =>
    t.put<{ code?: string }>(fixtures.colleague, `${at(activity)}/cancellation`, { reason: '台风' });
  const gone = await publish(t, fixtures);
  const [, late] = await atOnce(gone.id, cancel(gone), add(gone, '2026-12-05'));
  expect([late.status, late.body.code]).toEqual([409, 'projects.cancelled']);
  const grown = await publish(t, fixtures);
  const both = await atOnce(grown.id, add(grown, '2026-12-05'), cancel(grown));
  expect(both.map((answer) => answer.status)).toEqual([200, 200]);
  expect((await shifts(grown)).map((each) => each.is_cancelled)).toEqual([true, true]);
});

test('a draft rewritten while it is published: what was looked at is what is published', async () => {
  const draft = { ...river, shifts: [shift('2026-11-28', '09:00', '12:00')] };
  const made = await t.post<{ id: string }>(fixtures.leader, '/api/activities', {
    project_id: fixtures.project_id,
    ...draft,
  });
  const [sent, rewritten] = await atOnce(
    made.body.id,
    () => t.put<{ code?: string }>(fixtures.leader, `/api/activities/${made.body.id}/submission`, {}),
    () =>
      t.put<{ code?: string }>(fixtures.colleague, `/api/activities/${made.body.id}`, {
        ...draft,
        shifts: [shift('2026-11-28', '09:00', '12:00', 900)],
      }),
  );
  expect([sent.status, rewritten.status, rewritten.body.code]).toEqual([200, 409, 'projects.not_draft']);
  expect((await shifts({ id: made.body.id, shift_ids: [] })).map((each) => each.capacity)).toEqual([20]);
});

test('who signs up does not wait for a change of the activity', async () => {
  const activity = await publish(t, fixtures);
  const who = await t.volunteer('报名的', fixtures.county);
  const change = await t.services.pool.connect();
  await change.query('begin');
  await change.query('select 1 from activities where id = $1 for no key update', [activity.id]); // as a change does, and stays there
  expect((await t.post(who, signUpUrl(activity), { risk_acknowledged: true })).body).toMatchObject({ place: 'seat' });
  await change.query('commit');
  change.release();
});
