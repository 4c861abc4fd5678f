/** What a noun costs: which shared files it has to be written into, and that none of them is forgotten in silence. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { reference } from '../server/db/table.ts';
import { breaches, type Schema } from '../server/proof/schema-rules.ts';
import { projectFiles, root } from './files.ts';
import { writtenAddresses } from './address-rules.ts';
import { bookAddresses, brokenArrows, brokenOrder, deadFiles, type SourceFile } from './import-rules.ts';
import { brokenMigrations, newLines, sums } from './migration-rules.ts';
import { leftOut } from './noun-rules.ts';
import { ownFiles, sharedEdits, withNoun } from './test-noun.ts';

const tree: readonly SourceFile[] = projectFiles()
  .filter((path) => /\.(tsx?|mjs|html)$|^package\.json$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
const broken = (files: readonly SourceFile[]): string[] => [
  ...brokenArrows(files),
  ...brokenOrder(files),
  ...bookAddresses(files),
  ...writtenAddresses(files),
  ...leftOut(files),
  ...deadFiles(files),
];
const shared = [...new Set(sharedEdits.map(({ path }) => path))];

test('a noun with three endpoints, two pages, a table and a message is written into five files that others share', () => {
  expect(ownFiles.filter(({ path }) => tree.some((one) => one.path === path))).toEqual([]);
  expect(shared.sort()).toEqual([
    'domain/manifests.ts',
    'e2e/notices.spec.ts',
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

test('the line of its migration is written by a command, and asked for where it is missing', () => {
  const list = readFileSync(join(root, sums), 'utf8');
  expect(brokenMigrations(list, ownFiles)).toContain(
    `server/db/migrations/2026-12-01T08-30-needs.sql is not in ${sums} yet: run npm run migrations, which adds its line.`,
  );
  expect(newLines(list, ownFiles)).toHaveLength(1);
});

test('a table that its noun does not name: the test of the schema says so', () => {
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
  expect(breaches(needs, { needs: reference })).toEqual([]);
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

const copies: string[] = [];
afterAll(() => copies.forEach((directory) => rmSync(directory, { recursive: true, force: true })));

/** What the compiler says of the noun's own files in a copy of the tree. */
function mistypedIn(files: readonly SourceFile[]): string[] {
  const directory = mkdtempSync(join(tmpdir(), 'noun-'));
  copies.push(directory);
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'), 'junction');
  for (const { path, text } of files.filter((one) => /^(domain|contract|server|web|e2e|demo|tools)\//.test(one.path))) {
    mkdirSync(join(directory, dirname(path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  const own = [...ownFiles.map(({ path }) => path), 'e2e/notices.spec.ts'].filter((path) => /\.tsx?$/.test(path));
  const options = { extends: join(root, 'tsconfig.json'), include: own, compilerOptions: { incremental: false } };
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify(options));
  const program = join(root, 'node_modules/oxlint/bin/oxlint');
  const given = ['-c', join(root, '.oxlintrc.json'), '--format=json', ...own];
  const run = spawnSync(process.execPath, [program, ...given], { cwd: directory, encoding: 'utf8' });
  const { diagnostics } = JSON.parse(run.stdout) as { diagnostics: { code: string; filename: string }[] };
  return [...new Set(diagnostics.map(({ code, filename }) => `${filename} ${code}`))].sort();
}

test('the noun compiles where it is written down, and not where its words or the case of its message are forgotten', () => {
  expect(mistypedIn(withNoun(tree))).toEqual([]);
  expect(mistypedIn(withNoun(tree, 'domain/manifests.ts'))).toContain('contract/needs/needs.ts typescript(TS2322)');
  expect(mistypedIn(withNoun(tree, 'e2e/notices.spec.ts'))).toEqual(['e2e/notices.spec.ts typescript(TS2741)']);
});
