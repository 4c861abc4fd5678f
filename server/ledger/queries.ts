import type { Id } from '../../domain/id.ts';
import { minuteUnits, type MinuteUnit, type Unit } from '../../domain/ledger/account.ts';
import type { Period } from '../../domain/ledger/as-of.ts';
import type { ChainedEntry, Leg, NewTransaction } from '../../domain/ledger/transaction.ts';
import { problem } from '../../domain/problem.ts';
import { coveringTotals } from '../../domain/ledger/covering-totals.ts';
import type { BusinessDate } from '../../domain/time.ts';
import type { Reader } from '../db/reader.ts';
import { sql, type Sql } from '../db/sql.ts';
import { atOrBelowAny, superiors } from '../db/tree.ts';

const day = (column: Sql): Sql => sql`to_char(${column}, 'YYYY-MM-DD')`;
const moment = (column: Sql): Sql => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const headerColumns: Sql = sql`
  t.id, t.reason, t.reference, t.reverses_id, t.overturns_id, t.organization_id, t.organization_path, ${day(sql`t.service_day`)} as service_day,
  ${moment(sql`t.posted_at`)} as posted_at, t.request_key`;

/** An entry as domain/ledger reads it, of the leg `l` and its transaction `t`: the moment as text to the millisecond, the day as text. */
export const entryColumns: Sql = sql`${headerColumns}, t.owners, l.account, l.unit, l.amount, l.sequence, l.balance_after, l.previous_hash, l.hash`;

/** Entries `l` of held accounts with their transactions `t`. */
export const entries: Sql = sql`ledger_legs l join ledger_transactions t on t.owner_id = l.owner_id and t.id = l.transaction_id and l.sequence is not null`;

type Owned = { readonly id: Id; readonly owners: readonly Id[] };
type LegRow = Leg & { readonly transaction_id: Id };

/** With all their legs, wherever they lie: a second statement, by ids. */
export async function withLegs<T extends Owned>(reader: Reader, rows: readonly T[]): Promise<(T & { legs: Leg[] })[]> {
  const legs = await reader.all<LegRow>(sql`
    select transaction_id, account, unit, amount from ledger_legs
    where owner_id = any(${[...new Set(rows.flatMap((row) => row.owners))]}::uuid[]) and transaction_id = any(${rows.map((row) => row.id)}::uuid[])`);
  const of = new Map<Id, Leg[]>();
  for (const { transaction_id: id, ...leg } of legs) of.set(id, [...(of.get(id) ?? []), leg]);
  return rows.map((row) => ({ ...row, legs: of.get(row.id) ?? [] }));
}

export async function readTransaction(
  reader: Reader,
  ownerId: Id,
  transactionId: Id,
): Promise<NewTransaction | undefined> {
  const rows = await reader.all<Omit<NewTransaction, 'legs'> & Owned>(
    sql`select ${headerColumns}, t.owners from ledger_transactions t where t.owner_id = ${ownerId} and t.id = ${transactionId}`,
  );
  return (await withLegs(reader, rows))[0];
}

type EntryRow = Omit<ChainedEntry, 'legs'> & Owned;
/** The legs of sources have no place in a chain; those of accounts have one, unless somebody emptied it. */
type ChainColumn = 'balance_after' | 'previous_hash' | 'hash';
type FoundRow = Omit<EntryRow, ChainColumn> & { [name in ChainColumn]: EntryRow[name] | null };

/** What was emptied reads as something that no chain holds. */
const inChain = (row: FoundRow): EntryRow => ({
  ...row,
  balance_after: row.balance_after ?? 0,
  previous_hash: row.previous_hash ?? '',
  hash: row.hash ?? '',
});

export async function readEntriesOf(reader: Reader, ownerId: Id, references: readonly string[]): Promise<EntryRow[]> {
  const rows = await reader.all<FoundRow>(sql`
    select ${entryColumns} from ${entries} where l.owner_id = ${ownerId} and t.reference = any(${references}::text[]) order by t.posted_at, l.unit, l.sequence`);
  return rows.map(inChain);
}

/** One account, from its first entry. */
export async function readChain(
  reader: Reader,
  of: { readonly owner_id: Id; readonly account: string; readonly unit: string },
): Promise<(ChainedEntry & Owned)[]> {
  const rows = await reader.all<FoundRow>(sql`
    select ${entryColumns} from ${entries} where l.owner_id = ${of.owner_id} and l.account = ${of.account} and l.unit = ${of.unit} order by l.sequence`);
  return withLegs(reader, rows.map(inChain));
}

/** A sum that JavaScript cannot hold exactly is refused rather than rounded. */
export function exact(amount: number): number {
  if (!Number.isSafeInteger(amount)) throw problem('ledger.total_too_large');
  return amount;
}

/** A row of both kinds of minutes. */
function exactly<Row extends Balances>(row: Row): Row {
  for (const unit of minuteUnits) exact(row[unit]);
  return row;
}

/** Minutes of a volunteer. */
export type Balances = Readonly<Record<MinuteUnit, number>>;

const byUnit = (rows: readonly { readonly unit: Unit; readonly amount: number }[]): Balances => {
  const of = (unit: MinuteUnit): number => exact(rows.find((row) => row.unit === unit)?.amount ?? 0);
  return { credit_minutes: of('credit_minutes'), honorary_minutes: of('honorary_minutes') };
};

const ofMinutes = sql.raw(minuteUnits.map((unit) => `'${unit}'`).join(', '));

/** With one id, as nearly everybody has, the database keeps one plan for all; for a list of ids it would plan each time anew. */
const ownedBy = (registrations: readonly Id[]): Sql =>
  registrations.length === 1 ? sql`owner_id = ${registrations[0]}` : sql`owner_id = any(${registrations}::uuid[])`;

/** Of all registrations of a person together. */
export async function balances(reader: Reader, registrations: readonly Id[]): Promise<Balances> {
  return byUnit(
    await reader.all<{ unit: Unit; amount: number }>(sql`
    select unit, sum(balance)::bigint as amount from ledger_accounts where ${ownedBy(registrations)} and unit in (${ofMinutes}) group by unit`),
  );
}

/** What one owner holds of anything. */
export async function heldBalance(reader: Reader, account: string, ownerId: Id, unit: Unit): Promise<number> {
  const row = await reader.maybe<{ balance: number }>(
    sql`select balance from ledger_accounts where owner_id = ${ownerId} and account = ${account} and unit = ${unit}`,
  );
  return exact(row?.balance ?? 0);
}

/** P28: hours in a period as of a moment, from what was posted until then. */
export async function balancesAsOf(
  reader: Reader,
  registrations: readonly Id[],
  period: Period,
  asOf: Date,
): Promise<Balances> {
  return byUnit(
    await reader.all<{ unit: Unit; amount: number }>(sql`
    select l.unit, sum(l.amount)::bigint as amount from ${entries}
    where l.owner_id = any(${registrations}::uuid[]) and t.service_day between ${period.from} and ${period.until} and t.posted_at <= ${asOf}
    group by l.unit`),
  );
}

export type StoodTotal = Balances & {
  readonly organization_id: Id;
  readonly path: string; // where it stood on those days
  readonly month: string; // YYYY-MM
  readonly last_day: BusinessDate;
};

/**
 * What each organisation that stood below these paths on the day gave in a period, by month, as the books said it at a moment: a
 * team that moved since counts where it stood, what was posted or taken back since does not count.
 */
export async function givenAsItStood(
  reader: Reader,
  paths: readonly string[],
  period: Period,
  asOf: Date,
): Promise<StoodTotal[]> {
  const of = (unit: MinuteUnit): Sql =>
    sql.raw(`coalesce(sum(l.amount) filter (where l.unit = '${unit}'), 0)::bigint as ${unit}`);
  const rows = await reader.all<StoodTotal>(sql`
    select t.organization_id, t.organization_path as path, to_char(t.service_day, 'YYYY-MM') as month, ${day(sql`max(t.service_day)`)} as last_day, ${sql.join(minuteUnits.map(of), ', ')}
    from ${entries} where ${postedBelow(paths, period, asOf)} group by 1, 2, 3 order by 2, 3`);
  for (const row of rows) for (const unit of minuteUnits) exact(row[unit]);
  return rows;
}

/** Owner and reference of what gave minutes below these paths by the books of that moment: what was taken back until then is none of it. */
export const referencesAsItStood = (paths: readonly string[], period: Period, asOf: Date): Sql => sql`(
  select t.owner_id, t.reference from ${entries} where ${postedBelow(paths, period, asOf)} group by 1, 2 having sum(l.amount) > 0)`;

const postedBelow = (
  paths: readonly string[],
  period: Period,
  asOf: Date,
): Sql => sql`${atOrBelowAny(sql`t.organization_path`, paths)}
  and t.service_day between ${period.from} and ${period.until} and t.posted_at <= ${asOf} and l.account like 'volunteer:%' and l.unit in (${ofMinutes})`;

export type OrganizationTotal = Balances & { readonly organization_id: Id };

/**
 * What each organisation and all below it gave in a period, as the tree stands now: folded totals and what is not folded yet,
 * in one statement and so in one snapshot. An organisation that gave nothing has zeros.
 */
export async function organizationTotals(
  reader: Reader,
  organizationIds: readonly Id[],
  period: Period,
): Promise<OrganizationTotal[]> {
  const folded = coveringTotals(period).map(
    ({ span, first, last }) => sql`
    select t.organization_id, t.unit, t.amount
    from asked join ledger_totals t on t.organization_id = asked.id and t.span = ${sql.raw(`'${span}'`)} and t.starts_on between ${first} and ${last}`,
  );
  const of = (unit: MinuteUnit): Sql =>
    sql.raw(`coalesce(sum(given.amount) filter (where given.unit = '${unit}'), 0)::bigint as ${unit}`);
  // Both are materialized: a plan made while nothing waits would else walk the waiting ones once for each organisation.
  const rows = await reader.all<OrganizationTotal>(sql`
    with asked as materialized (select distinct id from unnest(${organizationIds}::uuid[]) as ids (id)),
    waiting as materialized (
      select s.superior_id, d.unit, d.amount
      from (select organization_id, unit, sum(amount) as amount from ledger_deltas where service_day between ${period.from} and ${period.until} group by organization_id, unit) d
        join ${superiors} s on s.organization_id = d.organization_id),
    given (organization_id, unit, amount) as (${sql.join([...folded, sql`select superior_id, unit, amount from waiting`], ' union all ')})
    select asked.id as organization_id, ${sql.join(minuteUnits.map(of), ', ')}
    from asked left join given on given.organization_id = asked.id group by asked.id order by asked.id`);
  return rows.map(exactly);
}

export type MonthTotal = {
  readonly organization_id: Id;
  readonly month: number;
  readonly credit_minutes: number;
  readonly honorary_minutes: number;
};

/** The same for each month of a year, of all asked organisations in one snapshot: an organisation and what lies below it always agree. */
export async function monthTotals(reader: Reader, organizationIds: readonly Id[], year: number): Promise<MonthTotal[]> {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  const of = (unit: MinuteUnit): Sql =>
    sql.raw(`coalesce(sum(given.amount) filter (where given.unit = '${unit}'), 0)::bigint as ${unit}`);
  const rows = await reader.all<MonthTotal>(sql`
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
  return rows.map(exactly);
}

/** The same of one person, of all registrations together; a month without transfers has no row. */
export async function monthsOfVolunteer(
  reader: Reader,
  registrations: readonly Id[],
  year: number,
): Promise<Omit<MonthTotal, 'organization_id'>[]> {
  const of = (unit: MinuteUnit): Sql =>
    sql`coalesce(sum(l.amount) filter (where l.unit = ${unit}), 0)::bigint as ${sql.raw(unit)}`;
  const rows = await reader.all<Omit<MonthTotal, 'organization_id'>>(sql`
    select extract(month from t.service_day)::int as month, ${of('credit_minutes')}, ${of('honorary_minutes')} from ${entries}
    where l.owner_id = any(${registrations}::uuid[]) and t.service_day between ${`${year}-01-01`} and ${`${year}-12-31`} group by 1 order by 1`);
  return rows.map(exactly);
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
