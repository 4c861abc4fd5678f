import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPublishedRoots, type PublishedRoot } from '../../domain/ledger/published-seals.ts';
import { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import { verifyInstallation } from '../records/service/verify-books.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../testing/test-app.ts';
import { postEntry } from './post.ts';
import { sealLedger } from './seal-ledger.ts';
import { verifyNights, verifyPublished, verifySealedTo } from './verify-sealing.ts';

/** Three nights of postings, sealed and published; then somebody with the database takes seals away or writes them anew. */
let t: TestApp & { close(): Promise<void> };
let county: TestOrganization;
let lin: TestPerson;
let kept: readonly PublishedRoot[];
const hour = 3_600_000;
const night = (day: number): Date => new Date(Date.UTC(2026, 2, day, 17, 10));

const serve = (key: string) =>
  t.setUp(async (writer) => {
    await postEntry(writer, {
      volunteer_id: lin.id,
      unit: 'credit_minutes',
      amount: 60,
      reason: 'service_confirmed',
      reference: `service_record:${key}`,
      organization_id: county.id,
      organization_path: county.path,
      service_day: '2026-03-05',
      request_key: key,
    });
    await writer.audit({ action: 'records.confirm', subject_type: 'service_record', subject_id: key });
  });
const roots = async (): Promise<readonly PublishedRoot[]> =>
  readPublishedRoots((await t.get(null, '/api/seal-roots')).raw.toString('utf8')).roots;

beforeAll(async () => {
  t = await testApp({ now: new Date(Date.UTC(2026, 2, 5, 2)) });
  county = await t.organization('云汀区青年志愿者协会');
  lin = await t.volunteer('林晓禾', county);
  for (const day of [5, 6, 7]) {
    t.now = new Date(Date.UTC(2026, 2, day, 2));
    await serve(`day ${day}`);
    t.now = night(day);
    expect(await sealLedger(t.services.pool, t.now)).not.toBeNull();
  }
  kept = await roots();
});
afterAll(async () => {
  await t.close();
});

/** Changes beneath the application, looked at and taken back. */
async function planted(
  plant: (reader: Reader) => Promise<unknown>,
  look: (reader: Reader) => Promise<readonly { where: string; says: string }[]>,
): Promise<string[]> {
  const client = await t.database.owner.connect();
  try {
    await client.query('begin');
    const reader = new Reader(client);
    await plant(reader);
    return (await look(reader)).map((fault) => `${fault.where} ${fault.says}`);
  } finally {
    await client.query('rollback');
    client.release();
  }
}
const run = (text: string) => async (reader: Reader) => {
  for (const one of text.split('; ')) await reader.all(sql.raw(one));
};
const published = (reader: Reader) => verifyPublished(reader, kept);

test('what was published and what stands are the same; a later night changes nothing about it', async () => {
  expect(kept.map((one) => one.sealed_on)).toEqual(['2026-03-06', '2026-03-07', '2026-03-08']);
  expect(await verifyPublished(t.services.reader, kept)).toEqual([]);
  expect(await verifyNights(t.services.reader)).toEqual([]);
  expect(await verifySealedTo(t.services.reader)).toEqual([]);
});

describe('published roots tell', () => {
  const all =
    'update ledger_accounts set sealed_sequence = 0; delete from ledger_sealed_heads; delete from ledger_seals';
  test('that all seals were deleted', async () => {
    expect(await planted(run(all), published)).toEqual(
      ['2026-03-06', '2026-03-07', '2026-03-08'].map(
        (day) =>
          `seal of ${day} was published, and is not in these books: its seal was deleted, or an older backup was restored`,
      ),
    );
  });
  test('that they were deleted and made anew', async () => {
    expect(
      await planted(
        run(
          `${all}; insert into ledger_seals select n, date '2026-03-05' + n, now(), 0, '', repeat('a', 64) from generate_series(1, 3) n`,
        ),
        published,
      ),
    ).toEqual([
      expect.stringContaining('seal of 2026-03-06 was published with another root'),
      expect.stringContaining('seal of 2026-03-07'),
      expect.stringContaining('seal of 2026-03-08'),
    ]);
  });
  test('that the backup of yesterday was put back', async () => {
    expect(
      await planted(
        run('delete from ledger_sealed_heads where seal_number = 3; delete from ledger_seals where number = 3'),
        published,
      ),
    ).toEqual([expect.stringContaining('seal of 2026-03-08 was published, and is not in these books')]);
  });
});

describe('a night without a seal', () => {
  const withoutLast = run(
    'delete from ledger_sealed_heads where seal_number = 3; delete from ledger_seals where number = 3',
  );
  test('a head that was sealed further than any seal says', async () => {
    expect(await planted(withoutLast, verifySealedTo)).toEqual([
      `volunteer:${lin.id} credit_minutes was sealed up to #3, and no seal says so`,
    ]);
  });

  /** An event in each of so many hours after the last posting. */
  const ran = (hours: number) => (reader: Reader) =>
    reader.all(sql`
    insert into audit_events (id, at, action, subject_type, subject_id, request_id)
    select new_id(at), at, 'accounts.sign_in', 'person', 'x', 'x' from (select ${new Date(Date.UTC(2026, 2, 7, 3))}::timestamptz + n * interval '1 hour' as at from generate_series(1, ${hours}::int) n) h`);
  const both = (hours: number) => async (reader: Reader) => {
    await withoutLast(reader);
    await ran(hours)(reader);
  };

  test.each([
    [24, 0],
    [25, 1],
  ])('after %i hours of running postings without a seal are %i fault', async (hours, faults) => {
    expect(await planted(both(hours), verifyNights)).toEqual(
      Array.from(
        { length: faults },
        () =>
          'postings since 2026-03-07T02:00:00.000Z are not sealed, though the platform ran for more than a day: a seal is missing',
      ),
    );
  });
  test('one who was switched off for a week is not blamed', async () => {
    expect(
      await planted(async (reader) => {
        await withoutLast(reader);
        t.now = new Date(night(7).getTime() + 7 * 24 * hour);
      }, verifyNights),
    ).toEqual([]);
  });
  test('a seal that came days later covers what another must have covered', async () => {
    const late = async (reader: Reader): Promise<void> => {
      await both(30)(reader);
      await reader.all(
        sql`insert into ledger_seals (number, sealed_on, sealed_at, head_count, previous_root, root) values (3, '2026-03-10', ${new Date(Date.UTC(2026, 2, 9, 17, 10))}, 1, '', '')`,
      );
      await reader.all(
        sql`insert into ledger_sealed_heads select owner_id, account, unit, 3, sequence, hash from ledger_accounts`,
      );
    };
    expect(await planted(late, verifyNights)).toEqual([
      'seal 3 of 2026-03-10 covers postings since 2026-03-07T02:00:00.000Z, though the platform ran for more than a day before it: a seal is missing',
    ]);
  });
});

test('a restore leaves what verify prints', async () => {
  await t.setUp((writer) =>
    writer.audit({
      action: 'platform.restore',
      subject_type: 'installation',
      subject_id: 'database',
      after: { taken_at: '2026-03-07T01:00:00.000Z' },
    }),
  );
  const found = await verifyInstallation(t.database.pool, kept);
  expect(found.restores).toEqual([{ at: t.now, taken_at: '2026-03-07T01:00:00.000Z' }]);
  expect(found.faults.filter((fault) => fault.check === 'published')).toEqual([]);
});
