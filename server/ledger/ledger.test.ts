import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../domain/id.ts';
import { heldBy, minuteUnits, pointsOf } from '../../domain/ledger/account.ts';
import { canonicalText, type ChainedEntry } from '../../domain/ledger/transaction.ts';
import { sql } from '../db/sql.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../testing/test-app.ts';
import { foldTotals } from './fold-totals.ts';
import { postEntry, preview, reverseTransaction, type Entry } from './post.ts';
import {
  balances,
  balancesAsOf,
  entries,
  entryColumns,
  organizationTotals,
  readChain,
  readEntriesOf,
} from './queries.ts';
import { hashText, sealLedger } from './seal-ledger.ts';
import { verifyLedger } from './verify-ledger.ts';

let t: TestApp & { close(): Promise<void> };
let province: TestOrganization;
let county: TestOrganization;
let lin: TestPerson;
const year = { from: '2026-01-01', until: '2026-12-31' };

beforeAll(async () => {
  t = await testApp();
  province = await t.organization('省青年志愿者协会');
  county = await t.organization('云汀区青年志愿者协会', province);
  lin = await t.volunteer('林晓禾', county);
});
afterAll(async () => {
  await t.close();
});

const entry = (volunteer: TestPerson, amount: number, key: string, more: Partial<Entry> = {}): Entry => ({
  volunteer_id: volunteer.id,
  unit: 'credit_minutes',
  amount,
  reason: 'service_confirmed',
  reference: `service_record:${key}`,
  organization_id: county.id,
  organization_path: county.path,
  service_day: '2026-11-15',
  request_key: key,
  ...more,
});
const credit = (person: TestPerson) => ({
  owner_id: person.id,
  account: heldBy('volunteer', person.id),
  unit: 'credit_minutes',
});
const book = '01930000-0000-7000-8000-000000000001';
const post = (one: Entry) => t.setUp((writer) => postEntry(writer, one));

describe('one door', () => {
  test('the row that SQL wrote is the text that the domain hashes', async () => {
    const posted = await post(entry(lin, 190, 'first'));
    const row = (await readChain(t.services.reader, credit(lin))).find((one) => one.id === posted.transfer_id);
    if (row === undefined) throw new Error('the entry was just posted');
    expect(row.hash).toBe(hashText(canonicalText(row, row.previous_hash)));
    expect(row).toMatchObject({
      sequence: 1,
      amount: 190,
      balance_after: 190,
      service_day: '2026-11-15',
      posted_at: t.now.toISOString(),
    });
  });

  test('the same key gives the same answer once; with other contents it is refused', async () => {
    const again = await post(entry(lin, 190, 'first'));
    expect(again).toMatchObject({ balance: 190, repeated: true });
    await expect(post(entry(lin, 191, 'first'))).rejects.toMatchObject({ code: 'core.request_key_reused' });
  });

  test('sixteen at once with one key post once; sixteen keys post sixteen times in one chain', async () => {
    const rush = await t.volunteer('抢签', county);
    const same = await Promise.all(Array.from({ length: 16 }, () => post(entry(rush, 60, 'same'))));
    expect(new Set(same.map((one) => one.transfer_id)).size).toBe(1);
    await Promise.all(Array.from({ length: 16 }, (_, index) => post(entry(rush, 1, `key ${index}`))));
    expect((await balances(t.services.reader, [rush.id])).credit_minutes).toBe(76);
    expect((await verifyLedger(t.services.reader)).faults).toEqual([]);
  });

  test('two at once for the last minutes: one is refused, nothing falls below zero', async () => {
    const one = await t.volunteer('余额', county);
    await post(entry(one, 60, 'give'));
    const taken = await Promise.allSettled(
      [1, 2].map((number) => post(entry(one, -60, `take ${number}`, { reason: 'elimination' }))),
    );
    expect(taken.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(taken.find((result) => result.status === 'rejected')).toMatchObject({
      reason: { code: 'ledger.insufficient_balance' },
    });
    expect((await balances(t.services.reader, [one.id])).credit_minutes).toBe(0);
  });

  test('a reversal restores the balance, once, and cannot be reversed itself', async () => {
    const one = await t.volunteer('冲回', county);
    const given = await post(entry(one, 120, 'give', { unit: 'honorary_minutes' }));
    const reverse = (id: string) =>
      t.setUp((writer) => reverseTransaction(writer, { owner_id: one.id, transaction_id: id, reason: 'correction' }));
    const undo = await reverse(given.transfer_id);
    expect(undo.balances.map((one) => one.balance)).toEqual([0]);
    await expect(reverse(given.transfer_id)).rejects.toMatchObject({ code: 'ledger.already_reversed' });
    await expect(reverse(undo.transaction_id)).rejects.toMatchObject({ code: 'ledger.reversal_of_reversal' });
    await expect(reverse(newId(t.now))).rejects.toMatchObject({ code: 'ledger.transfer_not_found' });
    expect(await readEntriesOf(t.services.reader, one.id, ['service_record:give'])).toHaveLength(2);
  });

  test('a preview answers like the posting and leaves nothing', async () => {
    const one = await t.volunteer('预览', county);
    const seen = await t.setUp((writer) => preview(writer, () => postEntry(writer, entry(one, 45, 'look'))));
    expect(seen.balance).toBe(45);
    expect((await balances(t.services.reader, [one.id])).credit_minutes).toBe(0);
  });

  test('P28 hours of a period as of a moment do not move with later postings', async () => {
    const one = await t.volunteer('时点', county);
    const before = t.now;
    const given = await post(entry(one, 190, 'june', { service_day: '2026-06-30' }));
    t.now = new Date(before.getTime() + 86_400_000);
    await t.setUp((writer) =>
      reverseTransaction(writer, { owner_id: one.id, transaction_id: given.transfer_id, reason: 'correction' }),
    );
    const half = { from: '2026-01-01', until: '2026-06-30' };
    const as = async (asOf: Date): Promise<number> =>
      (await balancesAsOf(t.services.reader, [one.id], half, asOf)).credit_minutes;
    expect([await as(new Date(before.getTime() - 1)), await as(before), await as(t.now)]).toEqual([0, 190, 0]);
    t.now = before;
  });
});

describe('any history', () => {
  const step = fc.record({
    who: fc.nat(3),
    unit: fc.constantFrom(...minuteUnits, pointsOf(book)),
    amount: fc.integer({ min: -200, max: 400 }).filter((amount) => amount !== 0),
    undo: fc.boolean(),
    day: fc.constantFrom('2026-03-05', '2026-11-15'),
    key: fc.nat(60),
    fold: fc.boolean(),
  });

  test('chains, balances and totals equal their lists, folded or not', async () => {
    const people = await Promise.all(['甲', '乙', '丙', '丁'].map((name) => t.volunteer(name, county)));
    let round = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        round += 1;
        for (const one of steps) {
          const person = people[one.who];
          if (person === undefined) continue;
          const given = one.undo
            ? await t.rows<{ id: string }>(
                sql`select transaction_id as id from ledger_legs where owner_id = ${person.id} and unit = ${one.unit} and sequence is not null order by sequence desc limit 1`,
              )
            : [];
          const act =
            given[0] === undefined
              ? post(
                  entry(person, one.amount, `${round} ${one.key}`, {
                    unit: one.unit,
                    service_day: one.day,
                    reason: one.amount < 0 ? 'elimination' : 'service_confirmed',
                  }),
                )
              : t.setUp((writer) =>
                  reverseTransaction(writer, {
                    owner_id: person.id,
                    transaction_id: given[0]?.id ?? '',
                    reason: 'reversal',
                  }),
                );
          await act.catch((refused: { code?: string }) => expect(refused.code).toMatch(/^(ledger|core)\./));
          if (one.fold) await foldTotals(t.services.pool);
        }
        expect((await verifyLedger(t.services.reader)).faults).toEqual([]);
        for (const unit of minuteUnits) {
          const listed = await t.rows<ChainedEntry>(sql`select ${entryColumns} from ${entries} where l.unit = ${unit}`);
          const sum = listed.reduce((total, row) => total + row.amount, 0);
          expect((await organizationTotals(t.services.reader, [province.id], year))[0]?.[unit]).toBe(sum);
        }
        const below = await t.rows(sql`select 1 from ledger_accounts where balance < 0 and unit not like 'points:%'`);
        expect(below).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });
});

describe('seal and verify', () => {
  test('a seal a night, each on the root before; the public reads it', async () => {
    const first = await sealLedger(t.services.pool, t.now);
    expect(first).toMatchObject({ number: 1, sealed_on: '2026-11-21' });
    expect(await sealLedger(t.services.pool, t.now)).toBeNull();
    await post(entry(lin, 30, 'after the seal'));
    const second = await sealLedger(t.services.pool, new Date(t.now.getTime() + 86_400_000));
    expect(second).toMatchObject({ number: 2, head_count: 1, previous_root: first?.root });
    const seals = await t.get<{ rows: { root: string }[] }>(null, '/api/seals?limit=1');
    expect(seals.body.rows.map((row) => row.root)).toEqual([second?.root]);
    expect(await verifyLedger(t.services.reader)).toMatchObject({ seals: 2, faults: [] });
  });

  /** Each plant is a change beneath the application; verify must name it, and hold again once it is taken back. */
  const plants: readonly (readonly [string, string, string, string])[] = [
    [
      'a changed amount',
      "update ledger_legs set amount = amount + 1 where transaction_id = $id and account like 'volunteer:%'",
      "update ledger_legs set amount = amount - 1 where transaction_id = $id and account like 'volunteer:%'",
      'chain',
    ],
    [
      'a moved day',
      "update ledger_transactions set service_day = '2026-01-01' where id = $id",
      "update ledger_transactions set service_day = '2026-11-15' where id = $id",
      'chain',
    ],
    [
      'a wrong balance',
      "update ledger_accounts set balance = balance + 60 where owner_id = $volunteer and unit = 'credit_minutes'",
      "update ledger_accounts set balance = balance - 60 where owner_id = $volunteer and unit = 'credit_minutes'",
      'head',
    ],
    [
      'a total of nobody',
      "insert into ledger_totals values ('00000000-0000-7000-8000-000000000001', 'day', '2026-01-01', 'points', 5)",
      "delete from ledger_totals where organization_id = '00000000-0000-7000-8000-000000000001'",
      'total',
    ],
    [
      'a path that is none',
      "update organizations set path = '/x/' where id = $province",
      "update organizations set path = '/' || ordinal || '/' where id = $province",
      'path',
    ],
    [
      'a path of another',
      "update organizations set path = '/999999999999/' where id = $province",
      "update organizations set path = '/' || ordinal || '/' where id = $province",
      'path',
    ],
    [
      'a raised year of a province',
      "update ledger_totals set amount = amount + 1 where organization_id = $province and span = 'year' and unit = 'credit_minutes'",
      "update ledger_totals set amount = amount - 1 where organization_id = $province and span = 'year' and unit = 'credit_minutes'",
      'total',
    ],
    [
      'a raised delta',
      'update ledger_deltas set amount = amount + 1 where owner_id = $volunteer',
      'update ledger_deltas set amount = amount - 1 where owner_id = $volunteer',
      'total',
    ],
    [
      'a changed seal',
      'update ledger_seals set root = reverse(root) where number = 1',
      'update ledger_seals set root = reverse(root) where number = 1',
      'seal',
    ],
    [
      'a dropped sealed head',
      "update ledger_sealed_heads set hash = reverse(hash) where owner_id = $volunteer and unit = 'credit_minutes' and seal_number = 2",
      "update ledger_sealed_heads set hash = reverse(hash) where owner_id = $volunteer and unit = 'credit_minutes' and seal_number = 2",
      'sealed_head',
    ],
  ];
  test.each(plants)('verify names %s', async (_, plant, back, check) => {
    const [first] = await t.rows<{ id: string }>(
      sql`select transaction_id as id from ledger_legs where owner_id = ${lin.id} and sequence = 1 and unit = 'credit_minutes'`,
    );
    const fill = (text: string): string =>
      text
        .replace('$id', `'${first?.id}'`)
        .replace('$volunteer', `'${lin.id}'`)
        .replace('$province', `'${province.id}'`);
    await t.rows(sql`${sql.raw(fill(plant))}`);
    const found = (await verifyLedger(t.services.reader)).faults;
    expect(found.map((fault) => fault.check)).toContain(check);
    await t.rows(sql`${sql.raw(fill(back))}`);
    expect((await verifyLedger(t.services.reader)).faults).toEqual([]);
  });

  test('a removed transfer is named, in the middle and at the end', async () => {
    const rows = await readChain(t.services.reader, credit(lin));
    expect(rows.length).toBe(2);
    const remove = (id: string | undefined): Promise<unknown> =>
      t.rows(sql`delete from ledger_legs where transaction_id = ${id} and sequence is not null`);
    await remove(rows[1]?.id);
    expect((await verifyLedger(t.services.reader)).faults).toContainEqual(
      expect.objectContaining({ check: 'head', says: 'the last transfer is missing' }),
    );
    await remove(rows[0]?.id);
    expect((await verifyLedger(t.services.reader)).faults).toContainEqual(
      expect.objectContaining({ check: 'head', where: `volunteer:${lin.id} credit_minutes` }),
    );
  });
});
