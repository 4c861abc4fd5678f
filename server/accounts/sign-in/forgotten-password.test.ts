import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import { tokenOf } from '../../proof/sign-in.ts';
import { testApp, type TestApp, type TestPerson } from '../../testing/test-app.ts';

/** A password that nobody remembers is replaced by whoever proves the phone again, and the authenticator where there is one. */
let t: TestApp & { close(): Promise<void> };
beforeAll(async () => {
  t = await testApp({ now: new Date('2026-03-05T02:00:00Z') });
});
afterAll(async () => {
  await t.close();
});
beforeEach(() => {
  minutes(120);
});

const minutes = (count: number): void => {
  t.now = new Date(t.now.getTime() + count * 60_000);
};
const [old, fresh] = ['春风十里不如你的微笑', '另一句很长的话作密码'];
type Security = { can: { replace_password: boolean } };

async function byCode(phone: string): Promise<TestPerson> {
  minutes(2);
  const { shown_code } = (await t.post<{ shown_code: string }>(null, '/api/sign-in/codes', { phone })).body;
  const answer = await t.post<{ person_id: string }>(null, '/api/sign-in/code', { phone, code: shown_code });
  return { id: answer.body.person_id, name: '', token: tokenOf(answer.headers['set-cookie']) };
}
const byPassword = (phone: string, password: string) => t.post(null, '/api/sign-in/password', { phone, password });
const signedIn = async (who: TestPerson): Promise<boolean> =>
  (await t.get<{ signed_in: boolean }>(who, '/api/me')).body.signed_in;
const mayReplace = async (who: TestPerson): Promise<boolean> =>
  (await t.get<Security>(who, '/api/me/security')).body.can.replace_password;
const replace = (who: TestPerson) =>
  t.put<{ code?: string; message?: string }>(who, '/api/me/password', { password: fresh });

async function withPassword(phone: string): Promise<TestPerson> {
  const person = await byCode(phone);
  expect((await t.put(person, '/api/me/password', { password: old })).status).toBe(200);
  return person;
}

test('soon after a sign-in by code: the new one holds, other devices are out, an event and a message tell of it', async () => {
  const phone = '13900040001';
  const elsewhere = await withPassword(phone);
  const here = await byCode(phone);
  expect(await mayReplace(here)).toBe(true);
  expect((await replace(here)).status).toBe(200);
  expect([await signedIn(here), await signedIn(elsewhere)]).toEqual([true, false]);
  expect([(await byPassword(phone, old)).status, (await byPassword(phone, fresh)).status]).toEqual([401, 200]);
  const events = await t.rows<{ action: string }>(
    sql`select action from audit_events where actor_person_id = ${here.id} and action like '%password' order by id`,
  );
  expect(events.map((event) => event.action)).toEqual(['accounts.set_password', 'accounts.replace_password']);
  const { body } = await t.get<{ rows: { kind: string; sentence: string; link: string }[] }>(here, '/api/me/notices');
  expect(body.rows.filter((row) => row.kind === 'accounts.password_set')).toHaveLength(2);
  expect(body.rows.find((row) => row.kind === 'accounts.password_set')).toMatchObject({
    link: '/me/security',
    sentence: expect.stringContaining('密码已换，别的设备已退出') as string,
  });
});

test('a sign-in by the old password, or long ago, is no proof; the refusal says what to do, and nothing changes', async () => {
  const phone = '13900040002';
  await withPassword(phone);
  const by = await byPassword(phone, old);
  const here: TestPerson = { id: '', name: '', token: tokenOf(by.headers['set-cookie']) };
  expect(await mayReplace(here)).toBe(false);
  expect(await replace(here)).toMatchObject({
    status: 403,
    body: { code: 'accounts.prove_by_code', message: '忘了密码，请退出后用手机验证码登录，并在 15 分钟内设新密码' },
  });
  const late = await byCode(phone);
  minutes(15);
  expect(await mayReplace(late)).toBe(false);
  expect(await replace(late)).toMatchObject({ status: 403, body: { code: 'accounts.prove_by_code' } });
  expect([(await byPassword(phone, fresh)).status, (await byPassword(phone, old)).status]).toEqual([401, 200]);
});

test('who has an authenticator gives its digits first', async () => {
  const phone = '13900040003';
  const first = await withPassword(phone);
  const { secret } = (await t.post<{ secret: string }>(first, '/api/me/authenticator')).body;
  const digits = (): string => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: t.now.getTime() });
  expect((await t.put(first, '/api/me/authenticator', { digits: digits() })).status).toBe(200);
  const here = await byCode(phone);
  expect([await mayReplace(here), (await replace(here)).body.code]).toEqual([false, 'accounts.totp_needed']);
  const lifted = {
    ...here,
    token: tokenOf((await t.post(here, '/api/sign-in/second-factor', { digits: digits() })).headers['set-cookie']),
  };
  expect([await mayReplace(lifted), (await replace(lifted)).status]).toEqual([true, 200]);
});
