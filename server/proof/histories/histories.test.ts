import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { permissions } from '../../../domain/permissions.ts';
import { sql } from '../../db/sql.ts';
import { foldTotals } from '../../ledger/fold-totals.ts';
import { verifyLedger } from '../../ledger/verify-ledger.ts';
import { makeFixtures } from '../../projects/fixtures.ts';
import { verifyRecords } from '../../records/service/verify-records.ts';
import { testApp, type TestApp } from '../../testing/test-app.ts';
import { history, knownWeeks, type Step } from './steps.ts';
import { Week, type Desk } from './week.ts';

/** PROOF=all plays many weeks. A failure names its seed: SEED=… plays it again, and makes the history smaller, which takes a while. */
const weeks = process.env['PROOF'] === 'all' ? 300 : 6;
const again = process.env['SEED'] === undefined ? { endOnFailure: true } : { seed: Number(process.env['SEED']) };

let t: TestApp & { close(): Promise<void> };
let desk: Desk;
beforeAll(async () => {
  t = await testApp({ now: new Date('2026-11-22T02:00:00Z') });
  const fixtures = await makeFixtures(t);
  const [city] = await t.rows<{ id: string; path: string; name: string }>(
    sql`select id, path, name_zh as name from organizations where level = 'city'`,
  );
  const at = fixtures.county;
  const clerk = (name: string) => t.person(name, [{ permissions, at }]);
  desk = {
    fixtures,
    leader: await clerk('周敏'),
    staff: [await clerk('何景'), await clerk('罗岚'), await clerk('沈知')],
    boss: await t.person('秦岚', [{ permissions, at: city ?? at }]),
  };
});
afterAll(async () => {
  await t.close();
});

const hours = async (): Promise<{ credit_minutes: number; honorary_minutes: number }> =>
  (
    await t.get<{ credit_minutes: number; honorary_minutes: number }>(
      desk.boss,
      `/api/organizations/${desk.fixtures.county.id}/hours?from=2026-11-01&until=2026-12-31`,
    )
  ).body;

async function play(steps: readonly Step[]): Promise<void> {
  const before = await hours();
  const week = new Week(t, desk);
  await week.begin();
  for (const [index, step] of steps.entries()) {
    await week.take(step);
    if (step.do === 'fold') await foldTotals(t.services.pool);
    await week.compare();
    if (index % 8 === 7) await week.compareLists();
    expect(await hours()).toMatchObject({
      credit_minutes: before.credit_minutes + week.total('credit_minutes'),
      honorary_minutes: before.honorary_minutes + week.total('honorary_minutes'),
    });
  }
  await week.compareLists();
  expect(await t.rows(sql`select account, unit, balance from ledger_accounts where balance < 0`)).toEqual([]);
  // Each transaction takes from one account what it gives to the other
  expect(
    await t.rows(
      sql`select transaction_id from ledger_legs group by transaction_id, unit having sum(amount) <> 0 or count(*) <> 2`,
    ),
  ).toEqual([]);
  expect((await verifyLedger(t.services.reader)).faults).toEqual([]);
  expect(await verifyRecords(t.services.reader)).toEqual([]);
}

test.each([
  ['longer, then shorter: the signed record and the honorary one beside it both give way', 0, 120],
  ['shorter across a pause: the pause does not count', 1, 90],
  ['of what was struck is refused, an appeal gives the original back, twice', 2, 180],
])('S23 a correction %s', async (_, which, credit) => {
  const before = await hours();
  await play(knownWeeks[which] ?? []);
  expect((await hours()).credit_minutes - before.credit_minutes).toBe(credit);
});

test('random weeks: sign-up, check-in, confirmation, correction, strike and appeal, back-fill, ladder and merge come to what a naive reference says', async () => {
  await fc.assert(fc.asyncProperty(history, play), { numRuns: weeks, ...again });
}, 3_600_000);
