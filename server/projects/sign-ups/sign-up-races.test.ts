import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import { testApp, type TestAnswer, type TestApp, type TestPerson } from '../../testing/test-app.ts';
import { countDeadlocks } from '../../proof/count-deadlocks.ts';
import { makeFixtures, publish, shift, signUpUrl, type Fixtures } from '../fixtures.ts';

let t: TestApp & { close(): Promise<void> };
let fixtures: Fixtures;
let people: TestPerson[];
beforeAll(async () => {
  t = await testApp({ now: new Date('2026-11-22T02:00:00Z'), servers: 4 });
  fixtures = await makeFixtures(t);
  people = [];
  for (let index = 0; index < 64; index += 1) people.push(await t.volunteer(`志愿者${index}`, fixtures.county));
});
afterAll(async () => {
  await t.close();
});

type Answer = { code?: string; sign_up_id: string; place: string; waitlist_place: number | null };
const risk = { risk_acknowledged: true };
const four = (): Promise<{ id: string; shift_ids: string[] }> =>
  publish(t, fixtures, { waitlist_capacity: 100, shifts: [shift('2026-11-28', '09:00', '12:00', 4)] });

/** Counters equal rows, never above capacity, and the waitlist has one number each. */
async function consistent(shiftId: string | undefined): Promise<{ seats: number; waiting: number }> {
  const [row] = await t.rows<{
    seats_taken: number;
    waiting: number;
    capacity: number;
    seats: number;
    waits: number;
    numbers: number;
    rows: number;
  }>(sql`
    select s.seats_taken, s.waiting, s.capacity, count(u.*) filter (where u.place = 'seat')::int as seats, count(u.*) filter (where u.place = 'waitlist')::int as waits,
      count(distinct u.queue_number)::int as numbers, count(u.*)::int as rows
    from shifts s left join sign_ups u on u.shift_id = s.id and u.ended_at is null where s.id = ${shiftId} group by s.seats_taken, s.waiting, s.capacity`);
  expect(row).toMatchObject({ seats_taken: row?.seats, waiting: row?.waits, numbers: row?.rows });
  expect(row?.seats).toBeLessThanOrEqual(row?.capacity ?? 0);
  return { seats: row?.seats ?? 0, waiting: row?.waits ?? 0 };
}

test('P19 twenty times 64 people at once for 4 places: exactly 4 seats, 60 waiting with places 1 to 60', async () => {
  for (let round = 1; round <= 20; round += 1) await rush();
});

async function rush(): Promise<void> {
  const activity = await four();
  const answers = await Promise.all(people.map((who) => t.post<Answer>(who, signUpUrl(activity), risk)));
  expect(answers.map((answer) => answer.status).filter((status) => status !== 200)).toEqual([]);
  expect(answers.filter((answer) => answer.body.place === 'seat')).toHaveLength(4);
  expect(answers.flatMap((answer) => answer.body.waitlist_place ?? []).sort((one, other) => one - other)).toEqual(
    Array.from({ length: 60 }, (_, index) => index + 1),
  );
  expect(await consistent(activity.shift_ids[0])).toEqual({ seats: 4, waiting: 60 });
  // free these people's time for the next round
  await t.put(fixtures.leader, `/api/activities/${activity.id}/cancellation`, { reason: '下一轮' });
}

test('P19 one person 50 times at once: one sign-up, the others are told', async () => {
  const activity = await four();
  const who = people[0] as TestPerson;
  const answers = await Promise.all(Array.from({ length: 50 }, () => t.post<Answer>(who, signUpUrl(activity), risk)));
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
  expect(new Set(answers.filter((answer) => answer.status !== 200).map((answer) => answer.body.code))).toEqual(
    new Set(['projects.already_signed_up']),
  );
  expect(await consistent(activity.shift_ids[0])).toEqual({ seats: 1, waiting: 0 });
  await t.put(fixtures.leader, `/api/activities/${activity.id}/cancellation`, { reason: '下一轮' });
});

test('a retried request with the same key gets the first answer, also 20 at once; with another body it is refused', async () => {
  const activity = await four();
  const who = people[1] as TestPerson;
  const key = { 'idempotency-key': randomUUID() };
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => t.post<Answer>(who, signUpUrl(activity), risk, key)),
  );
  expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(200));
  expect(new Set(answers.map((answer) => answer.body.sign_up_id)).size).toBe(1);
  expect((await t.post(who, signUpUrl(activity), { ...risk, child_id: undefined }, key)).status).toBe(200);
  expect((await t.post(who, signUpUrl(await four()), risk, key)).body).toMatchObject({
    code: 'core.request_key_reused',
  });
  await t.put(fixtures.leader, `/api/activities/${activity.id}/cancellation`, { reason: '下一轮' });
});

test('one person at two overlapping shifts at once, through different activities: one of them', async () => {
  const [one, other] = [await four(), await four()];
  const answers = await Promise.all(
    people
      .slice(0, 10)
      .flatMap((who) => [t.post<Answer>(who, signUpUrl(one), risk), t.post<Answer>(who, signUpUrl(other), risk)]),
  );
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(10);
  expect(answers.filter((answer) => answer.body.code === 'projects.overlap')).toHaveLength(10);
  await Promise.all(
    [one, other].map(async (activity) => {
      await consistent(activity.shift_ids[0]);
      await t.put(fixtures.leader, `/api/activities/${activity.id}/cancellation`, { reason: '下一轮' });
    }),
  );
});

describe('withdrawal and promotion', () => {
  test('everyone with a seat withdraws while newcomers sign up: seats stay full, in order, nobody is lost', async () => {
    const activity = await four();
    const first: TestAnswer<Answer>[] = [];
    for (const who of people.slice(0, 12)) first.push(await t.post<Answer>(who, signUpUrl(activity), risk));
    const withdrawals = people
      .slice(0, 4)
      .map((who, index) => t.put(who, `/api/me/sign-ups/${first[index]?.body.sign_up_id}/withdrawal`, {}));
    const newcomers = people.slice(12, 30).map((who) => t.post<Answer>(who, signUpUrl(activity), risk));
    const [ended, joined] = [await Promise.all(withdrawals), await Promise.all(newcomers)];
    expect([...ended, ...joined].map((answer) => answer.status).filter((status) => status !== 200)).toEqual([]);
    expect(await consistent(activity.shift_ids[0])).toEqual({ seats: 4, waiting: 22 });
    const seated = await t.rows<{ volunteer_id: string }>(
      sql`select volunteer_id from sign_ups where shift_id = ${activity.shift_ids[0]} and ended_at is null and place = 'seat' order by queue_number`,
    );
    expect(seated.map((row) => row.volunteer_id)).toEqual(people.slice(4, 8).map((who) => who.id));
    await t.put(fixtures.leader, `/api/activities/${activity.id}/cancellation`, { reason: '下一轮' });
  });

  test('the one to be promoted withdraws at the same moment: the next one gets the seat', async () => {
    for (let round = 0; round < 5; round += 1) {
      const activity = await publish(t, fixtures, { shifts: [shift('2026-11-28', '09:00', '12:00', 1)] });
      const ups: TestAnswer<Answer>[] = [];
      for (const who of people.slice(0, 3)) ups.push(await t.post<Answer>(who, signUpUrl(activity), risk));
      const ended = await Promise.all(
        [0, 1].map((index) =>
          t.put(people[index] as TestPerson, `/api/me/sign-ups/${ups[index]?.body.sign_up_id}/withdrawal`, {}),
        ),
      );
      expect(ended.map((answer) => answer.status)).toEqual([200, 200]);
      expect(await consistent(activity.shift_ids[0])).toEqual({ seats: 1, waiting: 0 });
      await t.put(fixtures.leader, `/api/activities/${activity.id}/cancellation`, { reason: '下一轮' });
    }
  });
});

test('deadlocks are provoked and none appears: two shifts, crossing sign-ups and withdrawals, capacity changes and a cancellation', async () => {
  const activity = await publish(t, fixtures, {
    shifts: [shift('2026-11-28', '09:00', '10:00', 2), shift('2026-11-28', '10:00', '11:00', 2)],
  });
  const before = await countDeadlocks(t);
  const step = async (who: TestPerson, index: number): Promise<number[]> => {
    const seen: number[] = [];
    for (const which of index % 2 === 0 ? [0, 1] : [1, 0]) {
      const up = await t.post<Answer>(who, signUpUrl(activity, which), risk);
      seen.push(up.status);
      if (up.status === 200 && index % 3 === 0)
        seen.push((await t.put(who, `/api/me/sign-ups/${up.body.sign_up_id}/withdrawal`, {})).status);
    }
    return seen;
  };
  const capacity = [3, 4, 5, 6].flatMap((places) =>
    activity.shift_ids.map((id) =>
      t.put(fixtures.leader, `/api/activities/${activity.id}/shifts/${id}/capacity`, { capacity: places }),
    ),
  );
  const [walked, changed] = await Promise.all([Promise.all(people.slice(0, 30).map(step)), Promise.all(capacity)]);
  expect([...walked.flat(), ...changed.map((answer) => answer.status)].filter((status) => status >= 500)).toEqual([]);
  for (const id of activity.shift_ids) await consistent(id);
  const late = await Promise.all([
    t.put(fixtures.leader, `/api/activities/${activity.id}/cancellation`, { reason: '收场' }),
    ...people.slice(30, 50).map((who) => t.post(who, signUpUrl(activity), risk)),
  ]);
  expect(late.map((answer) => answer.status).filter((status) => status >= 500)).toEqual([]);
  const open = await t.rows(sql`select 1 from sign_ups where activity_id = ${activity.id} and ended_at is null`);
  expect(open).toEqual([]);
  expect(await countDeadlocks(t)).toBe(before);
});
