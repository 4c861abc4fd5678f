/** What no chain says: that each leg lies where it belongs, with its transaction, and that accounts are what their names say. */
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { Fault } from './fault.ts';

export async function verifyLegs(reader: Reader): Promise<Fault[]> {
  return [...(await strayLegs(reader)), ...(await emptyTransactions(reader)), ...(await oddAccounts(reader))];
}

/** partsOf in domain/ledger/transaction.ts: with the owner of the account, or for a source with the owner it feeds. */
async function strayLegs(reader: Reader): Promise<Fault[]> {
  const rows = await reader.all<{ transaction_id: string; account: string; unit: string; is_lost: boolean }>(sql`
    select l.transaction_id, l.account, l.unit, t.id is null as is_lost
    from ledger_legs l left join ledger_transactions t on t.owner_id = l.owner_id and t.id = l.transaction_id
      cross join lateral (select right(l.account, 36) as owner) of
    where t.id is null or (of.owner <> l.owner_id::text and (l.account not like 'source:%' or of.owner = any(t.owners::text[])
      or l.owner_id is distinct from (
        select k.owner_id from ledger_legs k where k.owner_id = any(t.owners) and k.transaction_id = t.id and k.account not like 'source:%'
        order by k.unit <> l.unit, k.owner_id limit 1)))
    order by l.transaction_id, l.account limit 20`);
  return rows.map((row) => ({
    check: 'leg',
    where: `${row.account} ${row.unit} of ${row.transaction_id}`,
    says: row.is_lost ? 'belongs to no transaction' : 'does not lie with its owner',
  }));
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
