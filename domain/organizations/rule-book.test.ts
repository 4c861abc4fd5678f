import { expect, test } from 'vitest';
import { decide, decidingBook, lockingBook, type RuleBook } from './rule-book.ts';
import { bodyFaults, ruleKindNames, ruleKinds } from './rule-book-kinds.ts';
import { defaultAgeMatrix } from './rule-books/age-matrix.ts';
import { defaultPublishingLimits } from './rule-books/publishing-limits.ts';
import {
  beijingStars,
  defaultStars,
  minutesForStars,
  starsOf,
  zhangjiagangStars,
  type StarsBody,
} from './rule-books/stars.ts';
import { defaultStatutory } from './rule-books/statutory.ts';
import { defaultTimeCounting } from './rule-books/time-counting.ts';

const book = (over: Partial<RuleBook<'stars'>>): RuleBook<'stars'> => ({
  id: 'b',
  kind: 'stars',
  version: 1,
  issuer_id: 'o',
  issuer_name: '团省委',
  issuer_path: '/1/',
  citing: '〔2023〕1号',
  valid_from: '2023-01-01',
  valid_until: null,
  locked: false,
  body: defaultStars,
  ...over,
});

const province = book({ id: 'province', issuer_path: '/1/2/' });
const county = book({
  id: 'county',
  issuer_path: '/1/2/3/4/',
  valid_from: '2023-06-01',
  valid_until: '2023-12-31',
  body: beijingStars,
});

test.each([
  ['2022-12-31', null],
  ['2023-01-01', 'province'],
  ['2023-05-31', 'province'],
  ['2023-06-01', 'county'],
  ['2023-12-31', 'county'],
  ['2024-01-01', 'province'],
])('the nearest book in force on %s decides', (day, id) => {
  expect(decidingBook([province, county], 'stars', '/1/2/3/4/5/', day)?.id ?? null).toBe(id);
});

test('a book of a neighbour never decides, and a path that only looks alike neither', () => {
  expect(decidingBook([county], 'stars', '/1/2/3/40/', '2023-07-01')).toBeNull();
});

test('a locked book of a superior wins, and forbids new ones below', () => {
  const locked = { ...province, locked: true };
  expect(decidingBook([locked, county], 'stars', '/1/2/3/4/', '2023-07-01')?.id).toBe('province');
  expect(lockingBook([locked, county], 'stars', '/1/2/3/4/', '2023-07-01')?.id).toBe('province');
  expect(lockingBook([locked], 'stars', '/1/2/', '2023-07-01')).toBeNull();
});

test('of two versions of one issuer the newer decides', () => {
  const second = book({ id: 'second', issuer_path: '/1/2/', version: 2, valid_from: '2023-03-01' });
  expect(decidingBook([second, province], 'stars', '/1/2/', '2023-03-01')?.id).toBe('second');
  expect(decidingBook([second, province], 'stars', '/1/2/', '2023-02-28')?.id).toBe('province');
});

test('the trace names book, version, issuer, document and inputs; without a book the default is named', () => {
  const made = decide([province], 'stars', '/1/2/9/', '2023-05-01', { minutes: 6000 });
  expect(made.trace).toEqual({
    book_id: 'province',
    kind: 'stars',
    version: 1,
    issuer_name: '团省委',
    citing: '〔2023〕1号',
    inputs: { minutes: 6000 },
  });
  expect(decide([], 'stars', '/1/', '2023-05-01').trace).toMatchObject({ book_id: null, citing: '内置规则' });
});

test.each([
  [5999, 0],
  [6000, 1],
  [17_999, 1],
  [18_000, 2],
  [36_000, 3],
  [60_000, 4],
  [89_999, 4],
  [90_000, 5],
  [200_000, 5],
])('%i minutes show %i stars by the common table', (minutes, stars) => {
  expect(starsOf(defaultStars, minutes).stars).toBe(stars);
});

test('the next star says what is missing', () => {
  expect(starsOf(defaultStars, 6_100)).toMatchObject({ stars: 1, missing_minutes: 11_900 });
  expect(starsOf(defaultStars, 90_000)).toMatchObject({ next: null, missing_minutes: 0 });
});

test.each([
  [
    '30/60/100/200/300',
    zhangjiagangStars,
    [
      [1_799, 0],
      [1_800, 1],
      [3_599, 1],
      [3_600, 2],
      [5_999, 2],
      [6_000, 3],
      [11_999, 3],
      [12_000, 4],
      [17_999, 4],
      [18_000, 5],
    ],
  ],
  [
    '100/200/500/800/1000',
    beijingStars,
    [
      [5_999, 0],
      [6_000, 1],
      [11_999, 1],
      [12_000, 2],
      [29_999, 2],
      [30_000, 3],
      [47_999, 3],
      [48_000, 4],
      [59_999, 4],
      [60_000, 5],
    ],
  ],
] as const)('the table %s changes at the minute', (_, body, cases) => {
  for (const [minutes, stars] of cases) expect(starsOf(body, minutes).stars, `${minutes} minutes`).toBe(stars);
});

const byHand: StarsBody = {
  ...defaultStars,
  steps: defaultStars.steps.map((step) =>
    step.stars === 4 ? { ...step, reached_by: 'application' as const, conditions: ['近三年无不良记录'] } : step,
  ),
};

test.each([
  ['in any order', byHand, 90_000, 5, null],
  ['in any order', byHand, 89_999, 3, 4],
  ['in order', { ...byHand, in_order: true }, 90_000, 3, 4],
  ['in order', { ...byHand, in_order: true }, 35_999, 2, 3],
] as const)('%s, a step by application is not given by the table (%#)', (_, body, minutes, stars, next) => {
  expect(starsOf(body, minutes)).toMatchObject({ stars, next: next === null ? null : { stars: next } });
});

test('honorary minutes count for stars only where the table says so', () => {
  const held = { credit_minutes: 5_940, honorary_minutes: 60 };
  expect(starsOf(defaultStars, minutesForStars(defaultStars, held)).stars).toBe(0);
  const generous = { ...defaultStars, honorary_counts: true };
  expect(starsOf(generous, minutesForStars(generous, held)).stars).toBe(1);
});

test('every kind has a default that holds together', () => {
  for (const kind of ruleKindNames) {
    expect(bodyFaults(kind, ruleKinds[kind].default_body), kind).toEqual([]);
  }
});

test.each([
  ['time_counting', { ...defaultTimeCounting, parent_until_minutes: 479 }, 'parent_until_minutes'],
  [
    'time_counting',
    { ...defaultTimeCounting, rounding: { mode: 'hour_table', bands: [{ up_to_minutes: 45, counts_as_minutes: 30 }] } },
    'rounding.bands',
  ],
  ['publishing_limits', { ...defaultPublishingLimits, risk_statement_characters: 0 }, 'risk_statement_characters'],
  ['age_matrix', { ...defaultAgeMatrix, minimum_age: 2 }, 'minimum_age'],
  ['age_matrix', { ...defaultAgeMatrix, guardian_under_age: 17 }, 'guardian_under_age'],
  ['stars', { ...defaultStars, steps: [] }, 'steps'],
  [
    'statutory',
    { ...defaultStatutory, meeting_months: { ...defaultStatutory.meeting_months, council: 0 } },
    'meeting_months.council',
  ],
  [
    'statutory',
    { ...defaultStatutory, meeting_months: { ...defaultStatutory.meeting_months, member_congress: 61 } },
    'meeting_months.member_congress',
  ],
  [
    'statutory',
    { ...defaultStatutory, meeting_months: { council: 6, member_congress: 12 } },
    'meeting_months.standing_council',
  ],
  ['statutory', { ...defaultStatutory, required_systems: [] }, 'required_systems'],
  ['statutory', { ...defaultStatutory, registration_papers: ['场所证明', ' 场所证明 '] }, 'registration_papers'],
  ['stars', { ...defaultStars, steps: [...defaultStars.steps].reverse() }, 'steps.0.stars'],
] as const)('a body of %s that cannot stand names its field (%#)', (kind, body, field) => {
  expect(bodyFaults(kind, body)).toContain(field);
});
