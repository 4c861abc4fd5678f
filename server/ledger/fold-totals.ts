/** Totals are folded from deltas by a job, so that no posting waits for another one's county. */
import type { Pool } from 'pg';
import { inTransaction } from '../db/in-transaction.ts';
import type { Reader } from '../db/reader.ts';
import { sql, type Sql } from '../db/sql.ts';
import { superiors } from '../db/tree.ts';

/** What organisations gave on a day; the amount as text, so that nothing is rounded on its way. */
export type Given = {
  readonly organization_id: string;
  readonly unit: string;
  readonly service_day: string;
  readonly amount: string;
};

/**
 * Sums by organisation, unit and day as all the totals that they count in: the organisation's and each superior's, of the day, the
 * month and the year. The sums lie with their owners and the totals with their organisation, so they are read first and come back
 * as parameters.
 */
export const upwards = (sums: readonly Given[]): Sql => sql`
  with listed as materialized (
    select organization_id, unit, service_day, amount
    from unnest(${sums.map((sum) => sum.organization_id)}::uuid[], ${sums.map((sum) => sum.unit)}::text[], ${sums.map((sum) => sum.service_day)}::date[], ${sums.map((sum) => sum.amount)}::numeric[])
      as given (organization_id, unit, service_day, amount)),
  above as materialized (select organization_id, superior_id from ${superiors} s where organization_id in (select organization_id from listed))
  select coalesce(above.superior_id, l.organization_id) as organization_id, kept.span, kept.starts_on, l.unit, sum(l.amount)::bigint as amount
  from listed l left join above on above.organization_id = l.organization_id cross join lateral ledger_spans(l.service_day) kept
  group by coalesce(above.superior_id, l.organization_id), kept.span, kept.starts_on, l.unit`;

/** Moves the deltas into the totals; a reader sees both before or both after, never one twice. */
export function foldTotals(pool: Pool): Promise<number> {
  return inTransaction(pool, foldWithin);
}

export async function foldWithin(transaction: Reader): Promise<number> {
  // An organisation that moves takes the same lock: the tree stands still while sums go up it.
  await transaction.all(sql`lock table ledger_totals in share row exclusive mode`);
  const gone = await transaction.all<Given & { deltas: number }>(sql`
    with gone as (delete from ledger_deltas returning organization_id, unit, service_day, amount)
    select organization_id, unit, to_char(service_day, 'YYYY-MM-DD') as service_day, sum(amount)::text as amount, count(*)::int as deltas from gone group by organization_id, unit, service_day`);
  if (gone.length === 0) return 0;
  await transaction.all(sql`
    insert into ledger_totals (organization_id, span, starts_on, unit, amount)
    select organization_id, span, starts_on, unit, amount from (${upwards(gone)}) risen
    on conflict (organization_id, span, starts_on, unit) do update set amount = ledger_totals.amount + excluded.amount`);
  return gone.reduce((sum, { deltas }) => sum + deltas, 0);
}
