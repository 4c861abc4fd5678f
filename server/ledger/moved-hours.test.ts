import { beforeEach, expect, test } from 'vitest';
import { genesisHash } from '../../domain/ledger/transaction.ts';
import { migrate, readMigrations } from '../db/migrate.ts';
import type { Database } from '../db/open.ts';
import { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import { testDatabase } from '../testing/test-database.ts';
import { foldTotals } from './fold-totals.ts';
import { balances, givenAsItStood, organizationTotals } from './queries.ts';
import { hashText, sealLedger } from './seal-ledger.ts';
import { verifyLedger } from './verify-ledger.ts';

/** Hours that were posted before accounts came: a database of that version, filled by its own function, moves along. */
const first = 720;
const [lin, wang] = ['01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002'];
const team = '01900000-0000-7000-8000-0000000000aa';
let database: Database;

beforeEach(async () => {
  database = await testDatabase();
  await database.owner.query('drop schema public cascade; create schema public');
  await migrate(
    database.owner,
    readMigrations().filter((one) => one.number < first),
  );
  await database.owner.query(
    `insert into organizations (id, ordinal, path, kind, name_zh, founded_on, created_at) overriding system value values ('${team}', 7, '/7/', 'team', '江边服务队', '2020-01-01', now())`,
  );
  let number = 0;
  const give = async (who: string, unit: string, amount: number, reverses: string | null = null): Promise<string> => {
    number += 1;
    const id = `01910000-0000-7000-8000-${String(number).padStart(12, '0')}`;
    const [from, to] =
      amount > 0 ? [`organization:${team}`, `volunteer:${who}`] : [`volunteer:${who}`, `organization:${team}`];
    await database.owner.query('select ledger_post($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, false)', [
      who,
      unit,
      id,
      from,
      to,
      Math.abs(amount),
      reverses === null ? 'service_confirmed' : 'correction',
      `service_record:${number}`,
      reverses,
      team,
      '2026-03-05',
      `2026-03-0${number}T02:00:00.123Z`,
      `key ${number}`,
    ]);
    return id;
  };
  await give(lin, 'credit_minutes', 120);
  const wrong = await give(lin, 'honorary_minutes', 60);
  await seal(1, '2026-03-03', genesisHash);
  await give(lin, 'honorary_minutes', -60, wrong);
  await give(wang, 'credit_minutes', 90);
  const [{ root } = { root: '' }] = (await database.owner.query<{ root: string }>('select root from ledger_seals'))
    .rows;
  await seal(2, '2026-03-05', root);
  await give(lin, 'credit_minutes', 30);
  return () => database.close();
});

/** As the version before sealed its heads. */
async function seal(number: number, day: string, previous: string): Promise<void> {
  const { rows } = await database.owner.query<{ line: string }>(
    `update ledger_heads set sealed_sequence = sequence where sequence > sealed_sequence returning concat_ws(' ', volunteer_id, unit, sequence, hash) as line`,
  );
  const lines = rows.map((row) => row.line).sort();
  await database.owner.query('insert into ledger_seals values ($1, $2, now(), $3, $4, $5)', [
    number,
    day,
    lines.length,
    previous,
    hashText(['seal 2', previous, day, genesisHash, lines.length, ...lines].join('\n')),
  ]);
  for (const line of lines) {
    const [volunteer, unit, sequence, hash] = line.split(' ');
    await database.owner.query('insert into ledger_sealed_heads values ($1, $2, $3, $4, $5)', [
      volunteer,
      unit,
      number,
      sequence,
      hash,
    ]);
  }
}

test('balances, chains, totals, seals and what waits to be folded are as before, and hold; the chain goes on', async () => {
  await migrate(database.owner, readMigrations());
  const reader = new Reader(database.owner);
  expect(await verifyLedger(reader)).toEqual({ transfers: 5, chains: 3, seals: 2, faults: [] });
  expect(await balances(reader, [lin])).toEqual({ credit_minutes: 150, honorary_minutes: 0 });
  expect(await balances(reader, [wang])).toEqual({ credit_minutes: 90, honorary_minutes: 0 });
  const march = { from: '2026-03-01', until: '2026-03-31' };
  const total = { organization_id: team, credit_minutes: 240, honorary_minutes: 0 };
  expect(await organizationTotals(reader, [team], march)).toEqual([total]);
  await foldTotals(database.owner);
  expect(await organizationTotals(reader, [team], march)).toEqual([total]);
  // struck on the third day: what was said on the second stays
  expect((await givenAsItStood(reader, '/7/', march, new Date('2026-03-02T12:00:00Z'))).honorary_minutes).toBe(60);
  expect(await sealLedger(database.owner, new Date('2026-03-06T17:10:00Z'))).toMatchObject({
    number: 3,
    head_count: 1,
  });
  expect((await verifyLedger(reader)).faults).toEqual([]);
  expect(await reader.all(sql`select to_regclass('ledger_transfers') as old`)).toEqual([{ old: null }]);
});

test.each([
  ['a transfer', `update ledger_transfers set amount = amount + 1 where volunteer_id = '${lin}' and sequence = 1`],
  ['a balance', `update ledger_heads set balance = balance + 1 where volunteer_id = '${wang}'`],
  ['a removed transfer', `delete from ledger_transfers where volunteer_id = '${wang}'`],
])('%s that was changed beneath is not hashed anew as if it were right', async (_, plant) => {
  await database.owner.query(plant);
  await expect(migrate(database.owner, readMigrations())).rejects.toThrow(
    /The ledger does not hold: run `npm run verify`/,
  );
});
