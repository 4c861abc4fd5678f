import { expect, test } from 'vitest';
import { distribution } from '../../tables.ts';
import { testDatabase } from '../../testing/test-database.ts';
import { breachesOfRun, listOfBreaches } from './breaches-of-run.ts';
import { directoryOfRun, isWholeRun, readCaptured } from './captured.ts';

/** Tables whose statements a cluster takes, all of them; a table joins the list together with its class. */
const settled = ['accounts', 'grant_confirmations', 'known_devices', 'role_grants', 'sessions'];
/** Where one of them still meets what it may not, and why. */
const exceptions: Readonly<Record<string, string>> = {
  'server/platform/rotate-keys.ts': 'walks the rows of a table by where they lie, machine by machine',
  'server/evidence/explained-rows.ts':
    'rows of all tables beside their events; not asked where they lie on several machines',
  'server/evidence/keep-rows.ts': 'the same at night',
  'server/evidence/verify-rows.ts': 'keys of all tables beside those written down; the same',
  'server/ledger/verify-authority.ts': 'the nightly check compares all grants with all events',
};

test('no statement about a settled table breaks a rule of distribution', async () => {
  const database = await testDatabase();
  const client = await database.pool.connect();
  try {
    const found = await breachesOfRun(client, readCaptured(directoryOfRun()), distribution);
    const open = found.filter(
      (breach) => exceptions[breach.file] === undefined && breach.tables.some((table) => settled.includes(table)),
    );
    expect(listOfBreaches(open)).toBe('');
    if (isWholeRun) console.log(listOfBreaches(found));
  } finally {
    client.release(true);
    await database.close();
  }
}, 600_000);

test('exceptions stay few', () => {
  expect(Object.keys(exceptions).length).toBeLessThanOrEqual(10);
});
