/** What an organisation can be, and under what it can stand. Levels may be missing: 东莞 has no county level. */
export const divisionKinds = ['nation', 'province', 'city', 'county', 'town', 'village', 'compound'] as const;
export type DivisionKind = (typeof divisionKinds)[number];

/** G30: three forms of a volunteer organisation, each counts as the county's league organisation. */
export const associationKinds = ['federation', 'volunteer_association', 'youth_volunteer_association'] as const;
export type AssociationKind = (typeof associationKinds)[number];

const bodyKinds = [
  'league_committee',
  'league_branch',
  ...associationKinds,
  'department',
  'unit',
  'park',
  'university',
  'school',
  'brigade',
  'team',
  'station',
  'leading_group',
  'office',
  'action_centre',
  'party_mass_centre',
] as const;
export type BodyKind = (typeof bodyKinds)[number];

export type OrganizationKind = DivisionKind | BodyKind;
export const organizationKinds = [...divisionKinds, ...bodyKinds] as const;

export const kindNames: Readonly<Record<OrganizationKind, { zh: string; en: string }>> = {
  nation: { zh: '全国', en: 'Nation' },
  province: { zh: '省级', en: 'Province' },
  city: { zh: '地市', en: 'City' },
  county: { zh: '县（市、区）', en: 'County' },
  town: { zh: '乡镇（街道）', en: 'Township' },
  village: { zh: '村（社区）', en: 'Village or community' },
  compound: { zh: '小区', en: 'Residential compound' },
  league_committee: { zh: '团委', en: 'League committee' },
  league_branch: { zh: '团支部', en: 'League branch' },
  federation: { zh: '志愿者联合会', en: 'Volunteer federation' },
  volunteer_association: { zh: '义工联', en: 'Volunteer association' },
  youth_volunteer_association: { zh: '青年志愿者协会', en: 'Youth volunteer association' },
  department: { zh: '部门', en: 'Department' },
  unit: { zh: '企事业单位', en: 'Unit' },
  park: { zh: '园区', en: 'Industrial park' },
  university: { zh: '高校', en: 'University' },
  school: { zh: '中小学', en: 'School' },
  brigade: { zh: '志愿服务大队', en: 'Service brigade' },
  team: { zh: '志愿服务队', en: 'Service team' },
  station: { zh: '阵地', en: 'Station' },
  leading_group: { zh: '领导小组', en: 'Leading group' },
  office: { zh: '办公室', en: 'Office' },
  action_centre: { zh: '青年志愿者行动中心', en: 'Youth volunteer action centre' },
  party_mass_centre: { zh: '党群服务中心', en: 'Party–mass service centre' },
};

export function isDivision(kind: OrganizationKind): kind is DivisionKind {
  return (divisionKinds as readonly string[]).includes(kind);
}
export function isAssociation(kind: OrganizationKind): kind is AssociationKind {
  return (associationKinds as readonly string[]).includes(kind);
}

const places: readonly OrganizationKind[] = divisionKinds;
const bodiesWithTeams: readonly OrganizationKind[] = [
  ...associationKinds,
  'league_committee',
  'league_branch',
  'department',
  'unit',
  'park',
  'university',
  'school',
  'brigade',
  'team',
  'action_centre',
  'party_mass_centre',
];

/** A division stands under any larger division: levels may be skipped, never turned round. */
const bodyParents: Readonly<Record<BodyKind, readonly OrganizationKind[]>> = {
  league_committee: [...places, 'league_committee', 'unit', 'university', 'school', 'park', 'department'],
  league_branch: [...places, 'league_committee', ...bodiesWithTeams],
  federation: [...places, 'league_committee', 'federation'],
  volunteer_association: [...places, 'league_committee', 'federation', 'volunteer_association'],
  youth_volunteer_association: [
    ...places,
    'league_committee',
    'federation',
    'unit',
    'university',
    'school',
    'park',
    'youth_volunteer_association',
  ],
  department: [...places, 'department'],
  unit: [...places, 'league_committee', 'unit', 'department'],
  park: [...places, 'league_committee'],
  university: [...places, 'league_committee'],
  school: [...places, 'league_committee', 'university'],
  brigade: [...places, ...bodiesWithTeams],
  team: [...places, ...bodiesWithTeams, 'station'],
  station: [...places, ...bodiesWithTeams],
  leading_group: [...places, 'league_committee', 'department', 'leading_group'],
  office: [...places, 'league_committee', 'leading_group', 'action_centre', ...associationKinds, 'university', 'unit'],
  action_centre: [...places, 'league_committee'],
  party_mass_centre: [...places, 'department'],
};

export function mayStandUnder(kind: OrganizationKind, parent: OrganizationKind | null): boolean {
  if (kind === 'nation') return parent === null;
  if (parent === null) return false;
  if (isDivision(kind)) return isDivision(parent) && divisionKinds.indexOf(parent) < divisionKinds.indexOf(kind);
  return bodyParents[kind].includes(parent);
}

/** The kinds a page may offer below an organisation. */
export function kindsBelow(parent: OrganizationKind): readonly OrganizationKind[] {
  return organizationKinds.filter((kind) => mayStandUnder(kind, parent));
}
