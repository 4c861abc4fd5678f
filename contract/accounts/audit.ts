import { z } from 'zod';
import { personalDataActNames } from '../../domain/accounts/personal-data.ts';
import { endpoint } from '../endpoint.ts';
import { businessDate, can, id, inPeriod, longestYears, paging } from '../shapes.ts';

export const listAuditEvents = endpoint({
  method: 'GET',
  path: '/api/audit',
  tag: 'accounts',
  summary: 'Who did what to which subject, newest first, within the organisations the caller may audit',
  access: 'accounts.audit',
  query: z
    .object({
      ...paging,
      organization_id: id.optional(),
      actor_id: id.optional(),
      subject_type: z.string().max(60).optional(),
      subject_id: z.string().max(60).optional(),
      action: z.string().max(60).optional(),
      act: z.enum(personalDataActNames).optional(),
      from: businessDate.optional(),
      until: businessDate.optional(),
    })
    .superRefine(inPeriod(longestYears.summed)),
  output: z.object({
    rows: z.array(
      z.object({
        id,
        at: z.string(),
        actor_name: z.string().nullable(),
        permission: z.string().nullable(),
        action: z.string(),
        subject_type: z.string(),
        subject_id: z.string(),
        organization_name: z.string().nullable(),
        before: z.unknown(),
        after: z.unknown(),
        reason: z.string().nullable(),
        request_id: z.string(),
      }),
    ),
    next_cursor: z.string().nullable(),
    actions: z.array(z.string()),
  }),
  problems: ['core.forbidden', 'core.not_found'],
});

export const listJobs = endpoint({
  method: 'GET',
  path: '/api/jobs',
  tag: 'accounts',
  summary: 'Every background job: its timetable, when it last ran, what waits and what fails',
  access: 'accounts.jobs',
  output: z.object({
    rows: z.array(
      z.object({
        name: z.string(),
        title_zh: z.string(),
        title_en: z.string(),
        cron: z.string().nullable(),
        last_run_at: z.string().nullable(),
        waiting: z.number().int(),
        failing: z.number().int(),
        last_error: z.string().nullable(),
        can: can('retry'),
      }),
    ),
  }),
  problems: ['core.forbidden'],
});

export const retryJob = endpoint({
  method: 'POST',
  path: '/api/jobs/{name}/retry',
  tag: 'accounts',
  summary: 'Run the failing jobs of one kind again now',
  access: 'accounts.jobs',
  params: z.object({ name: z.string().max(80) }),
  output: z.object({ retried: z.number().int() }),
  problems: ['core.forbidden', 'core.not_found'],
});
