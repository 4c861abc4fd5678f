/** Quotas of the work plans, as "at least n": 达标, or 缺 how many (R20, R23). */
import { businessDate, type BusinessDate } from '../time.ts';
import type { Category } from './categories.ts';

export type Quota = { readonly have: number; readonly need: number; readonly met: boolean; readonly missing: number };

function atLeast(need: number, have: number): Quota {
  return { have, need, met: have >= need, missing: Math.max(0, need - have) };
}

export function quotaText(quota: Quota, unit = ''): { zh: string; en: string } {
  return quota.met ? { zh: '达标', en: 'Met' } : { zh: `缺${quota.missing}${unit}`, en: `${quota.missing} missing` };
}

export type PublishedProject = {
  readonly published_at: Date | null; // null: a draft
  readonly withdrawn: boolean;
  readonly recruits_here: boolean; // P26
};

/** P25, P26, R20: the Shanghai calendar year of publishing decides. */
export function platformProjects(projects: readonly PublishedProject[], year: number): Quota {
  const counted = projects.filter(
    ({ published_at, withdrawn, recruits_here }) =>
      published_at !== null && !withdrawn && recruits_here && businessDate(published_at).slice(0, 4) === String(year),
  );
  return atLeast(3, counted.length);
}

/** What a line of the yearly figures may lack; a list, its counts and its file ask the same. */
export const lacks = ['projects', 'categories', 'months'] as const;
export type Lack = (typeof lacks)[number];
export type YearLine = {
  readonly published: { readonly met: boolean };
  readonly categories: { readonly met: boolean };
  readonly months_without: readonly string[];
  readonly days_without: readonly BusinessDate[];
};

export function isLacking(line: YearLine, lack: Lack): boolean {
  return lack === 'projects'
    ? !line.published.met
    : lack === 'categories'
      ? !line.categories.met
      : line.months_without.length > 0;
}

/** The lines left over by what is chosen above the list. */
export function linesLacking<Line extends YearLine>(
  lines: readonly Line[],
  { lack, day }: { readonly lack?: Lack | undefined; readonly day?: BusinessDate | undefined },
): Line[] {
  return lines.filter(
    (line) => (lack === undefined || isLacking(line, lack)) && (day === undefined || line.days_without.includes(day)),
  );
}

/** P18: the months of a year that are over on a day and in which an organisation published nothing. */
export function monthsWithout(publishedDays: readonly BusinessDate[], year: number, today: BusinessDate): string[] {
  const last =
    today.slice(0, 4) === String(year) ? Number(today.slice(5, 7)) - 1 : today.slice(0, 4) > String(year) ? 12 : 0;
  const published = new Set(publishedDays.map((day) => day.slice(0, 7)));
  return Array.from({ length: last }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`).filter(
    (month) => !published.has(month),
  );
}

/** L52, R23: five projects of different categories in each county; six in four categories lack one. */
export function countyCategories(carriedOut: readonly Category[]): Quota {
  return atLeast(5, new Set(carriedOut).size);
}
