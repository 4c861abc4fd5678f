/** Names each row of evidence that was changed or put in by hand, or is gone: whatever the table, whatever the column (decision 062). */
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { Fault } from '../ledger/fault.ts';
import { each, forgedEvents, keptTables, keysOf, liesOnSeveral, rowsByHand, type RowsDeps } from './explained-rows.ts';
import { foundBefore, keptHashes } from './keep-rows.ts';

const shownAtMost = 40;

export async function verifyRows(reader: Reader, { evidence, secrets }: RowsDeps): Promise<Fault[]> {
  if (await liesOnSeveral(reader)) return [];
  const forged = await forgedEvents(reader, secrets, shownAtMost);
  return [
    ...forged.map((id): Fault => ({
      check: 'audit',
      where: `event ${id}`,
      says: 'was put in by hand: the platform did not make its id',
    })),
    ...(await writtenByHand(reader, evidence, forged)),
    ...(await goneRows(reader, evidence)),
    ...(await goneAttendances(reader)),
    ...(await changedKeeping(reader)),
    ...(await touchedEvents(reader)),
    ...(await plantedTriggers(reader)),
  ];
}

/** The write that left the row, seen by the number of its transaction, left no audit event: it was none of the platform's. */
export async function writtenByHand(
  reader: Reader,
  evidence: RowsDeps['evidence'],
  forged: readonly string[],
): Promise<Fault[]> {
  const now = (await rowsByHand(reader, { evidence, forged }, shownAtMost)).map((row): Fault => ({
    check: 'row',
    where: `${row.table} ${row.key}`,
    says: 'was changed or put in by hand: the write that left it left no audit event',
  }));
  const before = (
    await reader.all<{ at: Date; table: string; key: string }>(
      sql`${foundBefore} order by e.at, 2, 3 limit ${shownAtMost}`,
    )
  ).map((row): Fault => ({
    check: 'row',
    where: `${row.table} ${row.key}`,
    says: `was changed or put in by hand before the night of ${row.at.toISOString()}, which found it`,
  }));
  return [...now, ...before.filter((fault) => !now.some((other) => other.where === fault.where))];
}

export async function goneRows(reader: Reader, evidence: RowsDeps['evidence']): Promise<Fault[]> {
  const tables = keptTables(evidence);
  if (tables.length === 0) return [];
  const keyOf = await keysOf(reader, tables);
  const rows = await reader.all<{ name: string; key: string }>(sql`
    select k.table_name as name, k.row_key as key from kept_rows k
      left join (${each(tables, (table) => sql`select ${sql.raw(`'${table}'`)}::text as name, ${keyOf(table)} as key from ${sql.raw(table)}`)}) r on r.name = k.table_name and r.key = k.row_key
    where k.table_name = any(${tables}::text[]) and r.key is null and not exists (select from removed_rows g where g.table_name = k.table_name and g.row_key = k.row_key and g.removed_at >= k.kept_at)
    order by 1, 2 limit ${shownAtMost}`);
  return rows.map(({ name, key }): Fault => ({
    check: 'row',
    where: `${name} ${key}`,
    says: 'is gone, or has another key: it stood there in an earlier night',
  }));
}

/** Attendances are many, and their stamps and records speak of them. */
export async function goneAttendances(reader: Reader): Promise<Fault[]> {
  const rows = await reader.all<{ key: string }>(sql`
    select distinct s.volunteer_id || ' ' || s.attendance_id as key
    from (select volunteer_id, attendance_id from attendance_stamps union all select volunteer_id, attendance_id from service_records) s
    where not exists (select from attendances a where a.volunteer_id = s.volunteer_id and a.id = s.attendance_id) limit ${shownAtMost}`);
  return rows.map(({ key }): Fault => ({
    check: 'row',
    where: `attendances ${key}`,
    says: 'is gone, and its stamps or records stand',
  }));
}

/** The keys of each night are those that its event, which is sealed, holds the hash of. */
async function changedKeeping(reader: Reader): Promise<Fault[]> {
  const rows = await reader.all<{ kept_at: Date }>(sql`
    select coalesce(n.kept_at, e.at) as kept_at
    from (${keptHashes}) n full join (select at, after from audit_events where action = 'platform.keep_rows') e on e.at = n.kept_at
    where n.hash is distinct from e.after ->> 'hash' order by 1 limit 20`);
  return rows.map(({ kept_at }): Fault => ({
    check: 'row',
    where: `kept_rows ${kept_at.toISOString()}`,
    says: 'the rows kept that night are not those that its event says',
  }));
}

/** An event that was written anew would stand beside rows of another write. After a restore all are of one. */
async function touchedEvents(reader: Reader): Promise<Fault[]> {
  const restores = await reader.all<{ transaction: string }>(
    sql`select distinct xmin::text as transaction from audit_events where action = 'platform.restore'`,
  );
  const rows = await reader.all<{ id: string }>(sql`
    select e.id from audit_sealed_events s join audit_events e on e.id = s.event_id
    where e.xmin::text::bigint <> s.transaction and e.xmin::text <> all(${restores.map((restore) => restore.transaction)}::text[]) order by 1 limit 20`);
  return rows.map(({ id }): Fault => ({
    check: 'audit',
    where: `event ${id}`,
    says: 'was written anew after it was sealed',
  }));
}

/** The platform has none: what one does would happen within an audited write. */
async function plantedTriggers(reader: Reader): Promise<Fault[]> {
  const rows = await reader.all<{ table: string; name: string }>(sql`
    select c.relname as table, t.tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid where not t.tgisinternal and c.relnamespace = 'public'::regnamespace
    union all select c.relname, r.rulename from pg_rewrite r join pg_class c on c.oid = r.ev_class where c.relkind <> 'v' and c.relnamespace = 'public'::regnamespace
    order by 1, 2`);
  return rows.map(({ table, name }): Fault => ({
    check: 'row',
    where: table,
    says: `has a trigger or rule of somebody else's, which works within the platform's writes: ${name}`,
  }));
}
