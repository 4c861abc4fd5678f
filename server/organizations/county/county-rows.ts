/** What is held about each county of the overview, in as few statements as there are kinds of it. */
import type { Id } from '../../../domain/id.ts';
import type { BuildStep } from '../../../domain/organizations/build-steps.ts';
import type { LineState } from '../../../domain/organizations/county-overview.ts';
import type { BusinessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { columnAtOrBelow } from '../../db/tree.ts';
import { organizationsOn } from '../tree/as-of.ts';

export type OverviewQuery = {
  organization_id: Id;
  on?: BusinessDate | undefined;
  state?: LineState | 'open' | undefined;
  city_id?: Id | undefined;
  watcher?: string | undefined;
  words?: string | undefined;
  founded?: 'yes' | 'no' | undefined;
};

/** A value of the ledger with the visit that corrected it, and what stood there before (G18). */
export type Held<Body> = {
  body: Body;
  visit_id: Id | null;
  visited_on: string | null;
  visited_id: Id | null;
  before: Body | null;
} | null;
type Sheet = { deadline: string; person: string };

export type CountyRow = {
  county_id: Id;
  county_name: string;
  city_id: Id | null;
  city_name: string;
  organization_id: Id | null;
  organization_name: string | null;
  organizations: number;
  standardised: boolean;
  closed_steps: BuildStep[];
  bottleneck: string | null;
  updated_on: string | null;
  path: string;
  sheet: Held<Sheet>;
  area_held: Held<{ name: string }>;
  watcher_held: Held<{ name: string }>;
  headcount: Held<{ members: number; staff: number }>;
};

/** The attribute of an organisation on a day: its body, the visit it came from, and the body before. */
export function held(organization: Sql, kind: string, day: BusinessDate): Sql {
  return sql`(select json_build_object('body', f.body, 'visit_id', k.id, 'visited_on', k.occurred_on, 'visited_id', k.organization_id, 'before',
      (select p.body from organization_attributes p where p.organization_id = f.organization_id and p.kind = f.kind and p.valid_until >= p.valid_from
        and p.valid_until < f.valid_from order by p.valid_from desc limit 1))
    from organization_attributes f left join organization_tasks k on k.id = f.source_task_id and k.kind = 'visit'
    where f.organization_id = ${organization} and f.kind = ${kind} and f.valid_from <= ${day} and coalesce(f.valid_until, 'infinity') >= ${day} limit 1)`;
}

/** One line per county, whatever stands there; history makes the same ledger for any earlier day. */
export async function countyRows(reader: Reader, path: string, day: BusinessDate): Promise<CountyRow[]> {
  return reader.all<CountyRow>(sql`
    with county as (
      select o.id, o.name_zh, o.path, o.division_code, o.parent_id from ${organizationsOn(day)} o
      where o.path like ${`${path}%`} and o.kind = 'county'
    ), led as (
      select c.id as county_id, a.id, a.name_zh, a.founded_on,
        exists (select from organization_attributes f where f.organization_id = a.id and f.kind = 'standardised' and f.valid_from <= ${day} and coalesce(f.valid_until, 'infinity') >= ${day}) as standardised
      from county c join ${organizationsOn(day)} a on ${columnAtOrBelow(sql`a.path`, sql`c.path`)}
      where a.kind in ('federation', 'volunteer_association', 'youth_volunteer_association') and a.level = 'county' and a.is_league_led
    ), best as (
      select distinct on (county_id) county_id, id, name_zh, founded_on, bool_or(standardised) over (partition by county_id) as standardised,
        count(*) over (partition by county_id) as organizations
      from led order by county_id, standardised desc, founded_on
    )
    select c.id as county_id, c.path, c.name_zh as county_name, city.id as city_id, coalesce(city.name_zh, '') as city_name,
      best.id as organization_id, best.name_zh as organization_name, coalesce(best.organizations, 0)::int as organizations, coalesce(best.standardised, false) as standardised,
      coalesce((select json_agg(k.body ->> 'step' order by k.closed_on) from organization_tasks k where k.organization_id = c.id and k.kind = 'build_step' and k.closed_on <= ${day}), '[]') as closed_steps,
      (select k.title from organization_tasks k where (k.organization_id = c.id or k.organization_id = best.id) and k.kind = 'bottleneck'
        and k.opened_at < ${day}::date + 1 and (k.closed_on is null or k.closed_on > ${day}) order by k.due_on nulls last limit 1) as bottleneck,
      ${held(sql`c.id`, 'policy_sheet', day)} as sheet, ${held(sql`c.id`, 'area', day)} as area_held, ${held(sql`c.id`, 'watcher', day)} as watcher_held,
      ${held(sql`coalesce(best.id, c.id)`, 'headcount', day)} as headcount,
      (select max(u.on)::text from (select f.valid_from as on from organization_attributes f where f.organization_id = c.id and f.valid_from <= ${day}
        union all select k.closed_on from organization_tasks k where k.organization_id = c.id and k.closed_on <= ${day}
        union all select best.founded_on) u) as updated_on
    from county c left join ${organizationsOn(day)} city on city.id = c.parent_id
      left join best on best.county_id = c.id
    order by c.division_code nulls last, c.path`);
}
