import type { Id } from '../../domain/id.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';

/** Whom numbers lead to, whatever became of them since: withdrawn, merged or erased is said where the volunteer lies. */
export async function volunteersByNumber(reader: Reader, numbers: readonly string[]): Promise<ReadonlyMap<string, Id>> {
  const wanted = [...new Set(numbers)];
  const rows =
    wanted.length === 0
      ? []
      : await reader.all<{ number: string; volunteer_id: Id }>(
          sql`select number, volunteer_id from volunteer_numbers where number = any(${wanted}::text[])`,
        );
  return new Map(rows.map((row) => [row.number, row.volunteer_id]));
}
