/** Where no text message goes out: somebody registered at the desk comes in by a link, and nobody else does. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleNumber } from '../../../domain/volunteers/gb11643.ts';
import { sql } from '../../db/sql.ts';
import { notSecondTo } from '../../two-people.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../../testing/test-app.ts';

let t: TestApp & { close(): Promise<void> };
let county: TestOrganization;
let clerk: TestPerson;
const password = '春风十里不如你的微笑';

beforeAll(async () => {
  t = await testApp({ now: new Date('2026-11-22T02:00:00Z'), production: true });
  county = await t.organization('婺城区青年志愿者协会', null, { level: 'county' });
  clerk = await t.person('方小文', [{ permissions: ['volunteers.read', 'volunteers.register'], at: county }]);
});
afterAll(() => t.close());

let sequence = 1;
async function registered(
  phone = `139001${String(10000 + sequence)}`,
): Promise<{ id: string; phone: string; can: { link: boolean } }> {
  const document_number = exampleNumber('330702', '1990-05-04', sequence++);
  const { body } = await t.post<{ volunteer_id: string; can: { link: boolean } }>(clerk, '/api/volunteers', {
    name: '林晓禾',
    phone,
    organization_id: county.id,
    document_number,
  });
  return { id: body.volunteer_id, phone, can: body.can };
}
const make = (who: TestPerson | null, id: string) =>
  t.post<{ code?: string; link: string }>(who, `/api/volunteers/${id}/sign-in-link`);
const tokenOf = async (id: string): Promise<string> => (await make(clerk, id)).body.link.split('#')[1] ?? '';
const open = (token: string) =>
  t.post<{ code?: string; name: string; authenticator: object | null; organization_id: string | null }>(
    null,
    '/api/sign-in/link/opening',
    { token },
  );
const enter = (token: string) =>
  t.post<{ code?: string; person_id: string; second_factor: string }>(null, '/api/sign-in/link', { token, password });
const offered = async (id: string): Promise<boolean> =>
  (await t.get<{ can: { link: boolean } }>(clerk, `/api/volunteers/${id}`)).body.can.link;

test('a password alone opens the registration, once, and phone and password open it afterwards', async () => {
  const one = await registered();
  expect([one.can.link, await offered(one.id)]).toEqual([true, true]);
  const token = await tokenOf(one.id);
  expect((await open(token)).body).toMatchObject({ name: '林晓禾', authenticator: null, organization_id: county.id });
  expect((await enter(token)).body).toMatchObject({ person_id: one.id, second_factor: 'none' });
  expect((await enter(token)).body.code).toBe('accounts.link_over');
  expect(
    (await t.post<{ person_id: string }>(null, '/api/sign-in/password', { phone: one.phone, password })).body.person_id,
  ).toBe(one.id);
  expect([(await make(clerk, one.id)).body.code, await offered(one.id)]).toEqual(['accounts.signs_in_already', false]);
  const heard = await t.get<{ rows: { kind: string }[] }>(clerk, '/api/me/notices');
  expect(heard.body.rows.map((row) => row.kind)).toContain('accounts.volunteer_link_opened');
});

test('nobody is taken over: not who registered elsewhere, who holds a role, whose phone is somebody’s, or of another place', async () => {
  const self = await t.volunteer('自己注册的', county);
  await t.setUp((writer) => writer.run(sql`delete from sessions where person_id = ${self.id}`));
  expect((await make(clerk, self.id)).body.code).toBe('accounts.link_at_desk');
  const one = await registered();
  expect((await make(await t.person('外人', []), one.id)).status).toBe(403);
  const elsewhere = await t.organization('江南区', null, { level: 'county' });
  expect(
    (
      await make(
        await t.person('别县的', [{ permissions: ['volunteers.read', 'volunteers.register'], at: elsewhere }]),
        one.id,
      )
    ).status,
  ).toBe(404);
  const same = await registered(one.phone);
  expect((await make(clerk, one.id)).status).toBe(200);
  expect((await make(clerk, same.id)).body.code).toBe('accounts.phone_taken');
});

test('whoever gets a role between the link and its opening sets an authenticator too', async () => {
  const one = await registered();
  const token = await tokenOf(one.id);
  await t.setUp((writer) => writer.run(sql`update accounts set is_staff = true where person_id = ${one.id}`));
  expect((await open(token)).body.authenticator).not.toBeNull();
  expect((await enter(token)).body.code).toBe('accounts.totp_needed');
});

test('two links at once: the later one alone opens anything', async () => {
  const one = await registered();
  const links = await Promise.all([make(clerk, one.id), make(clerk, one.id)]);
  const opened = await Promise.all(links.map(async ({ body }) => (await open(body.link.split('#')[1] ?? '')).status));
  expect(opened.sort((a, b) => a - b)).toEqual([200, 409]);
});

test('who made the link that was used is no second person beside the one who came in by it, in neither direction', async () => {
  const one = await registered();
  expect((await notSecondTo(t.services.reader, clerk.id, [one.id])).size).toBe(0);
  expect((await enter(await tokenOf(one.id))).body.person_id).toBe(one.id);
  expect([...(await notSecondTo(t.services.reader, clerk.id, [one.id]))]).toEqual([one.id]);
  expect([...(await notSecondTo(t.services.reader, one.id, [clerk.id]))]).toEqual([clerk.id]);
});

test('where text messages go out there is no link', async () => {
  const one = await registered();
  process.env['SMS_URL'] = 'http://127.0.0.1:9/';
  try {
    expect([(await make(clerk, one.id)).body.code, await offered(one.id)]).toEqual(['accounts.sends_codes', false]);
  } finally {
    delete process.env['SMS_URL'];
  }
});
