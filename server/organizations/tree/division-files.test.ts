import { expect, test } from 'vitest';
import { readDivisions } from './division-files.ts';

const divisions = readDivisions();
const byCode = new Map(divisions.map((division) => [division.code, division]));
const counties = (province: string): number =>
  divisions.filter(
    ({ code, level, is_zone, valid_until }) =>
      level === 'county' && code.startsWith(province) && !is_zone && valid_until === null,
  ).length;

test('Guangdong has 122 counties besides 东莞 and 中山, which have none', () => {
  expect(counties('44')).toBe(122);
  expect(divisions.filter(({ code }) => code === '441900' || code === '442000')).toEqual([]);
  expect(byCode.get('441900003')).toMatchObject({ name: '东城街道', level: 'town', parent_code: '4419' });
});

test('every division has a parent in the tree, and no code stands twice', () => {
  const orphans = divisions.filter(({ parent_code }) => parent_code !== null && !byCode.has(parent_code));
  expect(orphans).toEqual([]);
  expect(byCode.size).toBe(divisions.length);
});

test('34 provinces, of these three without counties', () => {
  expect(divisions.filter(({ level }) => level === 'province')).toHaveLength(34);
  expect(['71', '81', '82'].map(counties)).toEqual([0, 0, 0]);
});

test('the places of the sources are there; zones are marked', () => {
  expect(['3307', '4418', '4111', '5104', '331023', '330683'].map((code) => byCode.get(code)?.name)).toEqual([
    '金华市',
    '清远市',
    '漯河市',
    '攀枝花市',
    '天台县',
    '嵊州市',
  ]);
  expect(byCode.get('411171')).toMatchObject({ name: '漯河经济技术开发区', is_zone: true });
});

test('江干区 and 下城区 are history with a successor', () => {
  expect(byCode.get('330104')).toMatchObject({
    name: '江干区',
    valid_until: '2021-04-08',
    successor_code: '330102',
    parent_code: '3301',
  });
  expect(byCode.get('330103')).toMatchObject({ valid_until: '2021-04-08', successor_code: '330105' });
  expect(byCode.get('330102')).toMatchObject({ name: '上城区', valid_until: null });
  expect(byCode.get('330114')).toMatchObject({ name: '钱塘区', valid_from: '2021-04-09' });
});
