/** The nightly seal, and the jobs of the ledger. */
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { nextSeal, type Head } from '../../domain/ledger/seal.ts';
import { genesisHash } from '../../domain/ledger/transaction.ts';
import { businessDate } from '../../domain/time.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { sql } from '../db/sql.ts';
import type { Job } from '../services.ts';
import { foldTotals } from './fold-totals.ts';
import { sealAudit } from './seal-audit.ts';
import { readLastSeal, type SealRow } from './queries.ts';

export const hashText = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** One seal a business day; a second call on the same day returns null. */
export async function sealLedger(pool: Pool, now: Date): Promise<SealRow | null> {
  return inTransaction(pool, async (reader) => {
    await reader.all(sql`select pg_advisory_xact_lock(71640001)`);
    const last = await readLastSeal(reader);
    const day = businessDate(now);
    if (last !== undefined && last.sealed_on >= day) return null;
    const heads = await reader.all<Head & { owner_id: string }>(sql`
      update ledger_accounts set sealed_sequence = sequence where sequence > sealed_sequence returning owner_id, account, unit, sequence, hash`);
    const audit = await reader.maybe<{ root: string }>(sql`select root from audit_seals order by number desc limit 1`);
    const seal = nextSeal(last ?? null, heads, { sealed_on: day, audit_root: audit?.root ?? genesisHash }, hashText);
    await reader.all(sql`
      insert into ledger_seals (number, sealed_on, sealed_at, head_count, previous_root, root, audit_root)
      values (${seal.number}, ${seal.sealed_on}, ${now}, ${seal.head_count}, ${seal.previous_root}, ${seal.root}, ${seal.audit_root})`);
    await reader.all(sql`
      insert into ledger_sealed_heads (owner_id, account, unit, seal_number, sequence, hash)
      select o, a, u, ${seal.number}, s, h from unnest(${heads.map((head) => head.owner_id)}::uuid[], ${heads.map((head) => head.account)}::text[], ${heads.map((head) => head.unit)}::text[],
        ${heads.map((head) => head.sequence)}::bigint[], ${heads.map((head) => head.hash)}::text[]) as moved (o, a, u, s, h)`);
    return { ...seal, sealed_at: now };
  });
}

export const ledgerJobs: readonly Job[] = [
  // Before the ledger's, which holds its root, and late enough that nothing of the day before is still on its way
  {
    name: 'audit_seal',
    title: { zh: '封存操作记录', en: 'Seal the audit trail' },
    cron: '50 16 * * *',
    run: async (services) => {
      await sealAudit(services.pool, services.clock());
    },
  },
  {
    name: 'ledger_seal',
    title: { zh: '封存账本', en: 'Seal the ledger' },
    cron: '10 17 * * *',
    run: async (services) => {
      await sealLedger(services.pool, services.clock());
    },
  },
  {
    name: 'ledger_fold',
    title: { zh: '归并时数合计', en: 'Fold the totals of hours' },
    cron: '*/5 * * * *',
    run: async (services) => {
      await foldTotals(services.pool);
    },
  },
];
