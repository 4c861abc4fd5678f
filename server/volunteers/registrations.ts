import type { Id } from '../../domain/id.ts';
import { byId } from '../db/by-id.ts';
import { namesOf } from '../db/names-of.ts';
import type { Reader } from '../db/reader.ts';
import { sql, type Sql } from '../db/sql.ts';

/**
 * All registrations of one person: the one that stays and those merged into it, from any of them. A merge moves no
 * service: whoever asks about a person's hours asks about all of these (docs/decisions/012-merged-people.md).
 */
export async function registrationsOf(reader: Reader, id: Id): Promise<readonly Id[]> {
  const own = await reader.maybe<{ merged_into: Id | null; merged: Id[] }>(sql`
    select v.merged_into, array(select m.volunteer_id from merged_registrations m where m.person_id = v.id) as merged from volunteers v where v.id = ${id}`);
  if (own === undefined) return [id];
  return own.merged_into === null ? [id, ...own.merged] : registrationsOf(reader, own.merged_into);
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

type Merged = { readonly volunteer_id: Id; readonly person_id: Id; readonly name: string | null };

/** Of a registration that was merged, the name lies with the person who stays: asked for where a list has such a row. */
export async function namedByPerson<R extends Merged>(
  reader: Reader,
  rows: readonly R[],
): Promise<(Omit<R, 'name'> & { readonly name: string })[]> {
  const names = await namesOf(
    reader,
    rows.filter((row) => row.person_id !== row.volunteer_id).map((row) => row.person_id),
  );
  return rows.map((row) => ({
    ...row,
    name: (row.person_id === row.volunteer_id ? row.name : names.orNull(row.person_id)) ?? '',
  }));
}

/** All registrations of several people, each with its person: named by those that stay. */
export async function peopleOfRegistrations(reader: Reader, people: readonly Id[]): Promise<ReadonlyMap<Id, Id>> {
  const merged = await reader.all<{ volunteer_id: Id; person_id: Id }>(
    sql`select volunteer_id, person_id from merged_registrations where person_id = any(${people}::uuid[])`,
  );
  return new Map([
    ...people.map((id) => [id, id] as const),
    ...merged.map((row) => [row.volunteer_id, row.person_id] as const),
  ]);
}

/**
 * Registrations that were merged into those of the people who are meant: what is kept of a person lies with the one that stays,
 * so a list that is searched by it finds the others by these ids.
 */
export async function mergedOfThose(reader: Reader, areMeant: (person: Sql) => Sql): Promise<readonly Id[]> {
  const rows = await reader.all<{ volunteer_id: Id }>(sql`
    select m.volunteer_id from merged_registrations m join persons p on p.id = m.person_id where ${areMeant(sql`p`)}`);
  return rows.map((row) => row.volunteer_id);
}
