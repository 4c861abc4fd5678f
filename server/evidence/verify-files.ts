/** Names each file that is missing, or is not what was kept. */
import type { Id } from '../../domain/id.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { Fault } from '../ledger/fault.ts';
import { sha256Of, type FileStore } from '../attachments/file-store.ts';

const page = 1000;
const shownAtMost = 40;

export async function verifyFiles(reader: Reader, store: FileStore): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (let after = ''; faults.length < shownAtMost;) {
    const rows = await reader.all<{ sha256: string; subject: string; subject_id: Id; id: Id }>(sql`
      select distinct on (f.sha256) f.sha256, a.subject, a.subject_id, a.id
      from attachments a cross join lateral (values (a.sha256), (a.small_sha256)) f (sha256)
      where f.sha256 > ${after} order by f.sha256, a.id limit ${page}`);
    for (const row of rows) {
      const says = await faultOf(store, row.sha256);
      if (says !== null)
        faults.push({ check: 'file', where: `attachments ${row.subject_id} ${row.id} (${row.subject})`, says });
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < page) break;
    after = last.sha256;
  }
  return faults.slice(0, shownAtMost);
}

async function faultOf(store: FileStore, sha256: string): Promise<string | null> {
  const bytes = await store.get(sha256);
  if (bytes === null) return `its file ${sha256} is missing`;
  return sha256Of(bytes) === sha256 ? null : `its file ${sha256} is not what was kept`;
}
