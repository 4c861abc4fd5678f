/** Who sees the data of a person is asked of the nouns: whose roles reach a place that one of them names is shown. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataViewersOf } from '../../accounts/audit/data-viewers.ts';
import { loadDecider } from '../../http/load-grants.ts';
import { later, lifecycles } from '../../nouns.ts';
import { testApp, type TestApp } from '../../testing/test-app.ts';

let t: TestApp & { close(): Promise<void> };
beforeAll(async () => {
  t = await testApp();
});
afterAll(async () => {
  await t.close();
});

test('a noun that lets a place see somebody’s data is asked, without a list that names it', async () => {
  const station = await t.organization('北门驿站', null);
  const keeper = await t.person('施站长', [{ permissions: ['volunteers.read'], at: station }]);
  const me = await t.person('林晓禾');
  const stationed = {
    lines: [],
    dataPlaces: async () =>
      Promise.resolve([{ path: station.path, name_zh: '北门驿站', because: 'activity' as const, activity_id: null }]),
  };
  const asked = { personId: me.id, day: '2026-11-21', language: 'zh' } as const;
  const reader = t.services.reader;
  const actor = await loadDecider(reader, me.id, t.now);
  const before = await dataViewersOf(reader, actor, { ...asked, nouns: { lifecycles, later } });
  expect(before).toEqual({ places: [], rows: [] });
  const nouns = { lifecycles: [...lifecycles, stationed], later };
  const after = await dataViewersOf(reader, actor, { ...asked, nouns });
  expect(after.places).toEqual([{ name_zh: '北门驿站', because: 'activity' }]);
  expect(after.rows).toEqual([expect.objectContaining({ person_name: keeper.name })]);
});
