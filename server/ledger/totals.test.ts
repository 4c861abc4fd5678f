import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inPeriod, type Period } from '../../domain/ledger/as-of.ts';
import { minuteUnits, type MinuteUnit } from '../../domain/ledger/account.ts';
import type { ChainedEntry } from '../../domain/ledger/transaction.ts';
import { inSnapshot, inTransaction } from '../db/in-transaction.ts';
import { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import { hangUnder } from '../organizations/tree/move-organization.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../testing/test-app.ts';
import { foldTotals, foldWithin } from './fold-totals.ts';
import { postEntry, reverseTransaction } from './post.ts';
import { entries, entryColumns, monthTotals, monthsOfVolunteer, organizationTotals } from './queries.ts';
import { verifyLedger } from './verify-ledger.ts';

/** Totals of each organisation and all below it equal their rows, whatever is posted, folded and moved, at every moment. */
let t: TestApp & { close(): Promise<void> };
let admin: TestPerson;
let people: TestPerson[];
let tree: {
  readonly province: TestOrganization;
  readonly counties: TestOrganization[];
  readonly teams: TestOrganization[];
};

beforeAll(async () => {
  t = await testApp();
  const province = await t.organization('省青年志愿者协会');
  const counties: TestOrganization[] = [];
  const teams: TestOrganization[] = [];
  for (const name of ['云汀', '汐桥', '岚屏']) {
    const county = await t.organization(`${name}区青年志愿者协会`, province, { level: 'county' });
    counties.push(county);
    for (const place of ['江边', '书屋'])
      teams.push(await t.organization(`${name}${place}服务队`, county, { kind: 'team' }));
  }
  tree = { province, counties, teams };
  people = await Promise.all(['甲', '乙', '丙', '丁'].map((name) => t.volunteer(name, province)));
  admin = await t.person('何景', [
    { permissions: ['organizations.read', 'organizations.manage', 'records.read'], at: province },
  ]);
});
afterAll(async () => {
  await t.close();
});

const days = ['2024-02-29', '2025-12-31', '2026-01-01', '2026-01-31', '2026-11-15'] as const;
const periods: readonly Period[] = [
  { from: '2020-01-01', until: '2029-12-31' },
  { from: '2026-01-01', until: '2026-12-31' },
  { from: '2024-02-29', until: '2026-01-01' },
  { from: '2026-01-01', until: '2026-01-31' },
  { from: '2025-12-31', until: '2026-01-30' },
  { from: '2026-11-15', until: '2026-11-15' },
];
const everyone = (): TestOrganization[] => [tree.province, ...tree.counties, ...tree.teams];

let key = 0;
function give(who: TestPerson, at: TestOrganization, amount: number, unit: MinuteUnit, day: string): Promise<unknown> {
  key += 1;
  return t.setUp((writer) =>
    postEntry(writer, {
      volunteer_id: who.id,
      unit,
      amount,
      reason: amount > 0 ? 'service_confirmed' : 'elimination',
      reference: `service_record:${key}`,
      organization_id: at.id,
      organization_path: at.path,
      service_day: day,
      request_key: `total ${key}`,
    }),
  );
}

async function undoLast(who: TestPerson): Promise<void> {
  const [last] = await t.rows<{ id: string }>(
    sql`select id from ledger_transactions where owner_id = ${who.id} and reverses_id is null order by posted_at desc, id desc limit 1`,
  );
  if (last !== undefined)
    await t.setUp((writer) =>
      reverseTransaction(writer, { owner_id: who.id, transaction_id: last.id, reason: 'reversal' }),
    );
}

async function move(organization: TestOrganization, parent: TestOrganization): Promise<void> {
  await t.setUp(async (writer) => {
    await writer.run(sql`select pg_advisory_xact_lock(7261010)`);
    await hangUnder(writer, t.services, {
      organization: await placed(writer, organization),
      parent: await placed(writer, parent),
    });
  });
}

const placed = (reader: Reader, organization: TestOrganization) =>
  reader.one<{ id: string; path: string }>(sql`select id, path from organizations where id = ${organization.id}`);

/** A naive reference: each transfer counts for whoever stands on the path of its organisation today. */
async function compare(reader: Reader): Promise<void> {
  const paths = new Map(
    (await reader.all<{ id: string; path: string }>(sql`select id, path from organizations`)).map((row) => [
      row.id,
      row.path,
    ]),
  );
  const listed = await reader.all<ChainedEntry>(sql`select ${entryColumns} from ${entries}`);
  for (const period of periods) {
    const totals = await organizationTotals(
      reader,
      everyone().map((one) => one.id),
      period,
    );
    const expected = everyone().map((one) => ({
      organization_id: one.id,
      ...Object.fromEntries(
        minuteUnits.map((unit) => [
          unit,
          listed
            .filter(
              (row) =>
                row.unit === unit &&
                inPeriod(row.service_day, period) &&
                paths.get(row.organization_id)?.startsWith(paths.get(one.id) ?? 'nowhere'),
            )
            .reduce((sum, row) => sum + row.amount, 0),
        ]),
      ),
    }));
    expect(totals).toEqual(expected.sort((one, other) => (one.organization_id < other.organization_id ? -1 : 1)));
  }
}

const refusable = async (work: Promise<unknown>): Promise<void> => {
  await work.catch((refused: { code?: string }) => expect(refused.code).toMatch(/^ledger\./));
};

test('the total of a superior is that of its list after any giving, taking, reversal, folding and move', async () => {
  const step = fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .tuple(
          fc.nat(3),
          fc.nat(9),
          fc.integer({ min: -120, max: 300 }).filter((amount) => amount !== 0),
          fc.constantFrom(...minuteUnits),
          fc.constantFrom(...days),
        )
        .map(
          ([who, at, amount, unit, day]) =>
            () =>
              refusable(give(people[who] ?? admin, everyone()[at] ?? tree.province, amount, unit, day)),
        ),
    },
    { weight: 1, arbitrary: fc.nat(3).map((who) => () => refusable(undoLast(people[who] ?? admin))) },
    { weight: 2, arbitrary: fc.constant(() => foldTotals(t.services.pool).then(() => undefined)) },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.nat(5), fc.nat(3)).map(
        ([team, to]) =>
          () =>
            move(tree.teams[team] ?? tree.province, tree.counties[to] ?? tree.province),
      ),
    },
    // A whole county with its teams, under another county and back again
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.nat(2), fc.nat(2))
        .filter(([one, other]) => one !== other)
        .map(([one, other]) => async () => {
          const [county, above] = [tree.counties[one], tree.counties[other]];
          if (county === undefined || above === undefined) return;
          await move(county, above);
          await compare(t.services.reader);
          await move(county, tree.province);
        }),
    },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      for (const take of steps) {
        await take();
        await compare(t.services.reader);
      }
      expect((await verifyLedger(t.services.reader)).faults).toEqual([]);
    }),
    { numRuns: 12, endOnFailure: true },
  );
});

test('hours go with a team that moves, and the pages of both counties say so', async () => {
  const [from, to] = tree.counties;
  const team = tree.teams[0];
  if (from === undefined || to === undefined || team === undefined) throw new Error('the tree has three counties');
  await move(team, from);
  const hours = async (of: TestOrganization): Promise<number> =>
    (
      await t.get<{ credit_minutes: number }>(
        admin,
        `/api/organizations/${of.id}/hours?from=2026-03-01&until=2026-03-31`,
      )
    ).body.credit_minutes;
  await give(people[0] ?? admin, team, 120, 'credit_minutes', '2026-03-05');
  await foldTotals(t.services.pool);
  await give(people[1] ?? admin, team, 60, 'credit_minutes', '2026-03-06'); // not folded yet
  expect([await hours(from), await hours(to), await hours(tree.province)]).toEqual([180, 0, 180]);
  expect(
    (
      await t.put(admin, `/api/organizations/${team.id}/parent`, {
        parent_id: to.id,
        valid_from: '2026-11-01',
        reason: '区划调整',
      })
    ).status,
  ).toBe(200);
  expect([await hours(from), await hours(to), await hours(tree.province)]).toEqual([0, 180, 180]);
  await foldTotals(t.services.pool);
  expect([await hours(from), await hours(to), await hours(tree.province)]).toEqual([0, 180, 180]);
});

/** Waits until somebody waits for the totals: then the two are really at once. */
async function someoneWaits(): Promise<void> {
  for (;;) {
    const [row] = await t.rows<{ waiting: number }>(sql`select count(*)::int as waiting from pg_locks
      where not granted and relation = 'ledger_totals'::regclass and database = (select oid from pg_database where datname = current_database())`);
    if ((row?.waiting ?? 0) > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test.each(['a folding that begins during a move', 'a move that begins during a folding'])(
  '%s waits for its end',
  async (which) => {
    const [from, to] = tree.counties;
    const team = tree.teams[1];
    if (from === undefined || to === undefined || team === undefined) throw new Error('the tree has three counties');
    await move(team, from);
    await give(people[0] ?? admin, team, 90, 'credit_minutes', '2026-03-05');
    let second: Promise<unknown> = Promise.resolve();
    const others = async (work: () => Promise<unknown>): Promise<void> => {
      second = work();
      await someoneWaits();
    };
    if (which.startsWith('a folding'))
      await t.setUp(async (writer) => {
        await hangUnder(writer, t.services, {
          organization: await placed(writer, team),
          parent: await placed(writer, to),
        });
        await others(() => foldTotals(t.services.pool));
      });
    else
      await inTransaction(t.services.pool, async (transaction) => {
        await foldWithin(transaction);
        await others(() => move(team, to));
      });
    await second;
    await compare(t.services.reader);
    expect((await verifyLedger(t.services.reader)).faults).toEqual([]);
  },
);

test('whoever looks while others post, fold and move sees totals that equal the rows', async () => {
  let busy = true;
  /** Posting goes on until each of the others was done a few times beside it, however slow the machine. */
  const rounds: number[] = [];
  const until = async (work: () => Promise<unknown>): Promise<void> => {
    const place = rounds.push(0) - 1;
    for (; busy; rounds[place] = (rounds[place] ?? 0) + 1) await work();
  };
  const posting = Promise.all(
    people.map(async (who, index) => {
      for (let turn = 0; turn < 40 || Math.min(...rounds) < 3; turn += 1) {
        const at = tree.teams[(turn + index) % tree.teams.length] ?? tree.province;
        await give(
          who,
          at,
          10 + turn,
          minuteUnits[turn % 2] ?? 'credit_minutes',
          days[turn % days.length] ?? '2026-11-15',
        );
        if (turn % 5 === 4) await refusable(undoLast(who));
      }
    }),
  ).finally(() => {
    busy = false;
  });
  let turn = 0;
  await Promise.all([
    until(() => foldTotals(t.services.pool)),
    until(() => foldTotals(t.services.pool)),
    until(() => move(tree.teams[(turn += 1) % 6] ?? tree.province, tree.counties[turn % 3] ?? tree.province)),
    until(() => inSnapshot(t.services.pool, compare)),
    posting,
  ]);
  expect(rounds).toHaveLength(4);
  await compare(t.services.reader);
  expect((await verifyLedger(t.services.reader)).faults).toEqual([]);
});

test('sums that JavaScript cannot hold exactly are refused: of organisations, of their months and of a person’s months', async () => {
  const [one, other] = people.map((person) => person.id);
  const place = tree.teams[0];
  if (one === undefined || other === undefined || place === undefined) throw new Error('nobody to give to');
  const client = await t.database.owner.connect();
  const year: Period = { from: '2031-01-01', until: '2031-12-31' };
  const given = { unit: 'credit_minutes', amount: Number.MAX_SAFE_INTEGER, day: '2031-03-05' } as const;
  try {
    await client.query('begin');
    const reader = new Reader(client);
    for (const person of [one, other]) {
      await reader.all(sql`
        insert into ledger_transactions (owner_id, id, owners, reason, reference, organization_id, organization_path, service_day, posted_at, request_key)
        values (${person}, ${person}, array[${person}::uuid], 'service_confirmed', 'much', ${place.id}, ${place.path}, ${given.day}, ${t.now}, 'much')`);
      await reader.all(sql`
        insert into ledger_legs values (${person}, ${person}, ${`volunteer:${person}`}, ${given.unit}, ${given.amount}, 1000, 0, '', '')`);
    }
    await reader.all(
      sql`insert into ledger_totals (organization_id, span, starts_on, unit, amount) select ${place.id}, span, starts_on, ${given.unit}, ${given.amount} from ledger_spans(${given.day}::date)`,
    );
    const held = [await organizationTotals(reader, [place.id], year), await monthTotals(reader, [place.id], 2031)];
    expect(held.flat().map((row) => row.credit_minutes)).toEqual([given.amount, given.amount]);
    expect(await monthsOfVolunteer(reader, [one], 2031)).toMatchObject([{ month: 3, credit_minutes: given.amount }]);
    await reader.all(
      sql`update ledger_totals set amount = amount + 1 where organization_id = ${place.id} and starts_on >= '2031-01-01'`,
    );
    const refused = { code: 'ledger.total_too_large' };
    await expect(organizationTotals(reader, [place.id], year)).rejects.toMatchObject(refused);
    await expect(monthTotals(reader, [place.id], 2031)).rejects.toMatchObject(refused);
    await expect(monthsOfVolunteer(reader, [one, other], 2031)).rejects.toMatchObject(refused);
  } finally {
    await client.query('rollback');
    client.release();
  }
});
