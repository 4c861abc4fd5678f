/**
 * Recomputes every chain. The database looks through all entries at once and says which chains do not hold; those are
 * read whole, and domain/ledger names the first row of each. So a million entries are a few scans, not a million rows fetched.
 */
import { firstChainFault } from '../../domain/ledger/chain-check.ts';
import type { Head } from '../../domain/ledger/seal.ts';
import { genesisHash } from '../../domain/ledger/transaction.ts';
import type { Reader } from '../db/reader.ts';
import { sql, type Sql } from '../db/sql.ts';
import { readChain } from './queries.ts';
import { hashText } from './seal-ledger.ts';
import { inOnePass } from './in-one-pass.ts';
import { fedOf, isElsewhere, strayOf, unusual, verifyLegs, type StrayLeg } from './verify-legs.ts';
import type { Fault } from './fault.ts';

type ChainKey = { readonly owner_id: string; readonly account: string; readonly unit: string };
type Found = {
  readonly broken: readonly (ChainKey & { readonly transaction_id: string })[];
  readonly strays: readonly StrayLeg[];
};
type HeadRow = Head & { readonly balance: number };

export async function verifyChains(reader: Reader): Promise<{ transfers: number; chains: number; faults: Fault[] }> {
  const ends = await lookAtHeads(reader);
  const found = await inOnePass(reader, () => lookAtRows(reader));
  const suspects = [...found.broken, ...(await badReferences(reader)), ...(await lostEnds(reader))].map(
    ({ owner_id, account, unit }) => [`${account} ${unit} ${owner_id}`, { owner_id, account, unit }] as const,
  );
  const faults: Fault[] = [];
  for (const [, key] of [...new Map(suspects)].sort(([one], [other]) => (one < other ? -1 : 1)))
    faults.push(...(await faultsOf(reader, key)));
  return { ...ends, faults: [...faults, ...(await verifyLegs(reader, found))] };
}

/** The text of canonicalText in domain/ledger/transaction.ts; a test changes each field and demands that both see it. */
const canonical: Sql = sql`concat_ws(E'\\n', 'entry 1', l.previous_hash, l.account, l.unit, l.sequence, l.balance_after, t.id, case when whole.lines is null then l.owner_id::text else array_to_string(t.owners, ' ') end, t.reason, t.reference,
  coalesce(t.reverses_id::text, ''), coalesce(t.overturns_id::text, ''), t.organization_id, t.organization_path, to_char(t.service_day::timestamp, 'YYYY-MM-DD'),
  to_char(t.posted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), t.request_key, coalesce(whole.lines, case
    when s.account < l.account collate "C" then concat_ws(' ', s.account, s.unit, s.amount || E'\\n' || l.account, l.unit, l.amount)
    else concat_ws(' ', l.account, l.unit, l.amount || E'\\n' || s.account, s.unit, s.amount) end))`;

/**
 * The conditions of firstChainFault for all rows at once. An emptied column holds nothing: it is distinct, not equal. Nearly every
 * transaction is one leg of an account and one of a source beside it, which a join finds; only the legs of others are put
 * together. Neighbours and heads are found by owner and number: account and unit are compared, but are no part of the key, which
 * would cost more than the row that is compared in vain.
 */
function lookAtRows(reader: Reader): Promise<Found> {
  return reader.one<Found>(sql`
    with unusual as materialized (${unusual}),
    whole as materialized (
      select transaction_id, string_agg(concat_ws(' ', account, unit, amount), E'\\n' order by account collate "C", unit collate "C") as lines,
        array_agg(distinct owner_id) filter (where account not like 'source:%') as owners, bool_or(is_uneven) as is_uneven
      from (
        select *, sum(amount) over (partition by transaction_id, unit) is distinct from 0 as is_uneven
        from ledger_legs where transaction_id in (select transaction_id from unusual)) each
      group by transaction_id),
    fed as materialized (${fedOf(sql`unusual`)})
    select (select coalesce(json_agg(broken), '[]') from (${brokenRows}) broken) as broken, (select coalesce(json_agg(stray), '[]') from (${strayOf(sql`unusual`)}) stray) as strays`);
}

const brokenRows: Sql = sql`
    select l.owner_id, l.account, l.unit, l.transaction_id
    from ledger_legs l left join ledger_transactions t on t.owner_id = l.owner_id and t.id = l.transaction_id
      left join ledger_legs s on s.owner_id = l.owner_id and s.transaction_id = l.transaction_id and s.account like 'source:%'
      left join whole on whole.transaction_id = l.transaction_id
      left join ledger_legs before on before.owner_id = l.owner_id and before.sequence = l.sequence - 1 and before.sequence is not null and before.account is not distinct from l.account and before.unit is not distinct from l.unit
      left join ledger_accounts head on head.owner_id = l.owner_id and head.account is not distinct from l.account and head.unit is not distinct from l.unit
    where l.account not like 'source:%' and (
      t.id is null or (l.sequence = 1 and right(l.account, 36) <> l.owner_id::text)
      or case when whole.transaction_id is null then s.amount is distinct from -l.amount or s.unit is distinct from l.unit or t.owners[1] is distinct from l.owner_id or cardinality(t.owners) > 1 else whole.owners is distinct from t.owners or whole.is_uneven end
      or (before.sequence is null and l.sequence is distinct from 1) or l.previous_hash is distinct from coalesce(before.hash, ${genesisHash})
      or l.balance_after is distinct from coalesce(before.balance_after, 0) + l.amount
      or head.sequence is null or l.sequence > head.sequence or (l.sequence = head.sequence and (l.hash is distinct from head.hash or l.balance_after is distinct from head.balance))
      or l.hash is distinct from encode(sha256(convert_to(${canonical}, 'UTF8')), 'hex'))`;

/** What is reversed or overturned stands before it in the same account with the opposite amount, and was undone once. */
function badReferences(reader: Reader): Promise<ChainKey[]> {
  return reader.all<ChainKey>(sql`
    select l.owner_id, l.account, l.unit
    from ledger_transactions t join ledger_legs l on l.owner_id = t.owner_id and l.transaction_id = t.id and l.account not like 'source:%'
      cross join lateral (values (t.reverses_id, false), (t.overturns_id, true)) named (id, is_strike)
      left join ledger_legs earlier on earlier.owner_id = l.owner_id and earlier.account = l.account and earlier.unit = l.unit and earlier.transaction_id = named.id and earlier.sequence < l.sequence
      left join ledger_transactions undone on undone.owner_id = l.owner_id and undone.id = earlier.transaction_id
    where (t.reverses_id is not null or t.overturns_id is not null) and named.id is not null and (
      earlier.amount is distinct from -l.amount or (named.is_strike and undone.reverses_id is null)
      or exists (select 1 from ledger_transactions other where other.owner_id = t.owner_id and other.id <> t.id and (other.reverses_id = named.id or other.overturns_id = named.id)))`);
}

type Ends = { readonly transfers: number; readonly chains: number };

/** How many rows the heads stand for; that they are there is asked of each row and of each head. */
function lookAtHeads(reader: Reader): Promise<Ends> {
  return reader.one<Ends>(
    sql`select coalesce(sum(sequence), 0)::bigint as transfers, count(*)::bigint as chains from ledger_accounts where sequence > 0`,
  );
}

/** Each chain ends where its head says: none is missing at the end. */
function lostEnds(reader: Reader): Promise<ChainKey[]> {
  return reader.all<ChainKey>(sql`
    select head.owner_id, head.account, head.unit
    from ledger_accounts head left join ledger_legs l on l.owner_id = head.owner_id and l.sequence = head.sequence and l.account is not distinct from head.account and l.unit is not distinct from head.unit
    where head.sequence > 0 and l.owner_id is null`);
}

const words = {
  missing_entry: 'a transfer before this one is missing',
  broken_link: 'does not continue the row before it',
  changed_entry: 'was changed after it was posted',
  wrong_balance: 'carries a wrong balance',
  unbalanced: 'gives another amount than it takes',
  bad_reversal: 'reverses what it may not',
  bad_overturning: 'overturns what it may not',
} as const;

/** The first row that does not hold, in the words of the domain. */
async function faultsOf(reader: Reader, key: ChainKey): Promise<Fault[]> {
  const where = `${key.account} ${key.unit}`;
  const entries = await readChain(reader, key);
  const last = entries.at(-1);
  if (last === undefined) return [{ check: 'head', where, says: 'all transfers of this chain are missing' }];
  const fault = firstChainFault(entries, hashText);
  if (fault !== null)
    return [{ check: 'chain', where: `${where} #${fault.sequence} ${fault.transaction_id}`, says: words[fault.kind] }];
  const head = await reader.maybe<HeadRow>(
    sql`select account, unit, sequence, hash, balance from ledger_accounts where owner_id = ${key.owner_id} and account = ${key.account} and unit = ${key.unit}`,
  );
  if (head === undefined) return [{ check: 'head', where, says: 'the head is missing' }];
  if (head.sequence > last.sequence)
    return [{ check: 'head', where: `${where} #${last.sequence + 1}`, says: 'the last transfer is missing' }];
  if (head.sequence !== last.sequence || head.hash !== last.hash)
    return [{ check: 'head', where, says: 'the head is not the last transfer' }];
  if (head.balance !== last.balance_after)
    return [{ check: 'head', where, says: `the balance says ${head.balance}, the transfers ${last.balance_after}` }];
  if (isElsewhere(key)) return []; // its legs are named one by one
  return [{ check: 'chain', where, says: 'the database and the platform do not compute the same hash' }];
}
