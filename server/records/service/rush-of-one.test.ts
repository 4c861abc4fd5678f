import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { Writer } from '../../db/writer.ts';
import { sql } from '../../db/sql.ts';
import { Actor } from '../../http/actor.ts';
import { shiftOf } from '../fixtures.ts';
import { hours, makeHouse } from '../house-fixtures.ts';
import { confirmMany, type ConfirmationResult } from './confirm-attendance.ts';

const { t, county, zhou, leave } = await makeHouse();
const pool = new pg.Pool({ ...t.database.connection, max: 64 });
pool.on('connect', (client) => client.on('error', () => undefined)); // the database may go while they say goodbye
afterAll(async () => {
  await pool.end();
  await leave();
});

test('64 confirmations of one organisation at once: each is done while all others are still open, so none waits for another', async () => {
  const shift = await shiftOf(t, county);
  const people = await Promise.all(Array.from({ length: 64 }, (_, number) => t.volunteer(`志愿者${number}`, county)));
  const ids = people.map((person) => person.id);
  await t.rows(sql`
    insert into attendances (volunteer_id, id, shift_id, activity_id, organization_path, service_day, state, pairs, last_stamp_at, created_at)
    select v, v, ${shift.id}, ${shift.activity_id}, ${county.path}, '2026-11-15', 'checked_out', 1, ${hours('11:00')}, ${hours('09:00')} from unnest(${ids}::uuid[]) v`);
  await t.rows(sql`
    insert into attendance_stamps (volunteer_id, id, attendance_id, shift_id, direction, stamped_at, arrived_at, source, code_step, is_late)
    select v, gen_random_uuid(), v, ${shift.id}, way.direction, way.at, way.at, 'rotating_code', way.step, false
    from unnest(${ids}::uuid[]) v, (values ('in', ${hours('09:00')}::timestamptz, 1), ('out', ${hours('11:00')}::timestamptz, 2)) way (direction, at, step)`);
  t.now = hours('12:00');
  const actor = new Actor({
    person_id: zhou.id,
    session_id: zhou.id,
    has_second_factor: true,
    now: t.now,
    grants: [
      {
        role_id: zhou.id,
        permissions: ['records.confirm', 'projects.read'],
        organization_id: county.id,
        path: county.path,
        below: true,
        valid_from: '2020-01-01',
        valid_until: null,
        activity_id: null,
      },
    ],
  });
  const clients = await Promise.all(people.map(() => pool.connect()));
  const results = await Promise.all(
    clients.map(async (client, place): Promise<ConfirmationResult | undefined> => {
      await client.query('begin');
      const id = ids[place] ?? '';
      const writer = new Writer(client, { now: t.now, actor, request_id: 'rush', secrets: t.services.secrets });
      return (await confirmMany(writer, [{ volunteer_id: id, attendance_id: id, quality: 'good' }]))[0];
    }),
  );
  // Nobody has committed yet: one lock between two of them, and this line would not be reached
  expect(results.map((one) => one?.record?.minutes ?? one?.refusal)).toEqual(ids.map(() => 120));
  for (const client of clients) {
    await client.query('commit');
    client.release();
  }
  const [sum] = await t.rows<{ minutes: number }>(
    sql`select sum(balance)::int as minutes from ledger_accounts where owner_id = any(${ids}::uuid[])`,
  );
  expect(sum?.minutes).toBe(64 * 120);
});
