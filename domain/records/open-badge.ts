/** The certificate as an Open Badges 3.0 credential (W3C Verifiable Credentials 2.0). Signing is the server's. */
import type { BusinessDate } from '../time.ts';
import { hoursText, purposes, type Purpose } from './certificate.ts';

export type BadgeInput = {
  readonly certificate_url: string; // the public page that verifies it
  readonly issuer: { readonly url: string; readonly name: string };
  readonly status: { readonly list: string; readonly index: number };
  readonly number: string;
  readonly purpose: Purpose;
  readonly issued_at: string; // ISO
  readonly first_day: BusinessDate;
  readonly last_day: BusinessDate;
  readonly services: number;
  readonly total_minutes: number;
  /** Salted hash of the holder's key, 128 bits that only the holder is shown: no list of numbers, names or documents leads to it. */
  readonly subject: { readonly identity_hash: string; readonly salt: string };
};

const credentialsContext = 'https://www.w3.org/ns/credentials/v2';
/** The third names the claim of the signature that the others do not know, so that the signed document expands whole. */
const badgeContexts = [
  credentialsContext,
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  { jti: 'https://www.iana.org/assignments/jwt#jti' },
] as const;
/** Controlled identifiers: documents that say which keys speak for somebody. */
const identifiersContext = 'https://www.w3.org/ns/cid/v1';

export function openBadge(input: BadgeInput) {
  const hours = hoursText(input.total_minutes);
  return {
    '@context': badgeContexts,
    id: input.certificate_url,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: `志愿服务证明 ${input.number}`,
    issuer: { id: input.issuer.url, type: ['Profile'], name: input.issuer.name, url: input.issuer.url },
    validFrom: input.issued_at,
    credentialSubject: {
      type: ['AchievementSubject'],
      activityStartDate: `${input.first_day}T00:00:00+08:00`,
      activityEndDate: `${input.last_day}T23:59:59+08:00`,
      identifier: [
        {
          type: 'IdentityObject',
          hashed: true,
          identityHash: `sha256$${input.subject.identity_hash}`,
          identityType: 'systemId',
          salt: input.subject.salt,
        },
      ],
      achievement: {
        id: `${input.certificate_url}#achievement`,
        type: ['Achievement'],
        achievementType: 'CommunityService',
        name: `志愿服务 ${hours} 小时`,
        description: `${input.services} 次志愿服务，信用时数 ${hours} 小时，用途：${purposes[input.purpose].zh} / ${input.services} services, ${hours} signed hours, for ${purposes[input.purpose].en}`,
        criteria: {
          narrative:
            '签到签退或现场定位并经组织确认的服务时数。 / Hours of service with proof of presence, confirmed by the organiser.',
        },
      },
      result: [{ type: ['Result'], value: hours }],
    },
    credentialStatus: {
      id: `${input.status.list}#${input.status.index}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: String(input.status.index),
      statusListCredential: input.status.list,
    },
  } as const;
}
export type BadgeKey = {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly kid: string;
  readonly alg: string;
  readonly use: string;
};
const methodOf = (issuer: string, key: BadgeKey) =>
  ({
    id: `${issuer}/keys/${key.kid}`,
    type: 'JsonWebKey',
    controller: issuer,
    publicKeyJwk: { kty: key.kty, crv: key.crv, x: key.x, alg: key.alg },
  }) as const;

/** What a badge's `kid` leads to; the key stands beside the method too, as Open Badges looks for it there. */
export function verificationMethod(issuer: string, key: BadgeKey) {
  return { '@context': identifiersContext, ...methodOf(issuer, key), ...methodOf(issuer, key).publicKeyJwk } as const;
}
/** What the issuer's address answers: who it is, and which keys assert for it. */
export function controllerDocument(issuer: { readonly url: string; readonly name: string }, key: BadgeKey) {
  const method = methodOf(issuer.url, key);
  return {
    '@context': [identifiersContext, ...badgeContexts.slice(1, 2)],
    id: issuer.url,
    type: ['Profile'],
    name: issuer.name,
    url: issuer.url,
    verificationMethod: [method],
    assertionMethod: [method.id],
  } as const;
}

/** A list of the standard's smallest size holds 131,072; certificates of a year and issuer are numbered up to 999,999. */
const statusListLength = 1_048_576;
/** One bit each, the first of a byte is its highest. */
export function statusBits(indexes: readonly number[]): Uint8Array {
  const bits = new Uint8Array(statusListLength / 8);
  for (const index of indexes) bits[index >> 3] = (bits[index >> 3] ?? 0) | (128 >> (index & 7));
  return bits;
}
export function statusListCredential(list: string, issuer: string, validFrom: string, encodedList: string) {
  return {
    '@context': [credentialsContext],
    id: list,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer,
    validFrom,
    credentialSubject: { id: `${list}#list`, type: 'BitstringStatusList', statusPurpose: 'revocation', encodedList },
  } as const;
}
/** `YT 2026 004417` is number 4417 on the issuer's list of 2026. */
export const statusPlace = (number: string): { readonly year: number; readonly index: number } => {
  const [year = '', running = ''] = number.split(' ').slice(-2);
  return { year: Number(year), index: Number(running) };
};
