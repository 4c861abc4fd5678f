/** Who lost the phone: staff help with the document, a second person agrees, the old number may object. */
import { z } from 'zod';
import { documentTypes, type DocumentType } from '../../domain/volunteers/identity.ts';
import { recoveryStates } from '../../domain/volunteers/phone-recovery.ts';
import { endpoint } from '../endpoint.ts';
import { can, done, id, instant, paging, pageOf, reason } from '../shapes.ts';

const documentType = z.enum(Object.keys(documentTypes) as [DocumentType, ...DocumentType[]]);
const state = z.enum(recoveryStates);

export const askPhoneRecovery = endpoint({
  method: 'POST',
  path: '/api/volunteers/{volunteer_id}/phone-recoveries',
  tag: 'volunteers',
  summary:
    'Propose a new sign-in phone for a person who lost the old one, with the document seen; another person decides',
  access: 'volunteers.merge',
  params: z.object({ volunteer_id: id }),
  body: z.strictObject({
    phone: z.string().trim().min(5).max(30),
    document_type: documentType,
    document_number: z.string().trim().min(1).max(40).optional(),
    reason,
  }),
  output: z.object({ id }),
  problems: [
    'core.not_found',
    'core.forbidden',
    'core.too_many_requests',
    'core.two_people',
    'accounts.phone_wrong',
    'accounts.phone_taken',
    'accounts.phone_same',
    'volunteers.recovery_own',
    'volunteers.recovery_document',
    'volunteers.recovery_child',
    'volunteers.recovery_staff',
    'volunteers.recovery_waits_already',
  ],
});

export const listPhoneRecoveries = endpoint({
  method: 'GET',
  path: '/api/phone-recoveries',
  tag: 'volunteers',
  summary: 'Proposed new phones, open ones first',
  access: 'volunteers.merge',
  query: z.strictObject(paging),
  output: pageOf(
    z.object({
      id,
      volunteer: z.object({ id, name_hint: z.string(), number: z.string() }),
      organization_name: z.string(),
      phone_hint: z.string(),
      old_phone_hint: z.string().nullable(),
      document_type: documentType,
      is_document_compared: z.boolean(),
      reason: z.string(),
      opened_by_name: z.string(),
      opened_at: instant,
      state,
      decided_by_name: z.string().nullable(),
      decided_at: instant.nullable(),
      decision_reason: z.string().nullable(),
      carry_out_after: instant.nullable(),
      is_mine: z.boolean(),
      can: can('approve', 'refuse'),
    }),
  ),
  problems: ['core.forbidden', 'core.invalid_input'],
});

export const decidePhoneRecovery = endpoint({
  method: 'POST',
  path: '/api/phone-recoveries/{recovery_id}/decision',
  tag: 'volunteers',
  summary:
    'Another person approves: the old number is told and may object for some days, then the new phone is bound and all sessions end. Or refuses, also while it waits',
  access: 'volunteers.merge',
  params: z.object({ recovery_id: id }),
  body: z.strictObject({ approves: z.boolean(), reason }),
  output: z.object({
    carry_out_after: instant.nullable(),
    shown_link: z.string().nullable().meta({ description: 'Outside production: the link that the old number gets' }),
  }),
  problems: [
    'core.not_found',
    'core.forbidden',
    'core.two_people',
    'accounts.phone_taken',
    'volunteers.recovery_own',
    'volunteers.recovery_second_person',
    'volunteers.recovery_staff',
    'volunteers.recovery_decided',
  ],
});

export const listMyPhoneRecoveries = endpoint({
  method: 'GET',
  path: '/api/me/phone-recoveries',
  tag: 'volunteers',
  owner_only: true,
  summary: 'New phones that were proposed for the caller and are not bound yet',
  access: 'signed_in',
  output: z.object({
    rows: z.array(
      z.object({
        id,
        phone_hint: z.string(),
        state,
        carry_out_after: instant.nullable(),
        opened_at: instant,
        can: can('object'),
      }),
    ),
  }),
  problems: [],
});

export const objectToPhoneRecovery = endpoint({
  method: 'POST',
  path: '/api/me/phone-recoveries/{recovery_id}/objection',
  tag: 'volunteers',
  owner_only: true,
  summary: 'Say that one did not ask for the new phone: it is not bound',
  access: 'signed_in',
  personal: true,
  params: z.object({ recovery_id: id }),
  output: done,
  problems: ['core.not_found', 'volunteers.recovery_decided'],
});

export const sayNotMine = endpoint({
  method: 'POST',
  path: '/api/me/not-mine',
  tag: 'volunteers',
  keyed: false,
  summary:
    'A code opened somebody else’s account: sign out, release the number from it, lock it until staff bind another phone, and tell staff',
  access: 'signed_in',
  personal: true,
  output: done,
  problems: ['accounts.owner_shown'],
});

export const objectByLink = endpoint({
  method: 'POST',
  path: '/api/phone-recovery-objections',
  tag: 'volunteers',
  keyed: false,
  summary: 'The same by the link that the old number got, good while the new phone is not bound',
  access: 'public',
  personal: true,
  body: z.strictObject({
    token: z
      .string()
      .length(43)
      .regex(/^[\w-]{43}$/),
  }),
  output: done,
  problems: ['volunteers.objection_over', 'core.too_many_requests'],
});
