import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { brokenLock, withoutHash } from './lock-rules.ts';

const lock = (packages: Record<string, object>): string => JSON.stringify({ packages });

test('a package for another system that the lock file lacks is named', () => {
  const whole = {
    '': { dependencies: { a: '1' } },
    'node_modules/a': { optionalDependencies: { 'a-linux': '1' } },
    'node_modules/a-linux': {},
  };
  expect(brokenLock(lock(whole))).toEqual([]);
  expect(
    brokenLock(lock({ ...whole, 'node_modules/a': { optionalDependencies: { 'a-linux': '1', 'a-darwin': '1' } } })),
  ).toEqual(['package-lock.json lacks a-darwin, which node_modules/a asks for: npm ci would refuse.']);
});

test('a package may lie beside or further out', () => {
  expect(
    brokenLock(
      lock({
        'node_modules/a': { dependencies: { b: '1', c: '1' } },
        'node_modules/a/node_modules/b': { dependencies: { c: '1' } },
        'node_modules/c': {},
      }),
    ),
  ).toEqual([]);
});

test('a package without a hash is named, also one for another system; those of this project all have one', () => {
  expect(
    withoutHash(
      lock({
        '': {},
        'node_modules/a': { version: '1.0.0', integrity: 'sha512-x' },
        'node_modules/a-darwin': { version: '1.0.0' },
        'node_modules/own': { link: true },
      }),
    ),
  ).toEqual([
    'package-lock.json has no hash of node_modules/a-darwin: put in what npm view a-darwin@1.0.0 dist.integrity says.',
  ]);
  expect(withoutHash(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'))).toEqual([]);
});
