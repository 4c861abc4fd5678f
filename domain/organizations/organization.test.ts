import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attributeOn, isDisjoint, succeeded, type Validity } from './dated.ts';
import { kindsBelow, mayStandUnder, type OrganizationKind } from './kinds.ts';
import {
  answerableFor,
  asOf,
  existsOn,
  refusalToDissolve,
  refusalToFound,
  refusalToMarkLeagueLed,
  refusalToMerge,
  refusalToMove,
  refusalToRename,
  type NameAttribute,
  type Organization,
  type ParentAttribute,
} from './organization.ts';
import { ancestorPaths, childPath, depth, isAtOrBelow, isPath, movedPath, parentPath } from './path.ts';

test.each<[OrganizationKind, OrganizationKind | null, boolean]>([
  ['nation', null, true],
  ['province', null, false],
  ['province', 'nation', true],
  ['city', 'province', true],
  ['county', 'city', true],
  ['county', 'province', true], // 省直管县
  ['town', 'city', true], // 东莞: no county level
  ['village', 'town', true],
  ['compound', 'village', true], // S02
  ['city', 'county', false],
  ['village', 'village', false],
  ['county', 'league_committee', false],
  ['league_committee', 'county', true],
  ['league_committee', 'league_committee', true],
  ['federation', 'league_committee', true],
  ['volunteer_association', 'league_committee', true], // G21
  ['youth_volunteer_association', 'league_committee', true],
  ['youth_volunteer_association', 'university', true],
  ['leading_group', 'city', true],
  ['office', 'leading_group', true], // Q28
  ['action_centre', 'league_committee', true], // P09
  ['brigade', 'unit', true],
  ['team', 'brigade', true],
  ['team', 'station', true],
  ['station', 'village', true],
  ['league_branch', 'league_committee', true],
  ['federation', 'team', false],
  ['unit', 'team', false],
])('G21 L54 S02 %s under %s: %s', (kind, parent, allowed) => {
  expect(mayStandUnder(kind, parent)).toBe(allowed);
});

test('G30 below a league committee all three forms are offered', () => {
  expect(kindsBelow('league_committee')).toEqual(
    expect.arrayContaining(['federation', 'volunteer_association', 'youth_volunteer_association']),
  );
});

const county: Organization = {
  id: 'c',
  kind: 'youth_volunteer_association',
  name: '江干区青年志愿者协会',
  path: '/1/2/3/',
  parent_id: 'p',
  founded_on: '2010-05-04',
  dissolved_on: null,
  successor_id: null,
  changed_on: '2015-01-01',
};
const other: Organization = { ...county, id: 'd', name: '上城区志愿者联合会', kind: 'federation', path: '/1/2/4/' };
const committee = { kind: 'league_committee' as const, founded_on: '1950-01-01', dissolved_on: null, path: '/1/9/' };

test('an organisation exists from its founding day to the day before it is dissolved', () => {
  const gone = { ...county, dissolved_on: '2021-04-09' };
  expect(['2010-05-03', '2010-05-04', '2021-04-08', '2021-04-09'].map((day) => existsOn(gone, day))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

const today = '2026-11-22';

test.each([
  ['renaming from tomorrow on', refusalToRename(county, '2026-11-23', today)?.code, 'organizations.in_future'],
  ['renaming from today on', refusalToRename(county, today, today)?.code, undefined],
  ['moving from tomorrow on', refusalToMove(county, committee, '2026-11-23', today)?.code, 'organizations.in_future'],
  ['merging from tomorrow on', refusalToMerge(county, other, '2026-11-23', today)?.code, 'organizations.in_future'],
  ['dissolving from tomorrow on', refusalToDissolve(county, '2199-12-31', today)?.code, 'organizations.in_future'],
  ['founding tomorrow', refusalToFound('federation', committee, '2026-11-23', today)?.code, 'organizations.in_future'],
  ['founding today', refusalToFound('federation', committee, today, today)?.code, undefined],
  [
    'the day before the last change',
    refusalToRename(county, '2014-12-31', today)?.code,
    'organizations.before_history',
  ],
  ['the day of the last change', refusalToRename(county, '2015-01-01', today)?.code, undefined],
  [
    'after it was dissolved',
    refusalToRename({ ...county, dissolved_on: '2021-04-09' }, '2022-01-01', today)?.code,
    'organizations.dissolved',
  ],
  [
    'moving below itself',
    refusalToMove(county, { ...committee, path: '/1/2/3/8/' }, '2020-01-01', today)?.code,
    'organizations.under_itself',
  ],
  ['moving under a committee', refusalToMove(county, committee, '2020-01-01', today)?.code, undefined],
  [
    'moving under a team',
    refusalToMove(county, { ...committee, kind: 'team' }, '2020-01-01', today)?.code,
    'organizations.kind_not_under',
  ],
  [
    'moving under a dissolved parent',
    refusalToMove(county, { ...committee, dissolved_on: '2019-01-01' }, '2020-01-01', today)?.code,
    'organizations.dissolved',
  ],
  [
    'founding before the parent',
    refusalToFound('federation', committee, '1949-12-31', today)?.code,
    'organizations.before_history',
  ],
  ['merging two associations', refusalToMerge(county, other, '2021-04-09', today)?.code, undefined],
  ['merging into itself', refusalToMerge(county, county, '2021-04-09', today)?.code, 'organizations.successor_wrong'],
  [
    'merging a division into an association',
    refusalToMerge({ ...county, kind: 'county' }, other, '2021-04-09', today)?.code,
    'organizations.successor_wrong',
  ],
  [
    'merging into a dissolved one',
    refusalToMerge(county, { ...other, dissolved_on: '2021-04-09' }, '2021-04-09', today)?.code,
    'organizations.successor_wrong',
  ],
  ['dissolving', refusalToDissolve(county, '2021-04-09', today)?.code, undefined],
  [
    'dissolving before its last change',
    refusalToDissolve(county, '2014-12-31', today)?.code,
    'organizations.before_history',
  ],
])('%s', (_, got, wanted) => {
  expect(got).toBe(wanted);
});

test('G03 G06 an association without a guiding league committee cannot be league-led', () => {
  expect(refusalToMarkLeagueLed('youth_volunteer_association', [])?.code).toBe('organizations.guide_missing');
  expect(refusalToMarkLeagueLed('youth_volunteer_association', [{ kind: 'department' }])?.code).toBe(
    'organizations.guide_missing',
  );
  expect(refusalToMarkLeagueLed('federation', [{ kind: 'department' }, { kind: 'league_committee' }])).toBeNull();
});

test('as of a day the organisation has the name and place it had then', () => {
  const names: NameAttribute[] = [
    { name: '江干区青年志愿者协会', valid_from: '2010-05-04', valid_until: '2021-04-08' },
    { name: '上城区青年志愿者协会', valid_from: '2021-04-09', valid_until: null },
  ];
  const parents: ParentAttribute[] = [{ parent_id: 'p', path: '/1/2/3/', valid_from: '2010-05-04', valid_until: null }];
  expect(asOf(names, parents, '2021-04-08')?.name).toBe('江干区青年志愿者协会');
  expect(asOf(names, parents, '2021-04-09')?.name).toBe('上城区青年志愿者协会');
  expect(asOf(names, parents, '2010-05-03')).toBeNull();
});

test('what a dissolved one left is answered by the last successor, else by the superior', () => {
  const all = [
    { id: 'a', dissolved_on: '2020-01-01', successor_id: 'b', parent_id: 'r' },
    { id: 'b', dissolved_on: '2021-01-01', successor_id: null, parent_id: 'r' },
    { id: 'r', dissolved_on: null, successor_id: null, parent_id: null },
  ];
  expect(answerableFor(all[0]!, (id) => all.find((one) => one.id === id))).toBe('r');
  const loop = { id: 'x', dissolved_on: '2020-01-01', successor_id: 'x', parent_id: null };
  expect(answerableFor(loop, () => loop)).toBeNull();
});

const day = fc
  .integer({ min: 0, max: 9000 })
  .map((n) => new Date(Date.UTC(2000, 0, 1) + n * 86_400_000).toISOString().slice(0, 10));

test('history stays disjoint and the newest attribute holds, whatever the order of changes', () => {
  fc.assert(
    fc.property(fc.array(day, { minLength: 1, maxLength: 12 }), (days) => {
      let attributes: readonly Validity[] = [];
      for (const from of days)
        attributes = succeeded(attributes, { valid_from: from, valid_until: null }) ?? attributes;
      expect(isDisjoint(attributes)).toBe(true);
      expect(attributes.filter((attribute) => attribute.valid_until === null)).toHaveLength(1);
      for (const one of days) if (one >= days[0]!) expect(attributeOn(attributes, one)).not.toBeNull();
    }),
  );
});

const path = fc
  .array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 6 })
  .map((parts) => `/${parts.join('/')}/`);

test('paths: "this and below" is a prefix at a slash, and moving keeps the rest', () => {
  expect(isAtOrBelow('/1/77/', '/1/7/')).toBe(false);
  fc.assert(
    fc.property(path, path, fc.integer({ min: 1, max: 9999 }), (own, target, number) => {
      const child = childPath(own, number);
      expect(isPath(child)).toBe(true);
      expect(parentPath(child)).toBe(own);
      expect(isAtOrBelow(child, own)).toBe(true);
      expect(depth(child)).toBe(depth(own) + 1);
      expect(ancestorPaths(child).at(-1)).toBe(own);
      expect(movedPath(child, own, target)).toBe(`${target}${number}/`);
    }),
  );
});
