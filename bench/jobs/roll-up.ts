import type { Bench, Job } from '../bench.ts';
import { median, round } from '../measure.ts';

const counties = 122;
const rounds = 9;

/** Folded totals and what is not folded yet, by county. No page asks for it yet; the map of a province will. */
const fromTotals = `
  with places as materialized (select id, path from organizations where kind = 'county' order by ordinal limit ${counties})
  select id, sum(amount)::bigint as minutes from (
    select p.id, t.amount from places p
      cross join lateral (select o.id from organizations o where o.path ~>=~ p.path and o.path ~<~ (left(p.path, -1) || '0') offset 0) below
      join ledger_totals t on t.organization_id = below.id and t.unit = 'credit_minutes'
    union all
    select p.id, d.amount from ledger_deltas d join organizations o on o.id = d.organization_id join places p on o.path ~>=~ p.path and o.path ~<~ (left(p.path, -1) || '0')
      where d.unit = 'credit_minutes') each
  group by id order by id`;

const fromRows = `
  with places as materialized (select id, path from organizations where kind = 'county' order by ordinal limit ${counties}),
  sums as materialized (select organization_id, sum(minutes) as amount from service_records where state = 'confirmed' and balance = 'credit_minutes' group by organization_id)
  select p.id, sum(s.amount)::bigint as minutes from places p join organizations o on o.path ~>=~ p.path and o.path ~<~ (left(p.path, -1) || '0') join sums s on s.organization_id = o.id
  group by p.id order by p.id`;

async function timed(bench: Bench, name: string, text: string): Promise<{ ms: number; answer: string }> {
  const from = performance.now();
  const { rows } = await bench.pool.query({ name, text });
  return { ms: performance.now() - from, answer: JSON.stringify(rows) };
}

export const rollUp: Job = {
  name: 'roll-up',
  measures: `hours of ${counties} counties from folded totals, beside grouping all records`,
  run: async (bench) => {
    const [totals, rows]: [number[], number[]] = [[], []];
    for (let turn = 0; turn < rounds; turn += 1) {
      const [one, other] = [await timed(bench, 'roll-up', fromTotals), await timed(bench, 'group by', fromRows)];
      if (one.answer !== other.answer) throw new Error('the totals differ from the rows');
      totals.push(one.ms);
      rows.push(other.ms);
    }
    bench.report({
      name: `roll-up of ${bench.seeded.records} records`, value: round(median(totals)), unit: 'ms', limit: round(median(rows)), ratio: round(median(totals) / median(rows), 3),
      target: '≤ 5 ms, equal to the rows', met: median(totals) <= 5, note: 'the limit groups all rows; both answers are equal',
    });
  },
};
