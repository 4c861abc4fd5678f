import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { businessDate, instant } from './shapes.ts';

export const listSeals = endpoint({
  method: 'GET', path: '/api/seals', tag: 'ledger',
  summary: 'The nightly seals, newest first: each root covers every account that moved, the audit events of the days before, and the root before it',
  access: 'public',
  query: z.object({ limit: z.coerce.number().int().min(1).max(400).default(30) }),
  output: z.object({ rows: z.array(z.object({ number: z.number().int(), sealed_on: businessDate, sealed_at: instant, audit_root: z.string(), head_count: z.number().int(), previous_root: z.string(), root: z.string() })) }),
  problems: [],
});
