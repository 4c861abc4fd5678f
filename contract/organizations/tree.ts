import { z } from 'zod';
import { organizationKinds } from '../../domain/organizations/kinds.ts';
import { endpoint } from '../endpoint.ts';
import { businessDate, can, done, id, instant, phoneText, reason, shortText } from '../shapes.ts';

export const organizationParams = z.object({ organization_id: id });
export const organizationKind = z.enum(organizationKinds);

export const organizationNode = z.object({
  id,
  name_zh: z.string(),
  name_en: z.string().nullable(),
  kind: z.string(),
  level: z.string().nullable(),
  path: z.string(),
  children: z.number().int(),
  is_league_led: z.boolean(),
  is_example: z.boolean(),
  ends_on: z.string().nullable().meta({ description: 'The day for which its end is planned' }),
});

export const listChildren = endpoint({
  method: 'GET',
  path: '/api/organizations',
  tag: 'organizations',
  summary: 'The organisations directly below one (or the roots), as they stand on a day; lazy loading of the tree',
  access: 'signed_in',
  query: z.object({
    parent_id: id.optional(),
    on: businessDate.optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(500),
  }),
  output: z.object({ rows: z.array(organizationNode) }),
  problems: [],
});

export const searchOrganizations = endpoint({
  method: 'GET',
  path: '/api/organizations/search',
  tag: 'organizations',
  heavy: true,
  summary: 'Find organisations by name, pinyin or initials, within a branch',
  access: 'public',
  query: z.object({
    words: z.string().trim().min(1).max(40),
    below_id: id.optional(),
    dissolved: z.enum(['yes']).optional().meta({ description: 'Those that ended, instead of those that stand' }),
    near_id: id.optional().meta({ description: 'Those nearest to this organisation come first' }),
    mine: z
      .literal('yes')
      .optional()
      .meta({ description: 'Only below the places where the caller may read organisations' }),
    kinds: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  output: z.object({
    rows: z.array(organizationNode.extend({ line: z.string(), dissolved_on: z.string().nullable() })),
  }),
  problems: [],
});

const nameVersion = z.object({
  valid_from: z.string(),
  valid_until: z.string().nullable(),
  name_zh: z.string(),
  parent_name: z.string().nullable(),
  cause: z.string(),
});

export const readOrganization = endpoint({
  method: 'GET',
  path: '/api/organizations/{organization_id}',
  tag: 'organizations',
  summary: 'One organisation with its line of superiors and its history, as of a day',
  access: 'signed_in',
  params: organizationParams,
  query: z.object({ on: businessDate.optional() }),
  output: z.object({
    organization: organizationNode.extend({
      founded_on: z.string(),
      dissolved_on: z.string().nullable(),
      successor_id: id.nullable(),
      dissolved_reason: z.string().nullable(),
      successor: z
        .object({ id, name_zh: z.string() })
        .nullable()
        .meta({ description: 'Who answers for a dissolved one: its successor, or its superior' }),
      planned_end: z
        .object({
          id,
          day: z.string(),
          state: z.enum(['planned', 'failed']),
          is_merger: z.boolean(),
          heir_name: z.string().nullable(),
          reason: z.string().nullable(),
          planned_by_name: z.string().nullable(),
          planned_at: instant,
          problem: z.string().nullable(),
          can: can('revoke'),
        })
        .nullable()
        .meta({
          description:
            'Its end is planned, or could not be carried out; ground, name and what stood in the way for those who read its record',
        }),
      division_code: z.string().nullable(),
      parent_id: id.nullable(),
      guiding: z.object({ id, name_zh: z.string() }).nullable(),
      name_on: z.string().nullable(),
      contact_phone: z.string().nullable(),
      kinds_below: z.array(z.string()),
    }),
    superiors: z.array(z.object({ id, name_zh: z.string() })),
    versions: z.array(nameVersion),
    can: can(
      'read_profile',
      'create_below',
      'rename',
      'move',
      'dissolve',
      'guide',
      'edit',
      'change_phone',
      'read_hours',
      'read_volunteers',
      'read_projects',
      'issue_rules',
      'grant',
      'begin_alone',
    ),
  }),
  problems: ['core.not_found'],
});

/** Of whatever gets a name. */
export const namedProblems = ['organizations.name_reserved', 'organizations.name_of_another'] as const;
export const ruled = [
  'core.not_found',
  'core.forbidden',
  'organizations.before_history',
  'organizations.in_future',
  'organizations.dissolved',
  'organizations.name_taken',
] as const;

export const createOrganization = endpoint({
  method: 'POST',
  path: '/api/organizations',
  tag: 'organizations',
  summary: 'Found an organisation below another (G21, G30, P09, P16, Q28, S02)',
  access: 'organizations.manage',
  body: z.strictObject({
    kind: organizationKind,
    name_zh: shortText,
    name_en: shortText.nullish(),
    parent_id: id,
    founded_on: businessDate,
    level: z.enum(['province', 'city', 'county', 'town', 'village', 'compound']).nullish(),
    guiding_id: id.nullish(),
    is_league_led: z.boolean().default(false),
  }),
  output: z.object({ id, path: z.string() }),
  problems: [
    ...ruled,
    ...namedProblems,
    'organizations.kind_not_under',
    'organizations.guide_missing',
    'organizations.guide_not_league',
    'organizations.not_an_association',
  ],
});

export const renameOrganization = endpoint({
  method: 'PUT',
  path: '/api/organizations/{organization_id}/name',
  tag: 'organizations',
  summary: 'Give a new name from a day on; the old one stays in the history',
  access: 'organizations.manage',
  params: organizationParams,
  body: z.strictObject({ name_zh: shortText, valid_from: businessDate, reason }),
  output: done,
  problems: [...ruled, 'organizations.name_from_above', ...namedProblems, 'organizations.served_before'],
});

export const changeContactPhone = endpoint({
  method: 'PUT',
  path: '/api/organizations/{organization_id}/contact-phone',
  tag: 'organizations',
  summary: 'The phone by which the organisation is reached, printed on its certificates; null takes it away',
  access: ['organizations.edit', 'records.certify'],
  params: organizationParams,
  body: z.strictObject({ contact_phone: phoneText.nullable() }),
  output: z.object({ contact_phone: z.string().nullable() }),
  problems: [
    'core.not_found',
    'core.forbidden',
    'organizations.dissolved',
    'organizations.not_own_county',
    'organizations.phone_form',
  ],
});

export const moveOrganization = endpoint({
  method: 'PUT',
  path: '/api/organizations/{organization_id}/parent',
  tag: 'organizations',
  summary: 'Move an organisation and everything below it from a day on',
  access: 'organizations.manage',
  params: organizationParams,
  body: z.strictObject({ parent_id: id, valid_from: businessDate, reason }),
  output: z.object({ path: z.string() }),
  problems: [
    ...ruled,
    'organizations.counted_place',
    'organizations.under_itself',
    'organizations.kind_not_under',
    'organizations.guide_missing',
  ],
});

export const guideOrganization = endpoint({
  method: 'PUT',
  path: '/api/organizations/{organization_id}/guidance',
  tag: 'organizations',
  summary: 'Name the guiding body and whether the organisation is league-led (G03, G06)',
  access: 'organizations.manage',
  params: organizationParams,
  body: z.strictObject({ guiding_id: id.nullable(), is_league_led: z.boolean(), valid_from: businessDate }),
  output: done,
  problems: [
    ...ruled,
    'organizations.guide_missing',
    'organizations.guide_not_league',
    'organizations.not_an_association',
  ],
});
