/** R42 (G32–G35): what the league committees of the three levels may do with a county's record. */
import { isDivision, type DivisionKind, type OrganizationKind } from './kinds.ts';
import { isAtOrBelow, type Path } from './path.ts';

export type LeagueLevel = Extract<DivisionKind, 'province' | 'city' | 'county'>;
export const levelActions = ['read', 'plan', 'urge', 'set_area', 'set_watcher', 'edit'] as const;
export type LevelAction = (typeof levelActions)[number];

export const levelActionNames: Readonly<Record<LevelAction, { zh: string; en: string }>> = {
  read: { zh: '查看', en: 'Read' },
  plan: { zh: '部署', en: 'Plan' },
  urge: { zh: '督促', en: 'Urge' },
  set_area: { zh: '划片', en: 'Divide into areas' },
  set_watcher: { zh: '盯县', en: 'Assign a watcher' },
  edit: { zh: '填写', en: 'Edit' },
};

const powers: Readonly<Record<LeagueLevel, readonly LevelAction[]>> = {
  province: ['read', 'plan', 'urge'],
  city: ['read', 'set_area', 'set_watcher'],
  county: ['read', 'edit'],
};

/** The actions of a committee at `level` and `path` on the record of a county at `countyPath`. */
export function levelPowers(level: LeagueLevel, path: Path, countyPath: Path): readonly LevelAction[] {
  return isAtOrBelow(countyPath, path) ? powers[level] : [];
}

export function levelMay(level: LeagueLevel, path: Path, action: LevelAction, countyPath: Path): boolean {
  return levelPowers(level, path, countyPath).includes(action);
}

/** G13: counties are asked by whoever stands above them: the nation, a province, a city, or a body of theirs that is no county. */
export function asksCounties(kind: OrganizationKind): boolean {
  return !isDivision(kind) || kind === 'nation' || kind === 'province' || kind === 'city';
}
