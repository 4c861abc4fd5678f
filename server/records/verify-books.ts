import type { Pool } from 'pg';
import { inOneSnapshot } from '../db/in-transaction.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import { verifyAudit } from '../ledger/verify-audit.ts';
import { verifyChains } from '../ledger/verify-chains.ts';
import { verifySums, type Verification } from '../ledger/verify-ledger.ts';
import { verifyRecords } from './verify-records.ts';

/** Ledger, records and audit trail as they were at one instant, so that it may run while others post. */
export async function verifyBooks(pool: Pool): Promise<Verification> {
  const [chains, sums] = await inOneSnapshot(pool, async (reader) => {
    await prepare(reader);
    return verifyChains(reader);
  }, async (reader) => {
    await prepare(reader);
    const { seals, faults } = await verifySums(reader);
    return { seals, faults: [...faults, ...(await verifyRecords(reader)), ...(await verifyAudit(reader))] };
  });
  return { ...chains, ...sums, faults: [...chains.faults, ...sums.faults] };
}

/** Room for joins, all processes (the planner expects every row to be broken), and no function of somebody else's before PostgreSQL's own. */
async function prepare(reader: Reader): Promise<void> {
  await reader.all(sql`select set_config('work_mem', '64MB', true), set_config('parallel_tuple_cost', '0', true), set_config('search_path', 'pg_catalog, public', true)`);
}
