import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readMigrations } from '../server/db/migrate.ts';
import { root } from './files.ts';
import { brokenMigrations, migrations, newLines, sums } from './migration-rules.ts';

const list = readFileSync(join(root, sums), 'utf8');
const tree = readMigrations().map(({ name, sql }) => ({ path: `${migrations}/${name}`, text: sql }));
const [baseline] = tree;

test('every migration of the tree is as it was when it was added', () => {
  expect(tree.length).toBeGreaterThan(3);
  expect(brokenMigrations(list, tree)).toEqual([]);
});

test('the list holds what an installation keeps of each', () => {
  expect(list.trimEnd().split('\n').sort()).toEqual(
    readMigrations()
      .map(({ name, hash }) => `${hash}  ${name}`)
      .sort(),
  );
});

test('planted: one letter edited, a file gone, a file added, a name twice', () => {
  const edited = tree.map((file) =>
    file === baseline ? { ...file, text: file.text.replace('create', 'Create') } : file,
  );
  expect(brokenMigrations(list, edited)).toEqual([
    expect.stringMatching(/^server\/db\/migrations\/2026-11-30T05-00-baseline\.sql was edited: /),
  ]);
  expect(brokenMigrations(list, tree.slice(1))).toEqual([
    expect.stringMatching(/names 2026-11-30T05-00-baseline\.sql, which is gone/),
  ]);
  const added = { path: `${migrations}/2026-12-01T08-30-shops.sql`, text: 'create table shops ();' };
  expect(brokenMigrations(list, [...tree, added])).toEqual([
    'server/db/migrations/2026-12-01T08-30-shops.sql is not in server/db/migrations/SHA256SUMS yet: run npm run migrations, which adds its line.',
  ]);
  const twice = `${list}${'0'.repeat(64)}  2026-11-30T05-00-baseline.sql\n`;
  expect(brokenMigrations(twice, tree)).toContain(
    `${sums} names 2026-11-30T05-00-baseline.sql twice: the first line holds.`,
  );
});

test('the lines that are added repair what was missing, and those that stood there stay', () => {
  const added = { path: `${migrations}/2026-12-01T08-30-shops.sql`, text: 'create table shops ();' };
  const longer = `${list}${newLines(list, [...tree, added]).join('\n')}\n`;
  expect(longer.startsWith(list)).toBe(true);
  expect(brokenMigrations(longer, [...tree, added])).toEqual([]);
  const edited = { ...added, text: 'create table shop ();' };
  expect(newLines(longer, [...tree, edited])).toEqual([]);
  expect(brokenMigrations(longer, [...tree, edited])).toHaveLength(1);
});
