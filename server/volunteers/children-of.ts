import type { Id } from '../../domain/id.ts';
import type { Reader } from '../db/reader.ts';
import { sql, type Sql } from '../db/sql.ts';

/**
 * The children a person guards now; a teacher agrees for pupils and guards none of them. A part of a statement:
 * `id in (${childrenOf(me)})`. Asked among named children, it reads their rows alone, each by its distribution column.
 */
export const childrenOf = (guardian: Id, among?: readonly Id[]): Sql => sql`
  select child_id from guardianships where guardian_id = ${guardian} and relation <> 'teacher' and ended_at is null${among === undefined ? sql.empty : sql` and child_id = any(${among}::uuid[])`}`;

/** The same, read first: rows of children lie with each child, not with who guards them. */
export async function childrenIdsOf(reader: Reader, guardian: Id): Promise<readonly Id[]> {
  const rows = await reader.all<{ child_id: Id }>(childrenOf(guardian));
  return rows.map((row) => row.child_id);
}
