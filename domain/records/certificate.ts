/**
 * A certificate of service. 谁组织谁记录，谁记录谁证明: the organisation that ran a service certifies it;
 * a roll-up has one line for each of them. Free of charge, numbered, registered, archived (art. 19).
 */
import type { Id } from '../id.ts';
import type { Period } from '../ledger/as-of.ts';
import { inPeriod } from '../ledger/as-of.ts';
import type { BusinessDate } from '../time.ts';
import { runningDigits, type SeriesKind } from '../numbering/series.ts';
import { sourceTable, seals, type Balance, type PresenceSource, type Seal } from './presence.ts';

/** P28: the four outside uses that ask for service evidence, and a plain one. */
export const purposes = {
  general: { zh: '一般用途', en: 'general use' },
  quality_certificate: { zh: '综合素质A级证书', en: 'comprehensive quality certificate, grade A' },
  second_classroom: { zh: '第二课堂成绩单', en: 'second-classroom transcript' },
  two_red_two_excellent: { zh: '两红两优', en: '“two red, two excellent” commendation' },
  party_admission: { zh: '推优入党', en: 'recommendation for party admission' },
} as const satisfies Record<string, { readonly zh: string; readonly en: string }>;
export type Purpose = keyof typeof purposes;

export type CertifiedRecord = {
  readonly record_id: Id;
  readonly issuer_id: Id;
  readonly issuer_name: string; // as it was on the service day
  readonly service_day: BusinessDate;
  readonly content: string;
  readonly source: PresenceSource;
  readonly balance: Balance;
  readonly minutes: number;
};

export type CertificateLine = {
  readonly record_id: Id;
  readonly service_day: BusinessDate;
  readonly content: string;
  readonly seal: Seal;
  readonly minutes: number;
};
export type IssuerLine = {
  readonly issuer_id: Id;
  readonly issuer_name: string;
  readonly services: number;
  readonly minutes: number;
  readonly first_day: BusinessDate;
  readonly last_day: BusinessDate;
};

export type CertificateBody = {
  readonly lines: readonly CertificateLine[]; // newest first
  readonly issuers: readonly IssuerLine[];
  readonly by_seal: readonly { readonly seal: Seal; readonly minutes: number }[]; // strongest first
  readonly services: number;
  readonly total_minutes: number;
  readonly first_day: BusinessDate | null;
  readonly last_day: BusinessDate | null;
};

/** Service on record began with the first community volunteers of the late eighties; a certificate looks at no year before and at none to come. */
export const firstCertifiedDay: BusinessDate = '1987-01-01';

/** The end of this year at the latest, so that "this year" can be asked for; the field that is wrong, or null. */
export function periodFault(period: Period, today: BusinessDate): 'from' | 'until' | null {
  if (period.from < firstCertifiedDay) return 'from';
  return period.until < period.from || period.until > `${today.slice(0, 4)}-12-31` ? 'until' : null;
}

/** Credit only: honorary minutes are never certified as signed service. */
export function certificateBody(records: readonly CertifiedRecord[], period: Period): CertificateBody {
  const taken = records.filter(
    (record) => record.balance === 'credit_minutes' && record.minutes > 0 && inPeriod(record.service_day, period),
  );
  const newestFirst = [...taken].sort((a, b) =>
    a.service_day === b.service_day ? a.record_id.localeCompare(b.record_id) : a.service_day < b.service_day ? 1 : -1,
  );
  const sum = (list: readonly CertifiedRecord[]): number => list.reduce((total, record) => total + record.minutes, 0);
  const underName = (record: CertifiedRecord): string => `${record.issuer_id} ${record.issuer_name}`; // one line for each name that it served under
  return {
    lines: newestFirst.map((record) => ({
      record_id: record.record_id,
      service_day: record.service_day,
      content: record.content,
      seal: sourceTable[record.source].seal,
      minutes: record.minutes,
    })),
    issuers: [...new Set(newestFirst.map(underName))].map((name) => {
      const own = newestFirst.filter((record) => underName(record) === name);
      return {
        issuer_id: own[0]?.issuer_id ?? '',
        issuer_name: own[0]?.issuer_name ?? '',
        services: own.length,
        minutes: sum(own),
        first_day: own.at(-1)?.service_day ?? '',
        last_day: own[0]?.service_day ?? '',
      };
    }),
    by_seal: seals
      .map((seal) => ({ seal, minutes: sum(newestFirst.filter((record) => sourceTable[record.source].seal === seal)) }))
      .filter((one) => one.minutes > 0),
    services: newestFirst.length,
    total_minutes: sum(newestFirst),
    first_day: newestFirst.at(-1)?.service_day ?? null,
    last_day: newestFirst[0]?.service_day ?? null,
  };
}

export const certificateSeries = { name: 'records.certificate', begins: 'each_year' } as const satisfies SeriesKind;

/** `YT 2026 004417`: issuer's letters, year, running number within both. */
export function certificateNumber(prefix: string, year: number, running: number): string {
  return `${prefix} ${year} ${runningDigits(running)}`;
}

/** Without I, L, O and U, so that no character is mistaken for another on paper. */
const codeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Eight characters from five random bytes: 40 bits, not derived from the number, so nobody can walk through them. */
export function verificationCode(random: Uint8Array): string {
  let bits = 0n;
  for (const byte of random.slice(0, 5)) bits = (bits << 8n) | BigInt(byte);
  return Array.from({ length: 8 }, (_, index) => codeAlphabet[Number((bits >> BigInt(35 - index * 5)) & 31n)]).join('');
}

export function spacedCode(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}

/** What people type: lower case, spaces, full width, O for 0, I and L for 1. Null when it cannot be a code. */
export function readVerificationCode(typed: string): string | null {
  const plain = typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return plain.length === 8 && [...plain].every((letter) => codeAlphabet.includes(letter)) ? plain : null;
}

/** The number as it is printed, from what people type: any case, spaces or not, full width. Null when it cannot be one. */
export function readCertificateNumber(typed: string): string | null {
  const plain = typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');
  const found =
    /^([A-Z]{1,6}\d{0,4}?)(20\d{2})(\d{6})$/.exec(plain) ?? /^([A-Z]{1,6}\d{0,4}?)(20\d{2})([1-9]\d{6,8})$/.exec(plain); // a series that outgrew six digits
  return found === null ? null : `${found[1]} ${found[2]} ${found[3]}`;
}

export type CertificateState = 'valid' | 'superseded' | 'revoked';

/** A corrected or struck record makes every certificate that lists it "superseded"; a revocation weighs more. */
export function certificateState(
  certificate: { readonly record_ids: readonly Id[]; readonly revoked: boolean },
  changedRecordIds: ReadonlySet<Id>,
): CertificateState {
  if (certificate.revoked) return 'revoked';
  return certificate.record_ids.some((id) => changedRecordIds.has(id)) ? 'superseded' : 'valid';
}

/** Hours as a certificate prints them: 126.5, from 7590 minutes; never rounded up. */
export function hoursText(minutes: number): string {
  return (Math.floor(minutes / 6) / 10).toFixed(1);
}
