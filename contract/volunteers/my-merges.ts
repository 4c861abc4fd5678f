import { z } from 'zod';
import { mergeStates } from '../../domain/volunteers/merge.ts';
import { endpoint } from '../endpoint.ts';
import { can, done, id, instant, reason } from '../shapes.ts';

export const listMyMerges = endpoint({
  method: 'GET',
  path: '/api/me/merge-requests',
  tag: 'volunteers',
  owner_only: true,
  summary: 'Requests to join two registrations, as seen by either side',
  access: 'signed_in',
  output: z.object({
    rows: z.array(
      z.object({
        id,
        side: z.enum(['kept', 'duplicate']),
        other_name: z.string(),
        other_number: z.string().nullable(),
        reason: z.string(),
        opened_at: instant,
        i_agreed: z.boolean(),
        other_agreed: z.boolean(),
        state: z.enum(mergeStates),
        carry_out_after: instant.nullable(),
        decision_reason: z.string().nullable(),
        can: can('agree', 'object'),
      }),
    ),
  }),
  problems: [],
});
export const answerMerge = endpoint({
  method: 'POST',
  path: '/api/me/merge-requests/{merge_id}/answer',
  tag: 'volunteers',
  owner_only: true,
  summary: 'Agree, or say that these are two people, also while a decided merge waits',
  access: 'signed_in',
  personal: true,
  params: z.object({ merge_id: id }),
  body: z.strictObject({ agrees: z.boolean(), reason: reason.optional() }),
  output: done,
  problems: ['core.not_found', 'volunteers.merge_decided'],
});
