/** A seal and what it covers are of one night and one transaction; neither stands without the other. */
import type { Reader } from '../db/reader.ts';
import { sql, type Sql } from '../db/sql.ts';
import type { Fault } from '../ledger/fault.ts';

export async function verifySeals(reader: Reader): Promise<Fault[]> {
  return [
    ...(await ofOneNight(reader, {
      check: 'seal',
      name: 'seal',
      seals: sql`select number, head_count as count, xmin::text as transaction from ledger_seals`,
      covered: sql`ledger_sealed_heads`,
    })),
    ...(await ofOneNight(reader, {
      check: 'audit_seal',
      name: 'audit seal',
      seals: sql`select number, event_count as count, xmin::text as transaction from audit_seals`,
      covered: sql`audit_sealed_events`,
    })),
    ...(await strangeDeltas(reader)),
  ];
}

type Sealing = {
  readonly check: 'seal' | 'audit_seal';
  readonly name: string;
  readonly seals: Sql;
  readonly covered: Sql;
};
type Night = {
  readonly number: number;
  readonly is_missing: boolean;
  readonly found: number;
  readonly count: number | null;
};

async function ofOneNight(reader: Reader, { check, name, seals, covered }: Sealing): Promise<Fault[]> {
  const rows = await reader.all<Night>(sql`
    select coalesce(s.number, c.seal_number) as number, s.number is null as is_missing, coalesce(c.found, 0)::bigint as found, s.count::bigint as count
    from (${seals}) s full join (
      select seal_number, count(*) as found, min(xmin::text) as first, max(xmin::text) as last from ${covered} group by seal_number) c on c.seal_number = s.number
    where s.number is null or s.count <> coalesce(c.found, 0) or c.first <> s.transaction or c.last <> s.transaction
    order by 1 limit 20`);
  return rows.map((row): Fault => ({ check, where: `${name} ${row.number}`, says: wordsOf(row) }));
}

function wordsOf({ is_missing, found, count }: Night): string {
  if (is_missing) return 'is missing, and what it covers stands';
  if (found !== count) return `says that it covers ${count}, and ${found} stand`;
  return 'was written anew after its night, or something that it covers was';
}

/** What is not folded into the totals yet is of an entry. */
async function strangeDeltas(reader: Reader): Promise<Fault[]> {
  const rows = await reader.all<{ owner_id: string; transaction_id: string }>(sql`
    select d.owner_id, d.transaction_id from ledger_deltas d
    where not exists (select from ledger_transactions t where t.owner_id = d.owner_id and t.id = d.transaction_id) order by 1, 2 limit 20`);
  return rows.map((row): Fault => ({
    check: 'total',
    where: `delta of ${row.owner_id} ${row.transaction_id}`,
    says: 'is of no entry',
  }));
}
