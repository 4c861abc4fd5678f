/** Totals are folded from deltas by a job, so that no posting waits for another one's county. */
import type { Pool } from 'pg';
import { inTransaction } from '../db/in-transaction.ts';
import type { Reader } from '../db/reader.ts';
import { sql, type Sql } from '../db/sql.ts';
import { superiors } from '../db/tree.ts';

/** Sums by organisation, unit and day as all the totals that they count in: the organisation's and each superior's, of the day, the month and the year. */
export const upwards = (sums: Sql): Sql => sql`
  select coalesce(s.superior_id, l.organization_id) as organization_id, kept.span, kept.starts_on, l.unit, sum(l.amount)::bigint as amount
  from ${sums} l left join ${superiors} s on s.organization_id = l.organization_id cross join lateral ledger_spans(l.service_day) kept
  group by coalesce(s.superior_id, l.organization_id), kept.span, kept.starts_on, l.unit`;

/** Moves the deltas into the totals; a reader sees both before or both after, never one twice. */
export function foldTotals(pool: Pool): Promise<number> {
  return inTransaction(pool, foldWithin);
}

export async function foldWithin(transaction: Reader): Promise<number> {
  // An organisation that moves takes the same lock: the tree stands still while sums go up it.
  await transaction.all(sql`lock table ledger_totals in share row exclusive mode`);
  const row = await transaction.one<{ folded: number }>(sql`
    with gone as (delete from ledger_deltas returning organization_id, unit, service_day, amount),
    listed as (select organization_id, unit, service_day, sum(amount) as amount, count(*) as deltas from gone group by organization_id, unit, service_day),
    folded as (
      insert into ledger_totals (organization_id, span, starts_on, unit, amount)
      select organization_id, span, starts_on, unit, amount from (${upwards(sql`listed`)}) risen
      on conflict (organization_id, span, starts_on, unit) do update set amount = ledger_totals.amount + excluded.amount)
    select coalesce(sum(deltas), 0)::int as folded from listed`);
  return row.folded;
}
