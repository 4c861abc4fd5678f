import type { Id } from '../../../domain/id.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';

/** Everywhere at once: the way to sign in has changed hands. */
export async function endSessions(writer: Writer, person: Id): Promise<void> {
  await writer.run(sql`update sessions set ended_at = ${writer.now} where person_id = ${person} and ended_at is null`);
}
