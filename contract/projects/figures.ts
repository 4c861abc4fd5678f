import { z } from 'zod';
import { lacks } from '../../domain/projects/quota.ts';
import { organizationKinds } from '../../domain/organizations/kinds.ts';
import { endpoint, file } from '../endpoint.ts';
import { businessDate, id, year } from '../shapes.ts';
import { category } from './projects.ts';

export const readProjectFigures = endpoint({
  method: 'GET',
  path: '/api/project-figures',
  tag: 'projects',
  summary:
    'Published projects of a year against the quotas: three a year (R20), five categories a county (R23), months without (P18), counts by topic',
  access: 'projects.read',
  query: z.object({ organization_id: id, year }),
  output: z.object({
    organization_name: z.string(),
    year: z.number().int(),
    published: z.object({
      have: z.number().int(),
      need: z.number().int(),
      met: z.boolean(),
      missing: z.number().int(),
    }),
    categories: z.object({
      have: z.number().int(),
      need: z.number().int(),
      met: z.boolean(),
      missing: z.number().int(),
      names: z.array(category),
    }),
    months_without: z.array(z.string()),
    by_topic: z.array(z.object({ topic: z.string(), projects: z.number().int(), activities: z.number().int() })),
    service_days: z.array(
      z.object({ day: businessDate, code: z.string(), zh: z.string(), en: z.string(), activities: z.number().int() }),
    ),
  }),
  problems: ['core.not_found'],
});

const belowQuery = z.object({
  organization_id: id,
  year,
  of: z.enum(['direct', 'counties', 'teams']).default('direct'),
});
const quota = { have: z.number().int(), need: z.number().int(), met: z.boolean(), missing: z.number().int() };

export const readFiguresBelow = endpoint({
  method: 'GET',
  path: '/api/project-figures/below',
  tag: 'projects',
  summary:
    'The same quotas, one line for each organisation below: those directly below, the counties, or the teams; with the named days on which nothing is planned',
  access: 'projects.read',
  query: belowQuery,
  output: z.object({
    organization_name: z.string(),
    year: z.number().int(),
    named_days: z.array(businessDate),
    rows: z.array(
      z.object({
        organization_id: id,
        name: z.string(),
        kind: z.enum(organizationKinds),
        published: z.object(quota),
        categories: z.object({ ...quota, names: z.array(category) }),
        months_without: z.array(z.string()),
        activities: z.number().int(),
        days_without: z.array(businessDate),
      }),
    ),
  }),
  problems: ['core.not_found'],
});

export const exportFiguresBelow = endpoint({
  method: 'GET',
  path: '/api/project-figures.xlsx',
  tag: 'projects',
  summary: 'The lines of the organisations below as a workbook',
  access: 'projects.read',
  query: belowQuery.extend({ lacks: z.enum(lacks).optional(), day: businessDate.optional() }),
  output: file('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
  problems: ['core.not_found'],
});
