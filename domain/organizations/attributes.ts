/** What is kept about an organisation with dates. A new value ends the old one; both stay readable. */
export type ProfileEditor =
  /** Those who hold the record in the county itself (G35): higher levels read and instruct. */
  | 'own'
  /** A city committee, for its own counties (G34). */
  | 'city'
  /** A level above the county (or above the organisation, where there is no county). */
  | 'superior'
  /** Whoever manages organisations at the place. */
  | 'manager';

export type AttributeKindEntry = {
  readonly zh: string;
  readonly en: string;
  readonly writer: ProfileEditor;
  readonly several?: true;
};

export const attributeKinds = {
  leader: { zh: '负责人', en: 'Leader', writer: 'own' }, // Q31
  direction: { zh: '服务方向', en: 'Service direction', writer: 'own' }, // L41
  registration: { zh: '民政登记', en: 'Civil registration', writer: 'own' }, // L40 P12
  league_state: { zh: '党团组织', en: 'Party and league organisation', writer: 'own' }, // P20–P22
  headcount: { zh: '人员规模', en: 'Headcount', writer: 'own' }, // G18
  supporter: { zh: '支持单位', en: 'Supporter of the founding', writer: 'own', several: true }, // G43 G71
  set_up: { zh: '筹建检查', en: 'Set-up check', writer: 'own', several: true }, // P10
  contact_officer: { zh: '对接联系人', en: 'Contact officer', writer: 'own' }, // L51
  policy_sheet: { zh: '一县一策', en: 'Policy sheet', writer: 'own' }, // G28
  pairing: { zh: '结对社区', en: 'Paired community', writer: 'own', several: true }, // L34
  incubated: { zh: '孵化组织', en: 'Incubated organisation', writer: 'own', several: true }, // P50
  carrier: { zh: '承载项目', en: 'Carried project', writer: 'own', several: true }, // G63
  area: { zh: '划片', en: 'Area', writer: 'city' }, // G34
  watcher: { zh: '盯县干部', en: 'Watcher', writer: 'city' }, // G34
  mechanism_role: { zh: '机制角色', en: 'Mechanism role', writer: 'manager' }, // P08
  group_member: { zh: '成员单位', en: 'Member department', writer: 'manager', several: true }, // Q27 P07
  standardised: { zh: '规范化', en: 'Standardised', writer: 'superior' }, // G11 G39
  pilot_unit: { zh: '试点单位', en: 'Pilot unit', writer: 'superior' }, // G59
  pilot_community: { zh: '试点社区', en: 'Pilot community', writer: 'superior' }, // G57
  city_level: { zh: '市级单位', en: 'City-level unit', writer: 'manager' }, // P14
} as const satisfies Record<string, AttributeKindEntry>;

export type AttributeKind = keyof typeof attributeKinds;
export const attributeKindNames = Object.keys(attributeKinds) as [AttributeKind, ...AttributeKind[]];

export function holdsSeveral(kind: AttributeKind): boolean {
  return 'several' in attributeKinds[kind];
}

/** What a unit does about the common work, by its role. */
export const mechanismActions = {
  approve: { zh: '审定', en: 'approve' },
  plan: { zh: '制定计划', en: 'plan' },
  urge: { zh: '督促', en: 'urge' },
  report: { zh: '报送进展', en: 'report' },
  read: { zh: '查看', en: 'read' },
} as const;
export type MechanismAction = keyof typeof mechanismActions;

/** P08: 党委 leads, 文明办 coordinates, departments by duty, league implements, society joins. */
export const mechanismRoles = {
  leads: { zh: '统一领导', en: 'leads', actions: ['approve', 'read'] },
  coordinates: { zh: '统筹协调', en: 'coordinates', actions: ['plan', 'urge', 'read'] },
  duty: { zh: '按责履职', en: 'acts by duty', actions: ['report', 'read'] },
  implements: { zh: '推动落实', en: 'implements', actions: ['plan', 'report', 'read'] },
  joins: { zh: '共同参与', en: 'joins', actions: ['report'] },
} as const satisfies Record<string, { zh: string; en: string; actions: readonly MechanismAction[] }>;

export type MechanismRole = keyof typeof mechanismRoles;
export const mechanismRoleNames = Object.keys(mechanismRoles) as [MechanismRole, ...MechanismRole[]];

/** P10: the centre's set-up checks; a missing one shows 未落实. */
export const setUpChecks = {
  office: { zh: '办公场所', en: 'Office' },
  staff: { zh: '工作人员', en: 'Staff' },
  funds: { zh: '专项运行经费', en: 'Running funds' },
} as const;
export type SetUpCheck = keyof typeof setUpChecks;
export const setUpCheckNames = Object.keys(setUpChecks) as [SetUpCheck, ...SetUpCheck[]];

export function missingSetUp(done: readonly string[]): readonly SetUpCheck[] {
  return setUpCheckNames.filter((check) => !done.includes(check));
}

/** What carries a brand project (G63), and what an association is paired with (L34). */
export const leagueKinds: readonly string[] = ['league_committee', 'league_branch'];
export const pairedKinds: readonly string[] = ['village', 'compound'];
