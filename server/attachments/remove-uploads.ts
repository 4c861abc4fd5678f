import type { Reader } from '../db/reader.ts';
import { sql, type Sql } from '../db/sql.ts';

/** With their pieces, in one transaction of the caller's; a piece that is being added waits for the upload. */
export async function removeUploads(reader: Reader, which: Sql): Promise<void> {
  const locked = await reader.all<{ id: string }>(sql`select id from uploads where ${which} order by id for update`);
  const ids = locked.map((row) => row.id);
  await reader.all(sql`delete from upload_pieces where upload_id = any(${ids}::uuid[])`);
  await reader.all(sql`delete from uploads where id = any(${ids}::uuid[])`);
}
