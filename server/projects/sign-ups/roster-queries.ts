import type { Id } from '../../../domain/id.ts';
import { ageOn, businessDate, type BusinessDate } from '../../../domain/time.ts';
import { namesOf, withNames } from '../../db/names-of.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Actor } from '../../http/actor.ts';
import { loadActivity, loadShifts, placeOf } from '../load-activity.ts';

export type RosterFilter = {
  activity_id: Id;
  shift_id?: Id | undefined;
  person_words?: string | undefined;
  show: 'all' | 'seat' | 'waitlist' | 'ended';
};
type Row = {
  sign_up_id: Id;
  volunteer_id: Id;
  shift_id: Id;
  name: string;
  volunteer_number: string;
  phone_hint: string | null;
  birth_date: BusinessDate | null;
  organization_name: string;
  accompanied_by: Id | null;
  starts_at: Date;
  ends_at: Date;
  place: 'seat' | 'waitlist';
  waitlist_place: number | null;
  signed_up_at: Date;
  promoted_at: Date | null;
  ended_as: 'withdrawn' | 'withdrawn_late' | 'no_show' | 'cancelled' | null;
  end_reason: string | null;
};

const shown = {
  all: sql`true`,
  seat: sql`u.ended_at is null and u.place = 'seat'`,
  waitlist: sql`u.ended_at is null and u.place = 'waitlist'`,
  ended: sql`u.ended_at is not null`,
};

async function messagesOf(reader: Reader, activityId: Id) {
  const rows = await reader.all<{ id: Id; text: string; recipients: number; sent_by: Id | null; sent_at: Date }>(sql`
    select id, text, recipients, sent_by, sent_at from activity_messages where activity_id = ${activityId} order by sent_at desc limit 50`);
  const names = await namesOf(
    reader,
    rows.map((row) => row.sent_by),
  );
  return rows.map(({ sent_by, ...row }) => ({ ...row, sent_by_name: names.of(sent_by) }));
}

/** Seats in the order of sign-up, then the waitlist in its order, then those who withdrew or did not come. */
export async function readRoster(reader: Reader, actor: Actor, now: Date, filter: RosterFilter) {
  const activity = await loadActivity(reader, filter.activity_id);
  const place = placeOf(activity);
  actor.require('projects.roster', place, 'projects.read');
  const conditions = [sql`u.activity_id = ${activity.id}`, shown[filter.show]];
  if (filter.shift_id) conditions.push(sql`u.shift_id = ${filter.shift_id}`);
  if (filter.person_words)
    conditions.push(
      sql`(p.name like ${`%${filter.person_words}%`} or p.pinyin like ${`${filter.person_words.toLowerCase()}%`} or v.number = ${filter.person_words} or p.phone_hint like ${`%${filter.person_words}`})`,
    );
  const [shifts, rows, messages, organization] = await Promise.all([
    loadShifts(reader, activity.id),
    reader.all<Row>(sql`
      select u.id as sign_up_id, u.volunteer_id, u.shift_id, coalesce(p.name, '') as name, v.number as volunteer_number, p.phone_hint, p.birth_date,
        o.name_zh as organization_name, u.accompanied_by, u.shift_starts_at as starts_at, u.shift_ends_at as ends_at, u.place, u.signed_up_at, u.promoted_at, u.ended_as, u.end_reason,
        case when u.place = 'waitlist' and u.ended_at is null then rank() over (partition by u.shift_id, u.place, u.ended_at is null order by u.queue_number)::int end as waitlist_place
      from sign_ups u join persons p on p.id = u.volunteer_id join volunteers v on v.id = u.volunteer_id join organizations o on o.id = v.organization_id
      ${sql.where(conditions)}
      order by u.shift_starts_at, u.shift_id, u.ended_at is not null, u.place = 'waitlist', u.queue_number limit 5000`),
    messagesOf(reader, activity.id),
    reader.one<{ name: string }>(sql`select name_zh as name from organizations where id = ${activity.organization_id}`),
  ]);
  return {
    title: activity.title,
    place: activity.place,
    organization_name: organization.name,
    shifts: shifts.map(({ id, name, starts_at, ends_at, capacity, seats_taken, waiting }) => ({
      id,
      name,
      starts_at,
      ends_at,
      capacity,
      seats_taken,
      waiting,
    })),
    rows: (await withNames(reader, rows, ['accompanied_by'])).map(({ birth_date, ends_at, ...row }) => {
      const age = birth_date === null ? null : ageOn(birth_date, businessDate(row.starts_at));
      return {
        ...row,
        age,
        is_minor: age !== null && age < 18,
        can: { record_no_show: row.ended_as === null && row.place === 'seat' && ends_at <= now },
      };
    }),
    messages,
    can: {
      message: true,
      invite: activity.published_at !== null && activity.cancelled_at === null,
      change_capacity: actor.may('projects.publish', place) && activity.cancelled_at === null,
    },
  };
}
