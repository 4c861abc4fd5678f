/**
 * Seals every personal field anew under the current key, in batches, while the platform is in use. A batch is one
 * transaction, so it may be stopped and started again at any moment. Sealed are the columns whose name ends in
 * `_encrypted`, and the answers kept by request key.
 */
import type { Pool, PoolClient } from 'pg';
import { leaveEvent, type OwnEvent } from '../db/leave-event.ts';
import { Reader } from '../db/reader.ts';
import type { SecretBox } from '../security/secret-box.ts';

type Place = { readonly table: string; readonly column: string };
type EncryptedRow = { readonly place: string; readonly encrypted: Buffer };

const batchSize = 1000;

async function encryptedPlaces(pool: Pool): Promise<Place[]> {
  const { rows } = await pool.query<Place>(`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and data_type = 'bytea' and column_name like '%\\_encrypted' order by 1, 2`);
  return rows;
}

/** How many values each key version still seals. */
export async function encryptedByVersion(pool: Pool): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  const add = (rows: readonly { version: number; count: number }[]): void => {
    for (const { version, count } of rows) counts.set(version, (counts.get(version) ?? 0) + count);
  };
  for (const { table, column } of await encryptedPlaces(pool)) {
    add(
      (
        await pool.query<{ version: number; count: number }>(
          `select get_byte(${column}, 0) as version, count(*) as count from ${table} where ${column} is not null group by 1`,
        )
      ).rows,
    );
  }
  add(
    (
      await pool.query<{ version: number; count: number }>(`
    select get_byte(decode(answer ->> 'encrypted', 'base64'), 0) as version, count(*) as count from request_keys where answer ? 'encrypted' group by 1`)
    ).rows,
  );
  return counts;
}

/** Returns how many values were encrypted anew. */
export async function rotateKeys(
  pool: Pool,
  secrets: SecretBox,
  progress: (done: number) => void = () => undefined,
): Promise<number> {
  let done = 0;
  const count = (encrypted: number): void => progress((done += encrypted));
  for (const { table, column } of await encryptedPlaces(pool)) {
    await inBatches({ pool, secrets }, count, async (client, after) => {
      const { rows } = await client.query<EncryptedRow>(
        `
        select ctid::text as place, ${column} as encrypted from ${table}
        where ctid > $1::tid and ${column} is not null and get_byte(${column}, 0) <> $2 order by ctid limit ${batchSize} for update`,
        [after, secrets.current],
      );
      await client.query(
        `
        update ${table} set ${column} = fresh.encrypted from unnest($1::tid[], $2::bytea[]) as fresh (place, encrypted) where ${table}.ctid = fresh.place`,
        [rows.map((row) => row.place), rows.map((row) => secrets.encrypt(secrets.decrypt(row.encrypted)))],
      );
      return rows;
    });
  }
  await inBatches({ pool, secrets }, count, async (client, after) => {
    const { rows } = await client.query<EncryptedRow>(
      `
      select ctid::text as place, decode(answer ->> 'encrypted', 'base64') as encrypted from request_keys
      where ctid > $1::tid and answer ? 'encrypted' and get_byte(decode(answer ->> 'encrypted', 'base64'), 0) <> $2 order by ctid limit ${batchSize} for update`,
      [after, secrets.current],
    );
    await client.query(
      `
      update request_keys k set answer = jsonb_build_object('encrypted', fresh.encrypted) from unnest($1::tid[], $2::text[]) as fresh (place, encrypted) where k.ctid = fresh.place`,
      [
        rows.map((row) => row.place),
        rows.map((row) => secrets.encrypt(secrets.decrypt(row.encrypted)).toString('base64')),
      ],
    );
    return rows;
  });
  return done;
}

/** Each batch explains the rows that it changed (decision 062). */
const ofBatch = (values: number): OwnEvent => ({
  now: new Date(),
  action: 'platform.rotate_keys',
  subject_type: 'field_key',
  subject_id: 'batch',
  after: { values },
  request_id: 'rotate-keys',
});

async function inBatches(
  { pool, secrets }: { readonly pool: Pool; readonly secrets: SecretBox },
  count: (encrypted: number) => void,
  work: (client: PoolClient, after: string) => Promise<readonly EncryptedRow[]>,
): Promise<void> {
  let after = '(0,0)';
  for (;;) {
    const client = await pool.connect();
    try {
      await client.query('begin');
      const rows = await work(client, after);
      if (rows.length > 0) await leaveEvent(new Reader(client), secrets, ofBatch(rows.length));
      await client.query('commit');
      count(rows.length);
      if (rows.length < batchSize) return;
      after = rows.at(-1)?.place ?? after;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }
}
