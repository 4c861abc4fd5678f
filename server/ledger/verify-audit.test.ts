import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../domain/id.ts';
import { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import { verifyBooks } from '../records/service/verify-books.ts';
import { testApp, type TestApp, type TestPerson } from '../testing/test-app.ts';
import { firstIdOf, sealAudit } from './seal-audit.ts';
import { sealLedger } from './seal-ledger.ts';
import { verifyAudit } from './verify-audit.ts';
import { verifyLedger } from './verify-ledger.ts';
import type { Fault } from './fault.ts';

/** Whoever holds the database can change an audit event, but no longer unseen once its day is sealed. */
let t: TestApp & { close(): Promise<void> };
let chief: TestPerson;
const day = 86_400_000;

beforeAll(async () => {
  t = await testApp({ now: new Date('2026-03-05T02:00:00Z') }); // 10:00 in Shanghai
  const county = await t.organization('云汀县', null, { kind: 'county', level: 'county' });
  chief = await t.person('总管', [
    { permissions: ['organizations.manage', 'organizations.read', 'accounts.grant'], at: county },
  ]);
  const act = async (name: string): Promise<void> => {
    const made = await t.post(chief, '/api/organizations', {
      kind: 'team',
      name_zh: name,
      parent_id: county.id,
      founded_on: '2026-01-01',
    });
    expect(made.status, JSON.stringify(made.body)).toBe(200);
    t.now = new Date(t.now.getTime() + 1);
  };
  for (const name of ['一队', '二队', '三队']) await act(name);
  t.now = new Date('2026-03-05T15:59:59.999Z'); // the last millisecond of the day
  await act('四队');
  t.now = new Date('2026-03-05T16:00:00Z'); // the first of the next
  await act('五队');
  t.now = new Date('2026-03-05T16:50:00Z');
});
afterAll(async () => {
  await t.close();
});

const events = () => t.rows<{ id: string }>(sql`select id from audit_events order by id`);

/** Changes beneath the application, looked at and taken back. */
async function planted(
  plant: string,
  look: (reader: Reader) => Promise<readonly Fault[]> = verifyAudit,
): Promise<string[]> {
  const client = await t.database.owner.connect();
  try {
    await client.query('begin');
    await client.query(plant);
    return (await look(new Reader(client))).map((fault) => `${fault.check}: ${fault.where} ${fault.says}`);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

test('the first night seals all events of the days before, once; the ledger’s seal of that night holds its root, for all to see', async () => {
  expect(await verifyAudit(t.services.reader)).toEqual([]);
  const first = await sealAudit(t.services.pool, t.now);
  expect(first).toMatchObject({ number: 1, event_count: 4, until_id: firstIdOf(new Date('2026-03-05T16:00:00Z')) });
  expect(await sealAudit(t.services.pool, t.now)).toBeNull();
  const published = await sealLedger(t.services.pool, t.now);
  expect(published?.audit_root).toBe(first?.root);
  const { body } = await t.get<{ rows: { audit_root: string }[] }>(null, '/api/seals');
  expect(body.rows[0]?.audit_root).toBe(first?.root);
  expect((await verifyLedger(t.services.reader)).faults).toEqual([]);
  expect((await verifyBooks(t.database.pool)).faults).toEqual([]);
  const second = await sealAudit(t.services.pool, new Date(t.now.getTime() + day));
  expect(second).toMatchObject({ number: 2, event_count: 1, previous_root: first?.root });
  expect(await sealAudit(t.services.pool, new Date(t.now.getTime() + 2 * day))).toMatchObject({
    number: 3,
    event_count: 0,
    previous_root: second?.root,
  });
  expect(await verifyAudit(t.services.reader)).toEqual([]);
});

const columns: Readonly<Record<string, string>> = {
  at: "at + interval '1 microsecond'",
  actor_person_id: 'gen_random_uuid()',
  permission: "coalesce(permission, '') || '.'",
  action: "'organizations.rename'",
  subject_type: "subject_type || 's'",
  subject_id: "subject_id || '0'",
  organization_path: "coalesce(organization_path, '') || '9/'",
  before: `'{"name":"另一队"}'`,
  after: 'after || \'{"more":1}\'',
  reason: "'别的理由'",
  request_id: "request_id || '1'",
};
describe('an event of a sealed day', () => {
  test('has no column that is not sealed', async () => {
    const found = await t.rows<{ name: string }>(
      sql`select column_name::text as name from information_schema.columns where table_name = 'audit_events' and table_schema = 'public'`,
    );
    expect(found.map(({ name }) => name).sort()).toEqual(['id', ...Object.keys(columns)].sort());
  });
  test.each(Object.entries(columns))('%s changed is named', async (column, value) => {
    const id = (await events())[1]?.id;
    expect(await planted(`update audit_events set ${column} = ${value} where id = '${id}'`)).toEqual([
      `audit: event ${id} was changed after seal 1`,
    ]);
  });
  test('emptied, removed, or given another id is named', async () => {
    const [one, two] = await events();
    expect(await planted(`update audit_events set actor_person_id = null where id = '${one?.id}'`)).toEqual([
      `audit: event ${one?.id} was changed after seal 1`,
    ]);
    expect(await planted(`delete from audit_events where id = '${two?.id}'`)).toEqual([
      `audit: event ${two?.id} was removed after seal 1`,
    ]);
    const moved = newId(new Date('2026-03-05T02:00:00Z'));
    expect(await planted(`update audit_events set id = '${moved}' where id = '${one?.id}'`)).toEqual(
      expect.arrayContaining([
        `audit: event ${one?.id} was removed after seal 1`,
        `audit: event ${moved} was put in after its day was sealed`,
      ]),
    );
  });
  test('put in later is named, also with an id that no seal reaches', async () => {
    const insert = (id: string, at: string) =>
      `insert into audit_events (id, at, action, subject_type, subject_id, request_id) values ('${id}', '${at}', 'organizations.found', 'organization', 'x', 'x')`;
    const late = newId(new Date('2026-03-05T09:00:00Z'));
    expect(await planted(insert(late, '2026-03-05T09:00:00Z'))).toEqual([
      `audit: event ${late} was put in after its day was sealed`,
    ]);
    const far = 'ffffffff-ffff-7fff-bfff-ffffffffffff';
    expect(await planted(insert(far, '2026-03-05T09:00:00Z'))).toEqual([
      `audit: event ${far} does not bear the moment of its id`,
    ]);
  });
});

test('hashed anew or taken out with its seal line, the seal no longer holds; a seal written anew no longer fits the published one', async () => {
  const id = (await events())[1]?.id;
  const hidden = `delete from audit_events where id = '${id}'; delete from audit_sealed_events where event_id = '${id}'`;
  expect(await planted(hidden)).toEqual([
    'audit_seal: audit seal 1 its root does not match its events: 4 were sealed, 3 stand there',
  ]);
  expect(await planted(`update audit_sealed_events set hash = sha256(hash) where event_id = '${id}'`)).toEqual([
    `audit: event ${id} was changed after seal 1`,
    expect.stringContaining('audit_seal: audit seal 1'),
  ]);
  expect(await planted('delete from audit_seals where number = 2')).toEqual(
    expect.arrayContaining(['audit_seal: audit seal 3 does not continue the seal before it']),
  );
  const rewritten = `${hidden}; delete from audit_sealed_events; delete from audit_seals`;
  expect(await planted(rewritten)).toEqual([
    'audit_seal: seal 1 holds the root of an audit seal that does not stand any more',
  ]);
  const forgedToo = `${rewritten}; update ledger_seals set audit_root = repeat('0', 64)`;
  expect(await planted(forgedToo, async (reader) => (await verifyLedger(reader)).faults)).toEqual([
    expect.stringContaining('its root does not match its heads'),
  ]);
});

test('an event of today is not sealed yet', async () => {
  t.now = new Date('2026-03-09T02:00:00Z');
  expect(
    (
      await t.post(chief, '/api/roles', {
        organization_id: (await t.rows<{ id: string }>(sql`select id from organizations limit 1`))[0]?.id,
        name_zh: '今天',
        name_en: 'today',
        permissions: ['organizations.read'],
      })
    ).status,
  ).toBe(200);
  const last = (await events()).at(-1)?.id;
  expect(await planted(`update audit_events set reason = '改了' where id = '${last}'`)).toEqual([]);
});
