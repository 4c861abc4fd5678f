import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { can, id, instant } from '../shapes.ts';

export const readDesk = endpoint({
  method: 'GET',
  path: '/api/my/desk',
  tag: 'records',
  summary:
    'What waits for the caller at a desk: corrections to handle, proposals and long days to decide, co_host_invitations to answer, matters of the own organisations',
  access: 'signed_in',
  output: z.object({
    corrections_to_handle: z.number().int(),
    /** Of them past their day. */ corrections_overdue: z.number().int(),
    proposals_to_approve: z.number().int(),
    proposals_overdue: z.number().int(),
    long_days: z.number().int(),
    very_long_days: z.number().int(),
    labels_to_confirm: z.number().int(),
    co_host_invitations: z.array(z.object({ activity_id: id, title: z.string() })),
    tasks: z.array(
      z.object({
        organization_id: id,
        organization_name: z.string(),
        open: z.number().int(),
        overdue: z.number().int(),
      }),
    ),
  }),
  problems: [],
});

export const firstSteps = ['team', 'activity', 'volunteer', 'check_in', 'confirm'] as const;
export const readFirstSteps = endpoint({
  method: 'GET',
  path: '/api/my/first-steps',
  tag: 'records',
  summary:
    'The way from an empty installation to the first confirmed hour, as far as the caller’s organisations have come; no steps once an hour is confirmed there',
  access: 'signed_in',
  output: z.object({
    steps: z.array(z.object({ step: z.enum(firstSteps), is_done: z.boolean(), can: can('take') })),
    team: z.object({ id, name: z.string() }).nullable(),
    shift: z.object({ id, activity_title: z.string(), starts_at: instant }).nullable(),
  }),
  problems: [],
});
