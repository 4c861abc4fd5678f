import {
  leftKindNames,
  leftKinds,
  questionsOf,
  type Answers,
  type LeftCounts,
  type LeftKind,
} from '../../domain/organizations/left-behind.ts';
import { mayStandUnder } from '../../domain/organizations/kinds.ts';
import { problem } from '../../domain/problem.ts';
import { businessDate, type BusinessDate } from '../../domain/time.ts';
import { countNamed, greatestDay, type Counted } from '../db/count-found.ts';
import type { Reader } from '../db/reader.ts';
import { sql, type Sql } from '../db/sql.ts';
import { atOrBelow } from '../db/tree.ts';
import type { Writer } from '../db/writer.ts';
import { assertGuidance } from './tree/change-organization.ts';
import { refuseTakenName } from './tree/create-organization.ts';
import { loadOrganization, type OrganizationRow } from './tree/load-organization.ts';
import { hangUnder } from './tree/move-organization.ts';
import { addVersion } from './profile/add-version.ts';

export type Leaving = {
  readonly organization: OrganizationRow;
  /** Who takes over: the successor, or without one the superior. */
  readonly heir: OrganizationRow;
  readonly answers: Answers;
  readonly day: BusinessDate;
};

/** What one noun keeps at an organisation, and how it is settled when the organisation ends. The list of all stands in server/left-behind.ts. */
export type LeftBehind = {
  readonly count: (
    reader: Reader,
    organization: OrganizationRow,
    now: Date,
  ) => Promise<Partial<Record<LeftKind, Counted>>>;
  readonly settle: (writer: Writer, leaving: Leaving) => Promise<void>;
  /** The last day of which it keeps something that happened here: none ends before that. */
  readonly lastDay?: (
    reader: Reader,
    organization: OrganizationRow,
    today: BusinessDate,
  ) => Promise<BusinessDate | null>;
};

/** The last day on which anything is recorded at the organisation itself, today at the latest. */
export async function lastRecorded(
  nouns: readonly LeftBehind[],
  reader: Reader,
  organization: OrganizationRow,
  today: BusinessDate,
): Promise<BusinessDate | null> {
  const days: BusinessDate[] = [];
  for (const noun of nouns)
    days.push(...[(await noun.lastDay?.(reader, organization, today)) ?? null].filter((day) => day !== null));
  return days.sort().at(-1) ?? null;
}

/** Everything that all nouns would leave behind; what two of them count under one name is added up. */
export async function countLeft(
  nouns: readonly LeftBehind[],
  reader: Reader,
  organization: OrganizationRow,
  now: Date,
) {
  const found: Record<string, Counted> = {};
  for (const noun of nouns) {
    for (const [kind, counted] of Object.entries(await noun.count(reader, organization, now))) {
      const before = found[kind];
      found[kind] = before
        ? { count: before.count + counted.count, names: [...before.names, ...counted.names] }
        : counted;
    }
  }
  const counts = Object.fromEntries(leftKindNames.map((kind) => [kind, found[kind]?.count ?? 0])) as LeftCounts;
  const rows = leftKindNames
    .filter((kind) => counts[kind] > 0)
    .map((kind) => ({ kind, count: counts[kind], names: [...(found[kind]?.names ?? [])], asks: leftKinds[kind].asks }));
  return { counts, rows, questions: [...questionsOf(counts)] };
}

const standingBelow = (organization: OrganizationRow): Sql =>
  sql`parent_id = ${organization.id} and dissolved_on is null`;
const guidedBy = (organization: OrganizationRow): Sql => sql`guiding_id = ${organization.id} and dissolved_on is null`;
const openTasks = (organization: OrganizationRow): Sql =>
  sql`organization_id = ${organization.id} and closed_on is null`;

export const organizationsLeft: LeftBehind = {
  lastDay: (reader, { id }, today) =>
    greatestDay(
      reader,
      sql`
    select occurred_on from organization_tasks where organization_id = ${id}
    union all select closed_on from organization_tasks where organization_id = ${id}
    union all select valid_from from organization_attributes where organization_id = ${id} and coalesce(valid_until, 'infinity') >= valid_from
    union all select (recorded_at at time zone 'Asia/Shanghai')::date from organization_documents where organization_id = ${id}
    union all select decided_on from organization_selections where organization_id = ${id}
    union all select founded_on from organizations where parent_id = ${id}`,
      today,
    ),
  count: async (reader, organization) => ({
    below: await countNamed(
      reader,
      sql`select name_zh from organizations where ${standingBelow(organization)} order by path`,
    ),
    guided: await countNamed(
      reader,
      sql`select name_zh from organizations where ${guidedBy(organization)} order by path`,
    ),
    tasks: await countNamed(
      reader,
      sql`select title from organization_tasks where ${openTasks(organization)} order by due_on nulls last`,
    ),
  }),
  settle: async (writer, leaving) => {
    await handOverGuidance(writer, leaving);
    await handOverBelow(writer, leaving);
    await writer.run(sql`
      update organization_tasks set closed_on = ${businessDate(writer.now)}, closed_by = ${writer.caller.person_id}, closed_at = ${writer.now}, outcome = '组织撤销，未办结'
      where ${openTasks(leaving.organization)}`);
    // what it was paired with, or took in, has no partner any more
    await writer.run(sql`
      update organization_attributes set valid_until = ${leaving.day}::date - 1, ended_by = ${writer.caller.person_id}, ended_at = ${writer.now}, end_reason = '组织撤销'
      where coalesce(valid_until, 'infinity') >= ${leaving.day} and (item = ${leaving.organization.id}::text or organization_id = ${leaving.organization.id})`);
  },
};

/** G03: what it guided is guided by the successor; where that is no league committee, another one has to be named first. */
async function handOverGuidance(writer: Writer, { organization, heir, day }: Leaving): Promise<void> {
  const guided = await writer.all<{ id: string; name: string; is_league_led: boolean }>(sql`
    select id, name_zh as name, is_league_led from organizations where ${guidedBy(organization)} order by path`);
  if (guided.length === 0) return;
  const left = guided.filter((one) => one.id !== heir.id);
  if (heir.kind !== 'league_committee' && left.some((one) => one.is_league_led)) {
    throw problem(
      'organizations.still_guides',
      {
        names: left
          .filter((one) => one.is_league_led)
          .map((one) => one.name)
          .slice(0, 5)
          .join('、'),
      },
      'successor_id',
    );
  }
  const guide = heir.kind === 'league_committee' ? heir.id : null;
  await writer.run(sql`update organizations set guiding_id = ${guide} where ${guidedBy(organization)}`);
  await addVersion(writer, sql`o.id = any(${guided.map((one) => one.id)}::uuid[])`, day, 'guiding changed');
}

async function handOverBelow(writer: Writer, { organization, heir, day }: Leaving): Promise<void> {
  const below = await writer.all<{ id: string }>(
    sql`select id from organizations where ${standingBelow(organization)} order by path`,
  );
  for (const { id } of below) {
    const child = await loadOrganization(writer, id);
    if (!mayStandUnder(child.kind, heir.kind))
      throw problem('organizations.below_stays', { name: child.name, heir: heir.name }, 'below');
    assertGuidance(child, child.guiding_kind, heir.kind);
    await refuseTakenName(writer, heir.id, child.name);
    const path = await hangUnder(writer, child, heir);
    await addVersion(writer, atOrBelow(sql`o.path`, path), day, 'merged');
  }
}
