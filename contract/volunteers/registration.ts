/** Becoming a volunteer: by oneself, and for children through a guardian's own phone. */
import { z } from 'zod';
import { documentTypes, type DocumentType } from '../../domain/volunteers/identity.ts';
import { endpoint } from '../endpoint.ts';
import { businessDate, done, id, instant, shortText } from '../shapes.ts';

export const documentType = z.enum(Object.keys(documentTypes) as [DocumentType, ...DocumentType[]]);
export const terms = z.object({
  version: z.string(),
  issuer_name: z.string(),
  rights_zh: z.string(),
  rights_en: z.string(),
  duties_zh: z.string(),
  duties_en: z.string(),
});
const words = z.object({ zh: z.string(), en: z.string() });
const documentProblems = [
  'volunteers.document_missing',
  'volunteers.document_length',
  'volunteers.document_old',
  'volunteers.document_character',
  'volunteers.document_region',
  'volunteers.document_birth_date',
  'volunteers.document_check',
  'volunteers.document_form',
  'volunteers.document_type_mismatch',
  'volunteers.birth_date_missing',
  'volunteers.birth_date_unreal',
  'volunteers.birth_date_mismatch',
  'volunteers.name_missing',
  'volunteers.name_character',
  'volunteers.name_length',
] as const;
const phoneProblems = [
  'volunteers.phone_missing',
  'volunteers.phone_length',
  'volunteers.phone_form',
  'volunteers.phone_landline',
] as const;
export const registrationProblems = [
  'organizations.dissolved',
  ...documentProblems,
  'core.not_found',
  'core.conflict',
  'volunteers.too_young',
  'volunteers.guardian_first',
  'volunteers.terms_changed',
  'volunteers.already_registered',
  'volunteers.document_of_another',
  'numbering.series_full',
] as const;
export const askProblems = [
  ...phoneProblems,
  'volunteers.guardian_asked_often',
  'volunteers.guardian_own_phone',
  'volunteers.guardian_same_phone',
] as const;

/** Development only: what would have gone to the phones of those who must agree. */
export const shown_messages = z.array(z.string());

export const readRegistration = endpoint({
  method: 'GET',
  path: '/api/registration',
  tag: 'volunteers',
  summary:
    'What a newcomer reads first: the spirit (L07), rights and duties in force at an organisation (S17), and the ages of its rule book',
  access: 'public',
  query: z.object({ organization_id: id.optional(), campaign: z.string().trim().max(60).optional() }),
  output: z.object({
    organization: z.object({ id, name: z.string() }).nullable(),
    campaign: z.object({ id, name: z.string(), organization: z.object({ id, name: z.string() }) }).nullable(),
    spirit: z.array(words),
    terms,
    ages: z.object({
      minimum_age: z.number().int(),
      guardian_under_age: z.number().int(),
      self_supporting_age: z.number().int(),
      storage_consent_under_age: z.number().int(),
    }),
    compounds: z.array(z.object({ id, name: z.string() })),
  }),
  problems: ['core.not_found'],
});

export const register = endpoint({
  method: 'POST',
  path: '/api/registration',
  tag: 'volunteers',
  summary:
    'Register oneself with real name and document; minors and pupils name who must agree (L07, S03, S17, P52, P56)',
  access: 'signed_in',
  personal: true,
  body: z.object({
    name: shortText,
    document_type: documentType.optional(),
    document_number: z.string().trim().min(1).max(40),
    birth_date: businessDate.nullish(),
    organization_id: id,
    compound_id: id.nullish(),
    campaign: z.string().trim().max(60).nullish(),
    is_pupil: z.boolean().default(false),
    is_self_supporting: z.boolean().default(false),
    is_league_member: z.boolean().default(false),
    school: z.string().trim().max(80).nullish(),
    guardian_phone: z.string().trim().max(30).nullish(),
    teacher_phone: z.string().trim().max(30).nullish(),
    acknowledges_spirit: z.literal(true),
    terms_version: z.string().max(60),
  }),
  output: z.object({
    outcome: z.enum(['registered', 'claimed', 'merge_requested']),
    volunteer_id: id.nullable(),
    number: z.string().nullable(),
    waits_for: z.array(z.enum(['parent', 'teacher'])),
    shown_messages,
  }),
  problems: [
    ...registrationProblems,
    ...askProblems,
    'volunteers.guardian_phone_missing',
    'volunteers.teacher_phone_missing',
    'core.too_many_requests',
  ],
});

export const askGuardian = endpoint({
  method: 'POST',
  path: '/api/guardian-requests',
  tag: 'volunteers',
  summary:
    'A child under 14 names a guardian’s phone; nothing of the child is stored before the guardian agrees (PIPL art. 31)',
  access: 'public',
  personal: true,
  body: z.object({ guardian_phone: z.string().trim().min(1).max(30), organization_id: id.nullish() }),
  output: z.object({ request_id: id, expires_at: instant, shown_message: z.string().nullable() }),
  problems: [...askProblems, 'core.too_many_requests'],
});

export const listGuardianRequests = endpoint({
  method: 'GET',
  path: '/api/guardian-requests',
  tag: 'volunteers',
  owner_only: true,
  summary: 'Requests that wait for the signed-in guardian or teacher, and children agreed for before',
  access: 'signed_in',
  output: z.object({
    rows: z.array(
      z.object({
        id,
        role: z.enum(['parent', 'teacher']),
        created_at: instant,
        expires_at: instant,
        organization: z.object({ id, name: z.string() }).nullable(),
        child: z.object({ id, name: z.string(), school: z.string().nullable(), is_pupil: z.boolean() }).nullable(),
      }),
    ),
    wards: z.array(
      z.object({
        child_id: id,
        name: z.string(),
        number: z.string(),
        relation: z.string(),
        confirmed_at: instant,
        consent_id: id.nullable(),
        withdrawn_at: instant.nullable(),
      }),
    ),
    my_name: z.string().nullable(),
  }),
  problems: [],
});

const requestParams = z.object({ request_id: id });

export const confirmGuardian = endpoint({
  method: 'POST',
  path: '/api/guardian-requests/{request_id}/confirmation',
  tag: 'volunteers',
  owner_only: true,
  summary:
    'The guardian or teacher agrees on an own phone; for a child under 14 the guardian gives the child’s data (P56, R62)',
  access: 'signed_in',
  personal: true,
  params: requestParams,
  body: z.object({
    guardian_name: shortText,
    relation: z.enum(['parent', 'other_guardian', 'teacher']).default('parent'),
    child: z
      .object({
        name: shortText,
        document_type: documentType.optional(),
        document_number: z.string().trim().min(1).max(40),
        birth_date: businessDate.nullish(),
        organization_id: id,
        is_pupil: z.boolean(),
        school: z.string().trim().max(80).nullish(),
        teacher_phone: z.string().trim().max(30).nullish(),
        compound_id: id.nullish(),
        acknowledges_spirit: z.literal(true),
        terms_version: z.string().max(60),
      })
      .optional(),
  }),
  output: z.object({ child_id: id, number: z.string().nullable() }),
  problems: [
    ...registrationProblems,
    ...askProblems,
    'core.invalid_input',
    'volunteers.teacher_phone_missing',
    'volunteers.guardian_request_over',
    'volunteers.guardian_is_child',
    'volunteers.guardian_is_minor',
    'volunteers.teacher_is_parent',
    'volunteers.parent_is_teacher',
    'volunteers.guardian_same_name',
    'core.too_many_requests',
  ],
});

export const refuseGuardian = endpoint({
  method: 'POST',
  path: '/api/guardian-requests/{request_id}/refusal',
  tag: 'volunteers',
  owner_only: true,
  summary: 'The guardian or teacher says no',
  access: 'signed_in',
  personal: true,
  params: requestParams,
  output: done,
  problems: [
    'core.not_found',
    'volunteers.guardian_request_over',
    'volunteers.guardian_is_child',
    'volunteers.guardian_is_minor',
  ],
});
