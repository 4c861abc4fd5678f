import type { Pool } from 'pg';
import { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import { sha256Of, type FileStore } from './file-store.ts';

export type Keeping = { readonly pool: Pool; readonly store: FileStore; readonly clock: () => Date };

/**
 * Brings bytes to the store. The row comes first and by itself, so that whatever lies there is known; from then on the sweep
 * leaves it alone for a day, in which a row must name it (remove-unused.ts).
 */
export async function keepBlob({ pool, store, clock }: Keeping, bytes: Buffer): Promise<string> {
  const sha256 = sha256Of(bytes);
  await new Reader(pool).all(sql`
    insert into blobs (sha256, size_bytes, kept_at) values (${sha256}, ${bytes.length}, ${clock()})
    on conflict (sha256) do update set kept_at = excluded.kept_at`);
  await store.put(sha256, bytes);
  return sha256;
}
