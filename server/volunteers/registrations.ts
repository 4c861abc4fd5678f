import type { Id } from '../../domain/id.ts';
import { byId } from '../db/by-id.ts';
import type { Reader } from '../db/reader.ts';
import { sql, type Sql } from '../db/sql.ts';

/**
 * All registrations of one person: the one that stays and those merged into it, from any of them. A merge moves no
 * service: whoever asks about a person's hours asks about all of these (docs/decisions/012-merged-people.md).
 */
export async function registrationsOf(reader: Reader, id: Id): Promise<readonly Id[]> {
  const stays = sql`coalesce((select merged_into from volunteers where id = ${id}), ${id}::uuid)`;
  const rows = await reader.all<{ id: Id }>(
    sql`select id from volunteers where id = ${stays} or merged_into = ${stays}`,
  );
  return rows.length === 0 ? [id] : rows.map((row) => row.id);
}

/** The person behind a row that was recorded under a registration: who is told, who may not decide, whose name is shown. */
export const personBehind = (volunteerId: Sql): Sql =>
  sql`(select coalesce(w.merged_into, w.id) from volunteers w where w.id = ${volunteerId})`;

/** The same for many, by registration. One that is not there is its own person. */
export async function peopleBehind(reader: Reader, volunteerIds: readonly Id[]): Promise<ReadonlyMap<Id, Id>> {
  const merged = await byId<{ id: Id; person_id: Id }>(volunteerIds, (ids) =>
    reader.all(sql`select id, coalesce(merged_into, id) as person_id from volunteers where id = any(${ids}::uuid[])`),
  );
  return new Map([...new Set(volunteerIds)].map((id) => [id, merged.get(id)?.person_id ?? id]));
}
