import { projectsPhone } from '../../../domain/projects/paths.ts';
import type { Id } from '../../../domain/id.ts';
import { categoryNames, type Category } from '../../../domain/projects/categories.ts';
import type { Reader } from '../../db/reader.ts';
import { decodeCursor, page } from '../../db/page.ts';
import { sql } from '../../db/sql.ts';

type Row = {
  id: Id;
  title: string;
  description: string;
  category: Category;
  organization_id: Id;
  organization_name: string;
  place: string;
  longitude: number | null;
  latitude: number | null;
  minimum_age: number | null;
  published_at: Date;
  shifts: { starts_at: string; ends_at: string; places: number }[];
  required_skills: string[];
  co_hosts: { id: Id; name: string }[];
  /** With its microseconds, as the next page begins behind it. */
  starts_at_exact: string;
};

const atOnce = 500;

/** Open opportunities in the vocabulary of volunteeringdata.io, so that other portals can list them. */
export async function openActivitiesJsonLd(
  reader: Reader,
  now: Date,
  asked: { organization_id?: Id | undefined; cursor?: string | undefined; publicUrl: string },
): Promise<object> {
  const after = decodeCursor(asked.cursor);
  const found = await reader.all<Row>(sql`
    select a.id, a.title, a.description, a.category, a.organization_id, o.name_zh as organization_name, a.place, a.longitude, a.latitude, a.minimum_age, a.published_at, a.required_skills, a.starts_at::text as starts_at_exact,
      array(select json_build_object('id', other.id, 'name', other.name_zh) from activity_co_hosts h join organizations other on other.id = h.organization_id
        where h.activity_id = a.id and h.answer = 'accepted' order by h.invited_at, h.id) as co_hosts,
      (select json_agg(json_build_object('starts_at', s.starts_at, 'ends_at', s.ends_at, 'places', greatest(s.capacity - s.seats_taken, 0)) order by s.starts_at)
        from shifts s where s.activity_id = a.id and s.cancelled_at is null and s.starts_at > ${now}) as shifts
    from activities a join organizations o on o.id = a.organization_id
    where a.published_at is not null and a.cancelled_at is null and a.ends_at > ${now}
      and (${asked.organization_id ?? null}::uuid is null or a.organization_path like (select path || '%' from organizations where id = ${asked.organization_id ?? null}::uuid))
      and exists (select 1 from shifts s where s.activity_id = a.id and s.cancelled_at is null and s.starts_at > ${now})
      and (${after === undefined} or (a.starts_at, a.id) > (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}::uuid))
    order by a.starts_at, a.id limit ${atOnce + 1}`);
  const { rows, next_cursor: next } = page(found, atOnce, (row) => [row.starts_at_exact, row.id]);
  return {
    '@context': {
      '@vocab': 'https://ns.volunteeringdata.io/',
      schema: 'https://schema.org/',
      hydra: 'http://www.w3.org/ns/hydra/core#',
      xsd: 'http://www.w3.org/2001/XMLSchema#',
    },
    ...(next === null
      ? {}
      : {
          'hydra:next': {
            '@id': `${asked.publicUrl}/api/open-activities.jsonld?${new URLSearchParams({ ...(asked.organization_id === undefined ? {} : { organization_id: asked.organization_id }), cursor: next }).toString()}`,
          },
        }),
    '@graph': rows.map((row) => opportunity(row, asked.publicUrl)),
  };
}

/** Known by the address at which the platform says who it is, as in badges. */
function organisation(id: Id, name: string, publicUrl: string): object {
  return { '@id': `${publicUrl}/api/badge-issuers/${id}`, '@type': 'Organisation', name };
}

function opportunity(row: Row, publicUrl: string): object {
  const publisher = organisation(row.organization_id, row.organization_name, publicUrl);
  return {
    '@id': publicUrl + projectsPhone.openActivity({ id: row.id }),
    '@type': 'Activity',
    title: row.title,
    description: row.description,
    cause: categoryNames[row.category].zh,
    datePosted: { '@type': 'xsd:dateTime', '@value': row.published_at.toISOString() },
    organisation:
      row.co_hosts.length === 0
        ? publisher
        : [publisher, ...row.co_hosts.map((host) => organisation(host.id, host.name, publicUrl))], // P74: who hosts together stands there as well
    location: {
      '@type': 'Location',
      address: row.place,
      ...(row.latitude === null || row.longitude === null
        ? {}
        : { 'schema:latitude': row.latitude, 'schema:longitude': row.longitude }),
    },
    ...(row.minimum_age === null ? {} : { requirement: [{ '@type': 'Requirement', minimumAge: row.minimum_age }] }),
    ...(row.required_skills.length === 0 ? {} : { skill: row.required_skills }),
    session: row.shifts.map((shift) => ({
      '@type': 'Session',
      startDate: new Date(shift.starts_at).toISOString(),
      endDate: new Date(shift.ends_at).toISOString(),
      places: shift.places,
    })),
  };
}
