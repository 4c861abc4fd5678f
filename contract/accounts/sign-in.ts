import { z } from 'zod';
import { ownerWays } from '../../domain/accounts/owner-proof.ts';
import { endpoint } from '../endpoint.ts';
import { businessDate, can, done, id, instant } from '../shapes.ts';

const phone = z.string().trim().min(5).max(30);
const digits = z
  .string()
  .trim()
  .max(6)
  .regex(/^\d{6}$/);
const signedIn = z.object({
  person_id: id,
  is_new: z.boolean(),
  must_show_owner: z
    .boolean()
    .meta({ description: 'A code alone on a device that is not known: show something that the owner knows' }),
  second_factor: z
    .enum(['none', 'done', 'needed', 'enrol'])
    .meta({ description: 'needed: give the digits; enrol: staff without an authenticator' }),
});

export const sendCode = endpoint({
  method: 'POST',
  path: '/api/sign-in/codes',
  tag: 'accounts',
  keyed: false,
  summary:
    'Send a one-time code to a phone, good in the browser that asks; outside production the code is in the answer',
  access: 'public',
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

const linkToken = z
  .string()
  .length(43)
  .regex(/^[\w-]{43}$/);

export const openSignInLink = endpoint({
  method: 'POST',
  path: '/api/sign-in/link/opening',
  tag: 'accounts',
  keyed: false,
  summary:
    'Open a sign-in link: whose account it is, and for whoever holds a role the secret for the authenticator; the first opening is told',
  access: 'public',
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
  output: done,
  problems: [],
});

export const readSecurity = endpoint({
  method: 'GET',
  path: '/api/me/security',
  tag: 'accounts',
  summary: 'How the caller signs in, and the signed-in devices',
  access: 'signed_in',
  output: z.object({
    phone_hint: z.string().nullable(),
    has_password: z.boolean(),
    has_authenticator: z.boolean(),
    is_staff: z.boolean(),
    can: can('replace_password', 'change_phone_freely'),
    sessions: z.array(
      z.object({
        id,
        device: z.string(),
        created_at: z.string(),
        last_seen_at: z.string(),
        is_current: z.boolean(),
        has_second_factor: z.boolean(),
        is_owner_shown: z.boolean(),
        can: can('end', 'confirm_owner'),
      }),
    ),
  }),
  problems: [],
});

export const endSession = endpoint({
  method: 'DELETE',
  path: '/api/me/sessions/{session_id}',
  tag: 'accounts',
  summary: 'End one of the caller’s own sessions; another one than this soon after signing in',
  access: 'signed_in',
  params: z.object({ session_id: id }),
  output: done,
  problems: ['core.not_found', 'accounts.sign_in_again'],
});

export const setPassword = endpoint({
  method: 'PUT',
  path: '/api/me/password',
  tag: 'accounts',
  owner_only: true,
  keyed: false,
  summary: 'Set a password by giving the present one, or soon after a sign-in by code; other sessions end',
  access: 'signed_in',
  body: z.strictObject({ password: z.string().max(200), current: z.string().max(200).optional() }),
  output: done,
  problems: [
    'accounts.password_short',
    'accounts.password_common',
    'accounts.password_personal',
    'accounts.wrong_sign_in',
    'accounts.locked',
    'accounts.sign_in_again',
    'accounts.prove_by_code',
    'accounts.totp_needed',
  ],
});

export const startAuthenticator = endpoint({
  method: 'POST',
  path: '/api/me/authenticator',
  tag: 'accounts',
  owner_only: true,
  keyed: false,
  summary: 'Begin adding an authenticator (TOTP), soon after signing in; it counts once confirmed',
  access: 'signed_in',
  output: z.object({ uri: z.string(), secret: z.string() }),
  problems: ['accounts.totp_needed', 'accounts.sign_in_again'],
});

export const confirmAuthenticator = endpoint({
  method: 'PUT',
  path: '/api/me/authenticator',
  tag: 'accounts',
  owner_only: true,
  keyed: false,
  summary: 'Confirm the authenticator by its digits; other sessions end',
  access: 'signed_in',
  body: z.strictObject({ digits }),
  output: done,
  problems: ['accounts.totp_not_started', 'accounts.totp_wrong', 'accounts.totp_used', 'accounts.locked'],
});

export const showOwner = endpoint({
  method: 'POST',
  path: '/api/me/owner-proof',
  tag: 'accounts',
  keyed: false,
  summary:
    'Show that the signed-in person owns the account: the last six characters of the document, the password, the digits of the authenticator, or the birth date where nothing better is held',
  access: 'signed_in',
  body: z.strictObject({ way: z.enum(ownerWays), value: z.string().trim().min(1).max(200) }),
  output: done,
  problems: ['accounts.owner_wrong', 'accounts.owner_shown', 'accounts.owner_tries', 'accounts.locked'],
});

export const confirmOwnSession = endpoint({
  method: 'POST',
  path: '/api/me/sessions/{session_id}/owner',
  tag: 'accounts',
  owner_only: true,
  summary: 'From a known device: another session, begun by a code on a new device, is the caller’s too',
  access: 'signed_in',
  params: z.object({ session_id: id }),
  output: done,
  problems: ['core.not_found'],
});

export const changePhone = endpoint({
  method: 'PUT',
  path: '/api/me/phone',
  tag: 'accounts',
  owner_only: true,
  keyed: false,
  summary:
    'Change the sign-in phone by a code sent to the new one; soon after signing in, or by the password or a code sent to the old one. Other sessions end, the old phone is told',
  access: 'signed_in',
  body: z.strictObject({
    phone,
    code: digits,
    password: z.string().min(1).max(200).optional(),
    old_code: digits.optional(),
  }),
  output: z.object({ phone_hint: z.string() }),
  problems: [
    'accounts.phone_wrong',
    'accounts.phone_taken',
    'accounts.phone_same',
    'accounts.wrong_code',
    'accounts.code_expired',
    'accounts.code_not_here',
    'accounts.prove_for_phone',
    'accounts.wrong_password',
    'accounts.locked',
  ],
});

export const sendOldPhoneCode = endpoint({
  method: 'POST',
  path: '/api/me/phone/codes',
  tag: 'accounts',
  owner_only: true,
  keyed: false,
  summary: 'Send a code to the caller’s present phone, by which it may be left for another',
  access: 'signed_in',
  output: z.object({ sent: z.literal(true), shown_code: z.string().nullable(), again_in_seconds: z.number().int() }),
  problems: ['accounts.no_phone', 'accounts.code_too_soon', 'core.too_many_requests', 'accounts.no_sender'],
});

export const listNotices = endpoint({
  method: 'GET',
  path: '/api/me/notices',
  tag: 'accounts',
  owner_only: true,
  summary: 'The caller’s messages, newest first; the sentence follows the language of the request',
  access: 'signed_in',
  query: z.object({
    cursor: z.string().max(400).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(30),
    unread: z.enum(['yes']).optional(),
  }),
  output: z.object({
    rows: z.array(
      z.object({
        id,
        at: z.string(),
        kind: z.string(),
        sentence: z.string(),
        link: z.string().nullable(),
        is_read: z.boolean(),
      }),
    ),
    next_cursor: z.string().nullable(),
    unread: z.number().int(),
  }),
  problems: [],
});

export const readNotices = endpoint({
  method: 'PUT',
  path: '/api/me/notices/read',
  tag: 'accounts',
  keyed: false,
  summary: 'Mark messages as read: the named ones, or all up to now',
  access: 'signed_in',
  body: z.strictObject({ ids: z.array(id).max(100).optional() }),
  output: z.object({ unread: z.number().int() }),
  problems: [],
});

export const listDataViewers = endpoint({
  method: 'GET',
  path: '/api/people/{person_id}/seers',
  tag: 'accounts',
  owner_only: true,
  summary: 'Who can see this person’s data: for the person, a guardian, or staff who may read the roster there',
  access: 'signed_in',
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
