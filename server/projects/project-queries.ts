import type { Id } from '../../domain/id.ts';
import { problem, problemSentence } from '../../domain/problem.ts';
import type { Category } from '../../domain/projects/categories.ts';
import { closeProblem, enterStageProblem, stages, type Stage } from '../../domain/projects/stages.ts';
import { businessDate, type BusinessDate } from '../../domain/time.ts';
import { namesOf, type Names } from '../db/names-of.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import { pathsUpwards, within } from '../db/tree.ts';
import type { Actor } from '../http/actor.ts';
import { activityState, type ActivityRow } from './load-activity.ts';
import { unfinishedOf } from './enter-stage.ts';
import { loadProject, type ProjectRow } from './load-project.ts';

type Closing = { summary: string; praised: string; closed_at: Date; closed_by: Id };

export async function readProject(
  reader: Reader,
  actor: Actor,
  asked: { project_id: Id; now: Date; language: 'zh' | 'en' },
) {
  const { project_id: projectId, now, language } = asked;
  const project = await loadProject(reader, projectId);
  const place = { path: project.organization_path };
  if (!actor.may('projects.read', place)) throw problem('core.not_found');
  const [entered, closing, partners, activities, carrier] = await Promise.all([
    reader.all<{ stage: Stage; entered_at: Date; entered_by: Id; note: string }>(
      sql`select stage, entered_at, entered_by, note from project_stages where project_id = ${projectId}`,
    ),
    reader.maybe<Closing>(
      sql`select summary, praised, closed_at, closed_by from project_closings where project_id = ${projectId}`,
    ),
    reader.all<{ id: Id; name: string; organization_id: Id | null; contribution: string; linked_at: Date }>(sql`
      select id, name, organization_id, contribution, linked_at from project_partners where project_id = ${projectId} and ended_at is null order by linked_at`),
    reader.all<ActivityRow & { seats_taken: number; capacity: number }>(sql`
      select a.*, (select coalesce(sum(seats_taken), 0)::int from shifts where activity_id = a.id and cancelled_at is null) as seats_taken,
        (select coalesce(sum(capacity), 0)::int from shifts where activity_id = a.id and cancelled_at is null) as capacity from activities a
      where a.project_id = ${projectId} order by a.starts_at desc limit 200`),
    carrierOf(reader, project, businessDate(now)),
  ]);
  const names = await namesOf(reader, [
    project.created_by,
    closing?.closed_by,
    ...entered.map((each) => each.entered_by),
  ]);
  const state = {
    entered: project.entered,
    closed: project.closed_at !== null,
    summary: closing?.summary ?? null,
    unfinished: project.closed_at === null ? await unfinishedOf(reader, projectId, now) : [],
  };
  const open = project.closed_at === null;
  const mayWrite = actor.may('projects.write', place);
  const counts = new Map<string, number>();
  for (const topic of activities.flatMap((activity) => activity.details.topics))
    counts.set(topic, (counts.get(topic) ?? 0) + 1);
  const notYet = closeProblem({ ...state, summary: 'any' });
  return {
    id: project.id,
    title: project.title,
    category: project.category,
    aim: project.aim,
    plan: project.plan,
    budget_fen: project.budget_fen,
    principles: project.details.principles,
    topics: [...project.details.topics],
    beneficiaries: project.details.beneficiaries,
    brand: project.details.brand,
    brand_scope: [...project.details.brand_scope],
    is_national: project.details.is_national,
    organization_id: project.organization_id,
    organization_name: project.organization_name,
    created_by_name: names.of(project.created_by),
    created_at: project.created_at,
    stages: stages.map((stage) => {
      const record = entered.find((each) => each.stage === stage);
      const refused = record === undefined ? enterStageProblem(state, stage) : null;
      return {
        stage,
        entered_at: record?.entered_at ?? null,
        entered_by_name: record === undefined ? null : names.of(record.entered_by),
        note: record?.note ?? null,
        problem: refused === null ? null : problemSentence(refused.code, refused.params, language),
      };
    }),
    close_problem:
      open && mayWrite && notYet !== null && state.entered.length === stages.length
        ? problemSentence(notYet.code, notYet.params, language)
        : null,
    closing: closing === undefined ? null : shownClosing(closing, names),
    partners,
    carried_by: carrier ?? null,
    activities: activities.map((activity) => ({
      id: activity.id,
      title: activity.title,
      starts_at: activity.starts_at,
      state: activityState(activity, now),
      seats_taken: activity.seats_taken,
      capacity: activity.capacity,
    })),
    topic_counts: [...counts].map(([topic, count]) => ({ topic, activities: count })),
    can: {
      edit: open && mayWrite,
      enter_stage: open && mayWrite,
      close: open && mayWrite && notYet === null,
      link_partner: open && mayWrite,
      write_activity: open && mayWrite,
    },
  };
}

function shownClosing({ closed_by, ...closing }: Closing, names: Names) {
  return { ...closing, closed_by_name: names.of(closed_by) };
}

/** G63: the league branch that carries the project, recorded under its name or brand by its organisation or by one above it. */
function carrierOf(
  reader: Reader,
  project: ProjectRow,
  day: BusinessDate,
): Promise<{ id: Id; name_zh: string } | undefined> {
  return reader.maybe<{ id: Id; name_zh: string }>(sql`
    select b.id, b.name_zh from organization_attributes f join organizations b on b.id::text = f.body ->> 'branch_id' join organizations o on o.id = f.organization_id
    where f.kind = 'carrier' and f.item = any(${[project.title, project.details.brand].filter((one) => one !== '')}::text[]) and o.path = any(${pathsUpwards(project.organization_path)}::text[])
      and f.valid_from <= ${day} and coalesce(f.valid_until, 'infinity') >= ${day} order by length(o.path) desc, f.valid_from desc limit 1`);
}

/** P36: one name, one organisation, held or planned at least twice, each counted for itself, in different months or on different days. */
export function listRepeatedActivities(reader: Reader, actor: Actor, now: Date) {
  return reader.all<{
    title: string;
    organization_id: Id;
    organization_name: string;
    category: Category;
    times: number;
    to_come: number;
    last_starts_at: Date | null;
    activity_ids: Id[];
  }>(sql`
    select a.title, a.organization_id, o.name_zh as organization_name, min(a.category) as category, count(*) filter (where a.ends_at <= ${now})::int as times,
      count(*) filter (where a.ends_at > ${now})::int as to_come, max(a.starts_at) filter (where a.ends_at <= ${now}) as last_starts_at,
      array_agg(a.id::text order by a.starts_at) as activity_ids
    from activities a join organizations o on o.id = a.organization_id join projects p on p.id = a.project_id
    where ${within(sql`a.organization_path`, actor.scope('projects.read'))} and a.published_at is not null and a.cancelled_at is null and a.title <> p.title
    group by a.title, a.organization_id, o.name_zh having count(*) >= 2 order by count(*) desc, a.title limit 50`);
}

export async function organizationPath(reader: Reader, organizationId: Id): Promise<{ path: string; name: string }> {
  const row = await reader.maybe<{ path: string; name: string }>(
    sql`select path, name_zh as name from organizations where id = ${organizationId}`,
  );
  if (row === undefined) throw problem('core.not_found');
  return row;
}
