import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { endpoints } from '../../nouns.ts';
import { exampleNumber } from '../../../domain/volunteers/gb11643.ts';
import { sql } from '../../db/sql.ts';
import { deviceCookie } from '../../accounts/sign-in/known-device.ts';
import { sessionCookie } from '../../http/load-actor.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../../testing/test-app.ts';
import { documentColumns } from '../personal-fields.ts';

/** A recycled number: a code alone, on a device that is not known, opens nothing that names the owner. */
let t: TestApp & { close(): Promise<void> };
let county: TestOrganization;
let clerk: TestPerson;
beforeAll(async () => {
  t = await testApp({ now: new Date('2026-03-05T02:00:00Z') });
  county = await t.organization('青云县志愿者协会', null, { level: 'county' });
  clerk = await t.person('方小文', [{ permissions: ['volunteers.read', 'volunteers.merge'], at: county }]);
});
afterAll(async () => {
  await t.close();
});
beforeEach(() => {
  t.now = new Date(t.now.getTime() + 26 * 3_600_000);
});

type Cookies = Record<string, string>;
type Body = {
  person_id: string;
  must_show_owner: boolean;
  second_factor: string;
  code?: string;
  field?: string;
  message?: string;
  [name: string]: unknown;
};
/** A browser of one's own, which keeps its cookies. */
class Browser {
  cookies: Cookies = {};
  async ask(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    payload?: object,
  ): Promise<{ status: number; body: Body }> {
    const answer = await t.app.inject({
      method,
      url,
      cookies: this.cookies,
      headers: method === 'GET' ? {} : { 'idempotency-key': randomBytes(8).toString('hex') },
      ...(payload === undefined ? {} : { payload }),
    });
    for (const cookie of answer.cookies) this.cookies[cookie.name] = cookie.value;
    const isJson = String(answer.headers['content-type'] ?? '').includes('json');
    return { status: answer.statusCode, body: (isJson ? answer.json() : { text: answer.body }) as Body };
  }
  async signIn(phone: string): Promise<Body> {
    t.now = new Date(t.now.getTime() + 61_000);
    const { body } = await this.ask('POST', '/api/sign-in/codes', { phone });
    return (await this.ask('POST', '/api/sign-in/code', { phone, code: body['shown_code'] })).body;
  }
  show(way: string, value: string) {
    return this.ask('POST', '/api/me/owner-proof', { way, value });
  }
}

let count = 0;
/** Registered long ago with a document; signs in with the phone. */
async function owner(): Promise<{ who: TestPerson; phone: string; number: string }> {
  count += 1;
  const [phone, number] = [`1390009${String(1000 + count)}`, exampleNumber('330702', '1990-05-04', count)];
  const who = await t.volunteer('欧阳小满', county, { phone });
  await t.setUp(async (writer) => {
    const sealed = documentColumns(writer.secrets, {
      type: 'resident_id',
      number,
      birth_date: '1990-05-04',
      sex: null,
    });
    await writer.run(
      sql`update persons set document_type = 'resident_id', document_encrypted = ${sealed.encrypted}, document_index = ${sealed.index}, document_hint = ${sealed.hint} where id = ${who.id}`,
    );
    await writer.run(
      sql`insert into identity_keys (kind, index, person_id) values ('sign_in_phone', ${writer.secrets.index('phone', phone)}, ${who.id})`,
    );
  });
  return { who, phone, number };
}
const wrongTail = (number: string): string => (number.endsWith('000000') ? '000001' : '000000');

test('until the owner shows something, profile, card and export are masked, what is the owner’s is shut, and a check-in card still has its codes', async () => {
  const { who, phone, number } = await owner();
  const browser = new Browser();
  expect(await browser.signIn(phone)).toMatchObject({ person_id: who.id, must_show_owner: true });
  const texts: string[] = [];
  for (const url of [
    '/api/me',
    '/api/me/volunteer',
    '/api/me/card',
    '/api/me/export.json',
    '/api/me/sign-ups',
    '/api/me/home',
    '/api/my/hours',
  ]) {
    const { status, body } = await browser.ask('GET', url);
    expect(status, url).toBe(200);
    texts.push(JSON.stringify(body, (key, value: unknown) => (key === 'codes' ? undefined : value))); // chance digits may hold any four
  }
  for (const text of texts)
    for (const full of ['欧阳小满', number, phone, number.slice(-4), '1990-05-04']) expect(text).not.toContain(full);
  expect((await browser.ask('GET', '/api/me')).body).toMatchObject({
    owner_ways: ['document'],
    person: { name: '欧○○' },
  });
  expect((await browser.ask('GET', '/api/me/card')).body['codes']).toHaveLength(120);
  const shut: [Parameters<Browser['ask']>[0], string, object?][] = [
    ['POST', '/api/my/certificates', { purpose: 'job', from: '2026-01-01', until: '2026-03-01' }],
    ['GET', '/api/my/certificates'],
    ['GET', '/api/me/merge-requests'],
    ['GET', '/api/me/notices'],
    ['PUT', '/api/me/phone', { phone: '13800090000', code: '123456' }],
    ['PUT', '/api/me/password', { password: '春风十里不如你的微笑' }],
    ['POST', '/api/me/authenticator'],
    ['GET', '/api/guardian-requests'],
    ['POST', '/api/me/volunteer/erasure', { confirms: true }],
    ['GET', '/api/me/consents'],
    ['GET', `/api/people/${who.id}/data-viewers`],
  ];
  for (const [method, url, body] of shut)
    expect(await browser.ask(method, url, body), url).toMatchObject({
      status: 403,
      body: { code: 'accounts.show_owner' },
    });
});

test('every endpoint that shows or changes what is the owner’s says so: nothing under “me” was forgotten', () => {
  // What a session may do that has shown nothing: find the way, sign up, check in, show the owner, leave
  const open = [
    'GET /api/me',
    'GET /api/me/asked-of-organizations',
    'DELETE /api/me/sessions/{session_id}',
    'PUT /api/me/notices/read',
    'GET /api/me/security',
    'POST /api/me/owner-proof',
    'GET /api/me/home',
    'GET /api/me/invitations',
    'PUT /api/me/invitations/{invitation_id}/answer',
    'GET /api/me/sign-ups',
    'PUT /api/me/sign-ups/{sign_up_id}/withdrawal',
    'GET /api/my/check-ins',
    'GET /api/my/hours-in-period',
    'GET /api/my/hours',
    'GET /api/my/stars',
    'GET /api/my/inbox',
    'GET /api/my/first-steps',
    'GET /api/me/volunteer/terms',
    'GET /api/me/volunteer',
    'GET /api/me/card',
    'GET /api/me/export.json',
    'GET /api/me/export.xlsx',
    'POST /api/me/not-mine',
  ];
  const own = endpoints
    .filter((each) => /^\/api\/(me|my)(\/|$)/.test(each.path))
    .filter((each) => each.owner_only !== true)
    .map((each) => `${each.method} ${each.path}`);
  expect(own.sort()).toEqual(open.sort());
});

test('the last six of the document open it, the device is known from then on, and only there', async () => {
  const { phone, number } = await owner();
  const browser = new Browser();
  await browser.signIn(phone);
  const before = browser.cookies[sessionCookie];
  expect((await browser.show('document', ` ${number.slice(-6).toLowerCase()} `)).status).toBe(200);
  expect(browser.cookies[sessionCookie]).not.toBe(before);
  expect((await browser.ask('GET', '/api/me')).body).toMatchObject({ owner_ways: [], person: { name: '欧阳小满' } });
  expect((await browser.ask('GET', '/api/me/export.json')).body).toMatchObject({ person: { document_number: number } });
  await browser.ask('POST', '/api/sign-out');
  expect(await browser.signIn(phone)).toMatchObject({ must_show_owner: false });
  const other = new Browser();
  other.cookies[deviceCookie] = randomBytes(32).toString('base64url');
  expect(await other.signIn(phone)).toMatchObject({ must_show_owner: true });
});

test('a device is known for the person who showed it there, not for whoever else signs in on it', async () => {
  const [one, two] = [await owner(), await owner()];
  const shared = new Browser();
  await shared.signIn(one.phone);
  await shared.show('document', one.number.slice(-6));
  expect(await shared.signIn(two.phone)).toMatchObject({ must_show_owner: true });
  expect(await shared.signIn(one.phone)).toMatchObject({ must_show_owner: false });
});

test('wrong tries are told in one sentence whichever way, wait longer each time, and end for the day', async () => {
  const { phone, number } = await owner();
  const browser = new Browser();
  await browser.signIn(phone);
  const seen = new Set<string>();
  for (const [way, value] of [
    ['document', wrongTail(number)],
    ['document', number.slice(-5)],
    ['password', '春风十里不如你的微笑'],
    ['authenticator', '123456'],
    ['birth_date', '1990-05-04'],
  ] as const) {
    const { status, body } = await browser.show(way, value);
    seen.add(`${status} ${body.code} ${body.message} ${body.field}`);
  }
  expect([...seen]).toEqual([expect.stringMatching(/^401 accounts.owner_wrong .* value$/)]);
  expect(await browser.show('document', number.slice(-6))).toMatchObject({
    status: 429,
    body: { code: 'accounts.locked' },
  });
  for (let round = 0; round < 5; round += 1) {
    t.now = new Date(t.now.getTime() + 61 * 60_000);
    await browser.show('document', wrongTail(number));
  }
  t.now = new Date(t.now.getTime() + 61 * 60_000);
  expect(await browser.show('document', number.slice(-6))).toMatchObject({
    status: 429,
    body: { code: 'accounts.owner_tries' },
  });
});

test('a newcomer is known where they register; a password or an authenticator shows the owner', async () => {
  const browser = new Browser();
  expect(await browser.signIn('13900098001')).toMatchObject({ must_show_owner: false });
  expect((await browser.ask('PUT', '/api/me/password', { password: '春风十里不如你的微笑' })).status).toBe(200);
  const started = await browser.ask('POST', '/api/me/authenticator');
  const digits = () =>
    new TOTP({ secret: Secret.fromBase32(String(started.body['secret'])) }).generate({ timestamp: t.now.getTime() });
  expect((await browser.ask('PUT', '/api/me/authenticator', { digits: digits() })).status).toBe(200);
  await t.setUp((writer) =>
    writer.run(
      sql`update persons set name = '新来的' where phone_index = ${writer.secrets.index('phone', '13900098001')}`,
    ),
  );
  const byPassword = new Browser();
  expect(await byPassword.signIn('13900098001')).toMatchObject({ must_show_owner: true, second_factor: 'needed' });
  expect((await byPassword.show('password', '春风十里不如你的微笑')).status).toBe(200);
  const byDigits = new Browser();
  await byDigits.signIn('13900098001');
  expect((await byDigits.ask('POST', '/api/sign-in/second-factor', { digits: digits() })).status).toBe(200);
  expect((await byDigits.ask('GET', '/api/me')).body).toMatchObject({ owner_ways: [], person: { name: '新来的' } });
});

test('a device that is known says of the new one that it is the owner too; the new one cannot say it of itself', async () => {
  const { who, phone } = await owner();
  const browser = new Browser();
  await browser.signIn(phone);
  const sessions = (
    await t.get<{ sessions: { id: string; can: { confirm_owner: boolean } }[] }>(who, '/api/me/security')
  ).body.sessions;
  const fresh = sessions.find((session) => session.can.confirm_owner);
  expect((await t.get<{ rows: { sentence: string }[] }>(who, '/api/me/notices')).body.rows[0]?.sentence).toContain(
    '还没证明是您',
  );
  expect(await browser.ask('POST', `/api/me/sessions/${fresh?.id ?? ''}/owner`)).toMatchObject({
    status: 403,
    body: { code: 'accounts.show_owner' },
  });
  expect((await t.post(who, `/api/me/sessions/${fresh?.id ?? ''}/owner`)).status).toBe(200);
  expect((await browser.ask('GET', '/api/me')).body).toMatchObject({ person: { name: '欧阳小满' } });
});

test('roles of staff stay shut as well', async () => {
  const { who, phone, number } = await owner();
  await t.setUp(async (writer) => {
    const role = (
      await writer.one<{ role_id: string }>(sql`select role_id from role_grants where person_id = ${clerk.id}`)
    ).role_id;
    await writer.run(sql`
      insert into role_grants (id, person_id, role_id, organization_id, is_below, valid_from, granted_at) values (${writer.newId()}, ${who.id}, ${role}, ${county.id}, true, '2020-01-01', ${t.now})`);
  });
  const browser = new Browser();
  await browser.signIn(phone);
  expect((await browser.ask('GET', '/api/volunteers')).status).toBe(403);
  expect((await browser.ask('GET', '/api/me')).body).toMatchObject({ grants: [], shut: [{ waits_for: 'owner' }] });
  await browser.show('document', number.slice(-6));
  expect((await browser.ask('GET', '/api/volunteers')).status).toBe(200);
});

test('“this is not my account”: signed out, the number begins afresh, the account keeps its record and is locked, staff are told; who has shown to be the owner is refused', async () => {
  const { who, phone, number } = await owner();
  const stranger = new Browser();
  await stranger.signIn(phone);
  expect((await stranger.ask('POST', '/api/me/not-mine')).status).toBe(200);
  expect((await stranger.ask('GET', '/api/me')).body['signed_in']).toBe(false);
  const again = await stranger.signIn(phone);
  expect(again).toMatchObject({ must_show_owner: false, is_new: true });
  expect(again.person_id).not.toBe(who.id);
  const page = await t.get<{ phone_freed_at: string | null; phone_hint: string; can: { recover_phone: boolean } }>(
    clerk,
    `/api/volunteers/${who.id}`,
  );
  expect(page.body).toMatchObject({ phone_hint: '', can: { recover_phone: true } });
  expect(page.body.phone_freed_at).not.toBeNull();
  expect(
    (await t.get<{ rows: { sentence: string; link: string }[] }>(clerk, '/api/me/notices')).body.rows[0],
  ).toMatchObject({ link: `/console/volunteers/${who.id}`, sentence: expect.stringContaining('换了主人') });
  expect(await t.rows(sql`select number from volunteers where id = ${who.id} and withdrawn_at is null`)).toHaveLength(
    1,
  );
  const events = await t.rows<{ before: object }>(
    sql`select before from audit_events where action = 'accounts.free_phone' and subject_id = ${who.id}`,
  );
  expect(events).toEqual([{ before: { phone: `139○○○○${phone.slice(-4)}` } }]);

  const real = await owner();
  const known = new Browser();
  await known.signIn(real.phone);
  await known.show('document', real.number.slice(-6));
  expect(await known.ask('POST', '/api/me/not-mine')).toMatchObject({
    status: 409,
    body: { code: 'accounts.owner_shown' },
  });
  expect(number).not.toBe(real.number);
});
