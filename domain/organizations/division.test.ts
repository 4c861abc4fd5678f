import { expect, test } from 'vitest';
import {
  divisionLevel,
  hasCountyLevel,
  inForce,
  isPlaceholder,
  isZone,
  parentDivisionCode,
  sixDigits,
} from './division.ts';

test.each([
  ['0', 'nation', null],
  ['33', 'province', '0'],
  ['3307', 'city', '33'],
  ['330702', 'county', '3307'],
  ['330702001', 'town', '330702'],
  ['330702001001', 'village', '330702001'],
  ['110101', 'county', '11'], // a municipality has no cities
  ['500229', 'county', '50'],
  ['419001', 'county', '41'], // 济源, run by the province
  ['659001', 'county', '65'],
  ['441900003', 'town', '4419'], // 东莞 has no counties
  ['442000001', 'town', '4420'],
  ['460400100', 'town', '4604'],
  ['620201001', 'town', '6202'],
  ['3307021', null, null],
  ['33070A', null, null],
  ['', null, null],
])('%s is a %s below %s', (code, level, parent) => {
  expect(divisionLevel(code)).toBe(level);
  expect(parentDivisionCode(code)).toBe(parent);
});

test('headings and fillers of the statistics are no places', () => {
  expect(['1101', '5002', '4190', '441900', '620201'].map(isPlaceholder)).toEqual([true, true, true, true, true]);
  expect(['3307', '330702', '620202', '1301'].map(isPlaceholder)).toEqual([false, false, false, false]);
  expect(['4419', '3307'].map(hasCountyLevel)).toEqual([false, true]);
});

test('zones have the county numbers 71 to 79', () => {
  expect(['411171', '320576', '411104', '411181', '4171'].map(isZone)).toEqual([true, true, false, false, false]);
});

test('six digits for ID cards and old lists', () => {
  expect([sixDigits('33'), sixDigits('3307'), sixDigits('330702001')]).toEqual(['330000', '330700', '330702']);
});

test('the last day of validity belongs to it', () => {
  const jianggan = { valid_from: '1949-10-01', valid_until: '2021-04-08' };
  expect([inForce(jianggan, '2019-07-22'), inForce(jianggan, '2021-04-08'), inForce(jianggan, '2021-04-09')]).toEqual([
    true,
    true,
    false,
  ]);
});
