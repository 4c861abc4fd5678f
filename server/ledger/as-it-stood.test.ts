/** As it stood, against every posting kept beside: whatever is posted, taken back and moved, on any day, by the books of any moment. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sumAsOf, type Period } from '../../domain/ledger/as-of.ts';
import { minuteUnits, type MinuteUnit } from '../../domain/ledger/account.ts';
import { sql } from '../db/sql.ts';
import { hangUnder } from '../organizations/tree/move-organization.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../testing/test-app.ts';
import { postEntry, reverseTransaction } from './post.ts';
import { givenAsItStood, referencesAsItStood } from './queries.ts';

let t: TestApp & { close(): Promise<void> };
let counties: TestOrganization[];
let teams: TestOrganization[];
let person: TestPerson;
type Kept = { id: string; path: string; unit: MinuteUnit; amount: number; service_day: string; posted_at: string };
const kept: Kept[] = [];

beforeAll(async () => {
  t = await testApp();
  const province = await t.organization('省青年志愿者协会');
  counties = [await t.organization('甲县协会', province), await t.organization('乙县协会', province)];
  teams = [];
  for (const county of counties) teams.push(await t.organization('服务队', county, { kind: 'team' }));
  person = await t.volunteer('林晓', province);
});
afterAll(() => t.close());

const pathOf = async (organization: TestOrganization): Promise<string> => {
  const [row] = await t.rows<{ path: string }>(sql`select path from organizations where id = ${organization.id}`);
  return row?.path ?? '';
};
const days = ['2025-12-31', '2026-01-01', '2026-11-14', '2026-11-15', '2026-11-30'] as const;
const periods: readonly Period[] = [
  { from: '2026-01-01', until: '2026-12-31' },
  { from: '2026-11-01', until: '2026-11-30' },
  { from: '2025-12-31', until: '2026-11-14' },
  { from: '2026-11-15', until: '2026-11-15' },
];
let key = 0;

async function give(team: TestOrganization, unit: MinuteUnit, day: string): Promise<void> {
  key += 1;
  const path = await pathOf(team);
  const posted = await t.setUp((writer) =>
    postEntry(writer, {
      volunteer_id: person.id,
      unit,
      amount: key,
      reason: 'service_confirmed',
      reference: `service_record:${key}`,
      organization_id: team.id,
      organization_path: path,
      service_day: day,
      request_key: `stood ${key}`,
    }),
  );
  kept.push({ id: posted.transfer_id, path, unit, amount: key, service_day: day, posted_at: t.now.toISOString() });
}

async function takeBack(which: number): Promise<void> {
  const given = kept.filter((one) => one.amount > 0 && !kept.some((other) => other.id === `back ${one.id}`));
  const one = given[which % Math.max(1, given.length)];
  if (one === undefined) return;
  await t.setUp((writer) =>
    reverseTransaction(writer, { owner_id: person.id, transaction_id: one.id, reason: 'elimination' }),
  );
  kept.push({ ...one, id: `back ${one.id}`, amount: -one.amount, posted_at: t.now.toISOString() });
}

async function move(team: TestOrganization, county: TestOrganization): Promise<void> {
  const [path, above] = [await pathOf(team), await pathOf(county)];
  if (path.startsWith(above)) return;
  await t.setUp((writer) =>
    hangUnder(writer, t.services, {
      organization: { id: team.id, path },
      parent: { id: county.id, path: above },
    }),
  );
}

type Step = () => Promise<void>;
const chosen = <T>(from: readonly T[], index: number): T => {
  const one = from[index];
  if (one === undefined) throw new Error('no such choice');
  return one;
};
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(fc.nat(1), fc.constantFrom(...minuteUnits), fc.constantFrom(...days)).map(
    ([team, unit, day]): Step =>
      () =>
        give(chosen(teams, team), unit, day),
  ),
  fc.nat(50).map(
    (which): Step =>
      () =>
        takeBack(which),
  ),
  fc.tuple(fc.nat(1), fc.nat(1)).map(
    ([team, county]): Step =>
      () =>
        move(chosen(teams, team), chosen(counties, county)),
  ),
);

test('each sum as it stood is that of the postings until then on the paths of then, and its references are those that gave it', async () => {
  const moments: Date[] = [];
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), async (steps) => {
      for (const one of steps) {
        t.now = new Date(t.now.getTime() + 60_000);
        await one();
        moments.push(t.now);
      }
      for (const county of counties) {
        const path = await pathOf(county);
        for (const period of periods) {
          const asOf = moments[(key * 7) % moments.length] ?? t.now;
          const said = await givenAsItStood(t.services.reader, [path], period, asOf);
          const inside = kept.filter((one) => one.path.startsWith(path));
          for (const unit of minuteUnits)
            expect(said.reduce((sum, line) => sum + line[unit], 0)).toBe(sumAsOf(inside, unit, period, asOf));
          const references = await t.rows<{ reference: string }>(
            sql`select reference from ${referencesAsItStood([path], period, asOf)} stood`,
          );
          const standing = references.map((row) => Number(row.reference.split(':')[1]));
          expect(standing.reduce((sum, minutes) => sum + minutes, 0)).toBe(
            minuteUnits.reduce((sum, unit) => sum + sumAsOf(inside, unit, period, asOf), 0),
          );
        }
      }
    }),
    { numRuns: 12 },
  );
  expect(kept.some((one) => one.amount < 0)).toBe(true);
});
