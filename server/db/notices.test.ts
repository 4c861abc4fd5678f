import { afterAll, beforeAll, expect, test } from 'vitest';
import { noticesTo } from './notices.ts';
import type { Database } from './open.ts';
import { Reader } from './reader.ts';
import { sql, type Sql } from './sql.ts';
import { testDatabase } from '../testing/test-database.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const now = new Date('2026-11-30T05:00:00Z');
const [one, other] = ['01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002'];

type Row = { person_id: string; kind: string; params: object; link: string | null; at: Date };
type Reached = { person_id: string; in_app: boolean; is_read: boolean; sms_due_at: Date | null };

async function written(statement: Sql): Promise<Row[]> {
  const reader = new Reader(database.pool);
  await reader.all(sql`delete from notices`);
  await reader.all(statement);
  return reader.all(sql`select person_id, kind, params, link, at from notices order by person_id`);
}

async function reached(statement: Sql): Promise<Reached[]> {
  await written(statement);
  return new Reader(database.pool).all(
    sql`select person_id, in_app, read_at is not null as is_read, sms_due_at from notices order by person_id`,
  );
}

test('to many in one statement: what is known beforehand, and what the query finds', async () => {
  const from = sql`(values (${one}::uuid, '早上'), (${other}::uuid, '下午')) as s (person, part)`;
  const params = { activity: '河道清理', from: sql`part`, reason: '下雨' };
  const message = noticesTo({
    now,
    to: { person: sql`person`, from },
    kind: 'projects.shift_cancelled',
    params,
    subject: other,
  });
  const same = { kind: 'projects.shift_cancelled', link: other, at: now };
  expect(await written(message)).toEqual([
    { person_id: one, ...same, params: { activity: '河道清理', from: '早上', reason: '下雨' } },
    { person_id: other, ...same, params: { activity: '河道清理', from: '下午', reason: '下雨' } },
  ]);
});

test('once to each, however often the query finds them or the list names them', async () => {
  const from = sql`(values (${one}::uuid), (${one}::uuid)) as s (person)`;
  const message = { now, kind: 'accounts.grant_ended', params: { role: '队长' } } as const;
  const right = [{ person_id: one, kind: 'accounts.grant_ended', params: { role: '队长' }, link: null, at: now }];
  expect(await written(noticesTo({ ...message, to: { person: sql`person`, from, once_each: true } }))).toEqual(right);
  expect(await written(noticesTo({ ...message, to: [one, one] }))).toEqual(right);
});

const invited = { now, kind: 'projects.invited', params: { activity: '河道清理', when: '早上' } } as const;
const changed = {
  now,
  kind: 'projects.changed',
  params: { activity: '河道清理', place: '南门', note: '' },
  subject: other,
} as const;
const [shown, phoneToo] = [
  { in_app: true, is_read: false, sms_due_at: null },
  { in_app: true, is_read: false, sms_due_at: now },
];

test('a kind comes as it says until somebody says otherwise, to each of many as each said', async () => {
  const reader = new Reader(database.pool);
  const third = '01900000-0000-7000-8000-000000000003';
  const prefer = (person: string, kind: string, in_app: boolean | null, sms: boolean | null): Promise<unknown> =>
    reader.all(sql`insert into notice_preferences values (${person}, ${kind}, ${in_app}, ${sms}, ${now})`);
  expect(await reached(noticesTo({ ...invited, to: [one] }))).toEqual([{ person_id: one, ...shown }]);
  expect(await reached(noticesTo({ ...changed, to: [one] }))).toEqual([{ person_id: one, ...phoneToo }]);
  await prefer(other, 'projects.invited', false, true);
  await prefer(third, 'projects.invited', false, null);
  expect(await reached(noticesTo({ ...invited, to: [one, other, third] }))).toEqual([
    { person_id: one, ...shown },
    { person_id: other, in_app: false, is_read: true, sms_due_at: now },
  ]);
  // what must come stands in the app, whatever a row of the table says
  await prefer(other, 'projects.changed', false, false);
  expect(await reached(noticesTo({ ...changed, to: [one, other] }))).toEqual([
    { person_id: one, ...phoneToo },
    { person_id: other, ...shown },
  ]);
  await prefer(one, 'accounts.password_set', false, false);
  const alarm = noticesTo({ now, to: [one], kind: 'accounts.password_set', params: { device: '手机' } });
  expect(await reached(alarm)).toEqual([{ person_id: one, ...phoneToo }]);
});

test('kinds of different channels are not written by one statement', () => {
  const kind = { of: ['projects.invited', 'projects.promoted'], as: sql`kind` } as const;
  const to = { person: sql`person`, from: sql`people` };
  expect(() => noticesTo({ now, to, kind, params: { activity: '河道清理', when: '早上' } })).toThrow(
    'projects.invited,projects.promoted go by different channels: write each by itself',
  );
});

test('what a kind does not say does not compile', () => {
  const to = { now, to: [one] };
  noticesTo({ ...to, kind: 'projects.leads', params: { activity: '河道清理' }, subject: other });
  // @ts-expect-error nobody declares it
  expect(() => noticesTo({ ...to, kind: 'projects.nothing', params: {} })).toThrow();
  // @ts-expect-error which activity?
  noticesTo({ ...to, kind: 'projects.leads', params: { activity: '河道清理' } });
  // @ts-expect-error the reason is missing
  noticesTo({ ...to, kind: 'projects.ended_early', params: { activity: '河道清理' } });
  // @ts-expect-error nothing shows the number
  noticesTo({ ...to, kind: 'projects.ended_early', params: { activity: '河道清理', reason: '下雨', number: 3 } });
  // @ts-expect-error a count is a number
  noticesTo({ ...to, kind: 'projects.wait_ended_long_day', params: { activity: '河道清理', to: '', hours: '8' } });
});
