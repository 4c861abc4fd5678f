import { z } from 'zod';
import { endpoint, file } from './endpoint.ts';
import { businessDate, instant } from './shapes.ts';

export const listSeals = endpoint({
  method: 'GET',
  path: '/api/seals',
  tag: 'ledger',
  summary:
    'The nightly seals, newest first: each root covers every account that moved, the audit events of the days before, and the root before it',
  access: 'public',
  query: z.object({ limit: z.coerce.number().int().min(1).max(400).default(30) }),
  output: z.object({
    rows: z.array(
      z.object({
        number: z.number().int(),
        sealed_on: businessDate,
        sealed_at: instant,
        audit_root: z.string(),
        head_count: z.number().int(),
        previous_root: z.string(),
        root: z.string(),
      }),
    ),
  }),
  problems: [],
});

export const listSealRoots = endpoint({
  method: 'GET',
  path: '/api/seal-roots',
  tag: 'ledger',
  summary:
    'All roots as lines of text, a day and its root, oldest first: keep a copy elsewhere and give it to `npm run verify -- --seals FILE`',
  access: 'public',
  output: file('text/plain; charset=utf-8'),
  problems: [],
});
