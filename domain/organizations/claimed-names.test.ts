import { expect, test } from 'vitest';
import { claimedBody, noRank, rankAt, rankOf, type Known } from './claimed-names.ts';

const body = (
  path: string,
  kind: Known['kind'],
  name_zh: string,
  level: string | null = kind,
  parent_kind: Known['parent_kind'] = null,
): Known => ({ path, kind, level, name_zh, parent_kind, parent_path: path.replace(/\d+\/$/, '') });
const known = [
  body('/1/', 'nation', '全国'),
  body('/1/2/', 'province', '广东省'),
  body('/1/2/3/', 'city', '清远市'),
  body('/1/2/3/4/', 'county', '阳山县'),
  body('/1/2/9/', 'city', '韶关市'),
  body('/1/2/3/4/5/', 'youth_volunteer_association', '阳山县青年志愿者协会', 'county', 'county'),
  body('/1/2/6/', 'youth_volunteer_association', '广东省青年志愿者协会', 'province', 'province'),
];
const team = { rank: noRank, speaksAt: () => false };
const place = '/1/2/3/4/';

test.each([
  ['阳山县青年志愿者协会', '阳山县青年志愿者协会'],
  ['阳山縣 青年志愿者協會', '阳山县青年志愿者协会'],
  ['广东省青年志愿者协会阳光队', '广东省青年志愿者协会'],
  ['清远市义工联', '清远市'],
  ['韶关市青年志愿者协会', '韶关市'],
  ['连江护河队', undefined],
  ['阳光助老队', undefined],
])('%s, by somebody who speaks for nobody, is the name of %s', (name, of) => {
  expect(claimedBody({ name, field: 'name_zh', place }, known, team)).toBe(of);
});

test('whoever stands at the body or above it may; below an association its own name leads; a renamed body does not lend its former name', () => {
  const claim = { name: '阳山县青年志愿者协会护河队', field: 'name_zh', place } as const;
  expect(claimedBody(claim, known, team)).toBe('阳山县青年志愿者协会');
  expect(claimedBody({ ...claim, place: '/1/2/3/4/5/' }, known, team)).toBeUndefined();
  expect(
    claimedBody(claim, known, { rank: rankOf('county'), speaksAt: (path) => path.startsWith('/1/2/3/4/') }),
  ).toBeUndefined();
  expect(
    claimedBody({ name: '阳山县青年志愿者协会', field: 'name_zh', place: '/1/2/3/4/5/', self: '/1/2/3/4/5/' }, known, {
      rank: rankOf('county'),
      speaksAt: (path) => path === '/1/2/3/4/5/',
    }),
  ).toBeUndefined();
});

test('ranks: a division speaks for itself, its body for it, a team for none', () => {
  expect([rankAt(known[2]!), rankAt(known[6]!), rankAt(body('/1/2/3/4/7/', 'team', '护河队', null, 'county'))]).toEqual(
    [rankOf('city'), rankOf('province'), noRank],
  );
});
