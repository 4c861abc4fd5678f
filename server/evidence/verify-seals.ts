/** A seal and what it covers are of one night and one transaction; neither stands without the other. */
import type { Reader } from '../db/reader.ts';
import { sql, type Sql } from '../db/sql.ts';
import type { Fault } from '../ledger/fault.ts';

export async function verifySeals(reader: Reader): Promise<Fault[]> {
  return [
    ...(await ofOneNight(reader, {
      check: 'seal',
      name: 'seal',
      seals: sql`select number, head_count::bigint as count, xmin::text as transaction from ledger_seals`,
      covered: sql`ledger_sealed_heads`,
    })),
    ...(await ofOneNight(reader, {
      check: 'audit_seal',
      name: 'audit seal',
      seals: sql`select number, event_count::bigint as count, xmin::text as transaction from audit_seals`,
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
type Seal = { readonly number: number; readonly count: number; readonly transaction: string };
type Covered = { readonly number: number; readonly found: number; readonly first: string; readonly last: string };

/** A seal lies on every machine and what it covers apart, so each side is read for itself. */
async function ofOneNight(reader: Reader, { check, name, seals, covered }: Sealing): Promise<Fault[]> {
  const standing = new Map((await reader.all<Seal>(seals)).map((seal) => [seal.number, seal]));
  const found = await reader.all<Covered>(sql`
    select seal_number as number, count(*) as found, min(xmin::text) as first, max(xmin::text) as last from ${covered} group by seal_number`);
  const nights = new Map(found.map((night) => [night.number, night]));
  return [...new Set([...standing.keys(), ...nights.keys()])]
    .sort((one, other) => one - other)
    .flatMap((number) => {
      const says = wordsOf(standing.get(number), nights.get(number));
      return says === null ? [] : [{ check, where: `${name} ${number}`, says }];
    })
    .slice(0, 20);
}

function wordsOf(seal: Seal | undefined, night: Covered | undefined): string | null {
  if (seal === undefined) return 'is missing, and what it covers stands';
  const found = night?.found ?? 0;
  if (found !== seal.count) return `says that it covers ${seal.count}, and ${found} stand`;
  if (night === undefined || (night.first === seal.transaction && night.last === seal.transaction)) return null;
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
