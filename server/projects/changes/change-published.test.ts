import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import { testApp, type TestApp } from '../../testing/test-app.ts';
import { makeFixtures, publish, type Fixtures } from '../fixtures.ts';

const start = new Date('2026-11-22T02:00:00Z');
let t: TestApp & { close(): Promise<void> };
let fixtures: Fixtures;
beforeAll(async () => {
  t = await testApp({ now: start });
  fixtures = await makeFixtures(t);
});
beforeEach(() => {
  t.now = start;
});
afterAll(async () => {
  await t.close();
});

const change = (activity: { id: string }, place: string, note = '') =>
  t.put<{ code?: string; field?: string }>(fixtures.leader, `/api/activities/${activity.id}/details`, {
    place,
    gathering_note: note,
    contact_phone: '',
  });
const shownPlace = async (activity: { id: string }): Promise<string | undefined> =>
  (await t.rows<{ place: string }>(sql`select place from activities where id = ${activity.id}`))[0]?.place;

test.each([
  ['without a pin', {}],
  ['with a pin, which stays where it was', { pin: { longitude: 119.65, latitude: 29.1 } }],
])('J27 after publishing, %s, a place is as precise as before it', async (_, more) => {
  const activity = await publish(t, fixtures, more);
  expect((await change(activity, '老地方')).body).toMatchObject({ code: 'projects.place_missing', field: 'place' });
  expect(await shownPlace(activity)).toBe('云汀湿地南门集合点');
  expect((await change(activity, '云汀湿地北门岗亭旁')).status).toBe(200);
  expect(await shownPlace(activity)).toBe('云汀湿地北门岗亭旁');
});

test('J27 a pinned place with few words may keep them when only the note changes', async () => {
  const activity = await publish(t, fixtures, { place: '北门', pin: { longitude: 119.65, latitude: 29.1 } });
  expect((await change(activity, '北门', '看黄旗')).status).toBe(200);
});

test('what is over keeps its place', async () => {
  const activity = await publish(t, fixtures);
  t.now = new Date('2026-11-29T02:00:00Z');
  expect((await change(activity, '云汀湿地北门岗亭旁')).body).toMatchObject({ code: 'projects.over_as_it_was' });
});
