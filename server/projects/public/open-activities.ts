import type { Id } from '../../../domain/id.ts';
import type { Category } from '../../../domain/projects/categories.ts';
import { addDays, startOfDay, type BusinessDate } from '../../../domain/time.ts';
import { decodeCursor, page } from '../../db/page.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { hostNames } from '../activities/co-hosts.ts';

export type OfferRow = {
  id: Id;
  shift_id: Id;
  title: string;
  category: Category;
  organization_name: string;
  organization_path: string;
  county_name: string | null;
  place: string;
  starts_at: Date;
  ends_at: Date;
  capacity: number;
  seats_taken: number;
  waiting: number;
  distance_metres: number | null;
  is_parent_child: boolean;
  required_skills: string[];
};
export type OfferFilter = {
  cursor?: string | undefined;
  limit: number;
  q?: string | undefined;
  category?: Category | undefined;
  topic?: string | undefined;
  organization_id?: Id | undefined;
  from?: BusinessDate | undefined;
  until?: BusinessDate | undefined;
  has_places?: boolean | undefined;
  longitude?: number | undefined;
  latitude?: number | undefined;
  sort: 'time' | 'distance';
};

/** Great-circle metres from a point; null for activities without a pin: `least` passes over a null and would say the far side of the earth. */
function distance(longitude: number, latitude: number): Sql {
  return sql`case when a.latitude is not null and a.longitude is not null then round(2 * 6371000 * asin(sqrt(least(1, power(sin(radians(a.latitude - ${latitude}::float8) / 2), 2)
    + cos(radians(${latitude}::float8)) * cos(radians(a.latitude)) * power(sin(radians(a.longitude - ${longitude}::float8) / 2), 2)))))::int end`;
}

const wayUp = sql`string_to_array(btrim(a.organization_path, '/'), '/')::int[]`;
/** The county that an activity lies in, so that a place is told from one of the same name elsewhere. */
const countyOf = sql`select c.name_zh from organizations c where c.kind = 'county' and c.ordinal = any(${wayUp}) limit 1`;
const isOpen = (now: Date): Sql =>
  sql`a.published_at is not null and a.cancelled_at is null and s.cancelled_at is null and s.starts_at > ${now}`;

/** The counties with something open, for choosing one. */
export async function openCounties(
  reader: Reader,
  now: Date,
): Promise<{ rows: { id: Id; name: string; activities: number }[] }> {
  return {
    rows: await reader.all(sql`
    select c.id, c.name_zh as name, count(distinct a.id)::int as activities from shifts s join activities a on a.id = s.activity_id
    join organizations c on c.kind = 'county' and c.ordinal = any(${wayUp}) where ${isOpen(now)} group by c.id, c.path order by c.path limit 500`),
  };
}

/** Open shifts, one statement: by start, or by distance and then start (P49). */
export async function offers(reader: Reader, now: Date, filter: OfferFilter): Promise<OfferRow[]> {
  const located = filter.longitude !== undefined && filter.latitude !== undefined;
  const byDistance = filter.sort === 'distance' && located;
  const metres = located ? distance(filter.longitude ?? 0, filter.latitude ?? 0) : sql`null::int`;
  const key = decodeCursor(filter.cursor);
  const conditions = [isOpen(now)];
  if (key !== undefined) {
    conditions.push(
      byDistance
        ? sql`(coalesce(${metres}, 2147483647), s.starts_at, s.id) > (${key[0]}::int, ${key[1]}::timestamptz, ${key[2]}::uuid)`
        : sql`(s.starts_at, s.id) > (${key[0]}::timestamptz, ${key[1]}::uuid)`,
    );
  }
  if (filter.q)
    conditions.push(
      sql`(a.title ilike ${`%${filter.q}%`} or a.place ilike ${`%${filter.q}%`} or o.name_zh ilike ${`%${filter.q}%`})`,
    );
  if (filter.category) conditions.push(sql`a.category = ${filter.category}`);
  if (filter.topic) conditions.push(sql`a.details -> 'topics' ? ${filter.topic}`);
  if (filter.organization_id)
    conditions.push(
      sql`a.organization_path like (select path || '%' from organizations where id = ${filter.organization_id})`,
    );
  if (filter.from) conditions.push(sql`s.starts_at >= ${startOfDay(filter.from)}`);
  if (filter.until) conditions.push(sql`s.starts_at < ${startOfDay(addDays(filter.until, 1))}`);
  if (filter.has_places) conditions.push(sql`s.seats_taken < s.capacity and s.waiting = 0`);
  return reader.all<OfferRow>(sql`
    select a.id, s.id as shift_id, a.title, a.category, ${hostNames} as organization_name, a.organization_path, (${countyOf}) as county_name, a.place, s.starts_at, s.ends_at, s.capacity, s.seats_taken, s.waiting,
      ${metres} as distance_metres, coalesce((a.details ->> 'is_parent_child')::boolean, false) as is_parent_child, a.required_skills
    from shifts s join activities a on a.id = s.activity_id join organizations o on o.id = a.organization_id
    ${sql.where(conditions)}
    order by ${byDistance ? sql`coalesce(${metres}, 2147483647), s.starts_at, s.id` : sql`s.starts_at, s.id`} limit ${filter.limit + 1}`);
}

export async function listOffers(reader: Reader, now: Date, filter: OfferFilter) {
  const byDistance = filter.sort === 'distance' && filter.longitude !== undefined && filter.latitude !== undefined;
  const cut = page(await offers(reader, now, filter), filter.limit, (row) =>
    byDistance
      ? [row.distance_metres ?? 2147483647, row.starts_at.toISOString(), row.shift_id]
      : [row.starts_at.toISOString(), row.shift_id],
  );
  return { rows: cut.rows.map(shownOffer), next_cursor: cut.next_cursor };
}

export function shownOffer({
  required_skills: _,
  organization_path: _path,
  ...row
}: OfferRow): Omit<OfferRow, 'required_skills' | 'organization_path'> {
  return row;
}
