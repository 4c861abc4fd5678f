import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { whoBrought, whoBroughtIn } from '../../two-people.ts';
import { childrenIdsOf, childrenOf } from '../../volunteers/children-of.ts';

/** Those among these people whose hours are this person's own affair: oneself, the children one guards, and whoever gave one the role. */
export async function ownAmong(reader: Reader, person: Id, people: readonly Id[]): Promise<Id[]> {
  const rows = await reader.all<{ id: Id }>(sql`
    select id from unnest(${people}::uuid[]) as named (id) where id = ${person}
       or id in (${childrenOf(person, people)})`);
  return [...new Set([...rows.map((row) => row.id), ...(await whoBroughtIn(reader, person, people))])];
}

/** Everybody whose hours are this person's own affair. */
export async function affairsOf(reader: Reader, person: Id): Promise<readonly Id[]> {
  return [person, ...(await childrenIdsOf(reader, person)), ...(await whoBrought(reader, person))];
}

/** Nobody makes hours alone: a guardian shows the child's card, so somebody else confirms the child's hours. */
export async function refuseOwn(reader: Reader, person: Id, people: readonly Id[]): Promise<void> {
  if ((await ownAmong(reader, person, people)).length > 0) throw problem('records.own_hours');
}
