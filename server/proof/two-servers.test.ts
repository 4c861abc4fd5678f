import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../app.ts';
import { connect, connectReadOnly, type Database } from '../db/open.ts';
import { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import { sessionCookie } from '../http/load-actor.ts';
import { startJobs } from '../jobs.ts';
import { shiftOf, signUp, type Shift } from '../records/fixtures.ts';
import type { Services } from '../services.ts';
import type { TestPerson } from '../testing/test-app.ts';
import { caughtUp, missADay } from './job-lines.ts';
import { makeWorld, type World } from './world.ts';

/** Two servers with pools and workers of their own on one database: what is decided between them. Sessions, roles and rule books: two-processes.test.ts. */
let world: World;
let second: { app: FastifyInstance; services: Services; pools: Database[] };
let shift: Shift;
beforeAll(async () => {
  world = await makeWorld({ now: new Date('2026-11-21T04:00:00Z') });
  const { t } = world;
  const writing = connect(t.database.connection as Parameters<typeof connect>[0], { max_connections: 6 });
  const reading = connectReadOnly(writing, { max_connections: 4 });
  const services: Services = { ...t.services, pool: writing.pool, reader: new Reader(reading.pool) };
  second = { app: await buildApp(services), services, pools: [reading, writing] };
  shift = await shiftOf(t, world.county, { day: '2026-11-21', from: '12:00', to: '15:00' });
});
afterAll(async () => {
  await second.app.close();
  for (const pool of second.pools) await pool.close();
  await world.t.close();
});

type Answer = { readonly status: number; readonly body: Record<string, unknown> };
async function ask(
  app: FastifyInstance,
  who: TestPerson | null,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  payload?: object,
  key: string = randomUUID(),
): Promise<Answer> {
  const answer = await app.inject({
    method,
    url,
    headers: method === 'GET' ? {} : { 'idempotency-key': key },
    ...(who === null ? {} : { cookies: { [sessionCookie]: who.token } }),
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, body: answer.json() as Record<string, unknown> };
}
const here = (): FastifyInstance => world.t.app;
const there = (): FastifyInstance => second.app;

test('the same request at both: one answer, one row; with another body it is refused there too', async () => {
  const key = randomUUID();
  const body = { kind: 'team', name_zh: '两边同时建的队', parent_id: world.county.id, founded_on: '2026-11-01' };
  const answers = await Promise.all(
    [here(), there(), here(), there()].map((app) => ask(app, world.chief, 'POST', '/api/organizations', body, key)),
  );
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
  expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
  expect(await world.t.rows(sql`select id from organizations where name_zh = '两边同时建的队'`)).toHaveLength(1);
  expect(
    await ask(there(), world.chief, 'POST', '/api/organizations', { ...body, name_zh: '另一队' }, key),
  ).toMatchObject({ status: 409, body: { code: 'core.request_key_reused' } });
});

test('a holiday written at one is a holiday at the other', async () => {
  const day = '2026-12-17';
  const written = await ask(here(), world.chief, 'PUT', `/api/holidays/${day}`, {
    name: '校庆',
    is_off: true,
    source: '溪发〔2026〕2号',
  });
  expect(written.status, JSON.stringify(written.body)).toBe(200);
  expect(
    JSON.stringify((await ask(there(), world.chief, 'GET', '/api/holidays?from=2026-12-01&until=2026-12-31')).body),
  ).toContain('校庆');
});

test('guesses are counted together: ten here leave none there', async () => {
  const lin = await world.t.volunteer('林猜', world.county);
  await signUp(world.t, shift, [lin], world.county);
  const guess = (app: FastifyInstance) =>
    ask(app, lin, 'POST', '/api/check-ins', {
      kind: 'short_code',
      shift_id: shift.id,
      code: '000000',
      direction: 'in',
      scanned_at: world.t.now.toISOString(),
    });
  for (let tries = 0; tries < 5; tries += 1)
    for (const app of [here(), there()]) expect((await guess(app)).status).not.toBe(429);
  for (const app of [here(), there()])
    expect(await guess(app)).toMatchObject({ status: 429, body: { code: 'core.too_many_requests' } });
  const stranger = (app: FastifyInstance) =>
    app.inject({ url: '/api/verify/AAAA-BBBB', remoteAddress: '198.51.100.7' });
  for (let tries = 0; tries < 15; tries += 1)
    for (const app of [here(), there()]) expect((await stranger(app)).statusCode).toBe(404);
  expect([(await stranger(here())).statusCode, (await stranger(there())).statusCode]).toEqual([429, 429]);
});

test('every job runs once, though two workers catch up on a day that both missed', async () => {
  await missADay(world.t.database.owner);
  const workers = await Promise.all([startJobs(world.t.services), startJobs(second.services)]);
  const done = (await caughtUp(world.t.database.owner))
    .filter(({ line }) => line === 'done')
    .map(({ job, at }) => `${job} ${at}`);
  for (const worker of workers) await worker.stop();
  expect(done.length).toBeGreaterThan(200); // the fold alone, every five minutes
  expect(done.filter((run, place) => done.indexOf(run) !== place)).toEqual([]);
  expect(done.filter((run) => run.startsWith('purge_attempts')).length).toBeGreaterThan(20);
}, 180_000);
