import type { Id } from '../../domain/id.ts';
import { sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';

/** The person first, then anything else: two confirmations of overlapping services wait for one another. */
export async function lockVolunteer(writer: Writer, volunteerId: Id): Promise<void> {
  await writer.run(sql`select pg_advisory_xact_lock(hashtextextended(${volunteerId}, 7))`);
}
