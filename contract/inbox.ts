import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { businessDate, instant } from './shapes.ts';

const words = z.object({ zh: z.string(), en: z.string() });

export const readInbox = endpoint({
  method: 'GET',
  path: '/api/my/inbox',
  tag: 'inbox',
  summary:
    'What the caller owes, at a desk and as a volunteer or guardian: one line each with its page, what is due first above, with exact counts',
  access: 'signed_in',
  output: z.object({
    count: z.number().int(),
    overdue: z.number().int(),
    rows: z.array(
      z.object({
        kind: z.string(),
        words,
        about: z.string().nullable(),
        place: z.string().nullable(),
        owed_to: words.nullable(),
        count: z.number().int(),
        overdue: z.number().int(),
        is_overdue: z.boolean(),
        href: z.string(),
        due_on: businessDate.nullable(),
        is_provisional: z.boolean(),
        since: instant.nullable(),
      }),
    ),
  }),
  problems: [],
});
