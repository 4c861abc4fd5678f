import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { byId } from '../../db/by-id.ts';
import { decodeCursor, page } from '../../db/page.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { LaterNouns } from '../../later-nouns.ts';
import { within } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import { findVolunteer } from '../../volunteers/load-volunteer.ts';
import { registrationsOf } from '../../volunteers/registrations.ts';

type Ended = 'withdrawn' | 'withdrawn_late' | 'no_show' | 'cancelled';
type Row = {
  sign_up_id: Id;
  volunteer_id: Id;
  activity_id: Id;
  shift_id: Id;
  starts_at: Date;
  ends_at: Date;
  signed_up_at: Date;
  place: 'seat' | 'waitlist';
  ended_as: Ended | null;
};

type Asked = {
  volunteer_id: Id;
  cursor?: string | undefined;
  limit: number;
  now: Date;
  later: Pick<LaterNouns, 'attendancesOf'>;
};

/** The door is the volunteer's place; the rows are those whose roster the caller could open. */
export async function volunteerSignUps(reader: Reader, actor: Actor, { now, later, ...query }: Asked) {
  const volunteer = await findVolunteer(reader, query.volunteer_id);
  if (volunteer === undefined || !actor.may('projects.roster', { path: volunteer.organization_path }))
    throw problem('core.not_found');
  const after = decodeCursor(query.cursor);
  const registrations = await registrationsOf(reader, query.volunteer_id);
  const conditions = [
    sql`u.volunteer_id = any(${registrations}::uuid[])`,
    within(sql`u.organization_path`, actor.scope('projects.roster')),
  ];
  if (after !== undefined)
    conditions.push(sql`(u.shift_starts_at, u.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`);
  const rows = await reader.all<Row>(sql`
    select u.id as sign_up_id, u.volunteer_id, u.activity_id, u.shift_id, u.shift_starts_at as starts_at, u.shift_ends_at as ends_at, u.signed_up_at, u.place, u.ended_as
    from sign_ups u ${sql.where(conditions)}
    order by u.shift_starts_at desc, u.id desc limit ${query.limit + 1}`);
  const cut = page(rows, query.limit, (row) => [row.starts_at.toISOString(), row.sign_up_id]);
  const [stateOf, activities] = await Promise.all([
    later.attendancesOf(reader, cut.rows),
    byId<{ id: Id; title: string; organization_name: string }>(
      cut.rows.map((row) => row.activity_id),
      (ids) =>
        reader.all(
          sql`select a.id, a.title, o.name_zh as organization_name from activities a join organizations o on o.id = a.organization_id where a.id = any(${ids}::uuid[])`,
        ),
    ),
  ]);
  return {
    next_cursor: cut.next_cursor,
    rows: cut.rows.map(({ volunteer_id, place, ended_as, ...row }) => ({
      ...row,
      title: activities.get(row.activity_id)?.title ?? '',
      organization_name: activities.get(row.activity_id)?.organization_name ?? '',
      standing: standingOf({ ...row, place, ended_as, attendance: stateOf({ ...row, volunteer_id }) }, now),
    })),
  };
}

const awayStates: readonly (string | null)[] = [null, 'signed_up', 'no_show', 'withdrawn'];

/** Who was there was there, whatever happened to the sign-up afterwards. */
function standingOf(
  row: Pick<Row, 'place' | 'ended_as' | 'ends_at'> & { attendance: string | null },
  now: Date,
): 'coming' | 'waiting' | 'serving' | 'came' | 'not_stamped' | Ended {
  if (row.attendance === 'checked_in' && row.ends_at > now) return 'serving';
  if (!awayStates.includes(row.attendance)) return 'came';
  if (row.ended_as !== null) return row.ended_as;
  if (row.attendance === 'no_show') return 'no_show';
  if (row.place === 'waitlist') return 'waiting';
  return row.ends_at > now ? 'coming' : 'not_stamped';
}
