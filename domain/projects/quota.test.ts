import { expect, test } from 'vitest';
import { at } from '../time.ts';
import {
  countyCategories,
  linesLacking,
  monthsWithout,
  platformProjects,
  quotaText,
  type PublishedProject,
} from './quota.ts';

const published = (day: string, clock = '10:00'): PublishedProject => ({
  published_at: at(day, clock),
  withdrawn: false,
  recruits_here: true,
});

test('P25 R20 F156 two projects in a year: 缺1; three: 达标', () => {
  expect(quotaText(platformProjects([published('2026-03-05'), published('2026-05-04')], 2026)).zh).toBe('缺1');
  expect(platformProjects([published('2026-03-05'), published('2026-05-04'), published('2026-12-05')], 2026).met).toBe(
    true,
  );
});

test('P26 R20 drafts, withdrawn ones and those without sign-up here do not count', () => {
  const three = published('2026-12-05');
  for (const uncounted of [
    { ...three, published_at: null },
    { ...three, withdrawn: true },
    { ...three, recruits_here: false },
  ]) {
    expect(platformProjects([published('2026-03-05'), published('2026-05-04'), uncounted], 2026)).toMatchObject({
      have: 2,
      met: false,
    });
  }
});

test('R20 the Shanghai calendar decides the year, to the minute', () => {
  const projects = [published('2026-12-31', '23:59'), published('2027-01-01', '00:00')];
  expect(platformProjects(projects, 2026).have).toBe(1);
  expect(platformProjects(projects, 2027).have).toBe(1);
});

test('P18 months without a published project, up to the month of today', () => {
  expect(monthsWithout(['2026-01-15', '2026-03-02'], 2026, '2026-04-10')).toEqual(['2026-02']); // April is not over
  expect(monthsWithout(['2026-01-15', '2026-03-02'], 2026, '2026-05-01')).toEqual(['2026-02', '2026-04']);
  expect(monthsWithout([], 2025, '2026-04-10')).toHaveLength(12);
  expect(monthsWithout([], 2027, '2026-04-10')).toEqual([]);
});

test('P18 a list of lines keeps those that lack what is asked and have nothing on the day', () => {
  const line = (published: boolean, months: string[], days: string[]) => ({
    published: { met: published },
    categories: { met: true },
    months_without: months,
    days_without: days,
  });
  const [good, late, idle] = [
    line(true, [], []),
    line(true, ['2026-02'], ['2026-03-05']),
    line(false, ['2026-01', '2026-02'], ['2026-03-05']),
  ];
  const lines = [good, late, idle];
  expect(linesLacking(lines, {})).toEqual(lines);
  expect(linesLacking(lines, { lack: 'projects' })).toEqual([idle]);
  expect(linesLacking(lines, { lack: 'months' })).toEqual([late, idle]);
  expect(linesLacking(lines, { lack: 'categories', day: '2026-03-05' })).toEqual([]);
  expect(linesLacking(lines, { day: '2026-03-05' })).toEqual([late, idle]);
});

test('L52 R23 categories count, not projects', () => {
  expect(countyCategories(['ecology', 'community', 'culture', 'civility', 'education']).met).toBe(true);
  expect(quotaText(countyCategories(['ecology', 'ecology', 'community', 'culture', 'civility']), '类').zh).toBe(
    '缺1类',
  );
  expect(
    quotaText(countyCategories(['ecology', 'ecology', 'community', 'community', 'culture', 'civility']), '类').zh,
  ).toBe('缺1类');
  expect(countyCategories(['ecology', 'ecology', 'community', 'culture', 'civility', 'education']).met).toBe(true);
});
