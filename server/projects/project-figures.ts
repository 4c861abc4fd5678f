import type { Id } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import { isCategory } from '../../domain/projects/categories.ts';
import { countyCategories, monthsWithout, platformProjects } from '../../domain/projects/quota.ts';
import { serviceDaysOn } from '../../domain/projects/service-days.ts';
import { businessDate, daysOf, startOfDay } from '../../domain/time.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { Actor } from '../http/actor.ts';
import { organizationPath } from './project-queries.ts';

/**
 * What an organisation and everything below it published in a year, against the quotas. A project is published
 * with its first published activity; R20 counts it in that year.
 */
export async function projectFigures(
  reader: Reader,
  actor: Actor,
  asked: { organization_id: Id; year: number; now: Date },
) {
  const { path, name } = await organizationPath(reader, asked.organization_id);
  if (!actor.may('projects.read', { path })) throw problem('core.not_found');
  const [from, until] = [startOfDay(`${asked.year}-01-01`), startOfDay(`${asked.year + 1}-01-01`)];
  const rows = await reader.all<{
    id: Id;
    category: string;
    topics: string[];
    published_at: Date;
    withdrawn: boolean;
    recruits_here: boolean;
  }>(sql`
    select p.id, p.category, array(select jsonb_array_elements_text(p.details -> 'topics')) as topics, min(a.published_at) as published_at,
      bool_and(a.cancelled_at is not null) as withdrawn, bool_or(coalesce((a.details ->> 'signs_up_here')::boolean, true)) as recruits_here
    from projects p join activities a on a.project_id = p.id
    where p.organization_path like ${`${path}%`} and a.published_at is not null
    group by p.id`);
  const activities = await reader.all<{ published_on: string; starts_at: Date[]; topics: string[] }>(sql`
    select to_char(a.published_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as published_on, array(select jsonb_array_elements_text(a.details -> 'topics')) as topics,
      array(select s.starts_at from shifts s where s.activity_id = a.id and s.cancelled_at is null) as starts_at
    from activities a
    where a.organization_path like ${`${path}%`} and a.cancelled_at is null and a.published_at is not null
      and (a.published_at >= ${from} and a.published_at < ${until} or a.ends_at >= ${from} and a.starts_at < ${until})`);
  const ofYear = (day: string): boolean => day.startsWith(String(asked.year));
  const carriedOut = rows.filter((row) => !row.withdrawn && ofYear(businessDate(row.published_at)));
  const names = [...new Set(carriedOut.map((row) => row.category))].filter(isCategory);
  const planned = activities.flatMap((row) => [...new Set(row.starts_at.map((at) => businessDate(at)))]);
  return {
    organization_name: name,
    year: asked.year,
    published: platformProjects(rows, asked.year),
    categories: { ...countyCategories(names), names },
    months_without: monthsWithout(
      activities.map((row) => row.published_on),
      asked.year,
      businessDate(asked.now),
    ),
    by_topic: topicCounts(
      carriedOut.flatMap((row) => row.topics),
      activities.filter((row) => row.starts_at.some((at) => ofYear(businessDate(at)))).flatMap((row) => row.topics),
    ),
    service_days: namedDays(asked.year, planned),
  };
}

function topicCounts(ofProjects: readonly string[], ofActivities: readonly string[]) {
  const count = (list: readonly string[], topic: string): number => list.filter((each) => each === topic).length;
  return [...new Set([...ofProjects, ...ofActivities])]
    .map((topic) => ({ topic, projects: count(ofProjects, topic), activities: count(ofActivities, topic) }))
    .sort((one, other) => other.activities - one.activities || (one.topic < other.topic ? -1 : 1));
}

/** S38, P65: the named days of the year with what is planned on them. */
function namedDays(year: number, planned: readonly string[]) {
  const found: { day: string; code: string; zh: string; en: string; activities: number }[] = [];
  for (const day of daysOf(`${year}-01-01`, `${year}-12-31`)) {
    for (const { code, zh, en } of serviceDaysOn(day))
      found.push({ day, code, zh, en, activities: planned.filter((each) => each === day).length });
  }
  return found;
}
