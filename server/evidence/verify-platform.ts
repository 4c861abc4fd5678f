/** What `npm run verify` does: the books, who decides, and every other row of evidence. */
import type { Pool } from 'pg';
import type { PublishedRoot } from '../../domain/ledger/published-seals.ts';
import type { FileStore } from '../attachments/file-store.ts';
import { inSnapshot } from '../db/in-transaction.ts';
import { sql } from '../db/sql.ts';
import { verifyInstallation, type Installation } from '../records/service/verify-books.ts';
import { liesOnSeveral, type RowsDeps } from './explained-rows.ts';
import { verifyFiles } from './verify-files.ts';
import { verifyRows } from './verify-rows.ts';
import { verifySeals } from './verify-seals.ts';

export type VerifiedPlatform = Installation & {
  /** False where rows lie on several machines, each of which counts its transactions by itself. */
  readonly are_rows_compared: boolean;
};

export async function verifyPlatform(
  deps: RowsDeps & { readonly pool: Pool; readonly store: FileStore },
  published: readonly PublishedRoot[],
): Promise<VerifiedPlatform> {
  const found = await verifyInstallation(deps.pool, published);
  return inSnapshot(deps.pool, async (reader) => {
    await reader.all(
      sql`select set_config('work_mem', '64MB', true), set_config('parallel_tuple_cost', '0', true), set_config('search_path', 'pg_catalog, public', true)`,
    );
    return {
      ...found,
      faults: [
        ...found.faults,
        ...(await verifySeals(reader)),
        ...(await verifyRows(reader, deps)),
        ...(await verifyFiles(reader, deps.store)),
      ],
      are_rows_compared: !(await liesOnSeveral(reader)),
    };
  });
}
