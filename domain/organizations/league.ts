/** R18 R19 (P21–P23): the duty to found a league organisation inside a registered volunteer organisation. */
import { problem, type Problem } from '../problem.ts';
import { addDays, type BusinessDate } from '../time.ts';

const leagueMembersThreshold = 3; // F154

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

/** What was founded fulfils the duty, own or joint; until then the duty itself is what one reads. */
const leagueBuiltNames = {
  own: { zh: '已建团组织', en: 'League organisation founded' },
  joint: { zh: '已加入联合团组织', en: 'Joined a joint league organisation' },
} as const;

/** A duty that has just begun is not late: no source gives a term, so half a year is taken. */
const leagueFoundingDays = 183;

export function leagueStanding(
  duty: LeagueDuty,
  built: 'own' | 'joint' | null,
  since: BusinessDate | null,
  day: BusinessDate,
): 'ok' | 'behind' | 'late' | 'none' {
  if (duty !== 'own' && duty !== 'joint') return 'none';
  if (built !== null) return 'ok'; // R19: a joint organisation counts as built
  return since !== null && day > addDays(since, leagueFoundingDays) ? 'late' : 'behind';
}

export function leagueWords(duty: LeagueDuty, built: 'own' | 'joint' | null): { zh: string; en: string } {
  return built === null ? leagueDutyNames[duty] : leagueBuiltNames[built];
}

export function refusalToFoundLeague(
  form: 'own' | 'joint',
  registered: boolean,
  members: number,
  jointWith: string | null,
): Problem | null {
  const duty = leagueDuty(registered, members);
  if (duty === 'none' || duty === 'no_members') return problem('organizations.league_not_due');
  if (form === 'own' && duty === 'joint') return problem('organizations.own_league_refused', { members });
  return form === 'joint' && (jointWith ?? '').trim() === ''
    ? problem('organizations.joint_league_unnamed', {}, 'body.joint_with')
    : null;
}

export type LeagueState = {
  readonly name: string;
  readonly registered: boolean;
  readonly members: number;
  readonly built: 'own' | 'joint' | null;
};

/** R19: built over eligible; a joint organisation counts as built; the missing ones are named. */
export function leagueCoverage(states: readonly LeagueState[]): {
  eligible: number;
  built: number;
  missing: readonly string[];
} {
  const eligible = states.filter((state) => ['own', 'joint'].includes(leagueDuty(state.registered, state.members)));
  const missing = eligible.filter((state) => state.built === null).map((state) => state.name);
  return { eligible: eligible.length, built: eligible.length - missing.length, missing };
}
