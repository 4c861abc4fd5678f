import { expect, test } from 'vitest';
import { brokenLock } from './lock-rules.ts';

const lock = (packages: Record<string, object>): string => JSON.stringify({ packages });

test('a package for another system that the lock file lacks is named', () => {
  const whole = { '': { dependencies: { a: '1' } }, 'node_modules/a': { optionalDependencies: { 'a-linux': '1' } }, 'node_modules/a-linux': {} };
  expect(brokenLock(lock(whole))).toEqual([]);
  expect(brokenLock(lock({ ...whole, 'node_modules/a': { optionalDependencies: { 'a-linux': '1', 'a-darwin': '1' } } }))).toEqual([
    'package-lock.json lacks a-darwin, which node_modules/a asks for: npm ci would refuse.',
  ]);
});

test('a package may lie beside or further out', () => {
  expect(brokenLock(lock({
    'node_modules/a': { dependencies: { b: '1', c: '1' } }, 'node_modules/a/node_modules/b': { dependencies: { c: '1' } }, 'node_modules/c': {},
  }))).toEqual([]);
});
