import { distribution } from '../../server/tables.ts';
import { inSnapshot } from '../../server/db/in-transaction.ts';
import { verifySeals } from '../../server/evidence/verify-seals.ts';
import { verifyRows } from '../../server/evidence/verify-rows.ts';
import { verifyBooks } from '../../server/records/service/verify-books.ts';
import { evidence } from '../../server/tables.ts';
import type { Bench, Job } from '../bench.ts';
import { cpuOf, median, shown, timesTheLimit } from '../measure.ts';

const rounds = 3;
const tables = Object.keys(distribution).filter(
  (table) => ['service_records', 'audit_events'].includes(table) || table.startsWith('ledger_'),
);

type Cost = { readonly seconds: number; readonly cpu: number };

async function costOf(bench: Bench, work: () => Promise<void>): Promise<Cost> {
  const [from, cpu, own] = [performance.now(), cpuOf(bench.database), process.cpuUsage()];
  await work();
  const used = process.cpuUsage(own);
  return {
    seconds: (performance.now() - from) / 1000,
    cpu: (cpuOf(bench.database) - cpu) / 1000 + (used.user + used.system) / 1_000_000,
  };
}

/** Every row of records and ledger once, by one process, up to its last column: a bare count would not look into the rows. */
async function scan(bench: Bench): Promise<void> {
  const client = await bench.pool.connect();
  try {
    await client.query(
      'set max_parallel_workers_per_gather = 0; set enable_indexscan = off; set enable_indexonlyscan = off',
    );
    for (const table of tables) {
      const {
        rows: [last],
      } = await client.query<{ name: string }>(
        'select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum desc limit 1',
        [table],
      );
      await client.query(`select count(*), count(${last?.name ?? '*'}) from ${table}`);
    }
  } finally {
    client.release(true);
  }
}

/** What `npm run verify` does; the seed's chains were hashed when it was made. */
async function verified(bench: Bench): Promise<void> {
  const found = await verifyBooks(bench.pool);
  const [first] = found.faults;
  if (first !== undefined)
    throw new Error(`${found.faults.length} faults: ${first.check}: ${first.where}: ${first.says}`);
  if (found.transfers < bench.seeded.records) throw new Error(`only ${found.transfers} transfers were looked at`);
}

/** What it asks of every other row of evidence. */
async function rowsVerified(bench: Bench): Promise<void> {
  await inSnapshot(bench.pool, async (reader) => {
    const [first] = [
      ...(await verifySeals(reader)),
      ...(await verifyRows(reader, { evidence, secrets: bench.secrets })),
    ];
    if (first !== undefined) throw new Error(`${first.check}: ${first.where}: ${first.says}`);
  });
}

export const verify: Job = {
  name: 'verify',
  measures:
    'every chain, balance, total, seal, record and decision computed anew, beside one sequential scan of the same tables',
  run: async (bench) => {
    const [checks, scans, rows]: [Cost[], Cost[], Cost[]] = [[], [], []];
    for (let turn = 0; turn < rounds; turn += 1) {
      scans.push(await costOf(bench, () => scan(bench)));
      checks.push(await costOf(bench, () => verified(bench)));
      rows.push(await costOf(bench, () => rowsVerified(bench)));
    }
    const of = (costs: readonly Cost[], what: keyof Cost): number => median(costs.map((cost) => cost[what]));
    bench.report(
      timesTheLimit(`verify ${bench.seeded.records} records`, of(checks, 'seconds'), 's', of(scans, 'seconds'), 10),
    );
    bench.report(timesTheLimit('verify, rows of evidence', of(rows, 'seconds'), 's', of(scans, 'seconds'), 10));
    bench.report(
      shown('verify, CPU', of(checks, 'cpu'), 's', `of all processes; the scan ${of(scans, 'cpu').toFixed(2)} s`),
    );
  },
};
