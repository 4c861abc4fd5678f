import type { Id } from '../../domain/id.ts';
import type { LaterNouns } from '../later-nouns.ts';
import type { DataPlace, Lifecycle } from '../lifecycle.ts';
import { sql } from '../db/sql.ts';
import { columnAtOrBelow } from '../db/tree.ts';
import { organizationsOn } from '../organizations/tree/as-of.ts';

const isMember: LaterNouns['isMember'] = async (reader, personId, path) => {
  const found = await reader.maybe(sql`
      select id from volunteers where id = ${personId} and withdrawn_at is null and organization_path like ${`${path}%`}
      union all
      select m.id from memberships m join organizations o on o.id = m.organization_id where m.volunteer_id = ${personId} and m.left_on is null and o.path like ${`${path}%`} limit 1`);
  return found !== undefined;
};

const membersBelow: LaterNouns['membersBelow'] = async (reader, paths, day) => {
  const rows = await reader.all<{ path: string; members: number; a_year_before: number }>(sql`
      select p.path, count(distinct m.volunteer_id) filter (where m.joined_on <= ${day} and (m.left_on is null or m.left_on > ${day}))::int as members,
        count(distinct m.volunteer_id) filter (where m.joined_on <= ${day}::date - 365 and (m.left_on is null or m.left_on > ${day}::date - 365))::int as a_year_before
      from unnest(${paths}::text[]) p (path) join ${organizationsOn(day)} t on ${columnAtOrBelow(sql`t.path`, sql`p.path`)}
      join memberships m on m.organization_id = t.id group by p.path`);
  const none = paths.map((path) => [path, { members: 0, a_year_before: 0 }] as const);
  return new Map([...none, ...rows.map(({ path, ...growth }) => [path, growth] as const)]);
};

const volunteerNumbers: LaterNouns['volunteerNumbers'] = async (reader, ids) => {
  if (ids.length === 0) return new Map();
  const rows = await reader.all<{ id: string; number: string }>(
    sql`select id, number from volunteers where id = any(${ids}::uuid[])`,
  );
  return new Map(rows.map(({ id, number }) => [id, number]));
};

/** Home and memberships. */
export const dataPlacesOfVolunteer: NonNullable<Lifecycle['dataPlaces']> = (reader, personId) =>
  reader.all<DataPlace>(sql`
    select v.organization_path as path, o.name_zh, 'home' as because, null::uuid as activity_id
      from volunteers v join organizations o on o.id = v.organization_id where v.id = ${personId}
    union all
    select o.path, o.name_zh, 'membership', null
      from memberships m join organizations o on o.id = m.organization_id where m.volunteer_id = ${personId} and m.left_on is null`);

const isGuardianOf: LaterNouns['isGuardianOf'] = async (reader, guardianId, childId) => {
  const found = await reader.maybe(sql`
    select id from guardianships where child_id = ${childId} and guardian_id = ${guardianId} and ended_at is null`);
  return found !== undefined;
};

const membersAtEndsOfYears: LaterNouns['membersAtEndsOfYears'] = async (reader, path, years) => {
  const rows = await reader.all<{ year: number; members: number }>(sql`
      select y as year, count(distinct m.volunteer_id)::int as members from unnest(${years}::int[]) y
      join memberships m on m.joined_on <= make_date(y, 12, 31) and (m.left_on is null or m.left_on > make_date(y, 12, 31))
      join organizations o on o.id = m.organization_id where o.path like ${`${path}%`} group by y`);
  return new Map(rows.map(({ year, members }) => [year, members]));
};

const membersOf: LaterNouns['membersOf'] = async (reader, organizationId) => {
  const members = await reader.all<{ volunteer_id: Id }>(
    sql`select volunteer_id from memberships where organization_id = ${organizationId} and left_on is null`,
  );
  const atHome = await reader.all<{ id: Id }>(
    sql`select id from volunteers where organization_id = ${organizationId} and withdrawn_at is null`,
  );
  return [...members.map((row) => row.volunteer_id), ...atHome.map((row) => row.id)];
};

/** What the nouns before volunteers ask of it. */
export const volunteersAnswers = {
  membersAtEndsOfYears,
  isGuardianOf,
  isMember,
  membersBelow,
  membersOf,
  volunteerNumbers,
} satisfies Partial<LaterNouns>;
