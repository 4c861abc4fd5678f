import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { tokenOf } from '../../proof/sign-in.ts';
import { testApp, type TestApp } from '../../testing/test-app.ts';
import { browserCookie } from './browser-binding.ts';

/** A code is good in the browser that asked for it: one that is read over a shoulder or talked out of somebody opens nothing elsewhere. */
let t: TestApp & { close(): Promise<void> };
beforeAll(async () => {
  t = await testApp({ now: new Date('2026-03-05T02:00:00Z') });
});
afterAll(async () => {
  await t.close();
});
beforeEach(() => {
  t.now = new Date(t.now.getTime() + 3_600_000);
});

type Cookies = Readonly<Record<string, string>>;
const post = async (cookies: Cookies, url: string, payload: object) => {
  const answer = await t.app.inject({ method: 'POST', url, cookies, payload, headers: { 'accept-language': 'zh' } });
  return {
    status: answer.statusCode,
    body: answer.json() as { code?: string; shown_code?: string; message?: string },
    cookie: String(answer.headers['set-cookie'] ?? ''),
  };
};
/** A browser without cookies asks; what it holds afterwards. */
async function asking(phone: string, cookies: Cookies = {}): Promise<{ browser: Cookies; code: string }> {
  const sent = await post(cookies, '/api/sign-in/codes', { phone });
  expect(sent.status, JSON.stringify(sent.body)).toBe(200);
  return {
    browser: { [browserCookie]: /qingzhi_browser=([\w-]+)/.exec(sent.cookie)?.[1] ?? '' },
    code: sent.body.shown_code ?? '',
  };
}
const elsewhere = (): Cookies => ({ [browserCookie]: randomBytes(32).toString('base64url') });

test('another browser with the right code is refused in words that help, costs no try, and the asking one still gets in', async () => {
  const { browser, code } = await asking('13900050001');
  for (const cookies of [{}, elsewhere(), { [browserCookie]: 'x' }, elsewhere(), elsewhere(), elsewhere()]) {
    expect(await post(cookies, '/api/sign-in/code', { phone: '13900050001', code })).toMatchObject({
      status: 409,
      body: { code: 'accounts.code_not_here', message: '这个浏览器没有要过验证码，请在这里重新获取，再输新的' },
    });
  }
  expect((await post(browser, '/api/sign-in/code', { phone: '13900050001', code })).status).toBe(200);
});

test('from elsewhere it looks the same whether a code was sent or not', async () => {
  const { code } = await asking('13900050002');
  const seen = async (phone: string) => {
    const { status, body } = await post(elsewhere(), '/api/sign-in/code', { phone, code });
    return [status, body.code, body.message];
  };
  expect(await seen('13900050002')).toEqual(await seen('13900050009'));
});

test('one browser asks for two phones, and both codes are good there: a desk', async () => {
  const first = await asking('13900050003');
  const second = await asking('13900050004', first.browser);
  expect(second.browser).toEqual(first.browser);
  expect((await post(second.browser, '/api/sign-in/code', { phone: '13900050003', code: first.code })).status).toBe(
    200,
  );
  expect((await post(second.browser, '/api/sign-in/code', { phone: '13900050004', code: second.code })).status).toBe(
    200,
  );
});

test('two browsers ask for one phone, a minute apart: each has its own code, as when one leaves an in-app browser', async () => {
  const inApp = await asking('13900050005');
  t.now = new Date(t.now.getTime() + 60_000);
  const outside = await asking('13900050005');
  expect(outside.browser).not.toEqual(inApp.browser);
  expect((await post(outside.browser, '/api/sign-in/code', { phone: '13900050005', code: inApp.code })).status).toBe(
    401,
  );
  expect((await post(inApp.browser, '/api/sign-in/code', { phone: '13900050005', code: inApp.code })).status).toBe(200);
  expect((await post(outside.browser, '/api/sign-in/code', { phone: '13900050005', code: outside.code })).status).toBe(
    200,
  );
});

test('the code for a new phone is bound in the same way', async () => {
  const { browser, code } = await asking('13900050006');
  const session = tokenOf((await post(browser, '/api/sign-in/code', { phone: '13900050006', code })).cookie);
  const change = async (cookies: Cookies, given: string) =>
    (
      await t.app.inject({
        method: 'PUT',
        url: '/api/me/phone',
        cookies: { ...cookies, qingzhi_session: session },
        payload: { phone: '13900050007', code: given },
        headers: { 'idempotency-key': randomBytes(8).toString('hex') },
      })
    ).statusCode;
  const sent = await post(browser, '/api/sign-in/codes', { phone: '13900050007', purpose: 'change_phone' });
  expect(await change(elsewhere(), sent.body.shown_code ?? '')).toBe(409);
  expect(await change(browser, sent.body.shown_code ?? '')).toBe(200);
});
