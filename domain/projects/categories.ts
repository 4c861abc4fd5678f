/** The fields of service in the registration rules of 2013; projects, interests and brands' scopes use the same list. */
export const categories = [
  'poverty_relief',
  'elderly_and_disabled',
  'community',
  'ecology',
  'large_events',
  'disaster_relief',
  'social_governance',
  'culture',
  'western_region',
  'overseas',
  'public_health',
  'education',
  'civility',
  'other',
] as const;
export type Category = (typeof categories)[number];

export const categoryNames: Readonly<Record<Category, { zh: string; en: string }>> = {
  poverty_relief: { zh: '扶贫济困', en: 'Poverty relief' },
  elderly_and_disabled: { zh: '助老助残', en: 'Elderly and disabled people' },
  community: { zh: '社区服务', en: 'Community service' },
  ecology: { zh: '生态建设', en: 'Ecology' },
  large_events: { zh: '大型活动', en: 'Large events' },
  disaster_relief: { zh: '抢险救灾', en: 'Disaster relief' },
  social_governance: { zh: '社会管理', en: 'Social governance' },
  culture: { zh: '文化建设', en: 'Culture' },
  western_region: { zh: '西部开发', en: 'Western region' },
  overseas: { zh: '海外服务', en: 'Overseas service' },
  public_health: { zh: '公共卫生', en: 'Public health' }, // P29
  education: { zh: '教育关爱', en: 'Education and care' }, // L58
  civility: { zh: '文明行动', en: 'Civility' }, // L35
  other: { zh: '其他', en: 'Other' },
};

export function isCategory(text: string): text is Category {
  return (categories as readonly string[]).includes(text);
}

/** S18: a brand serves only within its scope. An empty scope means the brand has not limited itself. */
export function withinScope(category: Category, scope: readonly Category[]): boolean {
  return scope.length === 0 || scope.includes(category);
}
