/** What no chain says: that each leg lies where it belongs, with its transaction, and that accounts are what their names say. */
import { ownerOf } from '../../domain/ledger/account.ts';
import type { Reader } from '../db/reader.ts';
import { sql, type Sql } from '../db/sql.ts';
import type { Fault } from './fault.ts';

type LegOf = { readonly owner_id: string; readonly account: string };
/** A leg of an account lies with the owner that its name says. */
export const isElsewhere = ({ owner_id, account }: LegOf): boolean => ownerOf(account) !== owner_id;

/** Transactions that are not one leg of an account and one of a source: many owners, many units, or spoilt by hand. */
export const unusual: Sql = sql`
  select transaction_id from ledger_legs group by transaction_id having count(*) <> 2 or count(*) filter (where account like 'source:%') <> 1`;

/** For those of a statement's part of this name: which owner a source feeds by each unit. */
export const fedOf = (looked: Sql): Sql => sql`
  select transaction_id, unit, (array_agg(owner_id order by owner_id))[1] as owner_id
  from ledger_legs where account not like 'source:%' and transaction_id in (select transaction_id from ${looked}) group by transaction_id, unit`;

/** partsOf in domain/ledger/transaction.ts: with the owner of the account, or for a source with the owner it feeds. */
export const strayOf = (looked: Sql): Sql => sql`
  select l.transaction_id, l.account, l.unit, t.id is null as is_lost
  from ledger_legs l left join ledger_transactions t on t.owner_id = l.owner_id and t.id = l.transaction_id
    left join fed on fed.transaction_id = l.transaction_id and fed.unit = l.unit
    cross join lateral (select right(l.account, 36) as owner) of
  where l.transaction_id in (select transaction_id from ${looked}) and (
    t.id is null or (of.owner <> l.owner_id::text and (l.account not like 'source:%' or of.owner = any(t.owners::text[]) or l.owner_id is distinct from coalesce(fed.owner_id, t.owners[1]))))
  order by l.transaction_id, l.account limit 20`;

export type StrayLeg = {
  readonly transaction_id: string;
  readonly account: string;
  readonly unit: string;
  readonly is_lost: boolean;
};
/** What was found while all rows were looked at. */
export type FoundLegs = {
  readonly broken: readonly { readonly transaction_id: string }[];
  readonly strays: readonly StrayLeg[];
};

/** Legs of usual transactions lie with each other unless the row of the account is broken, so beside `strays` only those are asked. */
export async function verifyLegs(reader: Reader, { broken, strays }: FoundLegs): Promise<Fault[]> {
  const suspects = [...new Set(broken.map((leg) => leg.transaction_id))];
  const more = suspects.length === 0 ? [] : await strayAmong(reader, suspects);
  const named = new Map(
    [...strays, ...more].map((row) => [`${row.transaction_id} ${row.account} ${row.unit}`, row] as const),
  );
  const faults = [...named]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, row]): Fault => ({
      check: 'leg',
      where: `${row.account} ${row.unit} of ${row.transaction_id}`,
      says: row.is_lost ? 'belongs to no transaction' : 'does not lie with its owner',
    }));
  return [...faults, ...(await emptyTransactions(reader)), ...(await oddAccounts(reader))];
}

function strayAmong(reader: Reader, suspects: readonly string[]): Promise<StrayLeg[]> {
  return reader.all<StrayLeg>(sql`
    with suspect as materialized (select transaction_id from unnest(${suspects}::uuid[]) as suspects (transaction_id)),
    fed as materialized (${fedOf(sql`suspect`)})
    ${strayOf(sql`suspect`)}`);
}

/** Each owner that takes part holds something by it. */
async function emptyTransactions(reader: Reader): Promise<Fault[]> {
  const rows = await reader.all<{ id: string; owner_id: string }>(sql`
    select t.id, t.owner_id from ledger_transactions t
    where not exists (select from ledger_legs l where l.owner_id = t.owner_id and l.transaction_id = t.id and l.account not like 'source:%')
    order by t.id limit 20`);
  return rows.map((row) => ({
    check: 'leg',
    where: `transaction ${row.id} of ${row.owner_id}`,
    says: 'moves nothing: its legs are missing',
  }));
}

/** mayBeNegative in domain/ledger/account.ts. */
async function oddAccounts(reader: Reader): Promise<Fault[]> {
  const rows = await reader.all<{ account: string; unit: string }>(sql`
    select account, unit from ledger_accounts
    where may_be_negative is distinct from (account like 'volunteer:%' and unit like 'points:%') or right(account, 36) <> owner_id::text
      or (sequence = 0 and (balance, hash) is distinct from (0, repeat('0', 64)))
    order by account, unit limit 20`);
  return rows.map((row) => ({
    check: 'head',
    where: `${row.account} ${row.unit}`,
    says: 'is not an account as it was opened',
  }));
}
