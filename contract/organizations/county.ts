import { z } from 'zod';
import { listNames } from '../../domain/organizations/list-names.ts';
import { endpoint, file } from '../endpoint.ts';
import { businessDate, can, id } from '../shapes.ts';

const filters = {
  organization_id: id,
  on: businessDate.optional(),
  state: z.enum(['ok', 'due', 'behind', 'late', 'open']).optional(),
  city_id: id.optional(),
  watcher: z.string().max(40).optional(),
  words: z.string().max(40).optional(),
  founded: z.enum(['yes', 'no']).optional(),
};
const figure = z.object({ count: z.number().int(), share: z.string() });

export const readCountyOverview = endpoint({
  method: 'GET',
  path: '/api/county-overview',
  tag: 'organizations',
  summary: 'The basic overview of county organisations: one line per county, as of a day (G14, G09–G12)',
  access: 'organizations.read',
  query: z.object(filters),
  output: z.object({
    place: z.object({ id, name_zh: z.string(), name_en: z.string().nullable() }).meta({
      description:
        'Whose counties these are: what was asked, or the nearest place of government that the caller reads where that one has none or is above the caller',
    }),
    as_of: z.string(),
    figures: z.object({
      counties: z.number().int(),
      cities: z.number().int(),
      cities_without_counties: z.number().int(),
      founded: figure,
      standardised: figure,
      gap: z.number().int(),
      late: z.number().int(),
      cities_full: z.array(z.object({ id, name_zh: z.string(), coverage: z.string() })),
    }),
    states: z.object({ ok: z.number().int(), due: z.number().int(), behind: z.number().int(), late: z.number().int() }),
    strip: z.array(
      z.object({ city_name: z.string(), counties: z.array(z.object({ id, name_zh: z.string(), state: z.string() })) }),
    ),
    watchers: z.array(z.string()),
    visitable: z
      .array(id)
      .meta({ description: 'Counties whose superior the caller is: those may be visited (G17, R42)' }),
    rows: z.array(
      z.object({
        county_id: id,
        county_name: z.string(),
        city_id: id.nullable(),
        city_name: z.string(),
        organization_id: id.nullable(),
        organization_name: z.string().nullable(),
        organizations: z.number().int(),
        state: z.enum(['ok', 'due', 'behind', 'late']),
        closed_steps: z.array(z.string()),
        bottleneck: z.string().nullable(),
        due_on: z.string().nullable(),
        days_left: z.number().int().nullable(),
        class: z.string(),
        next_step: z.string(),
        area: z.string().nullable(),
        watcher: z.string().nullable(),
        responsible: z.string().nullable(),
        members: z.number().int().nullable(),
        staff: z.number().int().nullable(),
        updated_on: z.string().nullable(),
        sources: z
          .array(
            z.object({
              cell: z.enum(['due', 'responsible', 'members', 'staff']),
              visit_id: id,
              visited_on: z.string(),
              organization_id: id,
              before: z.string().nullable(),
            }),
          )
          .meta({ description: 'Cells that a field visit corrected, with what stood there before (G18)' }),
      }),
    ),
  }),
  problems: ['core.not_found', 'core.forbidden'],
});

export const exportCountyOverview = endpoint({
  method: 'GET',
  path: '/api/county-overview/export',
  tag: 'organizations',
  summary: 'The same lines as a workbook (G14)',
  access: 'organizations.read',
  query: z.object(filters),
  output: file('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
  problems: ['core.not_found', 'core.forbidden'],
});

export const readList = endpoint({
  method: 'GET',
  path: '/api/organization-lists/{list}',
  tag: 'organizations',
  summary:
    'A named list over everything below an organisation: what is missing, overdue, chosen or covered, each with its denominator',
  access: 'organizations.read',
  params: z.object({ list: z.enum(listNames) }),
  query: z.object({ organization_id: id, on: businessDate.optional() }),
  output: z.object({
    title_zh: z.string(),
    title_en: z.string(),
    is_choice: z.boolean(),
    denominator: z.number().int(),
    counted: z.number().int(),
    share: z.string(),
    by: z.array(z.object({ name: z.string(), count: z.number().int() })),
    rows: z.array(
      z.object({
        organization_id: id,
        organization_name: z.string(),
        place: z.string(),
        state: z.enum(['ok', 'due', 'behind', 'late', 'none']),
        detail: z.string(),
        on: z.string().nullable(),
      }),
    ),
    can: can('survey', 'select'),
  }),
  problems: ['core.not_found', 'core.forbidden'],
});

export const exportList = endpoint({
  method: 'GET',
  path: '/api/organization-lists/{list}/export',
  tag: 'organizations',
  summary: 'The same rows as a workbook; with words only those that hold them',
  access: 'organizations.read',
  params: z.object({ list: z.enum(listNames) }),
  query: z.object({ organization_id: id, on: businessDate.optional(), words: z.string().trim().max(40).optional() }),
  output: file('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
  problems: ['core.not_found', 'core.forbidden'],
});
