import { afterAll, beforeAll, expect, test } from 'vitest';
import { textOf } from '../../../domain/files/cells.ts';
import { at } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import { entries } from '../../ledger/queries.ts';
import { readSheet } from '../../files/read-sheet.ts';
import { foldTotals } from '../../ledger/fold-totals.ts';
import type { TestOrganization, TestPerson } from '../../testing/test-app.ts';
import { shiftOf, signUp } from '../fixtures.ts';
import { makeHouse } from '../house-fixtures.ts';

const { t, province, county, hejing, boss, served, leave } = await makeHouse();
afterAll(leave);

type Month = { credit_minutes: number; honorary_minutes: number };
type Hours = {
  name: string;
  whole: Month[];
  itself: Month[];
  below: { organization_id: string; name: string; months: Month[] }[];
  can: { open_rows: boolean };
};
let team: TestOrganization;
const url = (organization: TestOrganization, year = 2026): string =>
  `/api/organizations/${organization.id}/hours-by-month?year=${year}`;
const credit = (months: readonly Month[]): number => months.reduce((sum, month) => sum + month.credit_minutes, 0);

/** Served at an organisation on a day for so many hours. */
async function serve(organization: TestOrganization, name: string, day: string, hours: number): Promise<void> {
  const shift = await shiftOf(t, organization, { day, from: '09:00', to: '12:00' });
  const person = await t.volunteer(name, organization);
  await signUp(t, shift, [person], organization);
  await served(person, shift, at(day, '09:00'), at(day, `${9 + hours}:00`));
}

beforeAll(async () => {
  team = await t.organization('江边护河队', county, { kind: 'team' });
  await serve(county, '林一', '2026-10-17', 1);
  await serve(team, '林二', '2026-10-24', 2);
  await foldTotals(t.services.pool); // the earlier ones are folded, the later ones wait
  await serve(team, '林三', '2026-11-14', 3);
  await serve(county, '林四', '2026-11-15', 2);
});

test('the whole is itself and what lies below, in each month; each figure opens rows that add up to it', async () => {
  const { body } = await t.get<Hours>(hejing, url(county));
  expect(body.can).toEqual({ open_rows: true });
  expect(body.below.map((part) => part.name)).toEqual(['江边护河队']);
  expect([credit(body.whole), credit(body.itself), credit(body.below[0]?.months ?? [])]).toEqual([480, 180, 300]);
  expect([body.whole[9], body.whole[10], body.whole[11]].map((month) => month?.credit_minutes)).toEqual([180, 300, 0]);
  expect([body.itself[9], body.below[0]?.months[9]].map((month) => month?.credit_minutes)).toEqual([60, 120]);
  const rows = async (query: string) =>
    (
      await t.get<{ rows: { minutes: number }[]; sum: object }>(
        hejing,
        `/api/service-records?limit=50&state=confirmed&balance=credit_minutes&${query}`,
      )
    ).body;
  for (const [query, sum] of [
    [
      `organization_id=${county.id}&from=2026-01-01&until=2026-12-31`,
      { organization_name: '云汀区青年志愿者协会', records: 4, minutes: 480 },
    ],
    [
      `organization_id=${county.id}&itself=yes&from=2026-10-01&until=2026-10-31`,
      { organization_name: '云汀区青年志愿者协会', records: 1, minutes: 60 },
    ],
    [
      `organization_id=${team.id}&from=2026-10-01&until=2026-10-31`,
      { organization_name: '江边护河队', records: 1, minutes: 120 },
    ],
    [
      `organization_id=${county.id}&from=2026-11-15&until=2026-11-15`,
      { organization_name: '云汀区青年志愿者协会', records: 1, minutes: 120 },
    ],
  ] as const) {
    const answer = await rows(query);
    expect(answer.sum, query).toMatchObject({ ...sum, as_it_stood: null });
    expect(
      answer.rows.reduce((all, row) => all + row.minutes, 0),
      query,
    ).toBe(sum.minutes);
  }
  expect((await rows(`organization_id=${county.id}`)).sum).toBeNull();
  expect(credit((await t.get<Hours>(boss, url(province))).body.below[0]?.months ?? [])).toBe(480);
  expect((await t.get<Hours>(hejing, url(county, 2025))).body.whole.every((month) => month.credit_minutes === 0)).toBe(
    true,
  );
});

test('who reads records there alone sees the figures without a way to rows of others; a stranger sees nothing', async () => {
  const alone = await t.person('只看本级', [{ permissions: ['records.read'], at: county, below: false }]);
  const answer = await t.get<Hours>(alone, url(county));
  expect([answer.status, answer.body.can]).toEqual([200, { open_rows: false }]);
  expect((await t.get(await t.person('外人'), url(county))).status).toBe(403);
});

test('the workbook holds the same hours, credit and honorary apart', async () => {
  const answer = await t.get(hejing, `/api/organizations/${county.id}/hours-by-month/workbook?year=2026`);
  const { name, rows } = await readSheet(answer.raw);
  expect(name).toBe('信用时数');
  const line = (label: string): unknown[] =>
    [...(rows.find((row) => row.cells[0] === label)?.cells ?? [])].map((cell) => (cell === null ? null : textOf(cell)));
  expect([
    line('云汀区青年志愿者协会（含下级）').slice(10),
    line('云汀区青年志愿者协会本级').slice(10),
    line('江边护河队').slice(10),
  ]).toEqual([
    ['3', '5', '0', '8'],
    ['1', '2', '0', '3'],
    ['2', '3', '0', '5'],
  ]);
});

type Line = {
  organization_id: string;
  name: string;
  depth: number;
  parent_name: string | null;
  credit_minutes: number;
  credit_before: number;
};
type Below = {
  before: { from: string; until: string };
  sum: { credit_minutes: number; credit_before: number };
  rows: Line[];
};
const below = (who: TestPerson, place: TestOrganization, period: string) =>
  t.get<Below>(who, `/api/organizations/${place.id}/hours-below?${period}`);

test('one line for each organisation at and below, in the order of the tree, the month before beside; the lines add up to the ledger’s own total, to the minute', async () => {
  const november = 'from=2026-11-01&until=2026-11-30';
  const { body } = await below(hejing, county, november);
  expect(body.before).toEqual({ from: '2026-10-01', until: '2026-10-31' });
  expect(body.rows.map((row) => [row.name, row.depth, row.parent_name, row.credit_minutes, row.credit_before])).toEqual(
    [
      ['云汀区青年志愿者协会', 0, null, 120, 60],
      ['江边护河队', 1, '云汀区青年志愿者协会', 180, 120],
    ],
  );
  expect(body.sum).toMatchObject({ credit_minutes: 300, credit_before: 180 });
  const ledger = (await t.get<{ credit_minutes: number }>(hejing, `/api/organizations/${county.id}/hours?${november}`))
    .body;
  const rows = await t.rows<{ organization_id: string; minutes: number }>(sql`
    select organization_id, sum(l.amount)::int as minutes from ${entries}
    where l.unit = 'credit_minutes' and service_day between '2026-11-01' and '2026-11-30' group by 1`);
  expect(ledger.credit_minutes).toBe(body.sum.credit_minutes);
  expect(Object.fromEntries(body.rows.map((row) => [row.organization_id, row.credit_minutes]))).toEqual(
    Object.fromEntries(rows.map((row) => [row.organization_id, row.minutes])),
  );
  expect((await below(hejing, county, 'from=2026-11-14&until=2026-11-14')).body).toMatchObject({
    before: { from: '2026-11-13', until: '2026-11-13' },
    sum: { credit_minutes: 180, credit_before: 0 },
  });
  const higher = (await below(boss, province, november)).body;
  expect(higher.sum).toMatchObject({ credit_minutes: 300, credit_before: 180 });
  expect(higher.rows.find((row) => row.name === '江边护河队')).toMatchObject({ depth: 2, credit_minutes: 180 });
});

test('the workbook holds the same lines with their sum; who reads one place alone gets its line; a stranger none; an end before its beginning is refused', async () => {
  const answer = await t.get(
    hejing,
    `/api/organizations/${county.id}/hours-below/workbook?from=2026-11-01&until=2026-11-30`,
  );
  const sheet = await readSheet(answer.raw);
  const texts = sheet.rows.map((row) => row.cells.map(String));
  expect(texts.find((row) => row[0] === '江边护河队')?.slice(1, 7)).toEqual([
    '云汀区青年志愿者协会',
    '志愿服务队',
    '180',
    '3',
    '120',
    '2',
  ]);
  expect(texts.find((row) => row[0] === '合计')?.slice(3, 7)).toEqual(['300', '5', '180', '3']);
  const alone = await t.person('只看一处', [{ permissions: ['records.read'], at: county, below: false }]);
  expect((await below(alone, county, 'from=2026-11-01&until=2026-11-30')).body).toMatchObject({
    sum: { credit_minutes: 120 },
    rows: [{ name: '云汀区青年志愿者协会' }],
  });
  const stranger = await t.person('外人', [{ permissions: ['records.read'], at: await t.organization('外县协会') }]);
  expect((await below(stranger, county, 'from=2026-11-01&until=2026-11-30')).status).toBe(404);
  expect((await below(hejing, county, 'from=2026-11-30&until=2026-11-01')).status).toBe(400);
});
