import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleNumber } from '../../../domain/volunteers/gb11643.ts';
import { sql } from '../../db/sql.ts';
import { testGateway, type TestGateway } from '../../testing/test-gateway.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../../testing/test-app.ts';

let t: TestApp & { close(): Promise<void> };
let county: TestOrganization;
let clerk: TestPerson;
type Message = { phone: string; purpose: string; link?: string };
let gateway: TestGateway<Message>;

beforeAll(async () => {
  t = await testApp({ now: new Date('2026-11-22T02:00:00Z') });
  county = await t.organization('婺城区青年志愿者协会', null, { division_code: '330702' });
  clerk = await t.person('方小文', [{ permissions: ['volunteers.read', 'volunteers.register'], at: county }]);
  gateway = await testGateway<Message>();
});
afterAll(async () => {
  gateway.close();
  await t.close();
});

type Answer = {
  volunteer_id: string;
  number: string;
  waits_for: string[];
  shown_messages: string[];
  same_phone: number;
  code?: string;
  field?: string;
};
const register = (inputs: object, who = clerk) =>
  t.post<Answer>(who, '/api/volunteers', {
    name: '钟小满',
    phone: '13900110011',
    organization_id: county.id,
    ...inputs,
  });
const born = (day: string, sequence: number) => ({ document_number: exampleNumber('330702', day, sequence) });

test('an adult is registered with the source station; nothing is accepted in the person’s name', async () => {
  const { status, body } = await register(born('1990-05-04', 1));
  expect([status, body.waits_for]).toEqual([200, []]);
  expect(await t.rows(sql`select source, number from volunteers where id = ${body.volunteer_id}`)).toEqual([
    { source: 'station', number: body.number },
  ]);
  expect(await t.rows(sql`select kind from consents where volunteer_id = ${body.volunteer_id}`)).toEqual([]);
  expect((await register({ ...born('1990-05-04', 1), phone: '13900110012' })).body.code).toBe(
    'volunteers.already_registered',
  );
});

test('many adults on one phone are registered, and the desk is told how many; a child on the parent’s phone is not counted', async () => {
  const phone = '13900110077';
  const seen = [];
  for (const [day, sequence] of [
    ['1980-01-02', 31],
    ['1981-01-02', 33],
    ['1982-01-02', 35],
  ] as const)
    seen.push((await register({ ...born(day, sequence), phone })).body.same_phone);
  expect(seen).toEqual([0, 1, 2]);
  expect((await register({ ...born('2010-01-02', 37), phone, guardian_phone: '13900220009' })).body.same_phone).toBe(3);
  expect((await register({ ...born('1983-01-02', 39), phone })).body.same_phone).toBe(3);
});

test('whoever signs in with the phone takes the registration over and is asked for rights and duties', async () => {
  const { body } = await register({ ...born('1991-05-04', 3), phone: '13900110013' });
  const sent = await t.post<{ shown_code: string }>(null, '/api/sign-in/codes', { phone: '13900110013' });
  const signed = await t.post<{ person_id: string }>(null, '/api/sign-in/code', {
    phone: '13900110013',
    code: sent.body.shown_code,
  });
  expect(signed.body.person_id).toBe(body.volunteer_id);
});

test.each([
  ['2012-11-23', {}, 'volunteers.guardian_first'], // 13: nothing is stored
  ['2012-11-22', {}, 'volunteers.guardian_phone_missing'], // 14 today
  ['2008-11-23', {}, 'volunteers.guardian_phone_missing'], // 17
  ['2009-03-01', { is_pupil: true, guardian_phone: '13900220001' }, 'volunteers.teacher_phone_missing'],
  ['1995-03-01', { phone: '0579-1234567' }, 'volunteers.phone_landline'],
] as const)('R62 P56 born %s at the desk is refused as on the own phone (%#)', async (day, inputs, code) => {
  const before = await t.rows(sql`select count(*)::int from persons`);
  expect((await register({ ...born(day, 5), ...inputs })).body.code).toBe(code);
  expect(await t.rows(sql`select count(*)::int from persons`)).toEqual(before);
});

test('R62 a pupil’s guardian and teacher get a message that names nobody, on the phones they gave', async () => {
  gateway.sent.length = 0;
  const { body } = await register({
    ...born('2010-03-01', 7),
    phone: '13900110017',
    is_pupil: true,
    guardian_phone: '13900220017',
    teacher_phone: '13900330017',
  });
  expect(body.waits_for).toEqual(['parent', 'teacher']);
  expect(body.shown_messages[0]).toBe(
    '发给 139○○○○0017：有孩子请您同意参加志愿服务。请用这个手机号登录 http://localhost:3000/me/guardian，三天内答复。',
  );
  await expect.poll(() => gateway.sent.length).toBe(2);
  expect([...gateway.sent].sort((a, b) => a.phone.localeCompare(b.phone))).toEqual([
    { phone: '13900220017', purpose: 'guardian_asked', role: 'parent', link: 'http://localhost:3000/me/guardian' },
    { phone: '13900330017', purpose: 'guardian_asked', role: 'teacher', link: 'http://localhost:3000/me/guardian' },
  ]);
});

test('outside development the answer shows no message, and a request that is refused sends none', async () => {
  gateway.sent.length = 0;
  Object.assign(t.services, { development: false });
  const asked = await t.post<{ shown_message: string | null }>(null, '/api/guardian-requests', {
    guardian_phone: '13900440001',
    organization_id: county.id,
  });
  Object.assign(t.services, { development: true });
  expect(asked.body.shown_message).toBeNull();
  await expect.poll(() => gateway.sent.map((one) => one.phone)).toEqual(['13900440001']);
  expect(
    (await t.post(null, '/api/guardian-requests', { guardian_phone: '12345', organization_id: county.id })).status,
  ).toBe(422);
  expect(gateway.sent).toHaveLength(1);
});

test('who may not register there does not find the organisation', async () => {
  const beside = await t.person('邻县', [
    { permissions: ['volunteers.register', 'volunteers.read'], at: await t.organization('金东区青年志愿者协会') },
  ]);
  expect((await register(born('1992-05-04', 9), beside)).status).toBe(404);
});
