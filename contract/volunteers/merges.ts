import { z } from 'zod';
import { mergeStates } from '../../domain/volunteers/merge.ts';
import { endpoint } from '../endpoint.ts';
import { can, done, id, instant, pageOf, paging, reason } from '../shapes.ts';
import { seen } from './volunteer-shapes.ts';

export const requestMerge = endpoint({
  method: 'POST',
  path: '/api/merge-requests',
  tag: 'volunteers',
  summary: 'Ask to join two registrations of one person; both sides see it',
  access: 'volunteers.merge',
  body: z.strictObject({ kept_id: id, duplicate_id: id, reason }),
  output: z.object({ id }),
  problems: [
    ...seen,
    'volunteers.merge_side_gone',
    'volunteers.merge_two_documents',
    'volunteers.own_merge',
    'core.two_people',
  ],
});
const mergeSide = z.object({
  id,
  name_hint: z.string(),
  number: z.string().nullable(),
  document_hint: z.string(),
  phone_hint: z.string(),
  organization_name: z.string().nullable(),
  has_account: z.boolean(),
  agreed_at: instant.nullable(),
});
export const listMerges = endpoint({
  method: 'GET',
  path: '/api/merge-requests',
  tag: 'volunteers',
  summary: 'Merge requests, open first',
  access: 'volunteers.merge',
  query: z.object(paging),
  output: pageOf(
    z.object({
      id,
      kept: mergeSide,
      duplicate: mergeSide,
      reason: z.string(),
      opened_by_name: z.string(),
      opened_at: instant,
      state: z.enum(mergeStates),
      decided_by_name: z.string().nullable(),
      decided_at: instant.nullable(),
      decision_reason: z.string().nullable(),
      carry_out_after: instant.nullable(),
      differs: z.array(z.enum(['name', 'birth_date', 'sex'])),
      is_mine: z.boolean(),
      can: can('merge', 'refuse'),
    }),
  ),
  problems: [...seen, 'core.invalid_input'],
});
export const decideMerge = endpoint({
  method: 'POST',
  path: '/api/merge-requests/{merge_id}/decision',
  tag: 'volunteers',
  summary:
    'Decide that two registrations become one after some days in which everybody concerned may stop it, or that they stay two',
  access: 'volunteers.merge',
  params: z.object({ merge_id: id }),
  body: z.strictObject({ merges: z.boolean(), reason }),
  output: done,
  problems: [
    ...seen,
    'volunteers.merge_decided',
    'volunteers.merge_not_agreed',
    'volunteers.own_merge',
    'volunteers.merge_second_person',
    'core.two_people',
    'volunteers.merge_two_documents',
    'volunteers.merge_waits_already',
    'volunteers.merge_side_gone',
    'volunteers.merge_sign_ups',
    'volunteers.merge_overlap',
  ],
});
