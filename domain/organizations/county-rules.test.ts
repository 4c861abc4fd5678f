import { expect, test } from 'vitest';
import { brigadeCoverage, isObliged, type BrigadeUnit } from './brigades.ts';
import { buildSteps, countyClass, refusalToCloseStep, type BuildStep } from './build-steps.ts';
import { cityCoverage, countyStates, exceeds, printAtLeast, printShare, type CountyOrganization } from './coverage.ts';
import { leagueCoverage, leagueDuty, leagueStanding, leagueWords, refusalToFoundLeague } from './league.ts';
import { refusalOfRegistryNumber } from './registry-number.ts';
import { levelMay, levelPowers } from './levels.ts';
import { defaultStatutory } from './rule-books/statutory.ts';
import {
  meetingCalendar,
  meetingDueOn,
  missingTitles,
  refusalToStandardise,
  registrationState,
  statutoryEnglish,
  statutoryGaps,
} from './statutory.ts';

test.each([
  [true, 3, 'own'],
  [true, 4, 'own'],
  [true, 2, 'joint'],
  [true, 1, 'joint'],
  [true, 0, 'no_members'],
  [false, 9, 'none'],
])('P21 P22 R18 registered %s with %i members: %s', (registered, members, duty) => {
  expect(leagueDuty(registered, members)).toBe(duty);
});

test.each([
  ['own', 'own', '2026-11-01', '2026-11-01', 'ok'],
  ['own', null, '2026-11-01', '2026-11-01', 'behind'],
  ['own', null, '2026-11-01', '2027-05-03', 'behind'],
  ['own', null, '2026-11-01', '2027-05-04', 'late'],
  ['joint', 'joint', null, '2026-11-01', 'ok'],
  ['no_members', null, null, '2026-11-01', 'none'],
] as const)('P21 duty %s, founded %s, since %s, on %s: %s', (duty, built, since, day, state) => {
  expect(leagueStanding(duty, built, since, day)).toBe(state);
  expect(leagueWords('own', 'own').zh).toBe('已建团组织');
});

test('P22 a joint league organisation has a name', () => {
  expect(refusalToFoundLeague('joint', true, 2, ' ')).toMatchObject({
    code: 'organizations.joint_league_unnamed',
    field: 'body.joint_with',
  });
  expect(refusalToFoundLeague('joint', true, 2, '县社会组织联合团支部')).toBeNull();
});

test.each([
  ['51441823MJ0000001R', null],
  ['51441823mj000000 1r', null],
  ['53100000500019546W', null],
  ['社证字第010203号', null],
  ['浙社证字第0123号', null],
  ['12345', 'organizations.registry_number_length'],
  ['12345678-9', 'organizations.registry_number_length'],
  ['', 'organizations.registry_number_length'],
  ['51441823MJ0000001X', 'organizations.registry_number_check'],
  ['51441823MI0000001R', 'organizations.registry_number_check'],
  ['91350100M000100Y43', 'organizations.registry_number_office'],
])('P12 P22 the registry number %s: %s', (number, code) => {
  expect(refusalOfRegistryNumber(number)?.code ?? null).toBe(code);
});

test('P22 R18 with 2 members an own league organisation is refused and a joint one offered', () => {
  expect(refusalToFoundLeague('own', true, 2, '县社会组织联合团支部')?.code).toBe('organizations.own_league_refused');
  expect(refusalToFoundLeague('joint', true, 2, '县社会组织联合团支部')).toBeNull();
  expect(refusalToFoundLeague('own', true, 3, '县社会组织联合团支部')).toBeNull();
  expect(refusalToFoundLeague('joint', true, 0, '县社会组织联合团支部')?.code).toBe('organizations.league_not_due');
  expect(refusalToFoundLeague('own', false, 3, '县社会组织联合团支部')?.code).toBe('organizations.league_not_due');
});

test('R19 eligible 10: built 10 is 100%, built 9 is 90% with the missing one named; 0 members and unregistered are not eligible', () => {
  const ten = Array.from({ length: 10 }, (_, index) => ({
    name: `组织${index}`,
    registered: true,
    members: index === 1 ? 2 : 3,
    built: index === 1 ? ('joint' as const) : ('own' as const),
  }));
  const idle = [
    { name: '无团员', registered: true, members: 0, built: null },
    { name: '未登记', registered: false, members: 5, built: null },
  ];
  const full = leagueCoverage([...ten, ...idle]);
  expect([printShare(full.built, full.eligible, 0), full.missing]).toEqual(['100%', []]);
  const short = leagueCoverage(ten.map((one, index) => (index === 7 ? { ...one, built: null } : one)));
  expect([printShare(short.built, short.eligible, 0), short.missing]).toEqual(['90%', ['组织7']]);
});

test.each([
  [106, 122, 0, '87%'],
  [84, 122, 1, '68.9%'],
  [0, 0, 0, '—'],
  [0, 0, 1, '—'],
  [122, 122, 0, '100%'],
  [0, 122, 1, '0.0%'],
  [1, 3, 1, '33.3%'],
  [1, 8, 0, '13%'],
  [2, 3, 1, '66.7%'],
] as const)('G10 G12 R40 %i of %i with %i decimals prints %s', (part, whole, decimals, text) => {
  expect(printShare(part, whole, decimals)).toBe(text);
});

const one = (over: Partial<CountyOrganization>): CountyOrganization => ({
  county_id: 'c1',
  league_led: true,
  founded_on: '2018-01-01',
  dissolved_on: null,
  standardised_on: null,
  ...over,
});

test.each<[string, CountyOrganization[], number, number]>([
  ['two organisations in one county count once', [one({}), one({ standardised_on: '2020-01-01' })], 1, 1],
  ['not league-led counts nothing', [one({ league_led: false, standardised_on: '2020-01-01' })], 0, 0],
  ['dissolved leaves both', [one({ standardised_on: '2020-01-01', dissolved_on: '2021-05-06' })], 0, 0],
  ['dissolved the day after still counts', [one({ standardised_on: '2020-01-01', dissolved_on: '2021-05-07' })], 1, 1],
  ['founded and not yet standardised', [one({ standardised_on: '2021-05-07' })], 1, 0],
  ['standardised that very day', [one({ standardised_on: '2021-05-06' })], 1, 1],
])('G06 G09 G11 R41 %s', (_, organizations, founded, standardised) => {
  const states = countyStates(organizations, '2021-05-06');
  expect([states.founded.size, states.standardised.size]).toEqual([founded, standardised]);
  for (const county of states.standardised) expect(states.founded.has(county)).toBe(true);
});

test.each([
  [3, 3, '全覆盖'],
  [2, 3, '2/3'],
  [0, 3, '0/3'],
  [0, 0, '—'],
])('G65 R43 %i of %i: %s', (done, all, text) => {
  expect(cityCoverage(done, all)).toBe(text);
});

test.each([
  [2000, '2000'],
  [2001, '2000多'],
  [2999, '2000多'],
  [3000, '3000'],
])('R68 %i prints %s', (value, text) => {
  expect(printAtLeast(value, 1000)).toBe(text);
});
test('R68 200.0 does not exceed 200, 200.1 does', () => {
  expect([exceeds(2000, 200), exceeds(2001, 200)]).toEqual([false, true]);
});

test.each([
  ['province', '/1/44/', 'plan', true],
  ['province', '/1/44/', 'urge', true],
  ['province', '/1/44/', 'edit', false],
  ['province', '/1/44/', 'set_watcher', false],
  ['city', '/1/44/5/', 'set_area', true],
  ['city', '/1/44/5/', 'set_watcher', true],
  ['city', '/1/44/5/', 'edit', false],
  ['city', '/1/44/6/', 'read', false],
  ['county', '/1/44/5/7/', 'edit', true],
  ['county', '/1/44/5/8/', 'edit', false],
  ['county', '/1/44/5/8/', 'read', false],
] as const)('G32 G33 G34 G35 R42 a %s committee at %s may %s: %s', (level, path, action, allowed) => {
  expect(levelMay(level, path, action, '/1/44/5/7/')).toBe(allowed);
});
test('R42 a province reads all counties below it and none elsewhere', () => {
  expect(levelPowers('province', '/1/44/', '/1/33/2/9/')).toEqual([]);
});

test.each<[BuildStep, BuildStep[], string | undefined]>([
  ['survey', [], undefined],
  ['problems', [], 'organizations.step_order'],
  ['ledger', [], 'organizations.step_order'],
  ['ledger', ['survey'], 'organizations.step_order'],
  ['ledger', ['problems'], 'organizations.step_order'],
  ['ledger', ['survey', 'problems'], undefined],
  ['mechanism', ['survey', 'problems', 'ledger'], undefined],
  ['survey', ['survey'], 'organizations.step_closed'],
])('G05 closing %s after %j: %s', (step, closed, code) => {
  expect(refusalToCloseStep(step, closed)?.code).toBe(code);
});
test('G27 a county changes class as it is founded and standardised', () => {
  expect(countyClass({ founded: false, standardised: false, closed_steps: 0 })).toBe('not_founded');
  expect(countyClass({ founded: false, standardised: false, closed_steps: 1 })).toBe('founding');
  expect(countyClass({ founded: true, standardised: false, closed_steps: buildSteps.length })).toBe('founded');
  expect(countyClass({ founded: true, standardised: true, closed_steps: 4 })).toBe('standardised');
});

const {
  meeting_months: intervals,
  required_systems: requiredSystems,
  registration_papers: registrationPapers,
} = defaultStatutory;
test('R69 P12 P13 all in order is ok; each thing overdue or missing is named', () => {
  const order = {
    registry_number: '51330000MJ0000001X',
    missing_institutions: [],
    founded_on: '2019-01-01',
    last_meetings: { member_congress: '2020-03-01', council: '2020-03-01', standing_council: '2020-05-01' },
  };
  expect(statutoryGaps(order, intervals, '2020-06-01')).toEqual([]);
  expect(statutoryGaps(order, intervals, '2020-08-01')).toEqual([]); // the day itself is in time
  expect(statutoryGaps(order, intervals, '2020-08-02')).toEqual(['常务理事会逾期']);
  expect(
    statutoryGaps(
      { ...order, registry_number: null, missing_institutions: ['监事会'], last_meetings: {} },
      intervals,
      '2020-06-01',
    ),
  ).toEqual(['民政登记', '监事会', '会员代表大会逾期', '理事会逾期', '常务理事会逾期']);
});

test('G39 G36 standardised is refused while a document is missing or a correction is open', () => {
  expect(missingTitles(['章程'], requiredSystems)).toEqual(requiredSystems.slice(1));
  expect(refusalToStandardise(requiredSystems.slice(1), 0, requiredSystems)?.params['missing']).toBe('章程');
  expect(refusalToStandardise(requiredSystems, 1, requiredSystems)?.params['missing']).toBe('1 项整改');
  expect(refusalToStandardise(requiredSystems, 0, requiredSystems)).toBeNull();
});

test('L40 registration goes from no paper over missing papers to a registry number', () => {
  expect(registrationState([], null, registrationPapers)).toBe('none');
  expect(registrationState(registrationPapers.slice(1), null, registrationPapers)).toBe('collecting');
  expect(registrationState(registrationPapers, null, registrationPapers)).toBe('ready');
  expect(registrationState([], '51330000MJ0000001X', registrationPapers)).toBe('registered');
});

const unit = (over: Partial<BrigadeUnit>): BrigadeUnit => ({
  id: 'u',
  name: '单位',
  kind: 'unit',
  city_level: false,
  has_brigade: false,
  ...over,
});
test('P14 P15 city-level units and schools are obliged; parks, townships and other units only encouraged', () => {
  expect([
    isObliged(unit({ city_level: true })),
    isObliged(unit({})),
    isObliged(unit({ kind: 'university' })),
    isObliged(unit({ kind: 'park' })),
    isObliged(unit({ kind: 'town' })),
  ]).toEqual([true, false, true, false, false]);
  const made = brigadeCoverage([
    unit({ id: 'a', city_level: true, has_brigade: true }),
    unit({ id: 'b', name: '某高校', kind: 'university' }),
    unit({ id: 'c', kind: 'park', has_brigade: true }),
    unit({ id: 'd', kind: 'park' }),
  ]);
  expect([made.covered, made.obliged, made.missing.map((one) => one.name), made.voluntary_founded.length]).toEqual([
    1,
    2,
    ['某高校'],
    1,
  ]);
});

test('every title of the checklists and every gap has its English', () => {
  const gaps = statutoryGaps(
    { registry_number: null, missing_institutions: [], founded_on: '2000-01-01', last_meetings: {} },
    intervals,
    '2026-11-15',
  );
  for (const title of [...requiredSystems, ...registrationPapers, ...gaps])
    expect(statutoryEnglish(title)).not.toMatch(/\p{Script=Han}/u);
});

test.each([
  ['2021-03-31', 6, '2021-09-30'],
  ['2020-08-31', 6, '2021-02-28'],
  ['2019-08-31', 6, '2020-02-29'],
  ['2020-02-29', 12, '2021-02-28'],
  ['2020-12-01', 1, '2021-01-01'],
  ['2020-11-30', 3, '2021-02-28'],
])('P13 a meeting of %s with %i months between is due by %s', (last, council, due) => {
  expect(meetingDueOn(last, 'council', { ...intervals, council })).toBe(due);
});

test.each([
  ['2020-08-01', false],
  ['2020-08-02', true],
])('P13 the standing council of 2020-05-01 is due by 2020-08-01: on %s overdue is %s', (today, is_overdue) => {
  const [congress, , standing] = meetingCalendar(
    { founded_on: '2020-01-01', last_meetings: { standing_council: '2020-05-01' } },
    intervals,
    today,
  );
  expect(standing).toEqual({ meeting: 'standing_council', last_on: '2020-05-01', due_on: '2020-08-01', is_overdue });
  expect(congress).toEqual({ meeting: 'member_congress', last_on: null, due_on: '2021-01-01', is_overdue: false });
});
