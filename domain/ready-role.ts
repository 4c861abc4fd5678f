/** The ready-made roles of every installation; which permissions they have is said by the permissions of each noun. */
export const readyRoles = {
  administrator: { zh: '系统管理员', en: 'Administrator' }, // has every permission there is
  league_staff: { zh: '团委干事', en: 'League committee staff' },
  // P16: a brigade founds teams below itself and gives them their accounts
  brigade_manager: { zh: '大队管理员', en: 'Brigade manager' },
  organization_manager: { zh: '组织管理员', en: 'Organisation manager' },
  team_leader: { zh: '队长', en: 'Team leader' },
  check_in_helper: { zh: '签到帮手', en: 'Check-in helper' },
  reader: { zh: '查看员', en: 'Reader' },
  auditor: { zh: '审计员', en: 'Auditor' },
} as const;

export type ReadyRole = keyof typeof readyRoles;
/** One that has what it is given; the administrator's is computed. */
export type GivenRole = Exclude<ReadyRole, 'administrator'>;
