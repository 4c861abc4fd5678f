/** R18 R19 (P21–P23): the duty to found a league organisation inside a registered volunteer organisation. */
import { problem, type Problem } from '../problem.ts';

export const leagueMembersThreshold = 3; // F154

export type LeagueDuty = 'none' | 'no_members' | 'joint' | 'own';

export function leagueDuty(registered: boolean, members: number): LeagueDuty {
  if (!registered) return 'none';
  if (members === 0) return 'no_members'; // nothing to join: shown as 无团员, not counted as eligible
  return members >= leagueMembersThreshold ? 'own' : 'joint';
}

export const leagueDutyNames: Readonly<Record<LeagueDuty, { zh: string; en: string }>> = {
  none: { zh: '暂无建团要求', en: 'No duty' },
  no_members: { zh: '无团员', en: 'No league member' },
  joint: { zh: '加入联合团组织', en: 'Join a joint league organisation' },
  own: { zh: '必须建立团组织', en: 'Must found a league organisation' },
};

export function refusalToFoundLeague(form: 'own' | 'joint', registered: boolean, members: number): Problem | null {
  const duty = leagueDuty(registered, members);
  if (duty === 'none' || duty === 'no_members') return problem('organizations.league_not_due');
  return form === 'own' && duty === 'joint' ? problem('organizations.own_league_refused', { members }) : null;
}

export type LeagueState = {
  readonly name: string; readonly registered: boolean; readonly members: number; readonly built: 'own' | 'joint' | null;
};

/** R19: built over eligible; a joint organisation counts as built; the missing ones are named. */
export function leagueCoverage(states: readonly LeagueState[]): { eligible: number; built: number; missing: readonly string[] } {
  const eligible = states.filter((state) => ['own', 'joint'].includes(leagueDuty(state.registered, state.members)));
  const missing = eligible.filter((state) => state.built === null).map((state) => state.name);
  return { eligible: eligible.length, built: eligible.length - missing.length, missing };
}
