import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../app.ts';
import { connect } from '../db/open.ts';
import { Reader } from '../db/reader.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import { verifyRecords } from '../records/service/verify-records.ts';
import type { Services } from '../services.ts';
import { sessionCookie } from '../http/load-actor.ts';
import { changes, rowCounts } from './row-counts.ts';
import { recordsRows } from './rows/records.ts';
import { makeWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(async () => {
  await world.t.close();
});

async function ask(
  services: Services,
  method: 'GET' | 'POST',
  url: string,
  payload?: object,
): Promise<{ status: number; code: string }> {
  const app = await buildApp(services);
  try {
    const answer = await app.inject({
      method,
      url,
      cookies: { [sessionCookie]: world.chief.token },
      headers: { 'idempotency-key': 'database-away-1' },
      ...(payload === undefined ? {} : { payload }),
    });
    return { status: answer.statusCode, code: (answer.json() as { code: string }).code };
  } finally {
    await app.close();
  }
}

test('a database that is out of reach is "busy", not a fault of ours', async () => {
  const nowhere = connect({ host: '127.0.0.1', port: 1, user: 'x', database: 'x' });
  const services = { ...world.t.services, pool: nowhere.pool, reader: new Reader(nowhere.pool) };
  expect(await ask(services, 'GET', '/api/organizations/search?words=x')).toMatchObject({
    status: 503,
    code: 'core.busy',
  });
  expect(
    (
      await buildApp(services).then(async (app) => {
        const answer = await app.inject('/healthz');
        await app.close();
        return answer;
      })
    ).statusCode,
  ).toBe(503);
  await nowhere.close();
});

test('a database that answers too slowly is "busy", and nothing is half done', async () => {
  const narrow = connect(world.t.database.connection as Parameters<typeof connect>[0], {
    max_connections: 1,
    timeout_ms: 2_000,
  });
  const held = await narrow.pool.connect();
  const before = await rowCounts(world.t);
  const body = { kind: 'team', name_zh: '等不到的队', parent_id: world.county.id, founded_on: '2026-11-01' };
  expect(await ask({ ...world.t.services, pool: narrow.pool }, 'POST', '/api/organizations', body)).toEqual({
    status: 503,
    code: 'core.busy',
  });
  expect(changes(before, await rowCounts(world.t))).toEqual([]);
  held.release();
  expect((await ask({ ...world.t.services, pool: narrow.pool }, 'POST', '/api/organizations', body)).status).toBe(200);
  await narrow.close();
});

test('a clock that is set back a day breaks no chain: posting goes on and verify is green', async () => {
  const make = recordsRows['GET /api/service-records']?.make;
  if (make === undefined) throw new Error('a maker was expected');
  const now = world.t.now;
  await make(world);
  world.t.now = new Date(now.getTime() - 26 * 3_600_000);
  const set = await world.t.get<{ signed_in: boolean }>(world.chief, '/api/me');
  expect(set.body.signed_in).toBe(true);
  world.t.now = now;
  await make(world);
  world.t.now = new Date(now.getTime() - 3_600_000);
  await make(world);
  world.t.now = now;
  expect((await verifyLedger(world.t.services.reader)).faults).toEqual([]);
  expect(await verifyRecords(world.t.services.reader)).toEqual([]);
});
