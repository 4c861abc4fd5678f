import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  approvalNeed,
  approvalsNeeded,
  firstDay,
  hiddenBy,
  loosenedBy,
  looserBelow,
  refusalOfDays,
  refusalToDecide,
  stricterNeed,
} from './rule-book-approval.ts';
import type { RuleBook } from './rule-book.ts';
import { bodyFaults, looserThan, ruleKindNames, ruleKinds, type RuleKind } from './rule-book-kinds.ts';
import { defaultPublishingLimits } from './rule-books/publishing-limits.ts';
import { beijingStars, defaultStars, zhangjiagangStars } from './rule-books/stars.ts';
import { defaultStatutory, type StatutoryBody } from './rule-books/statutory.ts';
import { defaultTimeCounting, halfHourRounding, type TimeCountingBody } from './rule-books/time-counting.ts';

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Fields of a schema, dotted, down to what a direction is declared for. */
function fieldsOf(schema: unknown, tighter: unknown, within = ''): string[] {
  const inner = schema instanceof z.ZodDefault ? schema.unwrap() : schema;
  if (!(inner instanceof z.ZodObject)) return [within.slice(0, -1)];
  return Object.entries(inner.shape).flatMap(([name, field]) =>
    fieldsOf(field, isFields(tighter) ? tighter[name] : undefined, `${within}${name}.`),
  );
}
const ways = new Set(['lower', 'higher', 'true', 'false', 'subset', 'superset', 'fixed', 'free']);
function declared(tighter: unknown, within = ''): string[] {
  return Object.entries(tighter as Fields).flatMap(([name, way]) => {
    if (typeof way === 'string') return ways.has(way) ? [`${within}${name}`] : [];
    return isFields(way) && typeof way['looser'] === 'function'
      ? [`${within}${name}`]
      : declared(way, `${within}${name}.`);
  });
}

test('every field of every kind declares which way is tighter, so a new field without one fails here', () => {
  for (const kind of ruleKindNames)
    expect(declared(ruleKinds[kind].tighter).sort(), kind).toEqual(
      fieldsOf(ruleKinds[kind].body, ruleKinds[kind].tighter).sort(),
    );
});

const wayOf = (kind: RuleKind, field: string): unknown =>
  field.split('.').reduce<unknown>((within, name) => (within as Fields)[name], ruleKinds[kind].tighter);
function changed(body: unknown, field: string, change: (value: unknown) => unknown): unknown {
  const [name = '', ...rest] = field.split('.');
  const before = body as Fields;
  return {
    ...before,
    [name]: rest.length === 0 ? change(before[name]) : changed(before[name], rest.join('.'), change),
  };
}
const plus =
  (by: number) =>
  (value: unknown): unknown =>
    typeof value === 'number' ? value + by : by > 0 ? null : 30;

test('a limit moved its loose way is found by its name, moved the tight way it is not', () => {
  let checked = 0;
  for (const kind of ruleKindNames) {
    const base = ruleKinds[kind].default_body;
    for (const field of declared(ruleKinds[kind].tighter)) {
      const moves: Record<string, [(value: unknown) => unknown, (value: unknown) => unknown]> = {
        lower: [plus(1), plus(-1)],
        higher: [plus(-1), plus(1)],
        true: [() => false, () => true],
        false: [() => true, () => false],
        subset: [(value) => [...(value as string[]), '新'], (value) => (value as string[]).slice(1)],
        superset: [(value) => (value as string[]).slice(1), (value) => [...(value as string[]), '新']],
      };
      const [loose, tight] = moves[String(wayOf(kind, field))] ?? [];
      if (loose === undefined || tight === undefined) continue;
      const [looser, tighter] = [changed(base, field, loose), changed(base, field, tight)] as [
        typeof base,
        typeof base,
      ];
      expect(looserThan(kind, tighter, base), `${kind} ${field}`).toEqual([]);
      const from = wayOf(kind, field) === 'true' || wayOf(kind, field) === 'false' || base === looser ? tighter : base;
      if (field !== 'recording_days') expect(looserThan(kind, looser, from), `${kind} ${field}`).toEqual([field]);
      checked += 1;
    }
  }
  expect(checked).toBeGreaterThan(25);
});

test('a field that nobody declared counts as looser when it changes', () => {
  expect(
    looserThan('time_counting', { ...defaultTimeCounting, surprise: 1 } as TimeCountingBody, defaultTimeCounting),
  ).toEqual(['surprise']);
});

const time = (over: Partial<TimeCountingBody>): TimeCountingBody => ({ ...defaultTimeCounting, ...over });
test.each<[string, string[], string[]]>([
  [
    'half hours against exact minutes',
    looserThan('time_counting', time({ rounding: halfHourRounding }), time({})),
    ['rounding'],
  ],
  [
    'whole minutes down',
    looserThan('time_counting', time({ rounding: { mode: 'down', step_minutes: 10 } }), time({})),
    [],
  ],
  [
    'exact minutes against down',
    looserThan('time_counting', time({}), time({ rounding: { mode: 'down', step_minutes: 10 } })),
    ['rounding'],
  ],
  [
    'no last day for recording against 30',
    looserThan('time_counting', time({}), time({ recording_days: 30 })),
    ['recording_days'],
  ],
  ['30 against none', looserThan('time_counting', time({ recording_days: 30 }), time({})), []],
  [
    'self-located from fewer people',
    looserThan('time_counting', time({ self_located: { allowed: true, from_people: 99 } }), time({})),
    ['self_located.from_people'],
  ],
  ['stars for fewer hours', looserThan('stars', zhangjiagangStars, defaultStars), ['steps']],
  ['one star later, another earlier', looserThan('stars', beijingStars, defaultStars), ['steps']],
  [
    'a sixth star',
    looserThan(
      'stars',
      {
        ...defaultStars,
        steps: [...defaultStars.steps, { stars: 6, minutes: 120_000, conditions: [], reached_by: 'table' }],
      },
      defaultStars,
    ),
    ['steps'],
  ],
  [
    'what is not service left out',
    looserThan(
      'publishing_limits',
      { ...defaultPublishingLimits, not_service: defaultPublishingLimits.not_service.slice(1) },
      defaultPublishingLimits,
    ),
    ['not_service'],
  ],
  [
    'withdrawing later or earlier',
    looserThan('publishing_limits', { ...defaultPublishingLimits, withdraw_hours: 20 }, defaultPublishingLimits),
    ['withdraw_hours'],
  ],
])('%s', (_, found, fields) => {
  expect(found).toEqual(fields);
});

const meetings = (over: Partial<StatutoryBody['meeting_months']>): StatutoryBody => ({
  ...defaultStatutory,
  meeting_months: { ...defaultStatutory.meeting_months, ...over },
});
const systems = (...required_systems: string[]): StatutoryBody => ({ ...defaultStatutory, required_systems });
const [charter = '', ...others] = defaultStatutory.required_systems;
test.each<[string, StatutoryBody, StatutoryBody, string[]]>([
  ['the council every 3 months instead of 6', meetings({ council: 3 }), defaultStatutory, []],
  ['every 7 instead of 6', meetings({ council: 7 }), defaultStatutory, ['meeting_months.council']],
  [
    'one meeting sooner, another later',
    meetings({ council: 3, member_congress: 24 }),
    defaultStatutory,
    ['meeting_months.member_congress'],
  ],
  ['one more written system', systems(charter, ...others, '档案制度'), defaultStatutory, []],
  ['one system less', systems(...others), defaultStatutory, ['required_systems']],
  ['one in the place of another', systems('档案制度', ...others), defaultStatutory, ['required_systems']],
  ['the same in another order', systems(...others, charter), defaultStatutory, []],
  [
    'one paper less',
    { ...defaultStatutory, registration_papers: defaultStatutory.registration_papers.slice(1) },
    defaultStatutory,
    ['registration_papers'],
  ],
])('what statutes ask, %s', (_, next, base, fields) => {
  expect(looserThan('statutory', next, base)).toEqual(fields);
});

const bands = (...list: readonly (readonly [number, number])[]) =>
  time({
    rounding: {
      mode: 'hour_table',
      bands: list.map(([up_to_minutes, counts_as_minutes]) => ({ up_to_minutes, counts_as_minutes })),
    },
  });
test.each<[string, TimeCountingBody, boolean]>([
  ['an hour counts 1200 minutes', bands([60, 1200]), false],
  ['61 minutes for an hour', bands([60, 61]), false],
  ['a started hour is an hour', bands([60, 60]), true],
  ['half hours', time({ rounding: halfHourRounding }), true],
  ['a band below the one before', bands([30, 30], [60, 20]), false],
  ['6 minutes count 60 where the step is 30', bands([5, 30], [60, 60]), false],
  ['the ladder switched off', time({ at_once_until_minutes: 1440, parent_until_minutes: 1440 }), false],
  ['half a day around the plan', time({ tolerance_minutes: 720 }), false],
  ['a month for late scans', time({ late_scan_hours: 744 }), false],
])('bounds: %s', (_, body, holds) => {
  expect(bodyFaults('time_counting', body).length === 0).toBe(holds);
});

const book = (over: Partial<RuleBook<'time_counting'>>): RuleBook<'time_counting'> => ({
  id: 'next',
  kind: 'time_counting',
  version: 1,
  issuer_id: 'county',
  issuer_name: '县',
  issuer_path: '/1/2/',
  citing: '〔2026〕1号',
  valid_from: '2026-06-01',
  valid_until: null,
  locked: false,
  body: defaultTimeCounting,
  ...over,
});
const province = (over: Partial<RuleBook<'time_counting'>>) =>
  book({
    id: 'province',
    issuer_id: 'province',
    issuer_name: '省',
    issuer_path: '/1/',
    valid_from: '2026-01-01',
    ...over,
  });
const strict = time({ at_once_until_minutes: 240 });
const six = time({ at_once_until_minutes: 360 });

describe('against what stood and what would stand otherwise', () => {
  test.each<[string, RuleBook<'time_counting'>[], RuleBook<'time_counting'>, string[]]>([
    ['tighter than the built-in rules', [], book({ body: strict }), []],
    ['equal to them', [], book({}), []],
    [
      'looser than the province, tighter than the built-in rules',
      [province({ body: strict })],
      book({ body: six }),
      ['at_once_until_minutes'],
    ],
    [
      'a small step after one that was allowed is still looser than the province',
      [
        province({ body: strict }),
        book({ id: 'one', valid_from: '2026-02-01', body: time({ at_once_until_minutes: 270 }) }),
      ],
      book({ version: 2, body: time({ at_once_until_minutes: 260 }) }),
      ['at_once_until_minutes'],
    ],
    [
      'back from the own strict book to the province’s',
      [province({ body: six }), book({ id: 'own', valid_from: '2026-02-01', body: strict })],
      book({ version: 2, body: six }),
      ['at_once_until_minutes'],
    ],
    [
      'a strict book of one day ends a strict one',
      [book({ id: 'own', valid_from: '2026-02-01', body: strict })],
      book({ version: 2, body: strict, valid_until: '2026-06-01' }),
      ['at_once_until_minutes'],
    ],
    [
      'the strict one would have ended by itself',
      [book({ id: 'own', valid_from: '2026-02-01', valid_until: '2026-06-01', body: strict })],
      book({ version: 2, body: strict, valid_until: '2026-06-01' }),
      [],
    ],
    [
      'the province becomes stricter later',
      [
        province({ valid_until: '2026-06-30' }),
        province({ id: 'later', version: 2, valid_from: '2026-07-01', body: strict }),
      ],
      book({ body: six }),
      ['at_once_until_minutes'],
    ],
    [
      'it ends before the province becomes stricter',
      [
        province({ valid_until: '2026-06-30' }),
        province({ id: 'later', version: 2, valid_from: '2026-07-01', body: strict }),
      ],
      book({ body: six, valid_until: '2026-06-30' }),
      [],
    ],
    [
      'the lock is lifted',
      [book({ id: 'own', valid_from: '2026-02-01', locked: true })],
      book({ version: 2 }),
      ['is_locked'],
    ],
  ])('%s', (_, books, next, fields) => {
    expect(loosenedBy(books, next)).toEqual(fields);
  });

  test('a later version of the own would be hidden', () => {
    const later = book({ id: 'later', valid_from: '2026-07-01' });
    expect(hiddenBy([later], book({}))?.id).toBe('later');
    expect(hiddenBy([later], book({ valid_until: '2026-06-30' }))).toBeUndefined();
  });
  test('looser books below are named', () => {
    const below = book({
      id: 'below',
      issuer_id: 'town',
      issuer_name: '镇',
      issuer_path: '/1/2/3/',
      valid_from: '2026-01-01',
      body: six,
    });
    expect(looserBelow([below], book({ body: strict })).map((one) => one.issuer_name)).toEqual(['镇']);
    expect(looserBelow([below], book({ body: six }))).toEqual([]);
  });
});

test.each<[RuleKind, string[], boolean, boolean, string]>([
  ['time_counting', [], false, false, 'second'],
  ['publishing_limits', [], false, false, 'second'],
  ['stars', [], false, false, 'nobody'],
  ['age_matrix', [], false, true, 'nobody'],
  ['statutory', [], false, false, 'nobody'],
  ['statutory', ['required_systems'], false, false, 'superior'],
  ['stars', ['steps'], false, false, 'superior'],
  ['stars', [], true, false, 'superior'],
  ['time_counting', ['rounding'], false, true, 'top'],
  ['stars', [], true, true, 'top'],
])('%s, looser in %j, backdated %s, at the top %s: %s', (kind, loosened, is_backdated, is_top, need) => {
  expect(approvalNeed({ kind, loosened, is_backdated, is_top })).toBe(need);
});
test('the stricter need of two days counts; the top needs two more people', () => {
  expect([
    stricterNeed('second', 'superior'),
    stricterNeed('top', 'second'),
    approvalsNeeded('top'),
    approvalsNeeded('superior'),
  ]).toEqual(['superior', 'top', 2, 1]);
});

const waiting = { state: 'waiting' as const, proposed_by: 'a', approved_by: ['b'] };
test.each([
  ['approve', 'a', 'organizations.book_own'],
  ['refuse', 'a', 'organizations.book_own'],
  ['approve', 'b', 'organizations.book_approved_already'],
  ['approve', 'c', null],
  ['withdraw', 'a', null],
  ['withdraw', 'c', 'organizations.book_not_own'],
] as const)('%s by %s: %s', (decision, person, code) => {
  expect(refusalToDecide(decision, waiting as never, person as never)).toBe(code);
});

test.each([
  ['2026-06-01', null, null],
  ['2025-06-01', null, null],
  ['2025-05-30', null, 'organizations.book_far'],
  ['2028-01-01', null, 'organizations.book_far'],
  ['2026-06-02', '2026-06-01', 'organizations.book_days'],
  ['2026-05-01', '2026-05-31', 'organizations.book_days'],
  ['2026-05-01', '2026-06-01', null],
])('from %s until %s on 2026-06-01: %s', (valid_from, valid_until, code) => {
  expect(refusalOfDays({ valid_from, valid_until }, '2026-06-01')?.code ?? null).toBe(code);
});
test('a book that waited begins on the day of the yes, unless the past was asked for', () => {
  expect([
    firstDay({ valid_from: '2026-06-01', is_backdated: false }, '2026-06-04'),
    firstDay({ valid_from: '2026-05-01', is_backdated: true }, '2026-06-04'),
    firstDay({ valid_from: '2026-07-01', is_backdated: false }, '2026-06-04'),
  ]).toEqual(['2026-06-04', '2026-05-01', '2026-07-01']);
});
