import { afterAll, beforeAll, expect, test } from 'vitest';
import { purgeSignIn } from '../accounts/sign-in/purge-sign-in.ts';
import { testApp, type TestApp } from '../testing/test-app.ts';
import { purgeAnswers, purgeAttempts } from './purge-old.ts';
import { sql } from './sql.ts';

let t: TestApp & { close(): Promise<void> };
beforeAll(async () => {
  t = await testApp({ now: new Date('2026-03-01T02:00:00Z') });
});
afterAll(async () => {
  await t.close();
});

test('guesses and codes go after a day, sign-in attempts after 180, kept answers after 30; what is younger stays', async () => {
  const days = (count: number): Date => new Date(new Date('2026-03-01T02:00:00Z').getTime() + count * 86_400_000);
  const county = await t.organization('云汀县', null, { kind: 'county', level: 'county' });
  const chief = await t.person('总管', [{ permissions: ['organizations.manage', 'organizations.read'], at: county }]);
  const act = async (name: string): Promise<void> => {
    expect((await t.post(null, '/api/sign-in/codes', { phone: '13800138000' })).status).toBe(200);
    await t.get(null, '/api/verify/ZZZZZZZZ');
    const made = await t.post(chief, '/api/organizations', {
      kind: 'team',
      name_zh: name,
      parent_id: county.id,
      founded_on: '2026-01-01',
    });
    expect(made.status, JSON.stringify(made.body)).toBe(200);
  };
  const left = async (): Promise<unknown> =>
    (
      await t.rows(sql`
    select (select count(*)::int from call_counts) as guesses, (select count(*)::int from sign_in_codes) as codes, (select count(*)::int from sign_in_attempts) as attempts, (select count(*)::int from request_keys) as answers`)
    )[0];
  const forget = async (now: Date): Promise<void> => {
    await purgeAttempts(t.database.pool, now);
    await purgeSignIn(t.database.pool, now);
    await purgeAnswers(t.database.pool, now);
  };
  await act('一队');
  expect(await left()).toEqual({ guesses: 1, codes: 1, attempts: 1, answers: 1 });
  await forget(days(0.9));
  expect(await left()).toEqual({ guesses: 1, codes: 1, attempts: 1, answers: 1 });
  await forget(days(2));
  expect(await left()).toEqual({ guesses: 0, codes: 0, attempts: 1, answers: 1 });
  t.now = days(25);
  await act('二队');
  await forget(days(31));
  expect(await left()).toEqual({ guesses: 0, codes: 0, attempts: 2, answers: 1 });
  await forget(days(181));
  expect(await left()).toEqual({ guesses: 0, codes: 0, attempts: 1, answers: 0 });
});
