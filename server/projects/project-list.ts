import type { Id } from '../../domain/id.ts';
import type { Category } from '../../domain/projects/categories.ts';
import { projectColumns, projectFigures } from '../../domain/projects/list-columns.ts';
import type { Stage } from '../../domain/projects/stages.ts';
import { byId } from '../db/by-id.ts';
import { listOfFact, type Asked, type Fact, type ListEnd } from '../db/fact.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import { within } from '../db/tree.ts';
import type { Actor } from '../http/actor.ts';

export type ProjectFilter = Asked<typeof projectColumns> & {
  q?: string | undefined;
  organization_id?: Id | undefined;
  stage?: Stage | undefined;
  category?: Category | undefined;
  topic?: string | undefined;
  is_national?: boolean | undefined;
  is_closed?: boolean | undefined;
  residents_of?: Id | undefined;
};
type ListRow = {
  id: Id;
  title: string;
  category: Category;
  organization_id: Id;
  organization_name: string;
  stage: Stage | null;
  brand: string;
  is_national: boolean;
  closed_at: Date | null;
  created_at: Date;
};

const projectFact = {
  columns: projectColumns,
  figures: projectFigures,
  from: sql`projects p join organizations o on o.id = p.organization_id`,
  counted: sql`projects p`,
  of: {
    title: sql`p.title`,
    category: sql`p.category`,
    brand: sql`nullif(p.details ->> 'brand', '')`,
    organization: sql`o.name_zh`,
    created_at: sql`p.created_at`,
  },
  adds: {},
  id: sql`p.id`,
  order: '-created_at',
} satisfies Fact<typeof projectColumns, typeof projectFigures>;

const listed = sql`
  p.id, p.title, p.category, p.organization_id, o.name_zh as organization_name,
  case when exists (select 1 from project_stages s where s.project_id = p.id) then p.stage end as stage,
  coalesce(p.details ->> 'brand', '') as brand, coalesce((p.details ->> 'is_national')::boolean, false) as is_national, p.closed_at, p.created_at`;

export async function listProjects(reader: Reader, actor: Actor, filter: ProjectFilter) {
  if (!actor.holds('projects.read')) actor.require('projects.read', { path: '' });
  const conditions = [within(sql`p.organization_path`, actor.scope('projects.read'))];
  if (filter.q) conditions.push(sql`p.title ilike ${`%${filter.q}%`}`);
  if (filter.organization_id)
    conditions.push(
      sql`p.organization_path like (select path || '%' from organizations where id = ${filter.organization_id})`,
    );
  if (filter.residents_of)
    conditions.push(sql`p.id = any(${await projectsOfResidents(reader, filter.residents_of)}::uuid[])`);
  if (filter.stage)
    conditions.push(
      sql`exists (select 1 from project_stages s where s.project_id = p.id) and p.stage = ${filter.stage}`,
    );
  if (filter.category) conditions.push(sql`p.category = ${filter.category}`);
  if (filter.topic) conditions.push(sql`p.details -> 'topics' ? ${filter.topic}`);
  if (filter.is_national !== undefined)
    conditions.push(sql`coalesce((p.details ->> 'is_national')::boolean, false) = ${filter.is_national}`);
  if (filter.is_closed !== undefined)
    conditions.push(filter.is_closed ? sql`p.closed_at is not null` : sql`p.closed_at is null`);
  const list = await listOfFact<ListRow, typeof projectColumns, typeof projectFigures>(reader, projectFact, {
    ...filter,
    read: (page) => reader.all<ListRow & ListEnd>(sql`select ${listed}, ${page}`),
    where: conditions,
  });
  const ids = list.rows.map((row) => row.id);
  const [held, seats] = await Promise.all([
    byId<{ id: Id; count: number }>(ids, (wanted) =>
      reader.all(sql`
        select project_id as id, count(*)::int as count from activities
        where project_id = any(${wanted}::uuid[]) and published_at is not null and cancelled_at is null group by project_id`),
    ),
    byId<{ id: Id; sum: number }>(ids, (wanted) =>
      reader.all(sql`
        select a.project_id as id, sum(s.seats_taken)::int as sum from activities a join shifts s on s.activity_id = a.id
        where a.project_id = any(${wanted}::uuid[]) and s.cancelled_at is null group by a.project_id`),
    ),
  ]);
  return {
    ...list,
    rows: list.rows.map((row) => ({
      ...row,
      activities: held.get(row.id)?.count ?? 0,
      served: seats.get(row.id)?.sum ?? 0,
    })),
  };
}

/** S02: where somebody who lives in the compound, or in one below the place, holds or held a seat. */
async function projectsOfResidents(reader: Reader, place: Id): Promise<Id[]> {
  const activities = await reader.all<{ id: Id }>(sql`
    select distinct s.activity_id as id from sign_ups s join volunteers v on v.id = s.volunteer_id join organizations c on c.id = v.compound_id
    where s.place = 'seat' and s.ended_at is null and v.withdrawn_at is null and c.path like (select path || '%' from organizations where id = ${place})`);
  const projects = await reader.all<{ id: Id }>(
    sql`select distinct project_id as id from activities where id = any(${activities.map((each) => each.id)}::uuid[])`,
  );
  return projects.map((each) => each.id);
}
