import { z } from 'zod';
import { purposes, type Purpose } from '../../domain/records/certificate.ts';
import { seals } from '../../domain/records/presence.ts';
import { certificateColumns, certificateFigures } from '../../domain/records/certificate-columns.ts';
import { endpoint, file } from '../endpoint.ts';
import { listing, listOf } from '../facts.ts';
import {
  businessDate,
  can,
  id,
  inPeriod,
  instant,
  longestYears,
  minutes,
  personWords,
  phoneText,
  reason,
} from '../shapes.ts';

const purpose = z.enum(Object.keys(purposes) as [Purpose, ...Purpose[]]);
const state = z.enum(['valid', 'superseded', 'revoked']);
export const one = { volunteer_id: id, certificate_id: id };
const ask = { purpose, from: businessDate, until: businessDate };
const issued = z.object({ ...one, number: z.string(), code: z.string(), total_minutes: minutes });
const row = {
  ...one,
  number: z.string(),
  code: z.string(),
  purpose,
  organization_name: z.string(),
  period_from: businessDate,
  period_until: businessDate,
  services: z.number().int(),
  total_minutes: minutes,
  issued_at: instant,
  state,
};

export const issueMyCertificate = endpoint({
  method: 'POST',
  path: '/api/my/certificates',
  tag: 'records',
  owner_only: true,
  summary:
    'A certificate of my own confirmed credit hours, or of those of a child I guard, at once and free of charge, for one of the uses of P28',
  access: 'signed_in',
  personal: true,
  body: z
    .strictObject({
      ...ask,
      organization_id: id.optional(),
      child_id: id.optional().meta({ description: 'A child whom the caller guards; nobody else’s id is taken' }),
    })
    .superRefine(inPeriod(longestYears.summed)),
  output: issued,
  problems: [
    'core.not_found',
    'volunteers.not_registered',
    'records.nothing_to_certify',
    'core.character_unprintable',
    'records.books_disagree',
    'records.period_invalid',
    'numbering.series_full',
    'core.request_key_reused',
    'organizations.dissolved',
  ],
});

export const issueCertificate = endpoint({
  method: 'POST',
  path: '/api/certificates',
  tag: 'records',
  summary:
    'Staff issue a certificate: only of services that their organisation ran, or a roll-up with one line per organisation below. An issuer without a phone is asked for it, and keeps it',
  access: 'records.certify',
  body: z
    .object({ ...ask, volunteer_id: id, organization_id: id, contact_phone: phoneText.optional() })
    .superRefine(inPeriod(longestYears.summed)),
  output: issued,
  problems: [
    'core.not_found',
    'core.forbidden',
    'records.nothing_to_certify',
    'core.character_unprintable',
    'records.books_disagree',
    'records.period_invalid',
    'numbering.series_full',
    'records.own_hours',
    'records.issuer_phone_missing',
    'organizations.phone_form',
    'core.request_key_reused',
    'organizations.dissolved',
  ],
});

export const listMyCertificates = endpoint({
  method: 'GET',
  path: '/api/my/certificates',
  tag: 'records',
  owner_only: true,
  summary:
    "My certificates, or those of a child I guard, newest first; the holder key proves that the badge is mine: SHA-256 of key and salt is the badge's identity hash",
  access: 'signed_in',
  query: z.strictObject({ child_id: id.optional() }),
  output: z.object({
    rows: z.array(z.object({ ...row, holder_key: z.string() })),
    issuers: z.array(z.object({ organization_id: id, name: z.string(), minutes })),
  }),
  problems: ['core.not_found', 'volunteers.not_registered'],
});

export const listCertificates = endpoint({
  method: 'GET',
  path: '/api/certificates',
  tag: 'records',
  summary: 'The archive of certificates issued here and below, newest first',
  access: 'records.certify',
  query: z.object({ ...personWords, volunteer_id: id.optional(), ...listing(certificateColumns) }),
  output: listOf(
    z.object({ ...row, volunteer_name: z.string(), volunteer_number: z.string(), can: can('revoke') }),
    certificateFigures,
  ),
  problems: [],
});

export const readCertificatePdf = endpoint({
  method: 'GET',
  path: '/api/certificates/{volunteer_id}/{certificate_id}/pdf',
  tag: 'records',
  owner_only: true,
  summary: 'The archived sheet',
  access: 'signed_in',
  params: z.object(one),
  output: file('application/pdf'),
  problems: ['core.not_found'],
});

export const revokeCertificate = endpoint({
  method: 'POST',
  path: '/api/certificates/{volunteer_id}/{certificate_id}/revocation',
  tag: 'records',
  summary: 'Revoke a certificate that should not have been issued, with the reason',
  access: 'records.certify',
  params: z.object(one),
  body: z.object({ reason }),
  output: z.object({ state }),
  problems: ['core.not_found', 'core.forbidden', 'core.conflict', 'core.request_key_reused'],
});

export const verifyCertificate = endpoint({
  method: 'GET',
  path: '/api/verify/{code}',
  tag: 'records',
  summary: 'Anyone verifies a certificate by its code: masked, without contact data, rate limited (art. 19, 20)',
  access: 'public',
  params: z.object({ code: z.string().max(40) }),
  output: z.strictObject({
    state,
    number: z.string(),
    name_masked: z.string(),
    document_masked: z.string(),
    purpose,
    organization_name: z.string(),
    served_under: z.array(z.string()),
    contents: z.array(z.string()),
    services: z.number().int(),
    total_minutes: minutes,
    period_from: businessDate,
    period_until: businessDate,
    issued_on: businessDate,
    checked_at: instant,
    by_seal: z.array(z.object({ seal: z.enum(seals), minutes })),
    changed_on: businessDate.nullable(),
    revoke_reason: z.string().nullable(),
    is_demonstration: z.boolean(),
  }),
  problems: ['records.certificate_not_found', 'records.certificate_disputed', 'core.too_many_requests'],
});

export const findCertificateNumber = endpoint({
  method: 'GET',
  path: '/api/certificate-numbers/{number}',
  tag: 'records',
  summary:
    'What a number alone tells: that the certificate exists, who issued it and whether it is valid; person and hours need the code (art. 19, 20)',
  access: 'public',
  params: z.object({ number: z.string().max(40) }),
  output: z.strictObject({
    state,
    number: z.string(),
    organization_name: z.string(),
    issued_on: businessDate,
    changed_on: businessDate.nullable(),
    checked_at: instant,
    is_demonstration: z.boolean(),
  }),
  problems: ['records.certificate_not_found', 'records.certificate_disputed', 'core.too_many_requests'],
});
