import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import { scan, shiftOf, signUp } from '../fixtures.ts';
import { hours, makeHouse } from '../house-fixtures.ts';

/** Through four servers on one database: within one, arrivals of a moment travel together, so only several of them race. */
const { t, county, zhou, newcomer, leave } = await makeHouse({ servers: 4 });
afterAll(leave);

test('64 check-ins at once: each stands once, and the same key gets the same answer', async () => {
  const shift = await shiftOf(t, county);
  const people = await Promise.all(Array.from({ length: 64 }, (_, index) => t.volunteer(`众${index}`, county)));
  await signUp(t, shift, people, county);
  const when = hours('09:00');
  const keys = people.map(() => ({ 'idempotency-key': randomUUID() }));
  const answers = await Promise.all(
    people.flatMap((person, index) => [0, 1].map(() => scan(t, person, shift, 'in', when, when, keys[index] ?? {}))),
  );
  expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
  for (let index = 0; index < answers.length; index += 2)
    expect(answers[index]?.body).toEqual(answers[index + 1]?.body);
  const [count] = await t.rows<{ stamps: number; people: number }>(
    sql`select count(*)::int as stamps, count(distinct volunteer_id)::int as people from attendance_stamps where shift_id = ${shift.id}`,
  );
  expect(count).toEqual({ stamps: 64, people: 64 });
  const board = await t.get<{ counts: object; rows: { name: string }[] }>(zhou, `/api/shifts/${shift.id}/board`);
  expect(board.body.counts).toMatchObject({ signed_up: 64, here: 64, gone: 0 });
  expect(board.body.rows[0]?.name).toBe('众○○');
  const boards = await t.get<{ rows: { shift_id: string; here: number }[] }>(zhou, '/api/boards');
  expect(boards.body.rows.find((row) => row.shift_id === shift.id)?.here).toBe(64);
  expect((await t.get(people[0] ?? null, '/api/boards')).status).toBe(403);
});

test('one code scanned by one person eight times at once counts once', async () => {
  const shift = await shiftOf(t, county);
  const lin = await newcomer('林连', shift);
  const answers = await Promise.all(Array.from({ length: 8 }, () => scan(t, lin, shift, 'in', hours('09:00'))));
  expect(answers.filter((answer) => answer.body['outcome'] === 'stamped')).toHaveLength(1);
  expect(await t.rows(sql`select id from attendance_stamps where volunteer_id = ${lin.id}`)).toHaveLength(1);
});

test('who waits for a lock keeps nobody else waiting who came at the same moment', async () => {
  const shift = await shiftOf(t, county);
  const people = [
    await newcomer('林锁', shift),
    ...(await Promise.all(Array.from({ length: 11 }, (_, index) => newcomer(`同时${index}`, shift)))),
  ];
  const [locked, ...others] = people;
  if (locked === undefined) throw new Error('nobody came');
  await scan(t, locked, shift, 'in', hours('09:00'));
  const holder = await t.database.owner.connect();
  try {
    await holder.query('begin');
    await holder.query('select 1 from attendances where volunteer_id = $1 for update', [locked.id]);
    let isDone = false;
    const held = scan(t, locked, shift, 'out', hours('09:30')).finally(() => {
      isDone = true;
    });
    const answers = await Promise.all(others.map((person) => scan(t, person, shift, 'in', hours('09:30'))));
    expect(answers.map((answer) => answer.body['outcome'])).toEqual(others.map(() => 'stamped'));
    expect(isDone).toBe(false);
    await holder.query('commit');
    expect((await held).body).toMatchObject({ outcome: 'stamped', state: 'checked_out' });
  } finally {
    holder.release();
  }
});
