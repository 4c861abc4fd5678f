import { z } from 'zod';
import { ownConsentKinds } from '../../domain/volunteers/consent-kinds.ts';
import { endpoint } from '../endpoint.ts';
import { can, done, id, instant } from '../shapes.ts';
import { mine } from './my-shapes.ts';

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
  personal: true,
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
  personal: true,
  params: z.object({ consent_id: id }),
  output: done,
  problems: ['core.not_found', 'volunteers.consent_kept'],
});
