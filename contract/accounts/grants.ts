import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { businessDate, can, done, id, instant, personWords, reason, shortText } from '../shapes.ts';
import { permission } from './roles.ts';

export const listGrants = endpoint({
  method: 'GET',
  path: '/api/grants',
  tag: 'accounts',
  summary: 'Who holds which role at an organisation and below',
  access: 'accounts.grant',
  query: z.object({
    organization_id: id,
    ended: z.enum(['yes']).optional(),
    ...personWords,
    cursor: z.string().max(600).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(200),
  }),
  output: z.object({
    count: z.number().int(),
    next_cursor: z.string().nullable(),
    rows: z.array(
      z.object({
        id,
        person_id: id,
        person_name: z.string(),
        phone_hint: z.string().nullable(),
        role_id: id,
        role_zh: z.string(),
        role_en: z.string(),
        organization_id: id,
        organization_name: z.string(),
        is_below: z.boolean(),
        activity_id: id.nullable(),
        activity_title: z.string().nullable(),
        valid_from: z.string(),
        valid_until: z.string().nullable(),
        granted_by_name: z.string().nullable(),
        ended_at: z.string().nullable(),
        end_reason: z.string().nullable(),
        waits_for: z.array(permission),
        can: can('end', 'confirm', 'invite'),
      }),
    ),
  }),
  problems: ['core.not_found', 'core.forbidden'],
});

export const listWaitingGrants = endpoint({
  method: 'GET',
  path: '/api/waiting-grants',
  tag: 'accounts',
  summary: 'Grants that can approve and wait for a second administrator, wherever the caller grants, oldest first',
  access: 'accounts.grant',
  query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
  output: z.object({
    count: z.number().int(),
    rows: z.array(
      z.object({
        id,
        person_name: z.string(),
        phone_hint: z.string().nullable(),
        role_zh: z.string(),
        role_en: z.string(),
        organization_id: id,
        organization_name: z.string(),
        is_below: z.boolean(),
        granted_by_name: z.string().nullable(),
        granted_at: instant,
        waits_for: z.array(permission),
        can: can('confirm'),
      }),
    ),
  }),
  problems: ['core.forbidden'],
});

export const confirmGrant = endpoint({
  method: 'POST',
  path: '/api/grants/{grant_id}/confirmation',
  tag: 'accounts',
  summary:
    'The second administrator’s yes to a grant that can approve; until then its approving permissions do not count',
  access: 'accounts.grant',
  params: z.object({ grant_id: id }),
  output: done,
  problems: [
    'core.not_found',
    'core.forbidden',
    'core.two_people',
    'accounts.grant_ended',
    'accounts.grant_counts',
    'accounts.second_administrator',
    'accounts.role_outside',
    'accounts.role_beyond_own',
    'accounts.grant_self',
    'accounts.grant_dates',
  ],
});

export const grantRole = endpoint({
  method: 'POST',
  path: '/api/grants',
  tag: 'accounts',
  summary:
    'Give a role to a person found by phone, at an organisation alone or with everything below, until a day (P16)',
  access: 'accounts.grant',
  body: z.strictObject({
    person_id: id.optional(),
    phone: z.string().trim().max(30).optional(),
    name: shortText.optional(),
    role_id: id,
    organization_id: id,
    is_below: z.boolean(),
    valid_from: businessDate,
    valid_until: businessDate.nullable(),
  }),
  output: z.object({ id, person_id: id, waits_for_second: z.array(permission) }),
  problems: [
    'core.not_found',
    'core.invalid_input',
    'accounts.phone_wrong',
    'accounts.grant_self',
    'accounts.grant_past',
    'accounts.grant_dates',
    'accounts.role_outside',
    'accounts.role_beyond_own',
    'organizations.dissolved',
  ],
});

export const takeUpWork = endpoint({
  method: 'POST',
  path: '/api/organizations/{organization_id}/own-grant',
  tag: 'accounts',
  summary:
    'Whoever the operator named administrator takes the own role to a place whose record nobody keeps yet, so that one person can begin',
  access: 'accounts.grant',
  params: z.object({ organization_id: id }),
  output: z.object({ id }),
  problems: [
    'core.not_found',
    'core.forbidden',
    'accounts.grant_self',
    'accounts.not_alone',
    'accounts.works_here',
    'accounts.role_outside',
    'accounts.role_beyond_own',
    'accounts.grant_past',
    'organizations.dissolved',
  ],
});

export const listSecondPeople = endpoint({
  method: 'GET',
  path: '/api/second-people',
  tag: 'accounts',
  summary: 'Who could be the second person beside the caller at a place: read before something is proposed',
  access: 'organizations.read',
  query: z.object({ organization_id: id, permission, where: z.enum(['at', 'above']).default('at') }),
  output: z.object({ people: z.array(z.string()), count: z.number().int() }),
  problems: ['core.not_found', 'core.forbidden'],
});

export const inviteHolder = endpoint({
  method: 'POST',
  path: '/api/grants/{grant_id}/invitation',
  tag: 'accounts',
  keyed: false,
  summary:
    'A link, good once, by which a holder who has never signed in sets password and authenticator; its opening is told to the superior',
  access: 'accounts.grant',
  params: z.object({ grant_id: id }),
  output: z.object({ link: z.string(), expires_at: instant }),
  problems: [
    'core.not_found',
    'core.forbidden',
    'accounts.grant_ended',
    'accounts.signs_in_already',
    'accounts.invite_registered',
  ],
});

export const endGrant = endpoint({
  method: 'DELETE',
  path: '/api/grants/{grant_id}',
  tag: 'accounts',
  summary: 'End a grant with a reason',
  access: ['own', 'accounts.grant'],
  params: z.object({ grant_id: id }),
  body: z.strictObject({ reason }),
  output: done,
  problems: ['core.not_found', 'core.forbidden', 'accounts.grant_ended'],
});
