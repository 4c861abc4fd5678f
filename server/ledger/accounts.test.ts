import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, type Id } from '../../domain/id.ts';
import { heldBy, piecesOf, pointsOf, sourceOf, type Unit } from '../../domain/ledger/account.ts';
import type { Leg } from '../../domain/ledger/transaction.ts';
import { Writer } from '../db/writer.ts';
import { sql } from '../db/sql.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../testing/test-app.ts';
import { overturnStrike, postEntry, postTransaction, reverseTransaction, type NewPosting } from './post.ts';
import { balancesAsOf, givenAsItStood, heldBalance } from './queries.ts';
import { sealLedger } from './seal-ledger.ts';
import { verifyLedger } from './verify-ledger.ts';

/** Accounts of any owner, through the real writer. */
let t: TestApp & { close(): Promise<void> };
let county: TestOrganization;
let many: pg.Pool;
const towel = piecesOf('01930000-0000-7000-8000-000000000001');

beforeAll(async () => {
  t = await testApp();
  county = await t.organization('云汀区青年志愿者协会');
  many = new pg.Pool({ ...t.database.connection, max: 70 });
  many.on('connect', (client) => client.on('error', () => undefined)); // the database may go while they say goodbye
});
afterAll(async () => {
  await many.end();
  await t.close();
});

const fresh = (): Id => newId(t.now);
const legs = (unit: Unit, amount: number, from: string, to: string): Leg[] => [
  { account: from, unit, amount: -amount },
  { account: to, unit, amount },
];
const posting = (list: readonly Leg[], more: Partial<NewPosting> = {}): NewPosting => ({
  reason: 'spent',
  reference: 'fixtures',
  organization_id: county.id,
  organization_path: county.path,
  service_day: '2026-11-15',
  request_key: fresh(),
  legs: list,
  ...more,
});
const post = (list: readonly Leg[], more: Partial<NewPosting> = {}) =>
  t.setUp((writer) => postTransaction(writer, posting(list, more)));
const held = (account: string, unit: Unit): Promise<number> =>
  heldBalance(t.services.reader, account, account.slice(-36), unit);

/** Each in a transaction of its own that stays open until told, so that what is at once is really at once. */
async function open<T>(work: (writer: Writer) => Promise<T>): Promise<{ done: Promise<T>; end: () => Promise<void> }> {
  const client = await many.connect();
  await client.query('begin');
  const writer = new Writer(client, {
    now: t.now,
    actor: null,
    request_id: 'fixtures',
    secrets: t.services.secrets,
  });
  const done = work(writer);
  return {
    done,
    end: async () => {
      await done.then(
        () => client.query('commit'),
        () => client.query('rollback'),
      );
      client.release();
    },
  };
}
/** Waits until so many wait for a lock. */
async function waiting(count: number): Promise<void> {
  for (;;) {
    const [row] = await t.rows<{ waits: number }>(
      sql`select count(*)::int as waits from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
    );
    if ((row?.waits ?? 0) >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('what is held', () => {
  test('a shop’s stock never falls below zero: of sixteen sales at once of ten pieces, ten are made', async () => {
    const shop = fresh();
    const stock = heldBy('shop', shop);
    await post(legs(towel, 10, sourceOf('shop', shop), stock), { reason: 'received' });
    const first = await open((writer) =>
      writer.all(sql`select 1 from ledger_accounts where owner_id = ${shop} for update`),
    );
    await first.done;
    const sales = await Promise.all(
      Array.from({ length: 16 }, () =>
        open((writer) => postTransaction(writer, posting(legs(towel, 1, stock, sourceOf('shop', shop))))),
      ),
    );
    await waiting(16);
    await first.end();
    const ended = await Promise.allSettled(
      sales.map(async (sale) => {
        await sale.end();
        return sale.done;
      }),
    );
    expect(ended.filter((one) => one.status === 'fulfilled')).toHaveLength(10);
    for (const one of ended)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'ledger.insufficient_balance' });
    expect(await held(stock, towel)).toBe(0);
  });

  test('a budget holds 21.4 million yuan in fen and more, up to the last exact number', async () => {
    const budget = fresh();
    const account = heldBy('budget', budget);
    const give = (amount: number) =>
      post(legs('fen', amount, sourceOf('budget', budget), account), { reason: 'received' });
    await give(2_140_000_000);
    await give(2_140_000_000);
    expect(await held(account, 'fen')).toBe(4_280_000_000);
    await give(Number.MAX_SAFE_INTEGER - 4_280_000_000);
    expect(await held(account, 'fen')).toBe(Number.MAX_SAFE_INTEGER);
    await expect(give(1)).rejects.toMatchObject({ code: 'ledger.amount_too_large' });
    await expect(give(2 ** 53)).rejects.toMatchObject({ code: 'ledger.amount_invalid' });
    await post(legs('fen', 1, account, sourceOf('budget', budget)));
    expect(await held(account, 'fen')).toBe(Number.MAX_SAFE_INTEGER - 1);
  });

  test('points of one book are not those of another', async () => {
    const lin = await t.volunteer('林晓禾', county);
    const [one, other] = [pointsOf(fresh()), pointsOf(fresh())];
    const account = heldBy('volunteer', lin.id);
    const source = sourceOf('organization', county.id);
    await post(legs(one, 30, source, account), { reason: 'points_earned' });
    await expect(post(legs(other, 1, account, source), { reason: 'points_spent' })).rejects.toMatchObject({
      code: 'ledger.insufficient_balance',
      params: { balance: 0, amount: 1 },
    });
    expect([await held(account, one), await held(account, other)]).toEqual([30, 0]);
  });

  test('legs that do not sum to zero are refused by the domain, and by the database where somebody goes around it', async () => {
    const account = heldBy('project', fresh());
    const uneven: Leg[] = [
      { account: sourceOf('project', account.slice(-36)), unit: 'fen', amount: -5 },
      { account, unit: 'fen', amount: 6 },
    ];
    await expect(post(uneven)).rejects.toMatchObject({ code: 'ledger.legs_unbalanced' });
    const given = {
      ...posting(uneven),
      id: fresh(),
      owners: [account.slice(-36)],
      posted_at: t.now.toISOString(),
      legs: uneven.map((leg) => ({ ...leg, owner_id: account.slice(-36), may_be_negative: false })),
    };
    expect(
      await t.rows(sql`select outcome from ledger_post(${account.slice(-36)}, ${JSON.stringify(given)}::json)`),
    ).toEqual([{ outcome: 'unbalanced' }]);
    expect(await t.rows(sql`select 1 from ledger_legs where account = ${account}`)).toEqual([]);
  });
});

describe('over several owners', () => {
  const fill = async (account: string, amount: number): Promise<void> => {
    const [kind = 'shop', id = ''] = account.split(':');
    await post(legs('fen', amount, sourceOf(kind as 'shop', id), account), { reason: 'received' });
  };

  test('all or nothing: the last owner who cannot pay leaves the others as they were; a repetition posts nothing', async () => {
    const [first, second, third] = [fresh(), fresh(), fresh()].sort();
    const shop = heldBy('shop', first ?? '');
    const project = heldBy('project', second ?? '');
    const budget = heldBy('budget', third ?? '');
    await fill(budget, 100);
    const order = [...legs('fen', 60, budget, project), ...legs(towel, 1, sourceOf('shop', first ?? ''), shop)];
    const posted = await post(order, { request_key: 'order 1' });
    expect(posted.balances.map((one) => [one.account, one.balance])).toEqual([
      [shop, 1],
      [project, 60],
      [budget, 40],
    ]);
    expect(await post(order, { request_key: 'order 1' })).toEqual({ ...posted, repeated: true });
    await expect(post(order, { request_key: 'order 2' })).rejects.toMatchObject({
      code: 'ledger.insufficient_balance',
    });
    await expect(post(order.slice(0, 2), { request_key: 'order 1' })).rejects.toMatchObject({
      code: 'core.request_key_reused',
    });
    expect([await held(shop, towel), await held(project, 'fen'), await held(budget, 'fen')]).toEqual([1, 60, 40]);
    const back = await t.setUp((writer) =>
      reverseTransaction(writer, { owner_id: third ?? '', transaction_id: posted.transaction_id, reason: 'reversal' }),
    );
    expect(back.balances.map((one) => one.balance)).toEqual([0, 0, 100]);
  });

  test('two that pay each other at once, whichever is named first, wait for the owner of the lower id and for nobody else', async () => {
    const [low, high] = [fresh(), fresh()].sort();
    const [one, other] = [heldBy('budget', low ?? ''), heldBy('budget', high ?? '')];
    await fill(one, 1000);
    await fill(other, 1000);
    const first = await open((writer) =>
      writer.all(sql`select 1 from ledger_accounts where owner_id = ${low} for update`),
    );
    await first.done;
    const both = await Promise.all([
      open((writer) => postTransaction(writer, posting(legs('fen', 10, one, other)))),
      open((writer) => postTransaction(writer, posting(legs('fen', 7, other, one)))),
    ]);
    await waiting(2);
    // neither holds the other owner meanwhile
    await t.rows(sql`select 1 from ledger_accounts where owner_id = ${high} for update nowait`);
    await Promise.all([first.end(), ...both.map((each) => each.end())]);
    await Promise.all(both.map((each) => each.done));
    expect([await held(one, 'fen'), await held(other, 'fen')]).toEqual([997, 1003]);
  });
});

test('64 confirmed minutes of one organisation at once share no lock: each is posted while all others are still open', async () => {
  const people: TestPerson[] = [];
  for (let number = 0; number < 64; number += 1) people.push(await t.volunteer(`志愿者${number}`, county));
  const all = await Promise.all(
    people.map((person) =>
      open((writer) =>
        postEntry(writer, {
          volunteer_id: person.id,
          unit: 'credit_minutes',
          amount: 90,
          reason: 'service_confirmed',
          reference: 'service_record:rush',
          organization_id: county.id,
          organization_path: county.path,
          service_day: '2026-11-15',
          request_key: 'rush',
        }),
      ),
    ),
  );
  // None is committed before all are posted: one lock between two of them, and this would never come
  const posted = await Promise.all(all.map((one) => one.done));
  expect(posted.map((one) => one.balance)).toEqual(people.map(() => 90));
  const [locks] = await t.rows<{ waits: number }>(
    sql`select count(*)::int as waits from pg_locks where not granted and (database is null or database = (select oid from pg_database where datname = current_database()))`,
  );
  expect(locks?.waits).toBe(0);
  await Promise.all(all.map((one) => one.end()));
});

test('were the organisation’s side held, the second would wait for the first: that would be seen', async () => {
  const budget = heldBy('budget', fresh());
  await post(legs('fen', 100, sourceOf('budget', budget.slice(-36)), budget), { reason: 'received' });
  const pay = () =>
    open((writer) => postTransaction(writer, posting(legs('fen', 1, budget, heldBy('project', fresh())))));
  const first = await pay();
  await first.done;
  const second = await pay();
  await waiting(1);
  await first.end();
  await second.end();
  expect(await held(budget, 'fen')).toBe(98);
});

test('a strike that an appeal overturns: as of now as before, as of the days between as struck, by account and by organisation', async () => {
  const start = t.now;
  const day = (number: number): Date => new Date(start.getTime() + number * 86_400_000);
  const team = await t.organization('江边服务队', county, { kind: 'team' });
  const one = await t.volunteer('申诉', team);
  const given = await t.setUp((writer) =>
    postEntry(writer, {
      volunteer_id: one.id,
      unit: 'credit_minutes',
      amount: 190,
      reason: 'service_confirmed',
      reference: 'service_record:appealed',
      organization_id: team.id,
      organization_path: team.path,
      service_day: '2026-11-15',
      request_key: 'appealed',
    }),
  );
  t.now = day(2);
  const strike = await t.setUp((writer) =>
    reverseTransaction(writer, { owner_id: one.id, transaction_id: given.transfer_id, reason: 'elimination' }),
  );
  t.now = day(4);
  const overturn = () =>
    t.setUp((writer) => overturnStrike(writer, { owner_id: one.id, transaction_id: strike.transaction_id }));
  const back = await overturn();
  expect(back.balances.map((each) => each.balance)).toEqual([190]);
  await expect(overturn()).rejects.toMatchObject({ code: 'ledger.already_overturned' });
  await expect(
    t.setUp((writer) => overturnStrike(writer, { owner_id: one.id, transaction_id: given.transfer_id })),
  ).rejects.toMatchObject({ code: 'ledger.not_a_strike' });
  const november = { from: '2026-11-01', until: '2026-11-30' };
  const stood = async (path: string, number: number): Promise<number> =>
    (await givenAsItStood(t.services.reader, [path], november, day(number))).reduce(
      (sum, line) => sum + line.credit_minutes,
      0,
    );
  const as = async (number: number): Promise<number[]> => [
    (await balancesAsOf(t.services.reader, [one.id], november, day(number))).credit_minutes,
    await stood(team.path, number),
  ];
  const said: number[][] = [];
  for (const number of [-1, 0, 1, 2, 3, 4, 5]) said.push(await as(number));
  expect(said).toEqual([0, 190, 190, 0, 0, 190, 190].map((minutes) => [minutes, minutes]));
  // the organisation moved since: where it stood is kept in each transaction
  await t.rows(sql`update organizations set path = '/9999/' where id = ${team.id}`);
  expect(await stood(county.path, 5)).toBeGreaterThanOrEqual(190);
  expect(await stood('/9999/', 5)).toBe(0);
  await t.rows(sql`update organizations set path = ${team.path} where id = ${team.id}`);
  t.now = start;
});

test('after all this the books hold, and the night covers every kind of account', async () => {
  const seal = await sealLedger(t.services.pool, t.now);
  const kinds = await t.rows<{ kind: string }>(
    sql`select distinct split_part(account, ':', 1) as kind from ledger_sealed_heads order by 1`,
  );
  expect(kinds.map((row) => row.kind)).toEqual(['budget', 'project', 'shop', 'volunteer']);
  expect(seal?.head_count).toBeGreaterThan(64);
  expect((await verifyLedger(t.services.reader)).faults).toEqual([]);
});
