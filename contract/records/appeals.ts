import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, longText, reason } from '../shapes.ts';
import { askedOnce, evidenceFiles } from './record-shapes.ts';

export const requestAppeal = endpoint({
  method: 'POST',
  path: '/api/appeals',
  tag: 'records',
  owner_only: true,
  summary:
    'Appeal against the strike of one’s own hours: one person handles it, the level above the one that struck decides',
  access: 'signed_in',
  personal: true,
  body: z.object({ record_id: id, reason }),
  output: z.object({ proposal_id: id }),
  problems: [
    'core.not_found',
    'records.state_forbids',
    'records.correction_open',
    'records.books_disagree',
    'core.request_key_reused',
  ],
});

export const proposeAppeal = endpoint({
  method: 'POST',
  path: '/api/service-records/{volunteer_id}/{record_id}/appeals',
  tag: 'records',
  summary:
    'Staff who see that a strike was wrong appeal for the volunteer: the first seal; the level above the one that struck decides',
  access: 'records.propose',
  params: z.object({ volunteer_id: id, record_id: id }),
  body: z.object({ reason, evidence: longText.default(''), ...evidenceFiles }),
  output: z.object({ proposal_id: id }),
  problems: [
    'core.not_found',
    'core.forbidden',
    'records.own_hours',
    'records.own_strike',
    'records.state_forbids',
    'records.correction_open',
    'records.books_disagree',
    ...askedOnce,
  ],
});
