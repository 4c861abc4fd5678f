import { expect, test } from 'vitest';
import type { SourceFile } from './import-rules.ts';
import { longFiles, longLines, queriesInRoutes, tooManyLong } from './shape-rules.ts';

const file = (path: string, lines: number): SourceFile => ({ path, text: 'x\n'.repeat(lines) });
const long = (count: number): SourceFile[] =>
  Array.from({ length: count }, (_, index) => file(`server/records/long-${index}.ts`, longLines + 1));

test('one long file more than may be is named, with all of them', () => {
  expect(tooManyLong(long(longFiles))).toEqual([]);
  const [sentence, ...others] = tooManyLong(long(longFiles + 1));
  expect(others).toEqual([]);
  expect(sentence).toContain(`${longFiles + 1} files have more than ${longLines} lines`);
  expect(sentence).toContain('server/records/long-15.ts (251)');
});

test('a file at the limit, a test, a journey and what is generated do not count', () => {
  const others = [
    file('server/records/at-the-limit.ts', longLines),
    file('server/records/check-in.test.ts', 900),
    file('server/proof/permissions.ts', 900),
    file('server/testing/test-app.ts', 900),
    file('e2e/world.ts', 900),
    file('web/api/schema.gen.d.ts', 90_000),
    file('docs/rules/records.md', 900),
  ];
  expect(tooManyLong([...long(longFiles), ...others])).toEqual([]);
});

test('a statement in a file of routes is named; a word about it and statements elsewhere are not', () => {
  const statement = "import { sql } from '../db/sql.ts';\nconst one = sql`select 1`;\n";
  expect(
    queriesInRoutes([
      { path: 'server/records/service-routes.ts', text: statement },
      { path: 'server/accounts/routes.ts', text: statement },
      { path: 'server/ledger/routes.ts', text: '// no sql here\n' },
      { path: 'server/records/service/queries.ts', text: statement },
    ]),
  ).toEqual([
    'server/records/service-routes.ts holds a statement, but routes only name endpoint and function: move it beside them.',
    'server/accounts/routes.ts holds a statement, but routes only name endpoint and function: move it beside them.',
  ]);
});
