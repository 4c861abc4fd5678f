import { afterAll, beforeAll, expect, test } from 'vitest';
import { textOf } from '../../domain/files/cells.ts';
import { at } from '../../domain/time.ts';
import { readSheet } from '../files/read-sheet.ts';
import { testApp, type TestApp, type TestOrganization } from '../testing/test-app.ts';
import { makeFixtures, leading, proposal, publish, shift, type Fixtures } from './fixtures.ts';

let t: TestApp & { close(): Promise<void> };
let fixtures: Fixtures;
let team: TestOrganization;
let idle: TestOrganization;

beforeAll(async () => {
  t = await testApp({ now: at('2026-03-02', '10:00') });
  fixtures = await makeFixtures(t);
  team = await t.organization('清水志愿服务队', fixtures.county, { kind: 'team' });
  idle = await t.organization('闲着的志愿服务队', fixtures.county, { kind: 'team' });
});
afterAll(() => t.close());

type Below = {
  named_days: string[];
  rows: {
    organization_id: string;
    name: string;
    published: { have: number; missing: number };
    categories: { have: number; missing: number; names: string[] };
    months_without: string[];
    activities: number;
    days_without: string[];
  }[];
};
const below = async (organization: TestOrganization, of: string): Promise<Below> =>
  (
    await t.get<Below>(
      fixtures.superior,
      `/api/project-figures/below?organization_id=${organization.id}&year=2026&of=${of}`,
    )
  ).body;

test('P18 P25 L52 S38 P65 a supervisor sees each organisation by itself: quotas, months and named days without, and the county counts its teams in', async () => {
  const leader = await t.person('清水队长', [{ permissions: [...leading, 'projects.write'], at: team }]);
  for (const [title, category, day] of [
    ['一江清水', 'ecology', '2026-03-05'],
    ['清水课堂', 'education', '2026-03-20'],
  ] as const) {
    const project = await t.post<{ id: string }>(leader, '/api/projects', {
      ...proposal,
      title,
      category,
      organization_id: team.id,
    });
    expect(project.status, JSON.stringify(project.body)).toBe(200);
    await publish(
      t,
      { ...fixtures, leader, project_id: project.body.id },
      {
        title,
        category,
        topics: category === 'ecology' ? ['environment/mother_river'] : ['youth_service/tutoring'],
        shifts: [shift(day, '09:00', '11:00')],
      },
    );
  }
  const teams = await below(fixtures.county, 'teams');
  const [busy, quiet] = [
    teams.rows.find((row) => row.organization_id === team.id),
    teams.rows.find((row) => row.organization_id === idle.id),
  ];
  expect(busy).toMatchObject({
    published: { have: 2, missing: 1 },
    categories: { have: 2, missing: 3, names: expect.arrayContaining(['ecology', 'education']) as string[] },
    months_without: ['2026-01', '2026-02'],
    activities: 2,
  });
  expect(quiet).toMatchObject({
    published: { have: 0, missing: 3 },
    months_without: ['2026-01', '2026-02'],
    activities: 0,
  });
  expect(teams.named_days).toEqual(expect.arrayContaining(['2026-03-05', '2026-03-20', '2026-12-05']));
  expect([
    busy?.days_without.includes('2026-03-20'),
    busy?.days_without.includes('2026-04-20'),
    quiet?.days_without.includes('2026-03-20'),
  ]).toEqual([false, true, true]);
  const counties = await below(fixtures.city, 'direct');
  expect(counties.rows.find((row) => row.organization_id === fixtures.county.id)).toMatchObject({
    published: { have: 2 },
    activities: 2,
  });

  const file = await t.get(
    fixtures.superior,
    `/api/project-figures.xlsx?organization_id=${fixtures.county.id}&year=2026&of=teams`,
  );
  expect([file.status, file.raw.subarray(0, 2).toString()]).toEqual([200, 'PK']);
  const sheet = async (query: string): Promise<string[]> =>
    (
      await readSheet(
        (
          await t.get(
            fixtures.superior,
            `/api/project-figures.xlsx?organization_id=${fixtures.county.id}&year=2026&of=teams${query}`,
          )
        ).raw,
      )
    ).rows
      .slice(1)
      .map((row) => textOf(row.cells[0]));
  expect(await sheet('')).toEqual(teams.rows.map((row) => row.name));
  expect(await sheet('&day=2026-03-20'), 'the file holds the rows of the list').toEqual(
    teams.rows.filter((row) => row.days_without.includes('2026-03-20')).map((row) => row.name),
  );
  expect(await sheet('&lacks=months')).toEqual(
    teams.rows.filter((row) => row.months_without.length > 0).map((row) => row.name),
  );
  const stranger = await t.person('别处干部', [{ permissions: leading, at: await t.organization('别处') }]);
  expect(
    (await t.get(stranger, `/api/project-figures/below?organization_id=${fixtures.county.id}&year=2026`)).status,
  ).toBe(404);
});
