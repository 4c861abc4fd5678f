import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';

/**
 * For statements that look at every row of two tables: the planner expects every row to be broken, and so takes each one by
 * itself to an index where one pass through both is meant.
 */
export async function inOnePass<T>(reader: Reader, look: () => Promise<T>): Promise<T> {
  await reader.all(sql`select set_config('enable_nestloop', 'off', true)`);
  const found = await look();
  await reader.all(sql`select set_config('enable_nestloop', 'on', true)`);
  return found;
}
