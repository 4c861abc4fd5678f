import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { permissions } from '../../domain/permissions.ts';
import { sql } from '../db/sql.ts';
import { foldTotals } from '../ledger/fold-totals.ts';
import { sealLedger } from '../ledger/seal-ledger.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import { makeFixtures, publish, shift, signUpUrl, type Fixtures } from '../projects/fixtures.ts';
import { codeAt, shiftOf, signUp, type Shift } from '../records/fixtures.ts';
import { verifyRecords } from '../records/service/verify-records.ts';
import { testApp, type TestAnswer, type TestApp, type TestPerson } from '../testing/test-app.ts';
import { carryOutMerges } from '../volunteers/jobs.ts';
import { countDeadlocks } from './count-deadlocks.ts';

/** Sixty writes at a time; PROOF=all makes it the 10,000 of the long run. The seed of the mixture is printed on failure. */
const rounds = process.env['PROOF'] === 'all' ? 190 : 10;
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

let t: TestApp & { close(): Promise<void> };
let fixtures: Fixtures;
let staff: TestPerson[];
let people: TestPerson[];
let running: Shift[];
let coming: { id: string; shift_ids: string[] }[];
beforeAll(async () => {
  t = await testApp({ now: new Date('2026-11-22T02:00:00Z'), servers: 4 });
  fixtures = await makeFixtures(t);
  staff = [];
  for (const name of ['何景', '罗岚', '沈知']) staff.push(await t.person(name, [{ permissions, at: fixtures.county }]));
  people = [];
  for (let index = 0; index < 40; index += 1) people.push(await t.volunteer(`志愿者${index}`, fixtures.county));
  running = [];
  for (const [from, to] of [
    ['08:00', '12:00'],
    ['09:00', '20:00'],
    ['10:00', '22:00'],
  ] as const) {
    const one = await shiftOf(t, fixtures.county, { day: '2026-11-22', from, to });
    await signUp(t, one, people, fixtures.county);
    running.push(one);
  }
  coming = [await open(), await open()];
});
afterAll(async () => {
  await t.close();
});

const open = (): Promise<{ id: string; shift_ids: string[] }> =>
  publish(t, fixtures, {
    waitlist_capacity: 100,
    shifts: [shift('2026-11-28', '09:00', '11:00', 3), shift('2026-11-28', '11:00', '13:00', 5)],
  });

test('the count sees a deadlock when there is one', async () => {
  const before = await countDeadlocks(t);
  let holding = 0;
  let bothHold = (): void => undefined;
  const crossed = new Promise<void>((resolve) => {
    bothHold = resolve;
  });
  const cross = async (first: number, second: number): Promise<void> => {
    const client = await t.database.owner.connect();
    try {
      await client.query('begin');
      await client.query('select pg_advisory_xact_lock($1)', [first]);
      holding += 1;
      if (holding === 2) bothHold();
      await crossed;
      await client.query('select pg_advisory_xact_lock($1)', [second]);
    } finally {
      await client.query('rollback');
      client.release();
    }
  };
  const ends = await Promise.allSettled([cross(1, 2), cross(2, 1)]);
  expect(ends.map((end) => end.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await countDeadlocks(t)).toBe(before + 1);
});

const some = <T>(list: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...list);
type Write = () => Promise<TestAnswer | null>;

/** Attendances and records as they are when the round begins: by the time of the write they may be anything else. */
async function mixture(): Promise<fc.Arbitrary<Write>> {
  const waiting = await t.rows<{ volunteer_id: string; id: string }>(
    sql`select volunteer_id, id from attendances where state = 'checked_out' limit 200`,
  );
  const records = await t.rows<{ volunteer_id: string; id: string; attendance_id: string }>(
    sql`select volunteer_id, id, attendance_id from service_records where state = 'confirmed' limit 200`,
  );
  const ups = await t.rows<{ volunteer_id: string; id: string }>(
    sql`select volunteer_id, id from sign_ups where ended_at is null and shift_starts_at > ${t.now} limit 200`,
  );
  const proposals = await t.rows<{ id: string; state: string }>(
    sql`select id, state from record_proposals where state in ('requested', 'handled') limit 200`,
  );
  const person = some(people);
  const clerk = some(staff);
  const owner = (id: string): TestPerson => people.find((one) => one.id === id) ?? fixtures.leader;
  const when = [0, 1].map((minutes) => new Date(t.now.getTime() - 120 * 60_000 + minutes * 60_000).toISOString());
  const kinds: { weight: number; arbitrary: fc.Arbitrary<Write> }[] = [
    {
      weight: 6,
      arbitrary: fc.tuple(person, some(coming), fc.nat(1)).map(
        ([who, activity, index]) =>
          () =>
            t.post(who, signUpUrl(activity, index), { risk_acknowledged: true }),
      ),
    },
    {
      weight: 8,
      arbitrary: fc.tuple(person, some(running), fc.constantFrom('in', 'out')).map(
        ([who, at, direction]) =>
          () =>
            t.post(who, '/api/check-ins', {
              kind: 'rotating_code',
              code: codeAt(t, { kind: 'shift', id: at.id }, t.now),
              direction,
              scanned_at: t.now.toISOString(),
            }),
      ),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(some(coming), fc.nat(1), fc.integer({ min: 1, max: 30 })).map(
        ([activity, index, capacity]) =>
          () =>
            t.put(
              fixtures.leader,
              `/api/activities/${activity.id}/shifts/${activity.shift_ids[index] ?? ''}/capacity`,
              {
                capacity,
              },
            ),
      ),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.uniqueArray(person, { minLength: 2, maxLength: 6 }), some(running), clerk).map(
        ([who, at, by]) =>
          () =>
            t.post(by, '/api/back-fills', {
              shift_id: at.id,
              reason: '漏签',
              evidence: '签名单',
              lines: who.map((one) => ({ volunteer_id: one.id, started_at: when[0], ended_at: when[1] })),
            }),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Write>(
        () => foldTotals(t.services.pool).then(() => null),
        () => sealLedger(t.services.pool, t.now).then(() => null),
      ),
    },
  ];
  if (ups.length > 0)
    kinds.push({
      weight: 4,
      arbitrary: some(ups).map((up) => () => t.put(owner(up.volunteer_id), `/api/me/sign-ups/${up.id}/withdrawal`, {})),
    });
  if (waiting.length > 0)
    kinds.push({
      weight: 5,
      arbitrary: fc.tuple(fc.uniqueArray(some(waiting), { minLength: 1, maxLength: 6 }), clerk).map(
        ([lines, by]) =>
          () =>
            t.post(by, '/api/confirmations', {
              lines: lines.map((line) => ({
                volunteer_id: line.volunteer_id,
                attendance_id: line.id,
                quality: 'good',
              })),
            }),
      ),
    });
  if (records.length > 0) {
    kinds.push({
      weight: 2,
      arbitrary: fc.tuple(some(records), clerk).map(
        ([record, by]) =>
          () =>
            t.post(by, `/api/service-records/${record.volunteer_id}/${record.id}/reversal`, { reason: '查无此事' }),
      ),
    });
    kinds.push({
      weight: 2,
      arbitrary: some(records).map(
        (record) => () =>
          t.post(owner(record.volunteer_id), '/api/corrections', {
            attendance_id: record.attendance_id,
            started_at: when[0],
            ended_at: when[1],
            reason: '时间不对',
          }),
      ),
    });
    kinds.push({
      weight: 1,
      arbitrary: some(records).map(
        (record) => () =>
          t.post(owner(record.volunteer_id), '/api/my/certificates', {
            purpose: '综合素质',
            from: '2026-01-01',
            until: '2026-12-31',
          }),
      ),
    });
  }
  if (proposals.length > 0)
    kinds.push({
      weight: 6,
      arbitrary: fc.tuple(some(proposals), clerk).map(
        ([one, by]) =>
          () =>
            t.post(by, `/api/record-proposals/${one.id}/decision`, {
              action: one.state === 'requested' ? 'handle' : 'approve',
              note: '核过',
            }),
      ),
    });
  return fc.oneof(...kinds);
}

/** Two registrations become one while both still sign up and check in. */
async function merge(pair: number): Promise<TestAnswer | null> {
  const [kept, duplicate] = [people[pair * 2], people[pair * 2 + 1]];
  const [one, two] = staff;
  if (kept === undefined || duplicate === undefined || one === undefined || two === undefined) return null;
  const asked = await t.post<{ id: string }>(one, '/api/merge-requests', {
    kept_id: kept.id,
    duplicate_id: duplicate.id,
    reason: '同一个人',
  });
  await Promise.all(
    [kept, duplicate].map((side) => t.post(side, `/api/me/merge-requests/${asked.body.id}/answer`, { agrees: true })),
  );
  const decided = await t.post(two, `/api/merge-requests/${asked.body.id}/decision`, { merges: true, reason: '核过' });
  // its days have passed: carried out beside all that goes on
  await t.setUp((writer) =>
    writer.run(
      sql`update merge_requests set carry_out_after = ${t.now} where id = ${asked.body.id} and carry_out_after is not null`,
    ),
  );
  await carryOutMerges(t.services);
  return decided;
}

async function cancel(): Promise<TestAnswer | null> {
  const activity = coming.shift();
  coming.push(await open());
  return activity === undefined
    ? null
    : t.put(fixtures.leader, `/api/activities/${activity.id}/cancellation`, { reason: '下雨' });
}

test(`sixty writes of all kinds at once, ${rounds} times (seed ${seed}): no deadlock, no fault of ours, all counts right`, async () => {
  const before = await countDeadlocks(t);
  const statuses = new Map<number, number>();
  const faults: unknown[] = [];
  let merged = 0;
  for (let round = 0; round < rounds; round += 1) {
    const writes =
      fc.sample(fc.array(await mixture(), { minLength: 57, maxLength: 57 }), { seed: seed + round, numRuns: 1 })[0] ??
      [];
    if (round % 10 === 3 && merged < 10) writes.push(() => merge(merged++));
    if (round % 10 === 6) writes.push(cancel);
    writes.push(
      () => foldTotals(t.services.pool).then(() => null),
      () => sealLedger(t.services.pool, new Date(t.now.getTime() + round * 86_400_000)).then(() => null),
    );
    for (const answer of await Promise.all(writes.map((run) => run()))) {
      if (answer === null) continue;
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.status >= 500) faults.push(answer.body);
    }
    t.now = new Date(t.now.getTime() + 31_000);
  }
  expect(faults).toEqual([]);
  expect(await countDeadlocks(t)).toBe(before);
  expect(statuses.get(200) ?? 0, `the mixture does something: ${JSON.stringify([...statuses])}`).toBeGreaterThan(
    rounds * 20,
  );
  expect(
    await t.rows(sql`
    select s.id from shifts s left join sign_ups u on u.shift_id = s.id and u.ended_at is null where s.cancelled_at is null and s.starts_at > ${t.now} group by s.id, s.seats_taken, s.waiting, s.capacity
    having s.seats_taken <> count(u.*) filter (where u.place = 'seat') or s.waiting <> count(u.*) filter (where u.place = 'waitlist') or s.seats_taken > s.capacity
      or (s.waiting > 0 and s.seats_taken < s.capacity) or count(distinct u.queue_number) <> count(u.*)`),
  ).toEqual([]);
  expect((await verifyLedger(t.services.reader)).faults).toEqual([]);
  expect(await verifyRecords(t.services.reader)).toEqual([]);
  if (rounds > 10)
    console.log(
      `mixed writes: ${[...statuses]
        .sort(([one], [other]) => one - other)
        .map(([status, count]) => `${count} × ${status}`)
        .join(', ')}`,
    );
}, 3_600_000);
