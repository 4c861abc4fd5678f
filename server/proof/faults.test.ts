import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../domain/id.ts';
import { codeText, stepAt } from '../../domain/rotating-code.ts';
import { openDatabase, type Database } from '../db/open.ts';
import { Reader } from '../db/reader.ts';
import { loadSecrets } from '../env.ts';
import { sessionCookie } from '../http/load-actor.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import { hmacOf } from '../records/check-in.ts';
import { verifyRecords } from '../records/verify-records.ts';
import { SecretBox } from '../secret-box.ts';
import { killDatabase, startProcess, type ServerProcess } from './server-process.ts';

/** PROOF=all sends the 10,000 check-ins of the long run; otherwise a few hundred. */
const people = process.env['PROOF'] === 'all' ? 10_000 : 120;
const directory = mkdtempSync(join(tmpdir(), 'qingzhi-faults-'));
let server: ServerProcess;
beforeAll(async () => { server = await startProcess({ DATA_DIR: directory }); }, 120_000);
afterAll(async () => {
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
}, 60_000);

type Person = { readonly id: string; readonly token: string; readonly key: string };
type Crowd = { readonly shift: string; readonly people: readonly Person[] };

async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ data_dir: directory });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** A shift that runs now, and people with seats who are signed in. */
async function gather(): Promise<Crowd> {
  const secrets = new SecretBox(loadSecrets(directory));
  const now = new Date();
  const crowd = Array.from({ length: people }, () => ({ id: newId(now), token: randomUUID(), key: randomUUID() }));
  const [project, activity, shift] = [newId(now), newId(now), newId(now)];
  await withDatabase(async ({ pool }) => {
    const { rows: [place] } = await pool.query<{ id: string; path: string }>('select id, path from organizations order by ordinal limit 1');
    const ids = crowd.map(({ id }) => id);
    await pool.query('insert into persons (id, name, birth_date, created_at) select id, \'测试\', \'1990-01-01\', now() from unnest($1::uuid[]) id', [ids]);
    await pool.query('insert into accounts (id, person_id, created_at) select id, id, now() from unnest($1::uuid[]) id', [ids]);
    await pool.query(`insert into sessions (token_hash, id, account_id, person_id, created_at, last_seen_at, expires_at)
      select hash, gen_random_uuid(), id, id, now(), now(), now() + interval '1 day' from unnest($1::uuid[], $2::bytea[]) as t (id, hash)`, [ids, crowd.map(({ token }) => secrets.tokenHash(token))]);
    await pool.query(`insert into volunteers (id, number, organization_id, organization_path, source, registered_at) select id, id::text, $2, $3, 'self', now() from unnest($1::uuid[]) id`, [ids, place?.id, place?.path]);
    await pool.query(`insert into projects (id, organization_id, organization_path, title, category, created_by, created_at) values ($1, $2, $3, '清水', 'ecology', $1, now())`, [project, place?.id, place?.path]);
    await pool.query(`insert into activities (id, project_id, organization_id, organization_path, title, category, place, risk_statement, leader_id, starts_at, ends_at, created_by, created_at, published_at)
      values ($1, $2, $3, $4, '江边清洁', 'ecology', '码头', '湿滑', $1, now() - interval '10 minutes', now() + interval '2 hours', $1, now(), now())`, [activity, project, place?.id, place?.path]);
    await pool.query(`insert into shifts (activity_id, id, starts_at, ends_at, capacity) values ($1, $2, now() - interval '10 minutes', now() + interval '2 hours', $3)`, [activity, shift, people]);
    await pool.query(`insert into sign_ups (volunteer_id, id, activity_id, shift_id, organization_path, shift_starts_at, shift_ends_at, place, queue_number, signed_up_at)
      select id, gen_random_uuid(), $2, $3, $4, now() - interval '10 minutes', now() + interval '2 hours', 'seat', 1, now() from unnest($1::uuid[]) id`, [ids, activity, shift, place?.path]);
  });
  return { shift, people: crowd };
}

/** A phone sends again what it sent: the same key with the same body. */
const scans = new Map<string, string>();

function scanOf(shift: string): string {
  const now = new Date();
  const code = codeText({ kind: 'shift', id: shift }, stepAt(now), hmacOf(new SecretBox(loadSecrets(directory))));
  return JSON.stringify({ kind: 'rotating_code', code, direction: 'in', scanned_at: now.toISOString(), offline: true });
}

/** Null where no answer came. */
async function checkIn(person: Person, shift: string): Promise<number | null> {
  const body = scans.get(person.key) ?? scanOf(shift);
  scans.set(person.key, body);
  const answer = await fetch(`${server.address}/api/check-ins`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': person.key, cookie: `${sessionCookie}=${person.token}` },
    body,
  }).catch(() => null);
  return answer?.status ?? null;
}

/** Sixteen at a time until the signal; who was told "done" is in the answer. */
async function rush(crowd: Crowd, onAnswer: (acknowledged: number) => void): Promise<{ acknowledged: Set<string>; statuses: Map<number | null, number> }> {
  const waiting = [...crowd.people];
  const acknowledged = new Set<string>();
  const statuses = new Map<number | null, number>();
  await Promise.all(Array.from({ length: 16 }, async () => {
    for (let person = waiting.shift(); person !== undefined; person = waiting.shift()) {
      const status = await checkIn(person, crowd.shift);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status === 200) acknowledged.add(person.id);
      onAnswer(acknowledged.size);
    }
  }));
  return { acknowledged, statuses };
}

async function stamps(shift: string): Promise<Map<string, number>> {
  return withDatabase(async ({ pool }) => {
    const { rows } = await pool.query<{ volunteer_id: string; count: number }>('select volunteer_id, count(*) as count from attendance_stamps where shift_id = $1 group by 1', [shift]);
    return new Map(rows.map((row) => [row.volunteer_id, row.count]));
  });
}

test.each(['the server', 'the database', 'both'] as const)('kill -9 of %s in the middle of check-ins: every acknowledged one is there once, the rest can be sent again, and verify is green', async (victim) => {
  const crowd = await gather();
  let struck = false;
  const { acknowledged, statuses } = await rush(crowd, (count) => {
    if (struck || count < people / 3) return;
    struck = true;
    if (victim !== 'the server') killDatabase(directory);
    if (victim !== 'the database') server.child.kill('SIGKILL');
  });
  expect(struck).toBe(true);
  expect(acknowledged.size).toBeLessThan(people);
  // While the database is away the answer is "busy", never a fault of ours
  expect([...statuses.keys()].filter((status) => ![200, 503, null].includes(status))).toEqual([]);
  if (victim === 'the database') await server.kill();
  await sleep(300);
  server = await startProcess({ DATA_DIR: directory });

  const found = await stamps(crowd.shift);
  expect([...acknowledged].filter((id) => found.get(id) !== 1)).toEqual([]);
  const again = await rush(crowd, () => undefined);
  expect([...again.statuses.keys()]).toEqual([200]);
  const after = await stamps(crowd.shift);
  expect([after.size, Math.max(...after.values())]).toEqual([people, 1]);
  await withDatabase(async ({ pool }) => {
    expect((await verifyLedger(new Reader(pool))).faults).toEqual([]);
    expect(await verifyRecords(new Reader(pool))).toEqual([]);
  });
}, 180_000);

test('a second server on one data directory joins; both serve one truth, and the first to stop leaves the other running', async () => {
  const second = await startProcess({ DATA_DIR: directory });
  const crowd = await gather();
  const [person] = crowd.people;
  if (person === undefined) throw new Error('a person was expected');
  expect(await checkIn(person, crowd.shift)).toBe(200);
  const me = await fetch(`${second.address}/api/my/check-ins`, { headers: { cookie: `${sessionCookie}=${person.token}` } });
  expect(await me.text()).toContain('"state":"checked_in"');
  await second.stop();
  expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
}, 120_000);
