/** What a noun costs: which shared files it has to be written into, and that none of them is forgotten in silence. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { breaches, type Schema } from '../server/proof/schema-rules.ts';
import { projectFiles, root } from './files.ts';
import { brokenArrows, brokenOrder, deadFiles, type SourceFile } from './import-rules.ts';
import { leftOut } from './noun-rules.ts';
import { ownFiles, sharedEdits, withNoun } from './test-noun.ts';

const tree: readonly SourceFile[] = projectFiles()
  .filter((path) => /\.(tsx?|mjs|html)$|^package\.json$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
const broken = (files: readonly SourceFile[]): string[] => [
  ...brokenArrows(files),
  ...brokenOrder(files),
  ...leftOut(files),
  ...deadFiles(files),
];
const shared = [...new Set(sharedEdits.map(({ path }) => path))];

test('a noun with three endpoints, two pages and a table is written into five files that others share', () => {
  expect(ownFiles.filter(({ path }) => tree.some((one) => one.path === path))).toEqual([]);
  expect(shared.sort()).toEqual([
    'domain/manifests.ts',
    'server/db/distribution.ts',
    'server/nouns.ts',
    'web/console/nouns.ts',
    'web/phone/nouns.ts',
  ]);
  expect(broken(withNoun(tree))).toEqual([]);
});

test.each([
  ['domain/manifests.ts', 'domain/needs/noun.ts'],
  ['server/nouns.ts', 'server/needs/noun.ts'],
  ['web/console/nouns.ts', 'web/console/needs/pages.ts'],
  ['web/phone/nouns.ts', 'web/phone/needs/pages.ts'],
])('%s forgotten: the check says so', (path, manifest) => {
  expect(broken(withNoun(tree, path))).toContain(`${manifest} is a manifest, but ${path} does not bring it in.`);
});

test('server/db/distribution.ts forgotten: the test of the schema says so', () => {
  const needs: Schema = [
    {
      name: 'needs',
      comment: 'What an organisation asks for',
      keys: [{ name: 'needs_pkey', kind: 'primary', columns: ['id'] }],
      foreign_keys: [],
      checks: [],
      triggers: [],
    },
  ];
  expect(breaches(needs, { needs: { kind: 'reference' } })).toEqual([]);
  expect(breaches(needs, {})).toEqual([expect.stringContaining('needs has no class')]);
});

test.each(
  ownFiles.map(({ path }) => path).filter((path) => !/noun\.ts$|pages\.ts$|\.sql$|^server\/proof\//.test(path)),
)('%s named by nobody: the check says so', (path) => {
  const severed = withNoun(tree).map((file) =>
    file.path.includes('/needs/')
      ? { ...file, text: file.text.replaceAll(new RegExp(`'[^']*/${path.split('/').at(-1)}'`, 'g'), "'zod'") }
      : file,
  );
  expect(broken(severed).filter((sentence) => sentence.startsWith(`${path} `))).not.toEqual([]);
});
