/** What a merge carries out: one person, one way to sign in, and everything recorded stays under the id it was recorded under. */
import { problem } from '../../../domain/problem.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { Joining } from '../../later-nouns.ts';
import { settlePerson, type Joined, type Nouns } from '../../lifecycle.ts';
import { lockVolunteers } from '../lock-volunteer.ts';

export async function joinRegistrations(writer: Writer, nouns: Nouns, sides: Joined): Promise<void> {
  await lockVolunteers(writer, [sides.kept_id, sides.duplicate_id]);
  await assertStanding(writer, sides);
  await assertNothingTwice(writer, nouns.later, sides);
  await settlePerson(writer, nouns, { event: 'merged', given: sides });
}

/** Another merge, a withdrawal or a deletion may have come between the request and the decision. */
export async function assertStanding(
  writer: Writer,
  { kept_id: kept, duplicate_id: duplicate }: Joined,
): Promise<void> {
  const gone = await writer.maybe(sql`
    select p.id from persons p left join volunteers v on v.id = p.id
    where p.id in (${kept}, ${duplicate}) and (p.erased_at is not null or v.merged_into is not null or (p.id = ${kept} and v.withdrawn_at is not null))`);
  if (gone) throw problem('volunteers.merge_side_gone');
}

/** Together they may neither serve twice at one time nor hold a place that nobody could take. */
export async function assertNothingTwice(
  writer: Writer,
  later: Joining,
  { kept_id: kept, duplicate_id: duplicate }: Joined,
): Promise<void> {
  const ahead = await later.openSignUps(writer, duplicate, writer.now);
  if (ahead > 0) throw problem('volunteers.merge_sign_ups', { count: ahead });
  const both = await later.servicesAtOnce(writer, duplicate, kept);
  if (both > 0) throw problem('volunteers.merge_overlap', { count: both });
}
