/** The one place where a second person is asked for: every flow of two people comes here with who proposed and who decides. */
import type { Id } from '../domain/id.ts';
import { problem } from '../domain/problem.ts';
import { broughtInBy, mayBeTwoPeople, type Givers } from '../domain/two-people.ts';
import type { Reader } from './db/reader.ts';
import { sql } from './db/sql.ts';

/** Ended grants count too: a role that was given, used and taken back has brought somebody in all the same. */
async function giversOf(reader: Reader, people: readonly Id[]): Promise<Givers> {
  const rows = await reader.all<{ person_id: Id; givers: Id[] }>(sql`
    with recursive brought (person_id, giver) as (
      select g.person_id, g.granted_by from role_grants g where g.person_id = any(${people}::uuid[]) and g.granted_by is not null
      union
      select g.person_id, g.granted_by from brought b join role_grants g on g.person_id = b.giver where g.granted_by is not null)
    select person_id, array_agg(giver) as givers from brought group by person_id`);
  return new Map(rows.map((row) => [row.person_id, row.givers]));
}

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
