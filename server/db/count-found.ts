/** Counts what a query of somebody else finds: who owns the rows asks, and here stands only how they are counted. */
import type { BusinessDate } from '../../domain/time.ts';
import type { Reader } from './reader.ts';
import { sql, type Sql } from './sql.ts';

export type Counted = { readonly count: number; readonly names: readonly string[] };

/** The greatest of the days that a query finds under the name `day`, today at the latest. */
export async function greatestDay(reader: Reader, days: Sql, today: BusinessDate): Promise<BusinessDate | null> {
  const { day } = await reader.one<{ day: BusinessDate | null }>(
    sql`select max(day)::text as day from (${days}) found (day) where day <= ${today}::date`,
  );
  return day;
}

const namesShown = 8;

/** How many rows a query finds, and the first of their names. */
export async function countNamed(reader: Reader, names: Sql): Promise<Counted> {
  const rows = await reader.all<{ name: string; count: number }>(
    sql`select name, count(*) over ()::int as count from (${names}) found (name) limit ${namesShown}`,
  );
  return { count: rows[0]?.count ?? 0, names: rows.map((row) => row.name) };
}

export async function countRows(reader: Reader, rows: Sql): Promise<Counted> {
  const { count } = await reader.one<{ count: number }>(sql`select count(*)::int as count from (${rows}) found`);
  return { count, names: [] };
}
