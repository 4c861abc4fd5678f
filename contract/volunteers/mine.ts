/** What a volunteer does with the own registration, data and rights. */
import { z } from 'zod';
import { mergeStates } from '../../domain/volunteers/merge.ts';
import { availabilityList, languageList } from '../../domain/volunteers/availability.ts';
import { ownConsentKinds } from '../../domain/volunteers/consent-kinds.ts';
import { rightsKindList } from '../../domain/volunteers/rights.ts';
import { endpoint, file } from '../endpoint.ts';
import { businessDate, can, done, id, instant, reason, shortText } from '../shapes.ts';
import { terms } from './registration.ts';
import { workbook } from './imports.ts';

const mine = ['volunteers.not_registered'] as const;
const named = z.object({ id, name: z.string() });

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
  body: z.strictObject({
    version: z.string().max(60),
    acknowledges_spirit: z.literal(true),
    volunteer_id: id.optional(),
  }),
  output: done,
  problems: [...mine, 'core.not_found', 'volunteers.terms_changed', 'volunteers.registration_cancelled'],
});

export const readMyCard = endpoint({
  method: 'GET',
  path: '/api/me/card',
  tag: 'volunteers',
  summary:
    'The card on the phone, the own one or that of a child the caller guards: name, number, and the rotating codes of the next hour, so that it shows without reception (P71)',
  access: 'signed_in',
  query: z.object({ child_id: id.optional() }),
  output: z.object({
    name: z.string(),
    number: z.string(),
    number_spelt: z.string(),
    document_zh: z.string(),
    document_en: z.string(),
    document_hint: z.string(),
    phone_hint: z.string(),
    insured_until: z.string().nullable(),
    organization_name: z.string(),
    labels: z.array(z.string()),
    now: instant,
    step_seconds: z.number().int(),
    codes: z.array(z.object({ step: z.number().int(), text: z.string(), short: z.string() })),
  }),
  problems: [...mine, 'volunteers.registration_cancelled', 'core.not_found'],
});

export const askMyGuardian = endpoint({
  method: 'POST',
  path: '/api/me/guardian-requests',
  tag: 'volunteers',
  owner_only: true,
  summary: 'Ask the guardian or teacher again, on an own phone',
  access: 'signed_in',
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
  body: z.strictObject({ confirms: z.literal(true), volunteer_id: id.optional() }),
  output: done,
  problems: [...mine, 'core.not_found', 'volunteers.has_sign_ups', 'volunteers.holds_office'],
});

const consentRow = z.object({
  id,
  kind: z.string(),
  zh: z.string(),
  en: z.string(),
  version: z.string(),
  given_by_name: z.string(),
  given_at: instant,
  withdrawn_at: instant.nullable(),
  can: can('withdraw'),
});
export const listConsents = endpoint({
  method: 'GET',
  path: '/api/me/consents',
  tag: 'volunteers',
  owner_only: true,
  summary: 'The consent ledger, each purpose apart',
  access: 'signed_in',
  output: z.object({
    rows: z.array(consentRow),
    open: z.array(z.object({ kind: z.enum(ownConsentKinds), zh: z.string(), en: z.string() })),
  }),
  problems: mine,
});
export const giveConsent = endpoint({
  method: 'POST',
  path: '/api/me/consents',
  tag: 'volunteers',
  owner_only: true,
  summary: 'Give one consent',
  access: 'signed_in',
  body: z.strictObject({ kind: z.enum(ownConsentKinds) }),
  output: done,
  problems: mine,
});
export const withdrawConsent = endpoint({
  method: 'DELETE',
  path: '/api/me/consents/{consent_id}',
  tag: 'volunteers',
  owner_only: true,
  summary: 'Withdraw a consent given for oneself or, as guardian or teacher, for a child',
  access: 'signed_in',
  params: z.object({ consent_id: id }),
  output: done,
  problems: ['core.not_found', 'volunteers.consent_kept'],
});

export const exportMe = endpoint({
  method: 'GET',
  path: '/api/me/export.json',
  tag: 'volunteers',
  summary: 'Everything the platform holds about the caller, by table (PIPL art. 45)',
  access: 'signed_in',
  output: file('application/json'),
  problems: [],
});
export const exportMeAsWorkbook = endpoint({
  method: 'GET',
  path: '/api/me/export.xlsx',
  tag: 'volunteers',
  summary: 'The same to read: one sheet a table',
  access: 'signed_in',
  output: workbook,
  problems: [],
});
export const listLooks = endpoint({
  method: 'GET',
  path: '/api/me/looks',
  tag: 'volunteers',
  owner_only: true,
  summary: 'Who looked at the caller’s (or the own child’s) full data, when and why',
  access: 'signed_in',
  output: z.object({
    rows: z.array(
      z.object({
        at: instant,
        person_name: z.string(),
        action: z.string(),
        reason: z.string().nullable(),
        subject_name: z.string(),
      }),
    ),
  }),
  problems: [],
});

export const cardKind = z.enum(['citizen_card', 'social_security_card']);
export const bindCard = endpoint({
  method: 'POST',
  path: '/api/me/cards',
  tag: 'volunteers',
  owner_only: true,
  summary: 'Link a citizen card or social-security card (P72)',
  access: 'signed_in',
  body: z.strictObject({ kind: cardKind, number: z.string().trim().min(1).max(40) }),
  output: z.object({ id, number_hint: z.string() }),
  problems: [...mine, 'volunteers.card_form', 'volunteers.card_taken', 'core.too_many_requests'],
});
export const unbindCard = endpoint({
  method: 'DELETE',
  path: '/api/me/cards/{card_id}',
  tag: 'volunteers',
  owner_only: true,
  summary: 'Unlink a card (P72)',
  access: 'signed_in',
  params: z.object({ card_id: id }),
  output: done,
  problems: [...mine, 'core.not_found'],
});

export const rightsMatter = z.object({
  id,
  kind: z.string(),
  kind_zh: z.string(),
  kind_en: z.string(),
  title: z.string(),
  content: z.string(),
  organization_name: z.string(),
  about_name: z.string().nullable(),
  filed_at: instant,
  due_on: z.string(),
  state: z.enum(['open', 'overdue', 'answered', 'closed']),
  answer: z.string().nullable(),
  answered_at: instant.nullable(),
  answered_by_name: z.string().nullable(),
});
export const listMyMatters = endpoint({
  method: 'GET',
  path: '/api/me/rights-matters',
  tag: 'volunteers',
  owner_only: true,
  summary: 'Rights matters raised by the caller, with answers (L43)',
  access: 'signed_in',
  output: z.object({
    rows: z.array(rightsMatter.extend({ can: can('close') })),
    teams: z.array(named),
    /** Bodies above these teams, nearest first: what is asked there the teams do not see. */ above: z.array(named),
  }),
  problems: mine,
});
export const fileMatter = endpoint({
  method: 'POST',
  path: '/api/me/rights-matters',
  tag: 'volunteers',
  owner_only: true,
  summary: 'Raise a rights matter with a team or association (L43)',
  access: 'signed_in',
  body: z.strictObject({
    organization_id: id,
    about_organization_id: id.nullable().default(null),
    kind: z.enum(rightsKindList as [string, ...string[]]),
    title: shortText,
    content: z.string().trim().min(2).max(4000),
  }),
  output: z.object({ id, due_on: businessDate }),
  problems: [
    ...mine,
    'core.not_found',
    'volunteers.matter_addressee',
    'volunteers.matter_about',
    'organizations.dissolved',
  ],
});
export const closeMatter = endpoint({
  method: 'POST',
  path: '/api/me/rights-matters/{matter_id}/closing',
  tag: 'volunteers',
  owner_only: true,
  summary: 'The volunteer is content, or gives up the matter',
  access: 'signed_in',
  params: z.object({ matter_id: id }),
  output: done,
  problems: ['core.not_found'],
});

export const listMyMerges = endpoint({
  method: 'GET',
  path: '/api/me/merge-requests',
  tag: 'volunteers',
  owner_only: true,
  summary: 'Requests to join two registrations, as seen by either side',
  access: 'signed_in',
  output: z.object({
    rows: z.array(
      z.object({
        id,
        side: z.enum(['kept', 'duplicate']),
        other_name: z.string(),
        other_number: z.string().nullable(),
        reason: z.string(),
        opened_at: instant,
        i_agreed: z.boolean(),
        other_agreed: z.boolean(),
        state: z.enum(mergeStates),
        carry_out_after: instant.nullable(),
        decision_reason: z.string().nullable(),
        can: can('agree', 'object'),
      }),
    ),
  }),
  problems: [],
});
export const answerMerge = endpoint({
  method: 'POST',
  path: '/api/me/merge-requests/{merge_id}/answer',
  tag: 'volunteers',
  owner_only: true,
  summary: 'Agree, or say that these are two people, also while a decided merge waits',
  access: 'signed_in',
  params: z.object({ merge_id: id }),
  body: z.strictObject({ agrees: z.boolean(), reason: reason.optional() }),
  output: done,
  problems: ['core.not_found', 'volunteers.merge_decided'],
});
