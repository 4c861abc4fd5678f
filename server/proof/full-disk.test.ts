import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Reader } from '../db/reader.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import { verifyRecords } from '../records/service/verify-records.ts';
import { checkIn, prepareCrowd, rush, stamps, untilHealthy, withDatabase, type Crowd } from './concurrent-calls.ts';
import { startProcess, type ServerProcess } from './server-process.ts';

/** A disk of our own that can be filled: a file system in memory, which the machine must let us mount. */
const directory = mkdtempSync(join(tmpdir(), 'qingzhi-disk-'));
const mounted =
  process.platform === 'linux' &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=320m,mode=0755', 'tmpfs', directory]).status === 0;
const filler = join(directory, 'filler');
afterAll(() => {
  if (mounted) spawnSync('umount', ['-l', directory]);
  rmSync(directory, { recursive: true, force: true });
});

function fill(): void {
  const file = openSync(filler, 'a');
  for (const size of [1_048_576, 4096]) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size, 1));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
  closeSync(file);
}

describe.skipIf(!mounted)(
  `a full disk${mounted ? '' : ' (skipped: this machine does not let us mount one to fill)'}`,
  () => {
    let server: ServerProcess;
    beforeAll(async () => {
      server = await startProcess({ DATA_DIR: directory });
    }, 120_000);
    afterAll(async () => {
      await server.stop();
    }, 60_000);

    /** Who is told "done" is kept; who is told "busy" sends the same again once there is room. */
    async function recovers(crowd: Crowd, acknowledged: ReadonlySet<string>): Promise<void> {
      rmSync(filler);
      await untilHealthy(server.address);
      const found = await stamps(crowd);
      expect([...acknowledged].filter((id) => found.get(id) !== 1)).toEqual([]);
      expect([...(await rush(server.address, crowd)).statuses.keys()]).toEqual([200]);
      const after = await stamps(crowd);
      expect([after.size, Math.max(...after.values())]).toEqual([crowd.people.length, 1]);
      await withDatabase(directory, async ({ pool }) => {
        const half = await pool.query(
          'select id from attendances t where not exists (select 1 from attendance_stamps s where s.volunteer_id = t.volunteer_id and s.attendance_id = t.id)',
        );
        expect(half.rows).toEqual([]);
        expect((await verifyLedger(new Reader(pool))).faults).toEqual([]);
        expect(await verifyRecords(new Reader(pool))).toEqual([]);
      });
    }

    test('no room for a table to grow: writes are told that the system is busy, in words, and nothing is half done', async () => {
      const crowd = await prepareCrowd(directory, 400);
      fill();
      const { acknowledged, statuses } = await rush(server.address, crowd);
      expect([...statuses.keys()].filter((status) => status !== 200 && status !== 503)).toEqual([]);
      expect(statuses.get(503) ?? 0).toBeGreaterThan(0);
      const refused = crowd.people.find((person) => !acknowledged.has(person.id));
      if (refused === undefined) throw new Error('somebody was refused');
      expect(await checkIn(server.address, crowd, refused)).toMatchObject({
        status: 503,
        code: 'core.busy',
        message: '系统忙，您填的还在，请稍后再试',
      });
      await recovers(crowd, acknowledged);
    }, 180_000);

    test('no room for the log: PostgreSQL itself stops, and the platform goes on without a hand once there is room', async () => {
      const crowd = await prepareCrowd(directory, 60);
      const some = { ...crowd, people: crowd.people.slice(0, 20) };
      const { acknowledged } = await rush(server.address, some);
      expect(acknowledged.size).toBe(20);
      let isStopped = false;
      await withDatabase(directory, async ({ pool }) => {
        fill();
        // Each switch asks for another piece of log; there is none
        const switched = await Promise.allSettled(
          Array.from({ length: 40 }, () =>
            pool.query('select pg_logical_emit_message(true, $1, repeat($2, 100000)), pg_switch_wal()', ['full', 'x']),
          ),
        );
        isStopped = switched.some((one) => one.status === 'rejected');
      }).catch(() => undefined); // closing meets a database that is gone
      expect(isStopped).toBe(true);
      // While it starts again it tidies up, which may be room for some: what these are told is kept too
      const during = await rush(server.address, { ...crowd, people: crowd.people.slice(20) });
      expect([...during.statuses.keys()].filter((status) => status !== 200 && status !== 503)).toEqual([]);
      await recovers(crowd, new Set([...acknowledged, ...during.acknowledged]));
    }, 240_000);
  },
);
