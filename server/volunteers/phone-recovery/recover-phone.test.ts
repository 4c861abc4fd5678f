import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleNumber } from '../../../domain/volunteers/gb11643.ts';
import { sql } from '../../db/sql.ts';
import { testGateway, type TestGateway } from '../../testing/test-gateway.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../../testing/test-app.ts';
import { carryOutRecoveries } from '../jobs.ts';
import { documentColumns } from '../personal-fields.ts';

/** Who lost the phone is helped by two people at the desk; the old number is told and may object. */
let t: TestApp & { close(): Promise<void> };
let county: TestOrganization;
let beside: TestOrganization;
let clerk: TestPerson;
let colleague: TestPerson;
type Message = { phone: string; purpose: string; link?: string; until?: string };
let gateway: TestGateway<Message>;
const rights = ['volunteers.read', 'volunteers.merge'] as const;

beforeAll(async () => {
  t = await testApp({ now: new Date('2026-03-05T02:00:00Z') });
  county = await t.organization('青云县志愿者协会', null, { level: 'county' });
  beside = await t.organization('望岭县志愿者协会', null, { level: 'county' });
  clerk = await t.person('方小文', [{ permissions: rights, at: county }]);
  colleague = await t.person('罗岚', [{ permissions: rights, at: county }]);
  gateway = await testGateway<Message>();
});
afterAll(async () => {
  gateway.close();
  await t.close();
});

let sequence = 0;
const days = (count: number): void => {
  t.now = new Date(t.now.getTime() + count * 86_400_000);
};
const document = (): string => exampleNumber('330702', '1990-05-04', sequence);
/** Registered with a document, signing in with a phone. */
async function owner(): Promise<{ who: TestPerson; phone: string; number: string; next: string }> {
  sequence += 1;
  const [phone, next, number] = [`1390008${String(1000 + sequence)}`, `1380008${String(1000 + sequence)}`, document()];
  const who = await t.volunteer('欧阳小满', county, { phone });
  await t.setUp(async (writer) => {
    const columns = documentColumns(writer.secrets, {
      type: 'resident_id',
      number,
      birth_date: '1990-05-04',
      sex: null,
    });
    await writer.run(
      sql`update persons set document_type = 'resident_id', document_encrypted = ${columns.encrypted}, document_index = ${columns.index}, document_hint = ${columns.hint}, phone_hint = '139○○○○0000' where id = ${who.id}`,
    );
    await writer.run(
      sql`insert into identity_keys (kind, index, person_id) values ('sign_in_phone', ${writer.secrets.index('phone', phone)}, ${who.id})`,
    );
  });
  return { who, phone, number, next };
}
type Told = { code?: string; field?: string; id: string; carry_out_after?: string | null };
const ask = (who: TestPerson, one: TestPerson, body: object) =>
  t.post<Told>(who, `/api/volunteers/${one.id}/phone-recoveries`, {
    document_type: 'resident_id',
    reason: '手机丢了，本人带证件来',
    ...body,
  });
const decide = (who: TestPerson, id: string, approves = true) =>
  t.post<Told>(who, `/api/phone-recoveries/${id}/decision`, { approves, reason: '核对了证件原件' });
const phoneOf = async (person: string) =>
  (await t.rows<{ hint: string }>(sql`select phone_hint as hint from persons where id = ${person}`))[0]?.hint;
const linkTo = (phone: string) =>
  gateway.sent.find((message) => message.purpose === 'recovery_waits' && message.phone === phone)?.link?.split('#')[1];
const signsIn = async (phone: string): Promise<string> => {
  const { shown_code: code } = (await t.post<{ shown_code: string }>(null, '/api/sign-in/codes', { phone })).body;
  return (await t.post<{ person_id: string }>(null, '/api/sign-in/code', { phone, code })).body.person_id;
};

test('two people with the document: after the days of objection the new phone is bound, all sessions end, events show both numbers masked', async () => {
  const { who, phone, number, next } = await owner();
  const asked = await ask(clerk, who, { phone: next, document_number: number });
  expect(asked.status, JSON.stringify(asked.body)).toBe(200);
  expect(
    (await t.get<{ rows: { sentence: string }[] }>(colleague, '/api/me/notices')).body.rows[0]?.sentence,
  ).toContain('丢了手机号');
  const list = await t.get<{ rows: { is_document_compared: boolean; can: object; phone_hint: string }[] }>(
    colleague,
    '/api/phone-recoveries',
  );
  expect(list.body.rows[0]).toMatchObject({
    is_document_compared: true,
    phone_hint: `138○○○○${next.slice(-4)}`,
    can: { approve: true, refuse: true },
  });
  expect(await decide(clerk, asked.body.id)).toMatchObject({
    status: 403,
    body: { code: 'volunteers.recovery_second_person' },
  });
  expect((await decide(colleague, asked.body.id)).body).toMatchObject({ carry_out_after: '2026-03-08T02:00:00.000Z' });
  await expect
    .poll(() => gateway.sent.find((message) => message.purpose === 'recovery_waits' && message.phone === phone))
    .toMatchObject({ until: '2026-03-08' });
  days(2.9);
  await carryOutRecoveries(t.services);
  expect(await phoneOf(who.id)).toBe('139○○○○0000');
  days(0.2);
  await carryOutRecoveries(t.services);
  expect(await phoneOf(who.id)).toBe(`138○○○○${next.slice(-4)}`);
  expect((await t.get<{ signed_in: boolean }>(who, '/api/me')).body.signed_in).toBe(false);
  expect(await signsIn(next)).toBe(who.id);
  expect(await signsIn(phone)).not.toBe(who.id);
  const events = await t.rows<{ text: string }>(
    sql`select coalesce(before::text, '') || coalesce(after::text, '') as text from audit_events where action like '%phone_recovery'`,
  );
  expect(events.some(({ text }) => text.includes(`138○○○○${next.slice(-4)}`))).toBe(true);
  expect(events.some(({ text }) => text.includes(next) || text.includes(phone) || text.includes(number))).toBe(false);
  expect(
    await t.rows(sql`select id from phone_recoveries where id = ${asked.body.id} and phone_encrypted is not null`),
  ).toEqual([]);
});

test('the old number objects by its link, the owner by signing in: nothing is bound, both colleagues are told', async () => {
  const byLink = await owner();
  const one = await ask(clerk, byLink.who, { phone: byLink.next, document_number: byLink.number });
  await decide(colleague, one.body.id);
  await expect.poll(() => linkTo(byLink.phone)).toMatch(/^[\w-]{43}$/);
  const token = linkTo(byLink.phone);
  expect((await t.post(null, '/api/phone-recovery-objections', { token })).status).toBe(200);
  expect(await t.post(null, '/api/phone-recovery-objections', { token })).toMatchObject({
    status: 409,
    body: { code: 'volunteers.objection_over' },
  });
  const signedIn = await owner();
  const other = await ask(clerk, signedIn.who, { phone: signedIn.next, document_number: signedIn.number });
  await decide(colleague, other.body.id);
  const { rows } = (await t.get<{ rows: { id: string }[] }>(signedIn.who, '/api/me/phone-recoveries')).body;
  expect(rows.map((row) => row.id)).toEqual([other.body.id]);
  expect((await t.post(byLink.who, `/api/me/phone-recoveries/${other.body.id}/objection`)).status).toBe(404);
  expect((await t.post(signedIn.who, `/api/me/phone-recoveries/${other.body.id}/objection`)).status).toBe(200);
  days(5);
  await carryOutRecoveries(t.services);
  expect([await phoneOf(byLink.who.id), await phoneOf(signedIn.who.id)]).toEqual(['139○○○○0000', '139○○○○0000']);
  for (const person of [clerk, colleague]) {
    expect(
      (await t.get<{ rows: { sentence: string }[] }>(person, '/api/me/notices')).body.rows.filter((row) =>
        row.sentence.includes('停下了'),
      ).length,
    ).toBeGreaterThanOrEqual(2);
  }
});

test('where nobody can be told it waits for nobody', async () => {
  const { who, next } = await owner();
  await t.setUp(async (writer) => {
    await writer.run(
      sql`update persons set phone_encrypted = null, phone_index = null, phone_hint = null where id = ${who.id}`,
    );
    await writer.run(sql`update sessions set ended_at = ${t.now} where person_id = ${who.id}`);
  });
  const asked = await ask(clerk, who, { phone: next });
  expect((await decide(colleague, asked.body.id)).body).toEqual({ carry_out_after: null, shown_link: null });
  expect(await signsIn(next)).toBe(who.id);
});

async function neverSignedIn(birth_date: string): Promise<TestPerson> {
  const one = await t.volunteer('没登录过的', county, { birth_date });
  await t.setUp(async (writer) => {
    await writer.run(sql`delete from sessions where person_id = ${one.id}`);
    await writer.run(sql`delete from accounts where person_id = ${one.id}`);
  });
  return one;
}

test('who never signed in, because the registered number was lost before, signs in with the new one', async () => {
  const one = await neverSignedIn('1990-05-04');
  const asked = await ask(clerk, one, { phone: '13700087777' });
  expect((await decide(colleague, asked.body.id)).status).toBe(200);
  expect(await signsIn('13700087777')).toBe(one.id);
});

test('a wrong document number, a number in use, a second proposal, a child without a sign-in, a neighbour', async () => {
  const { who, number, next } = await owner();
  const other = await owner();
  expect(await ask(clerk, who, { phone: next, document_number: other.number })).toMatchObject({
    status: 422,
    body: { code: 'volunteers.recovery_document', field: 'document_number' },
  });
  expect(await ask(clerk, who, { phone: other.phone, document_number: number })).toMatchObject({
    status: 409,
    body: { code: 'accounts.phone_taken', field: 'phone' },
  });
  expect(
    (await ask(clerk, who, { phone: next, document_number: number.toLowerCase().replace(/(.{6})/, '$1 ') })).status,
  ).toBe(200); // as people type it
  expect(await ask(clerk, who, { phone: `1370008${String(1000 + sequence)}` })).toMatchObject({
    status: 409,
    body: { code: 'volunteers.recovery_waits_already' },
  });
  const neighbour = await t.person('邻县干事', [{ permissions: rights, at: beside }]);
  expect((await ask(neighbour, other.who, { phone: other.next })).status).toBe(404);
  const child = await neverSignedIn('2015-03-01');
  expect(await ask(clerk, child, { phone: '13700089999' })).toMatchObject({
    status: 409,
    body: { code: 'volunteers.recovery_child' },
  });
});

test('neither the person nor whoever one of the two brought in makes the second; a person with roles needs whoever could grant them', async () => {
  const { who, next, number } = await owner();
  const own = await t.volunteer('自己人', county);
  const role = await t.rows<{ role_id: string }>(sql`select role_id from role_grants where person_id = ${clerk.id}`);
  const grant = (person: string, by: string | null) =>
    t.setUp((writer) =>
      writer.run(sql`
    insert into role_grants (id, person_id, role_id, organization_id, is_below, valid_from, granted_by, granted_at, confirmed_permissions)
    values (${writer.newId()}, ${person}, ${role[0]?.role_id ?? ''}, ${county.id}, true, '2020-01-01', ${by}, ${t.now}, ${[...rights]})`),
    );
  await grant(own.id, clerk.id);
  const asked = await ask(clerk, who, { phone: next, document_number: number });
  expect(await decide(own, asked.body.id)).toMatchObject({ status: 403, body: { code: 'core.two_people' } });
  expect(await ask(own, own, { phone: '13700081234' })).toMatchObject({
    status: 403,
    body: { code: 'volunteers.recovery_own' },
  });
  expect(await ask(colleague, own, { phone: '13700081235' })).toMatchObject({
    status: 403,
    body: { code: 'volunteers.recovery_staff' },
  });
  const chief = await t.person('总管', [{ permissions: [...rights, 'accounts.grant'], at: county }]);
  expect((await ask(chief, own, { phone: '13700081236' })).status).toBe(200);
});

test('one that was approved and objected to at the same moment ends in one way', async () => {
  const { who, next, number } = await owner();
  const asked = await ask(clerk, who, { phone: next, document_number: number });
  const [decided, objected] = await Promise.all([
    decide(colleague, asked.body.id),
    t.post(who, `/api/me/phone-recoveries/${asked.body.id}/objection`),
  ]);
  expect(objected.status).toBe(200);
  expect([200, 409]).toContain(decided.status);
  days(5);
  await carryOutRecoveries(t.services);
  expect(await phoneOf(who.id)).toBe('139○○○○0000');
});
