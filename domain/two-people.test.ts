import { describe, expect, test } from 'vitest';
import type { Id } from './id.ts';
import { broughtInBy, mayBeTwoPeople, type Givers } from './two-people.ts';

/** The operator named 甲 and 乙; 甲 appointed 丙 and 丁; 丙 brought in a second phone, which brought in a third. */
const givers: Givers = new Map<Id, Id[]>([
  ['bing', ['jia']],
  ['ding', ['jia']],
  ['phone-2', ['bing']],
  ['phone-3', ['phone-2']],
  ['wu', ['ding', 'yi']],
]);

describe('may these two be two people', () => {
  test.each<[string, string, boolean, string]>([
    ['jia', 'yi', true, 'both named by the operator'],
    ['bing', 'ding', true, 'appointed by the same person'],
    ['bing', 'bing', false, 'one and the same'],
    ['bing', 'phone-2', false, 'who was given the role decides what the giver proposed'],
    ['phone-2', 'bing', false, 'the giver decides what the other proposed'],
    ['bing', 'phone-3', false, 'by way of another account'],
    ['phone-3', 'jia', false, 'up the chain'],
    ['phone-3', 'ding', true, 'beside the chain'],
    ['wu', 'yi', false, 'one of two who gave a role'],
    ['wu', 'bing', true, 'nobody of the two gave the other anything'],
  ])('%s and %s: %s, %s', (one, other, isTwo) => {
    expect(mayBeTwoPeople(one, other, givers)).toBe(isTwo);
    expect(mayBeTwoPeople(other, one, givers)).toBe(isTwo);
  });

  test('two who gave each other a role do not go round for ever', () => {
    const round: Givers = new Map<Id, Id[]>([
      ['a', ['b']],
      ['b', ['a']],
    ]);
    expect([...broughtInBy('a', round)]).toEqual(['b']);
    expect(mayBeTwoPeople('a', 'b', round)).toBe(false);
  });
});
