import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate } from '../../../domain/time.ts';
import { eraseSignedIn } from '../../accounts/people/erase-people.ts';
import { noteRemoved, removedKey, type RemovedRow } from '../../db/removed-rows.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { LaterNouns, Seats } from '../../later-nouns.ts';
import { loadOwnOrWard, type VolunteerRow } from '../load-volunteer.ts';

/** S21: the registration ends, the records stay; the person (or guardian) may come back later with number and hours. */
export async function withdrawVolunteer(
  writer: Writer,
  later: Pick<LaterNouns, 'openSignUps'>,
  input: { volunteer_id?: Id | undefined; reason: string },
): Promise<void> {
  const own = await loadOwnOrWard(writer, writer.caller.person_id, input.volunteer_id);
  if (own.withdrawn_at) throw problem('volunteers.registration_cancelled');
  await endRegistration(writer, later, { own, reason: input.reason });
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
  later: Pick<LaterNouns, 'openSignUps'>,
  { own, reason }: { own: VolunteerRow; reason: string },
): Promise<void> {
  const count = await later.openSignUps(writer, own.id, writer.now);
  if (count > 0) throw problem('volunteers.has_sign_ups', { count });
  await writer.run(
    sql`update volunteers set withdrawn_at = coalesce(withdrawn_at, ${writer.now}), withdrawal_reason = ${reason} where id = ${own.id}`,
  );
  await writer.run(
    sql`update memberships set left_on = greatest(joined_on, ${businessDate(writer.now)}::date) where volunteer_id = ${own.id} and left_on is null`,
  );
}

/**
 * Deletion (PIPL art. 47): the personal fields, cards, consents' evidence, messages and the way to sign in are destroyed.
 * The id, the number and the minutes stay, so that an organisation's sums do not change and no certificate is left in the air.
 */
export async function erasePerson(
  writer: Writer,
  later: Seats & Pick<LaterNouns, 'openSignUps'>,
  input: { volunteer_id?: Id | undefined },
): Promise<void> {
  const own = await loadOwnOrWard(writer, writer.caller.person_id, input.volunteer_id);
  const office = await writer.maybe<{ name_zh: string }>(sql`
    select r.name_zh from role_grants g join roles r on r.id = g.role_id where g.person_id = ${own.id} and g.ended_at is null limit 1`);
  if (office) throw problem('volunteers.holds_office', { role: office.name_zh });
  await endRegistration(writer, later, { own, reason: '' });
  await eraseSignedIn(writer, own.id);
  await writer.run(sql`
    update phone_recoveries set phone_encrypted = null, phone_index = null, phone_hint = '', old_phone_hint = null, objection_hash = null,
      stopped_at = case when carried_out_at is null then coalesce(stopped_at, ${writer.now}) else stopped_at end where person_id = ${own.id}`);
  await writer.run(sql`delete from notices where person_id = ${own.id}`);
  await noteRemoved(
    writer,
    'volunteer_skills',
    await writer.all<RemovedRow>(
      sql`delete from volunteer_skills r where r.volunteer_id = ${own.id} returning ${removedKey.volunteer_skills}`,
    ),
  );
  await writer.run(
    sql`update card_bindings set number_encrypted = null, number_hint = '', unbound_at = coalesce(unbound_at, ${writer.now}) where volunteer_id = ${own.id}`,
  );
  await writer.run(
    sql`update consents set withdrawn_at = coalesce(withdrawn_at, ${writer.now}), evidence = '{}' where volunteer_id = ${own.id}`,
  );
  await writer.run(
    sql`update guardianships set ended_at = coalesce(ended_at, ${writer.now}) where child_id = ${own.id}`,
  );
  await endGuarding(writer, later, own.id);
  await writer.run(
    sql`update rights_matters set title = '', content = '', closed_at = coalesce(closed_at, ${writer.now}) where volunteer_id = ${own.id}`,
  );
  await writer.run(sql`
    update volunteers set languages = '{}', availability = '{}', compound_id = null, school = null where id = ${own.id}`);
  await writer.audit({
    action: 'volunteers.erase',
    subject_type: 'volunteer',
    subject_id: own.id,
    organization_path: own.organization_path,
  });
}

/** Who cannot be reached any more stands for no child: the consents end with the relation. */
async function endGuarding(writer: Writer, later: Seats, guardian: Id): Promise<void> {
  const children = await writer.all<{ child_id: Id }>(sql`
    update guardianships set ended_at = ${writer.now} where guardian_id = ${guardian} and ended_at is null returning child_id`);
  for (const id of [...new Set(children.map((one) => one.child_id))].sort()) {
    await writer.run(sql`
      update consents set withdrawn_at = ${writer.now} where volunteer_id = ${id} and kind in ('parent', 'teacher') and given_by = ${guardian} and withdrawn_at is null`);
    await later.giveBackSeats(writer, later, { child_id: id, ending: 'erased' });
  }
}
