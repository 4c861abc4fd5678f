import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { can, done, id, instant, pageOf, paging, reason } from '../shapes.ts';
import { params, seen } from './volunteer-shapes.ts';

export const askMinorAccess = endpoint({
  method: 'POST',
  path: '/api/volunteers/{volunteer_id}/minor-access',
  tag: 'volunteers',
  summary: 'Ask to see a minor’s full data',
  access: 'volunteers.reveal',
  params,
  body: z.strictObject({ reason }),
  output: z.object({ request_id: id }),
  problems: [...seen, 'volunteers.not_a_minor', 'volunteers.minor_access_asked'],
});
export const listMinorAccess = endpoint({
  method: 'GET',
  path: '/api/minor-access-requests',
  tag: 'volunteers',
  summary: 'Requests to see minors’ data, open first',
  access: 'volunteers.approve_minor_access',
  query: z.object(paging),
  output: pageOf(
    z.object({
      id,
      child: z.object({ id, name_hint: z.string(), number: z.string(), age: z.number().int().nullable() }),
      organization_name: z.string(),
      asked_by_name: z.string(),
      asked_at: instant,
      reason: z.string(),
      decision: z.enum(['approved', 'refused']).nullable(),
      decided_by_name: z.string().nullable(),
      decided_at: instant.nullable(),
      expires_at: instant.nullable(),
      looks: z.number().int(),
      can: can('decide'),
    }),
  ),
  problems: [...seen, 'core.invalid_input'],
});
export const decideMinorAccess = endpoint({
  method: 'POST',
  path: '/api/minor-access-requests/{request_id}/decision',
  tag: 'volunteers',
  summary: 'Another person approves for some days, or refuses',
  access: 'volunteers.approve_minor_access',
  params: z.object({ request_id: id }),
  body: z.strictObject({
    approves: z.boolean(),
    days: z.number().int().min(1).max(30).default(7),
    reason: z.string().trim().max(500).default(''),
  }),
  output: done,
  problems: [...seen, 'volunteers.access_decided', 'volunteers.own_access', 'core.two_people'],
});
