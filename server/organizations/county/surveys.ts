import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { asksCounties } from '../../../domain/organizations/levels.ts';
import { businessDate, isOverdue, type BusinessDate } from '../../../domain/time.ts';
import { noticesTo } from '../../db/notices.ts';
import { namesOf } from '../../db/names-of.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { pathsUpwards, within } from '../../db/tree.ts';
import type { Writer } from '../../db/writer.ts';
import type { Actor } from '../../http/actor.ts';
import { loadReadable, standingOrganization } from '../tree/load-organization.ts';
import { holdersAtEach } from '../../holders.ts';

/** G13: one open task for every county below, told to whoever keeps its record; those that stay open are the missing answers. */
export async function sendSurvey(
  writer: Writer,
  input: { organization_id: Id; title: string; questions: readonly string[]; due_on: BusinessDate },
): Promise<{ survey_id: Id; counties: number; unreached: string[] }> {
  const sender = await standingOrganization(writer, input.organization_id);
  writer.caller.require('organizations.manage', { path: sender.path }, 'organizations.read');
  if (!asksCounties(sender.kind)) throw problem('organizations.superior_only');
  if (new Set(input.questions).size !== input.questions.length)
    throw problem('organizations.question_twice', {}, 'questions');
  const today = businessDate(writer.now);
  if (input.due_on < today) throw problem('organizations.due_past', { today }, 'due_on');
  const surveyId = writer.newId();
  const body = { survey_id: surveyId, questions: input.questions, from: sender.name };
  const counties = await writer.all<{ id: Id; name: string }>(sql`
    select id, name_zh as name from organizations where path like ${`${sender.path}%`} and kind = 'county' and dissolved_on is null order by path`);
  await writer.run(sql`
    insert into organization_tasks (id, organization_id, kind, title, body, due_on, opened_by, opened_at)
    select new_id(${writer.now}), id, 'survey', ${input.title}, ${JSON.stringify(body)}::jsonb, ${input.due_on}::date, ${writer.caller.person_id}::uuid, ${writer.now}::timestamptz
    from unnest(${counties.map((county) => county.id)}::uuid[]) id`);
  const editors = await holdersAtEach(
    writer,
    counties.map((county) => county.id),
    ['organizations.edit'],
    writer.now,
  );
  const [people, places] = [editors.map((one) => one.person_id), editors.map((one) => one.organization_id)];
  await writer.run(
    noticesTo({
      now: writer.now,
      to: {
        person: sql`e.person_id`,
        from: sql`unnest(${people}::uuid[], ${places}::uuid[]) e (person_id, organization_id) join organizations o on o.id = e.organization_id`,
      },
      kind: 'organizations.surveyed',
      params: { organization: sql`o.name_zh`, title: input.title, due: input.due_on },
      subject: sql`o.id`,
    }),
  );
  const unreached = counties.filter((county) => !places.includes(county.id)).map((county) => county.name);
  await writer.audit({
    action: 'organizations.send_survey',
    subject_type: 'survey',
    subject_id: surveyId,
    organization_path: sender.path,
    permission: 'organizations.manage',
    after: {
      title: input.title,
      questions: input.questions,
      counties: counties.length,
      unreached: unreached.length,
      due_on: input.due_on,
    },
  });
  return { survey_id: surveyId, counties: counties.length, unreached };
}

const seen = (actor: Actor): Sql => within(sql`o.path`, actor.scope('organizations.read'));

/** The surveys that reached counties below an organisation, newest first, with how many have answered. */
export async function listSurveys(reader: Reader, actor: Actor, organizationId: Id) {
  const scope = await loadReadable(reader, actor, organizationId);
  const rows = await reader.all<{
    survey_id: Id;
    title: string;
    from: string;
    sent_at: Date;
    due_on: string;
    counties: number;
    answered: number;
  }>(sql`
    select k.body ->> 'survey_id' as survey_id, min(k.title) as title, min(k.body ->> 'from') as from, min(k.opened_at) as sent_at, min(k.due_on)::text as due_on,
      count(*)::int as counties, (count(*) filter (where k.body ? 'answers'))::int as answered
    from organization_tasks k join organizations o on o.id = k.organization_id
    where k.kind = 'survey' and o.path like ${`${scope.path}%`} and ${seen(actor)} group by 1 order by min(k.opened_at) desc limit 100`);
  return { rows };
}

type AnswerRow = {
  county_id: Id;
  county_name: string;
  city_name: string;
  answered_on: string | null;
  answered_by: Id | null;
  answers: Record<string, string> | null;
};

/** G13: every county in one table, one column a question; who has not answered comes first. */
export async function surveyAnswers(reader: Reader, actor: Actor, surveyId: Id) {
  const rows = await reader.all<AnswerRow & { title: string; questions: string[]; due_on: string }>(sql`
    select o.id as county_id, o.name_zh as county_name, coalesce(c.name_zh, '') as city_name, case when k.body ? 'answers' then k.closed_on end as answered_on, case when k.body ? 'answers' then k.closed_by end as answered_by, k.body -> 'answers' as answers,
      k.title, k.body -> 'questions' as questions, k.due_on
    from organization_tasks k join organizations o on o.id = k.organization_id left join organizations c on c.id = o.parent_id
    where k.kind = 'survey' and k.due_on is not null and k.body ->> 'survey_id' = ${surveyId} and ${seen(actor)} order by k.closed_on nulls first, o.division_code nulls last, o.path`);
  const [first] = rows;
  if (first === undefined) throw problem('core.not_found');
  const names = await namesOf(
    reader,
    rows.map((row) => row.answered_by),
  );
  return {
    title: first.title,
    due_on: first.due_on,
    questions: first.questions,
    answered: rows.filter((row) => row.answered_on !== null).length,
    rows: rows.map(({ county_id, county_name, city_name, answered_on, answered_by, answers }) => ({
      county_id,
      county_name,
      city_name,
      answered_on,
      answered_by_name: names.orNull(answered_by),
      answers: first.questions.map((question) => answers?.[question] ?? ''),
    })),
  };
}

/** The lowest place above all whom the reader sees of a survey: there the export is entered into the trail. */
export async function placeOfSurvey(reader: Reader, actor: Actor, surveyId: Id): Promise<string> {
  const rows = await reader.all<{ path: string }>(sql`
    select o.path from organization_tasks k join organizations o on o.id = k.organization_id where k.kind = 'survey' and k.body ->> 'survey_id' = ${surveyId} and ${seen(actor)}`);
  const paths = rows.map((row) => pathsUpwards(row.path));
  return (paths[0] ?? []).filter((path) => paths.every((other) => other.includes(path))).at(-1) ?? '/';
}

/** What a superior asked of the organisations whose record the reader keeps, and what is still open. */
export async function askedOfMe(reader: Reader, actor: Actor, now: Date) {
  const scope = actor.scope('organizations.edit');
  const today = businessDate(now);
  const rows = await reader.all<{
    id: Id;
    kind: string;
    title: string;
    due_on: string | null;
    organization_id: Id;
    organization_name: string;
  }>(sql`
    select k.id, k.kind, k.title, k.due_on, o.id as organization_id, o.name_zh as organization_name
    from organization_tasks k join organizations o on o.id = k.organization_id
      left join lateral (select c.path from organizations c where c.kind = 'county' and o.path like c.path || '%' limit 1) county on true
    where k.kind in ('survey', 'instruction', 'guidance', 'joint_urge') and k.closed_on is null and o.dissolved_on is null
      and (o.path = any(${scope.exact}::text[]) or exists (select from unnest(${scope.below}::text[]) held where o.path like held || '%' and (county.path is null or held like county.path || '%')))
    order by k.due_on nulls last, k.opened_at limit 300`);
  return { rows: rows.map((row) => ({ ...row, is_overdue: isOverdue(row.due_on, today) })) };
}
