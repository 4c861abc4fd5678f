import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes.ts';

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
