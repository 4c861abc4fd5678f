import type { PoolClient } from 'pg';
import { Reader } from '../../server/db/reader.ts';
import { foldTotals, foldWithin } from '../../server/ledger/fold-totals.ts';
import { organizationTotals } from '../../server/ledger/queries.ts';
import type { Bench, Job } from '../bench.ts';
import { atMost, median, round, shown } from '../measure.ts';

const counties = 122;
const rounds = 9;
const manyRounds = 50; // where nothing slow is measured in turns with it
const always = { from: '2000-01-01', until: '2099-12-31' };
/** So many may wait for the folding job, which comes every five minutes. */
const waiting = 1000;

/** What the totals must equal: every record in force, grouped anew. */
const fromRows = `
  with places as materialized (select id, path from organizations where id = any($1::uuid[])),
  sums as materialized (select organization_id, sum(minutes) as amount from service_records where state = 'confirmed' and balance = 'credit_minutes' group by organization_id)
  select p.id, coalesce(sum(s.amount), 0)::bigint as minutes
  from places p left join organizations o on o.path ~>=~ p.path and o.path ~<~ (left(p.path, -1) || '0') left join sums s on s.organization_id = o.id group by p.id order by p.id`;

/** Every record once more, some years earlier. */
const again = `
  insert into ledger_deltas (owner_id, transaction_id, organization_id, unit, service_day, amount)
  select t.owner_id, t.id, t.organization_id, l.unit, (t.service_day - $1::int * interval '1 year')::date, l.amount
  from ledger_transactions t join ledger_legs l on l.owner_id = t.owner_id and l.transaction_id = t.id and l.sequence is not null`;

export const rollUp: Job = {
  name: 'roll-up',
  measures: `hours of ${counties} counties as the endpoint reads them, beside grouping all records; with ten times as much in ten times as many years; with hours not folded yet`,
  run: async (bench) => {
    await foldTotals(bench.pool);
    await bench.pool.query('vacuum ledger_deltas, ledger_totals');
    const client = await bench.pool.connect();
    try {
      const { rows } = await client.query<{ id: string }>(
        `select id from organizations where kind = 'county' order by ordinal limit ${counties}`,
      );
      const ids = rows.map((row) => row.id);
      const minutes = await compareWithRows(bench, client, ids);
      await client.query('begin');
      await tenYears(bench, client, ids, minutes);
      await notFolded(bench, client, ids);
      await client.query('rollback');
    } finally {
      client.release(true);
    }
    await bench.pool.query('vacuum ledger_totals');
  },
};

type Timed = { readonly ms: number; readonly minutes: readonly number[] };

async function timed(work: () => Promise<readonly number[]>): Promise<Timed> {
  const from = performance.now();
  const minutes = await work();
  return { ms: performance.now() - from, minutes };
}

/** The function behind GET /api/organizations/{id}/hours. */
const fromTotals = (client: PoolClient, ids: readonly string[]): Promise<Timed> =>
  timed(async () => (await organizationTotals(new Reader(client), ids, always)).map((row) => row.credit_minutes));

function refuseUnequal(totals: readonly number[], rows: readonly number[]): void {
  if (totals.length !== counties || totals.some((minutes, place) => minutes !== rows[place]))
    throw new Error('the totals differ from the rows');
}

async function compareWithRows(bench: Bench, client: PoolClient, ids: readonly string[]): Promise<readonly number[]> {
  const [totals, grouped]: [Timed[], Timed[]] = [[], []];
  for (let turn = 0; turn < rounds; turn += 1) {
    totals.push(await fromTotals(client, ids));
    grouped.push(
      await timed(async () =>
        (await client.query<{ minutes: number }>({ name: 'grouped', text: fromRows, values: [ids] })).rows.map(
          (row) => row.minutes,
        ),
      ),
    );
    refuseUnequal(totals.at(-1)?.minutes ?? [], grouped.at(-1)?.minutes ?? []);
  }
  const [own, limit] = [totals, grouped].map((each) => median(each.map((one) => one.ms))) as [number, number];
  bench.report({
    name: `roll-up of ${bench.seeded.records} records`,
    value: round(own),
    unit: 'ms',
    limit: round(limit),
    ratio: round(own / limit, 4),
    target: '≤ 5 ms, equal to the rows',
    met: own <= 5,
    note: 'the limit groups all rows; both answers are equal',
  });
  return grouped[0]?.minutes ?? [];
}

/** Inside a transaction that is undone: the same records nine times more, each time a year earlier, folded by the product's job. */
async function tenYears(
  bench: Bench,
  client: PoolClient,
  ids: readonly string[],
  minutes: readonly number[],
): Promise<void> {
  const folds: number[] = [];
  for (let year = 1; year <= 9; year += 1) {
    await client.query('truncate ledger_deltas'); // as a vacuum leaves it after folding
    await client.query(again, [year]);
    const from = performance.now();
    await foldWithin(new Reader(client));
    folds.push(performance.now() - from);
  }
  await client.query('truncate ledger_deltas');
  await client.query('analyze ledger_totals');
  const ten = await repeat(() => fromTotals(client, ids));
  refuseUnequal(
    ten.minutes,
    minutes.map((one) => one * 10),
  );
  bench.report({
    ...atMost(`roll-up of ${bench.seeded.records * 10} in ten years`, ten.ms, 'ms', 5),
    note: 'nine more postings of every record, folded, in a transaction that is undone; the answer is ten times the rows’',
  });
  bench.report(
    shown(
      `folding ${bench.seeded.records} postings`,
      median(folds) / 1000,
      's',
      'all at once; the job comes every five minutes',
    ),
  );
}

async function notFolded(bench: Bench, client: PoolClient, ids: readonly string[]): Promise<void> {
  const before = await fromTotals(client, ids);
  await client.query(`${again} where sequence = 1 limit ${waiting}`, [0]);
  const after = await repeat(() => fromTotals(client, ids));
  await foldWithin(new Reader(client));
  const folded = await fromTotals(client, ids);
  refuseUnequal(after.minutes, folded.minutes);
  if (after.minutes.every((minutes, place) => minutes === before.minutes[place]))
    throw new Error('what is not folded yet was not counted');
  bench.report(shown(`the same, ${waiting} of them not folded yet`, after.ms, 'ms'));
}

async function repeat(work: () => Promise<Timed>): Promise<Timed> {
  const all: Timed[] = [];
  for (let turn = 0; turn < manyRounds; turn += 1) all.push(await work());
  return { ms: median(all.map((one) => one.ms)), minutes: all[0]?.minutes ?? [] };
}
