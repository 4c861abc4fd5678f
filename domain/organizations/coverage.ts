/** R40 R41 R43: how far a province's counties are covered, and how such figures are printed. */
import { existsOn } from './organization.ts';
import type { BusinessDate } from '../time.ts';

export type CountyOrganization = {
  readonly county_id: string;
  readonly league_led: boolean;
  readonly founded_on: BusinessDate;
  readonly dissolved_on: BusinessDate | null;
  readonly standardised_on: BusinessDate | null;
};

/** R41: a county counts once, only by a league-led organisation that exists on the day; standardised implies founded. */
export function countyStates(organizations: readonly CountyOrganization[], day: BusinessDate) {
  const counted = organizations.filter((one) => one.league_led && existsOn(one, day));
  const founded = new Set(counted.map((one) => one.county_id));
  const standardised = new Set(
    counted.filter((one) => one.standardised_on !== null && one.standardised_on <= day).map((one) => one.county_id),
  );
  return { founded, standardised };
}

/** R40: half up in whole tenths or units, with integers only; "—" when there is nothing to divide by. */
export function printShare(part: number, whole: number, decimals: 0 | 1): string {
  if (whole === 0) return '—';
  const scale = decimals === 1 ? 10 : 1;
  const rounded = Math.floor((part * 100 * scale * 2 + whole) / (whole * 2));
  return decimals === 1 ? `${Math.floor(rounded / 10)}.${rounded % 10}%` : `${rounded}%`;
}

/** R43: 全覆盖 when every county of the city is standardised, else n/m. A city without counties has nothing to cover. */
export function cityCoverage(standardised: number, counties: number): string {
  if (counties === 0) return '—';
  return standardised === counties ? '全覆盖' : `${standardised}/${counties}`;
}

/** R68: 2000 -> 2000, 2001..2999 -> 2000多. */
export function printAtLeast(value: number, step: number): string {
  const floor = Math.floor(value / step) * step;
  return floor === value ? String(value) : `${floor}多`;
}

/** R68: 200.0 is not 超200, 200.1 is. Tenths as integers: 2001 means 200.1. */
export function exceeds(valueTenths: number, limit: number): boolean {
  return valueTenths > limit * 10;
}
