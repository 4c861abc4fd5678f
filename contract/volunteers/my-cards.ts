import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { done, id, instant } from '../shapes.ts';
import { mine } from './my-shapes.ts';

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

export const cardKind = z.enum(['citizen_card', 'social_security_card']);
export const bindCard = endpoint({
  method: 'POST',
  path: '/api/me/cards',
  tag: 'volunteers',
  owner_only: true,
  summary: 'Link a citizen card or social-security card (P72)',
  access: 'signed_in',
  personal: true,
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
  personal: true,
  params: z.object({ card_id: id }),
  output: done,
  problems: [...mine, 'core.not_found'],
});
