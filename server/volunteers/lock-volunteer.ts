import type { Id } from '../../domain/id.ts';
import { sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';

/**
 * The person first, then anything else: two confirmations of overlapping services wait for one another. Answers the
 * registration that stays, where this one was merged: that is who may not decide here and who is told.
 */
export async function lockVolunteer(writer: Writer, volunteerId: Id): Promise<Id> {
  return (await lockVolunteers(writer, [volunteerId])).get(volunteerId) ?? volunteerId;
}

/** Several at once, each with the registration that stays, all in one order: whoever needs two of them meets no one who holds the other. */
export async function lockVolunteers(writer: Writer, volunteerIds: readonly Id[]): Promise<ReadonlyMap<Id, Id>> {
  const before = await personsOf(writer, volunteerIds);
  for (const id of [...new Set([...before.keys(), ...before.values()])].sort()) await writer.run(sql`select pg_advisory_xact_lock(hashtextextended(${id}, 7))`);
  // read again behind the locks, which a merge holds too
  const persons = await personsOf(writer, volunteerIds);
  if ([...persons].some(([id, person]) => before.get(id) !== person)) throw new MergedMeanwhile();
  return persons;
}

async function personsOf(writer: Writer, ids: readonly Id[]): Promise<Map<Id, Id>> {
  const merged = await writer.all<{ id: Id; merged_into: Id }>(sql`select id, merged_into from volunteers where id = any(${ids}::uuid[]) and merged_into is not null`);
  return new Map(ids.map((id) => [id, merged.find((row) => row.id === id)?.merged_into ?? id]));
}

/** A merge came between looking and locking: the write begins again, as after a serialisation failure. */
class MergedMeanwhile extends Error {
  readonly code = '40001';
}
