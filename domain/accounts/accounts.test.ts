import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Grant, Permission } from '../access.ts';
import { at } from '../time.ts';
import { refusalOfPassword } from './password.ts';
import { normalPhone } from './phone.ts';
import { refusalToDelegate, refusalToGrant, refusalToShapeRole, type GrantWish } from './roles.ts';
import {
  refusalToSetPassword,
  sessionLives,
  sessionWarning,
  shouldTouch,
  type ProvenSession,
  type SessionTimes,
} from './session.ts';
import {
  codeAttempts,
  lockedUntil,
  rateWaitSeconds,
  refusalOfCode,
  refusalToSendCode,
  refusalWhileLocked,
} from './sign-in.ts';
import { totpAnswer, totpStep } from './totp.ts';
import { whoSees } from './visibility.ts';

const now = new Date('2026-03-05T10:00:00Z');
const before = (seconds: number) => new Date(now.getTime() - seconds * 1000);

test.each([
  ['abcdefghi', 'accounts.password_short'],
  ['abcdefghij', 'accounts.password_common'],
  ['1234567890', 'accounts.password_common'],
  ['aaaaaaaaaaaa', 'accounts.password_common'],
  ['王小芳的密码很长很长很长', 'accounts.password_personal'],
  ['my13800138000x', 'accounts.password_personal'],
  ['志愿服务从我做起哦哦', undefined],
])('password %s: %s', (password, code) => {
  expect(refusalOfPassword(password, ['王小芳', '13800138000'])?.code).toBe(code);
});

test.each([
  'password123',
  'Passw0rd2024!',
  'P@ssw0rd1234',
  'Admin@123456',
  'qwertyuiop',
  '1qaz2wsx3edc',
  '1q2w3e4r5t6y',
  '123456789a',
  '987654321abc',
  'abcd1234abcd1234',
  'abcabcabcabc',
  'woaini1314520',
  '5201314520',
  'wang123456',
  'zhangwei.123',
  '13912345678',
  '199001011990',
  '19900101123',
  'qingzhi2026',
  'Volunteer@2026',
  'tuanwei12345',
  '志愿者1234567',
  'ｑｉｎｇｚｈｉ２０２６',
  'iloveyou1314',
  '1234567890',
  '!@#$%^&*()12',
])('%s is tried first, so it is refused', (password) => {
  expect(refusalOfPassword(password, [])?.code).toBe('accounts.password_common');
});

test.each([
  '春风十里不如你的微笑',
  'correct horse battery staple',
  'Xk7#vQ2mLp',
  'my cat sleeps at noon',
  '9hT-river-cloud',
  '            x y z w',
  `${'长'.repeat(30)}短句子也可以`,
  'a'.repeat(20) + 'bcdefghjk'.repeat(8),
])('%s is taken as it is, whatever signs it has', (password) => {
  expect(refusalOfPassword(password, [])).toBeNull();
});

test('what an operator lists as breached is refused, whatever its case', () => {
  expect(refusalOfPassword('Tr0ub4dor&Three', [], new Set(['tr0ub4dor&three']))?.code).toBe('accounts.password_common');
});

test.each([
  ['138 0013 8000', '13800138000'],
  ['+86-13800138000', '13800138000'],
  ['１３８００１３８０００', '13800138000'],
  ['8613800138000', '13800138000'],
])('phone %s is read as %s', (text, phone) => expect(normalPhone(text)).toBe(phone));
test.each([
  '12800138000',
  '1380013800',
  '138001380000',
  'abc',
  '',
  '1380013800-0',
  '1380013800 0',
  '1380013800⑦',
  '1380013800²',
  '1380013800.0',
])('phone %s is refused', (text) => {
  expect(() => normalPhone(text)).toThrow();
});

test('one code a minute, ten an hour', () => {
  expect(refusalToSendCode([before(60)], now)).toBeNull();
  expect(refusalToSendCode([before(59)], now)?.params).toEqual({ seconds: 1 });
  const ten = Array.from({ length: 10 }, (_, index) => before(3000 - index * 200));
  expect(refusalToSendCode(ten, now)?.params).toEqual({ seconds: 600 });
  expect(refusalToSendCode(ten.slice(1), now)).toBeNull();
});

test('a code is good once, for five minutes, for five tries', () => {
  const code = { sent_at: before(300), tries: 0, used_at: null };
  expect(refusalOfCode(code, true, now)).toBeNull();
  expect(refusalOfCode({ ...code, sent_at: before(301) }, true, now)?.code).toBe('accounts.code_expired');
  expect(refusalOfCode({ ...code, used_at: before(1) }, true, now)?.code).toBe('accounts.code_expired');
  expect(refusalOfCode({ ...code, tries: codeAttempts - 1 }, false, now)?.params).toEqual({ left: 0 });
  expect(refusalOfCode({ ...code, tries: codeAttempts }, true, now)?.code).toBe('accounts.code_expired');
  expect(refusalOfCode(null, false, now)?.code).toBe('accounts.code_not_here');
});

test.each([
  [4, null],
  [5, 1],
  [6, 5],
  [7, 15],
  [8, 60],
  [50, 60],
])('after %i failures the account waits %s minutes', (count, minutes) => {
  const until = lockedUntil({ count, last_at: now });
  expect(until && (until.getTime() - now.getTime()) / 60_000).toBe(minutes);
  expect(refusalWhileLocked({ count, last_at: now }, until ?? now)).toBeNull(); // free at that very moment
  if (until)
    expect(refusalWhileLocked({ count, last_at: now }, new Date(until.getTime() - 1))?.code).toBe('accounts.locked');
});

test('whoever waits as long as told is let in, and never more than the limit get in within a window', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 60 }),
      fc.integer({ min: 1, max: 8 }),
      (times, limit) => {
        const admitted: number[] = [];
        for (const at of [...times].sort((a, b) => a - b))
          if (rateWaitSeconds(admitted, limit, 60_000, at) === 0) admitted.push(at);
        for (const at of admitted)
          expect(admitted.filter((other) => other <= at && at - other < 60_000).length).toBeLessThanOrEqual(limit);
        const wait = rateWaitSeconds(admitted, limit, 60_000, 200_001);
        expect(rateWaitSeconds(admitted, limit, 60_000, 200_001 + wait * 1000)).toBe(0);
      },
    ),
  );
});

test.each([
  [0, ['wrong', 'wrong', 'accepted', 'wrong', 'wrong']],
  [1, ['wrong', 'accepted', 'accepted', 'wrong', 'wrong']],
] as const)(
  'the authenticator, %i steps before the present one: never a step to come, each step once',
  (before, expected) => {
    const step = totpStep(now);
    expect([-2, -1, 0, 1, null].map((delta) => totpAnswer(delta, null, now, before))).toEqual(expected);
    expect([totpAnswer(0, step, now, before), totpAnswer(0, step - 1, now, before)]).toEqual(['used', 'accepted']);
    expect(totpAnswer(-1, step - 1, now, before)).toBe(before === 1 ? 'used' : 'wrong');
  },
);

test.each([
  ['a first one, just signed in', {}, { has_password: false }, 15, undefined],
  ['a first one, signed in long ago', {}, { has_password: false }, 16, 'accounts.sign_in_again'],
  ['a forgotten one, just signed in by code', {}, {}, 15, undefined],
  ['a forgotten one, by code long ago', {}, {}, 16, 'accounts.prove_by_code'],
  ['a forgotten one, signed in by it', { signed_in_by: 'password' }, {}, 1, 'accounts.prove_by_code'],
  ['a forgotten one in a demonstration', { signed_in_by: 'demonstration' }, {}, 1, 'accounts.prove_by_code'],
  ['a forgotten one without the authenticator that is set', {}, { has_authenticator: true }, 1, 'accounts.totp_needed'],
  [
    'a first one without the authenticator that is set',
    {},
    { has_password: false, has_authenticator: true },
    1,
    'accounts.totp_needed',
  ],
  [
    'a forgotten one with code and authenticator',
    { has_second_factor: true },
    { has_authenticator: true },
    1,
    undefined,
  ],
] as const)('setting a password without giving the present one: %s', (_, session, account, minutesAgo, code) => {
  const held: ProvenSession = {
    created_at: before(minutesAgo * 60 - 1),
    signed_in_by: 'code',
    has_second_factor: false,
    ...session,
  };
  expect(refusalToSetPassword(held, { has_password: true, has_authenticator: false, ...account }, now)?.code).toBe(
    code,
  );
});

test('a staff session ends after 8 idle hours or 7 days, a phone session after 30 or 180 days', () => {
  const staff: SessionTimes = { kind: 'staff', created_at: before(100), seen_at: before(8 * 3600 - 1), ended_at: null };
  expect(sessionLives(staff, now)).toBe(true);
  expect(sessionLives({ ...staff, seen_at: before(8 * 3600) }, now)).toBe(false);
  expect(sessionLives({ ...staff, seen_at: now, created_at: before(7 * 86_400) }, now)).toBe(false);
  expect(sessionLives({ ...staff, ended_at: now }, now)).toBe(false);
  expect(
    sessionLives(
      { kind: 'phone', created_at: before(179 * 86_400), seen_at: before(29 * 86_400), ended_at: null },
      now,
    ),
  ).toBe(true);
  expect([
    shouldTouch({ ...staff, seen_at: before(300) }, now),
    shouldTouch({ ...staff, seen_at: before(301) }, now),
  ]).toEqual([false, true]);
});

const grant = (over: Partial<Grant>): Grant => ({
  role_id: 'r',
  permissions: ['accounts.grant', 'projects.read', 'records.confirm'],
  organization_id: 'o',
  path: '/1/7/',
  below: true,
  valid_from: '2026-01-01',
  valid_until: null,
  activity_id: null,
  ...over,
});
const wish = (over: Partial<GrantWish>): GrantWish => ({
  person_id: 'b',
  permissions: ['projects.read'],
  path: '/1/7/42/',
  below: true,
  valid_from: '2026-03-05',
  valid_until: null,
  ...over,
});

test.each<[string, Partial<Grant>, Partial<GrantWish>, string | undefined]>([
  ['what one holds, below', {}, {}, undefined],
  ['what one does not hold', {}, { permissions: ['records.certify'] }, 'accounts.role_beyond_own'],
  ['at a neighbour', {}, { path: '/1/8/' }, 'accounts.role_outside'],
  ['at the superior', {}, { path: '/1/' }, 'accounts.role_outside'],
  ['"and below" held for one organisation alone', { below: false }, { path: '/1/7/' }, 'accounts.role_outside'],
  ['alone, held alone', { below: false }, { path: '/1/7/', below: false }, undefined],
  ['to oneself', {}, { person_id: 'a' }, 'accounts.grant_self'],
  ['from yesterday', {}, { valid_from: '2026-03-04' }, 'accounts.grant_past'],
  ['ending before it begins', {}, { valid_until: '2026-03-04' }, 'accounts.grant_dates'],
  ['ending the same day', {}, { valid_until: '2026-03-05' }, undefined],
  ['after one’s own grant ended', { valid_until: '2026-03-04' }, {}, 'accounts.role_outside'],
  ['from a delegation of one activity', { activity_id: 'x' }, {}, 'accounts.role_outside'],
])('P16 granting %s: %s', (_, own, asked, code) => {
  expect(refusalToGrant({ person_id: 'a', grants: [grant(own)] }, wish(asked), '2026-03-05')?.code).toBe(code);
});

test('shaping a role needs every permission put into it', () => {
  expect(refusalToShapeRole({ grants: [grant({})] }, [], '/1/7/', '2026-03-05')?.code).toBe('accounts.role_empty');
  expect(refusalToShapeRole({ grants: [grant({})] }, ['records.confirm'], '/1/7/', '2026-03-05')).toBeNull();
  expect(refusalToShapeRole({ grants: [grant({})] }, ['records.approve'], '/1/7/', '2026-03-05')?.code).toBe(
    'accounts.role_beyond_own',
  );
});

test('one activity is delegated until at most 30 days after it, and only what helps with it', () => {
  const granter = { person_id: 'a', grants: [grant({ permissions: ['projects.roster', 'accounts.grant'] })] };
  const activity = { id: 'x', ends_on: '2026-03-08' };
  const asked = (until: string | null, permissions: Permission[] = ['projects.roster']) =>
    refusalToDelegate(granter, wish({ below: false, valid_until: until, permissions }), activity, '2026-03-05')?.code;
  expect(asked('2026-04-07')).toBeUndefined();
  expect(asked('2026-04-08')).toBe('accounts.delegate_until');
  expect(asked(null)).toBe('accounts.delegate_until');
  expect(asked('2026-04-07', ['accounts.grant'])).toBe('accounts.role_beyond_own');
});

test('who sees my data follows from grants: superiors and helpers of my activity, nobody else', () => {
  const holder = (name: string, over: Partial<Grant>) => ({
    person_id: name,
    person_name: name,
    role_name: '干事',
    organization_name: '组织',
    grant: grant({ permissions: ['volunteers.read'], ...over }),
  });
  const viewers = whoSees(
    [
      holder('县', { path: '/1/7/' }),
      holder('邻县', { path: '/1/8/' }),
      holder('市本级', { path: '/1/', below: false }),
      holder('过期', { path: '/1/', valid_until: '2026-03-04' }),
      holder('帮手', { path: '/1/9/', below: false, permissions: ['projects.read'], activity_id: 'x' }),
      holder('别的帮手', { path: '/1/9/', below: false, permissions: ['projects.read'], activity_id: 'y' }),
    ],
    [{ path: '/1/7/42/' }, { path: '/1/9/', activity_id: 'x' }],
    '2026-03-05',
    'zh',
  );
  expect(viewers.map((viewer) => viewer.person_name)).toEqual(['县', '帮手']);
  expect(viewers[0]?.sees).toEqual(['查看志愿者名册（打码）']);
});

test.each([
  ['14:59', '16:00', 'none', undefined],
  ['15:00', '16:00', 'continue', 60],
  ['15:59', '16:00', 'continue', 1],
  ['16:00', '16:00', 'over', undefined],
  ['15:30', '20:00', 'none', undefined],
] as const)(
  'staff are warned an hour before the session ends: at %s, ending at %s -> %s',
  (now, end, kind, minutes) => {
    const warning = sessionWarning(
      { ends_at: at('2026-11-15', end), ends_at_latest: at('2026-11-18', '08:00') },
      at('2026-11-15', now),
    );
    expect(warning).toEqual(minutes === undefined ? { kind } : { kind, minutes });
  },
);

test('a session that ends by age cannot be extended', () => {
  const end = at('2026-11-15', '16:00');
  expect(sessionWarning({ ends_at: end, ends_at_latest: end }, at('2026-11-15', '15:30'))).toEqual({
    kind: 'sign_in_again',
    minutes: 30,
  });
});
