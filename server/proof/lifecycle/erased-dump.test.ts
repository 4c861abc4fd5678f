/** What a stranger does who is told that somebody was erased: dump every table as text, and look for name, phone and document. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleNumber } from '../../../domain/volunteers/gb11643.ts';
import { sql } from '../../db/sql.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../../testing/test-app.ts';

let t: TestApp & { close(): Promise<void> };
let team: TestOrganization;
let who: TestPerson;
const name = '闻人栖迟';
const document_number = exampleNumber('330683', '1995-06-01', 777);

beforeAll(async () => {
  t = await testApp();
  team = await t.organization('桂花苑服务队', null, { kind: 'team', division_code: '330683' });
  who = await t.person(name);
  await t.person('何办事', [{ permissions: ['volunteers.read', 'volunteers.rights'], at: team }]);
  const { body } = await t.get<{ terms: { version: string } }>(null, `/api/registration?organization_id=${team.id}`);
  const registered = await t.post(who, '/api/registration', {
    name,
    document_number,
    organization_id: team.id,
    acknowledges_spirit: true,
    terms_version: body.terms.version,
  });
  expect(registered.body).toMatchObject({ outcome: 'registered' });
});
afterAll(async () => {
  await t.close();
});

/** The tables in which a text stands, as a dump shows them. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await t.rows<{ name: string }>(
    sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`,
  );
  const found: string[] = [];
  for (const { name: table } of tables) {
    const rows = await t.rows(sql`select 1 from ${sql.raw(table)} t where t::text like ${`%${text}%`} limit 1`);
    if (rows.length > 0) found.push(table);
  }
  return found;
}

test('after an erasure a dump of all tables names neither the person nor the document', async () => {
  await t.post(who, '/api/me/rights-matters', {
    organization_id: team.id,
    kind: 'other',
    title: name,
    content: `我叫${name}`,
  });
  expect(await t.rows(sql`select params from notices where kind = 'volunteers.matter_filed'`)).toEqual([
    { params: {} },
  ]);
  expect(await tablesWith(name)).toEqual(['persons', 'rights_matters']);
  expect((await t.post(who, '/api/me/volunteer/erasure', { confirms: true })).status).toBe(200);
  expect(await tablesWith(name)).toEqual([]);
  expect(await tablesWith(document_number)).toEqual([]);
  expect(await tablesWith(document_number.slice(-6))).toEqual([]);
});
