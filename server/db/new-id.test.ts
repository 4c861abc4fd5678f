import { afterAll, beforeAll, expect, test } from 'vitest';
import { testApp, type TestApp } from '../testing/test-app.ts';
import { sql } from './sql.ts';

let t: TestApp & { close(): Promise<void> };
beforeAll(async () => {
  t = await testApp({ now: new Date('2026-11-22T02:00:00Z') });
});
afterAll(async () => {
  await t.close();
});

test('ids that a statement makes are those that the application would make: version 7, of their millisecond, each another', async () => {
  const moments = [
    new Date('1970-01-01T00:00:00.000Z'),
    new Date('2026-11-22T02:00:00.001Z'),
    new Date('2026-11-22T02:00:00.999Z'),
    new Date('2100-01-01T00:00:00.000Z'),
  ];
  for (const moment of moments) {
    const rows = await t.rows<{ id: string }>(sql`select new_id(${moment}) as id from generate_series(1, 200)`);
    expect(new Set(rows.map((row) => row.id)).size).toBe(200);
    for (const { id } of rows) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(moment.getTime());
    }
  }
});

test('notices are listed by time, whoever made them: one by the application, the next by a statement for many', async () => {
  const who = await t.person('林晓禾');
  for (let minute = 0; minute < 6; minute += 1) {
    const at = new Date(Date.UTC(2026, 10, 22, 3, minute));
    t.now = at;
    await t.setUp((writer) =>
      minute % 2 === 0
        ? writer.notify(who.id, 'projects.changed', { activity: `${minute}`, place: '南门', note: '' }, who.id)
        : writer.run(
            sql`insert into notices (person_id, id, at, kind, params) values (${who.id}, new_id(${at}), ${at}, 'projects.changed', '{}')`,
          ),
    );
  }
  const { rows } = (await t.get<{ rows: { at: string }[] }>(who, '/api/me/notices')).body;
  expect(rows.map((row) => new Date(row.at).getUTCMinutes())).toEqual([5, 4, 3, 2, 1, 0]);
});

test('no statement of the server makes an id without its time', async () => {
  const sources = Object.entries(
    import.meta.glob<string>(
      ['../**/*.ts', '!../**/*.test.ts', '!../proof/**', './migrations/3*.sql', './migrations/4*.sql'],
      { query: '?raw', import: 'default', eager: true },
    ),
  );
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter(([, text]) => text.includes('gen_random_uuid')).map(([path]) => path)).toEqual([]);
});
