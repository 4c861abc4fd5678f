import { z } from 'zod';
import { leftAnswers, leftKindNames, leftQuestionNames } from '../../domain/organizations/left-behind.ts';
import { endpoint } from '../endpoint.ts';
import { businessDate, done, id, reason } from '../shapes.ts';
import { organizationParams, ruled } from './tree.ts';

/** What everybody may know of an end to come. */
export const plannedEnd = z.object({
  id,
  name_zh: z.string(),
  day: z.string(),
  is_merger: z.boolean(),
  heir_name: z.string().nullable(),
  work: z.enum(leftAnswers.work).nullable(),
});

export const readDissolution = endpoint({
  method: 'GET',
  path: '/api/organizations/{organization_id}/dissolution',
  tag: 'organizations',
  summary:
    'What would be left without anybody in charge if the organisation ended, who would take it over, and which answers a dissolution needs',
  access: 'organizations.manage',
  params: organizationParams,
  query: z.object({
    successor_id: id.optional(),
    on: businessDate.optional().meta({ description: 'The day for which it would be planned' }),
  }),
  output: z.object({
    heir: z.object({ id, name_zh: z.string(), is_superior: z.boolean() }).nullable(),
    rows: z.array(
      z.object({
        kind: z.enum(leftKindNames),
        count: z.number().int(),
        names: z.array(z.string()),
        asks: z.enum(leftQuestionNames).nullable(),
      }),
    ),
    questions: z.array(z.enum(leftQuestionNames)),
    last_recorded_on: z.string().nullable().meta({
      description:
        'The last day of a service, certificate, meeting or other entry here: it ends on that day at the earliest',
    }),
    shifts_after: z.object({ count: z.number().int(), names: z.array(z.string()) }).meta({
      description: 'Shifts announced already that end on the planned day or later, the first of them by name',
    }),
  }),
  problems: ['core.not_found', 'core.forbidden', 'organizations.counted_place'],
});

const decided = {
  successor_id: id.nullable(),
  dissolved_on: businessDate,
  reason,
  below: z.enum(leftAnswers.below).optional(),
  work: z.enum(leftAnswers.work).optional(),
  members: z.enum(leftAnswers.members).optional(),
  message: z.string().trim().max(200).optional(),
};
const endProblems = [
  ...ruled,
  'organizations.counted_place',
  'organizations.successor_wrong',
  'organizations.left_behind',
  'organizations.cancelled_untold',
  'organizations.still_guides',
  'organizations.below_stays',
  'organizations.guide_missing',
  'organizations.not_an_association',
] as const;

export const dissolveOrganization = endpoint({
  method: 'POST',
  path: '/api/organizations/{organization_id}/dissolution',
  tag: 'organizations',
  summary:
    'Dissolve an organisation, or merge it into a successor. Whatever stands there needs its answer: handed over, cancelled with a message, or ended',
  access: 'organizations.manage',
  params: organizationParams,
  body: z.strictObject(decided),
  output: z.object({ moved: z.number().int() }),
  problems: [...endProblems, 'organizations.recorded_later'],
});

export const planEnd = endpoint({
  method: 'POST',
  path: '/api/organizations/{organization_id}/planned-ends',
  tag: 'organizations',
  summary:
    'Plan the end of an organisation, or its merger, for a day to come within a year: shown until then, revocable, applied on that day with these answers',
  access: 'organizations.manage',
  params: organizationParams,
  body: z.strictObject(decided),
  output: z.object({ id }),
  problems: [
    ...endProblems,
    'organizations.planned_past',
    'organizations.planned_far',
    'organizations.planned_already',
    'organizations.planned_untold',
    'organizations.successor_ends',
  ],
});

export const revokeEnd = endpoint({
  method: 'POST',
  path: '/api/planned-ends/{plan_id}/revocation',
  tag: 'organizations',
  summary: 'Revoke a planned end with a reason, or put away one that could not be carried out; everybody is told',
  access: 'organizations.manage',
  params: z.object({ plan_id: id }),
  body: z.strictObject({ reason }),
  output: done,
  problems: ['core.not_found', 'core.forbidden', 'organizations.counted_place', 'organizations.plan_closed'],
});
