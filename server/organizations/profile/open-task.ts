import type { z } from 'zod';
import type { newTask } from '../../../contract/organizations/profile.ts';
import type { Id } from '../../../domain/id.ts';
import { buildStepNames, refusalToCloseStep, type BuildStep } from '../../../domain/organizations/build-steps.ts';
import { refusalOfFuture } from '../../../domain/organizations/dated.ts';
import { meetingNames } from '../../../domain/organizations/statutory.ts';
import type { NoticeKind } from '../../../domain/notice-words.ts';
import { taskKinds, type TaskKind } from '../../../domain/organizations/tasks.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate, type BusinessDate } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { assignGuidance } from './assign-guidance.ts';
import { standingOrganization, type OrganizationRow } from '../tree/load-organization.ts';
import { requireProfileEditor } from './require-profile-editor.ts';

export type NewTask = z.infer<typeof newTask>;
type TaskRow = {
  title: string;
  body: object;
  due_on?: BusinessDate | null;
  occurred_on?: BusinessDate;
  outcome?: string;
  document_id?: Id;
};

export async function openTask(writer: Writer, input: { organization_id: Id; task: NewTask }): Promise<{ id: Id }> {
  const organization = await standingOrganization(writer, input.organization_id);
  await requireProfileEditor(writer, organization.path, taskKinds[input.task.kind].opened_by);
  if (input.task.kind === 'build_step') await refuseStep(writer, organization.id, input.task.body.step);
  const row = rowOf(input.task);
  const early =
    row.occurred_on === undefined
      ? null
      : refusalOfFuture(
          row.occurred_on,
          businessDate(writer.now),
          input.task.kind === 'build_step' ? 'body.closed_on' : 'body.occurred_on',
        );
  if (early) throw early;
  if (row.document_id !== undefined) await requireDocument(writer, organization.id, row.document_id, 'minutes');
  const id = await insertTask(writer, organization, input.task.kind, row);
  const words = { title: row.title, due: row.due_on ?? '' };
  if (input.task.kind === 'instruction') await tellEditors(writer, organization, 'organizations.instructed', words);
  if (input.task.kind === 'guidance') await tellEditors(writer, organization, 'organizations.guided', words);
  if (input.task.kind === 'build_step') await assignGuidance(writer, organization.path);
  return { id };
}

function rowOf(task: NewTask): TaskRow {
  switch (task.kind) {
    case 'build_step':
      return {
        title: buildStepNames[task.body.step].zh,
        body: { step: task.body.step },
        occurred_on: task.body.closed_on,
        outcome: task.body.outcome,
      };
    case 'bottleneck':
      return { title: task.body.title, body: { type: task.body.type }, due_on: task.body.due_on };
    case 'correction':
      return { title: task.body.title, body: {}, due_on: task.body.due_on };
    case 'meeting':
      return {
        title: meetingNames[task.body.meeting].zh,
        body: { meeting: task.body.meeting },
        occurred_on: task.body.occurred_on,
        document_id: task.body.document_id,
      };
    case 'duty_work':
      return { title: task.body.title, body: { duty: task.body.duty }, occurred_on: task.body.occurred_on };
    case 'training_held':
      return { title: task.body.title, body: { people: task.body.people }, occurred_on: task.body.occurred_on };
    case 'visit':
      return {
        title: `调研：${task.body.visitors}`,
        body: { visitors: task.body.visitors, findings: task.body.findings, advice: task.body.advice },
        occurred_on: task.body.occurred_on,
      };
    case 'instruction':
      return { title: task.body.title, body: { text: task.body.text }, due_on: task.body.due_on };
    case 'guidance':
      return { title: task.body.title, body: {}, due_on: task.body.due_on };
  }
}

export async function insertTask(
  writer: Writer,
  organization: Pick<OrganizationRow, 'id' | 'path'>,
  kind: TaskKind,
  row: TaskRow,
): Promise<Id> {
  const id = writer.newId();
  const caller = writer.caller.person_id;
  const closed = 'happened' in taskKinds[kind];
  await writer.run(sql`
    insert into organization_tasks (id, organization_id, kind, title, body, due_on, occurred_on, opened_by, opened_at, closed_on, closed_by, closed_at, outcome, document_id)
    values (${id}, ${organization.id}, ${kind}, ${row.title}, ${JSON.stringify(row.body)}, ${row.due_on ?? null}, ${row.occurred_on ?? null}, ${caller}, ${writer.now},
      ${closed ? (row.occurred_on ?? businessDate(writer.now)) : null}, ${closed ? caller : null}, ${closed ? writer.now : null}, ${row.outcome ?? null}, ${row.document_id ?? null})`);
  await writer.audit({
    action: `organizations.open_${kind}`,
    subject_type: 'organization_task',
    subject_id: id,
    organization_path: organization.path,
    permission: taskKinds[kind].opened_by === 'own' ? 'organizations.edit' : 'organizations.manage',
    after: { title: row.title, due_on: row.due_on ?? null },
  });
  return id;
}

async function refuseStep(writer: Writer, organizationId: Id, step: BuildStep): Promise<void> {
  const closed = await writer.all<{ step: BuildStep }>(sql`
    select body ->> 'step' as step from organization_tasks where organization_id = ${organizationId} and kind = 'build_step'`);
  const refused = refusalToCloseStep(
    step,
    closed.map((row) => row.step),
  );
  if (refused) throw refused;
}

/** The document is of this organisation, not withdrawn, and kept as what it is needed for. */
export async function requireDocument(
  writer: Writer,
  organizationId: Id,
  documentId: Id,
  kind: 'minutes' | 'proof' | null,
): Promise<void> {
  const found = await writer.maybe<{ kind: string }>(sql`
    select kind from organization_documents where id = ${documentId} and organization_id = ${organizationId} and withdrawn_at is null for share`);
  if (!found || (kind !== null && found.kind !== kind))
    throw problem(
      kind === 'minutes' ? 'organizations.minutes_missing' : 'organizations.evidence_missing',
      {},
      kind === 'minutes' ? 'body.document_id' : 'document_id',
    );
}

/** Those who keep this organisation's record hear at once of what is asked of it. Says how many they are. */
export async function tellEditors(
  writer: Writer,
  organization: { id: Id; name: string },
  kind: NoticeKind,
  params: { title: string; due: string },
  part = 'tasks',
): Promise<number> {
  const editors = await writer.all<{ person_id: Id }>(sql`
    select distinct g.person_id from role_grants g join roles r on r.id = g.role_id
    where g.organization_id = ${organization.id} and g.ended_at is null and g.activity_id is null and 'organizations.edit' = any(r.permissions)
      and g.valid_from <= ${businessDate(writer.now)} and coalesce(g.valid_until, 'infinity') >= ${businessDate(writer.now)} limit 50`);
  for (const editor of editors) {
    await writer.notify(
      editor.person_id,
      kind,
      { organization: organization.name, ...params },
      `/console/organizations?at=${organization.id}&part=${part}`,
    );
  }
  return editors.length;
}
