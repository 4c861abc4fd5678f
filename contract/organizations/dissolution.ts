import { z } from 'zod';
import { leftAnswers, leftKindNames, leftQuestionNames } from '../../domain/organizations/left-behind.ts';
import { endpoint } from '../endpoint.ts';
import { businessDate, id, reason } from '../shapes.ts';
import { organizationParams, ruled } from './tree.ts';

export const readDissolution = endpoint({
  method: 'GET',
  path: '/api/organizations/{organization_id}/dissolution',
  tag: 'organizations',
  summary:
    'What would be left without anybody in charge if the organisation ended, who would take it over, and which answers a dissolution needs',
  access: 'organizations.manage',
  params: organizationParams,
  query: z.object({ successor_id: id.optional() }),
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
  }),
  problems: ['core.not_found', 'core.forbidden', 'organizations.counted_place'],
});

export const dissolveOrganization = endpoint({
  method: 'POST',
  path: '/api/organizations/{organization_id}/dissolution',
  tag: 'organizations',
  summary:
    'Dissolve an organisation, or merge it into a successor. Whatever stands there needs its answer: handed over, cancelled with a message, or ended',
  access: 'organizations.manage',
  params: organizationParams,
  body: z.strictObject({
    successor_id: id.nullable(),
    dissolved_on: businessDate,
    reason,
    below: z.enum(leftAnswers.below).optional(),
    work: z.enum(leftAnswers.work).optional(),
    members: z.enum(leftAnswers.members).optional(),
    message: z.string().trim().max(200).optional(),
  }),
  output: z.object({ moved: z.number().int() }),
  problems: [
    ...ruled,
    'organizations.counted_place',
    'organizations.successor_wrong',
    'organizations.recorded_later',
    'organizations.left_behind',
    'organizations.cancelled_untold',
    'organizations.still_guides',
    'organizations.below_stays',
    'organizations.guide_missing',
    'organizations.not_an_association',
  ],
});
