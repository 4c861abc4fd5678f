/** Recomputes every chain, balance, total and seal from the rows, and names the first row of each that does not hold. */
import { firstChainFault } from '../../domain/ledger/chain-check.ts';
import { sealRoot, type Head } from '../../domain/ledger/seal.ts';
import { genesisHash, type ChainedTransfer, type Unit } from '../../domain/ledger/transfer.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import { upwards } from './fold-totals.ts';
import { transferColumns, type SealRow } from './queries.ts';
import { hashText } from './seal-ledger.ts';

export type Fault = { readonly check: 'chain' | 'head' | 'total' | 'seal' | 'sealed_head' | 'record'; readonly where: string; readonly says: string };
export type Verification = { readonly transfers: number; readonly chains: number; readonly seals: number; readonly faults: readonly Fault[] };
type ChainKey = { readonly volunteer_id: string; readonly unit: Unit };
type HeadRow = Head & { readonly balance: number };

const batch = 5000;

export async function verifyLedger(reader: Reader): Promise<Verification> {
  const chains = await verifyChains(reader);
  const seals = await verifySeals(reader);
  const faults = [...chains.faults, ...(await verifyTotals(reader)), ...seals.faults, ...(await verifySealedHeads(reader))];
  return { transfers: chains.transfers, chains: chains.chains, seals: seals.seals, faults };
}

async function verifyChains(reader: Reader): Promise<{ transfers: number; chains: number; faults: Fault[] }> {
  const faults: Fault[] = [];
  let transfers = 0;
  let chains = 0;
  let open: ChainedTransfer[] = [];
  let after = { volunteer_id: '00000000-0000-0000-0000-000000000000', unit: '', sequence: 0 };
  const close = async (): Promise<void> => {
    const first = open[0];
    if (first === undefined) return;
    chains += 1;
    faults.push(...(await chainFaults(reader, first, open)));
    open = [];
  };
  for (;;) {
    const rows: ChainedTransfer[] = await reader.all<ChainedTransfer>(sql`
      select ${transferColumns} from ledger_transfers where (volunteer_id, unit, sequence) > (${after.volunteer_id}, ${after.unit}, ${after.sequence})
      order by volunteer_id, unit, sequence limit ${batch}`);
    for (const row of rows) {
      const last = open.at(-1);
      if (last !== undefined && (last.volunteer_id !== row.volunteer_id || last.unit !== row.unit)) await close();
      open.push(row);
    }
    transfers += rows.length;
    const last = rows.at(-1);
    if (last !== undefined) after = last;
    if (rows.length < batch) break;
  }
  await close();
  const headless = await reader.all<ChainKey>(sql`
    select volunteer_id, unit from ledger_heads h where sequence > 0
      and not exists (select 1 from ledger_transfers t where t.volunteer_id = h.volunteer_id and t.unit = h.unit)`);
  faults.push(...headless.map((key) => ({ check: 'head' as const, where: `${key.volunteer_id} ${key.unit}`, says: 'all transfers of this chain are missing' })));
  return { transfers, chains, faults };
}

const words = {
  missing_transfer: 'a transfer before this one is missing',
  broken_link: 'does not continue the row before it',
  changed_transfer: 'was changed after it was posted',
  wrong_balance: 'carries a wrong balance',
  bad_reversal: 'reverses what it may not',
} as const;

async function chainFaults(reader: Reader, key: ChainKey, transfers: readonly ChainedTransfer[]): Promise<Fault[]> {
  const where = `${key.volunteer_id} ${key.unit}`;
  const fault = firstChainFault(transfers, hashText);
  if (fault !== null) return [{ check: 'chain', where: `${where} #${fault.sequence} ${fault.transfer_id}`, says: words[fault.kind] }];
  const last = transfers.at(-1);
  const head = await reader.maybe<HeadRow>(sql`select volunteer_id, unit, sequence, hash, balance from ledger_heads where volunteer_id = ${key.volunteer_id} and unit = ${key.unit}`);
  if (head === undefined || last === undefined) return [{ check: 'head', where, says: 'the head is missing' }];
  if (head.sequence > last.sequence) return [{ check: 'head', where: `${where} #${last.sequence + 1}`, says: 'the last transfer is missing' }];
  if (head.sequence !== last.sequence || head.hash !== last.hash) return [{ check: 'head', where, says: 'the head is not the last transfer' }];
  return head.balance === last.balance_after ? [] : [{ check: 'head', where, says: `the balance says ${head.balance}, the transfers ${last.balance_after}` }];
}

/** Each total, kept or not folded yet, against the rows that it stands for. */
async function verifyTotals(reader: Reader): Promise<Fault[]> {
  const rows = await reader.all<{ organization_id: string; unit: string; span: string; starts_on: string; listed: number; total: number }>(sql`
    with listed as (
      select organization_id, unit, service_day, sum(case when credit_account = 'volunteer:' || volunteer_id then amount else -amount end) as amount
      from ledger_transfers group by organization_id, unit, service_day
      union all select organization_id, unit, service_day, -amount from ledger_deltas),
    expected as (${upwards(sql`listed`)})
    select organization_id, unit, span, starts_on, coalesce(expected.amount, 0) as listed, coalesce(t.amount, 0) as total
    from expected full join ledger_totals t using (organization_id, unit, span, starts_on)
    where coalesce(expected.amount, 0) <> coalesce(t.amount, 0) order by starts_on, organization_id, span, unit limit 20`);
  return rows.map((row) => ({ check: 'total', where: `${row.organization_id} ${row.unit} ${row.span} ${row.starts_on}`, says: `the total says ${row.total}, the list ${row.listed}` }));
}

async function verifySeals(reader: Reader): Promise<{ seals: number; faults: Fault[] }> {
  const seals = await reader.all<SealRow>(sql`
    select number, to_char(sealed_on, 'YYYY-MM-DD') as sealed_on, sealed_at, head_count, previous_root, root from ledger_seals order by number`);
  let previousRoot = genesisHash;
  for (const [index, seal] of seals.entries()) {
    const fault = (says: string): { seals: number; faults: Fault[] } => ({ seals: seals.length, faults: [{ check: 'seal', where: `seal ${seal.number} of ${seal.sealed_on}`, says }] });
    if (seal.number !== index + 1 || seal.previous_root !== previousRoot) return fault('does not continue the seal before it');
    const heads = await reader.all<Head>(sql`select volunteer_id, unit, sequence, hash from ledger_sealed_heads where seal_number = ${seal.number}`);
    if (sealRoot(heads, previousRoot, seal.sealed_on, hashText) !== seal.root) return fault('its root does not match its heads');
    previousRoot = seal.root;
  }
  return { seals: seals.length, faults: [] };
}

/** A row changed and hashed anew, head and all, still differs from what was sealed. */
async function verifySealedHeads(reader: Reader): Promise<Fault[]> {
  const rows = await reader.all<{ volunteer_id: string; unit: string; sequence: number; seal_number: number }>(sql`
    select s.volunteer_id, s.unit, s.sequence, s.seal_number from ledger_sealed_heads s
    left join ledger_transfers t on t.volunteer_id = s.volunteer_id and t.unit = s.unit and t.sequence = s.sequence
    where t.hash is distinct from s.hash order by s.seal_number, s.volunteer_id limit 20`);
  return rows.map((row) => ({ check: 'sealed_head', where: `${row.volunteer_id} ${row.unit} #${row.sequence}`, says: `is not what seal ${row.seal_number} covered` }));
}
