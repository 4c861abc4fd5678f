import argon2 from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nobodysHash } from '../accounts/sign-in/sign-in.ts';
import type { TestAnswer, TestPerson } from '../testing/test-app.ts';
import { matrix } from './permission-matrix.ts';
import { newDocument, registration } from './rows/volunteers.ts';
import { codeFor, newPhone, signedUp } from './sign-in.ts';
import { makeWorld, type World } from './world.ts';

/** Nobody learns from an answer which phones, documents, cards, certificates or people exist; where an owner must be told, few may be asked about. */
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(async () => {
  await world.t.close();
});

const password = '春风十里不如你的微笑';
const known = async (): Promise<string> => {
  const person = await signedUp(world);
  expect((await world.t.put(person, '/api/me/password', { password })).status).toBe(200);
  return person.phone;
};
/** What a stranger can compare: everything but values that differ by nature. */
function seen({ status, body, headers }: TestAnswer, ...differs: readonly string[]): object {
  const told = Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      [...differs, 'request_id'].includes(name) ? typeof value : value,
    ]),
  );
  return { status, told, wait: headers['retry-after'] };
}
const from = async (network: string, method: 'GET' | 'POST', url: string, payload?: object): Promise<TestAnswer> => {
  const answer = await world.t.app.inject({
    method,
    url,
    remoteAddress: network,
    headers: { 'idempotency-key': 'enumeration-1', 'accept-language': 'zh' },
    ...(payload === undefined ? {} : { payload }),
  });
  return {
    status: answer.statusCode,
    body: answer.json() as Record<string, unknown>,
    raw: answer.rawPayload,
    headers: answer.headers,
  };
};

describe('a phone with an account and one without', () => {
  test('get the same answer when a code is asked for, at once again and for a wrong code', async () => {
    const [there, nobody] = [await known(), newPhone()];
    world.t.now = new Date(world.t.now.getTime() + 120_000);
    const ask = (phone: string) => world.t.post(null, '/api/sign-in/codes', { phone });
    expect(seen(await ask(there), 'shown_code')).toEqual(seen(await ask(nobody), 'shown_code'));
    const [soon, soonToo] = [await ask(there), await ask(nobody)];
    expect(seen(soon)).toEqual(seen(soonToo));
    expect([soon.body['code'], soon.headers['retry-after']]).toEqual(['accounts.code_too_soon', '60']);
    const guess = (phone: string) => world.t.post(null, '/api/sign-in/code', { phone, code: '000000' });
    expect(seen(await guess(there))).toEqual(seen(await guess(nobody)));
    const stranger = (phone: string) => from('198.51.100.20', 'POST', '/api/sign-in/code', { phone, code: '000000' }); // whose browser asked for none
    expect(seen(await stranger(await known()))).toEqual(seen(await stranger(newPhone())));
  });

  test('get the same answer to a wrong password, and wait as long after five of them', async () => {
    const [there, nobody] = [await known(), newPhone()];
    world.t.now = new Date(world.t.now.getTime() + 60_000);
    const tried = async (phone: string): Promise<object[]> => {
      const answers: object[] = [];
      for (let tries = 0; tries < 6; tries += 1)
        answers.push(seen(await world.t.post(null, '/api/sign-in/password', { phone, password: '不是这个密码' })));
      return answers;
    };
    const answers = await tried(there);
    expect(answers).toEqual(await tried(nobody));
    expect(answers.at(-1)).toMatchObject({ status: 429, told: { code: 'accounts.locked' }, wait: '60' });
    expect(seen(await world.t.post(null, '/api/sign-in/password', { phone: there, password }))).toMatchObject({
      status: 429,
    }); // even the right one waits
  });

  test('cost one password check each, of the same kind', async () => {
    expect(await argon2.verify(nobodysHash, password)).toBe(false); // a hash that is really computed, not one that fails to parse
    const costs = (hash: string): string | undefined => /^\$argon2id\$v=\d+\$[^$]+/.exec(hash)?.[0];
    expect(costs(nobodysHash)).toBe(costs(await argon2.hash(password)));
  });

  test('get the same answer when named as a guardian or for a role', async () => {
    const ask = (phone: string) => world.t.post(null, '/api/guardian-requests', { guardian_phone: phone });
    const [there, nobody] = [await known(), newPhone()];
    const hint = (answer: TestAnswer) => seen(answer, 'request_id', 'expires_at', 'shown_message');
    expect(hint(await ask(there))).toEqual(hint(await ask(nobody)));
    const { body } = (await matrix['POST /api/grants']?.make?.(world)) ?? {};
    const { person_id: _, ...grant } = body as { person_id: string };
    const give = (who: TestPerson, phone: string) =>
      world.t.post(who, '/api/grants', { ...grant, phone, name: '某人' });
    const stranger = await world.t.person('邻县', [{ permissions: ['accounts.grant'], at: world.beside }]);
    expect(seen(await give(stranger, there))).toEqual(seen(await give(stranger, nobody)));
    expect(seen(await give(world.chief, there), 'id', 'person_id')).toEqual(
      seen(await give(world.chief, nobody), 'id', 'person_id'),
    );
  });
});

describe('a number that the owner must hear about', () => {
  async function untilRefused(
    times: number,
    ask: (place: number) => Promise<TestAnswer>,
  ): Promise<{ codes: Set<unknown>; last: TestAnswer }> {
    const codes = new Set<unknown>();
    for (let tries = 0; tries < times; tries += 1) codes.add((await ask(tries)).body['code']);
    return { codes, last: await ask(times) };
  }

  test('ID numbers: one account may ask about twenty in a day, then waits, known or not', async () => {
    const document = newDocument();
    const owner = await signedUp(world);
    expect(
      (
        await world.t.post(
          owner,
          '/api/registration',
          await registration(world, { name: '李娜', document_number: document }),
        )
      ).status,
    ).toBe(200);
    const curious = await signedUp(world);
    const { codes, last } = await untilRefused(20, async () =>
      world.t.post(
        curious,
        '/api/registration',
        await registration(world, { name: '王五', document_number: document }),
      ),
    );
    expect(codes).toEqual(new Set(['volunteers.document_of_another']));
    expect(last).toMatchObject({ status: 429, body: { code: 'core.too_many_requests' } });
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(80_000);
    expect(
      (await world.t.post(curious, '/api/registration', await registration(world, { document_number: newDocument() })))
        .status,
    ).toBe(429);
  });

  test('card numbers: twenty a day for oneself, a hundred and twenty an hour at a desk; an unknown card and a forbidden one read alike', async () => {
    const subject = await matrix['POST /api/me/cards']?.make?.(world);
    const taken = { kind: 'citizen_card', number: 'B10000001' };
    expect((await world.t.post(subject?.owner ?? null, '/api/me/cards', taken)).status).toBe(200);
    const curious = await signedUp(world);
    expect((await world.t.post(curious, '/api/registration', await registration(world))).status).toBe(200);
    const { codes, last } = await untilRefused(20, () => world.t.post(curious, '/api/me/cards', taken));
    expect([codes, last.status]).toEqual([new Set(['volunteers.card_taken']), 429]);
    const desk = await world.t.person('站点', [{ permissions: ['records.check_in'], at: world.county }]);
    const typed = await untilRefused(120, (place) =>
      world.t.post(desk, '/api/card-lookups', { kind: 'citizen_card', number: `C2${String(1_000_000 + place)}` }),
    );
    expect([typed.codes, typed.last.status, Number(typed.last.headers['retry-after']) > 3000]).toEqual([
      new Set(['core.not_found']),
      429,
      true,
    ]);
  });

  test('messages to strangers’ phones: so many from one network, so many to one phone, and the wait is told', async () => {
    const phone = newPhone();
    const to = (number: string, network: string) =>
      world.t.app.inject({
        method: 'POST',
        url: '/api/guardian-requests',
        remoteAddress: network,
        payload: { guardian_phone: number },
        headers: { 'idempotency-key': `ask-${number}-${Math.random().toString(36).slice(2)}` },
      });
    const statuses: number[] = [];
    for (let tries = 0; tries < 61; tries += 1) statuses.push((await to(newPhone(), '198.51.100.20')).statusCode);
    expect([statuses.filter((status) => status === 200).length, statuses.at(-1)]).toEqual([60, 429]);
    let last = await to(phone, '198.51.100.21');
    for (let tries = 0; tries < 10 && last.statusCode === 200; tries += 1) last = await to(phone, '198.51.100.21');
    expect([(last.json() as { code: string }).code, last.headers['retry-after']]).toEqual([
      'volunteers.guardian_asked_often',
      '86400',
    ]);
  });
});

test('certificates: an unknown code, a misspelt one and an unknown number read alike; thirty tries by either way, then a wait', async () => {
  const { params } = (await matrix['GET /api/verify/{code}']?.make?.(world)) ?? {};
  const code = params?.['code'] ?? '';
  expect(code).toMatch(/^[0-9A-Z]{8}$/); // 40 random bits
  const network = '198.51.100.30';
  const strange = ['ZZZZZZZZ', '!!', `${code.slice(0, 7)}${code.endsWith('0') ? '1' : '0'}`];
  const answers = [
    ...(await Promise.all(strange.map((text) => from(network, 'GET', `/api/verify/${encodeURIComponent(text)}`)))),
    await from(network, 'GET', '/api/certificate-numbers/YT%202026%20999999'),
    await from(network, 'GET', '/api/certificate-numbers/nonsense'),
  ];
  expect(new Set(answers.map((answer) => JSON.stringify(seen(answer)))).size).toBe(1);
  expect(answers[0]).toMatchObject({ status: 404, body: { code: 'records.certificate_not_found' } });
  for (let tries = answers.length; tries < 30; tries += 1)
    expect(
      (await from(network, 'GET', `/api/${tries % 2 === 0 ? 'verify' : 'certificate-numbers'}/${tries}`)).status,
    ).toBe(404);
  const known = await from(network, 'GET', `/api/verify/${code}`);
  expect(seen(known)).toEqual(seen(await from(network, 'GET', '/api/verify/ZZZZZZZZ'))); // the true one waits as well
  expect([known.status, known.headers['retry-after']]).toEqual([429, '600']);
  expect((await from('198.51.100.31', 'GET', `/api/verify/${code}`)).status).toBe(200);
});

test('people: a calendar, a demonstration sign-in and a record answer alike for a person who is there and for nobody', async () => {
  const somebody = world.volunteer.id;
  const nobody = '01234567-89ab-7cde-8f01-23456789abcd';
  await world.t.put(world.volunteer, '/api/me/calendar', {});
  const both = async (ask: (id: string) => Promise<TestAnswer>): Promise<void> => {
    expect(seen(await ask(somebody))).toEqual(seen(await ask(nobody)));
  };
  await both((id) => world.t.get(null, `/api/calendars/${id}/${'x'.repeat(32)}`));
  await both((id) => world.t.post(null, '/api/sign-in/demonstration', { person_id: id }));
  const curious = await signedUp(world);
  await both((id) => world.t.get(curious, `/api/people/${id}/data-viewers`));
  await both((id) => world.t.get(curious, `/api/volunteers/${id}`));
  await both((id) => world.t.get(curious, `/api/certificates/${id}/${nobody}/pdf`));
});

test('a wrong code for a new phone says the same whether that phone is taken or free; only who holds it is told', async () => {
  const taken = await known();
  const me = await signedUp(world);
  world.t.now = new Date(world.t.now.getTime() + 120_000);
  const free = newPhone();
  const codes = [await codeFor(world, taken, 'change_phone'), await codeFor(world, free, 'change_phone')];
  const change = (phone: string, code: string) => world.t.put(me, '/api/me/phone', { phone, code });
  expect(seen(await change(taken, '000000'))).toEqual(seen(await change(free, '000000')));
  expect((await change(taken, codes[0] ?? '')).body).toMatchObject({ code: 'accounts.phone_taken' });
});
