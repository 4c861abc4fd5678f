/** Quotas of the work plans, as "at least n": 达标, or 缺 how many (R20, R22–R26). */
import { businessDate, type BusinessDate } from '../time.ts';
import type { Category } from './categories.ts';

export type Quota = { readonly have: number; readonly need: number; readonly met: boolean; readonly missing: number };

export function atLeast(need: number, have: number): Quota {
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

/** P18: the months of a year, up to a day, in which an organisation published nothing. */
export function monthsWithout(publishedDays: readonly BusinessDate[], year: number, today: BusinessDate): string[] {
  const last = today.slice(0, 4) === String(year) ? Number(today.slice(5, 7)) : today.slice(0, 4) > String(year) ? 12 : 0;
  const published = new Set(publishedDays.map((day) => day.slice(0, 7)));
  return Array.from({ length: last }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`).filter((month) => !published.has(month));
}

/** L52, R23: five projects of different categories in each county; six in four categories lack one. */
export function countyCategories(carriedOut: readonly Category[]): Quota {
  return atLeast(5, new Set(carriedOut).size);
}

/** L53, R24 */
export const universityProjects = (projects: number): Quota => atLeast(2, projects);
/** L12, R22: for each county and each university by itself. */
export const environmentalTeams = (teams: number): Quota => atLeast(5, teams);
/** L59, R25: only homes that passed the standard count. */
export const standardYouthHomes = (homes: readonly { standardised: boolean }[]): Quota => atLeast(5, homes.filter((home) => home.standardised).length);
/** L60, R26: one team of 100 people; two of 60 do not add up. */
export const educationTeam = (teamSizes: readonly number[]): Quota => atLeast(100, Math.max(0, ...teamSizes));
