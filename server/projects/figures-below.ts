import type { Cell } from '../../domain/files/cells.ts';
import type { Id } from '../../domain/id.ts';
import { kindNames, type OrganizationKind } from '../../domain/organizations/kinds.ts';
import { problem } from '../../domain/problem.ts';
import { isCategory, type Category } from '../../domain/projects/categories.ts';
import { countyCategories, monthsWithout, platformProjects } from '../../domain/projects/quota.ts';
import { serviceDaysOn } from '../../domain/projects/service-days.ts';
import { businessDate, daysOf, startOfDay, type BusinessDate } from '../../domain/time.ts';
import type { Reader } from '../db/reader.ts';
import { sql, type Sql } from '../db/sql.ts';
import { atOrBelow, pathsUpwards } from '../db/tree.ts';
import type { Actor } from '../http/actor.ts';
import { organizationPath } from './project-queries.ts';

export type BelowQuery = {
  readonly organization_id: Id;
  readonly year: number;
  readonly of: 'direct' | 'counties' | 'teams';
};
type Organization = { id: Id; path: string; name: string; kind: OrganizationKind };
type Project = { path: string; category: string; published_at: Date; withdrawn: boolean; recruits_here: boolean };
type Activity = { path: string; published_on: BusinessDate; days: BusinessDate[] };

const listedAtMost = 3000;
const which: Readonly<Record<BelowQuery['of'], (organizationId: Id) => Sql>> = {
  direct: (organizationId) => sql`o.parent_id = ${organizationId} and o.kind <> 'compound'`,
  counties: () => sql`o.kind = 'county'`,
  teams: () => sql`o.kind in ('team', 'brigade')`,
};

/** P18, P25, L52, S38, P65: the quotas of a year, one line for each organisation below, with what lies below it counted in. */
export async function figuresBelow(reader: Reader, actor: Actor, query: BelowQuery, now: Date) {
  const { path, name } = await organizationPath(reader, query.organization_id);
  if (!actor.may('projects.read', { path })) throw problem('core.not_found');
  const [from, until] = [startOfDay(`${query.year}-01-01`), startOfDay(`${query.year + 1}-01-01`)];
  const [organizations, projects, activities] = await Promise.all([
    reader.all<Organization>(sql`
      select o.id, o.path, o.name_zh as name, o.kind from organizations o
      where ${atOrBelow(sql`o.path`, path)} and o.id <> ${query.organization_id} and o.dissolved_on is null and ${which[query.of](query.organization_id)} order by o.path limit ${listedAtMost}`),
    reader.all<Project>(sql`
      select p.organization_path as path, p.category, min(a.published_at) as published_at, bool_and(a.cancelled_at is not null) as withdrawn,
        bool_or(coalesce((a.details ->> 'signs_up_here')::boolean, true)) as recruits_here
      from projects p join activities a on a.project_id = p.id where ${atOrBelow(sql`p.organization_path`, path)} and a.published_at is not null group by p.id`),
    reader.all<Activity>(sql`
      select a.organization_path as path, to_char(a.published_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as published_on,
        array(select distinct to_char(s.starts_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') from shifts s where s.activity_id = a.id and s.cancelled_at is null) as days
      from activities a
      where ${atOrBelow(sql`a.organization_path`, path)} and a.cancelled_at is null and a.published_at is not null
        and (a.published_at >= ${from} and a.published_at < ${until} or a.ends_at >= ${from} and a.starts_at < ${until})`),
  ]);
  const known = new Set(organizations.map((one) => one.path));
  const [projectsOf, activitiesOf] = [byOrganization(projects, known), byOrganization(activities, known)];
  const named = [...daysOf(`${query.year}-01-01`, `${query.year}-12-31`)].filter(
    (day) => serviceDaysOn(day).length > 0,
  );
  return {
    organization_name: name,
    year: query.year,
    named_days: named,
    rows: organizations.map((one) =>
      lineOf(one, projectsOf.get(one.path) ?? [], activitiesOf.get(one.path) ?? [], {
        year: query.year,
        named,
        today: businessDate(now),
      }),
    ),
  };
}

function lineOf(
  { id, name, kind }: Organization,
  projects: readonly Project[],
  activities: readonly Activity[],
  { year, named, today }: { year: number; named: readonly BusinessDate[]; today: BusinessDate },
) {
  const ofYear = (day: string): boolean => day.startsWith(String(year));
  const carriedOut = projects.filter((row) => !row.withdrawn && ofYear(businessDate(row.published_at)));
  const names: Category[] = [...new Set(carriedOut.map((row) => row.category))].filter(isCategory);
  const planned = new Set(activities.flatMap((row) => row.days));
  return {
    organization_id: id,
    name,
    kind,
    published: platformProjects(projects, year),
    categories: { ...countyCategories(names), names },
    months_without: monthsWithout(
      activities.map((row) => row.published_on),
      year,
      today,
    ),
    activities: activities.filter((row) => row.days.some(ofYear)).length,
    days_without: named.filter((day) => !planned.has(day)),
  };
}

/** Each row belongs to every listed organisation on its way up. */
function byOrganization<Row extends { readonly path: string }>(
  rows: readonly Row[],
  known: ReadonlySet<string>,
): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    for (const path of pathsUpwards(row.path)) {
      if (!known.has(path)) continue;
      const list = found.get(path);
      if (list === undefined) found.set(path, [row]);
      else list.push(row);
    }
  }
  return found;
}

export const belowColumns = [
  '组织',
  '类别',
  '平台发布的项目',
  '还缺项目',
  '不同类别',
  '还缺类别',
  '没有发布的月份',
  '活动',
  '没有活动的有名日子',
].map((header) => ({ header }));

export function belowCells(rows: Awaited<ReturnType<typeof figuresBelow>>['rows']): (readonly Cell[])[] {
  return rows.map((row) => [
    row.name,
    kindNames[row.kind].zh,
    row.published.have,
    row.published.missing,
    row.categories.have,
    row.categories.missing,
    row.months_without.join('、'),
    row.activities,
    row.days_without.join('、'),
  ]);
}
