import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../db/sql.ts';
import { testApp, type TestApp } from '../test-app.ts';

let t: TestApp & { close(): Promise<void> };
beforeAll(async () => { t = await testApp(); });
afterAll(async () => { await t.close(); });

test('a stranger is told that nobody is signed in', async () => {
  const answer = await t.get(null, '/api/me');
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ signed_in: false, can: { open_console: false } });
});

test('staff see what they hold and where', async () => {
  const county = await t.organization('云汀区青年志愿者协会', null, { level: 'county' });
  const clerk = await t.person('何景', [{ permissions: ['organizations.read'], at: county }]);
  const answer = await t.get<{ grants: { organization_name: string; permissions: string[] }[] }>(clerk, '/api/me');
  expect(answer.body.grants).toMatchObject([{ organization_name: '云汀区青年志愿者协会', permissions: ['organizations.read'] }]);
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
