import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { businessDate, can, id, reason } from '../shapes.ts';
import { organizationParams } from './profile-shapes.ts';

export const selectInto = endpoint({
  method: 'POST',
  path: '/api/organizations/{organization_id}/selections',
  tag: 'organizations',
  summary:
    'Decide which organisations enter the demonstration library, out of which candidates, when and why (G54, G69)',
  access: 'organizations.manage',
  params: organizationParams,
  body: z.strictObject({
    decided_on: businessDate,
    reason,
    candidate_ids: z.array(id).min(1).max(200),
    chosen_ids: z.array(id).max(200),
  }),
  output: z.object({ id }),
  problems: [
    'core.not_found',
    'core.forbidden',
    'core.invalid_input',
    'organizations.in_future',
    'organizations.before_history',
    'organizations.selects_itself',
    'organizations.dissolved',
  ],
});

export const listSelections = endpoint({
  method: 'GET',
  path: '/api/organizations/{organization_id}/selections',
  tag: 'organizations',
  summary:
    'The decisions of one level on its demonstration library, newest first, each with candidates, chosen, date and reason (G54, G69)',
  access: 'organizations.read',
  params: organizationParams,
  output: z.object({
    organization_name: z.string(),
    rows: z.array(
      z.object({
        id,
        decided_on: z.string(),
        reason: z.string(),
        decided_by_name: z.string().nullable(),
        decided_at: z.string(),
        candidates: z.array(z.object({ id, name_zh: z.string(), is_chosen: z.boolean() })),
      }),
    ),
    can: can('decide'),
  }),
  problems: ['core.not_found'],
});
