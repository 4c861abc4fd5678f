import type { Id } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import { businessDate, type BusinessDate } from '../../domain/time.ts';
import { countNamed, greatestDay } from '../db/count-found.ts';
import { sql, type Sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';
import type { LaterNouns } from '../later-nouns.ts';
import {
  becomes,
  ends,
  follows,
  keepsOrganization,
  keepsPerson,
  ofOrganization,
  stays,
  type Leaving,
  type Lifecycle,
  type Place,
  type Step,
} from '../lifecycle.ts';
import { failPlan } from './planned-ends/carry-out-end.ts';

const standingBelow = ({ id }: Place): Sql => sql`parent_id = ${id} and dissolved_on is null`;
const guidedBy = ({ id }: Place): Sql => sql`guiding_id = ${id} and dissolved_on is null`;
const openTasks = ({ id }: Place): Sql => sql`organization_id = ${id} and closed_on is null`;

const closeTasks: Step<Leaving> = (writer, { organization, by }) =>
  writer.run(sql`
    update organization_tasks set closed_on = ${businessDate(writer.now)}, closed_by = ${by}, closed_at = ${writer.now}, outcome = '组织撤销，未办结'
    where ${openTasks(organization)}`);

/** What it was paired with, or took in, has no partner any more. */
const endAttributes: Step<Leaving> = (writer, { organization, day, by }) =>
  writer.run(sql`
    update organization_attributes set valid_until = ${day}::date - 1, ended_by = ${by}, ended_at = ${writer.now}, end_reason = '组织撤销'
    where coalesce(valid_until, 'infinity') >= ${day} and (item = ${organization.id}::text or organization_id = ${organization.id})`);

/** It ended otherwise before its day came. */
const revokePlans: Step<Leaving> = (writer, { organization, by }) =>
  writer.run(sql`
    update planned_dissolutions set state = 'revoked', ended_at = ${writer.now}, ended_by = ${by}, end_reason = '组织已先行撤销'
    where organization_id = ${organization.id} and state = 'planned'`);

/** Whoever planned it chose this successor and no other: they are told at once, and not only on the day. */
async function failPlans(writer: Writer, { organization, day, by }: Leaving, later: LaterNouns): Promise<void> {
  const plans = await writer.all<{ id: Id; organization_id: Id; dissolves_on: BusinessDate; planned_by: Id }>(sql`
    select id, organization_id, dissolves_on, planned_by from planned_dissolutions
    where successor_id = ${organization.id} and state = 'planned' order by id for update`);
  const error = problem('organizations.successor_gone', { name: organization.name, day });
  for (const plan of plans) await failPlan(writer, later, { plan, error, by });
}

const attributeEnds = {
  moved: stays('named by id'),
  ...ends(becomes({ ended: 'valid_until' }, 'what still holds ends on the day before', endAttributes)),
};

export const organizationsLifecycle: Lifecycle = {
  lines: [
    ofOrganization('organizations', 'path', {
      moved: follows('organizations', 'path'),
      ...ends(stays('what was recorded there is found by it')),
    }),
    ofOrganization('organizations', 'parent_id', {
      moved: stays('what is below goes with it'),
      ...ends(becomes('heir', 'what stands below moves, with all below it (hand-over-below.ts)')),
    }),
    ofOrganization('organizations', 'guiding_id', {
      moved: stays('guiding goes by id'),
      dissolved: becomes('heir', 'what it guides is guided by the superior (hand-over-below.ts)'),
      merged: becomes(
        { emptied: ['guiding_id'] },
        'or guided by the successor, where that is a committee; refused while a league-led one would have no guide',
      ),
    }),
    ...keepsOrganization('organizations', ['successor_id'], 'successors are followed along their chain'),
    ...keepsOrganization('organization_versions', ['organization_id', 'parent_id', 'path', 'guiding_id'], 'is history'),
    ...keepsOrganization('former_paths', ['organization_id', 'path'], 'is the path that was left'),
    ofOrganization('organization_tasks', 'organization_id', {
      moved: stays('named by id'),
      ...ends(becomes({ ended: 'closed_on' }, 'open tasks are closed as not finished', closeTasks)),
    }),
    ofOrganization('organization_attributes', 'organization_id', attributeEnds),
    ofOrganization('organization_attributes', 'item', attributeEnds),
    ...keepsOrganization(
      'organization_documents',
      ['organization_id'],
      'documents of its time; the superior reads them',
    ),
    ...keepsOrganization(
      'organization_selections',
      ['organization_id', 'candidate_ids', 'chosen_ids'],
      'is a decision of its day',
    ),
    ofOrganization('planned_dissolutions', 'organization_id', {
      moved: stays('is planned for the organisation; on the day whoever planned it must still be allowed to'),
      ...ends(becomes({ ended: 'ended_at' }, 'is revoked: it has ended before its day', revokePlans)),
    }),
    ofOrganization('planned_dissolutions', 'successor_id', {
      moved: stays('is asked on the day whether it may take over where it stands then'),
      ...ends(becomes({ ended: 'ended_at' }, 'cannot be carried out any more, which is said at once', failPlans)),
    }),
    ...keepsOrganization('rule_books', ['organization_id'], 'decides for the days on which it was in force'),
    ...keepsOrganization('rule_book_proposals', ['organization_id'], 'what was begun is decided by the level above'),
    ...(
      [
        ['organization_versions', 'recorded_by'],
        ['rule_books', 'issued_by'],
        ['rule_book_proposals', 'proposed_by', 'decided_by'],
        ['rule_book_approvals', 'person_id'],
        ['organization_attributes', 'recorded_by', 'ended_by'],
        ['organization_tasks', 'opened_by', 'closed_by'],
        ['organization_task_notes', 'recorded_by'],
        ['organization_documents', 'recorded_by', 'withdrawn_by'],
        ['organization_selections', 'decided_by'],
        ['planned_dissolutions', 'planned_by', 'ended_by'],
      ] as const
    ).flatMap(([table, ...columns]) => keepsPerson(table, columns, 'says by id who did it for the organisation')),
  ],
  lastDay: (reader, { id }, today) =>
    greatestDay(
      reader,
      sql`
    select occurred_on from organization_tasks where organization_id = ${id}
    union all select closed_on from organization_tasks where organization_id = ${id}
    union all select (recorded_at at time zone 'Asia/Shanghai')::date from organization_documents where organization_id = ${id}
    union all select decided_on from organization_selections where organization_id = ${id}
    union all select founded_on from organizations where parent_id = ${id}`,
      today,
    ),
  lastPlannedDay: (reader, { id }, today) =>
    greatestDay(
      reader,
      sql`select valid_from from organization_attributes where organization_id = ${id} and coalesce(valid_until, 'infinity') >= valid_from`,
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
};
