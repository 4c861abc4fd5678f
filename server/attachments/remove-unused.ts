/** Files that were sent and never used, and bytes that no row names any more. */
import { unusedDays } from '../../domain/attachments/subjects.ts';
import { dayMs } from '../../domain/time.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { Keeping } from './keep-blob.ts';
import { removeUploads } from './remove-uploads.ts';

const page = 500;

/** Returns how many files were removed. */
export async function removeUnused(keeping: Keeping): Promise<number> {
  const reader = new Reader(keeping.pool);
  const before = new Date(keeping.clock().getTime() - unusedDays * dayMs);
  await inTransaction(keeping.pool, (one) => removeUploads(one, sql`begun_at < ${before}`));
  let removed = 0;
  for (let after = ''; ;) {
    const rows = await reader.all<{ sha256: string }>(
      sql`select sha256 from blobs where kept_at < ${before} and sha256 > ${after} order by sha256 limit ${page}`,
    );
    const hashes = rows.map((row) => row.sha256);
    const named = await namedBlobs(reader, hashes);
    for (const sha256 of hashes.filter((one) => !named.has(one)))
      if (await removeBlob(keeping, sha256, before)) removed += 1;
    const last = hashes.at(-1);
    if (last === undefined || hashes.length < page) return removed;
    after = last;
  }
}

/** Whoever keeps the same bytes now waits for the row, and then writes them anew (keep-blob.ts). */
function removeBlob({ pool, store }: Keeping, sha256: string, before: Date): Promise<boolean> {
  return inTransaction(pool, async (reader) => {
    const locked = await reader.maybe(
      sql`select from blobs where sha256 = ${sha256} and kept_at < ${before} for update skip locked`,
    );
    if (!locked || (await namedBlobs(reader, [sha256])).size > 0) return false;
    await store.delete(sha256);
    await reader.all(sql`delete from blobs where sha256 = ${sha256}`);
    return true;
  });
}

/** Those of the hashes that a row names. Uploads are asked first: one that is taken up meanwhile is found among them or as a file. */
async function namedBlobs(reader: Reader, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  const sent = await reader.all<{ sha256: string }>(sql`
    select sha256 from uploads where sha256 = any(${hashes}::text[])
    union all select small_sha256 from uploads where small_sha256 = any(${hashes}::text[])
    union all select sha256 from upload_pieces where sha256 = any(${hashes}::text[])`);
  const used = await reader.all<{ sha256: string }>(sql`
    select sha256 from attachments where sha256 = any(${hashes}::text[])
    union all select small_sha256 from attachments where small_sha256 = any(${hashes}::text[])`);
  return new Set([...sent, ...used].map((row) => row.sha256));
}
