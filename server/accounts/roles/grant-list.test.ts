import { afterAll, expect, test } from 'vitest';
import { personWords, testApp } from '../../testing/test-app.ts';
import { sql } from '../../db/sql.ts';

const t = await testApp({ now: new Date('2026-11-20T02:00:00Z') });
afterAll(() => t.close());

type List = { count: number; next_cursor: string | null; rows: { id: string; person_name: string }[] };

test('grants are counted in all, go on page by page without a gap, and are found by name and the last four digits', async () => {
  const county = await t.organization('云汀区青年志愿者协会');
  const admin = await t.person('管理员', [{ permissions: ['accounts.grant', 'organizations.read'], at: county }]);
  const people = await Promise.all(
    Array.from({ length: 26 }, (_, index) =>
      t.person(`队长${index}`, [{ permissions: ['projects.read'], at: county }]),
    ),
  );
  await t.setUp((writer) =>
    writer.run(sql`update persons set phone_hint = '138○○○○5207' where id = ${people[7]?.id ?? ''}`),
  );
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body }: { body: List } = await t.get<List>(
      admin,
      `/api/grants?organization_id=${county.id}&limit=10${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    expect(body.count).toBe(27);
    seen.push(...body.rows.map((row) => row.id));
    cursor = body.next_cursor;
  }
  expect([seen.length, new Set(seen).size]).toEqual([27, 27]);
  const found = async (words: string): Promise<string[]> =>
    (await t.get<List>(admin, `/api/grants?organization_id=${county.id}`, personWords(words))).body.rows.map(
      (row) => row.person_name,
    );
  expect(await found('5207')).toEqual(['队长7']);
  expect(await found('队长25')).toEqual(['队长25']);
  expect(await found('0000')).toEqual([]);
});
