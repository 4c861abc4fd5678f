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
  const locked = await writer.all<{ id: Id }>(sql`
    select id, pg_advisory_xact_lock(hashtextextended(id::text, 7)) from (
      select id from unnest(${volunteerIds}::uuid[]) one (id) union select merged_into from volunteers where id = any(${volunteerIds}::uuid[]) and merged_into is not null order by id
    ) wanted`);
  // read behind the locks, which a merge holds too
  const merged = await writer.all<{ id: Id; merged_into: Id }>(
    sql`select id, merged_into from volunteers where id = any(${volunteerIds}::uuid[]) and merged_into is not null`,
  );
  const held = new Set(locked.map((row) => row.id));
  if (merged.some((row) => !held.has(row.merged_into))) throw new MergedMeanwhile();
  const stays = new Map(merged.map((row) => [row.id, row.merged_into]));
  return new Map(volunteerIds.map((id) => [id, stays.get(id) ?? id]));
}

/** A merge came between looking and locking: the write begins again, as after a serialisation failure. */
class MergedMeanwhile extends Error {
  readonly code = '40001';
}
