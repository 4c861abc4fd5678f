import { summed } from '../../../domain/inbox/line.ts';
import type { Id } from '../../../domain/id.ts';
import type { Category } from '../../../domain/projects/categories.ts';
import { activityColumns, activityFigures } from '../../../domain/projects/list-columns.ts';
import { startOfDay, addDays, type BusinessDate } from '../../../domain/time.ts';
import { namesOf } from '../../db/names-of.ts';
import { listOfFact, pagesOfFact, type Asked, type Fact, type ListEnd } from '../../db/fact.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { within } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import { whoBrought, whoBroughtIn } from '../../two-people.ts';
import { activityState, stateConditions, type ActivityState } from '../load-activity.ts';

export type ActivityFilter = Asked<typeof activityColumns> & {
  q?: string | undefined;
  organization_id?: Id | undefined;
  project_id?: Id | undefined;
  category?: Category | undefined;
  state?: ActivityState | undefined;
  topic?: string | undefined;
  from?: BusinessDate | undefined;
  until?: BusinessDate | undefined;
};
type ListedRow = {
  id: Id;
  title: string;
  category: Category;
  project_title: string;
  organization_id: Id;
  organization_name: string;
  place: string;
  starts_at: Date;
  ends_at: Date;
  sums: { shifts: number; capacity: number; seats_taken: number; waiting: number };
  leader_id: Id | null;
  submitted_at: Date | null;
  returned_at: Date | null;
  published_at: Date | null;
  cancelled_at: Date | null;
};

const seats = (of: Sql): Sql => sql`(select ${of} from shifts where activity_id = a.id)`;
const activityFact = {
  columns: activityColumns,
  figures: activityFigures,
  from: sql`activities a join projects p on p.id = a.project_id join organizations o on o.id = a.organization_id`,
  counted: sql`activities a`,
  of: {
    title: sql`a.title`,
    starts_at: sql`a.starts_at`,
    ends_at: sql`a.ends_at`,
    shifts: seats(sql`count(*)`),
    seats_taken: seats(sql`sum(seats_taken)`),
    waiting: seats(sql`sum(waiting)`),
    category: sql`a.category`,
    place: sql`a.place`,
    organization: sql`o.name_zh`,
    project: sql`p.title`,
  },
  adds: {},
  id: sql`a.id`,
  order: '-starts_at',
} satisfies Fact<typeof activityColumns, typeof activityFigures>;

const listed = sql`
  a.id, a.title, a.category, p.title as project_title, a.organization_id, o.name_zh as organization_name, a.place, a.starts_at, a.ends_at,
  a.submitted_at, a.returned_at, a.published_at, a.cancelled_at, a.leader_id,
  (select json_build_object('shifts', count(*), 'capacity', coalesce(sum(capacity), 0), 'seats_taken', coalesce(sum(seats_taken), 0), 'waiting', coalesce(sum(waiting), 0))
    from shifts where activity_id = a.id) as sums`;

function conditionsOf(actor: Actor, now: Date, filter: Omit<ActivityFilter, keyof Asked<never>>): readonly Sql[] {
  const conditions = [within(sql`a.organization_path`, actor.scope('projects.read'))];
  if (filter.q) conditions.push(sql`a.title ilike ${`%${filter.q}%`}`);
  if (filter.organization_id)
    conditions.push(
      sql`a.organization_path like (select path || '%' from organizations where id = ${filter.organization_id})`,
    );
  if (filter.project_id) conditions.push(sql`a.project_id = ${filter.project_id}`);
  if (filter.category) conditions.push(sql`a.category = ${filter.category}`);
  if (filter.state) conditions.push(stateConditions[filter.state](now));
  if (filter.topic) conditions.push(sql`a.details -> 'topics' ? ${filter.topic}`);
  if (filter.from) conditions.push(sql`a.ends_at >= ${startOfDay(filter.from)}`);
  if (filter.until) conditions.push(sql`a.starts_at < ${startOfDay(addDays(filter.until, 1))}`);
  return conditions;
}

/** A page of rows within the scope with their places, and one look for the names of their leaders. */
export async function listActivities(reader: Reader, actor: Actor, now: Date, filter: ActivityFilter) {
  const cut = await listOfFact<ListedRow, typeof activityColumns, typeof activityFigures>(reader, activityFact, {
    ...filter,
    read: (page) => reader.all<ListedRow & ListEnd>(sql`select ${listed}, ${page}`),
    where: conditionsOf(actor, now, filter),
  });
  const names = await namesOf(
    reader,
    cut.rows.map((row) => row.leader_id),
  );
  return {
    next_cursor: cut.next_cursor,
    totals: cut.totals,
    // field by field: a spread would cost this list a third of its time (docs/performance.md, 14)
    rows: cut.rows.map((row) => ({
      id: row.id,
      title: row.title,
      category: row.category,
      project_title: row.project_title,
      organization_id: row.organization_id,
      organization_name: row.organization_name,
      place: row.place,
      starts_at: row.starts_at,
      ends_at: row.ends_at,
      leader_name: names.of(row.leader_id),
      shifts: row.sums.shifts,
      capacity: row.sums.capacity,
      seats_taken: row.sums.seats_taken,
      waiting: row.sums.waiting,
      state: activityState(row, now),
    })),
  };
}

type ActivityRows = AsyncGenerator<ListedRow & { state: ActivityState }>;

/** The same rows for a workbook, each with its state; refused before the first is read. */
export function activityRows(
  reader: Reader,
  actor: Actor,
  now: Date,
  filter: Omit<ActivityFilter, 'limit' | 'cursor' | 'totals'>,
): ActivityRows {
  if (!actor.holds('projects.read')) actor.require('projects.read', { path: '' });
  return eachActivity(reader, { sort: filter.sort, where: conditionsOf(actor, now, filter), now });
}

type Each = Pick<ActivityFilter, 'sort'> & { readonly where: readonly Sql[]; readonly now: Date };

async function* eachActivity(reader: Reader, { sort, where, now }: Each): ActivityRows {
  for await (const rows of pagesOfFact<ListedRow, typeof activityColumns>(activityFact, {
    read: (page) => reader.all<ListedRow & ListEnd>(sql`select ${listed}, ${page}`),
    where,
    sort,
    limit: 2000,
  }))
    for (const row of rows) yield { ...row, state: activityState(row, now) };
}

/** Of the decisions on an activity, the last by which it was submitted. */
const isLastSubmission = sql`d.activity_id = a.id and d.decision = 'submitted' and not exists (
  select 1 from activity_decisions n where n.activity_id = d.activity_id and n.decision = 'submitted' and (n.decided_at, n.id) > (d.decided_at, d.id))`;

/** Whoever submitted it, or brought in whom it waits for, has no part in the decision. */
export async function waitingApprovals(
  reader: Reader,
  actor: Actor,
): Promise<{ readonly count: number; readonly since: Date | null }> {
  const scope = within(sql`a.organization_path`, actor.scope('projects.approve'));
  const groups = await reader.all<{ by: Id | null; count: number; since: Date }>(sql`
    select by, count(*)::int as count, min(since) as since from (
      select (select d.decided_by from activity_decisions d where ${isLastSubmission}) as by, a.submitted_at as since
      from activities a where ${scope} and a.submitted_at is not null and a.published_at is null and a.cancelled_at is null
      union all
      select c.asked_by, c.asked_at from activity_changes c join activities a on a.id = c.activity_id where c.decision is null and a.cancelled_at is null and ${scope}) waiting
    group by by`);
  if (groups.length === 0) return { count: 0, since: null };
  const near = [actor.person_id, ...(await whoBrought(reader, actor.person_id))];
  return summed(groups.filter(({ by }) => by === null || !near.includes(by)));
}

export async function listApprovals(reader: Reader, actor: Actor) {
  type Waiting = {
    id: Id;
    activity_change_id: Id | null;
    title: string;
    category: Category;
    organization_name: string;
    project_title: string;
    submitted_by: Id | null;
    submitted_at: Date;
    starts_at: Date;
    capacity: number;
    place: string;
    risk_statement: string;
    reasons: { rule: string; source: string; zh: string; en: string }[];
    principles: Record<string, string>;
  };
  const rows = await reader.all<Waiting>(sql`
    select a.id, null::uuid as activity_change_id, a.title, a.category, o.name_zh as organization_name, p.title as project_title,
      (select d.decided_by from activity_decisions d where ${isLastSubmission}) as submitted_by,
      a.submitted_at, a.starts_at, (select coalesce(sum(capacity), 0)::int from shifts where activity_id = a.id) as capacity, a.place, a.risk_statement,
      coalesce((select d.trace -> 'approval_reasons' from activity_decisions d where ${isLastSubmission}), '[]') as reasons, coalesce(p.details -> 'principles', '{}') as principles
    from activities a join organizations o on o.id = a.organization_id join projects p on p.id = a.project_id
    where ${within(sql`a.organization_path`, actor.scope('projects.approve'))} and a.submitted_at is not null and a.published_at is null and a.cancelled_at is null
    union all
    select a.id, c.id, a.title, a.category, o.name_zh, p.title, c.asked_by, c.asked_at, (c.shifts -> 0 ->> 'starts_at')::timestamptz,
      (select sum((s ->> 'capacity')::int)::int from jsonb_array_elements(c.shifts) s), a.place, a.risk_statement, c.approval_reasons, coalesce(p.details -> 'principles', '{}')
    from activity_changes c join activities a on a.id = c.activity_id join organizations o on o.id = a.organization_id join projects p on p.id = a.project_id
    where c.decision is null and a.cancelled_at is null and ${within(sql`a.organization_path`, actor.scope('projects.approve'))}
    order by submitted_at limit 200`);
  const submitters = rows.flatMap((row) => row.submitted_by ?? []);
  const [near, names] = await Promise.all([
    whoBroughtIn(reader, actor.person_id, submitters),
    namesOf(reader, submitters),
  ]);
  return {
    rows: rows.map(({ submitted_by, ...row }) => ({
      ...row,
      submitted_by_name: names.of(submitted_by),
      can: { approve: submitted_by === null || ![actor.person_id, ...near].includes(submitted_by) },
    })),
  };
}
