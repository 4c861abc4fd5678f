import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { businessDate, done, id, instant } from '../shapes.ts';
import { phone, digits, signedIn, linkToken } from './account-shapes.ts';

export const sendCode = endpoint({
  method: 'POST',
  path: '/api/sign-in/codes',
  tag: 'accounts',
  keyed: false,
  summary:
    'Send a one-time code to a phone, good in the browser that asks; outside production the code is in the answer',
  access: 'public',
  personal: true,
  body: z.strictObject({ phone, purpose: z.enum(['sign_in', 'change_phone']).default('sign_in') }),
  output: z.object({ sent: z.literal(true), shown_code: z.string().nullable(), again_in_seconds: z.number().int() }),
  problems: ['accounts.phone_wrong', 'accounts.code_too_soon', 'core.too_many_requests', 'accounts.no_sender'],
});

export const signInByCode = endpoint({
  method: 'POST',
  path: '/api/sign-in/code',
  tag: 'accounts',
  keyed: false,
  summary: 'Sign in by phone and code; an unknown phone opens an account',
  access: 'public',
  personal: true,
  body: z.strictObject({ phone, code: digits }),
  output: signedIn,
  problems: [
    'accounts.phone_wrong',
    'accounts.wrong_code',
    'accounts.code_expired',
    'accounts.code_not_here',
    'core.too_many_requests',
  ],
});

export const signInByPassword = endpoint({
  method: 'POST',
  path: '/api/sign-in/password',
  tag: 'accounts',
  keyed: false,
  summary: 'Sign in by phone and password, with the digits of the authenticator where there is one',
  access: 'public',
  personal: true,
  body: z.strictObject({ phone, password: z.string().min(1).max(200), digits: digits.optional() }),
  output: signedIn,
  problems: [
    'accounts.phone_wrong',
    'accounts.wrong_sign_in',
    'accounts.locked',
    'accounts.totp_needed',
    'accounts.totp_wrong',
    'accounts.totp_used',
    'core.too_many_requests',
  ],
});

export const openSignInLink = endpoint({
  method: 'POST',
  path: '/api/sign-in/link/opening',
  tag: 'accounts',
  keyed: false,
  summary:
    'Open a sign-in link: whose account it is, and for whoever holds a role the secret for the authenticator; the first opening is told',
  access: 'public',
  personal: true,
  body: z.strictObject({ token: linkToken }),
  output: z.object({
    name: z.string(),
    phone_hint: z.string(),
    organization_id: id.nullable(),
    authenticator: z.object({ secret: z.string(), uri: z.string() }).nullable(),
    expires_at: instant,
  }),
  problems: ['accounts.link_over', 'core.too_many_requests'],
});

export const useSignInLink = endpoint({
  method: 'POST',
  path: '/api/sign-in/link',
  tag: 'accounts',
  keyed: false,
  summary: 'Set a password, and an authenticator where a role is held, by a link that is good once, and sign in',
  access: 'public',
  personal: true,
  body: z.strictObject({ token: linkToken, password: z.string().min(1).max(200), digits: digits.optional() }),
  output: signedIn,
  problems: [
    'accounts.link_over',
    'accounts.totp_not_started',
    'accounts.totp_needed',
    'accounts.totp_wrong',
    'accounts.totp_used',
    'accounts.locked',
    'accounts.password_short',
    'accounts.password_common',
    'accounts.password_personal',
    'core.too_many_requests',
  ],
});

export const giveSecondFactor = endpoint({
  method: 'POST',
  path: '/api/sign-in/second-factor',
  tag: 'accounts',
  keyed: false,
  summary: 'Give the digits of the authenticator for this session, which goes on under a new token',
  access: 'signed_in',
  personal: true,
  body: z.strictObject({ digits }),
  output: done,
  problems: ['accounts.totp_not_started', 'accounts.totp_wrong', 'accounts.totp_used', 'accounts.locked'],
});

export const listDemonstrationPeople = endpoint({
  method: 'GET',
  path: '/api/sign-in/demonstration-people',
  tag: 'accounts',
  summary: 'The invented people of a demonstration installation, offered on the sign-in page',
  access: 'public',
  output: z.object({
    rows: z.array(
      z.object({ person_id: id, name: z.string(), title_zh: z.string(), title_en: z.string(), surface: z.string() }),
    ),
  }),
  problems: [],
});

export const signInAsDemonstration = endpoint({
  method: 'POST',
  path: '/api/sign-in/demonstration',
  tag: 'accounts',
  keyed: false,
  summary: 'Sign in as an invented person with one tap; only where demonstration people exist',
  access: 'public',
  personal: true,
  body: z.strictObject({ person_id: id }),
  output: z.object({ person_id: id, surface: z.string() }),
  problems: ['accounts.no_demonstration'],
});

export const signOut = endpoint({
  method: 'POST',
  path: '/api/sign-out',
  tag: 'accounts',
  keyed: false,
  summary: 'End this session',
  access: 'signed_in',
  personal: true,
  output: done,
  problems: [],
});

export const listDataViewers = endpoint({
  method: 'GET',
  path: '/api/people/{person_id}/data-viewers',
  tag: 'accounts',
  owner_only: true,
  summary: 'Who can see this person’s data: for the person, a guardian, or staff who may read the roster there',
  access: ['own', 'volunteers.read'],
  params: z.object({ person_id: id }),
  query: z.object({ on: businessDate.optional() }),
  output: z.object({
    places: z.array(z.object({ name_zh: z.string(), because: z.enum(['home', 'membership', 'activity']) })),
    rows: z.array(
      z.object({
        person_name: z.string(),
        role_name: z.string(),
        organization_name: z.string(),
        sees: z.array(z.string()),
        until: z.string().nullable(),
      }),
    ),
  }),
  problems: ['core.not_found'],
});
