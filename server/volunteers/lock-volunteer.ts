import type { Id } from '../../domain/id.ts';
import { sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';

/**
 * The person first, then anything else: two confirmations of overlapping services wait for one another. Answers the
 * registration that stays, where this one was merged: that is who may not decide here and who is told.
 */
export async function lockVolunteer(writer: Writer, volunteerId: Id): Promise<Id> {
  await lock(writer, volunteerId);
  // read behind the lock, which a merge holds too
  const person = (await writer.maybe<{ merged_into: Id | null }>(sql`select merged_into from volunteers where id = ${volunteerId}`))?.merged_into ?? volunteerId;
  if (person !== volunteerId) await lock(writer, person);
  return person;
}

async function lock(writer: Writer, id: Id): Promise<void> {
  await writer.run(sql`select pg_advisory_xact_lock(hashtextextended(${id}, 7))`);
}
