/** What is asked of an activity before it is published: one check a line, each with its words and its remedy. */
import { inBoth, problem, type Problem } from '../problem.ts';
import { wholeMinutes, dayMs } from '../time.ts';
import { categoryNames, withinScope, type Category } from './categories.ts';
import type { PublishingLimits } from '../organizations/rule-books/publishing-limits.ts';
import { findNotService } from './not-service.ts';
import { riskNames, type InsuranceKind, type RiskKind } from '../organizations/rule-books/risks.ts';
import { topicProblem } from './topics.ts';

export type CheckInKind = 'rotating_code' | 'staff_scan' | 'short_code' | 'self_located';

export type ShiftDraft = { readonly starts_at: Date; readonly ends_at: Date; readonly capacity: number };
export type ActivityDraft = {
  readonly name: string;
  readonly description: string;
  readonly category: Category;
  readonly topics: readonly string[];
  readonly risk_statement: string;
  readonly risks: readonly RiskKind[];
  readonly insurance: InsuranceKind;
  readonly place_text: string;
  readonly pin: { readonly latitude: number; readonly longitude: number } | null;
  readonly shifts: readonly ShiftDraft[];
  readonly leaders: number;
  readonly check_in_kinds: readonly CheckInKind[];
  readonly minimum_age: number | null;
  readonly signs_up_here: boolean;
};

export type PublishingRule = {
  readonly rule: string;
  readonly source: string;
  readonly zh: string;
  readonly en: string;
};
export type Finding = PublishingRule & { readonly problem: Problem | null };

export type PublishingQuestion = {
  readonly draft: ActivityDraft;
  readonly limits: PublishingLimits;
  readonly brand_scope: readonly Category[];
  readonly now: Date;
};
type Check = PublishingRule & { readonly find: (given: PublishingQuestion) => Problem | null };

export const largest = (draft: ActivityDraft): number =>
  draft.shifts.reduce((most, shift) => Math.max(most, shift.capacity), 0);
const first = (draft: ActivityDraft): number => Math.min(...draft.shifts.map((shift) => shift.starts_at.getTime()));
const last = (draft: ActivityDraft): number => Math.max(...draft.shifts.map((shift) => shift.ends_at.getTime()));
export const spanDays = (draft: ActivityDraft): number =>
  draft.shifts.length === 0 ? 0 : (last(draft) - first(draft)) / dayMs;

export const checks: readonly Check[] = [
  {
    rule: 'shifts',
    source: 'J27',
    zh: '写明时间，至少一班',
    en: 'Times are stated, at least one shift',
    find: ({ draft }) => (draft.shifts.length === 0 ? problem('projects.no_shift', {}, 'shifts') : null),
  },
  {
    rule: 'shift_order',
    source: 'J27',
    zh: '先开始，后结束',
    en: 'A shift starts before it ends',
    find: ({ draft }) =>
      draft.shifts.some((shift) => shift.ends_at <= shift.starts_at)
        ? problem('projects.shift_order', {}, 'shifts')
        : null,
  },
  {
    rule: 'future',
    source: 'J27',
    zh: '先发布，后开展',
    en: 'Published before it begins',
    find: ({ draft, now }) =>
      draft.shifts.some((shift) => shift.starts_at <= now) ? problem('projects.starts_in_past', {}, 'shifts') : null,
  },
  {
    rule: 'longest',
    source: 'J27',
    zh: '一个活动最长一年',
    en: 'An activity lasts at most a year',
    find: ({ draft, limits }) =>
      spanDays(draft) > limits.longest_days
        ? problem('projects.longer_than_a_year', { days: limits.longest_days }, 'shifts')
        : null,
  },
  {
    rule: 'shift_length',
    source: 'J27',
    zh: '一班不超过规定时长',
    en: 'A shift keeps to the longest length',
    find: ({ draft, limits }) =>
      draft.shifts.some((shift) => wholeMinutes(shift.starts_at, shift.ends_at) > limits.longest_shift_minutes)
        ? problem('projects.shift_too_long', { hours: limits.longest_shift_minutes / 60 }, 'shifts')
        : null,
  },
  {
    rule: 'headcount',
    source: 'J27',
    zh: '写明人数，不超过上限',
    en: 'Headcount is stated and within the limit',
    find: ({ draft, limits }) => {
      if (draft.shifts.some((shift) => shift.capacity < 1)) return problem('projects.no_capacity', {}, 'shifts');
      return largest(draft) > limits.people_per_shift
        ? problem('projects.too_many_people', { people: limits.people_per_shift }, 'shifts')
        : null;
    },
  },
  {
    rule: 'leaders',
    source: 'J27',
    zh: '有负责人，人多再加',
    en: 'Persons in charge, more for more people',
    find: ({ draft, limits }) => {
      const missing = Math.max(1, Math.ceil(largest(draft) / limits.people_per_leader)) - draft.leaders;
      return missing > 0
        ? problem('projects.leaders_too_few', { people: limits.people_per_leader, missing }, 'leaders')
        : null;
    },
  },
  {
    rule: 'place',
    source: 'J27',
    zh: '地点准确：标点或写到门牌',
    en: 'A precise place: a pin, or a description to the door',
    find: ({ draft, limits }) =>
      draft.pin === null && [...draft.place_text.trim()].length < limits.place_characters
        ? problem('projects.place_missing', {}, 'place_text')
        : null,
  },
  {
    rule: 'name',
    source: 'J27',
    zh: '不用活动补记过去的时间',
    en: 'An activity does not make up past hours',
    find: ({ draft, limits }) => {
      const word = limits.refused_name_words.find((each) => draft.name.includes(each));
      return word === undefined ? null : problem('projects.name_refused', { word }, 'name');
    },
  },
  {
    rule: 'service',
    source: '条例 art. 2',
    zh: '无偿为他人或社会提供服务',
    en: 'Unpaid service to others or society',
    find: ({ draft, limits }) => {
      const found = findNotService(draft.name, limits);
      return found === null
        ? null
        : problem('projects.not_service', { word: found.word, ...inBoth('kind', found.kind) }, 'name');
    },
  },
  {
    rule: 'risk_statement',
    source: '条例 art. 12',
    zh: '招募时告知可能的风险',
    en: 'Risks are told when recruiting',
    find: ({ draft, limits }) =>
      [...draft.risk_statement.trim()].length < limits.risk_statement_characters
        ? problem('projects.risk_statement_missing', { characters: limits.risk_statement_characters }, 'risk_statement')
        : null,
  },
  {
    rule: 'insurance',
    source: '条例 art. 17',
    zh: '有人身危险的，先买意外险',
    en: 'Dangerous service is insured first',
    find: ({ draft, limits }) => {
      const risk =
        draft.risks.find((each) => limits.insured_risks.includes(each)) ??
        (draft.category === 'disaster_relief' ? 'disaster' : undefined);
      return risk !== undefined && draft.insurance === 'none'
        ? problem('projects.insurance_missing', inBoth('risk', riskNames[risk]), 'insurance')
        : null;
    },
  },
  {
    rule: 'minors',
    source: '条例 art. 15',
    zh: '抢险救灾不招未成年人',
    en: 'No minors in disaster relief',
    find: ({ draft }) =>
      (draft.category === 'disaster_relief' || draft.risks.includes('disaster')) && (draft.minimum_age ?? 0) < 18
        ? problem('projects.minors_in_disaster_relief', {}, 'minimum_age')
        : null,
  },
  {
    rule: 'self_located',
    source: 'J27',
    zh: '自行定位签到只用于大型活动',
    en: 'Self-located check-in is for large activities',
    find: ({ draft, limits }) =>
      draft.check_in_kinds.includes('self_located') && largest(draft) < limits.self_located_from_people
        ? problem('projects.self_located_too_small', { people: limits.self_located_from_people }, 'check_in_kinds')
        : null,
  },
  {
    rule: 'scope',
    source: 'S18',
    zh: '在品牌服务范围内',
    en: 'Within the brand’s scope',
    find: ({ draft, brand_scope }) =>
      withinScope(draft.category, brand_scope)
        ? null
        : problem('projects.category_outside_scope', inBoth('category', categoryNames[draft.category]), 'category'),
  },
  {
    rule: 'topic',
    source: 'L14',
    zh: '按类别选定主题',
    en: 'The category’s topic is chosen',
    find: ({ draft }) => topicProblem(draft.category, draft.topics),
  },
  {
    rule: 'recruitment',
    source: 'P26',
    zh: '在平台直接招募',
    en: 'Recruited through the platform itself',
    find: ({ draft }) =>
      draft.signs_up_here ? null : problem('projects.recruitment_off_platform', {}, 'signs_up_here'),
  },
];
