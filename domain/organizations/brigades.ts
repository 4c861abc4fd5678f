/** P14 P15: who must have a service brigade, who may. */
import type { OrganizationKind } from './kinds.ts';

export type BrigadeUnit = {
  readonly id: string;
  readonly name: string;
  readonly kind: OrganizationKind;
  /** City-level enterprises and institutions are obliged; others are only encouraged. */
  readonly city_level: boolean;
  readonly has_brigade: boolean;
};

const obligedKinds: readonly OrganizationKind[] = ['university', 'school'];
const voluntaryKinds: readonly OrganizationKind[] = ['park', 'town', 'unit'];

export function isObliged(unit: Pick<BrigadeUnit, 'kind' | 'city_level'>): boolean {
  return obligedKinds.includes(unit.kind) || ((unit.kind === 'unit' || unit.kind === 'park') && unit.city_level);
}

export function brigadeCoverage(units: readonly BrigadeUnit[]) {
  const obliged = units.filter(isObliged);
  const voluntary = units.filter((unit) => !isObliged(unit) && voluntaryKinds.includes(unit.kind));
  return {
    obliged: obliged.length,
    covered: obliged.filter((unit) => unit.has_brigade).length,
    missing: obliged.filter((unit) => !unit.has_brigade),
    voluntary_founded: voluntary.filter((unit) => unit.has_brigade),
  };
}
