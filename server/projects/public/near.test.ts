import { afterAll, beforeAll, expect, test } from 'vitest';
import { at } from '../../../domain/time.ts';
import { testApp, type TestApp } from '../../testing/test-app.ts';
import { makeFixtures, leading, proposal, publish, type Fixtures } from '../fixtures.ts';

let t: TestApp & { close(): Promise<void> };
let fixtures: Fixtures;
beforeAll(async () => {
  t = await testApp({ now: at('2026-11-20', '10:00') });
  fixtures = await makeFixtures(t);
});
afterAll(() => t.close());

type Home = {
  county: { name: string } | null;
  nearby: { title: string; county_name: string | null; distance_metres: number | null }[];
};

test('what is near lies in the own county, then in the own city, never elsewhere; it says where; without a pin there is no distance', async () => {
  const province = await t.organization('云省', null, { kind: 'province', level: 'province' });
  const city = await t.organization('云州市', province, { kind: 'city', level: 'city' });
  const own = await t.organization('云汀县', city, { kind: 'county', level: 'county' });
  const beside = await t.organization('邻县', city, { kind: 'county', level: 'county' });
  const far = await t.organization('远县', await t.organization('远州市', province, { kind: 'city', level: 'city' }), {
    kind: 'county',
    level: 'county',
  });
  for (const [place, title, pin] of [
    [far, '远处的活动', { longitude: 119.64, latitude: 29.08 }],
    [beside, '邻县的活动', { longitude: 119.7, latitude: 29.1 }],
    [own, '本县没标坐标', null],
  ] as const) {
    const leader = await t.person(`${title}队长`, [{ permissions: [...leading, 'projects.write'], at: place }]);
    const project = await t.post<{ id: string }>(leader, '/api/projects', { ...proposal, organization_id: place.id });
    await publish(t, { ...fixtures, leader, project_id: project.body.id }, { title, pin });
  }
  const who = await t.volunteer('林近', own);
  const home = (await t.get<Home>(who, '/api/me/home')).body;
  expect(home.county).toMatchObject({ name: '云汀县' });
  expect(home.nearby.map((offer) => [offer.title, offer.county_name, offer.distance_metres])).toEqual([
    ['本县没标坐标', '云汀县', null],
    ['邻县的活动', '邻县', null],
  ]);
  const located = (await t.get<Home>(who, '/api/me/home?longitude=119.64&latitude=29.08')).body;
  expect(located.nearby.map((offer) => offer.title)).toEqual(['邻县的活动', '本县没标坐标']);
  expect(located.nearby[1]?.distance_metres).toBeNull();
  const list = (
    await t.get<{ rows: { title: string; distance_metres: number | null }[] }>(
      null,
      '/api/open-activities?sort=distance&longitude=119.64&latitude=29.08',
    )
  ).body.rows;
  expect(list.map((row) => [row.title, (row.distance_metres ?? 0) > 1_000_000])).toEqual([
    ['远处的活动', false],
    ['邻县的活动', false],
    ['本县没标坐标', false],
  ]);
  const counties = (
    await t.get<{ rows: { id: string; name: string; activities: number }[] }>(null, '/api/open-activities/counties')
  ).body.rows;
  expect(counties.map((row) => [row.name, row.activities])).toEqual([
    ['云汀县', 1],
    ['邻县', 1],
    ['远县', 1],
  ]);
  expect(
    (await t.get<{ rows: { title: string }[] }>(null, `/api/open-activities?organization_id=${own.id}`)).body.rows.map(
      (row) => row.title,
    ),
  ).toEqual(['本县没标坐标']);
});
