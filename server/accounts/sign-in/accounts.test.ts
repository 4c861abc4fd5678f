import { TOTP, Secret } from 'otpauth';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import { tokenOf } from '../../proof/sign-in.ts';
import { testApp, type TestAnswer, type TestApp, type TestPerson } from '../../testing/test-app.ts';

let t: TestApp & { close(): Promise<void> };
beforeAll(async () => {
  t = await testApp({ now: new Date('2026-03-05T02:00:00Z') });
});
afterAll(async () => {
  await t.close();
});
beforeEach(() => {
  t.now = new Date(t.now.getTime() + 2 * 3_600_000);
});

const minutes = (count: number) => {
  t.now = new Date(t.now.getTime() + count * 60_000);
};
const code = async (phone: string, purpose = 'sign_in') =>
  (await t.post<{ shown_code: string }>(null, '/api/sign-in/codes', { phone, purpose })).body.shown_code;
function signedIn(answer: TestAnswer<{ person_id: string }>): TestPerson {
  return { id: answer.body.person_id, name: '', token: tokenOf(answer.headers['set-cookie']) };
}
const byCode = async (phone: string) =>
  signedIn(await t.post<{ person_id: string }>(null, '/api/sign-in/code', { phone, code: await code(phone) }));

test('a phone and its code open an account once; the cookie is out of reach of scripts', async () => {
  const first = await t.post<{ person_id: string; is_new: boolean; second_factor: string }>(null, '/api/sign-in/code', {
    phone: '138 0013 8000',
    code: await code('13800138000'),
  });
  expect(first.body).toMatchObject({ is_new: true, second_factor: 'none' });
  expect(String(first.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Lax/);
  minutes(2);
  const second = await t.post<{ person_id: string; is_new: boolean }>(null, '/api/sign-in/code', {
    phone: '+8613800138000',
    code: await code('13800138000'),
  });
  expect(second.body).toMatchObject({ is_new: false, person_id: first.body.person_id });
  const me = await t.get<{ signed_in: boolean }>(signedIn(second), '/api/me');
  expect(me.body.signed_in).toBe(true);
});

test('a code works once, five wrong tries end it, and a new one needs a minute', async () => {
  const right = await code('13800138001');
  const soon = await t.post<{ code: string; message: string }>(null, '/api/sign-in/codes', { phone: '13800138001' });
  expect([soon.status, soon.body.code, soon.body.message]).toEqual([
    429,
    'accounts.code_too_soon',
    '验证码刚发过，请 60 秒后再要',
  ]);
  const wrong = right === '000000' ? '111111' : '000000';
  for (const left of [4, 3, 2, 1, 0]) {
    const answer = await t.post<{ message: string }>(null, '/api/sign-in/code', { phone: '13800138001', code: wrong });
    expect(answer.body.message).toBe(`验证码对不上，请核对，还可试 ${left} 次`);
  }
  expect(
    (await t.post<{ code: string }>(null, '/api/sign-in/code', { phone: '13800138001', code: right })).body.code,
  ).toBe('accounts.code_expired');
  minutes(2);
  const fresh = await code('13800138001');
  expect((await t.post(null, '/api/sign-in/code', { phone: '13800138001', code: fresh })).status).toBe(200);
  expect(
    (await t.post<{ code: string }>(null, '/api/sign-in/code', { phone: '13800138001', code: fresh })).body.code,
  ).toBe('accounts.code_expired');
  expect(JSON.stringify(await t.rows(sql`select code_hash::text, phone_index::text from sign_in_codes`))).not.toContain(
    fresh,
  );
});

test('password: weak ones are refused, five wrong tries lock, a code sign-in unlocks', async () => {
  const me = await byCode('13800138002');
  expect((await t.put<{ code: string }>(me, '/api/me/password', { password: 'x13800138002' })).body.code).toBe(
    'accounts.password_personal',
  );
  expect((await t.put(me, '/api/me/password', { password: '春风十里不如你的微笑' })).status).toBe(200);
  const sign = (password: string) => {
    t.now = new Date(t.now.getTime() + 1000);
    return t.post<{ code?: string; person_id: string }>(null, '/api/sign-in/password', {
      phone: '13800138002',
      password,
    });
  };
  expect((await sign('春风十里不如你的微笑')).status).toBe(200);
  for (let index = 0; index < 5; index += 1) expect((await sign('别的密码')).body.code).toBe('accounts.wrong_sign_in');
  expect((await sign('春风十里不如你的微笑')).body.code).toBe('accounts.locked');
  t.now = new Date(t.now.getTime() + 53_000); // still locked, and a minute since the last code
  await byCode('13800138002');
  expect((await sign('春风十里不如你的微笑')).status).toBe(200);
  expect(
    (await t.post<{ code: string }>(null, '/api/sign-in/password', { phone: '13911112222', password: '没有这个人' }))
      .body.code,
  ).toBe('accounts.wrong_sign_in');
});

test('sixty wrong tries from one network make it wait, whatever the phone', async () => {
  for (let index = 0; index < 60; index += 1) {
    await t.post(null, '/api/sign-in/code', { phone: `1370000${String(1000 + index)}`, code: '123456' });
  }
  const answer = await t.post<{ code: string }>(null, '/api/sign-in/code', { phone: '13700009999', code: '123456' });
  expect(answer.body.code).toBe('core.too_many_requests');
});

test('staff: a role that needs a second factor opens only after the digits, and digits are good once', async () => {
  const place = await t.organization('云汀区', null, { kind: 'county', level: 'county' });
  const me = await byCode('13800138003');
  await t.setUp(async (writer) => {
    const role = writer.newId();
    await writer.run(
      sql`insert into roles (id, name_zh, name_en, permissions, needs_second_factor, created_at) values (${role}, '审计员', 'auditor', ${['accounts.audit']}, true, ${t.now})`,
    );
    await writer.run(
      sql`insert into role_grants (id, person_id, role_id, organization_id, is_below, valid_from, granted_at) values (${writer.newId()}, ${me.id}, ${role}, ${place.id}, true, '2020-01-01', ${t.now})`,
    );
    await writer.run(sql`update accounts set is_staff = true where person_id = ${me.id}`);
  });
  expect((await t.get(me, '/api/audit')).status).toBe(403);
  const begun = await t.post<{ secret: string; uri: string }>(me, '/api/me/authenticator');
  expect(begun.body.uri).toMatch(/^otpauth:\/\/totp\//);
  const digits = () =>
    new TOTP({ secret: Secret.fromBase32(begun.body.secret) }).generate({ timestamp: t.now.getTime() });
  const lifted = {
    ...me,
    token: tokenOf((await t.put(me, '/api/me/authenticator', { digits: digits() })).headers['set-cookie']),
  };
  expect((await t.get(lifted, '/api/audit')).status).toBe(200);
  expect((await t.post<{ code: string }>(lifted, '/api/sign-in/second-factor', { digits: digits() })).body.code).toBe(
    'accounts.totp_used',
  );
  minutes(2);
  const again = await t.post<{ second_factor: string; person_id: string }>(null, '/api/sign-in/code', {
    phone: '13800138003',
    code: await code('13800138003'),
  });
  expect(again.body.second_factor).toBe('needed');
  const fresh = signedIn(again);
  expect((await t.get(fresh, '/api/audit')).status).toBe(403);
  const given = await t.post(fresh, '/api/sign-in/second-factor', { digits: digits() });
  expect([
    given.status,
    (await t.get({ ...fresh, token: tokenOf(given.headers['set-cookie']) }, '/api/audit')).status,
  ]).toEqual([200, 200]);
});

test('sessions are listed and ended by their owner, and end by themselves when idle', async () => {
  const first = await byCode('13800138004');
  minutes(2);
  const second = await byCode('13800138004');
  type Security = { sessions: { id: string; is_current: boolean }[] };
  const mine = (await t.get<Security>(second, '/api/me/security')).body;
  expect(mine.sessions.map((session) => session.is_current)).toEqual([true, false]);
  const stranger = await byCode('13800138005');
  const other = mine.sessions[1]!.id;
  expect((await t.delete(stranger, `/api/me/sessions/${other}`)).status).toBe(404);
  expect((await t.delete(second, `/api/me/sessions/${other}`)).status).toBe(200);
  expect((await t.get(first, '/api/me/security')).status).toBe(401);
  expect((await t.post(second, '/api/sign-out')).status).toBe(200);
  expect((await t.get(second, '/api/me/security')).status).toBe(401);
  minutes(31 * 24 * 60);
  expect((await t.get(stranger, '/api/me/security')).status).toBe(401);
});

test('the phone changes by a code to the new one; a taken phone is refused', async () => {
  const me = await byCode('13800138006');
  await byCode('13800138007');
  minutes(2);
  const taken = await t.put<{ code: string }>(me, '/api/me/phone', {
    phone: '13800138007',
    code: await code('13800138007', 'change_phone'),
  });
  expect(taken.body.code).toBe('accounts.phone_taken');
  const changed = await t.put<{ phone_hint: string }>(me, '/api/me/phone', {
    phone: '13800138008',
    code: await code('13800138008', 'change_phone'),
  });
  expect(changed.body.phone_hint).toBe('138○○○○8008');
  minutes(2);
  expect((await byCode('13800138008')).id).toBe(me.id);
  expect((await byCode('13800138006')).id).not.toBe(me.id);
});

test('demonstration people sign in with one tap, and only where they exist', async () => {
  const person = await t.person('示例干事');
  expect((await t.post<{ code: string }>(null, '/api/sign-in/demonstration', { person_id: person.id })).body.code).toBe(
    'accounts.no_demonstration',
  );
  await t.setUp(async (writer) => {
    await writer.run(sql`insert into settings values ('demonstration', '{}', ${t.now})`);
    await writer.run(
      sql`insert into demonstration_people values (${person.id}, 1, '县团委干事', 'County staff', 'console')`,
    );
  });
  const list = await t.get<{ rows: { person_id: string; title_zh: string }[] }>(
    null,
    '/api/sign-in/demonstration-people',
  );
  expect(list.body.rows).toMatchObject([{ person_id: person.id, title_zh: '县团委干事' }]);
  const answer = await t.post<{ person_id: string; surface: string }>(null, '/api/sign-in/demonstration', {
    person_id: person.id,
  });
  expect(answer.body.surface).toBe('console');
  expect((await t.get<{ signed_in: boolean }>(signedIn(answer), '/api/me')).body.signed_in).toBe(true);
});

test('the page of jobs needs its permission', async () => {
  const place = await t.organization('云汀市', null, { kind: 'city', level: 'city' });
  const operator = await t.person('运维', [{ permissions: ['accounts.jobs'], at: place }]);
  expect((await t.get(operator, '/api/jobs')).status).toBe(200);
  expect((await t.get(await t.person('别人'), '/api/jobs')).status).toBe(403);
  expect((await t.post(operator, '/api/jobs/nothing/retry')).status).toBe(404);
});
