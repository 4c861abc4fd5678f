import type { Pool } from 'pg';
import { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { FileStore } from './file-store.ts';

/**
 * What an upgrade took out of other tables goes to the store at the next start, one after the other: each leaves the database once
 * it lies there, so a start that was stopped goes on where it was. Returns how many there were.
 */
export async function moveBlobs({ pool, store }: { readonly pool: Pool; readonly store: FileStore }): Promise<number> {
  const reader = new Reader(pool);
  for (let moved = 0; ; moved += 1) {
    const next = await reader.maybe<{ sha256: string; content: Buffer }>(
      sql`select sha256, content from blobs_to_move order by sha256 limit 1`,
    );
    if (next === undefined) return moved;
    await store.put(next.sha256, next.content);
    await reader.all(sql`delete from blobs_to_move where sha256 = ${next.sha256}`);
  }
}
