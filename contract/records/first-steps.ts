import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { can, id, instant } from '../shapes.ts';

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
