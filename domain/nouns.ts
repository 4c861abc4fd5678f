/**
 * What the product is about, in order: a noun imports only nouns before it. The import check reads this list, and so do
 * docs and menus. An order that must change is changed here, with the reason in docs/decisions.
 */
export const nouns = [
  { name: 'organizations', zh: '组织', en: 'Organisations' },
  { name: 'accounts', zh: '账号与权限', en: 'Accounts and permissions' },
  { name: 'volunteers', zh: '志愿者', en: 'Volunteers' },
  { name: 'ledger', zh: '账本', en: 'Ledger' },
  { name: 'indicators', zh: '指标', en: 'Indicators' },
  { name: 'appraisals', zh: '考核评分', en: 'Appraisals' },
  { name: 'training', zh: '培训', en: 'Training' },
  { name: 'stations', zh: '阵地', en: 'Stations' },
  { name: 'projects', zh: '项目与活动', en: 'Projects and activities' },
  { name: 'records', zh: '签到与服务记录', en: 'Check-in and service records' },
  { name: 'rewards', zh: '激励', en: 'Rewards' },
  { name: 'integrity', zh: '诚信', en: 'Integrity' },
  { name: 'needs', zh: '需求与微心愿', en: 'Needs and wishes' },
  { name: 'placements', zh: '服务岗位', en: 'Placements' },
  { name: 'funding', zh: '经费', en: 'Funding' },
  { name: 'contests', zh: '大赛与表彰', en: 'Contests and commendations' },
  { name: 'delegates', zh: '团代表', en: 'Delegates' },
  { name: 'plans', zh: '工作要点与督办', en: 'Plans and supervision' },
  { name: 'bulletins', zh: '简报', en: 'Bulletins' },
] as const;

/**
 * What no noun owns and many use, with the noun before which it stands: it may use the nouns before that one. `null`:
 * after all of them, because it asks every noun (who somebody is here, what is encrypted).
 */
const cores = [
  { name: 'files', before: 'organizations' },
  { name: 'numbering', before: 'organizations' },
  { name: 'attachments', before: 'organizations' },
  { name: 'inbox', before: 'organizations' },
  { name: 'calendar', before: 'volunteers' },
  { name: 'platform', before: null },
  { name: 'evidence', before: null },
] as const;

export type Noun = (typeof nouns)[number]['name'];
/** A noun or a core: each has one folder of its name in a root, and one manifest there. */
export type Part = Noun | (typeof cores)[number]['name'];

const coresBefore = (noun: Noun | null): readonly Part[] =>
  cores.filter(({ before }) => before === noun).map(({ name }) => name);

/** Nouns with the cores among them: the order of imports, of manifests and of whatever is listed by noun. */
export const parts: readonly Part[] = [
  ...nouns.flatMap(({ name }) => [...coresBefore(name), name]),
  ...coresBefore(null),
];

/** What the parts bring, in the order of the parts, however they were written down. */
export function inOrder<T>(manifests: Readonly<Partial<Record<Part, T>>>): readonly T[] {
  return parts.flatMap((part) => {
    const manifest = manifests[part];
    return manifest === undefined ? [] : [manifest];
  });
}
