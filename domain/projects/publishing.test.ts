import { describe, expect, test } from 'vitest';
import { addDays, at } from '../time.ts';
import { problemTable } from '../problem-table.ts';
import { decidePublishing, type PublishingDecision } from './publishing.ts';
import type { ActivityDraft, ShiftDraft } from './publishing-checks.ts';
import { defaultPublishingLimits } from '../organizations/rule-books/publishing-limits.ts';
import type { Category } from './categories.ts';

// docs/rules/projects.md, "May it be published?": the river clean-up of 28 November 2026
const now = at('2026-11-22', '10:00');
const shift = (day: string, from: string, to: string, capacity = 20): ShiftDraft => ({
  starts_at: at(day, from),
  ends_at: at(day, to),
  capacity,
});
const river: ActivityDraft = {
  name: '江边清洁，认养一段河',
  description: '分三段捡拾，按可回收和其他分装，称重记录',
  category: 'ecology',
  topics: ['environment/mother_river'],
  risk_statement: '石阶湿滑，会用到夹子和铲子，须穿救生衣',
  risks: [],
  insurance: 'none',
  place_text: '云汀湿地南门集合点',
  pin: null,
  shifts: [shift('2026-11-28', '09:00', '12:00')],
  leaders: 1,
  check_in_kinds: ['rotating_code'],
  minimum_age: 16,
  signs_up_here: true,
};
const decide = (
  change: Partial<ActivityDraft>,
  more: { scope?: Category[]; limits?: typeof defaultPublishingLimits } = {},
): PublishingDecision =>
  decidePublishing({
    draft: { ...river, ...change },
    limits: more.limits ?? defaultPublishingLimits,
    brand_scope: more.scope ?? [],
    now,
  });
const codes = (decision: PublishingDecision): string[] =>
  decision.findings.flatMap((finding) => (finding.problem === null ? [] : [finding.problem.code]));

test('J27 a complete activity may be published, and the trace shows each rule with its source', () => {
  const decision = decide({});
  expect(decision.result).toBe('may_publish');
  expect(decision.findings.length).toBeGreaterThanOrEqual(15);
  for (const finding of decision.findings)
    expect(finding).toMatchObject({
      problem: null,
      source: expect.stringMatching(/\S/),
      zh: expect.stringMatching(/\S/),
    });
});

describe('J27 each broken rule is refused and quoted', () => {
  const longName = (word: string): Partial<ActivityDraft> => ({ name: `社区${word}` });
  test.each<[string, Partial<ActivityDraft>, string]>([
    ['no shift', { shifts: [] }, 'projects.no_shift'],
    ['ends when it starts', { shifts: [shift('2026-11-28', '09:00', '09:00')] }, 'projects.shift_order'],
    ['starts this very minute', { shifts: [shift('2026-11-22', '10:00', '12:00')] }, 'projects.starts_in_past'],
    [
      'one of two shifts is past',
      { shifts: [shift('2026-11-21', '09:00', '12:00'), shift('2026-11-28', '09:00', '12:00')] },
      'projects.starts_in_past',
    ],
    [
      '367 days',
      { shifts: [shift('2026-11-28', '09:00', '12:00'), shift(addDays('2026-11-28', 367), '09:00', '12:00')] },
      'projects.longer_than_a_year',
    ],
    ['a shift of 12 h 1 min', { shifts: [shift('2026-11-28', '06:00', '18:01')] }, 'projects.shift_too_long'],
    ['no place for anybody', { shifts: [shift('2026-11-28', '09:00', '12:00', 0)] }, 'projects.no_capacity'],
    [
      '2,001 people',
      { shifts: [shift('2026-11-28', '09:00', '12:00', 2001)], leaders: 41 },
      'projects.too_many_people',
    ],
    ['nobody in charge', { leaders: 0 }, 'projects.leaders_too_few'],
    ['51 people with one leader', { shifts: [shift('2026-11-28', '09:00', '12:00', 51)] }, 'projects.leaders_too_few'],
    ['a vague place', { place_text: '江边' }, 'projects.place_missing'],
    ['补录 in the name', longName('十月时间补录'), 'projects.name_refused'],
    ['a meeting', longName('志愿队例会'), 'projects.not_service'],
    ['a duty roster', longName('机关值班'), 'projects.not_service'],
    ['a team outing', longName('团建烧烤'), 'projects.not_service'],
    ['a film', longName('集体观影'), 'projects.not_service'],
    ['a rehearsal', longName('合唱排练'), 'projects.not_service'],
    ['a commercial event', longName('超市促销'), 'projects.not_service'],
    ['likes and quizzes', longName('网上答题'), 'projects.not_service'],
    ['paid work', longName('周末兼职'), 'projects.not_service'],
    ['a donation', longName('爱心捐款'), 'projects.not_service'],
    ['no risk statement', { risk_statement: '无' }, 'projects.risk_statement_missing'],
    ['water without insurance', { risks: ['water'] }, 'projects.insurance_missing'],
    [
      'self-located for 99',
      { shifts: [shift('2026-11-28', '09:00', '12:00', 99)], leaders: 2, check_in_kinds: ['self_located'] },
      'projects.self_located_too_small',
    ],
    ['no topic', { topics: [] }, 'projects.topic_missing'],
    ['no sign-up here', { signs_up_here: false }, 'projects.recruitment_off_platform'],
  ])('J27 %s', (_, change, code) => {
    const decision = decide(change);
    expect(decision.result).toBe('refused');
    expect(codes(decision)).toEqual([code]);
  });

  test('S18 a category outside the brand’s scope is refused', () => {
    expect(codes(decide({}, { scope: ['community'] }))).toEqual(['projects.category_outside_scope']);
    expect(codes(decide({}, { scope: ['community', 'ecology'] }))).toEqual([]);
  });
});

describe('boundaries on the permitted side', () => {
  test.each<[string, Partial<ActivityDraft>]>([
    ['starts one minute from now', { shifts: [shift('2026-11-22', '10:01', '12:00')] }],
    ['a shift of 12 h', { shifts: [shift('2026-11-28', '06:00', '18:00')] }],
    ['50 people with one leader', { shifts: [shift('2026-11-28', '09:00', '12:00', 50)] }],
    ['a pin instead of a long place', { place_text: '', pin: { latitude: 29.1, longitude: 119.6 } }],
    [
      'self-located for 100',
      { shifts: [shift('2026-11-28', '09:00', '12:00', 100)], leaders: 2, check_in_kinds: ['self_located'] },
    ],
    ['service at a meeting', { name: '大型会议引导' }],
    ['sorting donated clothes', { name: '社区捐物分拣' }],
  ])('J27 %s may be published', (_, change) => {
    expect(decide(change).result).toBe('may_publish');
  });

  test('366 days are allowed, but a person above looks at them', () => {
    const decision = decide({
      shifts: [shift('2026-11-28', '09:00', '12:00'), shift(addDays('2026-11-28', 365), '09:00', '12:00')],
    });
    expect(decision.result).toBe('needs_approval');
  });
});

test('抢险救灾 takes no minors and needs insurance', () => {
  const relief: Partial<ActivityDraft> = { category: 'disaster_relief', topics: [], insurance: 'organisation' };
  expect(codes(decide({ ...relief, minimum_age: 17 }))).toEqual(['projects.minors_in_disaster_relief']);
  expect(codes(decide({ ...relief, minimum_age: null }))).toEqual(['projects.minors_in_disaster_relief']);
  expect(codes(decide({ ...relief, minimum_age: 18 }))).toEqual([]);
  expect(codes(decide({ ...relief, minimum_age: 18, insurance: 'none' }))).toEqual(['projects.insurance_missing']);
});

describe('approval above the limits, with the reason', () => {
  test.each<[string, Partial<ActivityDraft>, string[]]>([
    ['200 people', { shifts: [shift('2026-11-28', '09:00', '12:00', 200)], leaders: 4 }, []],
    ['201 people', { shifts: [shift('2026-11-28', '09:00', '12:00', 201)], leaders: 5 }, ['people']],
    ['insured work at the water', { risks: ['water'], insurance: 'organisation' }, ['risk']],
    ['a meeting in the description', { description: '会后召开总结会' }, ['doubtful']],
  ])('%s: %j', (_, change, reasons) => {
    const decision = decide(change);
    expect(decision.approval_reasons.map((reason) => reason.rule)).toEqual(reasons);
    expect(decision.result).toBe(reasons.length === 0 ? 'may_publish' : 'needs_approval');
  });

  test('an organisation may look at activities with minors', () => {
    const minors = { limits: { ...defaultPublishingLimits, minors_need_approval: true } };
    expect(decide({ minimum_age: 17 }, minors).result).toBe('needs_approval');
    expect(decide({ minimum_age: 18 }, minors).result).toBe('may_publish');
  });

  test('an organisation may have everything approved', () => {
    expect(decide({}, { limits: { ...defaultPublishingLimits, approval_always: true } }).result).toBe('needs_approval');
  });
});

test('every project problem has a sentence in both languages that ends without blame', () => {
  for (const [code, entry] of Object.entries(problemTable).filter(([each]) => each.startsWith('projects.'))) {
    expect(entry.zh, code).not.toMatch(/请勿|非法|错误|失败/);
    expect(entry.en.length, code).toBeGreaterThan(10);
  }
});
