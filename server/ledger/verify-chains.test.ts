import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstChainFault } from '../../domain/ledger/chain-check.ts';
import { canonicalText, type ChainedTransfer } from '../../domain/ledger/transfer.ts';
import { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import { verifyBooks } from '../records/service/verify-books.ts';
import { testApp, type TestApp, type TestPerson } from '../testing/test-app.ts';
import { postEntry, reverseEntry } from './post-entry.ts';
import { transferColumns } from './queries.ts';
import { hashText } from './seal-ledger.ts';
import { verifyChains } from './verify-chains.ts';

/** The database finds exactly the chains in which domain/ledger finds a fault, and the domain names the row. */
let t: TestApp & { close(): Promise<void> };
let people: TestPerson[];

beforeAll(async () => {
  t = await testApp();
  const county = await t.organization('云汀区青年志愿者协会');
  people = await Promise.all(['甲', '乙', '丙'].map((name) => t.volunteer(name, county)));
  for (const person of people) {
    for (const [unit, amounts] of [
      ['credit_minutes', [120, 60, 90, -30]],
      ['honorary_minutes', [45]],
      ['points', [3, 5]],
    ] as const) {
      for (const [index, amount] of amounts.entries()) {
        const posted = await t.setUp((writer) =>
          postEntry(writer, {
            volunteer_id: person.id,
            unit,
            amount,
            reason: amount > 0 ? 'service_confirmed' : 'elimination',
            reference: `service_record:\\${index}`,
            organization_id: county.id,
            service_day: '2026-03-05',
            request_key: `${unit} ${index}`,
          }),
        );
        if (index === 1)
          await t.setUp((writer) =>
            reverseEntry(writer, { volunteer_id: person.id, transfer_id: posted.transfer_id, reason: 'correction' }),
          );
      }
    }
  }
});
afterAll(async () => {
  await t.close();
});

/** Changes beneath the application, looked at and taken back. */
async function planted<T>(
  plant: (reader: Reader) => Promise<unknown>,
  look: (reader: Reader) => Promise<T>,
): Promise<T> {
  const client = await t.database.pool.connect();
  try {
    await client.query('begin');
    await plant(new Reader(client));
    return await look(new Reader(client));
  } finally {
    await client.query('rollback');
    client.release();
  }
}

test('untouched books hold, as one snapshot on two connections', async () => {
  expect(await verifyBooks(t.database.pool)).toMatchObject({
    transfers: 27,
    chains: 9,
    seals: 0,
    faults: expect.not.arrayContaining([expect.objectContaining({ check: 'chain' })]),
  });
  expect(await verifyChains(t.services.reader)).toEqual({ transfers: 27, chains: 9, faults: [] });
});

const fields: readonly (readonly [string, string])[] = [
  ['previous_hash', 'reverse(previous_hash)'],
  ['hash', 'reverse(hash)'],
  ['id', 'gen_random_uuid()'],
  ['debit_account', "debit_account || '0'"],
  ['credit_account', "credit_account || '0'"],
  ['amount', 'amount + 1'],
  ['balance_after', 'balance_after + 1'],
  ['reason', "reason || 's'"],
  ['reference', "reference || '/'"],
  ['reverses_id', 'gen_random_uuid()'],
  ['organization_id', 'gen_random_uuid()'],
  ['service_day', 'service_day + 1'],
  ['posted_at', "posted_at + interval '1 millisecond'"],
  ['request_key', "request_key || '.'"],
];
test('every field of a transfer is one of these, is where it stands in the chain, or names the chain', async () => {
  const columns = await t.rows<{ name: string }>(
    sql`select column_name::text as name from information_schema.columns where table_name = 'ledger_transfers' and table_schema = 'public'`,
  );
  expect([...fields.map(([name]) => name), 'volunteer_id', 'unit', 'sequence'].sort()).toEqual(
    columns.map((column) => column.name).sort(),
  );
});

test.each(fields)('a changed %s is found at its row', async (field, value) => {
  const found = await planted(
    (reader) =>
      reader.all(
        sql`update ledger_transfers set ${sql.raw(`${field} = ${value}`)} where volunteer_id = ${people[0]?.id} and unit = 'credit_minutes' and sequence = 2`,
      ),
    verifyChains,
  );
  expect(found.faults).toEqual([
    expect.objectContaining({ check: 'chain', where: expect.stringMatching(`^${people[0]?.id} credit_minutes #2 `) }),
  ]);
});

test.each(['previous_hash', 'hash', 'amount', 'balance_after', 'reason', 'reference', 'service_day'])(
  'an emptied %s is found in the last row too, where nothing follows that would miss it',
  async (field) => {
    const found = await planted(
      async (reader) => {
        await reader.all(sql`alter table ledger_transfers alter column ${sql.raw(field)} drop not null`);
        await reader.all(
          sql`update ledger_transfers set ${sql.raw(field)} = null where volunteer_id = ${people[0]?.id} and unit = 'honorary_minutes'`,
        );
      },
      async (reader) =>
        (await verifyChains(reader)).faults.map((fault) => fault.where.split(' ').slice(0, 2).join(' ')),
    );
    expect(found).toEqual([`${people[0]?.id} honorary_minutes`]);
  },
);

test('a transfer that is there twice is found, though somebody took the keys away that forbid it', async () => {
  const found = await planted(async (reader) => {
    await reader.all(sql`alter table ledger_transfers drop constraint ledger_transfers__volunteer_id_unit_sequence, drop constraint ledger_transfers__volunteer_id_id,
      drop constraint ledger_transfers__volunteer_id_request_key, drop constraint ledger_transfers__volunteer_id_reverses_id`);
    await reader.all(
      sql`insert into ledger_transfers select * from ledger_transfers where volunteer_id = ${people[1]?.id} and unit = 'honorary_minutes'`,
    );
  }, verifyChains);
  expect(found.faults).toEqual([
    expect.objectContaining({ check: 'chain', where: expect.stringMatching(`^${people[1]?.id} honorary_minutes `) }),
  ]);
});

test.each([
  ['the head', 'delete from ledger_heads', 'the head is missing'],
  ['all transfers', 'delete from ledger_transfers', 'all transfers of this chain are missing'],
])('%s of a chain taken away is found', async (_, remove, says) => {
  const found = await planted(
    (reader) => reader.all(sql`${sql.raw(remove)} where volunteer_id = ${people[2]?.id} and unit = 'points'`),
    verifyChains,
  );
  expect(found.faults).toEqual([{ check: 'head', where: `${people[2]?.id} points`, says }]);
});

/** Changes one row, and on request hashes it anew as somebody who knows the code would, with or without the rows after it and the head. */
async function forge(
  reader: Reader,
  forged: {
    readonly field: number;
    readonly person: number;
    readonly sequence: number;
    readonly rehash: 'no' | 'row' | 'rest';
  },
): Promise<void> {
  const volunteer = people[forged.person]?.id;
  const [field, value] = fields[forged.field] ?? ['amount', 'amount + 1'];
  await reader.all(
    sql`update ledger_transfers set ${sql.raw(`${field} = ${value}`)} where volunteer_id = ${volunteer} and unit = 'credit_minutes' and sequence = ${forged.sequence}`,
  );
  if (forged.rehash === 'no') return;
  const rows = await reader.all<ChainedTransfer>(
    sql`select ${transferColumns} from ledger_transfers where volunteer_id = ${volunteer} and unit = 'credit_minutes' and sequence >= ${forged.sequence} order by sequence`,
  );
  let previous = rows[0]?.previous_hash ?? '';
  for (const row of rows.slice(0, forged.rehash === 'row' ? 1 : rows.length)) {
    const hash = hashText(canonicalText(row, previous));
    await reader.all(
      sql`update ledger_transfers set previous_hash = ${previous}, hash = ${hash} where volunteer_id = ${volunteer} and unit = 'credit_minutes' and sequence = ${row.sequence}`,
    );
    previous = hash;
  }
  if (forged.rehash === 'rest')
    await reader.all(
      sql`update ledger_heads set hash = ${previous} where volunteer_id = ${volunteer} and unit = 'credit_minutes'`,
    );
}

/** Row by row, as the domain says it. */
async function naive(reader: Reader): Promise<string[]> {
  const rows = await reader.all<ChainedTransfer>(
    sql`select ${transferColumns} from ledger_transfers order by volunteer_id, unit, sequence`,
  );
  const heads = await reader.all<{ key: string; sequence: number; hash: string; balance: number }>(
    sql`select volunteer_id || ' ' || unit as key, sequence, hash, balance from ledger_heads order by 1`,
  );
  return heads
    .filter((head) => {
      const chain = rows.filter((row) => `${row.volunteer_id} ${row.unit}` === head.key);
      const last = chain.at(-1);
      return (
        firstChainFault(chain, hashText) !== null ||
        last?.hash !== head.hash ||
        last.sequence !== head.sequence ||
        last.balance_after !== head.balance
      );
    })
    .map((head) => head.key);
}

test('whatever is forged, the database and the domain find the same chains', async () => {
  const forgery = fc.record({
    field: fc.nat(fields.length - 1),
    person: fc.nat(2),
    sequence: fc.integer({ min: 1, max: 5 }),
    rehash: fc.constantFrom('no', 'row', 'rest' as const),
  });
  const seen = { broken: 0, whole: 0 };
  await fc.assert(
    fc.asyncProperty(forgery, async (forged) => {
      const [fast, slow] = await planted(
        (reader) => forge(reader, forged),
        async (reader) => [(await verifyChains(reader)).faults, await naive(reader)] as const,
      );
      expect(fast.map((fault) => fault.where.split(' ').slice(0, 2).join(' '))).toEqual(slow);
      expect(fast.map((fault) => fault.says)).not.toContain(
        'the database and the platform do not compute the same hash',
      );
      seen[slow.length > 0 ? 'broken' : 'whole'] += 1;
    }),
    { numRuns: 80 },
  );
  expect(seen.broken).toBeGreaterThan(20); // what is forged to the end of a chain, head and all, only the seal shows
});
