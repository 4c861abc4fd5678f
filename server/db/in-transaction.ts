/** Several statements as one: for jobs and checks, which are no requests. What users write goes through write(). */
import type { Pool } from 'pg';
import { Reader } from './reader.ts';
import { sql } from './sql.ts';

/** All of it is kept, or nothing. */
export function inTransaction<T>(pool: Pool, work: (reader: Reader) => Promise<T>): Promise<T> {
  return between(pool, 'begin', 'commit', work);
}

const snapshot = 'begin isolation level repeatable read read only';

/** Every statement sees the same instant, while others go on writing. */
export function inSnapshot<T>(pool: Pool, work: (reader: Reader) => Promise<T>): Promise<T> {
  return between(pool, snapshot, 'rollback', work);
}

/** Two connections that see the same instant, so that both work at once. */
export function inOneSnapshot<One, Other>(
  pool: Pool,
  one: (reader: Reader) => Promise<One>,
  other: (reader: Reader) => Promise<Other>,
): Promise<[One, Other]> {
  return inSnapshot(pool, async (reader) => {
    const { name } = await reader.one<{ name: string }>(sql`select pg_export_snapshot() as name`);
    return Promise.all([
      one(reader),
      between(pool, `${snapshot}; set transaction snapshot '${name}'`, 'rollback', other),
    ]);
  });
}

async function between<T>(pool: Pool, begin: string, end: string, work: (reader: Reader) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(begin);
    const answer = await work(new Reader(client));
    await client.query(end);
    return answer;
  } catch (error) {
    await client.query('rollback').catch((fault: Error) => {
      broken = fault;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
