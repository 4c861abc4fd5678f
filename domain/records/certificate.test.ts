import fc from 'fast-check';
import { periodFault } from './certificate.ts';
import { describe, expect, test } from 'vitest';
import { sumAsOf } from '../ledger/as-of.ts';
import { givenTo, reversal } from '../ledger/transaction.ts';
import {
  certificateBody,
  certificateNumber,
  certificateState,
  hoursText,
  purposes,
  readCertificateNumber,
  readVerificationCode,
  spacedCode,
  verificationCode,
  type CertifiedRecord,
} from './certificate.ts';
import { openBadge } from './open-badge.ts';

const record = (id: string, day: string, minutes: number, more: Partial<CertifiedRecord> = {}): CertifiedRecord => ({
  record_id: id,
  issuer_id: 'yunting',
  issuer_name: '云汀区青年志愿者协会',
  service_day: day,
  content: '江边清洁',
  source: 'rotating_code',
  balance: 'credit_minutes',
  minutes,
  ...more,
});
const records = [
  record('r1', '2026-11-15', 190),
  record('r2', '2026-10-26', 270, { source: 'self_located', content: '江畔马拉松补水站' }),
  record('r3', '2026-09-12', 180, { issuer_id: 'blood', issuer_name: '血站志愿服务队' }),
  record('r4', '2026-11-08', 90, { source: 'back_fill', balance: 'honorary_minutes' }),
  record('r5', '2024-12-31', 60),
];
const year = { from: '2026-01-01', until: '2026-12-31' };

describe('certificate', () => {
  test('P28 honorary hours and other years are left out; lines newest first; sums by seal and by issuer', () => {
    const body = certificateBody(records, year);
    expect(body.lines.map((line) => line.record_id)).toEqual(['r1', 'r2', 'r3']);
    expect(body.total_minutes).toBe(640);
    expect(body.by_seal).toEqual([
      { seal: '签', minutes: 370 },
      { seal: '位', minutes: 270 },
    ]);
    expect(body.issuers).toEqual([
      {
        issuer_id: 'yunting',
        issuer_name: '云汀区青年志愿者协会',
        services: 2,
        minutes: 460,
        first_day: '2026-10-26',
        last_day: '2026-11-15',
      },
      {
        issuer_id: 'blood',
        issuer_name: '血站志愿服务队',
        services: 1,
        minutes: 180,
        first_day: '2026-09-12',
        last_day: '2026-09-12',
      },
    ]);
    expect([body.first_day, body.last_day]).toEqual(['2026-09-12', '2026-11-15']);
  });

  test('both ends of the period belong to it', () => {
    expect(certificateBody(records, { from: '2026-10-26', until: '2026-11-15' }).services).toBe(2);
    expect(certificateBody(records, { from: '2026-10-27', until: '2026-11-14' }).services).toBe(0);
  });

  test('the total equals the lines, the issuers and the seals, whatever the records', () => {
    const any = fc.array(
      fc.record({
        minutes: fc.nat(600),
        issuer: fc.constantFrom('a', 'b', 'c'),
        source: fc.constantFrom('rotating_code', 'self_located', 'back_fill'),
        day: fc.constantFrom('2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'),
      }),
    );
    fc.assert(
      fc.property(any, (list) => {
        const body = certificateBody(
          list.map((one, index) =>
            record(`r${index}`, one.day, one.minutes, {
              issuer_id: one.issuer,
              source: one.source,
              balance: one.source === 'back_fill' ? 'honorary_minutes' : 'credit_minutes',
            }),
          ),
          year,
        );
        const sum = (parts: readonly { readonly minutes: number }[]): number =>
          parts.reduce((total, part) => total + part.minutes, 0);
        expect([sum(body.lines), sum(body.issuers), sum(body.by_seal)]).toEqual([
          body.total_minutes,
          body.total_minutes,
          body.total_minutes,
        ]);
        expect(body.lines.length).toBe(body.services);
      }),
    );
  });

  test('P28 the four uses of the source are offered', () => {
    expect(Object.values(purposes).map((purpose) => purpose.zh)).toEqual([
      '一般用途',
      '综合素质A级证书',
      '第二课堂成绩单',
      '两红两优',
      '推优入党',
    ]);
  });

  test('numbers and hours are printed as on the sheet', () => {
    expect(certificateNumber('YT', 2026, 4417)).toBe('YT 2026 004417');
    expect([hoursText(7590), hoursText(190), hoursText(59), hoursText(0)]).toEqual(['126.5', '3.1', '0.9', '0.0']);
  });

  test('S23 a corrected record turns its certificates superseded; a revocation weighs more', () => {
    const certificate = { record_ids: ['r1', 'r2'], revoked: false };
    expect(certificateState(certificate, new Set())).toBe('valid');
    expect(certificateState(certificate, new Set(['r9']))).toBe('valid');
    expect(certificateState(certificate, new Set(['r2']))).toBe('superseded');
    expect(certificateState({ ...certificate, revoked: true }, new Set(['r2']))).toBe('revoked');
  });

  test('a verification code is read back as people type it', () => {
    expect(readVerificationCode('７k2m 91qx')).toBe('7K2M91QX');
    expect(readVerificationCode('o12l-iZZZ')).toBe('0121' + '1ZZZ');
    expect(readVerificationCode('7K2M 91Q')).toBeNull();
    expect(readVerificationCode('7K2M 91QU')).toBeNull();
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 5, maxLength: 5 }), (bytes) => {
        const code = verificationCode(bytes);
        expect(readVerificationCode(spacedCode(code).toLowerCase())).toBe(code);
      }),
    );
  });
});

test.each<[string, string | null]>([
  ['YT 2026 004417', 'YT 2026 004417'],
  ['yt2026004417', 'YT 2026 004417'],
  ['ＹＴ－２０２６－００４４１７', 'YT 2026 004417'],
  ['YT2 2026 000001', 'YT2 2026 000001'],
  ['YT22026000001', 'YT2 2026 000001'],
  ['YT 2026 1000000', 'YT 2026 1000000'],
  ['yt20261000000', 'YT 2026 1000000'],
  ['YT202026000001', 'YT20 2026 000001'],
  ['YT 2026 0000001', null],
  ['YT 2026 1000000000', null],
  ['7K2M 91QX', null],
  ['YT 2026 4417', null],
  ['2026 004417', null],
  ['YT 1999 004417', null],
])('P28 the number typed as %s is %s', (typed, expected) => {
  expect(readCertificateNumber(typed)).toBe(expected);
});

test('P28 hours in a period as of a date: a later correction does not change the earlier answer', () => {
  const lin = '01900000-0000-7000-8000-000000000001';
  const association = '01900000-0000-7000-8000-0000000000aa';
  const given = givenTo({
    id: 't1',
    volunteer_id: lin,
    unit: 'credit_minutes',
    amount: 190,
    reason: 'service_confirmed',
    reference: 'service_record:r1',
    organization_id: association,
    organization_path: '/1/',
    service_day: '2026-06-30',
    posted_at: '2026-07-02T00:00:00.000Z',
    request_key: 'k1',
  });
  const undo = reversal(given, false, { id: 't2', posted_at: '2026-08-01T00:00:00.000Z', request_key: 'k2' });
  const entries = [given, undo].flatMap((one) =>
    one.legs.filter((leg) => leg.account === `volunteer:${lin}`).map((leg) => ({ ...one, ...leg })),
  );
  const half = { from: '2026-01-01', until: '2026-06-30' };
  const as = (date: string): number => sumAsOf(entries, 'credit_minutes', half, new Date(date));
  expect(as('2026-07-01T00:00:00Z')).toBe(0); // served, not yet posted
  expect(as('2026-07-02T00:00:00Z')).toBe(190);
  expect(as('2026-07-31T23:59:59Z')).toBe(190);
  expect(as('2026-08-01T00:00:00Z')).toBe(0);
  expect(
    sumAsOf(
      entries.slice(0, 1),
      'credit_minutes',
      { from: '2026-07-01', until: '2026-12-31' },
      new Date('2027-01-01T00:00:00Z'),
    ),
  ).toBe(0);
});

test('the badge carries hours and issuer, and no name, number or ID of the person', () => {
  const badge = openBadge({
    certificate_url: 'https://qz.example/verify/7K2M91QX',
    issuer: { url: 'https://qz.example/organizations/yunting', name: '云汀区青年志愿者协会' },
    status: { list: 'https://qz.example/status/2026', index: 4417 },
    number: 'YT 2026 004417',
    purpose: 'second_classroom',
    issued_at: '2026-11-21T04:00:00.000Z',
    first_day: '2025-03-01',
    last_day: '2026-11-15',
    services: 38,
    total_minutes: 7590,
    subject: { identity_hash: 'ab12', salt: 's' },
  });
  expect(badge.type).toEqual(['VerifiableCredential', 'OpenBadgeCredential']);
  expect(badge.credentialSubject.achievement).toMatchObject({
    achievementType: 'CommunityService',
    name: '志愿服务 126.5 小时',
  });
  expect(badge.credentialSubject.identifier[0]).toMatchObject({ hashed: true, identityHash: 'sha256$ab12' });
  expect(JSON.stringify(badge)).not.toMatch(/林|4401/);
});

test.each<[string, string, 'from' | 'until' | null]>([
  ['2026-01-01', '2026-12-31', null],
  ['1987-01-01', '2026-11-15', null],
  ['1986-12-31', '2026-11-15', 'from'],
  ['1900-01-01', '2199-12-31', 'from'],
  ['2026-01-01', '2027-01-01', 'until'],
  ['2026-05-02', '2026-05-01', 'until'],
  ['2026-05-01', '2026-05-01', null],
])('a certificate asked for on 2026-11-15 from %s until %s: wrong %s', (from, until, fault) => {
  expect(periodFault({ from, until }, '2026-11-15')).toBe(fault);
});
