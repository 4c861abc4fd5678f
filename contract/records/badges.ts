import { z } from 'zod';
import { endpoint, file } from '../endpoint.ts';
import { id, year } from '../shapes.ts';
import { one } from './certificates.ts';

export const readCertificateBadge = endpoint({
  method: 'GET',
  path: '/api/certificates/{volunteer_id}/{certificate_id}/badge',
  tag: 'records',
  owner_only: true,
  summary: 'The same as an Open Badges 3.0 credential, signed as a JWT',
  access: 'signed_in',
  params: z.object(one),
  output: z.object({ jwt: z.string(), credential: z.record(z.string(), z.unknown()) }),
  problems: ['core.not_found'],
});

export const readBadgeKeys = endpoint({
  method: 'GET',
  path: '/api/badge-keys',
  tag: 'records',
  summary: 'The public key that verifies badges',
  access: 'public',
  output: z.object({
    keys: z.array(
      z.object({ kty: z.string(), crv: z.string(), x: z.string(), kid: z.string(), alg: z.string(), use: z.string() }),
    ),
  }),
  problems: [],
});

const ofIssuer = { organization_id: id };
export const readBadgeIssuer = endpoint({
  method: 'GET',
  path: '/api/badge-issuers/{organization_id}',
  tag: 'records',
  summary: 'The issuer of a badge as JSON-LD: its profile and the keys that assert for it',
  access: 'public',
  params: z.object(ofIssuer),
  output: file('application/ld+json'),
  problems: ['core.not_found'],
});

export const readBadgeKey = endpoint({
  method: 'GET',
  path: '/api/badge-issuers/{organization_id}/keys/{key_id}',
  tag: 'records',
  summary: 'What the kid of a badge leads to: the verification method with its public key',
  access: 'public',
  params: z.object({ ...ofIssuer, key_id: z.string().max(64) }),
  output: file('application/ld+json'),
  problems: ['core.not_found'],
});

export const readBadgeStatus = endpoint({
  method: 'GET',
  path: '/api/badge-issuers/{organization_id}/status/{year}',
  tag: 'records',
  summary:
    'Which badges of an issuer and year count no more, as a bitstring status list credential: JSON-LD where JSON is asked for, otherwise signed (application/vc+jwt)',
  access: 'public',
  params: z.object({ ...ofIssuer, year }),
  output: file('application/vc+jwt'),
  problems: ['core.not_found'],
});
