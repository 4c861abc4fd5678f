import { z } from 'zod';
import { mechanismActions, mechanismRoleNames, type MechanismAction } from '../../domain/organizations/attributes.ts';
import { endpoint } from '../endpoint.ts';
import { businessDate, can, done, id, longText, shortText } from '../shapes.ts';

const text = longText.min(1);
const role = z.enum(mechanismRoleNames);
const action = z.enum(Object.keys(mechanismActions) as [MechanismAction, ...MechanismAction[]]);

export const newJointMatter = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('plan'), title: shortText, text, due_on: businessDate }),
  z.strictObject({ action: z.literal('urge'), unit_id: id, title: shortText, text, due_on: businessDate }),
  z.strictObject({
    action: z.literal('report'),
    title: shortText,
    text,
    occurred_on: businessDate,
    urged_by: id.optional(),
  }),
]);

export const readMechanism = endpoint({
  method: 'GET',
  path: '/api/organizations/{organization_id}/mechanism',
  tag: 'organizations',
  summary:
    'The mechanism of the place of an organisation: units, each with its role and what it may do, and their common work (P08)',
  access: 'organizations.read',
  params: z.object({ organization_id: id }),
  output: z.object({
    place: z.object({ id, name_zh: z.string() }),
    own: z.object({ role, actions: z.array(action) }).nullable(),
    units: z.array(z.object({ id, name_zh: z.string(), role, actions: z.array(action) })),
    is_whole: z
      .boolean()
      .meta({ description: 'False where the role reads nothing of others: then only the own work is here' }),
    matters: z.array(
      z.object({
        id,
        kind: z.enum(['joint_plan', 'joint_urge', 'joint_report']),
        title: z.string(),
        text: z.string(),
        organization_id: id,
        organization_name: z.string(),
        from_name: z.string().nullable(),
        due_on: z.string().nullable(),
        occurred_on: z.string().nullable(),
        opened_at: z.string(),
        opened_by_name: z.string().nullable(),
        closed_on: z.string().nullable(),
        closed_by_name: z.string().nullable(),
        outcome: z.string().nullable(),
        is_overdue: z.boolean(),
        can: can('approve', 'report'),
      }),
    ),
    can: can('plan', 'urge', 'report', 'approve'),
  }),
  problems: ['core.not_found'],
});

const ruled = [
  'core.not_found',
  'core.forbidden',
  'organizations.dissolved',
  'organizations.not_own_county',
  'organizations.mechanism_without_role',
  'organizations.mechanism_other_role',
] as const;

export const openJointMatter = endpoint({
  method: 'POST',
  path: '/api/organizations/{organization_id}/joint-matters',
  tag: 'organizations',
  summary: 'Plan, urge another unit, or report, as the role of the unit allows (P08)',
  access: 'organizations.edit',
  params: z.object({ organization_id: id }),
  body: newJointMatter,
  output: z.object({ id }),
  problems: [
    ...ruled,
    'core.conflict',
    'organizations.in_future',
    'organizations.due_past',
    'organizations.mechanism_not_urged',
  ],
});

export const approveJointPlan = endpoint({
  method: 'POST',
  path: '/api/joint-plans/{task_id}/approval',
  tag: 'organizations',
  summary: 'The unit that leads approves a plan (P08)',
  access: 'organizations.edit',
  params: z.object({ task_id: id }),
  body: z.strictObject({ organization_id: id, outcome: text }),
  output: done,
  problems: [...ruled, 'organizations.mechanism_own_plan', 'organizations.mechanism_plan_approved', 'core.two_people'],
});
