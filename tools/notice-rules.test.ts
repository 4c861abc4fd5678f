import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFiles, root } from './files.ts';
import { noticeDoor, noticesByHand } from './notice-rules.ts';

const planted = 'insert into notices (person_id, id, at, kind, params) values ($1, $2, $3, $4, $5)';
const named = (path: string, text: string): string[] => noticesByHand([{ path, text }]);

test.each([
  ['server/records/planted.ts', `await writer.run(sql\`${planted}\`)`],
  ['server/records/functions/planted.sql', `  ), told as (\n    INSERT INTO\n  public.notices select from seated`],
  ['demo/planted.ts', planted],
  ['tools/planted.ts', `'insert into "notices" values ()'`],
])('%s that writes a message by hand is named', (path, text) => {
  expect(named(path, text)).toEqual([
    `${path} writes messages by hand: writer.notify and noticesTo (server/db/notices.ts) are the door.`,
  ]);
});

test('the door, tests, applied migrations and other tables of such a name are not', () => {
  expect(named(noticeDoor, planted)).toEqual([]);
  expect(named('server/db/new-id.test.ts', planted)).toEqual([]);
  expect(named('server/db/migrations/2026-11-30T05-00-baseline.sql', planted)).toEqual([]);
  expect(named('server/accounts/notices/notice-preferences.ts', 'insert into notice_preferences values ()')).toEqual(
    [],
  );
  expect(named('docs/rules/accounts.md', planted)).toEqual([]);
});

test('the tree has one door', () => {
  const files = projectFiles()
    .filter((path) => /\.(tsx?|mjs|sql)$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
  expect(noticesByHand(files)).toEqual([]);
  expect(files.find(({ path }) => path === noticeDoor)?.text).toMatch(/insert into notices/);
});
