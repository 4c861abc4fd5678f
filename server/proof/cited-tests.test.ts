import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFiles, root } from '../../tools/files.ts';

/** What docs/threats.md and docs/security.md call as witnesses must exist, and say what is quoted. */
const files = projectFiles().filter((file) => file.endsWith('.ts'));
const short: Readonly<Record<string, string>> = {
  matrix: 'permission-matrix.test.ts',
  bodies: 'bad-bodies.test.ts',
  guards: 'guards.test.ts',
  dump: 'dump.test.ts',
  faults: 'faults.test.ts',
};

type Cited = { readonly line: string; readonly files: readonly string[]; readonly quotes: readonly string[] };
function citedIn(document: string): Cited[] {
  const rows = document
    .split('\n')
    .filter(
      (line) =>
        line.startsWith('|') && !line.startsWith('|--') && !/^\| (attempt|fault|id|class|key|what) \|/.test(line),
    );
  return rows.map((line) => {
    const witness = line.split('|').at(-2) ?? '';
    const named = [...witness.matchAll(/`([\w./*-]+)`/g)]
      .map((match) => match[1] ?? '')
      .filter((name) => name.endsWith('.ts') || name.startsWith('server/'));
    const words = Object.keys(short)
      .filter((word) => new RegExp(`\\b${word}\\b`).test(witness.replace(/`[^`]*`|"[^"]*"/g, '')))
      .map((word) => short[word] ?? '');
    return {
      line,
      files: [...named, ...words],
      quotes: [...witness.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? ''),
    };
  });
}

function found(name: string): string[] {
  if (!name.endsWith('.ts')) return files.filter((file) => file.startsWith(`${name}/`));
  if (name.includes('*')) return files.filter((file) => file.startsWith(name.slice(0, name.indexOf('*'))));
  return files.filter((file) => file === name || (!name.includes('/') && basename(file) === name));
}

test.each(['docs/threats.md', 'docs/security.md'])('%s names tests that exist and say so', (document) => {
  const cited = citedIn(readFileSync(join(root, document), 'utf8'));
  expect(cited.filter((one) => one.files.length > 0).length).toBeGreaterThan(20);
  const missing = cited.flatMap((one) =>
    one.files.filter((name) => found(name).length === 0).map((name) => `${name} in ${one.line}`),
  );
  expect(missing).toEqual([]);
  const unsaid = cited.flatMap((one) => {
    const texts = one.files.flatMap(found).map((file) => readFileSync(join(root, file), 'utf8'));
    return one.quotes
      .filter((quote) => texts.length > 0 && !texts.some((text) => text.includes(quote)))
      .map((quote) => `"${quote}" in ${one.line}`);
  });
  expect(unsaid).toEqual([]);
});
