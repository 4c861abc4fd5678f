import type { Id } from '../../domain/id.ts';
import type { ChainedTransfer, Unit } from '../../domain/ledger/transfer.ts';
import type { Period } from '../../domain/ledger/as-of.ts';
import type { Reader } from '../db/reader.ts';
import { sql, type Sql } from '../db/sql.ts';

/** A transfer as domain/ledger reads it: the moment as text to the millisecond, the day as text. */
export const transferColumns: Sql = sql`
  volunteer_id, unit, sequence, id, debit_account, credit_account, amount, balance_after, reason, reference, reverses_id, organization_id,
  to_char(service_day, 'YYYY-MM-DD') as service_day, to_char(posted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as posted_at,
  request_key, previous_hash, hash`;

export function readTransfer(reader: Reader, volunteerId: Id, transferId: Id): Promise<ChainedTransfer | undefined> {
  return reader.maybe<ChainedTransfer>(sql`select ${transferColumns} from ledger_transfers where volunteer_id = ${volunteerId} and id = ${transferId}`);
}

export function readTransfersOf(reader: Reader, volunteerId: Id, references: readonly string[]): Promise<ChainedTransfer[]> {
  return reader.all<ChainedTransfer>(sql`
    select ${transferColumns} from ledger_transfers where volunteer_id = ${volunteerId} and reference = any(${references}::text[]) order by posted_at, unit, sequence`);
}

export type Balances = Readonly<Record<Unit, number>>;

/** Of all registrations of a person together. */
export async function balances(reader: Reader, registrations: readonly Id[]): Promise<Balances> {
  const rows = await reader.all<{ unit: Unit; balance: number }>(sql`
    select unit, sum(balance)::int as balance from ledger_heads where volunteer_id = any(${registrations}::uuid[]) group by unit`);
  const of = (unit: Unit): number => rows.find((row) => row.unit === unit)?.balance ?? 0;
  return { credit_minutes: of('credit_minutes'), honorary_minutes: of('honorary_minutes'), points: of('points') };
}

const signed = sql`case when credit_account = 'volunteer:' || volunteer_id then amount else -amount end`;

/** P28: hours in a period as of a moment, from what was posted until then. */
export async function balancesAsOf(reader: Reader, registrations: readonly Id[], period: Period, asOf: Date): Promise<Balances> {
  const rows = await reader.all<{ unit: Unit; amount: number }>(sql`
    select unit, sum(${signed})::int as amount from ledger_transfers
    where volunteer_id = any(${registrations}::uuid[]) and service_day between ${period.from} and ${period.until} and posted_at <= ${asOf}
    group by unit`);
  const of = (unit: Unit): number => rows.find((row) => row.unit === unit)?.amount ?? 0;
  return { credit_minutes: of('credit_minutes'), honorary_minutes: of('honorary_minutes'), points: of('points') };
}

/** Folded totals and what is not folded yet, in one statement and so in one snapshot. */
export async function organizationTotal(reader: Reader, path: string, unit: Unit, period: Period): Promise<number> {
  const row = await reader.one<{ amount: string }>(sql`
    with below as (select id from organizations where path like ${`${path}%`})
    select coalesce((select sum(t.amount) from ledger_totals t join below on below.id = t.organization_id
        where t.unit = ${unit} and t.service_day between ${period.from} and ${period.until}), 0)
      + coalesce((select sum(d.amount) from ledger_deltas d join below on below.id = d.organization_id
        where d.unit = ${unit} and d.service_day between ${period.from} and ${period.until}), 0) as amount`);
  return Number(row.amount);
}

export type SealRow = { readonly number: number; readonly sealed_on: string; readonly sealed_at: Date; readonly head_count: number; readonly previous_root: string; readonly root: string };
const sealColumns = sql`number, to_char(sealed_on, 'YYYY-MM-DD') as sealed_on, sealed_at, head_count, previous_root, root`;

export function readLastSeal(reader: Reader): Promise<SealRow | undefined> {
  return reader.maybe<SealRow>(sql`select ${sealColumns} from ledger_seals order by number desc limit 1`);
}

export function readSeals(reader: Reader, limit: number): Promise<SealRow[]> {
  return reader.all<SealRow>(sql`select ${sealColumns} from ledger_seals order by number desc limit ${limit}`);
}
