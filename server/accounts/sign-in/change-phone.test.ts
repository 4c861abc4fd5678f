import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import { tokenOf } from '../../proof/sign-in.ts';
import { testGateway, type TestGateway } from '../../testing/test-gateway.ts';
import { testApp, type TestApp, type TestPerson } from '../../testing/test-app.ts';

/** The owner changes the sign-in phone: the new one by its code, the owner by a fresh sign-in, the password or the old phone. */
let t: TestApp & { close(): Promise<void> };
type Message = { phone: string; purpose: string; code?: string };
let gateway: TestGateway<Message>;
beforeAll(async () => {
  t = await testApp({ now: new Date('2026-03-05T02:00:00Z') });
  gateway = await testGateway<Message>();
});
afterAll(async () => {
  gateway.close();
  await t.close();
});
beforeEach(() => {
  minutes(120);
});

const minutes = (count: number): void => {
  t.now = new Date(t.now.getTime() + count * 60_000);
};
const password = '春风十里不如你的微笑';
const code = async (phone: string, purpose = 'sign_in') =>
  (await t.post<{ shown_code: string }>(null, '/api/sign-in/codes', { phone, purpose })).body.shown_code;
async function signIn(phone: string): Promise<TestPerson> {
  const answer = await t.post<{ person_id: string }>(null, '/api/sign-in/code', { phone, code: await code(phone) });
  return { id: answer.body.person_id, name: '', token: tokenOf(answer.headers['set-cookie']) };
}
const change = async (who: TestPerson, phone: string, proof: object = {}) =>
  t.put<{ code?: string; field?: string; phone_hint?: string }>(who, '/api/me/phone', {
    phone,
    code: await code(phone, 'change_phone'),
    ...proof,
  });

test('by a code to the new one soon after signing in: the old one is told and signs nobody in, other sessions end, the event shows both masked', async () => {
  const elsewhere = await signIn('13900071001');
  minutes(2);
  const me = await signIn('13900071001');
  expect((await change(me, '13900071002')).body).toEqual({ phone_hint: '139○○○○1002' });
  await expect
    .poll(() => gateway.sent.filter((message) => message.purpose === 'phone_changed'))
    .toEqual([{ phone: '13900071001', purpose: 'phone_changed' }]);
  expect((await t.get<{ signed_in: boolean }>(elsewhere, '/api/me')).body.signed_in).toBe(false);
  const { body } = await t.get<{ rows: { sentence: string }[] }>(me, '/api/me/notices');
  expect(body.rows[0]?.sentence).toContain('登录手机号已换成 139○○○○1002');
  const events = await t.rows<{ before: object; after: object }>(
    sql`select before, after from audit_events where action = 'accounts.change_phone'`,
  );
  expect(events).toEqual([{ before: { phone: '139○○○○1001' }, after: { phone: '139○○○○1002' } }]);
  minutes(2);
  expect((await signIn('13900071001')).id).not.toBe(me.id);
  expect((await signIn('13900071002')).id).toBe(me.id);
});

test('later the password or a code to the old phone is asked for; a wrong one is told at its field and counts', async () => {
  const me = await signIn('13900071011');
  await t.put(me, '/api/me/password', { password });
  minutes(20);
  expect(await change(me, '13900071012')).toMatchObject({ status: 403, body: { code: 'accounts.prove_for_phone' } });
  minutes(2);
  expect(await change(me, '13900071012', { password: '不是这一句呀不是' })).toMatchObject({
    status: 401,
    body: { code: 'accounts.wrong_password', field: 'password' },
  });
  minutes(2);
  expect((await change(me, '13900071012', { password })).status).toBe(200);

  minutes(20);
  const old = await t.post<{ shown_code: string }>(me, '/api/me/phone/codes');
  await expect
    .poll(() =>
      gateway.sent.some(
        (message) =>
          message.purpose === 'leave_phone' && message.phone === '13900071012' && message.code === old.body.shown_code,
      ),
    )
    .toBe(true);
  expect(
    await change(me, '13900071013', { old_code: '000000' === old.body.shown_code ? '000001' : '000000' }),
  ).toMatchObject({ status: 401, body: { code: 'accounts.wrong_code', field: 'old_code' } });
  minutes(2);
  expect((await change(me, '13900071013', { old_code: old.body.shown_code })).body).toEqual({
    phone_hint: '139○○○○1013',
  });
});

test('a code for signing in changes no phone, and one for leaving the phone signs nobody in', async () => {
  const me = await signIn('13900071021');
  minutes(2);
  expect(await t.put(me, '/api/me/phone', { phone: '13900071022', code: await code('13900071022') })).toMatchObject({
    status: 409,
    body: { code: 'accounts.code_not_here' },
  });
  const { shown_code } = (await t.post<{ shown_code: string }>(me, '/api/me/phone/codes')).body;
  expect(await t.post(null, '/api/sign-in/code', { phone: '13900071021', code: shown_code })).toMatchObject({
    status: 409,
    body: { code: 'accounts.code_expired' },
  });
});

test('a number that another account uses is refused without saying whose, and one’s own is no change', async () => {
  const other = await t.volunteer('占号码的人', await t.organization('青云县志愿者协会'), { phone: '13900071031' });
  await t.setUp((writer) =>
    writer.run(
      sql`insert into identity_keys (kind, index, person_id) values ('sign_in_phone', ${writer.secrets.index('phone', '13900071031')}, ${other.id})`,
    ),
  );
  const me = await signIn('13900071032');
  const taken = await change(me, '13900071031');
  expect(taken).toMatchObject({ status: 409, body: { code: 'accounts.phone_taken', field: 'phone' } });
  expect(JSON.stringify(taken.body)).not.toContain('占');
  minutes(2);
  expect(await change(me, '13900071032')).toMatchObject({
    status: 422,
    body: { code: 'accounts.phone_same', field: 'phone' },
  });
});

test('two accounts that take one number at the same moment: one has it', async () => {
  const people = [await signIn('13900071041'), await signIn('13900071042')];
  const given = await code('13900071043', 'change_phone');
  const answers = await Promise.all(
    people.map((who) => t.put(who, '/api/me/phone', { phone: '13900071043', code: given })),
  );
  expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([200, 409]);
});
