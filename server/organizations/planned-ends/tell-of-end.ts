import type { Id } from '../../../domain/id.ts';
import type { Writer } from '../../db/writer.ts';
import type { LaterNouns } from '../../later-nouns.ts';
import { keepersOf } from '../tree/end-organization.ts';
import type { OrganizationRow } from '../tree/load-organization.ts';

/** Everybody whom the end concerns, once: members and those at home there, who holds a role there, and who answers for it afterwards. */
export async function tellOfEnd(
  writer: Writer,
  later: Pick<LaterNouns, 'membersOf' | 'roleHoldersOf'>,
  told: {
    readonly organization: OrganizationRow;
    /** Who would take over, where there still is somebody. */
    readonly heir: OrganizationRow | null;
    /** Who hears more than the others. */
    readonly without?: ReadonlySet<Id>;
    readonly tell: (people: readonly Id[]) => Promise<void>;
  },
): Promise<void> {
  const { organization, heir, tell } = told;
  const people = new Set<Id>([
    ...(await later.membersOf(writer, organization.id)),
    ...(await later.roleHoldersOf(writer, organization.id)),
    ...(heir === null ? [] : await keepersOf(writer, heir, writer.now)),
  ]);
  if (writer.actor !== null) people.delete(writer.actor.person_id);
  for (const person of told.without ?? []) people.delete(person);
  await tell([...people]);
}
