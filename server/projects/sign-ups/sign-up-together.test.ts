import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import { testApp, type TestApp, type TestPerson } from '../../testing/test-app.ts';
import { guard, makeFixtures, publish, shift, signUpUrl, type Fixtures } from '../fixtures.ts';

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

type Published = { id: string; shift_ids: string[] };
type Answer = {
  code?: string;
  place: string;
  waitlist_place: number | null;
  sign_ups: { volunteer_id: string; sign_up_id: string }[];
};
const together = { is_parent_child: true, minimum_age: 6 };
const park = (capacity: number, more: object = {}): Promise<Published> =>
  publish(t, fixtures, { ...together, shifts: [shift('2026-11-28', '09:00', '12:00', capacity)], ...more });
const single = async (
  who: TestPerson,
  activity: Published,
  body: object = {},
): Promise<{ code?: string; place: string; sign_up_id: string }> =>
  (
    await t.post<{ code?: string; place: string; sign_up_id: string }>(who, signUpUrl(activity), {
      risk_acknowledged: true,
      ...body,
    })
  ).body;

type Family = { parent: TestPerson; children: TestPerson[] };
async function family(children = 1): Promise<Family> {
  const parent = await t.volunteer('家长', fixtures.county);
  const kids = await Promise.all(
    Array.from({ length: children }, () => t.volunteer('孩子', fixtures.county, { birth_date: '2018-01-01' })),
  );
  for (const kid of kids) await guard(t, kid, parent);
  return { parent, children: kids };
}
const join = (activity: Published, { parent, children }: Family, headers: Record<string, string> = {}) =>
  t.post<Answer>(
    parent,
    `/api/activities/${activity.id}/shifts/${activity.shift_ids[0]}/family-sign-ups`,
    { risk_acknowledged: true, child_ids: children.map((each) => each.id) },
    headers,
  );
const withdraw = (who: TestPerson, sign_up_id: string | undefined) =>
  t.put<{ promoted: number; together: number }>(who, `/api/me/sign-ups/${sign_up_id}/withdrawal`, {});
const standing = (activity: Published): Promise<{ volunteer_id: string; place: string }[]> =>
  t.rows(
    sql`select volunteer_id, place from sign_ups where shift_id = ${activity.shift_ids[0]} and ended_at is null order by queue_number`,
  );
const places = async (activity: Published, who: Family): Promise<(string | undefined)[]> => {
  const rows = await standing(activity);
  return [who.parent, ...who.children].map((person) => rows.find((row) => row.volunteer_id === person.id)?.place);
};

describe('S40 R61 one sign-up for parent and children', () => {
  test('S40 R61 both get a seat, the roster says who comes with whom, and a retry gives the first answer', async () => {
    const activity = await park(2);
    const our = await family();
    const key = { 'idempotency-key': randomUUID() };
    const first = await join(activity, our, key);
    expect(first.body).toMatchObject({ place: 'seat', waitlist_place: null });
    expect((await join(activity, our, key)).body).toEqual(first.body);
    expect(await places(activity, our)).toEqual(['seat', 'seat']);
    const roster = await t.get<{ rows: { name: string; accompanied_by_name: string | null }[] }>(
      fixtures.leader,
      `/api/activities/${activity.id}/roster`,
    );
    expect(roster.body.rows.map((row) => [row.name, row.accompanied_by_name])).toEqual([
      ['家长', null],
      ['孩子', '家长'],
    ]);
  });

  test('R61 one place for two: both wait though one seat is free, nobody passes them, and they move up together', async () => {
    const activity = await park(2);
    const [alone, later] = [await t.volunteer('先来', fixtures.county), await t.volunteer('后来', fixtures.county)];
    const seat = await single(alone, activity);
    const our = await family();
    expect((await join(activity, our)).body).toMatchObject({ place: 'waitlist', waitlist_place: 1 });
    expect((await single(later, activity)).place).toBe('waitlist');
    expect(await places(activity, our)).toEqual(['waitlist', 'waitlist']);
    expect((await withdraw(alone, seat.sign_up_id)).body).toMatchObject({ promoted: 2 });
    expect(await places(activity, our)).toEqual(['seat', 'seat']);
    for (const who of [our.parent, ...our.children])
      expect(await t.rows(sql`select kind from notices where person_id = ${who.id}`)).toEqual([
        { kind: 'projects.promoted' },
      ]);
  });

  test('R61 the parent withdraws: the children go too and their places are given on; the child alone may leave', async () => {
    const activity = await park(2);
    const [one, two] = [await family(), await family()];
    const signed = await join(activity, one);
    await join(activity, two);
    expect((await withdraw(one.parent, signed.body.sign_ups[0]?.sign_up_id)).body).toMatchObject({
      together: 1,
      promoted: 2,
    });
    expect(await places(activity, one)).toEqual([undefined, undefined]);
    expect(await places(activity, two)).toEqual(['seat', 'seat']);
    const childsOwn = await t.rows<{ id: string }>(
      sql`select id from sign_ups where volunteer_id = ${two.children[0]?.id} and ended_at is null`,
    );
    expect((await withdraw(two.parent, childsOwn[0]?.id)).body).toMatchObject({ together: 0 });
    expect(await places(activity, two)).toEqual(['seat', undefined]);
  });

  test('R61 a family that becomes smaller on the waitlist may fit at once', async () => {
    const activity = await park(3);
    for (const name of ['甲', '乙']) await single(await t.volunteer(name, fixtures.county), activity);
    const our = await family(1);
    const signed = await join(activity, our);
    expect(signed.body.place).toBe('waitlist');
    expect((await withdraw(our.parent, signed.body.sign_ups[1]?.sign_up_id)).body).toMatchObject({ promoted: 1 });
    expect(await places(activity, our)).toEqual(['seat', undefined]);
  });

  test('R61 a child joins later a parent who has a seat, not one who waits; somebody else’s child is not found', async () => {
    const activity = await park(1);
    const [our, other] = [await family(), await family()];
    await single(our.parent, activity);
    expect((await single(our.parent, activity, { child_id: our.children[0]?.id })).place).toBe('waitlist');
    await single(other.parent, activity);
    expect((await single(other.parent, activity, { child_id: other.children[0]?.id })).code).toBe(
      'projects.parent_waits',
    );
    expect((await join(activity, { parent: our.parent, children: other.children })).body.code).toBe('core.not_found');
    const fresh = await t.volunteer('路人', fixtures.county);
    expect((await join(await park(5), { parent: fresh, children: other.children })).body.code).toBe('core.not_found');
  });

  test('art. 12 without reading the risks nobody of them signs up, and more people than places are told so', async () => {
    const our = await family(2);
    const small = await park(2);
    const url = `/api/activities/${small.id}/shifts/${small.shift_ids[0]}/family-sign-ups`;
    expect(
      (await t.post(our.parent, url, { risk_acknowledged: false, child_ids: our.children.map((each) => each.id) }))
        .body,
    ).toMatchObject({ code: 'projects.risk_not_acknowledged' });
    expect((await join(small, our)).body.code).toBe('projects.party_too_large');
    expect(await standing(small)).toEqual([]);
  });
});

test('P19 R61 a rush of families and single people, with withdrawals: never oversold, no family apart, no deadlock, order kept', async () => {
  const families = await Promise.all(Array.from({ length: 16 }, (_, index) => family(1 + (index % 2))));
  const singles = await Promise.all(
    Array.from({ length: 16 }, (_, index) => t.volunteer(`一人${index}`, fixtures.county)),
  );
  const deadlocks = async (): Promise<number> =>
    (
      await t.rows<{ deadlocks: number }>(
        sql`select deadlocks::int from pg_stat_database where datname = current_database()`,
      )
    )[0]?.deadlocks ?? 0;
  const before = await deadlocks();
  for (const capacity of [7, 10]) {
    const activity = await park(capacity, { waitlist_capacity: 100 });
    const answers = await Promise.all([
      ...families.map((each) => join(activity, each)),
      ...singles.map((who) => t.post<Answer>(who, signUpUrl(activity), { risk_acknowledged: true })),
    ]);
    expect(answers.map((answer) => answer.status).filter((status) => status !== 200)).toEqual([]);
    const check = async (): Promise<void> => {
      const rows = await standing(activity);
      const [counters] = await t.rows<{ seats_taken: number; waiting: number }>(
        sql`select seats_taken, waiting from shifts where id = ${activity.shift_ids[0]}`,
      );
      const seats = rows.filter((row) => row.place === 'seat').length;
      expect(counters).toEqual({ seats_taken: seats, waiting: rows.length - seats });
      expect(seats).toBeLessThanOrEqual(capacity);
      for (const each of families) expect(new Set(await places(activity, each)).size).toBe(1);
      // whoever has a seat came before whoever waits
      const numbers = await t.rows<{ place: string; first: string; last: string }>(sql`
        select place, min(queue_number) as first, max(queue_number) as last from sign_ups where shift_id = ${activity.shift_ids[0]} and ended_at is null group by place`);
      const last = Number(numbers.find((row) => row.place === 'seat')?.last ?? 0);
      expect(Number(numbers.find((row) => row.place === 'waitlist')?.first ?? Infinity)).toBeGreaterThan(last);
    };
    await check();
    const leaving = families
      .slice(0, 8)
      .map((each, index) => withdraw(each.parent, answers[index]?.body.sign_ups[0]?.sign_up_id));
    const raising = t.put(fixtures.leader, `/api/activities/${activity.id}/shifts/${activity.shift_ids[0]}/capacity`, {
      capacity: capacity + 3,
    });
    expect(
      (await Promise.all([...leaving, raising])).map((answer) => answer.status).filter((status) => status !== 200),
    ).toEqual([]);
    const [shiftRow] = await t.rows<{ seats_taken: number }>(
      sql`select seats_taken from shifts where id = ${activity.shift_ids[0]}`,
    );
    expect(shiftRow?.seats_taken).toBeLessThanOrEqual(capacity + 3);
    for (const each of families) expect(new Set(await places(activity, each)).size).toBe(1);
    await t.put(fixtures.leader, `/api/activities/${activity.id}/cancellation`, { reason: '下一轮' });
  }
  expect(await deadlocks()).toBe(before);
});
