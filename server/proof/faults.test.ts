import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Reader } from '../db/reader.ts';
import { sessionCookie } from '../http/load-actor.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import { verifyRecords } from '../records/service/verify-records.ts';
import { checkIn, prepareCrowd, rush, stamps, untilHealthy, withDatabase } from './concurrent-calls.ts';
import { killDatabase, startProcess, type ServerProcess } from './server-process.ts';

/** PROOF=all sends the 10,000 check-ins of the long run; otherwise a few hundred. */
const people = process.env['PROOF'] === 'all' ? 10_000 : 120;
const directory = mkdtempSync(join(tmpdir(), 'qingzhi-faults-'));
let server: ServerProcess;
beforeAll(async () => {
  server = await startProcess({ DATA_DIR: directory });
}, 120_000);
afterAll(async () => {
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
});

test.each(['the server', 'the database', 'both'] as const)(
  'kill -9 of %s in the middle of check-ins: every acknowledged one is there once, the rest can be sent again, and verify is green',
  async (victim) => {
    const crowd = await prepareCrowd(directory, people);
    let struck = false;
    const { acknowledged, statuses } = await rush(server.address, crowd, (count) => {
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

    const found = await stamps(crowd);
    expect([...acknowledged].filter((id) => found.get(id) !== 1)).toEqual([]);
    const again = await rush(server.address, crowd);
    expect([...again.statuses.keys()]).toEqual([200]);
    const after = await stamps(crowd);
    expect([after.size, Math.max(...after.values())]).toEqual([people, 1]);
    await withDatabase(directory, async ({ pool }) => {
      expect((await verifyLedger(new Reader(pool))).faults).toEqual([]);
      expect(await verifyRecords(new Reader(pool))).toEqual([]);
    });
  },
  people > 1000 ? 1_800_000 : 180_000,
);

test('a second server on one data directory joins; both serve one truth, and the first to stop leaves the other running', async () => {
  const second = await startProcess({ DATA_DIR: directory });
  const crowd = await prepareCrowd(directory, people);
  const [person] = crowd.people;
  if (person === undefined) throw new Error('a person was expected');
  expect((await checkIn(server.address, crowd, person))?.status).toBe(200);
  const me = await fetch(`${second.address}/api/my/check-ins`, {
    headers: { cookie: `${sessionCookie}=${person.token}` },
  });
  expect(await me.text()).toContain('"state":"checked_in"');
  await second.stop();
  expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
});

test('a database that was killed is started again by the server that uses it, without a hand', async () => {
  // Until it says so itself: connections of a killed server answer for a moment, and who opens the database now would start it
  const back = server.hears('The database is back');
  killDatabase(directory);
  await back;
  await untilHealthy(server.address);
  const crowd = await prepareCrowd(directory, 5);
  expect([...(await rush(server.address, crowd)).statuses.keys()]).toEqual([200]);
});
