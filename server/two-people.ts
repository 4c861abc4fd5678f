/** The one place where a second person is asked for: every flow of two people comes here with who proposed and who decides. */
import type { Id } from '../domain/id.ts';
import { problem } from '../domain/problem.ts';
import { broughtInBy, mayBeTwoPeople, type Givers } from '../domain/two-people.ts';
import type { Reader } from './db/reader.ts';
import { sql } from './db/sql.ts';

/**
 * Ended grants count too: a role that was given, used and taken back has brought somebody in all the same. So does a sign-in
 * link that was used: whoever made it could have opened it as well.
 */
async function giversOf(reader: Reader, people: readonly Id[]): Promise<Givers> {
  const givers = new Map<Id, Id[]>();
  const seen = new Set(people);
  // a step upwards a statement: a walk within one could not follow people from machine to machine
  for (let asked = [...seen]; asked.length > 0;) {
    const rows = await reader.all<{ person_id: Id; givers: Id[] }>(sql`
      select person_id, array_agg(distinct giver) as givers from (
        select person_id, granted_by as giver from role_grants where person_id = any(${asked}::uuid[]) and granted_by is not null
        union all
        select person_id, made_by from sign_in_links where person_id = any(${asked}::uuid[]) and made_by is not null and used_at is not null) given
      group by person_id`);
    for (const row of rows) givers.set(row.person_id, row.givers);
    asked = [...new Set(rows.flatMap((row) => row.givers))].filter((giver) => !seen.has(giver));
    for (const giver of asked) seen.add(giver);
  }
  return givers;
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

/** Everybody to whom this person's roles go back. */
export async function whoBrought(reader: Reader, person: Id): Promise<readonly Id[]> {
  return [...broughtInBy(person, await giversOf(reader, [person]))];
}

/** Of what waits for a second person, grouped by the first one: the groups that this person may decide. */
export async function forSecond<G extends { readonly by: Id | null }>(
  reader: Reader,
  person: Id,
  groups: readonly G[],
): Promise<G[]> {
  if (groups.length === 0) return [];
  const near = await notSecondTo(
    reader,
    person,
    groups.flatMap(({ by }) => by ?? []),
  );
  return groups.filter(({ by }) => by === null || !near.has(by));
}

/** Those among these people who gave this person a role: nobody makes the hours of whoever appointed them. */
export async function whoBroughtIn(reader: Reader, person: Id, people: readonly Id[]): Promise<Id[]> {
  const givers = broughtInBy(person, await giversOf(reader, [person]));
  return people.filter((one) => givers.has(one));
}
