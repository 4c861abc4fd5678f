/**
 * Seals every personal field anew under the current key, in batches, while the platform is in use. A batch is one
 * transaction, so it may be stopped and started again at any moment. Sealed are the columns whose name ends in
 * `_encrypted`, and the answers kept by request key.
 */
import type { Pool, PoolClient } from 'pg';
import type { SecretBox } from '../security/secret-box.ts';

type Place = { readonly table: string; readonly column: string };
type SealedRow = { readonly place: string; readonly sealed: Buffer };

const batchSize = 1000;

export async function sealedPlaces(pool: Pool): Promise<Place[]> {
  const { rows } = await pool.query<Place>(`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and data_type = 'bytea' and column_name like '%\\_encrypted' order by 1, 2`);
  return rows;
}

/** How many values each key version still seals. */
export async function sealedByVersion(pool: Pool): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  const add = (rows: readonly { version: number; count: number }[]): void => {
    for (const { version, count } of rows) counts.set(version, (counts.get(version) ?? 0) + count);
  };
  for (const { table, column } of await sealedPlaces(pool)) {
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
    select get_byte(decode(answer ->> 'sealed', 'base64'), 0) as version, count(*) as count from request_keys where answer ? 'sealed' group by 1`)
    ).rows,
  );
  return counts;
}

/** Returns how many values were sealed anew. */
export async function rotateKeys(
  pool: Pool,
  secrets: SecretBox,
  progress: (done: number) => void = () => undefined,
): Promise<number> {
  let done = 0;
  const count = (sealed: number): void => progress((done += sealed));
  for (const { table, column } of await sealedPlaces(pool)) {
    await inBatches(pool, count, async (client, after) => {
      const { rows } = await client.query<SealedRow>(
        `
        select ctid::text as place, ${column} as sealed from ${table}
        where ctid > $1::tid and ${column} is not null and get_byte(${column}, 0) <> $2 order by ctid limit ${batchSize} for update`,
        [after, secrets.current],
      );
      await client.query(
        `
        update ${table} set ${column} = fresh.sealed from unnest($1::tid[], $2::bytea[]) as fresh (place, sealed) where ${table}.ctid = fresh.place`,
        [rows.map((row) => row.place), rows.map((row) => secrets.seal(secrets.open(row.sealed)))],
      );
      return rows;
    });
  }
  await inBatches(pool, count, async (client, after) => {
    const { rows } = await client.query<SealedRow>(
      `
      select ctid::text as place, decode(answer ->> 'sealed', 'base64') as sealed from request_keys
      where ctid > $1::tid and answer ? 'sealed' and get_byte(decode(answer ->> 'sealed', 'base64'), 0) <> $2 order by ctid limit ${batchSize} for update`,
      [after, secrets.current],
    );
    await client.query(
      `
      update request_keys k set answer = jsonb_build_object('sealed', fresh.sealed) from unnest($1::tid[], $2::text[]) as fresh (place, sealed) where k.ctid = fresh.place`,
      [rows.map((row) => row.place), rows.map((row) => secrets.seal(secrets.open(row.sealed)).toString('base64'))],
    );
    return rows;
  });
  return done;
}

async function inBatches(
  pool: Pool,
  count: (sealed: number) => void,
  work: (client: PoolClient, after: string) => Promise<readonly SealedRow[]>,
): Promise<void> {
  let after = '(0,0)';
  for (;;) {
    const client = await pool.connect();
    try {
      await client.query('begin');
      const rows = await work(client, after);
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
