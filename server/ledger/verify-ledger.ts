/** Recomputes every chain, balance, total and seal from the rows, and names the first row of each that does not hold. */
import { sealRoot } from '../../domain/ledger/seal.ts';
import { genesisHash } from '../../domain/ledger/transaction.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import { upwards, type Given } from './fold-totals.ts';
import { entries, type SealRow } from './queries.ts';
import { hashText } from './seal-ledger.ts';
import { verifyChains } from './verify-chains.ts';
import { verifyPaths } from './verify-paths.ts';
import { verifySealedTo } from './verify-sealing.ts';
import type { Fault } from './fault.ts';

export type Verification = {
  readonly transfers: number;
  readonly chains: number;
  readonly seals: number;
  readonly faults: readonly Fault[];
};

export async function verifyLedger(reader: Reader): Promise<Verification> {
  const chains = await verifyChains(reader);
  const sums = await verifySums(reader);
  return { ...chains, ...sums, faults: [...chains.faults, ...sums.faults] };
}

/** What is computed from entries: totals and seals. */
export async function verifySums(reader: Reader): Promise<{ seals: number; faults: Fault[] }> {
  const totals = await verifyTotals(reader);
  const seals = await verifySeals(reader);
  return {
    seals: seals.seals,
    faults: [
      ...(await verifyPaths(reader)),
      ...totals,
      ...seals.faults,
      ...(await verifySealedHeads(reader)),
      ...(await verifySealedTo(reader)),
    ],
  };
}

/** Each total, kept or not folded yet, against the rows that it stands for. */
async function verifyTotals(reader: Reader): Promise<Fault[]> {
  const posted = await reader.all<Given>(sql`
    select t.organization_id, l.unit, to_char(t.service_day, 'YYYY-MM-DD') as service_day, sum(l.amount)::text as amount
    from ${entries} where l.account like 'volunteer:%' group by t.organization_id, l.unit, t.service_day`);
  const waiting = await reader.all<Given>(sql`
    select organization_id, unit, to_char(service_day, 'YYYY-MM-DD') as service_day, (-sum(amount))::text as amount from ledger_deltas group by organization_id, unit, service_day`);
  const rows = await reader.all<{
    organization_id: string;
    unit: string;
    span: string;
    starts_on: string;
    listed: number;
    total: number;
  }>(sql`
    select organization_id, unit, span, starts_on, sum(listed)::bigint as listed, sum(total)::bigint as total
    from (
      select organization_id, unit, span, starts_on, amount as listed, 0::bigint as total from (${upwards([...posted, ...waiting])}) expected
      union all select organization_id, unit, span, starts_on, 0::bigint, amount from ledger_totals) each
    group by organization_id, unit, span, starts_on having sum(listed) <> sum(total) order by starts_on, organization_id, span, unit limit 20`);
  return rows.map((row) => ({
    check: 'total',
    where: `${row.organization_id} ${row.unit} ${row.span} ${row.starts_on}`,
    says: `the total says ${row.total}, the list ${row.listed}`,
  }));
}

/** The text of sealRoot in domain/ledger/seal.ts, for all nights at once. */
async function verifySeals(reader: Reader): Promise<{ seals: number; faults: Fault[] }> {
  const seals = await reader.all<Omit<SealRow, 'sealed_at'>>(sql`
    select number, to_char(sealed_on, 'YYYY-MM-DD') as sealed_on, audit_root, head_count, previous_root, root from ledger_seals order by number`);
  const found = await reader.all<{ number: number; root: string }>(sql`
    select s.number, encode(sha256(convert_to(concat_ws(E'\\n', 'seal 3', s.previous_root, to_char(s.sealed_on, 'YYYY-MM-DD'), s.audit_root, h.heads, h.lines), 'UTF8')), 'hex') as root
    from ledger_seals s join (
      select seal_number, count(*) as heads, string_agg(line, E'\\n' order by line collate "C") as lines
      from (select seal_number, concat_ws(' ', account, unit, sequence, hash) as line from ledger_sealed_heads) each
      group by seal_number) h on h.seal_number = s.number`);
  const computed = new Map(found.map((seal) => [seal.number, seal.root]));
  let previousRoot = genesisHash;
  for (const [index, seal] of seals.entries()) {
    const fault = (says: string): { seals: number; faults: Fault[] } => ({
      seals: seals.length,
      faults: [{ check: 'seal', where: `seal ${seal.number} of ${seal.sealed_on}`, says }],
    });
    if (seal.number !== index + 1 || seal.previous_root !== previousRoot)
      return fault('does not continue the seal before it');
    const root = computed.get(seal.number) ?? sealRoot([], seal.previous_root, seal, hashText);
    if (root !== seal.root) return fault('its root does not match its heads');
    previousRoot = seal.root;
  }
  return { seals: seals.length, faults: [] };
}

/** A row changed and hashed anew, head and all, still differs from what was sealed. */
async function verifySealedHeads(reader: Reader): Promise<Fault[]> {
  const rows = await reader.all<{ account: string; unit: string; sequence: number; seal_number: number }>(sql`
    select s.account, s.unit, s.sequence, s.seal_number from ledger_sealed_heads s
    left join ledger_legs l on l.owner_id = s.owner_id and l.sequence = s.sequence and l.account is not distinct from s.account and l.unit is not distinct from s.unit
    where l.hash is distinct from s.hash order by s.seal_number, s.account limit 20`);
  return rows.map((row) => ({
    check: 'sealed_head',
    where: `${row.account} ${row.unit} #${row.sequence}`,
    says: `is not what seal ${row.seal_number} covered`,
  }));
}
