import type { z } from 'zod';
import type { newTask } from '../../../contract/organizations/tasks.ts';
import type { Id } from '../../../domain/id.ts';
import { buildStepNames, refusalToCloseStep, type BuildStep } from '../../../domain/organizations/build-steps.ts';
import { refusalOfFuture } from '../../../domain/organizations/dated.ts';
import { meetingNames } from '../../../domain/organizations/statutory.ts';
import { taskKinds } from '../../../domain/organizations/tasks.ts';
import { businessDate } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { standingOrganization } from '../tree/load-organization.ts';
import { assignGuidance } from './assign-guidance.ts';
import { insertTask, type TaskRow } from './insert-task.ts';
import { requireDocument } from './require-document.ts';
import { requireProfileEditor } from './require-profile-editor.ts';
import { editorsOf } from './editors-of.ts';

export type NewTask = z.infer<typeof newTask>;

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
  const words = { organization: organization.name, title: row.title };
  if (input.task.kind === 'instruction')
    await writer.notify(
      await editorsOf(writer, organization),
      'organizations.instructed',
      { ...words, due: row.due_on ?? '' },
      organization.id,
    );
  if (input.task.kind === 'guidance')
    await writer.notify(await editorsOf(writer, organization), 'organizations.guided', words, organization.id);
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

async function refuseStep(writer: Writer, organizationId: Id, step: BuildStep): Promise<void> {
  const closed = await writer.all<{ step: BuildStep }>(sql`
    select body ->> 'step' as step from organization_tasks where organization_id = ${organizationId} and kind = 'build_step'`);
  const refused = refusalToCloseStep(
    step,
    closed.map((row) => row.step),
  );
  if (refused) throw refused;
}
