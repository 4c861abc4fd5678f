import { z } from 'zod';
import { buildSteps } from '../../domain/organizations/build-steps.ts';
import { meetingKinds } from '../../domain/organizations/statutory.ts';
import { bottleneckTypeNames, centreDutyNames } from '../../domain/organizations/tasks.ts';
import { attachment } from '../attachments.ts';
import { endpoint } from '../endpoint.ts';
import { businessDate, can, done, id, shortText } from '../shapes.ts';
import { text, count, organizationParams, ruled } from './profile-shapes.ts';

const task = <K extends string, B extends z.ZodType>(kind: K, body: B) =>
  z.strictObject({ kind: z.literal(kind), body });
export const newTask = z.discriminatedUnion('kind', [
  task('build_step', z.strictObject({ step: z.enum(buildSteps), closed_on: businessDate, outcome: text })),
  task(
    'bottleneck',
    z.strictObject({ type: z.enum(bottleneckTypeNames), title: shortText, due_on: businessDate.nullable() }),
  ),
  task('correction', z.strictObject({ title: shortText, due_on: businessDate })),
  task('meeting', z.strictObject({ meeting: z.enum(meetingKinds), occurred_on: businessDate, document_id: id })),
  task('duty_work', z.strictObject({ duty: z.enum(centreDutyNames), title: shortText, occurred_on: businessDate })),
  task('training_held', z.strictObject({ title: shortText, occurred_on: businessDate, people: count })),
  task('visit', z.strictObject({ occurred_on: businessDate, visitors: shortText, findings: text, advice: text })),
  task('instruction', z.strictObject({ title: shortText, text, due_on: businessDate })),
  task('guidance', z.strictObject({ title: shortText, due_on: businessDate.nullable() })),
]);
export const taskRow = z.object({
  id,
  kind: z.string(),
  title: z.string(),
  body: z.record(z.string(), z.unknown()),
  due_on: z.string().nullable(),
  occurred_on: z.string().nullable(),
  opened_by_name: z.string().nullable(),
  opened_at: z.string(),
  closed_on: z.string().nullable(),
  closed_by_name: z.string().nullable(),
  outcome: z.string().nullable(),
  document_id: id.nullable(),
  is_document_withdrawn: z.boolean(),
  is_overdue: z.boolean(),
  notes: z.array(
    z.object({ at: z.string(), counterpart: z.string(), text: z.string(), recorded_by_name: z.string().nullable() }),
  ),
  can: can('close', 'note'),
});

export const openTask = endpoint({
  method: 'POST',
  path: '/api/organizations/{organization_id}/tasks',
  tag: 'organizations',
  summary: 'Open a task, or record what happened: steps, bottlenecks, corrections, meetings, visits, instructions',
  access: ['organizations.edit', 'organizations.manage'],
  params: organizationParams,
  body: newTask,
  output: z.object({ id }),
  problems: [...ruled, 'organizations.step_order', 'organizations.step_closed', 'organizations.minutes_missing'],
});

export const closeTask = endpoint({
  method: 'POST',
  path: '/api/organization-tasks/{task_id}/closing',
  tag: 'organizations',
  summary: 'Close a task with its outcome, and its proof where one is asked for (G36)',
  access: ['organizations.edit', 'organizations.manage'],
  params: z.object({ task_id: id }),
  body: z.strictObject({
    closed_on: businessDate,
    outcome: text,
    document_id: id.optional(),
    answers: z
      .record(z.string().max(80), z.string().max(2000))
      .refine((answers) => Object.keys(answers).length <= 40)
      .meta({ maxProperties: 40 })
      .optional(),
  }),
  output: done,
  problems: [...ruled, 'organizations.evidence_missing', 'organizations.answer_missing', 'core.conflict'],
});

export const noteTask = endpoint({
  method: 'POST',
  path: '/api/organization-tasks/{task_id}/notes',
  tag: 'organizations',
  summary: 'Add a line to the contact log of a task, such as a talk with 文明办 or 民政 (G38)',
  access: ['organizations.edit', 'organizations.manage'],
  params: z.object({ task_id: id }),
  body: z.strictObject({ counterpart: shortText, text }),
  output: z.object({ id }),
  problems: ruled,
});

export const selfCheck = endpoint({
  method: 'POST',
  path: '/api/organizations/{organization_id}/self-checks',
  tag: 'organizations',
  summary: 'Fill the self-check; each failed item becomes a correction with a deadline (G36)',
  access: 'organizations.edit',
  params: organizationParams,
  body: z.strictObject({
    items: z
      .array(z.strictObject({ title: shortText, is_passed: z.boolean(), due_on: businessDate.nullable() }))
      .min(1)
      .max(60),
  }),
  output: z.object({ corrections: z.number().int() }),
  problems: [...ruled, 'core.invalid_input'],
});

export const listGuidance = endpoint({
  method: 'GET',
  path: '/api/organizations/{organization_id}/guidance',
  tag: 'organizations',
  summary: 'The guidance of an association and, for its members, of those above it (G72)',
  access: 'signed_in',
  params: organizationParams,
  output: z.object({
    rows: z.array(
      z.object({
        id,
        title: z.string(),
        files: z.array(attachment),
        recorded_at: z.string(),
        organization_name: z.string(),
      }),
    ),
  }),
  problems: ['core.not_found'],
});
