/** Where no text message goes out: a link that is good once. */
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../../testing/test-app.ts';
import { nameAdministrator } from '../roles/operator-commands.ts';
import { newPerson } from './open-account.ts';
import { makeLink } from './sign-in-link.ts';

let t: TestApp & { close(): Promise<void> };
let county: TestOrganization;
let clerk: TestPerson;
let above: TestPerson;
let role: string;
const password = '春风十里不如你的微笑';

beforeAll(async () => {
  t = await testApp({ now: new Date('2026-03-05T02:00:00Z') });
  const city = await t.organization('市', null, { level: 'city' });
  county = await t.organization('云汀区', city, { level: 'county' });
  clerk = await t.person('干事', [
    { permissions: ['accounts.grant', 'organizations.read', 'records.read'], at: county },
  ]);
  above = await t.person('市里', [{ permissions: ['accounts.grant', 'organizations.read'], at: city }]);
  role = (
    await t.post<{ id: string }>(clerk, '/api/roles', {
      organization_id: county.id,
      name_zh: '查看',
      name_en: 'reader',
      permissions: ['records.read'],
      needs_second_factor: true,
    })
  ).body.id;
});
afterAll(async () => {
  await t.close();
});

let phones = 13905790000;
async function invited(): Promise<{ grant: string; person: string; token: string; phone: string }> {
  const phone = String(phones++);
  const made = (
    await t.post<{ id: string; person_id: string }>(clerk, '/api/grants', {
      phone,
      name: '新来的',
      role_id: role,
      organization_id: county.id,
      is_below: false,
      valid_from: '2026-03-05',
      valid_until: null,
    })
  ).body;
  const { link } = (await t.post<{ link: string }>(clerk, `/api/grants/${made.id}/invitation`)).body;
  expect(link).toContain('/welcome#');
  return { grant: made.id, person: made.person_id, token: link.split('#')[1] ?? '', phone };
}
const open = (token: string) =>
  t.post<{ code?: string; authenticator: { secret: string }; name: string; phone_hint: string }>(
    null,
    '/api/sign-in/link/opening',
    { token },
  );
const digitsOf = (secret: string): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: t.now.getTime() });
const enter = (token: string, digits: string, more: object = {}) =>
  t.post<{ code?: string; person_id: string }>(null, '/api/sign-in/link', { token, password, digits, ...more });
const heard = async (who: TestPerson): Promise<string[]> =>
  (await t.get<{ rows: { kind: string }[] }>(who, '/api/me/notices')).body.rows.map((row) => row.kind);

test('an invited person sets password and authenticator, is in with both, and signs in by them afterwards', async () => {
  const one = await invited();
  const shown = (await open(one.token)).body;
  expect(shown).toMatchObject({ name: '新来的' });
  expect((await open(one.token)).body.authenticator.secret).toBe(shown.authenticator.secret); // a page that is loaded again shows the same
  expect((await enter(one.token, '000000')).body.code).toBe('accounts.totp_wrong');
  expect((await enter(one.token, digitsOf(shown.authenticator.secret), { password: '1234567890' })).body.code).toBe(
    'accounts.password_common',
  );
  const signed = await enter(one.token, digitsOf(shown.authenticator.secret));
  expect(signed.body.person_id).toBe(one.person);
  const token = /qingzhi_session=([^;]+)/.exec(String(signed.headers['set-cookie']))?.[1] ?? '';
  expect((await t.get<{ grants: object[] }>({ id: one.person, name: '', token }, '/api/me')).body.grants).toHaveLength(
    1,
  );
  expect((await open(one.token)).body.code).toBe('accounts.link_over');
  expect((await enter(one.token, digitsOf(shown.authenticator.secret))).body.code).toBe('accounts.link_over');
  t.now = new Date(t.now.getTime() + 60_000);
  expect(
    (
      await t.post(null, '/api/sign-in/password', {
        phone: one.phone,
        password,
        digits: digitsOf(shown.authenticator.secret),
      })
    ).status,
  ).toBe(200);
  expect(await t.rows(sql`select totp_encrypted from sign_in_links where person_id = ${one.person}`)).toEqual([
    { totp_encrypted: null },
  ]);
});

test('its opening is told to the superior and to who made it, once', async () => {
  const one = await invited();
  const before = (await heard(above)).filter((kind) => kind === 'accounts.link_opened').length;
  await open(one.token);
  await open(one.token);
  expect((await heard(above)).filter((kind) => kind === 'accounts.link_opened')).toHaveLength(before + 1);
  expect(await heard(clerk)).toContain('accounts.link_opened');
});

test('a newer link ends the earlier one, and three days end both', async () => {
  const one = await invited();
  const again =
    (await t.post<{ link: string }>(clerk, `/api/grants/${one.grant}/invitation`)).body.link.split('#')[1] ?? '';
  expect((await open(one.token)).body.code).toBe('accounts.link_over');
  expect((await open(again)).status).toBe(200);
  const now = t.now;
  t.now = new Date(now.getTime() + 72 * 3_600_000);
  expect((await open(again)).body.code).toBe('accounts.link_over');
  t.now = now;
});

test('nobody who signs in or has a registered document is taken over, and only who grants there invites', async () => {
  const known = await t.person('老同事');
  const made = (
    await t.post<{ id: string }>(clerk, '/api/grants', {
      person_id: known.id,
      role_id: role,
      organization_id: county.id,
      is_below: false,
      valid_from: '2026-03-05',
      valid_until: null,
    })
  ).body;
  expect((await t.post(clerk, `/api/grants/${made.id}/invitation`)).body).toMatchObject({
    code: 'accounts.signs_in_already',
  });
  const one = await invited();
  await t.setUp((writer) =>
    writer.run(sql`update persons set document_index = ${Buffer.from('x')} where id = ${one.person}`),
  );
  expect((await t.post(clerk, `/api/grants/${one.grant}/invitation`)).body).toMatchObject({
    code: 'accounts.invite_registered',
  });
  expect((await t.post(await t.person('外人'), `/api/grants/${one.grant}/invitation`)).status).toBe(403);
});

test('the operator names two administrators by link and no third, and a lost one gets a new link', async () => {
  await t.setUp(async (writer) => {
    await writer.run(
      sql`insert into organizations (id, path, kind, name_zh, created_at, founded_on) select new_id(${writer.now}), '/9999/', 'nation', '全国', ${writer.now}, '2020-01-01' where not exists (select from organizations where kind = 'nation')`,
    );
    await writer.run(
      sql`insert into roles (id, ready_role, name_zh, name_en, permissions, as_given, created_at) select ${writer.newId()}, 'administrator', '系统管理员', 'Administrator', '{accounts.grant}', '{accounts.grant}', ${writer.now} where not exists (select from roles where ready_role = 'administrator')`,
    );
  });
  const name = (phone: string, called: string) =>
    t.setUp(async (writer) => {
      const named = await nameAdministrator(writer, phone, (index) => newPerson(writer, phone, index, called));
      return { ...named, ...(await makeLink(writer, { person_id: named.person_id, grant_id: null })) };
    });
  const first = await name('13905791001', '王一');
  const shown = (await open(first.token)).body;
  expect((await enter(first.token, digitsOf(shown.authenticator.secret))).status).toBe(200);
  expect((await name('13905791002', '李二')).standing).toBe(2);
  await expect(name('13905791003', '张三')).rejects.toMatchObject({ code: 'accounts.two_administrators' });
  const again = await name('13905791001', '王一');
  expect(again.person_id).toBe(first.person_id);
  const anew = (await open(again.token)).body;
  expect(
    (await enter(again.token, digitsOf(anew.authenticator.secret), { password: '另外一个很长的密码句子' })).status,
  ).toBe(200);
});
