import { Secret, TOTP } from 'otpauth';
import { expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import { newToken } from './session-token.ts';
import { signInRules } from '../../env.ts';
import { tokenOf } from '../../proof/sign-in.ts';
import { testApp, type TestApp, type TestPerson } from '../../testing/test-app.ts';

type Closing = TestApp & { close(): Promise<void> };
const phone = '13900060001';
async function within<T>(variables: NodeJS.ProcessEnv, work: (t: Closing) => Promise<T>): Promise<T> {
  const t = await testApp({ now: new Date('2026-03-05T02:00:00Z'), sign_in_rules: signInRules(variables) });
  try {
    return await work(t);
  } finally {
    await t.close();
  }
}
async function byCode(t: TestApp): Promise<TestPerson> {
  t.now = new Date(t.now.getTime() + 120_000);
  const { shown_code } = (await t.post<{ shown_code: string }>(null, '/api/sign-in/codes', { phone })).body;
  const answer = await t.post<{ person_id: string }>(null, '/api/sign-in/code', { phone, code: shown_code });
  return { id: answer.body.person_id, name: '', token: tokenOf(answer.headers['set-cookie']) };
}
async function authenticator(
  t: TestApp,
  who: TestPerson,
): Promise<{ lifted: TestPerson; digits: (secondsOff: number) => string }> {
  const { secret } = (await t.post<{ secret: string }>(who, '/api/me/authenticator')).body;
  const digits = (secondsOff: number): string =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: t.now.getTime() + secondsOff * 1000 });
  const answer = await t.put(who, '/api/me/authenticator', { digits: digits(0) });
  return { lifted: { ...who, token: tokenOf(answer.headers['set-cookie']) }, digits };
}

// The clock stands at the first second of a step
test.each([
  [
    'by itself',
    {},
    [
      [-30, 'accounts.totp_wrong'],
      [30, 'accounts.totp_wrong'],
      [29, undefined],
    ],
  ],
  [
    'with TOTP_STEPS_BEFORE=1',
    { TOTP_STEPS_BEFORE: '1' },
    [
      [-60, 'accounts.totp_wrong'],
      [30, 'accounts.totp_wrong'],
      [-30, undefined],
    ],
  ],
] as const)('digits %s are good while they last, and once', async (_, variables, tries) => {
  await within(variables, async (t) => {
    const { digits } = await authenticator(t, await byCode(t));
    const half = await byCode(t);
    for (const [secondsOff, code] of tries) {
      expect(
        (await t.post<{ code?: string }>(half, '/api/sign-in/second-factor', { digits: digits(secondsOff) })).body.code,
        String(secondsOff),
      ).toBe(code);
    }
    const spent = tries[2][0];
    expect(
      (await t.post<{ code?: string }>(await twin(t), '/api/sign-in/second-factor', { digits: digits(spent) })).body
        .code,
    ).toBe('accounts.totp_used');
  });
});

/** Another session of the same person, with no time gone by. */
async function twin(t: TestApp): Promise<TestPerson> {
  const [{ person_id } = { person_id: '' }] = await t.rows<{ person_id: string }>(
    sql`select person_id from accounts limit 1`,
  );
  const token = newToken(person_id);
  await t.setUp((writer) =>
    writer.run(sql`
    insert into sessions (token_hash, id, person_id, created_at, last_seen_at, expires_at)
    values (${writer.secrets.tokenHash(token)}, gen_random_uuid(), ${person_id}, ${t.now}, ${t.now}, ${new Date('2100-01-01')})`),
  );
  return { id: '', name: '', token };
}

test.each([
  ['by_role', 200],
  ['demanded', 403],
] as const)(
  'SECOND_FACTOR=%s: a built-in role without the digits is answered %i, and always opens with them',
  async (rule, status) => {
    await within({ SECOND_FACTOR: rule }, async (t) => {
      const county = await t.organization('云汀县', null, { kind: 'county', level: 'county' });
      const clerk = await byCode(t);
      await t.setUp(async (writer) => {
        const role = writer.newId();
        await writer.run(
          sql`insert into roles (id, name_zh, name_en, permissions, created_at) values (${role}, '团委干事', 'staff', ${['volunteers.read']}, ${t.now})`,
        );
        await writer.run(
          sql`insert into role_grants (id, person_id, role_id, organization_id, is_below, valid_from, granted_at) values (${writer.newId()}, ${clerk.id}, ${role}, ${county.id}, true, '2020-01-01', ${t.now})`,
        );
      });
      expect((await t.get(clerk, '/api/volunteers')).status).toBe(status);
      const { lifted } = await authenticator(t, clerk);
      expect((await t.get(lifted, '/api/volunteers')).status).toBe(200);
    });
  },
);
