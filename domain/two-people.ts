/**
 * May these two be two people? One human with two phones looks like two accounts, and the one thing that gives it away is
 * the grant: somebody brought the second account in. So whoever was given a role by somebody, directly or by a chain of
 * such grants, never counts as the second person beside the one who gave, in neither direction, and also after the grant
 * ended. Two whom the same person appointed are two people: their approving roles had a second administrator's yes.
 */
import type { Id } from './id.ts';

/** Who ever gave a role to whom: person → givers. Whoever the operator named has none. */
export type Givers = ReadonlyMap<Id, readonly Id[]>;

/** Everybody whom this person's roles go back to. */
export function broughtInBy(person: Id, givers: Givers): ReadonlySet<Id> {
  const found = new Set<Id>();
  const ahead = [person];
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    for (const giver of givers.get(next) ?? []) {
      if (found.has(giver)) continue;
      found.add(giver);
      ahead.push(giver);
    }
  }
  found.delete(person); // who gave a role to the own giver is still one person
  return found;
}

export function mayBeTwoPeople(one: Id, other: Id, givers: Givers): boolean {
  return one !== other && !broughtInBy(one, givers).has(other) && !broughtInBy(other, givers).has(one);
}
