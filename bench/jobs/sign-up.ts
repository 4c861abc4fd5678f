import { randomUUID } from 'node:crypto';
import type { Bench, Job } from '../bench.ts';
import {
  concurrentCallCount,
  headersOf,
  newShift,
  signIn,
  strangersFrom,
  volunteerIdSql,
  type Fixtures,
} from '../crowd.ts';
import { measureHot, slices } from '../hot.ts';

const places = 4;

/** The same statement for a volunteer a transaction, on a shift of its own. */
async function signUpScript(bench: Bench): Promise<string> {
  const shift = await newShift(bench, { capacity: places, seated: false, hours: 24 });
  const id = volunteerIdSql('n');
  const limits = JSON.stringify({ open_sign_ups: 100_000, minutes_per_day: 1_000_000, waitlist_capacity: 1_000_000 });
  const caller = `jsonb_build_object('person_id', ${id}, 'accompanied_by', null, 'audit_id', new_id(now()), 'request_id', 'bench', 'actor_key', ${id}::text, 'request_key', '${randomUUID()}' || n, 'body_hash', 'hash')`;
  return `select sign_up_for_shift(${id}, '${shift.id}', '${shift.id}', new_id(now()), now(), '${limits}', ${caller}) from ${await strangersFrom(bench)} n;\n`;
}

/** Nobody sits who should not, and the waitlist is in the order of arrival, on every shift of the run. */
async function reportSeats(bench: Bench, shifts: readonly Fixtures[]): Promise<void> {
  const {
    rows: [held],
  } = await bench.pool.query<{ oversold: number; empty: number; disordered: number; people: number }>(
    `
    select count(*) filter (where seats > $2)::int as oversold, count(*) filter (where seats < $2)::int as empty, count(*) filter (where not ordered)::int as disordered, sum(people)::int as people from (
      select count(*) filter (where place = 'seat') as seats, count(*) as people,
        count(distinct queue_number) = count(*) and max(queue_number) filter (where place = 'seat') < min(queue_number) filter (where place = 'waitlist') as ordered
      from sign_ups where shift_id = any($1::uuid[]) and ended_at is null group by shift_id) s`,
    [shifts.map((shift) => shift.id), places],
  );
  if (held === undefined) throw new Error('nobody signed up');
  const wrong = held.oversold + held.empty + held.disordered;
  bench.report({
    name: 'sign-up, shifts oversold or out of order',
    value: wrong,
    unit: 'shifts',
    limit: null,
    ratio: null,
    target: '0',
    met: wrong === 0,
    note: `${held.people} people on ${shifts.length} shifts of ${places} places`,
  });
}

export const signUp: Job = {
  name: 'sign-up',
  measures: 'sign-up on a full activity, 64 at once, beside the same statement by pgbench; nobody oversold',
  run: async (bench) => {
    await signIn(bench);
    // Who stands on a waitlist of an earlier run would be refused for the overlap.
    await bench.pool.query(
      "update sign_ups set ended_at = now(), ended_as = 'withdrawn' where activity_id = shift_id and ended_at is null and shift_starts_at > now()",
    );
    const used: Fixtures[] = [];
    const people = Math.floor(concurrentCallCount(bench) / slices);
    await measureHot(bench, {
      name: 'sign-up on a full activity',
      requests: async () => {
        const shift = await newShift(bench, { capacity: places, seated: false, hours: 24 });
        const path = `/api/activities/${shift.id}/shifts/${shift.id}/sign-ups`;
        const first = used.push(shift) * people - people; // others than in the slices before
        return Array.from({ length: people }, (_, place) => ({
          method: 'POST',
          path,
          headers: headersOf(first + place),
          body: '{"risk_acknowledged":true}',
        }));
      },
      repeat: false,
      script: () => signUpScript(bench),
      lanes: 64,
      cpu_ms: 0.6,
    });
    await reportSeats(bench, used);
  },
};
