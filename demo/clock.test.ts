import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../server/app.ts';
import { addressOf } from '../server/testing/test-copies.ts';
import { sessionCookie } from '../server/http/load-actor.ts';
import { prepareJobs } from '../server/jobs.ts';
import type { Job } from '../server/services.ts';
import { jobs } from '../server/nouns.ts';
import { openServices } from '../server/start.ts';
import { testApp, type TestApp, type TestPerson } from '../server/testing/test-app.ts';
import { addClock, clockAddress } from './clock-routes.ts';
import { DemonstrationClock, firesBetween, targetOf } from './clock.ts';

let t: TestApp & { close(): Promise<void> };
let clock: DemonstrationClock;
let app: Awaited<ReturnType<typeof buildApp>>;
let visitor: TestPerson;
const ran: string[] = [];
const daily = (name: string, cron: string): Job => ({
  name,
  title: { zh: name, en: name },
  cron,
  run: async (services) => {
    ran.push(`${name} ${services.clock().toISOString().slice(0, 16)}`);
  },
});

beforeAll(async () => {
  t = await testApp({ now: new Date() });
  await prepareJobs(t.database.pool);
  clock = await DemonstrationClock.open(t.database.pool);
  const services = { ...t.services, clock: clock.now };
  app = await buildApp(services);
  app.get('/a-page', (_, reply) =>
    reply
      .type('text/html')
      .header('etag', 'x')
      .send(Readable.from(['<html><head><title>青志</title></head></html>'])),
  );
  addClock(app, services, clock);
  visitor = await t.volunteer('林晓禾', await t.organization('临溪县', null, { kind: 'county' }));
  await t.database.owner.query("update sessions set expires_at = now() + interval '8 hours'");
});
afterAll(async () => {
  await app.close();
  await t.close();
});

const ask = (method: 'GET' | 'PUT', url: string, body?: object, headers: Record<string, string> = {}) =>
  app.inject({
    method,
    url,
    headers,
    cookies: { [sessionCookie]: visitor.token },
    ...(body === undefined ? {} : { payload: body }),
  });
const move = (to: string, headers: Record<string, string> = {}) => ask('PUT', clockAddress, { to }, headers);
const isSignedIn = async (): Promise<unknown> => (await ask('GET', '/api/me')).json<{ signed_in: boolean }>().signed_in;

test('a moment of Shanghai or a while is understood, all else is not', () => {
  const now = new Date('2026-11-29T10:00:00Z');
  const table: [string, string | null][] = [
    ['2026-12-31 23:58', '2026-12-31T15:58:00.000Z'],
    ['2026-12-31T23:58', '2026-12-31T15:58:00.000Z'],
    ['2027-01-01', '2027-01-01T00:00:00.000Z'],
    ['+7d', '2026-12-06T10:00:00.000Z'],
    ['+90m', '2026-11-29T11:30:00.000Z'],
    ['+3h', '2026-11-29T13:00:00.000Z'],
    ['-1d', null],
    ['7d', null],
    ['tomorrow', null],
    ['2026-13-01', null],
    ['', null],
  ];
  expect(table.map(([text]) => [text, targetOf(text, now)?.toISOString() ?? null])).toEqual(table);
});

test('each night between is lived at its own hour, what comes every few minutes once a day', () => {
  const list = [daily('seal', '10 17 * * *'), daily('fold', '*/5 * * * *')];
  const shown = (thin: boolean) =>
    firesBetween(list, Date.parse('2026-12-30T16:00:00Z'), Date.parse('2027-01-01T16:30:00Z'), thin).map(
      ({ at, job }) => `${job.name} ${new Date(at).toISOString().slice(0, 16)}`,
    );
  expect(shown(true)).toEqual([
    'seal 2026-12-30T17:10',
    'fold 2026-12-30T23:55',
    'seal 2026-12-31T17:10',
    'fold 2026-12-31T23:55',
    'fold 2027-01-01T16:30',
  ]);
  expect(shown(false).filter((line) => line.startsWith('seal'))).toEqual([
    'seal 2026-12-30T17:10',
    'seal 2026-12-31T17:10',
  ]);
  expect(shown(false)).toHaveLength(2 + 48 * 12 + 6);
});

test('the jobs run with the clock at their hour, in order', async () => {
  const before = clock.now();
  const target = new Date(Math.ceil(before.getTime() / 86_400_000 + 3) * 86_400_000); // midnight of UTC
  const moved = await clock.moveTo(target, { ...t.services, clock: clock.now }, [daily('seal', '10 17 * * *')]);
  expect(moved).toEqual({ nights: expect.any(Number) as number, jobs: ran.length });
  expect(ran.length).toBeGreaterThanOrEqual(3);
  expect(ran.map((line) => line.slice(-5))).toEqual(ran.map(() => '17:10'));
  expect([...ran].sort()).toEqual(ran);
  expect(Math.abs(clock.now().getTime() - target.getTime())).toBeLessThan(60_000);
});

test('a month goes by with the real jobs: whoever is signed in stays so, pages and interfaces agree on the day', async () => {
  expect(await isSignedIn()).toBe(true);
  const from = clock.now();
  const moved = (await move('+30d')).json<{ now: string; nights: number; jobs: number }>();
  expect([Math.round((Date.parse(moved.now) - from.getTime()) / 86_400_000), moved.nights]).toEqual([30, 30]);
  expect(await isSignedIn()).toBe(true);
  const { rows } = await t.database.owner.query<{ identifier: string }>(
    'select identifier from graphile_worker._private_known_crontabs where last_execution > $1',
    [from],
  );
  const timed = jobs.filter((job) => job.cron !== undefined).map((job) => job.name);
  expect(rows.map((row) => row.identifier).sort()).toEqual([...timed].sort());
  const page = await ask('GET', '/a-page', undefined, { accept: 'text/html' });
  const ahead = Number(/demonstration-clock\.js\?ahead=(\d+)/.exec(page.body)?.[1]);
  expect(Math.abs(ahead - (Date.parse(moved.now) - Date.now()))).toBeLessThan(60_000);
  expect([page.headers.etag, page.headers['content-length']]).toEqual([
    undefined,
    String(Buffer.byteLength(page.body)),
  ]);
  expect((await ask('GET', '/assets/demonstration-clock.js')).body).toContain('演示时间');
  // It is the same after a restart
  expect(
    Math.abs((await DemonstrationClock.open(t.database.pool)).now().getTime() - clock.now().getTime()),
  ).toBeLessThan(1000);
});

test('only forward, only so far, only by whoever sits at the machine', async () => {
  const before = clock.ahead;
  const refused = async (to: string, headers: Record<string, string> = {}) => {
    const answer = await move(to, headers);
    return [answer.statusCode, answer.json<{ code: string }>().code];
  };
  expect(await refused('2026-01-01 08:00')).toEqual([409, 'demonstration.back']);
  expect(await refused('+401d')).toEqual([422, 'demonstration.too_far']);
  expect(await refused('soon')).toEqual([400, 'demonstration.form']);
  expect(await refused('+1d', { 'x-forwarded-for': '203.0.113.7' })).toEqual([403, 'demonstration.elsewhere']);
  expect(await refused('+1d', { origin: 'https://example.com' })).toEqual([403, 'demonstration.elsewhere']);
  expect((await ask('GET', clockAddress, undefined, { 'x-forwarded-for': '203.0.113.7' })).json()).toMatchObject({
    can: { move: false },
  });
  expect(clock.ahead).toBe(before);
});

test('a real installation has no such clock, not even on a database whose demonstration had one', async () => {
  expect([
    (await t.get(null, clockAddress)).status,
    (await t.put(visitor, clockAddress, { to: '+1d' })).status,
  ]).toEqual([404, 404]);
  const directory = mkdtempSync(join(tmpdir(), 'qingzhi-real-'));
  const other = await testApp();
  await other.database.owner.query(
    'insert into settings (key, value, changed_at) values (\'demonstration_clock\', \'{"ahead_ms": 86400000000, "done_until": 0}\', now())',
  );
  const opened = await openServices(
    {
      port: 0,
      host: '127.0.0.1',
      data_dir: directory,
      database_url: addressOf(other.database.connection),
      database_owner_url: addressOf(other.database.owner_connection),
    },
    () => undefined,
  );
  expect(Math.abs(opened.services.clock().getTime() - Date.now())).toBeLessThan(5000);
  await opened.close();
  await other.close();
  rmSync(directory, { recursive: true });
});
