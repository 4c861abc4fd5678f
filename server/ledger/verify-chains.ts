/**
 * Recomputes every chain. The database looks through all transfers at once and says which chains do not hold; those are
 * read whole, and domain/ledger names the first row of each. So a million transfers are a few scans, not a million rows fetched.
 */
import { firstChainFault } from '../../domain/ledger/chain-check.ts';
import type { Head } from '../../domain/ledger/seal.ts';
import { genesisHash, type ChainedTransfer, type Unit } from '../../domain/ledger/transfer.ts';
import type { Reader } from '../db/reader.ts';
import { sql, type Sql } from '../db/sql.ts';
import { signed, transferColumns } from './queries.ts';
import { hashText } from './seal-ledger.ts';
import type { Fault } from './verify-ledger.ts';

type ChainKey = { readonly volunteer_id: string; readonly unit: Unit };
type HeadRow = Head & { readonly balance: number };

export async function verifyChains(reader: Reader): Promise<{ transfers: number; chains: number; faults: Fault[] }> {
  const ends = await lookAtEnds(reader);
  const suspects = [...(await brokenRows(reader)), ...(await badReversals(reader)), ...ends.odd].map(
    ({ volunteer_id, unit }) => [`${volunteer_id} ${unit}`, { volunteer_id, unit }] as const,
  );
  const faults: Fault[] = [];
  for (const [, key] of [...new Map(suspects)].sort(([one], [other]) => (one < other ? -1 : 1)))
    faults.push(...(await faultsOf(reader, key)));
  return { transfers: ends.transfers, chains: ends.chains, faults };
}

/** The text of canonicalText in domain/ledger/transfer.ts; a test changes each field and demands that both see it. */
const canonical: Sql = sql`concat_ws(E'\\n', 'transfer 1', t.previous_hash, t.id, t.volunteer_id, t.unit, t.sequence, t.debit_account, t.credit_account, t.amount, t.balance_after,
  t.reason, t.reference, coalesce(t.reverses_id::text, ''), t.organization_id, to_char(t.service_day, 'YYYY-MM-DD'),
  to_char(t.posted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), t.request_key)`;

/** The conditions of firstChainFault for all rows at once; the last row of a chain is its head. An emptied column holds nothing: it is distinct, not equal. */
function brokenRows(reader: Reader): Promise<ChainKey[]> {
  return reader.all<ChainKey>(sql`
    select t.volunteer_id, t.unit
    from ledger_transfers t
      left join ledger_transfers before on before.volunteer_id = t.volunteer_id and before.unit = t.unit and before.sequence = t.sequence - 1
      left join ledger_heads head on head.volunteer_id = t.volunteer_id and head.unit = t.unit and head.sequence = t.sequence
    where (before.sequence is null and t.sequence is distinct from 1) or t.previous_hash is distinct from coalesce(before.hash, ${genesisHash})
      or t.balance_after is distinct from coalesce(before.balance_after, 0) + ${signed(sql`t`)}
      or (head.sequence is not null and (t.hash is distinct from head.hash or t.balance_after is distinct from head.balance))
      or t.hash is distinct from encode(sha256(convert_to(${canonical}, 'UTF8')), 'hex')`);
}

function badReversals(reader: Reader): Promise<ChainKey[]> {
  return reader.all<ChainKey>(sql`
    select r.volunteer_id, r.unit
    from ledger_transfers r left join ledger_transfers original
      on original.volunteer_id = r.volunteer_id and original.unit = r.unit and original.id = r.reverses_id and original.sequence < r.sequence
    where r.reverses_id is not null and (original.amount is distinct from r.amount
      or exists (select 1 from ledger_transfers other where other.volunteer_id = r.volunteer_id and other.reverses_id = r.reverses_id and other.id <> r.id))`);
}

type Ends = { readonly transfers: number; readonly chains: number; readonly odd: ChainKey[] };

/** Each chain has as many rows as its head says: none is missing at the end, none is there twice. */
function lookAtEnds(reader: Reader): Promise<Ends> {
  return reader.one<Ends>(sql`
    with listed as materialized (select volunteer_id, unit, count(*) as transfers, max(sequence) as last from ledger_transfers group by volunteer_id, unit),
    odd as (
      select volunteer_id, unit from listed full join (select volunteer_id, unit, sequence from ledger_heads where sequence > 0) head using (volunteer_id, unit)
      where (listed.transfers, listed.last) is distinct from (head.sequence, head.sequence))
    select coalesce(sum(transfers), 0)::int as transfers, count(*)::int as chains, (select coalesce(json_agg(odd), '[]') from odd) as odd from listed`);
}

const words = {
  missing_transfer: 'a transfer before this one is missing',
  broken_link: 'does not continue the row before it',
  changed_transfer: 'was changed after it was posted',
  wrong_balance: 'carries a wrong balance',
  bad_reversal: 'reverses what it may not',
} as const;

/** The first row that does not hold, in the words of the domain. */
async function faultsOf(reader: Reader, key: ChainKey): Promise<Fault[]> {
  const where = `${key.volunteer_id} ${key.unit}`;
  const transfers = await reader.all<ChainedTransfer>(sql`
    select ${transferColumns} from ledger_transfers where volunteer_id = ${key.volunteer_id} and unit = ${key.unit} order by sequence`);
  const last = transfers.at(-1);
  if (last === undefined) return [{ check: 'head', where, says: 'all transfers of this chain are missing' }];
  const fault = firstChainFault(transfers, hashText);
  if (fault !== null)
    return [{ check: 'chain', where: `${where} #${fault.sequence} ${fault.transfer_id}`, says: words[fault.kind] }];
  const head = await reader.maybe<HeadRow>(
    sql`select volunteer_id, unit, sequence, hash, balance from ledger_heads where volunteer_id = ${key.volunteer_id} and unit = ${key.unit}`,
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
