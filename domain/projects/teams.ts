/** How a team comes to be and what makes it a team of a named mode. */

/** L21, R27: 团干部 + 社工 + 青年社会组织 + 青年志愿者 */
export const modeRoles = ['league_cadre', 'social_worker', 'youth_organisation', 'youth_volunteer'] as const;
export type ModeRole = (typeof modeRoles)[number];
export const modeRoleNames: Readonly<Record<ModeRole, { zh: string; en: string }>> = {
  league_cadre: { zh: '团干部', en: 'league cadre' },
  social_worker: { zh: '社工', en: 'social worker' },
  youth_organisation: { zh: '青年社会组织', en: 'youth organisation' },
  youth_volunteer: { zh: '青年志愿者', en: 'young volunteer' },
};

export function fourRoleMode(held: readonly ModeRole[]): { marked: boolean; missing: ModeRole[] } {
  const missing = modeRoles.filter((role) => !held.includes(role));
  return { marked: missing.length === 0, missing };
}

/** S06, R57: 筹备 > 成熟 > 成立. Only a mature team within the plan is founded. */
export const teamStates = ['preparing', 'mature', 'founded'] as const;
export type TeamState = (typeof teamStates)[number];

export function foundingRefusal(team: { state: TeamState; in_plan: boolean }): 'already_founded' | 'not_mature' | 'not_in_plan' | null {
  if (team.state === 'founded') return 'already_founded';
  if (team.state === 'preparing') return 'not_mature';
  return team.in_plan ? null : 'not_in_plan';
}

/** S47, S49, R58: compound team, professional team and activity base; a conflict in any of four keeps it ordinary. */
export const parties = ['compound_team', 'professional_team', 'activity_base'] as const;
export type Party = (typeof parties)[number];
export const coordinated = ['time', 'venue', 'people', 'project'] as const;
export type Coordinated = (typeof coordinated)[number];

export function threeParty(confirmed: readonly Party[], conflicts: readonly Coordinated[]): { joint: boolean; missing: Party[]; conflicts: readonly Coordinated[] } {
  const missing = parties.filter((party) => !confirmed.includes(party));
  return { joint: missing.length === 0 && conflicts.length === 0, missing, conflicts };
}
