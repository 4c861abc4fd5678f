/** What a merge carries out: one person, one way to sign in, and everything recorded stays under the id it was recorded under. */
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate } from '../../../domain/time.ts';
import { dropAccount, erasePersonalFields } from '../../accounts/people/erase-people.ts';
import { noteRemoved, removedKey, type RemovedRow } from '../../db/removed-rows.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { Joining, Seats } from '../../later-nouns.ts';
import { handOver } from '../registration/claim-registration.ts';
import { lockVolunteers } from '../lock-volunteer.ts';

type Sides = { readonly kept_id: Id; readonly duplicate_id: Id };

export async function joinRegistrations(writer: Writer, later: Joining, sides: Sides): Promise<void> {
  await lockVolunteers(writer, [sides.kept_id, sides.duplicate_id]);
  await assertStanding(writer, sides);
  await assertNothingTwice(writer, later, sides);
  const { kept_id: kept, duplicate_id: duplicate } = sides;
  const both = await writer.one<{ count: number }>(
    sql`select count(*)::int from accounts where person_id in (${kept}, ${duplicate})`,
  );
  if (both.count === 2) {
    // one way to sign in stays: that of the kept registration
    await dropAccount(writer, duplicate);
  }
  await handOver(writer, later, { from: duplicate, to: kept });
  await carryOver(writer, sides);
  await carryGuarded(writer, later, sides);
  await followTo(writer, sides);
  await writer.run(
    sql`update memberships set left_on = greatest(joined_on, ${businessDate(writer.now)}::date) where volunteer_id = ${duplicate} and left_on is null`,
  );
  await erasePersonalFields(writer, [duplicate]);
}

/** The duplicate, where it is a registration, and those merged into it earlier: one step always finds the person, and the person all of them. */
async function followTo(writer: Writer, { kept_id: kept, duplicate_id: duplicate }: Sides): Promise<void> {
  const earlier = await writer.all<RemovedRow & { volunteer_id: Id }>(sql`
    delete from merged_registrations r where r.person_id = ${duplicate} returning r.volunteer_id, ${removedKey.merged_registrations}`);
  await noteRemoved(writer, 'merged_registrations', earlier);
  const ids = earlier.map((row) => row.volunteer_id);
  await writer.run(sql`update volunteers set merged_into = ${kept} where id = any(${ids}::uuid[])`);
  const registered = await writer.all<{ id: Id }>(sql`
    update volunteers set merged_into = ${kept}, withdrawn_at = coalesce(withdrawn_at, ${writer.now}), withdrawal_reason = '与另一注册合并' where id = ${duplicate} returning id`);
  await writer.run(sql`
    insert into merged_registrations (person_id, volunteer_id)
    select ${kept}, volunteer_id from unnest(${[...ids, ...registered.map((row) => row.id)]}::uuid[]) volunteer_id`);
}

/** Another merge, a withdrawal or a deletion may have come between the request and the decision. */
export async function assertStanding(writer: Writer, { kept_id: kept, duplicate_id: duplicate }: Sides): Promise<void> {
  const gone = await writer.maybe(sql`
    select p.id from persons p left join volunteers v on v.id = p.id
    where p.id in (${kept}, ${duplicate}) and (p.erased_at is not null or v.merged_into is not null or (p.id = ${kept} and v.withdrawn_at is not null))`);
  if (gone) throw problem('volunteers.merge_side_gone');
}

/** Together they may neither serve twice at one time nor hold a place that nobody could take. */
export async function assertNothingTwice(
  writer: Writer,
  later: Joining,
  { kept_id: kept, duplicate_id: duplicate }: Sides,
): Promise<void> {
  const ahead = await later.openSignUps(writer, duplicate, writer.now);
  if (ahead > 0) throw problem('volunteers.merge_sign_ups', { count: ahead });
  const both = await later.servicesAtOnce(writer, duplicate, kept);
  if (both > 0) throw problem('volunteers.merge_overlap', { count: both });
}

/** Skills, covers, honours and cards hold for the person, so they hold for the registration that stays. */
async function carryOver(writer: Writer, { kept_id: kept, duplicate_id: duplicate }: Sides): Promise<void> {
  await writer.run(sql`
    insert into volunteer_skills (volunteer_id, skill, certificate, valid_until, verified_by, verified_at)
    select ${kept}, skill, certificate, valid_until, verified_by, verified_at from volunteer_skills where volunteer_id = ${duplicate} on conflict do nothing`);
  await writer.run(sql`
    insert into insurance_covers (volunteer_id, id, insurer, policy_number, valid_from, valid_until, recorded_at)
    select ${kept}, id, insurer, policy_number, valid_from, valid_until, recorded_at from insurance_covers where volunteer_id = ${duplicate} on conflict do nothing`);
  await writer.run(sql`
    insert into honours (volunteer_id, id, title, issuer_id, issuer_name, issued_on, document, recorded_by, recorded_at, confirmed_by, confirmed_at)
    select ${kept}, id, title, issuer_id, issuer_name, issued_on, document, recorded_by, recorded_at, confirmed_by, confirmed_at from honours where volunteer_id = ${duplicate} and struck_at is null on conflict do nothing`);
  await writer.run(sql`
    insert into card_bindings (volunteer_id, id, kind, number_encrypted, number_hint, bound_at)
    select ${kept}, id, kind, number_encrypted, number_hint, bound_at from card_bindings where volunteer_id = ${duplicate} and unbound_at is null on conflict do nothing`);
  await writer.run(
    sql`update card_bindings set unbound_at = ${writer.now}, number_encrypted = null where volunteer_id = ${duplicate} and unbound_at is null`,
  );
}

/** A pupil stays one whichever registration said so, and whoever agreed for this person agreed for it under both. */
async function carryGuarded(
  writer: Writer,
  later: Seats,
  { kept_id: kept, duplicate_id: duplicate }: Sides,
): Promise<void> {
  await writer.run(sql`
    insert into guardianships (child_id, id, guardian_id, relation, confirmed_at)
    select ${kept}, new_id(${writer.now}), guardian_id, relation, confirmed_at from guardianships g where child_id = ${duplicate} and ended_at is null and guardian_id <> ${kept}
      and not exists (select from guardianships k where k.child_id = ${kept} and k.guardian_id = g.guardian_id and k.relation = g.relation and k.ended_at is null)`);
  await writer.run(sql`
    insert into consents (volunteer_id, id, kind, version, given_by, given_at, evidence)
    select ${kept}, new_id(${writer.now}), kind, version, given_by, given_at, evidence from consents c
    where volunteer_id = ${duplicate} and kind in ('parent', 'teacher') and withdrawn_at is null and given_by <> ${kept}
      and not exists (select from consents k where k.volunteer_id = ${kept} and k.kind = c.kind and k.given_by = c.given_by and k.withdrawn_at is null)`);
  await writer.run(
    sql`update guardianships set ended_at = ${writer.now} where child_id = ${duplicate} and ended_at is null`,
  );
  await writer.run(
    sql`update consents set withdrawn_at = ${writer.now} where volunteer_id = ${duplicate} and kind in ('parent', 'teacher') and withdrawn_at is null`,
  );
  const pupil = await writer.maybe(sql`select id from volunteers where id = ${duplicate} and is_pupil`);
  const turned =
    pupil !== undefined
      ? await writer.maybe(sql`update volunteers set is_pupil = true where id = ${kept} and not is_pupil returning id`)
      : undefined;
  if (turned !== undefined) await later.giveBackSeats(writer, later, { child_id: kept, ending: 'status' });
}
