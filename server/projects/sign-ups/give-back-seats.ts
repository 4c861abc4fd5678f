import type { Id } from '../../../domain/id.ts';
import { maskName } from '../../../domain/masking.ts';
import { businessDate, fullMoment } from '../../../domain/time.ts';
import { consentEndings, consentsAt, consentsMissing, type ConsentLine } from '../../../domain/volunteers/consent.ts';
import { byId } from '../../db/by-id.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { LaterNouns } from '../../later-nouns.ts';
import { ruleBookInForce } from '../../organizations/rule-books/rule-book-in-force.ts';
import { tellPromoted, type Promoted } from './promoted.ts';

type Child = {
  name: string;
  birth_date: string;
  is_pupil: boolean;
  is_self_supporting: boolean;
  organization_path: string;
  lines: ConsentLine[];
};
type Held = {
  id: Id;
  shift_id: Id;
  activity_id: Id;
  activity: string;
  leader_id: Id;
  organization_path: string;
  starts_at: Date;
  is_here: boolean;
};

/**
 * P56: once a consent is gone, whoever may not sign up holds no place either. What has not begun is given back and the waitlist
 * moves up; where the shift runs the place stays, so that a check-out finds it, and check-in asks for the consents itself.
 * Child, guardians and leaders are told. Nothing happens where every consent that is needed still stands.
 */
export const giveBackSeats: LaterNouns['giveBackSeats'] = async (writer, later, { child_id: childId, ending }) => {
  // the person before the shifts, as signing up and checking in do
  await writer.run(
    sql`insert into agendas (volunteer_id, changes) values (${childId}, 1) on conflict (volunteer_id) do update set changes = agendas.changes + 1`,
  );
  const child = await writer.maybe<Child>(sql`
    select coalesce(p.name, '') as name, p.birth_date::text, v.is_pupil, v.is_self_supporting, v.organization_path,
      coalesce((select json_agg(c) from (select kind, given_by, given_at, withdrawn_at from consents where volunteer_id = v.id and kind in ('parent', 'teacher')) c), '[]') as lines
    from volunteers v join persons p on p.id = v.id where v.id = ${childId} and v.withdrawn_at is null and p.birth_date is not null`);
  if (child === undefined) return 0;
  const given = consentsAt(child.lines, writer.now);
  const today = businessDate(writer.now);
  const own = await ruleBookInForce(writer, 'age_matrix', child.organization_path, today);
  const held = await heldBy(writer, later, childId);
  const left: Held[] = [];
  for (const place of held) {
    const day = businessDate(place.starts_at);
    const ages = await ruleBookInForce(writer, 'age_matrix', place.organization_path, day);
    if (consentsMissing(child, ages.body, day, given).length > 0) left.push(place);
  }
  if (left.length === 0 && (ending === 'merged' || consentsMissing(child, own.body, today, given).length === 0))
    return 0;
  const { zh: cause, en: cause_en } = consentEndings[ending];
  const name = maskName(child.name);
  const given_back = left.filter((place) => !place.is_here);
  for (const place of left) {
    if (!place.is_here) {
      const { ended } = await writer.one<{ ended: { promoted?: Promoted[] } }>(
        sql`select end_sign_up(${childId}, ${place.id}, ${writer.now}, 'withdrawn', ${writer.actor?.person_id ?? null}, ${cause}) as ended`,
      );
      await tellPromoted(writer, ended.promoted ?? []);
    }
    const kind = place.is_here ? 'projects.consent_ended_here' : 'projects.seat_given_back';
    await writer.notify(
      place.leader_id,
      kind,
      { activity: place.activity, when: fullMoment(place.starts_at), name, cause, cause_en },
      place.activity_id,
    );
  }
  const guardians = await writer.all<{ guardian_id: Id }>(sql`
    select distinct guardian_id from guardianships where child_id = ${childId} and ended_at is null and guardian_id is distinct from ${writer.actor?.person_id ?? null}`);
  const told = [childId, ...guardians.map((one) => one.guardian_id)];
  await writer.notify(told, 'volunteers.consent_ended', { name, cause, cause_en, count: given_back.length });
  await writer.audit({
    action: 'volunteers.give_back_seats',
    subject_type: 'volunteer',
    subject_id: childId,
    organization_path: child.organization_path,
    reason: cause,
    before: { shifts: held.map((place) => place.shift_id) },
    after: {
      given_back: given_back.map((place) => place.shift_id),
      running: left.filter((place) => place.is_here).map((place) => place.shift_id),
    },
  });
  return given_back.length;
};

/** Places of shifts that are not over, by shift: two such writes meet no lock the other way round. */
async function heldBy(writer: Writer, later: Pick<LaterNouns, 'attendancesOf'>, childId: Id): Promise<Held[]> {
  const held = await writer.all<Omit<Held, 'is_here' | 'activity' | 'leader_id'>>(sql`
    select u.id, u.shift_id, u.activity_id, u.organization_path, u.shift_starts_at as starts_at from sign_ups u
    where u.volunteer_id = ${childId} and u.ended_at is null and u.shift_ends_at > ${writer.now} order by u.shift_id`);
  const stateOf = await later.attendancesOf(
    writer,
    held.map(({ shift_id }) => ({ volunteer_id: childId, shift_id })),
  );
  const activities = await byId<{ id: Id; activity: string; leader_id: Id }>(
    held.map((place) => place.activity_id),
    (ids) => writer.all(sql`select id, title as activity, leader_id from activities where id = any(${ids}::uuid[])`),
  );
  return held.map((place) => ({
    ...place,
    activity: activities.get(place.activity_id)?.activity ?? '',
    leader_id: activities.get(place.activity_id)?.leader_id ?? '',
    is_here: place.starts_at <= writer.now || stateOf({ volunteer_id: childId, shift_id: place.shift_id }) !== null,
  }));
}
