import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, instant } from '../shapes.ts';
import { proposal, proposalProblems, category } from './projects.ts';

export const convertActivities = endpoint({
  method: 'POST',
  path: '/api/project-conversions',
  tag: 'projects',
  summary: 'Turn a repeated activity into a project; the past activities hang below it (P36)',
  access: 'projects.write',
  body: z.object({ activity_ids: z.array(id).min(2).max(200), ...proposal }),
  output: z.object({ id, activities: z.number().int() }),
  problems: [...proposalProblems, 'projects.different_organizations'],
});

export const listRepeatedActivities = endpoint({
  method: 'GET',
  path: '/api/repeated-activities',
  tag: 'projects',
  summary: 'Activities held again and again under one name, offered for conversion into a project (P36)',
  access: 'projects.read',
  output: z.object({
    rows: z.array(
      z.object({
        title: z.string(),
        organization_id: id,
        organization_name: z.string(),
        category,
        times: z.number().int(),
        to_come: z.number().int(),
        last_starts_at: instant.nullable(),
        activity_ids: z.array(id),
      }),
    ),
  }),
  problems: ['core.forbidden'],
});
