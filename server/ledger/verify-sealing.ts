/** What the seals alone cannot say: that there is one for every night, and that they are those that were published. */
import { comparePublished, type PublishedRoot } from '../../domain/ledger/published-seals.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { Fault } from './fault.ts';

const says = {
  missing: 'was published, and is not in these books: its seal was deleted, or an older backup was restored',
  other_root: 'was published with another root: what it covered was written anew',
} as const;

export async function verifyPublished(reader: Reader, published: readonly PublishedRoot[]): Promise<Fault[]> {
  const own = await reader.all<{ sealed_on: string; root: string }>(
    sql`select to_char(sealed_on, 'YYYY-MM-DD') as sealed_on, root from ledger_seals`,
  );
  return comparePublished(published, own).map((fault) => ({
    check: 'published',
    where: `seal of ${fault.sealed_on}`,
    says: says[fault.kind],
  }));
}

/** The platform ran in an hour in which an event was written; so many of them are a day of running, however often it was off. */
const hoursOfADay = 24;

/**
 * Postings are sealed the night after. Those that an installation which ran for a day and longer left unsealed, or sealed
 * later than that, had a seal that is gone. One that was switched off in between is not blamed, nor a demonstration for the
 * past that it was built with.
 */
export async function verifyNights(reader: Reader): Promise<Fault[]> {
  const { since } = await reader.one<{ since: Date | null }>(
    sql`select max((value ->> 'built_at')::timestamptz) as since from settings where key = 'demonstration'`,
  );
  const rows: Late[] = [];
  for (const late of await lateSeals(reader)) {
    const from = since !== null && since > late.first_at ? since : late.first_at;
    if (await ranForADay(reader, from, late.sealed_at)) rows.push(late);
    if (rows.length === 20) break;
  }
  return rows.map((row): Fault =>
    row.number === null
      ? {
          check: 'seal',
          where: `postings since ${row.first_at.toISOString()}`,
          says: 'are not sealed, though the platform ran for more than a day: a seal is missing',
        }
      : {
          check: 'seal',
          where: `seal ${row.number} of ${row.sealed_on}`,
          says: `covers postings since ${row.first_at.toISOString()}, though the platform ran for more than a day before it: a seal is missing`,
        },
  );
}

type Late = {
  readonly number: number | null;
  readonly sealed_at: Date | null;
  readonly sealed_on: string | null;
  readonly first_at: Date;
};

/** Where the first posting that a seal covers, or that none covers yet, is more than a day older. */
async function lateSeals(reader: Reader): Promise<Late[]> {
  return reader.all<Late>(sql`
    with covered as (
      select seal_number, owner_id, account, unit, lag(sequence, 1, 0::bigint) over (partition by owner_id, account, unit order by seal_number) + 1 as first from ledger_sealed_heads),
    late as (
      select s.number, s.sealed_at, to_char(s.sealed_on, 'YYYY-MM-DD') as sealed_on, min(t.posted_at) as first_at
      from covered c join ledger_seals s on s.number = c.seal_number
        join ledger_legs l on l.owner_id = c.owner_id and l.account = c.account and l.unit = c.unit and l.sequence = c.first
        join ledger_transactions t on t.owner_id = l.owner_id and t.id = l.transaction_id
      group by s.number, s.sealed_at, s.sealed_on
      union all
      select null, null, null, min(t.posted_at)
      from ledger_accounts h left join (select owner_id, account, unit, max(sequence) as sequence from ledger_sealed_heads group by owner_id, account, unit) last using (owner_id, account, unit)
        join ledger_legs l on l.owner_id = h.owner_id and l.account = h.account and l.unit = h.unit and l.sequence = coalesce(last.sequence, 0) + 1
        join ledger_transactions t on t.owner_id = l.owner_id and t.id = l.transaction_id
      where h.sequence > coalesce(last.sequence, 0))
    select number, sealed_at, sealed_on, first_at from late where first_at < coalesce(sealed_at, 'infinity') - interval '25 hours' order by first_at`);
}

async function ranForADay(reader: Reader, from: Date, until: Date | null): Promise<boolean> {
  const { hours } = await reader.one<{ hours: number }>(sql`
    select count(*)::int as hours from (
      select distinct date_trunc('hour', at) from audit_events where at > ${from} and at < coalesce(${until}::timestamptz, 'infinity') limit ${hoursOfADay + 1}) each`);
  return hours > hoursOfADay;
}

/** A head says how far the last seal went; the seal says the same. */
export async function verifySealedTo(reader: Reader): Promise<Fault[]> {
  const rows = await reader.all<{ account: string; unit: string; sealed_sequence: number }>(sql`
    select h.account, h.unit, h.sealed_sequence
    from ledger_accounts h left join (select owner_id, account, unit, max(sequence) as sequence from ledger_sealed_heads group by owner_id, account, unit) last using (owner_id, account, unit)
    where h.sealed_sequence <> coalesce(last.sequence, 0) order by h.account, h.unit limit 20`);
  return rows.map((row): Fault => ({
    check: 'seal',
    where: `${row.account} ${row.unit}`,
    says: `was sealed up to #${row.sealed_sequence}, and no seal says so`,
  }));
}

/** A restored backup is an older truth; whoever compares with published roots must know of it. */
export async function restores(reader: Reader): Promise<{ at: Date; taken_at: string }[]> {
  return reader.all(
    sql`select at, coalesce(after ->> 'taken_at', '') as taken_at from audit_events where action = 'platform.restore' order by at`,
  );
}
