import { expect, test } from 'vitest';
import {
  bookAddresses,
  brokenArrows,
  brokenLinks,
  brokenOrder,
  brokenPurity,
  deadFiles,
  type SourceFile,
} from './import-rules.ts';

const file = (path: string, text = ''): SourceFile => ({ path, text });

test.each([
  ['domain/records/a.ts', "import { x } from '../../contract/records.ts'", 'domain imports only domain'],
  ['domain/a.ts', "import fs from 'node:fs'", 'domain is pure'],
  ['contract/a.ts', "import type { X } from '../server/a.ts'", 'contract imports only'],
  ['web/console/App.tsx', "const x = await import('../../server/a.ts')", 'web imports only'],
  ['server/a.ts', "export { x } from '../web/a.ts'", 'server imports only'],
])('%s: %s is refused', (path, text, sentence) => {
  const broken = brokenArrows([file(path, text)]);
  expect(broken).toHaveLength(1);
  expect(broken[0]).toContain(sentence);
});

test.each([
  ['domain/a.test.ts', "import { test } from 'vitest'"],
  ['server/a.ts', "import pg from 'pg'; import { x } from '../domain/x.ts'"],
  ['web/a.ts', "import { x } from '../contract/x.ts'"],
  ['demo/a.ts', "import { x } from '../server/x.ts'"],
])('%s: %s is allowed', (path, text) => expect(brokenArrows([file(path, text)])).toEqual([]));

test('a rule that looks at a clock is named, a comment about it is not', () => {
  expect(brokenPurity([file('domain/a.ts', 'const now = new Date()')])).toEqual([
    'domain/a.ts uses new Date(), but domain is pure: pass the value in as an argument.',
  ]);
  expect(brokenPurity([file('domain/a.ts', '// not Date.now()'), file('server/a.ts', 'Date.now()')])).toEqual([]);
});

test('where a noun’s pages lie every noun may know, and its paths.ts brings nothing else along', () => {
  const link = file('web/console/projects/A.tsx', "import { recordsDesk } from '../../../domain/records/paths.ts'");
  const more = file('web/console/projects/A.tsx', "import { span } from '../../../domain/records/spans.ts'");
  expect(brokenOrder([link])).toEqual([]);
  expect(brokenOrder([more])).toHaveLength(1);
  const book = "import { deskPages } from '../address.ts'";
  expect(bookAddresses([file('domain/records/paths.ts', book)])).toEqual([]);
  expect(bookAddresses([file('domain/records/paths.ts', `${book}; import { span } from './spans.ts'`)])).toEqual([
    'domain/records/paths.ts imports domain/records/spans.ts, but every noun reads it: it holds addresses and imports only domain/address.ts.',
  ]);
});

test('a noun imports only nouns before it', () => {
  expect(brokenOrder([file('server/projects/a.ts', "import { b } from '../records/b.ts'")])).toEqual([
    'server/projects/a.ts imports server/records/b.ts, but projects comes before records in domain/nouns.ts.',
  ]);
  expect(
    brokenOrder([
      file('server/records/a.ts', "import { b } from '../projects/b.ts'; import { c } from '../../domain/time.ts'"),
      file('server/routes.ts', "import { b } from './records/routes.ts'"),
      file('contract/projects/projects.ts', "import { b } from './organizations.ts'"),
    ]),
  ).toEqual([]);
});

test('dead files and files that only tests use are found', () => {
  const files = [
    file('package.json', '{"scripts":{"start":"tsx server/main.ts"}}'),
    file('server/main.ts', "import './used.ts'; new Worker(new URL('./worker.ts', import.meta.url))"),
    file('server/used.ts'),
    file('server/worker.ts'),
    file('server/dead.ts'),
    file('server/tested.ts'),
    file('server/tested.test.ts', "import './tested.ts'; import './testing/test-app.ts'"),
    file('server/testing/test-app.ts'),
    file('web/phone/index.html', '<script type="module" src="./main.tsx"></script>'),
    file('web/phone/main.tsx'),
  ];
  expect(deadFiles(files)).toEqual([
    'server/dead.ts is dead: nothing imports it.',
    'server/tested.ts is used by nothing but tests: use it or remove it.',
  ]);
});

test('links to missing files and headings are found, code is left alone', () => {
  const files = [
    file('docs/a.md', '[x](b.md) [y](b.md#计时-rules) [z](missing.md) [w](b.md#gone) [u](https://a.b/c) `[v](no.md)`'),
    file('docs/b.md', '# 计时 rules'),
  ];
  expect(brokenLinks(files, (path) => files.some((other) => other.path === path))).toEqual([
    'docs/a.md links to missing.md, which does not exist.',
    'docs/a.md links to b.md#gone, but docs/b.md has no such heading.',
  ]);
});
