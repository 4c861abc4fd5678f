import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate } from '../../../domain/time.ts';
import { noteRemoved, removedKey, type RemovedRow } from '../../db/removed-rows.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { Seats } from '../../later-nouns.ts';
import { loadOwnOrWard, type VolunteerRow } from '../load-volunteer.ts';
import { erasedColumns } from '../personal-fields.ts';

/** S21: the registration ends, the records stay; the person (or guardian) may come back later with number and hours. */
export async function withdrawVolunteer(
  writer: Writer,
  input: { volunteer_id?: Id | undefined; reason: string },
): Promise<void> {
  const own = await loadOwnOrWard(writer, writer.caller.person_id, input.volunteer_id);
  if (own.withdrawn_at) throw problem('volunteers.registration_cancelled');
  await endRegistration(writer, own, input.reason);
  await writer.audit({
    action: 'volunteers.withdraw',
    subject_type: 'volunteer',
    subject_id: own.id,
    organization_path: own.organization_path,
    reason: input.reason || null,
  });
}

async function endRegistration(writer: Writer, own: VolunteerRow, reason: string): Promise<void> {
  const { count } = await writer.one<{ count: number }>(sql`
    select count(*)::int from sign_ups where volunteer_id = ${own.id} and ended_at is null and shift_ends_at > ${writer.now}`);
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
  later: Seats,
  input: { volunteer_id?: Id | undefined },
): Promise<void> {
  const own = await loadOwnOrWard(writer, writer.caller.person_id, input.volunteer_id);
  const office = await writer.maybe<{ name_zh: string }>(sql`
    select r.name_zh from role_grants g join roles r on r.id = g.role_id where g.person_id = ${own.id} and g.ended_at is null limit 1`);
  if (office) throw problem('volunteers.holds_office', { role: office.name_zh });
  await endRegistration(writer, own, '');
  await writer.run(sql`update persons set ${erasedColumns(writer.now)} where id = ${own.id}`);
  await noteRemoved(
    writer,
    'identity_keys',
    await writer.all<RemovedRow>(
      sql`delete from identity_keys r where r.person_id = ${own.id} returning ${removedKey.identity_keys}`,
    ),
  );
  await writer.run(sql`delete from sessions where person_id = ${own.id} or moved_to = ${own.id}`);
  await writer.run(sql`delete from known_devices where person_id = ${own.id}`);
  await noteRemoved(
    writer,
    'accounts',
    await writer.all<RemovedRow>(
      sql`delete from accounts r where r.person_id = ${own.id} returning ${removedKey.accounts}`,
    ),
  );
  await writer.run(sql`delete from demonstration_people where person_id = ${own.id}`);
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
