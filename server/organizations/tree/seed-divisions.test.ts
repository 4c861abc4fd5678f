import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import { testApp, type TestApp } from '../../testing/test-app.ts';
import { loadDivisions } from './load-divisions.ts';
import { seedDivisions } from './seed-divisions.ts';

let t: TestApp & { close(): Promise<void> };
beforeAll(async () => {
  t = await testApp({ now: new Date('2026-03-05T02:00:00Z') });
  await loadDivisions(t.database.pool);
});
afterAll(async () => {
  await t.close();
});

const below = async (name: string, parent: string) =>
  await t.rows<{ name_zh: string; kind: string }>(sql`
  select c.name_zh, c.kind from organizations c join organizations p on p.id = c.parent_id where p.name_zh = ${parent} and c.name_zh like ${name} order by c.division_code`);

test('G08 the tree stands at the first start, Guangdong with its 122 counties', async () => {
  const count = await seedDivisions(t.services, t.now);
  expect(count).toBeGreaterThan(3000);
  const [counties] = await t.rows<{ count: number }>(sql`
    select count(*)::int as count from organizations c join organizations p on c.path like p.path || '%'
    where p.name_zh = '广东省' and p.kind = 'province' and c.kind = 'county'`);
  expect(counties?.count).toBe(122);
  expect(await below('阳山县', '清远市')).toMatchObject([{ kind: 'county' }]);
  expect(await seedDivisions(t.services, t.now)).toBe(0);
});

test('东莞 has no county level: its towns stand directly below the city', async () => {
  const count = await seedDivisions(t.services, t.now, { towns_of: ['44'] });
  expect(count).toBeGreaterThan(1000);
  expect(await below('虎门镇', '东莞市')).toMatchObject([{ kind: 'town' }]);
  const [ring] = await t.rows<{ count: number }>(sql`
    select count(*)::int as count from organizations c join organizations p on p.id = c.parent_id where c.path <> p.path || c.ordinal || '/'`);
  expect(ring?.count).toBe(0);
});
