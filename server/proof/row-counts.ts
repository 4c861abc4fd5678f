import { sql } from '../db/sql.ts';
import type { TestApp } from '../testing/test-app.ts';

/** Tables that count what was tried; a refused attempt may leave a row in them, and an event whose name says "refused". */
const mayGrow = ['sign_in_attempts', 'sign_in_codes', 'call_counts', 'refused_stamps'];

/** Rows and content of every table, so that "nothing changed" can be said of the whole database. */
export async function rowCounts(t: TestApp): Promise<Record<string, string>> {
  const tables = await t.rows<{ name: string }>(
    sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  );
  const counted = tables
    .filter(({ name }) => !mayGrow.includes(name))
    .map(({ name }) =>
      sql.raw(
        `select '${name}' as name, count(*)::int as rows, coalesce(sum(hashtext(t::text)::bigint), 0)::text as hash from ${name} t${name === 'audit_events' ? " where action not like '%\\_refused'" : ''}`,
      ),
    );
  const rows = await t.rows<{ name: string; rows: number; hash: string }>(sql.join(counted, ' union all '));
  return Object.fromEntries(rows.map(({ name, rows: count, hash }) => [name, `${count} rows, sum ${hash}`]));
}

export function changes(before: Record<string, string>, after: Record<string, string>): string[] {
  return Object.keys(after)
    .filter((table) => before[table] !== after[table])
    .map((table) => `${table}: ${before[table]} became ${after[table]}`);
}
