import { activityStateNames, type ActivityState } from '../../../domain/projects/activity-states.ts';
import { categories, categoryNames, type Category } from '../../../domain/projects/categories.ts';
import type { InsuranceKind } from '../../../domain/organizations/rule-books/risks.ts';
import { topicLists } from '../../../domain/projects/topics.ts';
import type { State } from '../../ui/Tag.tsx';
import { t } from '../../ui/words.ts';

export function categoryWords(category: Category): string {
  return t(categoryNames[category].zh, categoryNames[category].en);
}

export const categoryOptions = (): { value: Category; label: string }[] =>
  categories.map((value) => ({ value, label: categoryWords(value) }));

/** `environment/three_less_one_save/less_smog` → 环保主题：三减一节 · 减霾 */
export function topicWords(path: string): string {
  const [listCode, topicCode, partCode] = path.split('/');
  const list = topicLists.find((each) => each.code === listCode);
  const topic = list?.topics.find((each) => each.code === topicCode);
  if (list === undefined || topic === undefined) return path;
  const part = topic.parts?.find((each) => each.code === partCode);
  const name = t(topic.zh, topic.en) + (part === undefined ? '' : ` · ${t(part.zh, part.en)}`);
  return t(`${list.zh}：${name}`, `${list.en}: ${name}`);
}

/** Several of one list stand behind its name once. */
export function topicsInWords(paths: readonly string[]): string {
  const mark = t('：', ': ');
  const lists = new Map<string, string[]>();
  for (const path of paths) {
    const [list = '', ...name] = topicWords(path).split(mark);
    lists.set(list, [...(lists.get(list) ?? []), ...(name.length === 0 ? [] : [name.join(mark)])]);
  }
  return [...lists]
    .map(([list, names]) => (names.length === 0 ? list : list + mark + names.join(t('、', ', '))))
    .join(t('；', '; '));
}

const tones: Readonly<Record<ActivityState, State>> = {
  draft: 'none',
  submitted: 'due',
  returned: 'behind',
  published: 'ok',
  ended: 'none',
  cancelled: 'late',
};
export const stateTone = (state: ActivityState): State => tones[state];
export const stateWords = (state: ActivityState): string =>
  t(activityStateNames[state].zh, activityStateNames[state].en);

const decisions: Readonly<Record<string, readonly [string, string]>> = {
  submitted: ['提交审核', 'Submitted'],
  published: ['发布', 'Published'],
  approved: ['审核通过并发布', 'Approved and published'],
  returned: ['退回', 'Sent back'],
  cancelled: ['取消', 'Cancelled'],
};
export function decisionWords(decision: string): string {
  const [zh, en] = decisions[decision] ?? [decision, decision];
  return t(zh, en);
}

const sources: Readonly<Record<string, readonly [string, string]>> = {
  J27: ['活动规范', 'Activity guide'],
  S18: ['服务范围', 'Scope'],
  L14: ['环保主题', 'Topics'],
  P26: ['直接招募', 'Recruitment'],
};
/** Where a rule comes from: an article of the ordinance, or the guide it stands in. */
export function sourceWords(source: string): string {
  const article = /^条例 art\. (\d+)$/.exec(source)?.[1];
  if (article !== undefined) return t(`条例第 ${article} 条`, `Ordinance, art. ${article}`);
  const [zh, en] = sources[source] ?? [source, source];
  return t(zh, en);
}

const insurances: Readonly<Record<InsuranceKind, readonly [string, string]>> = {
  none: ['不需要', 'None needed'],
  organisation: ['组织统一买意外险', 'The organisation insures everyone'],
  volunteer: ['志愿者自备意外险', 'Each volunteer is insured'],
};
export const insuranceWords = (kind: InsuranceKind): string => t(...insurances[kind]);
