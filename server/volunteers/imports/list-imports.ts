import type { Id } from '../../../domain/id.ts';
import { namesOf } from '../../db/names-of.ts';
import { decodeCursor, page } from '../../db/page.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Actor } from '../../http/actor.ts';
import { recordedWithin } from '../../organizations/tree/recorded-paths.ts';

type ListedImport = {
  id: string;
  organization_path: string;
  organization_name: string;
  file_name: string;
  rows_read: number;
  rows_registered: number;
  rows_known: number;
  rows_refused: number;
  imported_by: Id;
  imported_at: Date;
  undone_at: Date | null;
  undo_reason: string | null;
  undo_kept: number | null;
};

/** The imports of the places where the caller may register, newest first. */
export async function listImports(reader: Reader, actor: Actor, query: { cursor?: string | undefined; limit: number }) {
  const after = decodeCursor(query.cursor);
  const rows = await reader.all<ListedImport>(sql`
      select i.id, o.path as organization_path, o.name_zh as organization_name, i.file_name, i.rows_read, i.rows_registered, i.rows_known, i.rows_refused,
        i.imported_by, i.imported_at, i.undone_at, i.undo_reason, i.undo_kept
      from roster_imports i join organizations o on o.id = i.organization_id
      where ${await recordedWithin(reader, sql`i.organization_path`, actor.scope('volunteers.register'))} and (${after === undefined} or i.id < ${after?.[0] ?? null}::uuid)
      order by i.id desc limit ${query.limit + 1}`);
  const found = page(rows, query.limit, (row) => [row.id]);
  const names = await namesOf(
    reader,
    found.rows.map((row) => row.imported_by),
  );
  return {
    ...found,
    rows: found.rows.map(({ organization_path: path, imported_by, ...row }) => ({
      ...row,
      imported_by_name: names.of(imported_by),
      can: { undo: row.undone_at === null && actor.may('volunteers.register', { path }) },
    })),
  };
}
