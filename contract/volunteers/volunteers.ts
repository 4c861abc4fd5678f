/** The roster and the person page of the console; all names and numbers masked until revealed with a reason. */
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { cardKind } from './my-cards.ts';
import { honour, membership } from './mine.ts';
import { businessDate, can, done, id, instant, longText, reason, shortText } from '../shapes.ts';
import { askProblems, documentType, registrationProblems, shown_messages } from './registration.ts';
import { params, named, seen } from './volunteer-shapes.ts';

export const readVolunteer = endpoint({
  method: 'GET',
  path: '/api/volunteers/{volunteer_id}',
  tag: 'volunteers',
  summary: 'One person, masked',
  access: 'volunteers.read',
  params,
  output: z.object({
    id,
    name_hint: z.string(),
    number: z.string(),
    number_spelt: z.string(),
    document_type: z.string().nullable(),
    document_hint: z.string(),
    phone_hint: z.string(),
    sex: z.string().nullable(),
    age: z.number().int().nullable(),
    organization: named,
    source: z.string(),
    campaign: z.string().nullable(),
    registered_at: instant,
    phone_freed_at: instant.nullable(),
    withdrawn_at: instant.nullable(),
    withdrawal_reason: z.string().nullable(),
    merged_into: z.object({ id, number: z.string() }).nullable(),
    merged: z.array(z.object({ id, number: z.string() })),
    is_pupil: z.boolean(),
    is_self_supporting: z.boolean(),
    is_league_member: z.boolean(),
    school: z.string().nullable(),
    compound: named.nullable(),
    languages: z.array(z.string()),
    availability: z.array(z.string()),
    skills: z.array(z.object({ skill: z.string(), valid_until: z.string().nullable(), is_verified: z.boolean() })),
    memberships: z.array(membership.extend({ can: can('confirm_label') })),
    honours: z.array(honour),
    insured_until: z.string().nullable(),
    consents_missing: z.array(z.enum(['parent', 'teacher'])),
    minor_access: z.object({
      state: z.enum(['not_needed', 'none', 'asked', 'approved', 'refused']),
      expires_at: instant.nullable(),
    }),
    can: can(
      'edit',
      'reveal',
      'ask_minor_access',
      'honour',
      'merge',
      'recover_phone',
      'read_hours',
      'read_sign_ups',
      'read_certificates',
      'link',
    ),
  }),
  problems: seen,
});

export const revealVolunteer = endpoint({
  method: 'POST',
  path: '/api/volunteers/{volunteer_id}/reveal',
  tag: 'volunteers',
  summary: 'Show the full personal data, with a reason that the person can read; minors only with approval',
  access: 'volunteers.reveal',
  params,
  body: z.strictObject({ reason }),
  output: z.object({
    name: z.string(),
    birth_date: z.string().nullable(),
    sex: z.string().nullable(),
    document_type: z.string().nullable(),
    document_number: z.string().nullable(),
    phone: z.string().nullable(),
  }),
  problems: [...seen, 'volunteers.minor_access_needed'],
});

export const registerAtStation = endpoint({
  method: 'POST',
  path: '/api/volunteers',
  tag: 'volunteers',
  summary:
    'Register somebody who stands at the desk, by the same rules as by oneself; rights and duties wait for the first sign-in, minors for the guardian’s own phone',
  access: 'volunteers.register',
  body: z.strictObject({
    name: shortText,
    document_type: documentType.optional(),
    document_number: z.string().trim().min(1).max(40),
    birth_date: businessDate.nullish(),
    phone: z.string().trim().min(1).max(30),
    organization_id: id,
    compound_id: id.nullish(),
    is_pupil: z.boolean().default(false),
    is_self_supporting: z.boolean().default(false),
    is_league_member: z.boolean().default(false),
    school: z.string().trim().max(80).nullish(),
    guardian_phone: z.string().trim().max(30).nullish(),
    teacher_phone: z.string().trim().max(30).nullish(),
  }),
  output: z.object({
    volunteer_id: id,
    number: z.string(),
    waits_for: z.array(z.enum(['parent', 'teacher'])),
    shown_messages,
    /** Other grown-up volunteers with this phone: one phone for many is worth a second look. */
    same_phone: z.number().int(),
    can: can('link'),
  }),
  problems: [
    ...registrationProblems,
    ...askProblems,
    'core.forbidden',
    'volunteers.guardian_phone_missing',
    'volunteers.teacher_phone_missing',
    'organizations.dissolved',
  ],
});

export const linkVolunteer = endpoint({
  method: 'POST',
  path: '/api/volunteers/{volunteer_id}/sign-in-link',
  tag: 'volunteers',
  keyed: false,
  summary:
    'Where no text messages go out: a link, good once, by which somebody registered at the desk sets a password and comes in',
  access: 'volunteers.register',
  params,
  output: z.object({ link: z.string(), expires_at: instant }),
  problems: [
    ...seen,
    'accounts.sends_codes',
    'accounts.signs_in_already',
    'accounts.link_of_holder',
    'accounts.link_at_desk',
    'accounts.phone_taken',
  ],
});

export const editVolunteer = endpoint({
  method: 'PUT',
  path: '/api/volunteers/{volunteer_id}',
  tag: 'volunteers',
  summary: 'Correct status and home organisation with a reason; names and numbers only by document',
  access: 'volunteers.edit',
  params,
  body: z.strictObject({
    is_pupil: z.boolean(),
    is_self_supporting: z.boolean(),
    is_league_member: z.boolean(),
    school: z.string().trim().max(80).nullable(),
    organization_id: id,
    reason,
  }),
  output: done,
  problems: [...seen, 'volunteers.registration_cancelled', 'organizations.dissolved'],
});

export const decideLabel = endpoint({
  method: 'POST',
  path: '/api/volunteers/{volunteer_id}/memberships/{membership_id}/label',
  tag: 'volunteers',
  summary: 'The team leader confirms a brand label such as 邻舍+, or says why not (S16)',
  access: 'volunteers.edit',
  params: z.object({ volunteer_id: id, membership_id: id }),
  body: z.strictObject({ confirms: z.boolean(), reason: reason.optional() }),
  output: done,
  problems: [...seen, 'volunteers.own_label'],
});
export const addInsurance = endpoint({
  method: 'POST',
  path: '/api/volunteers/{volunteer_id}/insurance',
  tag: 'volunteers',
  summary: 'Record an accident cover (条例 art. 17)',
  access: 'volunteers.edit',
  params,
  body: z.strictObject({
    insurer: shortText,
    policy_number: shortText,
    valid_from: businessDate,
    valid_until: businessDate,
  }),
  output: z.object({ id }),
  problems: [...seen, 'volunteers.cover_dates'],
});
export const verifySkill = endpoint({
  method: 'POST',
  path: '/api/volunteers/{volunteer_id}/skills',
  tag: 'volunteers',
  summary: 'Confirm a skill or qualification by its certificate, until a day (条例 art. 16)',
  access: 'volunteers.edit',
  params,
  body: z.strictObject({ skill: shortText, certificate: shortText, valid_until: businessDate.nullable() }),
  output: done,
  problems: seen,
});

export const findByCard = endpoint({
  method: 'POST',
  path: '/api/card-lookups',
  tag: 'volunteers',
  keyed: false,
  summary: 'The registration behind a scanned volunteer card, or a citizen or social-security card number (P71, P72)',
  access: ['records.check_in', 'volunteers.read'],
  body: z.union([
    z.strictObject({ scanned: z.string().min(10).max(300) }),
    z.strictObject({ kind: cardKind, number: z.string().trim().min(1).max(40) }),
  ]),
  output: z.object({
    id,
    name: z.string(),
    number: z.string(),
    number_spelt: z.string(),
    organization_name: z.string(),
    registered_at: instant,
    is_withdrawn: z.boolean(),
    labels: z.array(z.string()),
    consents_missing: z.array(z.enum(['parent', 'teacher'])),
    insured_until: z.string().nullable(),
  }),
  problems: [...seen, 'volunteers.card_form', 'volunteers.card_code', 'core.too_many_requests'],
});

export const issueTerms = endpoint({
  method: 'POST',
  path: '/api/volunteer-terms',
  tag: 'volunteers',
  summary: 'Issue a new version of rights and duties: everyone there is asked again (S17)',
  access: 'organizations.rules',
  body: z.strictObject({
    organization_id: id,
    rights_zh: longText.min(10),
    rights_en: longText.min(10),
    duties_zh: longText.min(10),
    duties_en: longText.min(10),
  }),
  output: z.object({ version: z.number().int() }),
  problems: [...seen, 'organizations.dissolved'],
});
