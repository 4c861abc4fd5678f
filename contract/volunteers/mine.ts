/** What a volunteer does with the own registration, data and rights. */
import { z } from 'zod';
import { availabilityList, languageList } from '../../domain/volunteers/availability.ts';
import { endpoint } from '../endpoint.ts';
import { plannedEnd } from '../organizations/dissolution.ts';
import { can, done, id, instant, shortText } from '../shapes.ts';
import { terms } from './registration.ts';
import { named, mine } from './my-shapes.ts';

export const membership = z.object({
  id,
  organization: named,
  joined_on: z.string(),
  left_on: z.string().nullable(),
  label: z.string().nullable(),
  is_confirmed: z.boolean(),
  confirmed_by_name: z.string().nullable(),
  can: can('leave'),
});
export const honour = z.object({
  id,
  title: z.string(),
  issuer: z.string(),
  issued_on: z.string(),
  document: z.string(),
  is_confirmed: z.boolean().describe('By the issuer; an issuer outside the platform never confirms'),
});

export const readMyVolunteer = endpoint({
  method: 'GET',
  path: '/api/me/volunteer',
  tag: 'volunteers',
  summary:
    'The own registration: teams belonged to, brand labels, honours, consents that are missing (L44, S16, S17, S22)',
  access: 'signed_in',
  output: z.object({
    id,
    name: z.string(),
    number: z.string(),
    number_spelt: z.string(),
    document_type: z.string().nullable(),
    document_hint: z.string().nullable(),
    phone_hint: z.string().nullable(),
    organization: named,
    registered_at: instant,
    withdrawn_at: instant.nullable(),
    is_pupil: z.boolean(),
    is_league_member: z.boolean(),
    school: z.string().nullable(),
    compound: named.nullable(),
    languages: z.array(z.string()),
    availability: z.array(z.string()),
    skills: z.array(z.object({ skill: z.string(), valid_until: z.string().nullable(), is_verified: z.boolean() })),
    memberships: z.array(membership),
    planned_ends: z
      .array(plannedEnd)
      .meta({ description: 'Ends planned for the home organisation and the teams belonged to' }),
    honours: z.array(honour),
    cards: z.array(
      z.object({
        id,
        kind: z.enum(['citizen_card', 'social_security_card']),
        number_hint: z.string(),
        bound_at: instant,
      }),
    ),
    insured_until: z.string().nullable(),
    consents_missing: z.array(z.enum(['parent', 'teacher'])),
    requests_waiting: z.array(
      z.object({ role: z.enum(['parent', 'teacher']), phone_hint: z.string(), expires_at: instant }),
    ),
    terms_to_accept: terms.nullable(),
    can: can('take_part', 'withdraw'),
  }),
  problems: mine,
});

export const changeProfile = endpoint({
  method: 'PUT',
  path: '/api/me/volunteer/profile',
  tag: 'volunteers',
  owner_only: true,
  summary: 'Languages, free times, skills, compound and school, as the volunteer says',
  access: 'signed_in',
  personal: true,
  body: z.strictObject({
    languages: z.array(z.enum(languageList as [string, ...string[]])).max(17),
    availability: z.array(z.enum(availabilityList as [string, ...string[]])).max(6),
    skills: z.array(shortText).max(30),
    compound_id: id.nullable(),
    school: z.string().trim().max(80).nullable(),
  }),
  output: done,
  problems: [...mine, 'core.not_found'],
});

export const listTermsWaiting = endpoint({
  method: 'GET',
  path: '/api/me/volunteer/terms',
  tag: 'volunteers',
  summary:
    'Rights and duties that wait to be accepted, and those accepted last with their day: the own, and those of children the caller guards (S17)',
  access: 'signed_in',
  output: z.object({
    rows: z.array(z.object({ volunteer_id: id, name: z.string(), is_own: z.boolean(), terms })),
    accepted: z.array(
      z.object({ volunteer_id: id, name: z.string(), is_own: z.boolean(), accepted_at: instant, terms }),
    ),
  }),
  problems: [],
});
export const acceptTerms = endpoint({
  method: 'POST',
  path: '/api/me/volunteer/terms',
  tag: 'volunteers',
  owner_only: true,
  summary:
    'Accept the spirit and the rights and duties in force, for oneself or as guardian for a child; kept with the version (L07, S17)',
  access: 'signed_in',
  personal: true,
  body: z.strictObject({
    version: z.string().max(60),
    acknowledges_spirit: z.literal(true),
    volunteer_id: id.optional(),
  }),
  output: done,
  problems: [...mine, 'core.not_found', 'volunteers.terms_changed', 'volunteers.registration_cancelled'],
});

export const askMyGuardian = endpoint({
  method: 'POST',
  path: '/api/me/guardian-requests',
  tag: 'volunteers',
  owner_only: true,
  summary: 'Ask the guardian or teacher again, on an own phone',
  access: 'signed_in',
  personal: true,
  body: z.strictObject({ role: z.enum(['parent', 'teacher']), phone: z.string().trim().min(1).max(30) }),
  output: z.object({ request_id: id, expires_at: instant, shown_message: z.string().nullable() }),
  problems: [
    ...mine,
    'volunteers.phone_missing',
    'volunteers.phone_length',
    'volunteers.phone_form',
    'volunteers.phone_landline',
    'volunteers.guardian_asked_often',
    'volunteers.guardian_own_phone',
    'volunteers.guardian_same_phone',
  ],
});

export const joinTeam = endpoint({
  method: 'POST',
  path: '/api/me/memberships',
  tag: 'volunteers',
  owner_only: true,
  summary: 'Join a team; a brand label such as 邻舍+ waits for the team leader (S16, S22)',
  access: 'signed_in',
  personal: true,
  body: z.strictObject({ organization_id: id, label: z.string().trim().min(1).max(20).nullish() }),
  output: z.object({ membership_id: id }),
  problems: [
    ...mine,
    'core.not_found',
    'organizations.dissolved',
    'volunteers.registration_cancelled',
    'volunteers.already_member',
  ],
});
export const leaveTeam = endpoint({
  method: 'DELETE',
  path: '/api/me/memberships/{membership_id}',
  tag: 'volunteers',
  owner_only: true,
  summary: 'Leave a team; the hours stay (S21)',
  access: 'signed_in',
  personal: true,
  params: z.object({ membership_id: id }),
  output: done,
  problems: [...mine, 'core.not_found'],
});
export const withdrawRegistration = endpoint({
  method: 'POST',
  path: '/api/me/volunteer/withdrawal',
  tag: 'volunteers',
  owner_only: true,
  summary: 'Cancel the registration: records stay, signing up ends (S21)',
  access: 'signed_in',
  personal: true,
  body: z.strictObject({ reason: z.string().trim().max(500).default(''), volunteer_id: id.optional() }),
  output: done,
  problems: [...mine, 'core.not_found', 'volunteers.registration_cancelled', 'volunteers.has_sign_ups'],
});
export const eraseMe = endpoint({
  method: 'POST',
  path: '/api/me/volunteer/erasure',
  tag: 'volunteers',
  owner_only: true,
  summary: 'Destroy the personal fields and keep the sums (PIPL art. 47); cannot be taken back',
  access: 'signed_in',
  personal: true,
  body: z.strictObject({ confirms: z.literal(true), volunteer_id: id.optional() }),
  output: done,
  problems: [...mine, 'core.not_found', 'volunteers.has_sign_ups', 'volunteers.holds_office'],
});
