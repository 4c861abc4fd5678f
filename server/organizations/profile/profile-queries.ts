import {
  attributeKindNames,
  attributeKinds,
  missingSetUp,
  type AttributeKind,
  type ProfileEditor,
} from '../../../domain/organizations/attributes.ts';
import { isAssociation } from '../../../domain/organizations/kinds.ts';
import { leagueDuty } from '../../../domain/organizations/league.ts';
import {
  meetingCalendar,
  missingTitles,
  registrationState,
  statutoryGaps,
  type MeetingKind,
} from '../../../domain/organizations/statutory.ts';
import { taskKindNames, taskKinds, type TaskKind } from '../../../domain/organizations/tasks.ts';
import type { Id } from '../../../domain/id.ts';
import { businessDate, type BusinessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { pathsUpwards } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import { pathOn } from '../tree/as-of.ts';
import { loadReadable, type OrganizationRow } from '../tree/load-organization.ts';
import { countyPathOf, powersOver } from '../tree/level-of.ts';
import { mayWrite } from './require-profile-editor.ts';
import { booksStandingOn, ruleInForce, type RuleInForce } from '../rule-books/rule-book-in-force.ts';

type AttributeRow = {
  id: Id;
  kind: string;
  item: string;
  item_name: string | null;
  body: Record<string, unknown>;
  valid_from: string;
  valid_until: string | null;
  source_task_id: Id | null;
  reason: string | null;
  recorded_by_name: string | null;
  recorded_at: Date;
  ended_by_name: string | null;
  ended_at: Date | null;
  end_reason: string | null;
};

async function attributes(reader: Reader, condition: Sql): Promise<AttributeRow[]> {
  return reader.all<AttributeRow>(sql`
    select f.id, f.kind, f.item, i.name_zh as item_name, f.body - 'item' as body, f.valid_from, f.valid_until, f.source_task_id, f.reason, p.name as recorded_by_name, f.recorded_at,
      e.name as ended_by_name, f.ended_at, f.end_reason
    from organization_facts f left join persons p on p.id = f.recorded_by left join persons e on e.id = f.ended_by left join organizations i on i.id::text = f.item
    where ${condition} order by f.kind, f.item, f.valid_from desc, f.recorded_at desc`);
}

export async function attributeHistory(
  reader: Reader,
  actor: Actor,
  organizationId: Id,
  kind: string,
): Promise<{ rows: AttributeRow[] }> {
  const organization = await loadReadable(reader, actor, organizationId);
  return { rows: await attributes(reader, sql`f.organization_id = ${organization.id} and f.kind = ${kind}`) };
}

type TaskRow = {
  id: Id;
  kind: TaskKind;
  title: string;
  body: Record<string, unknown>;
  due_on: string | null;
  occurred_on: string | null;
  opened_by_name: string | null;
  opened_at: Date;
  closed_on: string | null;
  closed_by_name: string | null;
  outcome: string | null;
  document_id: Id | null;
  is_document_withdrawn: boolean;
  notes: { at: string; counterpart: string; text: string; recorded_by_name: string | null }[];
};

async function tasks(reader: Reader, organizationId: Id): Promise<TaskRow[]> {
  return reader.all<TaskRow>(sql`
    select k.id, k.kind, k.title, k.body, k.due_on, k.occurred_on, a.name as opened_by_name, k.opened_at, k.closed_on, b.name as closed_by_name, k.outcome, k.document_id,
      exists (select from organization_documents d where d.id = k.document_id and d.withdrawn_at is not null) as is_document_withdrawn,
      coalesce((select json_agg(json_build_object('at', to_char(n.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'counterpart', n.counterpart, 'text', n.text, 'recorded_by_name', p.name) order by n.at)
        from organization_task_notes n left join persons p on p.id = n.recorded_by where n.task_id = k.id), '[]') as notes
    from organization_tasks k left join persons a on a.id = k.opened_by left join persons b on b.id = k.closed_by
    where k.organization_id = ${organizationId} order by k.closed_on nulls first, k.due_on nulls last, k.opened_at desc limit 500`);
}

/** P45: everything an organisation's administrator works with, on one page. */
export async function record(
  reader: Reader,
  actor: Actor,
  organizationId: Id,
  on: BusinessDate | undefined,
  now: Date,
) {
  const organization = await loadReadable(reader, actor, organizationId);
  const today = businessDate(now);
  const day = on ?? today;
  const [attributeRows, planned, taskRows, documents, growth, vitality, hub, rule] = [
    await attributes(
      reader,
      sql`f.organization_id = ${organization.id} and f.valid_from <= ${day} and coalesce(f.valid_until, 'infinity') >= ${day}`,
    ),
    await attributes(
      reader,
      sql`f.organization_id = ${organization.id} and f.valid_from > ${day} and coalesce(f.valid_until, 'infinity') >= f.valid_from`,
    ),
    await tasks(reader, organization.id),
    await documentsOf(reader, organization.id),
    await growthOf(reader, organization.path, today),
    await vitalityOf(reader, organization, today),
    await hubOf(reader, organization),
    await statutoryRule(reader, organization, day),
  ];
  const stands = organization.dissolved_on === null;
  const visits = await visitsFor(reader, organization);
  const edit = stands && (await mayWrite(reader, actor, organization.path, 'own'));
  const superior = stands && (await mayWrite(reader, actor, organization.path, 'superior'));
  const writers: Readonly<Record<ProfileEditor, boolean>> = {
    own: edit,
    superior,
    city: stands && (await mayWrite(reader, actor, organization.path, 'city')),
    manager: stands && (await mayWrite(reader, actor, organization.path, 'manager')),
  };
  const mayEnd = (attribute: AttributeRow): boolean => writers[attributeKinds[attribute.kind as AttributeKind].writer];
  return {
    attributes: attributeRows.map((attribute) => ({ ...attribute, can: { end: mayEnd(attribute) } })),
    planned: planned.map((attribute) => ({
      ...attribute,
      can: { take_back: attribute.valid_from > today && mayEnd(attribute) },
    })),
    withdrawn_documents: await withdrawnOf(reader, organization.id),
    visits,
    tasks: taskRows.map((task) => ({
      ...task,
      is_overdue: task.closed_on === null && task.due_on !== null && task.due_on < today,
      can: {
        close:
          task.closed_on === null &&
          task.kind !== 'joint_plan' &&
          (taskKinds[task.kind].closed_by === 'own' ? edit : superior),
        note: edit || superior,
      },
    })),
    last_self_check: await lastSelfCheck(reader, organization.id),
    documents,
    follows: followsFrom(organization, attributeRows, taskRows, documents, rule, day),
    growth,
    vitality,
    hub,
    powers: organization.kind === 'county' ? [...(await powersOver(reader, actor, organization.path))] : [],
    can: { edit, instruct: superior, set_watcher: writers.city, standardise: superior },
    may_set: stands ? attributeKindNames.filter((kind) => writers[attributeKinds[kind].writer]) : [],
    // G18: a superior corrects what is the county's own by a visit alone
    may_correct:
      stands && superior && !edit && visits.length > 0
        ? attributeKindNames.filter((kind) => attributeKinds[kind].writer === 'own')
        : [],
    may_open: stands ? taskKindNames.filter((kind) => kind !== 'survey' && writers[taskKinds[kind].opened_by]) : [],
  };
}

/** G18: the visits that a figure of this organisation may be corrected from: to itself, to what it hangs under, or anywhere in its county. */
function visitsFor(reader: Reader, organization: OrganizationRow) {
  return reader.all<{ id: Id; title: string; occurred_on: string; organization_name: string }>(sql`
    select k.id, k.title, k.occurred_on, o.name_zh as organization_name from organization_tasks k join organizations o on o.id = k.organization_id
    where k.kind = 'visit' and (o.path = any(${pathsUpwards(organization.path)}::text[])
      or o.path like (select c.path || '%' from organizations c where c.path = any(${pathsUpwards(organization.path)}::text[]) and c.kind = 'county'))
    order by k.occurred_on desc, k.opened_at desc limit 50`);
}

function withdrawnOf(reader: Reader, organizationId: Id) {
  return reader.all<{
    id: Id;
    title: string;
    withdrawn_at: Date;
    withdrawn_by_name: string | null;
    withdraw_reason: string | null;
  }>(sql`
    select d.id, d.title, d.withdrawn_at, p.name as withdrawn_by_name, d.withdraw_reason from organization_documents d left join persons p on p.id = d.withdrawn_by
    where d.organization_id = ${organizationId} and d.withdrawn_at is not null order by d.withdrawn_at desc limit 100`);
}

type DocumentRow = {
  id: Id;
  kind: string;
  title: string;
  file_name: string;
  recorded_at: Date;
  recorded_by_name: string | null;
};

async function documentsOf(reader: Reader, organizationId: Id): Promise<DocumentRow[]> {
  return reader.all<DocumentRow>(sql`
    select d.id, d.kind, d.title, d.file_name, d.recorded_at, p.name as recorded_by_name from organization_documents d left join persons p on p.id = d.recorded_by
    where d.organization_id = ${organizationId} and d.withdrawn_at is null order by d.recorded_at desc`);
}

/** P13 G39 L40: the book of the place that the organisation had on that day. */
async function statutoryRule(
  reader: Reader,
  organization: OrganizationRow,
  day: BusinessDate,
): Promise<RuleInForce<'statutory'>> {
  const path = await pathOn(reader, organization, day);
  return ruleInForce(await booksStandingOn(reader, 'statutory', path, day, 'upwards'), 'statutory', path, day);
}

function followsFrom(
  organization: OrganizationRow,
  attributeRows: readonly AttributeRow[],
  taskRows: readonly TaskRow[],
  documents: readonly DocumentRow[],
  { body: asked, issuer_id: _, ...rule }: RuleInForce<'statutory'>,
  day: BusinessDate,
) {
  const body = (kind: string) => attributeRows.find((attribute) => attribute.kind === kind)?.body;
  const registry = body('registration')?.['registry_number'];
  const registryNumber = typeof registry === 'string' ? registry : null;
  const titles = (kind: string) =>
    documents.filter((document) => document.kind === kind).map((document) => document.title);
  const meetings: Partial<Record<MeetingKind, string>> = {};
  for (const task of taskRows.filter(
    (one) => one.kind === 'meeting' && one.occurred_on !== null && one.occurred_on <= day && !one.is_document_withdrawn,
  )) {
    const kind = task.body['meeting'] as MeetingKind;
    if ((meetings[kind] ?? '') < (task.occurred_on ?? '')) meetings[kind] = task.occurred_on ?? '';
  }
  const members = body('league_state')?.['league_members'];
  const statutory = { founded_on: organization.founded_on, last_meetings: meetings };
  const minutesOf = (meeting: MeetingKind) =>
    taskRows.find(
      (task) =>
        task.kind === 'meeting' &&
        task.body['meeting'] === meeting &&
        task.occurred_on === meetings[meeting] &&
        !task.is_document_withdrawn,
    )?.document_id ?? null;
  return {
    league_built: (body('league_state')?.['league_form'] ?? null) as 'own' | 'joint' | null,
    league_duty: leagueDuty(registryNumber !== null, typeof members === 'number' ? members : 0),
    registration: registrationState(titles('paper'), registryNumber, asked.registration_papers),
    missing_papers: registryNumber === null ? [...missingTitles(titles('paper'), asked.registration_papers)] : [],
    missing_systems: [...missingTitles(titles('system'), asked.required_systems)],
    statutory_rule: {
      ...rule,
      ...asked,
      required_systems: [...asked.required_systems],
      registration_papers: [...asked.registration_papers],
    },
    statutory_gaps: [
      ...statutoryGaps(
        { ...statutory, registry_number: registryNumber, missing_institutions: [] },
        asked.meeting_months,
        day,
      ),
    ],
    meetings: isAssociation(organization.kind)
      ? meetingCalendar(statutory, asked.meeting_months, day).map((one) => ({
          ...one,
          document_id: minutesOf(one.meeting),
        }))
      : [],
    missing_set_up: [
      ...missingSetUp(
        attributeRows.filter((attribute) => attribute.kind === 'set_up').map((attribute) => attribute.item),
      ),
    ],
    closed_steps: taskRows
      .filter((task) => task.kind === 'build_step' && (task.closed_on ?? '9999') <= day)
      .map((task) => String(task.body['step'])),
  };
}

/** L39 L87: teams and members at the end of each of the last five years. */
async function growthOf(reader: Reader, path: string, today: BusinessDate) {
  const last = Number(today.slice(0, 4));
  return reader.all<{ year: number; teams: number; members: number }>(sql`
    select y::int as year,
      (select count(*)::int from organizations o where o.path like ${`${path}%`} and o.kind in ('team', 'brigade')
        and o.founded_on <= make_date(y::int, 12, 31) and (o.dissolved_on is null or o.dissolved_on > make_date(y::int, 12, 31))) as teams,
      (select count(distinct m.volunteer_id)::int from memberships m join organizations o on o.id = m.organization_id where o.path like ${`${path}%`}
        and m.joined_on <= make_date(y::int, 12, 31) and (m.left_on is null or m.left_on > make_date(y::int, 12, 31))) as members
    from generate_series(${last - 4}::int, ${last}::int) y order by y`);
}

/** G66: trainings held and stations added in the year of the day. */
async function vitalityOf(reader: Reader, organization: OrganizationRow, today: BusinessDate) {
  const from = `${today.slice(0, 4)}-01-01`;
  return reader.one<{ trainings: number; stations: number; activities: number }>(sql`
    select (select count(*)::int from organization_tasks k where k.organization_id = ${organization.id} and k.kind = 'training_held' and k.occurred_on >= ${from}) as trainings,
      (select count(*)::int from organizations o where o.path like ${`${organization.path}%`} and o.kind = 'station' and o.founded_on >= ${from} and o.dissolved_on is null) as stations,
      (select count(*)::int from activities a where a.organization_path like ${`${organization.path}%`} and a.published_at is not null and a.starts_at >= ${from}::date) as activities`);
}

/** G07: the county association is the hub: every organisation, team and station of its county in one view. A place below the county has its own (S02). */
async function hubOf(reader: Reader, organization: OrganizationRow) {
  const county = ['town', 'village', 'compound'].includes(organization.kind)
    ? null
    : await countyPathOf(reader, organization.path);
  return reader.all<{ id: Id; name_zh: string; kind: string }>(sql`
    select o.id, o.name_zh, o.kind from organizations o
    where o.path like ${`${county ?? organization.path}%`}
      and o.dissolved_on is null and o.id <> ${organization.id}
      and o.kind in ('federation', 'volunteer_association', 'youth_volunteer_association', 'brigade', 'team', 'station') order by o.kind, o.name_zh limit 300`);
}

/** A check in which all was in place opens no task, so it is seen by its event. */
async function lastSelfCheck(
  reader: Reader,
  organizationId: Id,
): Promise<{ on: string; by_name: string | null; items: number; failed: number } | null> {
  const found = await reader.maybe<{ on: string; by_name: string | null; items: number; failed: number }>(sql`
    select to_char(e.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as on, p.name as by_name, (e.after ->> 'items')::int as items, (e.after ->> 'failed')::int as failed
    from audit_events e left join persons p on p.id = e.actor_person_id
    where e.subject_type = 'organization' and e.subject_id = ${organizationId} and e.action = 'organizations.self_check' order by e.at desc limit 1`);
  return found ?? null;
}
