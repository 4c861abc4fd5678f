/** From which session a stamp came, and what is kept of a refused try: both keyed, for a while, and in nobody's way. */
import { afterAll, afterEach, expect, test } from 'vitest';
import type { Id } from '../../../domain/id.ts';
import { dayMs } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import { SecretBox } from '../../security/secret-box.ts';
import { newSecrets } from '../../security/secrets-file.ts';
import { codeAt, scan, shiftOf } from '../fixtures.ts';
import { hours, makeHouse } from '../house-fixtures.ts';
import { purgeStampSenders } from './stamp-sender.ts';

const { t, county, zhou, newcomer, leave } = await makeHouse();
afterAll(leave);
afterEach(() => {
  delete process.env['STAMP_SENDER_DAYS'];
  delete process.env['REFUSED_STAMP_DAYS'];
});

type Sender = { direction: string; sender_index: Buffer; sent_at: string };
type Refused = { shift_id: Id | null; direction: string; way: string; reason: string; is_late: boolean };

const senders = (person: Id): Promise<Sender[]> =>
  t.rows(sql`
    select a.direction, s.sender_index, s.sent_at::text from stamp_senders s join attendance_stamps a on a.volunteer_id = s.volunteer_id and a.id = s.stamp_id
    where s.volunteer_id = ${person} order by a.stamped_at`);
const refusedOf = (person: Id): Promise<Refused[]> =>
  t.rows(
    sql`select shift_id, direction, way, reason, is_late from refused_stamps where person_id = ${person} order by id`,
  );
async function indexOf(person: Id): Promise<Buffer> {
  const [session] = await t.rows<{ id: Id }>(
    sql`select id from sessions where person_id = ${person} order by created_at desc limit 1`,
  );
  return t.services.secrets.senderIndex(session?.id ?? '');
}

test('each stamp has the keyed index of the session that sent it: the same for one device, another for the next', async () => {
  const shift = await shiftOf(t, county);
  const lin = await newcomer('林来', shift);
  await scan(t, lin, shift, 'in', hours('09:00'));
  const other = await t.signedIn(lin.id, lin.name);
  await scan(t, other, shift, 'out', hours('11:00'));
  const [first, second, ...more] = await senders(lin.id);
  expect(more).toEqual([]);
  expect([first?.direction, second?.direction]).toEqual(['in', 'out']);
  expect(first?.sender_index).toHaveLength(16);
  expect(first?.sender_index.equals(second?.sender_index ?? Buffer.alloc(0))).toBe(false);
  const sessions = await t.rows<{ id: Id }>(sql`select id from sessions where person_id = ${lin.id}`);
  const indexes = sessions.map(({ id }) => t.services.secrets.senderIndex(id).toString('hex')).sort();
  expect([first, second].map((one) => one?.sender_index.toString('hex') ?? '').sort()).toEqual(indexes);
});

test('one desk that scans many cards is one sender; two volunteers are two', async () => {
  const shift = await shiftOf(t, county);
  const people = [await newcomer('林卡一', shift), await newcomer('林卡二', shift)];
  t.now = hours('09:00');
  for (const { id } of people) {
    const card = codeAt(t, { kind: 'card', id }, t.now);
    const answer = await t.post(zhou, `/api/shifts/${shift.id}/card-scans`, {
      card,
      direction: 'in',
      scanned_at: t.now.toISOString(),
    });
    expect(answer.status).toBe(200);
  }
  for (const { id } of people)
    expect((await senders(id)).map(({ sender_index }) => sender_index)).toEqual([await indexOf(zhou.id)]);
});

test('a scan kept without a signal has the session by which it arrived', async () => {
  const shift = await shiftOf(t, county);
  const lin = await newcomer('林离线', shift);
  t.now = hours('09:00');
  const later = await t.signedIn(lin.id, lin.name);
  expect((await scan(t, later, shift, 'in', hours('09:00'), hours('10:30'))).body).toMatchObject({ is_late: true });
  const [session] = await t.rows<{ id: Id }>(
    sql`select id from sessions where person_id = ${lin.id} and token_hash = ${t.services.secrets.tokenHash(later.token)}`,
  );
  expect((await senders(lin.id)).map(({ sender_index }) => sender_index)).toEqual([
    t.services.secrets.senderIndex(session?.id ?? ''),
  ]);
});

test('a repeated request leaves one sender', async () => {
  const shift = await shiftOf(t, county);
  const lin = await newcomer('林重', shift);
  const key = { 'idempotency-key': 'c0ffee00-0000-4000-8000-000000000001' };
  for (let each = 0; each < 2; each += 1) await scan(t, lin, shift, 'in', hours('09:00'), hours('09:00'), key);
  expect(await senders(lin.id)).toHaveLength(1);
});

test('the key is its own: no other index or hash of the same words is equal, nor that of another installation', () => {
  const [one, other] = [new SecretBox(newSecrets()), new SecretBox(newSecrets())];
  const index = one.senderIndex('a session').toString('hex');
  expect(one.senderIndex('a session').toString('hex')).toBe(index);
  const others = [
    one.index('', 'a session'),
    one.index('senders of stamps', 'a session'),
    one.codeMac('a session'),
    one.tokenHash('a session'),
    other.senderIndex('a session'),
  ];
  expect(others.map((bytes) => bytes.toString('hex').slice(0, 32))).not.toContain(index);
});

test('a refused try says why, when, where and from where, and nothing that was typed', async () => {
  const shift = await shiftOf(t, county);
  const lin = await newcomer('林拒', shift);
  await scan(t, lin, shift, 'out', hours('09:10'));
  const wrong = {
    kind: 'short_code',
    code: '000000',
    direction: 'in',
    scanned_at: t.now.toISOString(),
    offline: false,
  };
  await t.post(lin, '/api/check-ins', { ...wrong, shift_id: shift.id });
  await scan(t, lin, shift, 'in', hours('09:11'));
  await scan(t, lin, shift, 'in', hours('09:12'));
  const said = { shift_id: shift.id, is_late: false };
  expect(await refusedOf(lin.id)).toEqual([
    { ...said, direction: 'out', way: 'rotating_code', reason: 'records.not_checked_in' },
    { ...said, direction: 'in', way: 'short_code', reason: 'records.code_expired' },
    { ...said, direction: 'in', way: 'rotating_code', reason: 'records.already_checked_in' },
  ]);
  const rows = await t.rows<{ row: string; sender_index: Buffer; at: Date }>(
    sql`select r::text as row, sender_index, at from refused_stamps r where person_id = ${lin.id} order by id`,
  );
  expect(rows.map(({ sender_index }) => sender_index)).toEqual(Array(3).fill(await indexOf(lin.id)));
  expect(rows.map(({ at }) => at)).toEqual([hours('09:10'), hours('09:10'), hours('09:12')]);
  expect(rows.map(({ row }) => row).join()).not.toContain('000000');
});

test('a refused scan sent later is kept as late; a card that is nobody’s is the try of whoever stands at the desk', async () => {
  const shift = await shiftOf(t, county);
  const stranger = await t.volunteer('林外', county);
  await scan(t, stranger, shift, 'in', hours('09:00'), hours('10:00'));
  expect(await refusedOf(stranger.id)).toEqual([
    { shift_id: shift.id, direction: 'in', way: 'rotating_code', reason: 'records.not_signed_up', is_late: true },
  ]);
  const before = (await refusedOf(zhou.id)).length;
  t.now = hours('10:10');
  const url = `/api/shifts/${shift.id}/card-scans`;
  await t.post(zhou, url, { card: 'no card at all', direction: 'in', scanned_at: t.now.toISOString() });
  expect((await refusedOf(zhou.id)).slice(before)).toEqual([
    { shift_id: shift.id, direction: 'in', way: 'card', reason: expect.stringMatching(/\./) as string, is_late: false },
  ]);
  const card = codeAt(t, { kind: 'card', id: stranger.id }, t.now);
  await t.post(zhou, url, { card, direction: 'in', scanned_at: t.now.toISOString() });
  expect((await refusedOf(stranger.id)).at(-1)).toMatchObject({ way: 'card', reason: 'records.not_signed_up' });
});

test('an accepted check-in sends as many statements as before: one of its own for the stamp, none for its sender', async () => {
  const shift = await shiftOf(t, county);
  const lin = await newcomer('林数', shift);
  const texts: string[] = [];
  const pool = t.services.pool;
  const query = pool.query.bind(pool);
  pool.query = ((...given: Parameters<typeof query>) => {
    texts.push(String((given[0] as { text?: string }).text ?? given[0]));
    return query(...given);
  }) as typeof pool.query;
  try {
    expect((await scan(t, lin, shift, 'in', hours('09:00'))).status).toBe(200);
  } finally {
    pool.query = query as typeof pool.query;
  }
  expect(texts.filter((text) => /stamp_senders|refused_stamps/.test(text))).toEqual([]);
  expect(texts.filter((text) => text.includes('records_stamp_all'))).toHaveLength(1);
  expect(await senders(lin.id)).toHaveLength(1);
});

test('both are kept for their days and no longer', async () => {
  const shift = await shiftOf(t, county);
  const lin = await newcomer('林期', shift);
  await scan(t, lin, shift, 'out', hours('09:00'));
  await scan(t, lin, shift, 'in', hours('09:00'));
  const after = (days: number): Promise<void> =>
    purgeStampSenders({ ...t.services, clock: () => new Date(hours('09:00').getTime() + days * dayMs) });
  const left = async () => [(await senders(lin.id)).length, (await refusedOf(lin.id)).length];
  await after(30);
  expect(await left()).toEqual([1, 1]);
  await after(30.1);
  expect(await left()).toEqual([1, 0]);
  await after(180);
  expect(await left()).toEqual([1, 0]);
  await after(180.1);
  expect(await left()).toEqual([0, 0]);
  expect(
    await t.rows(sql`select count(*)::int as stamps from attendance_stamps where volunteer_id = ${lin.id}`),
  ).toEqual([{ stamps: 1 }]);
  await scan(t, lin, shift, 'in', hours('09:05'));
  process.env['REFUSED_STAMP_DAYS'] = '2';
  await after(2.1);
  expect(await refusedOf(lin.id)).toEqual([]);
});

test('a refusal stands when it could not be kept', async () => {
  const shift = await shiftOf(t, county);
  const lin = await newcomer('林满', shift);
  await t.rows(sql`alter table refused_stamps rename to refused_stamps_away`);
  try {
    expect((await scan(t, lin, shift, 'out', hours('09:00'))).body).toMatchObject({ code: 'records.not_checked_in' });
  } finally {
    await t.rows(sql`alter table refused_stamps_away rename to refused_stamps`);
  }
});
