import { z } from 'zod';
import { personalDataActNames } from '../../domain/accounts/personal-data.ts';
import { endpoint, file } from '../endpoint.ts';
import { id, instant, year } from '../shapes.ts';

const query = z.object({ year, organization_id: id.optional() });
const count = z.number().int();
const problems = ['core.forbidden', 'core.not_found'] as const;

export const readPersonalDataReport = endpoint({
  method: 'GET',
  path: '/api/personal-data-report',
  tag: 'accounts',
  summary:
    'The yearly audit of personal data: who opened what and why, minors’ data, exports, deletions, consents withdrawn, keys rotated, by month and organisation (PIPL art. 54)',
  access: 'accounts.audit',
  query,
  heavy: true,
  output: z.object({
    year: count,
    organization_name: z.string().nullable(),
    as_of: instant,
    acts: z.array(
      z.object({
        act: z.enum(personalDataActNames),
        title_zh: z.string(),
        title_en: z.string(),
        months: z.array(count).length(12),
        total: count,
      }),
    ),
    organizations: z.array(
      z.object({
        organization_id: id,
        name: z.string(),
        counts: z.object(
          Object.fromEntries(personalDataActNames.map((act) => [act, count])) as Record<
            (typeof personalDataActNames)[number],
            typeof count
          >,
        ),
      }),
    ),
    looks: z.array(
      z.object({
        id,
        at: instant,
        actor_name: z.string().nullable(),
        organization_name: z.string().nullable(),
        number: z.string(),
        of_minor: z.boolean(),
        reason: z.string(),
      }),
    ),
    looks_left_out: count,
    /** Of the whole platform: what is kept of people for some days only. */
    kept: z.array(
      z.object({
        title_zh: z.string(),
        title_en: z.string(),
        days: count,
        rows: count,
        oldest_at: instant.nullable(),
      }),
    ),
  }),
  problems,
});

export const personalDataWorkbook = endpoint({
  method: 'GET',
  path: '/api/personal-data-report/workbook',
  tag: 'accounts',
  summary: 'The same report as a workbook: figures by month, by organisation, and every look with its reason',
  access: 'accounts.audit',
  query,
  output: file('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
  problems,
});
