import type { Id } from '../../domain/id.ts';
import { countNamed } from '../db/count-found.ts';
import type { LaterNouns } from '../later-nouns.ts';
import type { Lifecycle } from '../lifecycle.ts';
import { sql } from '../db/sql.ts';
import { columnAtOrBelow } from '../db/tree.ts';
import { giveBackSeats } from './sign-ups/give-back-seats.ts';

const activitiesHeld: LaterNouns['activitiesHeld'] = async (reader, paths, day) => {
  const rows = await reader.all<{ path: string; held: number }>(sql`
      select p.path, count(*)::int as held from unnest(${paths}::text[]) p (path)
      join activities v on ${columnAtOrBelow(sql`v.organization_path`, sql`p.path`)}
      where v.published_at is not null and v.cancelled_at is null and v.starts_at < ${day}::date + 1 group by p.path`);
  return new Map(rows.map(({ path, held }) => [path, held]));
};

const activityTitles: LaterNouns['activityTitles'] = async (reader, ids) => {
  if (ids.length === 0) return new Map();
  const rows = await reader.all<{ id: Id; title: string }>(
    sql`select id, title from activities where id = any(${ids}::uuid[])`,
  );
  return new Map(rows.map(({ id, title }) => [id, title]));
};

const servedWith: LaterNouns['servedWith'] = async (reader, volunteerId) => {
  const signedUp = await reader.all<{ activity_id: Id }>(
    sql`select distinct activity_id from sign_ups where volunteer_id = ${volunteerId}`,
  );
  const rows = await reader.all<{ organization_id: Id }>(
    sql`select distinct organization_id from activities where id = any(${signedUp.map((one) => one.activity_id)}::uuid[])`,
  );
  return rows.map((row) => row.organization_id);
};

const openSignUps: LaterNouns['openSignUps'] = async (reader, volunteerId, now) => {
  const { count } = await reader.one<{ count: number }>(sql`
    select count(*)::int from sign_ups where volunteer_id = ${volunteerId} and ended_at is null and shift_ends_at > ${now}`);
  return count;
};

const everSignedUp: LaterNouns['everSignedUp'] = async (reader, ids) => {
  const rows = await reader.all<{ volunteer_id: Id }>(
    sql`select distinct volunteer_id from sign_ups where volunteer_id = any(${ids}::uuid[])`,
  );
  return rows.map((row) => row.volunteer_id);
};

/** Activities in which somebody holds a place: whoever works on one sees who comes. */
export const dataPlacesOfActivities: NonNullable<Lifecycle['dataPlaces']> = async (reader, volunteerId) => {
  const rows = await reader.all<{ path: string; activity_id: Id }>(sql`
    select distinct organization_path as path, activity_id from sign_ups where volunteer_id = ${volunteerId} and ended_at is null`);
  const titles = await activityTitles(
    reader,
    rows.map((row) => row.activity_id),
  );
  return rows.map((row) => ({ ...row, name_zh: titles.get(row.activity_id) ?? '', because: 'activity' }));
};

const activitiesSince: LaterNouns['activitiesSince'] = async (reader, path, day) => {
  const { held } = await reader.one<{ held: number }>(sql`
      select count(*)::int as held from activities where organization_path like ${`${path}%`} and published_at is not null and starts_at >= ${day}::date`);
  return held;
};

const shiftsFrom: LaterNouns['shiftsFrom'] = (reader, organizationId, day) =>
  countNamed(
    reader,
    sql`
    select a.title || ' ' || to_char(s.starts_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI')
    from activities a join shifts s on s.activity_id = a.id
    where a.organization_id = ${organizationId} and a.published_at is not null and a.cancelled_at is null and s.cancelled_at is null
      and s.ends_at > (${day}::date)::timestamp at time zone 'Asia/Shanghai'
    order by s.starts_at, s.id`,
  );

/** What the nouns before projects ask of it. */
export const projectsAnswers = {
  activitiesSince,
  openSignUps,
  everSignedUp,
  activitiesHeld,
  activityTitles,
  servedWith,
  shiftsFrom,
  giveBackSeats,
} satisfies Partial<LaterNouns>;
