/** The one place where a second person is asked for: every flow of two people comes here with who proposed and who decides. */
import type { Id } from '../domain/id.ts';
import { problem } from '../domain/problem.ts';
import { broughtInBy, mayBeTwoPeople, type Givers } from '../domain/two-people.ts';
import type { Reader } from './db/reader.ts';
import { sql, type Sql } from './db/sql.ts';

/**
 * Ended grants count too: a role that was given, used and taken back has brought somebody in all the same. So does a sign-in
 * link that was used: whoever made it could have opened it as well.
 */
async function giversOf(reader: Reader, people: readonly Id[]): Promise<Givers> {
  const rows = await reader.all<{ person_id: Id; givers: Id[] }>(sql`
    with recursive brought (person_id, giver) as (
      select given.person_id, given.giver from unnest(${people}::uuid[]) as asked (id), ${giving(sql`asked.id`)}
      union
      select given.person_id, given.giver from brought b, ${giving(sql`b.giver`)})
    select person_id, array_agg(giver) as givers from brought group by person_id`);
  return new Map(rows.map((row) => [row.person_id, row.givers]));
}

const giving = (person: Sql): Sql => sql`lateral (
  select g.person_id, g.granted_by as giver from role_grants g where g.person_id = ${person} and g.granted_by is not null
  union all
  select l.person_id, l.made_by from sign_in_links l where l.person_id = ${person} and l.made_by is not null and l.used_at is not null) given`;

/** Refuses where one of the two was given a role by the other. That they are not the same account each noun says in its own words. */
export async function assertTwoPeople(reader: Reader, proposer: Id, decider: Id): Promise<void> {
  if (!mayBeTwoPeople(proposer, decider, await giversOf(reader, [proposer, decider]))) throw problem('core.two_people');
}

/** Those among these people with whom this person does not count as a second one: for the buttons of a list. */
export async function notSecondTo(reader: Reader, person: Id, others: readonly Id[]): Promise<ReadonlySet<Id>> {
  const givers = await giversOf(reader, [person, ...others]);
  return new Set(others.filter((other) => !mayBeTwoPeople(person, other, givers)));
}

/** Those among these people who gave this person a role: nobody makes the hours of whoever appointed them. */
export async function whoBroughtIn(reader: Reader, person: Id, people: readonly Id[]): Promise<Id[]> {
  const givers = broughtInBy(person, await giversOf(reader, [person]));
  return people.filter((one) => givers.has(one));
}
