import { z } from 'zod';
import { ownerWays } from '../../domain/accounts/owner-proof.ts';
import { endpoint } from '../endpoint.ts';
import { can, done, id } from '../shapes.ts';
import { digits, phone } from './account-shapes.ts';

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
  personal: true,
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
  personal: true,
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
  personal: true,
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
  personal: true,
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
  personal: true,
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
  personal: true,
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
  personal: true,
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
  personal: true,
  output: z.object({ sent: z.literal(true), shown_code: z.string().nullable(), again_in_seconds: z.number().int() }),
  problems: ['accounts.no_phone', 'accounts.code_too_soon', 'core.too_many_requests', 'accounts.no_sender'],
});
