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
import { verifyLegs } from './verify-legs.ts';
import type { Fault } from './fault.ts';

type ChainKey = { readonly owner_id: string; readonly account: string; readonly unit: string };
type HeadRow = Head & { readonly balance: number };

export async function verifyChains(reader: Reader): Promise<{ transfers: number; chains: number; faults: Fault[] }> {
  const ends = await lookAtEnds(reader);
  const suspects = [...(await brokenRows(reader)), ...(await badReferences(reader)), ...ends.odd].map(
    ({ owner_id, account, unit }) => [`${account} ${unit} ${owner_id}`, { owner_id, account, unit }] as const,
  );
  const faults: Fault[] = [];
  for (const [, key] of [...new Map(suspects)].sort(([one], [other]) => (one < other ? -1 : 1)))
    faults.push(...(await faultsOf(reader, key)));
  return { transfers: ends.transfers, chains: ends.chains, faults: [...faults, ...(await verifyLegs(reader))] };
}

/** The text of canonicalText in domain/ledger/transaction.ts; a test changes each field and demands that both see it. */
const canonical: Sql = sql`concat_ws(E'\\n', 'entry 1', l.previous_hash, l.account, l.unit, l.sequence, l.balance_after, t.id, array_to_string(t.owners, ' '), t.reason, t.reference,
  coalesce(t.reverses_id::text, ''), coalesce(t.overturns_id::text, ''), t.organization_id, t.organization_path, to_char(t.service_day, 'YYYY-MM-DD'),
  to_char(t.posted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), t.request_key, whole.lines)`;

/** The conditions of firstChainFault for all rows at once; the last row of a chain is its head. An emptied column holds nothing: it is distinct, not equal. */
function brokenRows(reader: Reader): Promise<ChainKey[]> {
  return reader.all<ChainKey>(sql`
    with whole as materialized (
      select transaction_id, string_agg(concat_ws(' ', account, unit, amount), E'\\n' order by account collate "C", unit collate "C") as lines,
        array_agg(distinct owner_id) filter (where account not like 'source:%') as owners
      from ledger_legs group by transaction_id),
    uneven as materialized (select distinct transaction_id from (select transaction_id from ledger_legs group by transaction_id, unit having sum(amount) is distinct from 0) each)
    select l.owner_id, l.account, l.unit
    from ledger_legs l left join ledger_transactions t on t.owner_id = l.owner_id and t.id = l.transaction_id
      left join whole on whole.transaction_id = l.transaction_id left join uneven on uneven.transaction_id = l.transaction_id
      left join ledger_legs before on before.owner_id = l.owner_id and before.account = l.account and before.unit = l.unit and before.sequence = l.sequence - 1
      left join ledger_accounts head on head.owner_id = l.owner_id and head.account = l.account and head.unit = l.unit and head.sequence = l.sequence
    where l.account not like 'source:%' and (
      t.id is null or whole.owners is distinct from t.owners or uneven.transaction_id is not null
      or (before.sequence is null and l.sequence is distinct from 1) or l.previous_hash is distinct from coalesce(before.hash, ${genesisHash})
      or l.balance_after is distinct from coalesce(before.balance_after, 0) + l.amount
      or (head.sequence is not null and (l.hash is distinct from head.hash or l.balance_after is distinct from head.balance))
      or l.hash is distinct from encode(sha256(convert_to(${canonical}, 'UTF8')), 'hex'))`);
}

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

type Ends = { readonly transfers: number; readonly chains: number; readonly odd: ChainKey[] };

/** Each chain has as many rows as its head says: none is missing at the end, none is there twice. */
function lookAtEnds(reader: Reader): Promise<Ends> {
  return reader.one<Ends>(sql`
    with listed as materialized (
      select owner_id, account, unit, count(*) as transfers, max(sequence) as last from ledger_legs where account not like 'source:%' group by owner_id, account, unit),
    odd as (
      select owner_id, account, unit from listed full join (select owner_id, account, unit, sequence from ledger_accounts where sequence > 0) head using (owner_id, account, unit)
      where (listed.transfers, listed.last) is distinct from (head.sequence, head.sequence))
    select coalesce(sum(transfers), 0)::bigint as transfers, count(*)::bigint as chains, (select coalesce(json_agg(odd), '[]') from odd) as odd from listed`);
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
  return [{ check: 'chain', where, says: 'the database and the platform do not compute the same hash' }];
}
