import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { knownBy } from '../../accounts/people/known-by.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { settlePerson, type Nouns } from '../../lifecycle.ts';
import { loadOwnOrWard, type VolunteerRow } from '../load-volunteer.ts';
import { lockVolunteer } from '../lock-volunteer.ts';
import { registrationsOf } from '../registrations.ts';

/** S21: the registration ends, the records stay; the person (or guardian) may come back later with number and hours. */
export async function withdrawVolunteer(
  writer: Writer,
  nouns: Nouns,
  input: { volunteer_id?: Id | undefined; reason: string },
): Promise<void> {
  const own = await loadOwnOrWard(writer, writer.caller.person_id, input.volunteer_id);
  if (own.withdrawn_at) throw problem('volunteers.registration_cancelled');
  await endRegistration(writer, nouns, { own, reason: input.reason });
  await writer.audit({
    action: 'volunteers.withdraw',
    subject_type: 'volunteer',
    subject_id: own.id,
    organization_path: own.organization_path,
    reason: input.reason || null,
  });
}

async function endRegistration(
  writer: Writer,
  nouns: Nouns,
  { own, reason }: { own: VolunteerRow; reason: string },
): Promise<void> {
  const count = await nouns.later.openSignUps(writer, own.id, writer.now);
  if (count > 0) throw problem('volunteers.has_sign_ups', { count });
  await settlePerson(writer, nouns, { event: 'withdrawn', given: { people: [own.id], reason } });
}

/**
 * Deletion (PIPL art. 47) of all registrations of the person: what each noun keeps of them is destroyed or stays for a reason
 * that its lifecycle gives. The id, the number and the minutes stay, so that an organisation's sums do not change and no certificate is left in the air.
 */
export async function erasePerson(
  writer: Writer,
  nouns: Nouns,
  input: { volunteer_id?: Id | undefined },
): Promise<void> {
  const own = await loadOwnOrWard(writer, writer.caller.person_id, input.volunteer_id);
  await lockVolunteer(writer, own.id); // a certificate that is being printed comes before, or finds nobody to name
  const people = await registrationsOf(writer, own.id);
  const office = await writer.maybe<{ name_zh: string }>(sql`
    select r.name_zh from role_grants g join roles r on r.id = g.role_id where g.person_id = any(${people}::uuid[]) and g.ended_at is null limit 1`);
  if (office) throw problem('volunteers.holds_office', { role: office.name_zh });
  await endRegistration(writer, nouns, { own, reason: '' });
  await settlePerson(writer, nouns, { event: 'erased', given: { people, known_by: await knownBy(writer, people) } });
  await writer.audit({
    action: 'volunteers.erase',
    subject_type: 'volunteer',
    subject_id: own.id,
    organization_path: own.organization_path,
  });
}
