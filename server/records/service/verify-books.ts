import type { Pool } from 'pg';
import type { PublishedRoot } from '../../../domain/ledger/published-seals.ts';
import { inOneSnapshot, inSnapshot } from '../../db/in-transaction.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { verifyAudit } from '../../ledger/verify-audit.ts';
import { verifyAuthority } from '../../ledger/verify-authority.ts';
import { verifyChains } from '../../ledger/verify-chains.ts';
import { verifyReferences } from '../../ledger/verify-references.ts';
import { verifySums, type Verification } from '../../ledger/verify-ledger.ts';
import type { Fault } from '../../ledger/fault.ts';
import { restores, verifyNights, verifyPublished } from '../../ledger/verify-sealing.ts';
import { verifyCertificates } from '../certificates/verify-certificates.ts';
import { verifyEvidence } from './verify-evidence.ts';
import { verifyRecords } from './verify-records.ts';

type Check = (reader: Reader) => Promise<readonly Fault[]>;

/**
 * Ledger, records, certificates and audit trail as they were at one instant, so that it may run while others post. Two connections
 * take one check after the other, the longest first: what waits for nothing keeps two processors busy.
 */
export async function verifyBooks(pool: Pool): Promise<Verification> {
  let found = { transfers: 0, chains: 0, seals: 0 };
  const take = <T extends { readonly faults: readonly Fault[] }>({ faults, ...counted }: T): readonly Fault[] => {
    found = { ...found, ...counted };
    return faults;
  };
  const checks: readonly Check[] = [
    async (reader) => take(await verifyChains(reader)),
    verifyRecords,
    verifyAudit,
    verifyEvidence,
    async (reader) => take(await verifySums(reader)),
    verifyCertificates,
  ];
  const faults: (readonly Fault[])[] = checks.map(() => []);
  const waiting = checks.entries();
  const work = async (reader: Reader): Promise<void> => {
    await prepare(reader);
    for (const [place, check] of waiting) faults[place] = await check(reader);
  };
  await inOneSnapshot(pool, work, work);
  return { ...found, faults: faults.flat() };
}

export type Installation = Verification & {
  readonly restores: readonly { readonly at: Date; readonly taken_at: string }[];
};

/** The books, who holds roles and which rules are in force, whether each night was sealed, and what was published before. */
export async function verifyInstallation(pool: Pool, published: readonly PublishedRoot[]): Promise<Installation> {
  const books = await verifyBooks(pool);
  return inSnapshot(pool, async (reader) => {
    await prepare(reader);
    const more: Fault[] = [
      ...(await verifyAuthority(reader)),
      ...(await verifyReferences(reader)),
      ...(await verifyNights(reader)),
      ...(await verifyPublished(reader, published)),
    ];
    return { ...books, faults: [...books.faults, ...more], restores: await restores(reader) };
  });
}

/** Room for joins, one process a connection, and no function of somebody else's before PostgreSQL's own. */
async function prepare(reader: Reader): Promise<void> {
  await reader.all(
    sql`select set_config('work_mem', '64MB', true), set_config('max_parallel_workers_per_gather', '0', true), set_config('search_path', 'pg_catalog, public', true)`,
  );
}
