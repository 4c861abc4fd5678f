import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { businessDate, done, id, instant, pageOf, paging, shortText } from '../shapes.ts';
import { params, seen } from './volunteer-shapes.ts';

export const addHonour = endpoint({
  method: 'POST',
  path: '/api/volunteers/{volunteer_id}/honours',
  tag: 'volunteers',
  summary: 'Record an honour with issuer and document (L44)',
  access: 'volunteers.edit',
  params,
  body: z.strictObject({
    title: shortText,
    issuer_id: id.optional(),
    issuer_name: shortText.optional(),
    issued_on: businessDate,
    document: z.string().trim().max(200).default(''),
  }),
  output: z.object({ id, is_confirmed: z.boolean() }),
  problems: [
    ...seen,
    'volunteers.own_honour',
    'volunteers.honour_in_future',
    'volunteers.honour_issuer',
    'organizations.dissolved',
  ],
});
export const listHonoursToConfirm = endpoint({
  method: 'GET',
  path: '/api/honours-to-confirm',
  tag: 'volunteers',
  summary: 'Honours that others recorded in the name of the own body, oldest first (L44)',
  access: 'volunteers.edit',
  query: z.object(paging),
  output: pageOf(
    z.object({
      volunteer_id: id,
      honour_id: id,
      title: z.string(),
      issuer: z.string(),
      issued_on: z.string(),
      document: z.string(),
      name_hint: z.string(),
      number: z.string(),
      recorded_by: z.string(),
      recorded_at: instant,
    }),
  ),
  problems: ['core.forbidden', 'core.invalid_input'],
});
export const decideHonour = endpoint({
  method: 'POST',
  path: '/api/volunteers/{volunteer_id}/honours/{honour_id}/decision',
  tag: 'volunteers',
  summary: 'The issuer says whether it gave the honour (L44)',
  access: 'volunteers.edit',
  params: z.object({ volunteer_id: id, honour_id: id }),
  body: z
    .strictObject({ confirms: z.boolean(), reason: z.string().trim().max(500).default('') })
    .superRefine((value, context) => {
      if (!value.confirms && value.reason.length < 2)
        context.addIssue({
          code: 'custom',
          path: ['reason'],
          params: { zh: '请写明为什么不认可', en: 'Say why it was not given' },
        });
    }),
  output: done,
  problems: [...seen, 'volunteers.own_honour', 'volunteers.honour_decided'],
});
