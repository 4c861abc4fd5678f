import type { Id } from '../../../domain/id.ts';
import { refusalOfFuture } from '../../../domain/organizations/dated.ts';
import { taskKinds, type TaskKind } from '../../../domain/organizations/tasks.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate, type BusinessDate } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { standingOrganization } from '../tree/load-organization.ts';
import { insertTask } from './insert-task.ts';
import { requireDocument } from './require-document.ts';
import { requireProfileEditor } from './require-profile-editor.ts';

type OpenTask = {
  id: Id;
  kind: TaskKind;
  organization_id: Id;
  path: string;
  closed_on: string | null;
  title: string;
  questions: string[] | null;
};

async function lockTask(writer: Writer, id: Id): Promise<OpenTask> {
  const task = await writer.maybe<OpenTask>(sql`
    select k.id, k.kind, k.organization_id, o.path, k.closed_on, k.title, k.body -> 'questions' as questions from organization_tasks k join organizations o on o.id = k.organization_id
    where k.id = ${id} for update of k`);
  if (!task) throw problem('core.not_found');
  return task;
}

export async function closeTask(
  writer: Writer,
  input: {
    task_id: Id;
    closed_on: BusinessDate;
    outcome: string;
    document_id?: Id | undefined;
    answers?: Record<string, string> | undefined;
  },
): Promise<{ done: true }> {
  const task = await lockTask(writer, input.task_id);
  await requireProfileEditor(writer, task.path, taskKinds[task.kind].closed_by);
  if (task.kind === 'joint_plan') throw problem('core.forbidden'); // approved by the unit that leads: joint-work.ts
  if (task.closed_on !== null) throw problem('core.conflict');
  const early = refusalOfFuture(input.closed_on, businessDate(writer.now), 'closed_on');
  if (early) throw early;
  if ('needs_document' in taskKinds[task.kind] && input.document_id === undefined)
    throw problem('organizations.evidence_missing', {}, 'document_id');
  if (input.document_id !== undefined)
    await requireDocument(writer, task.organization_id, input.document_id, task.kind === 'correction' ? 'proof' : null);
  const answers = task.kind === 'survey' ? answersTo(task.questions ?? [], input.answers ?? {}) : null;
  const body = answers === null ? {} : { answers };
  await writer.run(sql`
    update organization_tasks set closed_on = ${input.closed_on}, closed_by = ${writer.caller.person_id}, closed_at = ${writer.now}, outcome = ${input.outcome},
      document_id = ${input.document_id ?? null}, body = body || ${JSON.stringify(body)}::jsonb
    where id = ${task.id}`);
  await writer.audit({
    action: `organizations.close_${task.kind}`,
    subject_type: 'organization_task',
    subject_id: task.id,
    organization_path: task.path,
    permission: taskKinds[task.kind].closed_by === 'own' ? 'organizations.edit' : 'organizations.manage',
    after: { title: task.title, outcome: input.outcome, ...body },
  });
  return { done: true };
}

/** Each question of a survey has an answer; what was not asked is not kept. */
function answersTo(questions: readonly string[], given: Readonly<Record<string, string>>): Record<string, string> {
  const missing = questions.filter((question) => (given[question] ?? '').trim() === '');
  if (missing.length > 0)
    throw problem(
      'organizations.answer_missing',
      { count: missing.length, question: missing[0] ?? '' },
      `answers.${missing[0]}`,
    );
  return Object.fromEntries(questions.map((question) => [question, (given[question] ?? '').trim()]));
}

/** G38: talks about a task, by those who hold the record and by their superiors. */
export async function noteTask(
  writer: Writer,
  input: { task_id: Id; counterpart: string; text: string },
): Promise<{ id: Id }> {
  const task = await lockTask(writer, input.task_id);
  await standingOrganization(writer, task.organization_id);
  if (writer.caller.may('organizations.manage', { path: task.path }))
    writer.caller.require('organizations.manage', { path: task.path });
  else await requireProfileEditor(writer, task.path, 'own');
  const id = writer.newId();
  await writer.run(sql`
    insert into organization_task_notes (id, task_id, at, counterpart, text, recorded_by)
    values (${id}, ${task.id}, ${writer.now}, ${input.counterpart}, ${input.text}, ${writer.caller.person_id})`);
  await writer.audit({
    action: 'organizations.note_task',
    subject_type: 'organization_task',
    subject_id: task.id,
    organization_path: task.path,
    permission: 'organizations.edit',
    after: { counterpart: input.counterpart },
  });
  return { id };
}

/** G36: each failed item becomes a correction with a deadline, closed later with proof. */
export async function selfCheck(
  writer: Writer,
  input: { organization_id: Id; items: readonly { title: string; is_passed: boolean; due_on: BusinessDate | null }[] },
): Promise<{ corrections: number }> {
  const organization = await standingOrganization(writer, input.organization_id);
  await requireProfileEditor(writer, organization.path, 'own');
  const failed = input.items.filter((item) => !item.is_passed);
  if (failed.some((item) => item.due_on === null)) throw problem('core.invalid_input', {}, 'items.due_on');
  for (const item of failed)
    await insertTask(writer, organization, 'correction', {
      title: item.title,
      body: { from: 'self_check' },
      due_on: item.due_on,
    });
  await writer.audit({
    action: 'organizations.self_check',
    subject_type: 'organization',
    subject_id: organization.id,
    organization_path: organization.path,
    permission: 'organizations.edit',
    after: { items: input.items.length, failed: failed.length },
  });
  return { corrections: failed.length };
}
