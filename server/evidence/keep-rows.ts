/**
 * Each night the keys of new rows of evidence are written down, under an audit event that holds their hash and is sealed itself.
 * What was changed by hand until then is written down too: no later write of the same row, and no restore, hides it.
 */
import type { Pool } from 'pg';
import { inTransaction } from '../db/in-transaction.ts';
import { leaveEvent } from '../db/leave-event.ts';
import type { Reader } from '../db/reader.ts';
import { sql, type Sql } from '../db/sql.ts';
import {
  forgedEvents,
  keptTables,
  keysOf,
  liesOnSeveral,
  rowsByHand,
  type FoundRow,
  type RowsDeps,
} from './explained-rows.ts';

export type KeepDeps = RowsDeps & { readonly pool: Pool; readonly clock: () => Date };

/** The hash of the keys of each night: of pieces first, so that no text grows with the rows. */
export const keptHashes: Sql = sql`
  select kept_at, sum(rows)::bigint as rows, encode(sha256(string_agg(hash, ''::bytea order by piece collate "C")), 'hex') as hash
  from (select kept_at, right(row_key, 3) as piece, count(*) as rows, sha256(convert_to(string_agg(table_name || ' ' || row_key, E'\\n' order by table_name collate "C", row_key collate "C"), 'UTF8')) as hash
    from kept_rows group by 1, 2) pieces group by kept_at`;

/** What earlier nights found. */
export const foundBefore: Sql = sql`
  select e.at, f ->> 'table' as table, f ->> 'key' as key from audit_events e, jsonb_array_elements(e.after -> 'rows') f where e.action = 'platform.found_rows'`;

/** Returns how many rows were new. */
export async function keepRows({ pool, evidence, secrets, clock }: KeepDeps): Promise<number> {
  const now = clock();
  return inTransaction(pool, async (reader) => {
    await reader.all(sql`select pg_advisory_xact_lock(71640003)`);
    if (await liesOnSeveral(reader)) return 0;
    const leave = (action: 'platform.found_rows' | 'platform.keep_rows', after: object): Promise<void> =>
      leaveEvent(reader, secrets, {
        now,
        action,
        subject_type: 'installation',
        subject_id: 'database',
        after,
        request_id: 'job keep_rows',
      });
    const byHand = await rowsByHand(reader, { evidence, forged: await forgedEvents(reader, secrets) });
    const fresh = await notFoundBefore(reader, byHand);
    if (fresh.length > 0) await leave('platform.found_rows', { rows: fresh });
    await writeDown(reader, evidence, { now, byHand });
    const night = await reader.maybe<{ rows: number; hash: string }>(
      sql`select rows, hash from (${keptHashes}) nights where kept_at = ${now}`,
    );
    if (night !== undefined) await leave('platform.keep_rows', night);
    return night?.rows ?? 0;
  });
}

async function notFoundBefore(reader: Reader, rows: readonly FoundRow[]): Promise<FoundRow[]> {
  if (rows.length === 0) return [];
  return reader.all<FoundRow>(sql`
    select f.table, f.key from unnest(${rows.map((row) => row.table)}::text[], ${rows.map((row) => row.key)}::text[]) as f ("table", key)
    where not exists (select from (${foundBefore}) b where b.table = f.table and b.key = f.key)`);
}

/** Rows put in by hand are not kept. One that was removed and came back is kept anew. */
async function writeDown(
  reader: Reader,
  evidence: RowsDeps['evidence'],
  { now, byHand }: { readonly now: Date; readonly byHand: readonly FoundRow[] },
): Promise<void> {
  const tables = keptTables(evidence);
  const keyOf = await keysOf(reader, tables);
  for (const table of tables) {
    const strange = byHand.filter((row) => row.table === table).map((row) => row.key);
    await reader.all(sql`
      insert into kept_rows (row_key, table_name, kept_at)
      select r.key, ${table}, ${now} from (select ${keyOf(table)} as key from ${sql.raw(table)}) r
      where r.key <> all(${strange}::text[]) and not exists (
        select from kept_rows k where k.table_name = ${table} and k.row_key = r.key
          and not exists (select from removed_rows g where g.table_name = ${table} and g.row_key = r.key and g.removed_at >= k.kept_at))`);
  }
}
