import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../db/sql.ts';
import { testApp, type TestPerson } from '../testing/test-app.ts';

let t: Awaited<ReturnType<typeof testApp>>;
let clerk: TestPerson;
let other: TestPerson;
beforeAll(async () => {
  t = await testApp();
  const county = await t.organization('团云汀区委', null);
  clerk = await t.person('罗办公', [{ permissions: ['records.read'], at: county }]);
  other = await t.person('高办公', [{ permissions: ['records.read'], at: county }]);
});
afterAll(() => t.close());

type Views = { rows: { id: string; name: string; query: string }[] };
const views = async (who: TestPerson): Promise<Views['rows']> =>
  (await t.get<Views>(who, '/api/me/saved-views?list=service-records')).body.rows;
const save = (who: TestPerson, name: string, query: string) =>
  t.post<{ id: string }>(who, '/api/me/saved-views', { list: 'service-records', name, query });

test('a view is kept under its name, and the name again changes what it keeps', async () => {
  expect((await save(clerk, '被冲回的', 'state=reversed')).status).toBe(200);
  expect((await save(clerk, '本月补录', 'from=2026-11-01')).status).toBe(200);
  await save(clerk, '本月补录', 'from=2026-11-01&sort=-minutes');
  expect((await views(clerk)).map(({ name, query }) => [name, query])).toEqual([
    ['被冲回的', 'state=reversed'],
    ['本月补录', 'from=2026-11-01&sort=-minutes'],
  ]);
});

test('nobody sees or drops the views of somebody else', async () => {
  const [first] = await views(clerk);
  expect(await views(other)).toEqual([]);
  const path = `/api/me/saved-views/${first?.id ?? ''}`;
  expect((await t.delete(other, path)).status).toBe(404);
  expect((await t.delete(clerk, path)).status).toBe(200);
  expect((await views(clerk)).map(({ name }) => name)).toEqual(['本月补录']);
});

test('twenty at most for a list, also when many are kept at once', async () => {
  const answers = await Promise.all(Array.from({ length: 24 }, (_, place) => save(other, `视图 ${place}`, '')));
  const kept = answers.filter(({ status }) => status === 200).length;
  expect(answers.filter(({ status }) => status === 409).length).toBe(24 - kept);
  expect(kept).toBe(20);
  expect((await views(other)).length).toBe(20);
});

test('kept and given up leave an event with their content', async () => {
  const events = await t.rows<{ action: string }>(
    sql`select action from audit_events where action in ('accounts.save_view', 'accounts.drop_view') and actor_person_id = ${clerk.id} order by at, id`,
  );
  expect(events.map(({ action }) => action)).toEqual([
    'accounts.save_view',
    'accounts.save_view',
    'accounts.save_view',
    'accounts.drop_view',
  ]);
});
