/** Which rows of evidence an audited write of the platform left, seen by the number that PostgreSQL gives its transaction (decision 062). */
import { isOurs } from '../db/event-id.ts';
import type { Reader } from '../db/reader.ts';
import { sql, type Sql } from '../db/sql.ts';
import type { EvidenceOfTables } from '../db/table.ts';
import type { SecretBox } from '../security/secret-box.ts';

export type RowsDeps = { readonly evidence: EvidenceOfTables; readonly secrets: SecretBox };
export type FoundRow = { readonly table: string; readonly key: string };
export type ForgedEvent = { readonly id: string };

export const each = (tables: readonly string[], of: (table: string) => Sql): Sql =>
  sql.join(tables.map(of), ' union all ');

/** All whose rows each are of an audited write. */
export const watchedTables = (evidence: EvidenceOfTables): readonly string[] =>
  Object.keys(evidence).filter((table) => evidence[table] === 'kept' || evidence[table] === 'told');
/** Whose keys are written down at night. */
export const keptTables = (evidence: EvidenceOfTables): readonly string[] =>
  Object.keys(evidence).filter((table) => evidence[table] === 'kept');

/** The primary key of each table, as text. */
export async function keysOf(reader: Reader, tables: readonly string[]): Promise<(table: string) => Sql> {
  const rows = await reader.all<{ table: string; columns: string[] }>(sql`
    select c.relname as table, array_agg(quote_ident(a.attname) order by array_position(i.indkey::int2[], a.attnum)) as columns
    from pg_class c join pg_index i on i.indrelid = c.oid and i.indisprimary join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey::int2[])
    where c.relnamespace = 'public'::regnamespace and c.relname = any(${tables}::text[]) group by c.relname`);
  const keys = new Map(rows.map(({ table, columns }) => [table, sql.raw(`concat_ws(' ', ${columns.join(', ')})`)]));
  return (table) => {
    const key = keys.get(table);
    if (key === undefined) throw new Error(`${table} has no primary key`);
    return key;
  };
}

/** Each machine counts its transactions by itself: rows that lie on several cannot be compared with the events of one. */
export async function liesOnSeveral(reader: Reader): Promise<boolean> {
  const { found } = await reader.one<{ found: boolean }>(
    sql`select exists (select from pg_extension where extname = 'citus') as found`,
  );
  return found;
}

const page = 20_000;
type EventRow = {
  readonly id: string;
  readonly action: string;
  readonly actor_person_id: string | null;
  readonly request_id: string;
};

/** The upgrade with which ids of events are signed; an installation of before it restores and keeps older ones. */
async function signedSince(reader: Reader, secrets: SecretBox): Promise<string> {
  const upgrades = await reader.all<EventRow>(sql`
    select id, action, actor_person_id, request_id from audit_events where action = 'platform.migrate' and subject_id like '%-rows-of-evidence.sql' order by id`);
  return upgrades.find((event) => isOurs(secrets, event.id, event))?.id ?? '00000000-0000-0000-0000-000000000000';
}

/** Events whose id the platform did not make, page by page: the whole trail never lies in memory. */
export async function forgedEvents(reader: Reader, secrets: SecretBox, limit = 1000): Promise<string[]> {
  const forged: string[] = [];
  for (let after = await signedSince(reader, secrets); forged.length < limit;) {
    const rows = await reader.all<EventRow>(
      sql`select id, action, actor_person_id, request_id from audit_events where id > ${after} order by id limit ${page}`,
    );
    for (const row of rows) if (!isOurs(secrets, row.id, row)) forged.push(row.id);
    const last = rows.at(-1);
    if (last === undefined || rows.length < page) break;
    after = last.id;
  }
  return forged;
}

/** Rows whose write left no event, or none but invented ones. */
export async function rowsByHand(
  reader: Reader,
  { evidence, forged }: { readonly evidence: EvidenceOfTables; readonly forged: readonly string[] },
  limit = 1000,
): Promise<FoundRow[]> {
  const tables = watchedTables(evidence);
  const places = await reader.all<{ table: string; place: string }>(sql`
    select r.name as table, r.place::text
    from (${each(tables, (table) => sql`select ${sql.raw(`'${table}'`)}::text as name, ctid as place, xmin as transaction from ${sql.raw(table)}`)}) r
    where not exists (select from audit_events e where e.xmin = r.transaction and e.id <> all(${forged}::uuid[])) limit ${limit}`);
  const keyOf = await keysOf(reader, tables);
  const found: FoundRow[] = [];
  for (const table of new Set(places.map((one) => one.table))) {
    const here = places.filter((one) => one.table === table).map((one) => one.place);
    const rows = await reader.all<{ key: string }>(
      sql`select ${keyOf(table)} as key from ${sql.raw(table)} where ctid = any(${here}::tid[]) order by 1`,
    );
    found.push(...rows.map(({ key }) => ({ table, key })));
  }
  return found;
}
