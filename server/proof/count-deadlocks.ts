import type { TestApp } from '../testing/test-app.ts';

/**
 * Deadlocks of this database so far. A write tries again after one, so answers alone would hide it. Each connection keeps its
 * count to itself for a while: all of the pool are asked to hand theirs over first.
 */
export async function countDeadlocks(t: TestApp): Promise<number> {
  const { pool } = t.database;
  const clients = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()));
  try {
    for (const client of clients) await client.query('select pg_stat_force_next_flush()');
    const { rows } = await (clients[0] ?? pool).query<{ deadlocks: number }>(
      'select deadlocks from pg_stat_database where datname = current_database()',
    );
    return rows[0]?.deadlocks ?? 0;
  } finally {
    for (const client of clients) client.release();
  }
}
