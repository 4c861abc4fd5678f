/** The certificate as an Open Badges 3.0 credential (W3C Verifiable Credentials 2.0). Signing is the server's. */
import type { BusinessDate } from '../time.ts';
import { hoursText, purposes, type Purpose } from './certificate.ts';

export type BadgeInput = {
  readonly certificate_url: string; // the public page that verifies it
  readonly issuer: { readonly url: string; readonly name: string };
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

export function openBadge(input: BadgeInput) {
  const hours = hoursText(input.total_minutes);
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
    id: input.certificate_url,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: `志愿服务证明 ${input.number}`,
    issuer: { id: input.issuer.url, type: ['Profile'], name: input.issuer.name, url: input.issuer.url },
    validFrom: input.issued_at,
    credentialSubject: {
      type: ['AchievementSubject'],
      activityStartDate: `${input.first_day}T00:00:00+08:00`,
      activityEndDate: `${input.last_day}T23:59:59+08:00`,
      identifier: [{ type: 'IdentityObject', hashed: true, identityHash: `sha256$${input.subject.identity_hash}`, identityType: 'systemId', salt: input.subject.salt }],
      achievement: {
        id: `${input.certificate_url}#achievement`,
        type: ['Achievement'],
        achievementType: 'CommunityService',
        name: `志愿服务 ${hours} 小时`,
        description: `${input.services} 次志愿服务，信用时数 ${hours} 小时，用途：${purposes[input.purpose].zh} / ${input.services} services, ${hours} signed hours, for ${purposes[input.purpose].en}`,
        criteria: { narrative: '签到签退或现场定位并经组织确认的服务时数。 / Hours of service with proof of presence, confirmed by the organiser.' },
      },
      result: [{ type: ['Result'], value: hours }],
    },
    credentialStatus: { id: `${input.certificate_url}#status`, type: '1EdTechRevocationList' },
  } as const;
}
export type OpenBadge = ReturnType<typeof openBadge>;
