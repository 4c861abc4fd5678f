import { Secret, TOTP } from 'otpauth';
import { businessDate } from '../../../domain/time.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { permissions } from '../../../domain/permissions.ts';
import { sql } from '../../db/sql.ts';
import { write, type Writer } from '../../db/writer.ts';
import { sessionCookie, sessionCookieOf } from '../../http/load-actor.ts';
import { endSessionsOf, takeAuthenticator } from '../roles/operator-commands.ts';
import { tokenOf } from '../../proof/sign-in.ts';
import { testApp, type TestAnswer, type TestApp, type TestPerson } from '../../testing/test-app.ts';

/** A token that somebody knew before is worth nothing after: a sign-in, a second factor and a changed way of signing in renew or end sessions. */
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
const password = '春风十里不如你的微笑';
const code = async (phone: string, purpose = 'sign_in') =>
  (await t.post<{ shown_code: string }>(null, '/api/sign-in/codes', { phone, purpose })).body.shown_code;
/** Signs in by code with whatever cookie the browser holds. */
async function signIn(phone: string, brought: TestPerson | null = null): Promise<TestPerson> {
  const answer = await t.post<{ person_id: string }>(brought, '/api/sign-in/code', { phone, code: await code(phone) });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return { id: answer.body.person_id, name: '', token: tokenOf(answer.headers['set-cookie']) };
}
const lives = async (who: TestPerson): Promise<boolean> =>
  (await t.get<{ signed_in: boolean }>(who, '/api/me')).body.signed_in;
const renewed = (who: TestPerson, answer: TestAnswer): TestPerson => ({
  ...who,
  token: tokenOf(answer.headers['set-cookie']),
});

async function withAuthenticator(
  phone: string,
): Promise<{ before: TestPerson; after: TestPerson; digits: () => string }> {
  const before = await signIn(phone);
  const { body } = await t.post<{ secret: string }>(before, '/api/me/authenticator');
  const digits = (): string =>
    new TOTP({ secret: Secret.fromBase32(body.secret) }).generate({ timestamp: t.now.getTime() });
  const answer = await t.put(before, '/api/me/authenticator', { digits: digits() });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return { before, after: renewed(before, answer), digits };
}

describe('session fixation', () => {
  test.each(['by code', 'by password', 'as a demonstration person'] as const)(
    'signing in %s never adopts the token that the browser brought, and ends that session',
    async (how) => {
      const phone = `1390003${String(1000 + how.length)}`;
      const person = await signIn(phone);
      expect((await t.put(person, '/api/me/password', { password })).status).toBe(200);
      await t.setUp(async (writer) => {
        await writer.run(sql`insert into settings values ('demonstration', '{}', ${t.now}) on conflict do nothing`);
        await writer.run(
          sql`insert into demonstration_people values (${person.id}, ${how.length}, '示例', 'Example', 'phone')`,
        );
      });
      const planted = await signIn('13900039999'); // an attacker's own session, set in the victim's browser
      minutes(2);
      const ways = {
        'by code': async () => t.post(planted, '/api/sign-in/code', { phone, code: await code(phone) }),
        'by password': () => t.post(planted, '/api/sign-in/password', { phone, password }),
        'as a demonstration person': () => t.post(planted, '/api/sign-in/demonstration', { person_id: person.id }),
      };
      const answer = await ways[how]();
      expect([answer.status, answer.body['person_id']]).toEqual([200, person.id]);
      const after = renewed(person, answer);
      expect(after.token).not.toBe(planted.token);
      expect([await lives(after), await lives(planted)]).toEqual([true, false]);
      minutes(2);
    },
  );

  test('an invented token is not adopted either', async () => {
    const planted: TestPerson = { id: '', name: '', token: 'chosen-by-somebody-else' };
    const person = await signIn('13900030002', planted);
    expect([person.token === planted.token, await lives(planted)]).toEqual([false, false]);
    expect(person.token).toMatch(/^[\da-f-]{36}\.[\w-]{43}$/); // 256 random bits
  });

  test('the second factor makes a new token; the one before it opens nothing any more', async () => {
    const { before, after, digits } = await withAuthenticator('13900030003');
    expect([after.token === before.token, await lives(before), await lives(after)]).toEqual([false, false, true]);
    minutes(2);
    const half = await signIn('13900030003');
    const answer = await t.post(half, '/api/sign-in/second-factor', { digits: digits() });
    expect([answer.status, await lives(half), await lives(renewed(half, answer))]).toEqual([200, false, true]);
    const { body } = await t.get<{ sessions: { is_current: boolean; has_second_factor: boolean }[] }>(
      renewed(half, answer),
      '/api/me/security',
    );
    expect(body.sessions.find((session) => session.is_current)).toMatchObject({ has_second_factor: true });
  });

  test('under https the cookie has a name that no neighbouring host can set, and the plain one is not read', async () => {
    const https = { 'x-forwarded-proto': 'https' };
    const phone = '13900030004';
    const asked = await t.app.inject({ method: 'POST', url: '/api/sign-in/codes', headers: https, payload: { phone } });
    const [browser = ''] = String(asked.headers['set-cookie']).split(';');
    expect(String(asked.headers['set-cookie'])).toMatch(
      /^__Host-qingzhi_browser=[\w-]{43}; Max-Age=300; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    const { shown_code } = asked.json() as { shown_code: string };
    const answer = await t.app.inject({
      method: 'POST',
      url: '/api/sign-in/code',
      headers: { ...https, cookie: browser },
      payload: { phone, code: shown_code },
    });
    const cookie = String([answer.headers['set-cookie']].flat()[0]);
    expect(cookie.startsWith(`${sessionCookieOf('https')}=`)).toBe(true);
    expect(cookie).toMatch(/^__Host-.*; Path=\/.*; Secure/);
    expect(cookie).not.toContain('Domain');
    const token = tokenOf(cookie);
    const me = async (name: string): Promise<boolean> =>
      (
        (await t.app.inject({ url: '/api/me', headers: https, cookies: { [name]: token } })).json() as {
          signed_in: boolean;
        }
      ).signed_in;
    expect([await me(sessionCookieOf('https')), await me(sessionCookie)]).toEqual([true, false]);
  });
});

describe('a changed way of signing in', () => {
  async function twoDevices(phone: string): Promise<{ here: TestPerson; elsewhere: TestPerson }> {
    const elsewhere = await signIn(phone);
    minutes(2);
    return { here: await signIn(phone), elsewhere };
  }

  test('a new password ends the other sessions and keeps this one', async () => {
    const { here, elsewhere } = await twoDevices('13900031001');
    expect((await t.put(here, '/api/me/password', { password })).status).toBe(200);
    expect([await lives(here), await lives(elsewhere)]).toEqual([true, false]);
  });

  test('a new phone ends the other sessions and keeps this one', async () => {
    const { here, elsewhere } = await twoDevices('13900031002');
    expect(
      (await t.put(here, '/api/me/phone', { phone: '13900031003', code: await code('13900031003', 'change_phone') }))
        .status,
    ).toBe(200);
    expect([await lives(here), await lives(elsewhere)]).toEqual([true, false]);
  });

  test('a new authenticator ends the other sessions', async () => {
    const elsewhere = await signIn('13900031004');
    minutes(2);
    const { after } = await withAuthenticator('13900031004');
    expect([await lives(after), await lives(elsewhere)]).toEqual([true, false]);
  });

  test.each([
    ['a first password', (who: TestPerson) => t.put(who, '/api/me/password', { password })],
    ['the authenticator', (who: TestPerson) => t.post(who, '/api/me/authenticator')],
  ] as const)('%s is changed only soon after signing in, and the refusal says how', async (name, change) => {
    const phone = `1390003102${name.length % 10}`;
    const person = await signIn(phone);
    minutes(15);
    expect(await change(person)).toMatchObject({
      status: 403,
      body: { code: 'accounts.sign_in_again', message: '为了安全，请退出后重新登录，并在 15 分钟内办理' },
    });
    minutes(2);
    expect((await change(await signIn(phone, person))).status).toBe(200);
  });

  test('another device is signed out only soon after signing in; leaving this one is always free', async () => {
    const { here, elsewhere } = await twoDevices('13900031006');
    type Devices = { sessions: { id: string; is_current: boolean; can: { end: boolean } }[] };
    const devices = async () => (await t.get<Devices>(here, '/api/me/security')).body.sessions;
    const other = (await devices()).find((session) => !session.is_current);
    expect(other?.can.end).toBe(true);
    minutes(15);
    expect((await devices()).map(({ is_current, can }) => [is_current, can.end])).toEqual(
      expect.arrayContaining([
        [true, true],
        [false, false],
      ]),
    );
    expect(await t.delete(here, `/api/me/sessions/${other?.id ?? ''}`)).toMatchObject({
      status: 403,
      body: { code: 'accounts.sign_in_again' },
    });
    expect([await lives(elsewhere), await lives(here)]).toEqual([true, true]);
    const again = await signIn('13900031006', here);
    expect((await t.delete(again, `/api/me/sessions/${other?.id ?? ''}`)).status).toBe(200);
    minutes(60);
    expect([await lives(elsewhere), (await t.post(again, '/api/sign-out')).status]).toEqual([false, 200]);
  });

  test('a password that stands is changed by giving it, at any time', async () => {
    const person = await signIn('13900031005');
    expect((await t.put(person, '/api/me/password', { password })).status).toBe(200);
    minutes(60);
    expect(
      (await t.put(person, '/api/me/password', { password: '另一句很长的话作密码', current: '不是这一句不是这一句' }))
        .body,
    ).toMatchObject({ code: 'accounts.wrong_sign_in' });
    expect(
      (await t.put(person, '/api/me/password', { password: '另一句很长的话作密码', current: password })).status,
    ).toBe(200);
  });
});

describe('the operator', () => {
  const act = <T>(work: (writer: Writer) => Promise<T>): Promise<T> =>
    write(t.database.pool, { now: t.now, actor: null, request_id: 'sign-out', secrets: t.services.secrets }, work);

  test('signs one person out everywhere, or everybody, and it leaves an event', async () => {
    const [one, other] = [await signIn('13900033001'), await signIn('13900033002')];
    minutes(2);
    const again = await signIn('13900033001');
    expect(await act((writer) => endSessionsOf(writer, { phone: '13900033001' }))).toBe(2);
    expect([await lives(one), await lives(again), await lives(other)]).toEqual([false, false, true]);
    await expect(act((writer) => endSessionsOf(writer, { phone: '13900033009' }))).rejects.toMatchObject({
      code: 'core.not_found',
    });
    expect(await act((writer) => endSessionsOf(writer, 'everybody'))).toBeGreaterThan(0);
    expect(await lives(other)).toBe(false);
    const events = await t.rows(sql`select action from audit_events where action = 'accounts.end_all_sessions'`);
    expect(events).toHaveLength(2);
  });

  test('ends what ran out too, without counting it: the device wipes the board that it kept for the day', async () => {
    const clerk = await signIn('13900033011');
    await t.setUp((writer) =>
      writer.run(sql`update sessions set expires_at = ${new Date(t.now.getTime() - 1)} where person_id = ${clerk.id}`),
    );
    expect((await t.get(clerk, '/api/boards')).headers['session-ended']).toBe('by_time');
    expect(await act((writer) => endSessionsOf(writer, { phone: '13900033011' }))).toBe(0);
    expect((await t.get(clerk, '/api/boards')).headers['session-ended']).toBe('by_person');
  });

  test('takes a lost authenticator away; the owner signs in and adds another', async () => {
    const { after } = await withAuthenticator('13900033003');
    await act((writer) => takeAuthenticator(writer, '13900033003'));
    expect(await lives(after)).toBe(false);
    minutes(2);
    const fresh = await signIn('13900033003');
    expect((await t.get<{ has_authenticator: boolean }>(fresh, '/api/me/security')).body.has_authenticator).toBe(false);
    expect((await t.post(fresh, '/api/me/authenticator')).status).toBe(200);
  });
});

test('a refusal tells a session that ran out from one that somebody ended, for reads that anybody may make too', async () => {
  const clerk = await t.person('何景时', [
    {
      permissions: ['organizations.read'],
      at: await t.organization('云溪区青年志愿者协会', null, { level: 'county' }),
    },
  ]);
  const expiring = (at: Date) =>
    t.setUp((writer) =>
      writer.run(sql`update sessions set expires_at = ${at}, last_seen_at = ${t.now} where person_id = ${clerk.id}`),
    );
  const told = async (who: TestPerson | null) => {
    const [closed, open] = [
      await t.get<{ code?: string }>(who, '/api/me/notices'),
      await t.get<{ signed_in: boolean }>(who, '/api/me'),
    ];
    return [
      closed.status,
      closed.body.code,
      closed.headers['session-ended'],
      open.status,
      open.body.signed_in,
      open.headers['session-ended'],
    ];
  };
  await expiring(new Date(t.now.getTime() + 1));
  expect(await told(clerk)).toEqual([200, undefined, undefined, 200, true, undefined]);
  await expiring(t.now); // the minute it ends
  expect(await told(clerk)).toEqual([401, 'core.session_expired', 'by_time', 200, false, 'by_time']);
  const sent = await t.post<{ code: string }>(clerk, '/api/sign-out');
  expect([sent.status, sent.body.code]).toEqual([401, 'core.session_expired']);
  await t.setUp((writer) => writer.run(sql`update sessions set ended_at = ${t.now} where person_id = ${clerk.id}`));
  expect(await told(clerk)).toEqual([401, 'core.signed_out', 'by_person', 200, false, 'by_person']);
  expect(await told({ ...clerk, token: 'of-nobody' })).toEqual([
    401,
    'core.signed_out',
    'by_person',
    200,
    false,
    'by_person',
  ]);
  expect(await told(null)).toEqual([401, 'core.signed_out', undefined, 200, false, undefined]);
});

test('a role that is taken, changed or retired opens nothing with the next request of a session that goes on', async () => {
  const place = await t.organization('云汀县', null, { kind: 'county', level: 'county' });
  const chief = await t.person('总管', [{ permissions, at: place }]);
  const clerk = await signIn('13900032001');
  const made = await t.post<{ id: string }>(chief, '/api/roles', {
    organization_id: place.id,
    name_zh: '名册',
    name_en: 'roster',
    permissions: ['volunteers.read'],
    needs_second_factor: false,
  });
  const granted = await t.post<{ id: string }>(chief, '/api/grants', {
    person_id: clerk.id,
    role_id: made.body.id,
    organization_id: place.id,
    is_below: true,
    valid_from: businessDate(t.now),
    valid_until: null,
  });
  const status = async (): Promise<number> => (await t.get(clerk, '/api/volunteers')).status;
  expect(await status()).toBe(200);
  expect(
    (
      await t.put(chief, `/api/roles/${made.body.id}`, {
        name_zh: '名册',
        name_en: 'roster',
        permissions: ['organizations.read'],
        needs_second_factor: false,
      })
    ).status,
  ).toBe(200);
  expect(await status()).toBe(403);
  expect(
    (
      await t.put(chief, `/api/roles/${made.body.id}`, {
        name_zh: '名册',
        name_en: 'roster',
        permissions: ['volunteers.read'],
        needs_second_factor: true,
      })
    ).status,
  ).toBe(200);
  expect(await status()).toBe(403); // this session gave no second factor
  expect(
    (
      await t.put(chief, `/api/roles/${made.body.id}`, {
        name_zh: '名册',
        name_en: 'roster',
        permissions: ['volunteers.read'],
        needs_second_factor: false,
      })
    ).status,
  ).toBe(200);
  expect(await status()).toBe(200);
  expect((await t.delete(chief, `/api/grants/${granted.body.id}`, { reason: '换岗' })).status).toBe(200);
  expect([await status(), await lives(clerk)]).toEqual([403, true]);
});
