import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../db/sql.ts';
import { testApp, type TestApp } from '../testing/test-app.ts';

let t: TestApp & { close(): Promise<void> };
beforeAll(async () => {
  t = await testApp();
});
afterAll(async () => {
  await t.close();
});

test('a stranger is told that nobody is signed in', async () => {
  const answer = await t.get(null, '/api/me');
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ signed_in: false, can: { open_console: false } });
});

test('staff see what they hold and where', async () => {
  const county = await t.organization('云汀区青年志愿者协会', null, { level: 'county' });
  const clerk = await t.person('何景', [{ permissions: ['organizations.read'], at: county }]);
  const answer = await t.get<{ grants: { organization_name: string; permissions: string[] }[] }>(clerk, '/api/me');
  expect(answer.body.grants).toMatchObject([
    { organization_name: '云汀区青年志愿者协会', permissions: ['organizations.read'] },
  ]);
});

test('a reader cannot write', async () => {
  await expect(t.services.reader.all(sql`insert into settings values ('a', '1', now())`)).rejects.toThrow(/read-only/);
});

test('the health page says the database answers, and an unknown page is refused in words', async () => {
  expect((await t.get(null, '/healthz')).body).toEqual({ database: true });
  const missing = await t.get(null, '/api/nowhere');
  expect(missing.status).toBe(404);
  expect(missing.body).toMatchObject({ code: 'core.not_found' });
});

test('the OpenAPI document describes every endpoint', async () => {
  const document = (await t.get<{ openapi: string; paths: object }>(null, '/api/openapi.json')).body;
  expect(document.openapi).toBe('3.1.0');
  expect(document.paths).toHaveProperty('/api/me');
});

test('staff read when the session ends: being asked moves it eight hours on, never past seven days', async () => {
  const began = t.now;
  const clerk = await t.person('何景时', [
    {
      permissions: ['organizations.read'],
      at: await t.organization('云溪区青年志愿者协会', null, { level: 'county' }),
    },
  ]);
  await t.setUp((writer) =>
    writer.run(
      sql`update sessions set expires_at = ${new Date(began.getTime() + 8 * 3_600_000)} where person_id = ${clerk.id}`,
    ),
  );
  type Me = { session: { ends_at: string; ends_at_latest: string; is_staff: boolean } | null };
  const latest = new Date(began.getTime() + 7 * 86_400_000).toISOString();
  const asked = async (hours: number) => {
    t.now = new Date(began.getTime() + hours * 3_600_000);
    return (await t.get<Me>(clerk, '/api/me')).body.session;
  };
  expect(await asked(1 / 60)).toMatchObject({ ends_at: new Date(began.getTime() + 8 * 3_600_000).toISOString() }); // used a minute ago: not moved on yet
  expect(await asked(7)).toEqual({
    ends_at: new Date(began.getTime() + 15 * 3_600_000).toISOString(),
    ends_at_latest: latest,
    is_staff: true,
  });
  await t.setUp((writer) =>
    writer.run(
      sql`update sessions set last_seen_at = ${began}, expires_at = ${new Date(began.getTime() + 167 * 3_600_000)} where person_id = ${clerk.id}`,
    ),
  );
  expect(await asked(166)).toMatchObject({ ends_at: latest });
  expect((await t.get<Me>(null, '/api/me')).body.session).toBeNull();
  t.now = began;
});
