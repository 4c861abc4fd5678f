import type { Id } from '../../domain/id.ts';
import { sql, type Sql } from '../db/sql.ts';

/**
 * The children a person guards now; a teacher agrees for pupils and guards none of them. A part of a statement:
 * `id in (${childrenOf(me)})`. Asked among named children, it reads their rows alone, each by its distribution column.
 */
export const childrenOf = (guardian: Id, among?: readonly Id[]): Sql => sql`
  select child_id from guardianships where guardian_id = ${guardian} and relation <> 'teacher' and ended_at is null${among === undefined ? sql.empty : sql` and child_id = any(${among}::uuid[])`}`;
