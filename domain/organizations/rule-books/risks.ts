/** 条例 art. 17: before dangerous service personal accident insurance must exist. These kinds of work are dangerous. */
export const riskKinds = [
  'water',
  'height',
  'traffic',
  'disaster',
  'tools',
  'animals',
  'heat',
  'night',
  'contagion',
] as const;
export type RiskKind = (typeof riskKinds)[number];

export const riskNames: Readonly<Record<RiskKind, { zh: string; en: string }>> = {
  water: { zh: '水边作业', en: 'work at the water' },
  height: { zh: '登高作业', en: 'work at height' },
  traffic: { zh: '道路交通', en: 'road traffic' },
  disaster: { zh: '抢险救灾', en: 'disaster relief' },
  tools: { zh: '使用刀具或机具', en: 'blades or machines' },
  animals: { zh: '接触动物', en: 'contact with animals' },
  heat: { zh: '高温或严寒', en: 'heat or cold' },
  night: { zh: '夜间作业', en: 'night work' },
  contagion: { zh: '疫情或传染病', en: 'contagion' },
};

export const insuranceKinds = ['none', 'organisation', 'volunteer'] as const; // who insures: nobody, the organiser for all, each volunteer
export type InsuranceKind = (typeof insuranceKinds)[number];
