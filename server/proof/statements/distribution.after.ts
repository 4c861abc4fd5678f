import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PoolClient } from 'pg';
import type { Database } from '../../db/open.ts';
import { distribution } from '../../tables.ts';
import { testDatabase } from '../../testing/test-database.ts';
import { breachesOfRun, listOfBreaches, type PlacedBreach } from './breaches-of-run.ts';
import { directoryOfRun, isWholeRun, readCaptured } from './captured.ts';
import { exceptions, notAllowed, notNeeded, type Allowed } from './distribution-exceptions.ts';

let database: Database;
let client: PoolClient;
let found: readonly PlacedBreach[];
let ofPlanted: readonly PlacedBreach[];
const acrossGroups = {
  text: 'select a.title from sign_ups u join activities a on a.id = u.activity_id where u.volunteer_id = $1',
  file: 'server/projects/planted.ts',
  line: 7,
  column: 1,
};

beforeAll(async () => {
  database = await testDatabase();
  client = await database.pool.connect();
  const sent = readCaptured(directoryOfRun()).filter(({ file }) => file.startsWith('server/'));
  const all = await breachesOfRun(client, [...sent, acrossGroups], distribution);
  found = all.filter(({ file }) => file !== acrossGroups.file);
  ofPlanted = all.filter(({ file }) => file === acrossGroups.file);
}, 600_000);
afterAll(async () => {
  client.release(true);
  await database.close();
});

test('no statement of the run breaks a rule of distribution, but for what is written down', () => {
  expect(listOfBreaches(notAllowed(found, exceptions))).toBe('');
});

test.runIf(isWholeRun)('nothing is written down that no statement needs any more', () => {
  expect(notNeeded(found, exceptions)).toEqual([]);
});

test('exceptions stay few and have their reasons, and none stands on a hot path', () => {
  expect(exceptions.length).toBeLessThanOrEqual(10);
  for (const { file, why } of exceptions) {
    expect(why, file).toMatch(/\w{10}|[^\s]{3} /);
    expect(file).not.toMatch(/sign-in|sign-up|check-in|my-queries|http\//);
  }
});

const planted: PlacedBreach = {
  rule: 'groups',
  groups: 'activity × volunteer',
  sentence: 'names two groups',
  file: 'server/projects/planted.ts',
  line: 1,
  tables: ['activities', 'sign_ups'],
};
test.each<[string, readonly Allowed[], number, number]>([
  ['written down nowhere', [], 1, 0],
  ['written down for its file and rule', [{ file: planted.file, rules: ['groups'] }], 0, 0],
  ['written down for another file', [{ file: 'server/projects/other.ts', rules: ['groups'] }], 1, 1],
  ['written down for another rule', [{ file: planted.file, rules: ['lock'] }], 1, 1],
  ['written down with more than it needs', [{ file: planted.file, rules: ['groups', 'lock'] }], 0, 1],
])('planted: a breach that is %s', (_, lines, faults, superfluous) => {
  expect(notAllowed([planted], lines)).toHaveLength(faults);
  expect(notNeeded([planted], lines)).toHaveLength(superfluous);
});

test('planted: a statement over two groups is found and named with its place', () => {
  expect(listOfBreaches(ofPlanted)).toContain('server/projects/planted.ts:7');
  expect(notAllowed(ofPlanted, exceptions)).toHaveLength(1);
});
