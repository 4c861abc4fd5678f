import type { Id } from '../../domain/id.ts';
import type { Period } from '../../domain/ledger/as-of.ts';
import { units, type ChainedTransfer, type Unit } from '../../domain/ledger/transfer.ts';
import { wholeSpans } from '../../domain/ledger/whole-spans.ts';
import type { Reader } from '../db/reader.ts';
import { sql, type Sql } from '../db/sql.ts';
import { superiors } from '../db/tree.ts';

/** A transfer as domain/ledger reads it: the moment as text to the millisecond, the day as text. */
export const transferColumns: Sql = sql`
  volunteer_id, unit, sequence, id, debit_account, credit_account, amount, balance_after, reason, reference, reverses_id, organization_id,
  to_char(service_day, 'YYYY-MM-DD') as service_day, to_char(posted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as posted_at,
  request_key, previous_hash, hash`;

export function readTransfer(reader: Reader, volunteerId: Id, transferId: Id): Promise<ChainedTransfer | undefined> {
  return reader.maybe<ChainedTransfer>(
    sql`select ${transferColumns} from ledger_transfers where volunteer_id = ${volunteerId} and id = ${transferId}`,
  );
}

export function readTransfersOf(
  reader: Reader,
  volunteerId: Id,
  references: readonly string[],
): Promise<ChainedTransfer[]> {
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

/** signedAmount of domain/ledger/transfer.ts, of the transfers named so in a statement. */
export const signed = (t: Sql): Sql =>
  sql`case when ${t}.credit_account = 'volunteer:' || ${t}.volunteer_id then ${t}.amount else -${t}.amount end`;

/** P28: hours in a period as of a moment, from what was posted until then. */
export async function balancesAsOf(
  reader: Reader,
  registrations: readonly Id[],
  period: Period,
  asOf: Date,
): Promise<Balances> {
  const rows = await reader.all<{ unit: Unit; amount: number }>(sql`
    select unit, sum(${signed(sql`t`)})::int as amount from ledger_transfers t
    where volunteer_id = any(${registrations}::uuid[]) and service_day between ${period.from} and ${period.until} and posted_at <= ${asOf}
    group by unit`);
  const of = (unit: Unit): number => rows.find((row) => row.unit === unit)?.amount ?? 0;
  return { credit_minutes: of('credit_minutes'), honorary_minutes: of('honorary_minutes'), points: of('points') };
}

export type OrganizationTotal = Balances & { readonly organization_id: Id };

/**
 * What each organisation and all below it gave in a period, as the tree stands now: folded totals and what is not folded yet,
 * in one statement and so in one snapshot. An organisation that gave nothing has zeros.
 */
export function organizationTotals(
  reader: Reader,
  organizationIds: readonly Id[],
  period: Period,
): Promise<OrganizationTotal[]> {
  const folded = wholeSpans(period).map(
    ({ span, first, last }) => sql`
    select t.organization_id, t.unit, t.amount
    from asked join ledger_totals t on t.organization_id = asked.id and t.span = ${sql.raw(`'${span}'`)} and t.starts_on between ${first} and ${last}`,
  );
  const of = (unit: Unit): Sql =>
    sql.raw(`coalesce(sum(given.amount) filter (where given.unit = '${unit}'), 0)::bigint as ${unit}`);
  // Both are materialized: a plan made while nothing waits would else walk the waiting ones once for each organisation.
  return reader.all<OrganizationTotal>(sql`
    with asked as materialized (select distinct id from unnest(${organizationIds}::uuid[]) as ids (id)),
    waiting as materialized (
      select s.superior_id, d.unit, d.amount
      from (select organization_id, unit, sum(amount) as amount from ledger_deltas where service_day between ${period.from} and ${period.until} group by organization_id, unit) d
        join ${superiors} s on s.organization_id = d.organization_id),
    given (organization_id, unit, amount) as (${sql.join([...folded, sql`select superior_id, unit, amount from waiting`], ' union all ')})
    select asked.id as organization_id, ${sql.join(units.map(of), ', ')}
    from asked left join given on given.organization_id = asked.id group by asked.id order by asked.id`);
}

export type MonthTotal = {
  readonly organization_id: Id;
  readonly month: number;
  readonly credit_minutes: number;
  readonly honorary_minutes: number;
};

/** The same for each month of a year, of all asked organisations in one snapshot: an organisation and what lies below it always agree. */
export function monthTotals(reader: Reader, organizationIds: readonly Id[], year: number): Promise<MonthTotal[]> {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  const of = (unit: Unit): Sql =>
    sql.raw(`coalesce(sum(given.amount) filter (where given.unit = '${unit}'), 0)::bigint as ${unit}`);
  return reader.all<MonthTotal>(sql`
    with asked as materialized (select distinct id from unnest(${organizationIds}::uuid[]) as ids (id)),
    waiting as materialized (
      select s.superior_id, d.month, d.unit, d.amount
      from (select organization_id, date_trunc('month', service_day::timestamp)::date as month, unit, sum(amount) as amount from ledger_deltas
          where service_day between ${first} and ${last} group by 1, 2, 3) d
        join ${superiors} s on s.organization_id = d.organization_id),
    given (organization_id, month, unit, amount) as (
      select t.organization_id, t.starts_on, t.unit, t.amount from asked join ledger_totals t on t.organization_id = asked.id and t.span = 'month' and t.starts_on between ${first} and ${last}
      union all select superior_id, month, unit, amount from waiting)
    select asked.id as organization_id, extract(month from given.month)::int as month, ${of('credit_minutes')}, ${of('honorary_minutes')}
    from asked join given on given.organization_id = asked.id group by 1, 2 order by 1, 2`);
}

/** The same of one person, of all registrations together; a month without transfers has no row. */
export function monthsOfVolunteer(
  reader: Reader,
  registrations: readonly Id[],
  year: number,
): Promise<Omit<MonthTotal, 'organization_id'>[]> {
  const of = (unit: Unit): Sql =>
    sql`coalesce(sum(${signed(sql`t`)}) filter (where t.unit = ${unit}), 0)::int as ${sql.raw(unit)}`;
  return reader.all(sql`
    select extract(month from t.service_day)::int as month, ${of('credit_minutes')}, ${of('honorary_minutes')} from ledger_transfers t
    where t.volunteer_id = any(${registrations}::uuid[]) and t.service_day between ${`${year}-01-01`} and ${`${year}-12-31`} group by 1 order by 1`);
}

export type SealRow = {
  readonly number: number;
  readonly sealed_on: string;
  readonly sealed_at: Date;
  readonly audit_root: string;
  readonly head_count: number;
  readonly previous_root: string;
  readonly root: string;
};
const sealColumns = sql`number, to_char(sealed_on, 'YYYY-MM-DD') as sealed_on, sealed_at, audit_root, head_count, previous_root, root`;

export function readLastSeal(reader: Reader): Promise<SealRow | undefined> {
  return reader.maybe<SealRow>(sql`select ${sealColumns} from ledger_seals order by number desc limit 1`);
}

/** For statements that print which seal stood last, as one value. */
export const lastSeal: Sql = sql`select json_build_object('day', to_char(sealed_on, 'YYYY-MM-DD'), 'root', root) from ledger_seals order by number desc limit 1`;

export function readAllSeals(reader: Reader): Promise<{ sealed_on: string; root: string }[]> {
  return reader.all(sql`select to_char(sealed_on, 'YYYY-MM-DD') as sealed_on, root from ledger_seals order by number`);
}

export function readSeals(reader: Reader, limit: number): Promise<SealRow[]> {
  return reader.all<SealRow>(sql`select ${sealColumns} from ledger_seals order by number desc limit ${limit}`);
}
