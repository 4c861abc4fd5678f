import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { done, id } from '../shapes.ts';

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
  personal: true,
  body: z.strictObject({ ids: z.array(id).max(100).optional() }),
  output: z.object({ unread: z.number().int() }),
  problems: [],
});

const choice = z.object({ is_on: z.boolean(), may_change: z.boolean() });

export const readNoticePreferences = endpoint({
  method: 'GET',
  path: '/api/me/notice-preferences',
  tag: 'accounts',
  owner_only: true,
  summary: 'Each kind of message that the caller may get, noun by noun, and by which ways it comes',
  access: 'signed_in',
  output: z.object({
    /** Whether text messages go out here at all. */
    sends_sms: z.boolean(),
    /** Hours of the day without them; null: none. */
    quiet_hours: z.object({ from: z.number().int(), until: z.number().int() }).nullable(),
    groups: z.array(
      z.object({
        noun: z.string(),
        title: z.string(),
        kinds: z.array(z.object({ kind: z.string(), title: z.string(), in_app: choice, sms: choice.nullable() })),
      }),
    ),
  }),
  problems: [],
});

export const setNoticePreference = endpoint({
  method: 'PUT',
  path: '/api/me/notice-preferences',
  tag: 'accounts',
  owner_only: true,
  summary: 'Switch one way of one kind of message on or off; security and one’s own rights stay on',
  access: 'signed_in',
  personal: true,
  body: z.strictObject({ kind: z.string().max(80), channel: z.enum(['in_app', 'sms']), is_on: z.boolean() }),
  output: done,
  problems: ['accounts.notice_stays'],
});
