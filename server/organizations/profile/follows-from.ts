/** What a profile's attributes lead to: figures, dates and gaps that the rules compute. */
import { missingSetUp } from '../../../domain/organizations/attributes.ts';
import { isAssociation } from '../../../domain/organizations/kinds.ts';
import { leagueDuty } from '../../../domain/organizations/league.ts';
import {
  meetingCalendar,
  missingTitles,
  registrationState,
  statutoryGaps,
  type MeetingKind,
} from '../../../domain/organizations/statutory.ts';
import type { Id } from '../../../domain/id.ts';
import type { BusinessDate } from '../../../domain/time.ts';
import { namesOf } from '../../db/names-of.ts';
import type { Reader } from '../../db/reader.ts';
import type { LaterNouns } from '../../later-nouns.ts';
import { sql } from '../../db/sql.ts';
import { pathOn } from '../tree/as-of.ts';
import type { OrganizationRow } from '../tree/load-organization.ts';
import { countyPathOf } from '../tree/level-of.ts';
import { booksStandingOn, ruleInForce, type RuleInForce } from '../rule-books/rule-book-in-force.ts';
import type { AttributeRow, TaskRow, DocumentRow } from './profile-rows.ts';

/** P13 G39 L40: the book of the place that the organisation had on that day. */
export async function statutoryRule(
  reader: Reader,
  organization: OrganizationRow,
  day: BusinessDate,
): Promise<RuleInForce<'statutory'>> {
  const path = await pathOn(reader, organization, day);
  return ruleInForce(await booksStandingOn(reader, 'statutory', path, day, 'upwards'), 'statutory', path, day);
}

export function followsFrom(
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

type Asking<Question extends keyof LaterNouns> = {
  readonly reader: Reader;
  readonly later: Pick<LaterNouns, Question>;
};

/** L39 L87: teams and members at the end of each of the last five years. */
export async function growthOf(
  { reader, later }: Asking<'membersAtEndsOfYears'>,
  path: string,
  today: BusinessDate,
): Promise<{ year: number; teams: number; members: number }[]> {
  const last = Number(today.slice(0, 4));
  const rows = await reader.all<{ year: number; teams: number }>(sql`
    select y::int as year,
      (select count(*)::int from organizations o where o.path like ${`${path}%`} and o.kind in ('team', 'brigade')
        and o.founded_on <= make_date(y::int, 12, 31) and (o.dissolved_on is null or o.dissolved_on > make_date(y::int, 12, 31))) as teams
    from generate_series(${last - 4}::int, ${last}::int) y order by y`);
  const years = rows.map(({ year }) => year);
  const members = await later.membersAtEndsOfYears(reader, path, years);
  return rows.map((row) => ({ ...row, members: members.get(row.year) ?? 0 }));
}

/** G66: trainings held and stations added in the year of the day. */
export async function vitalityOf(
  { reader, later }: Asking<'activitiesSince'>,
  { id, path }: OrganizationRow,
  today: BusinessDate,
): Promise<{ trainings: number; stations: number; activities: number }> {
  const from: BusinessDate = `${today.slice(0, 4)}-01-01`;
  const own = await reader.one<{ trainings: number; stations: number }>(sql`
    select (select count(*)::int from organization_tasks k where k.organization_id = ${id} and k.kind = 'training_held' and k.occurred_on >= ${from}) as trainings,
      (select count(*)::int from organizations o where o.path like ${`${path}%`} and o.kind = 'station' and o.founded_on >= ${from} and o.dissolved_on is null) as stations`);
  return { ...own, activities: await later.activitiesSince(reader, path, from) };
}

/** G07: the county association is the hub: every organisation, team and station of its county in one view. A place below the county has its own (S02). */
export async function hubOf(reader: Reader, organization: OrganizationRow) {
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
export async function lastSelfCheck(
  reader: Reader,
  organizationId: Id,
): Promise<{ on: string; by_name: string | null; items: number; failed: number } | null> {
  const found = await reader.maybe<{ on: string; by: Id | null; items: number; failed: number }>(sql`
    select to_char(e.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as on, e.actor_person_id as by, (e.after ->> 'items')::int as items, (e.after ->> 'failed')::int as failed
    from audit_events e
    where e.subject_type = 'organization' and e.subject_id = ${organizationId} and e.action = 'organizations.self_check' order by e.at desc limit 1`);
  if (found === undefined) return null;
  const { by, ...check } = found;
  return { ...check, by_name: (await namesOf(reader, [by])).orNull(by) };
}
