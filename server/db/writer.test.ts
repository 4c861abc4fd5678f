import { afterAll, beforeAll, expect, test } from 'vitest';
import { testApp, type TestApp } from '../testing/test-app.ts';
import { sql } from './sql.ts';
import { write, type WriteContext } from './writer.ts';

let t: TestApp & { close(): Promise<void> };
beforeAll(async () => {
  t = await testApp();
});
afterAll(async () => {
  await t.close();
});

const context = (key: string, body_hash = 'same'): WriteContext => ({
  now: t.now,
  actor: null,
  request_id: 'test',
  secrets: t.services.secrets,
  request_key: { actor_key: 'tester', key, body_hash },
});

async function raise(key: string, body_hash?: string): Promise<{ value: number }> {
  return write(t.services.pool, context(key, body_hash), async (writer) => {
    const row = await writer.one<{ value: number }>(sql`
      insert into settings values (${key}, '1', ${t.now})
      on conflict (key) do update set value = ((settings.value)::int + 1)::text::jsonb returning value::int as value`);
    await writer.audit({ action: 'demo.fixtures', subject_type: 'setting', subject_id: key });
    return { value: row.value };
  });
}

test('fifty equal requests at once are one write and one answer', async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, () => raise('rush-key-1')));
  expect(new Set(answers.map((answer) => answer.value))).toEqual(new Set([1]));
  expect(await t.rows(sql`select value from settings where key = 'rush-key-1'`)).toEqual([{ value: 1 }]);
});

test('the same key with another body is refused', async () => {
  await raise('reuse-key-1', 'first');
  await expect(raise('reuse-key-1', 'second')).rejects.toMatchObject({ code: 'core.request_key_reused' });
});

test('a write that leaves no audit event is rolled back', async () => {
  const silent = write(t.services.pool, context('silent-key'), async (writer) => {
    await writer.run(sql`insert into settings values ('silent', '1', ${t.now})`);
  });
  await expect(silent).rejects.toThrow(/audit/);
  expect(await t.rows(sql`select 1 from settings where key = 'silent'`)).toEqual([]);
});
