/** The files of an export with what they hold: what the platform keeps of a person is handed over whole (PIPL art. 45). */
import type { FileStore } from '../../attachments/file-store.ts';
import type { PersonExport } from './export-person.ts';

export async function withContents(store: FileStore, all: PersonExport): Promise<PersonExport> {
  const tables = [];
  for (const one of all.tables) {
    if (one.table !== 'attachments') tables.push(one);
    else {
      const rows = [];
      for (const row of one.rows) rows.push({ ...row, content_base64: await contentOf(store, row['sha256']) });
      tables.push({ ...one, rows });
    }
  }
  return { ...all, tables };
}

/** A file that is missing is a fault of ours, which `npm run verify` names; the rest is handed over all the same. */
async function contentOf(store: FileStore, sha256: unknown): Promise<string | null> {
  const bytes = typeof sha256 === 'string' ? await store.get(sha256) : null;
  return bytes === null ? null : bytes.toString('base64');
}
