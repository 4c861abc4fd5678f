import { directoryStore } from '../../attachments/directory-store.ts';
/**
 * An installation of the baseline goes on with the version of today. The backup beside this file was made by `npm run backup` on a
 * small demonstration of 30 November 2026, with its keys, which open nothing else. It is never made again: that is what it is for.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { permissions } from '../../../domain/permissions.ts';
import { buildApp } from '../../app.ts';
import { migrate, readMigrations } from '../../db/migrate.ts';
import type { Database } from '../../db/open.ts';
import { restore } from '../../db/restore.ts';
import { readEnvironment } from '../../env.ts';
import { verifyPlatform } from '../../evidence/verify-platform.ts';
import { prepareJobs } from '../../jobs.ts';
import { loadSecrets } from '../../security/secrets-file.ts';
import { SecretBox } from '../../security/secret-box.ts';
import { openServices, type OpenServices } from '../../start.ts';
import { addressesOf } from '../../testing/test-copies.ts';
import { testDatabase } from '../../testing/test-database.ts';

const beside = (name: string): string => join(import.meta.dirname, name);
const sha256 = (file: string): string =>
  createHash('sha256')
    .update(readFileSync(beside(file)))
    .digest('hex');

let database: Database;
let directory: string;
let opened: OpenServices;
let app: FastifyInstance;

beforeAll(async () => {
  database = await testDatabase();
  await database.owner.query(
    'drop schema public cascade; drop schema graphile_worker cascade; create schema public; grant usage on schema public to public',
  );
  directory = mkdtempSync(join(tmpdir(), 'qingzhi-upgrade-'));
  copyFileSync(beside('2026-11-30.secrets.json'), join(directory, 'secrets.json'));
  const secrets = new SecretBox(loadSecrets(directory));
  const keys = secrets.index('backup', 'keys').toString('base64url');
  const file = beside('2026-11-30.backup.gz');
  const store = directoryStore(join(directory, 'attachments'));
  await restore({ pool: database.owner, store, file, keys, secrets, now: new Date(), prepareJobs });
  opened = await openServices(readEnvironment({ DATA_DIR: directory, ...addressesOf(database) }), () => undefined);
  app = await buildApp(opened.services);
});
afterAll(async () => {
  await app.close();
  await opened.close();
  await database.close();
  rmSync(directory, { recursive: true });
});

test('the backup is the one that was committed, and small', () => {
  expect(sha256('2026-11-30.backup.gz')).toBe('a52bb2341ec6c315bce44e80fa162ead2265b841e4fbca76e5c0e2355d150fac');
  expect(sha256('2026-11-30.secrets.json')).toBe('5f6136f16e23a29a44ae072538823aace7e011e957a0d28252d82a4af50e71f1');
  expect(readFileSync(beside('2026-11-30.backup.gz')).length).toBeLessThan(5_000_000);
});

test('its books hold, up to the root that was sealed then', async () => {
  const root = 'd7198ebb0e14ab88feff0e40140a2c946dfee0b5984e5a6273b96d19f9571eaa';
  expect(await verifyPlatform(opened.services, [{ sealed_on: '2026-11-30', root }])).toMatchObject({
    transfers: 110,
    chains: 83,
    seals: 1,
    faults: [],
  });
});

test('nobody and nothing was lost', async () => {
  const { rows } = await database.owner.query(`
    select (select count(*)::int from persons) as persons, (select count(*)::int from volunteers) as volunteers,
      (select count(*)::int from sign_ups) as sign_ups, (select count(*)::int from service_records) as service_records,
      (select count(*)::int from role_grants) as role_grants, (select sum(balance)::int from ledger_accounts) as balances`);
  expect(rows).toEqual([
    { persons: 251, volunteers: 187, sign_ups: 180, service_records: 110, role_grants: 158, balances: 17_083 },
  ]);
});

test('the administrator has every permission of today', async () => {
  const { rows } = await database.owner.query<{ permissions: string[] }>(
    "select permissions from roles where ready_role = 'administrator'",
  );
  expect(rows.map((row) => [...row.permissions].sort())).toEqual([[...permissions].sort()]);
});

/** Everything here is invented, so anybody signs in with one tap. */
async function signIn(title: string): Promise<(url: string) => Promise<{ status: number; body: unknown }>> {
  const people = (await app.inject('/api/sign-in/demonstration-people')).json<{
    rows: { person_id: string; title_zh: string }[];
  }>();
  const one = people.rows.find((row) => row.title_zh.includes(title));
  const answer = await app.inject({
    method: 'POST',
    url: '/api/sign-in/demonstration',
    headers: { 'idempotency-key': `as ${title} of the fixture` },
    payload: { person_id: one?.person_id },
  });
  expect(answer.statusCode, title).toBe(200);
  const cookies = Object.fromEntries(answer.cookies.map(({ name, value }) => [name, value]));
  return async (url) => {
    const read = await app.inject({ url, cookies });
    return { status: read.statusCode, body: read.json<unknown>() };
  };
}

test('a volunteer of then signs in and finds the hours, the card and what was signed up for', async () => {
  const read = await signIn('服务一年');
  expect(await read('/api/my/hours')).toMatchObject({
    status: 200,
    body: { credit_minutes: 1489, honorary_minutes: 150 },
  });
  for (const url of ['/api/me', '/api/me/home', '/api/me/card', '/api/me/sign-ups', '/api/me/volunteer'])
    expect((await read(url)).status, url).toBe(200);
});

test.each(['团天台县委 干事', '平台管理员', '队长'])('%s of then finds the desk', async (title) => {
  const read = await signIn(title);
  for (const url of ['/api/me', '/api/confirmations', '/api/volunteers', '/api/projects', '/api/activities'])
    expect([200, 403], url).toContain((await read(url)).status);
  expect((await read('/api/me')).status).toBe(200);
});

test('the next start changes nothing', async () => {
  expect(await migrate(database.owner)).toEqual([]);
});

test('a migration that holds on an empty database alone fails here', async () => {
  const planted = { name: '2099-01-01T00-00-planted.sql', hash: 'x' };
  const sql = 'alter table volunteers add column planted int not null';
  await expect(migrate(database.owner, [...readMigrations(), { ...planted, sql }])).rejects.toThrow(
    /planted\.sql failed and left nothing behind.*contains null values/,
  );
});
