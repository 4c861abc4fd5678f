/** A row of any table, filled by its column types, in a database whose checks and references were taken off for it. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Column } from './catalogue.ts';

export type Values = Readonly<Record<string, unknown>>;
/** `key`: what finds the row again whatever becomes of the columns that name somebody. */
export type Row = { readonly table: string; readonly values: Values; readonly key: Values };

/** Without its checks and references a row can stand alone. */
export async function takeOffChecks(owner: Pool): Promise<void> {
  const { rows } = await owner.query<{ table: string; name: string }>(`
    select conrelid::regclass::text as table, conname as name from pg_constraint
    where connamespace = 'public'::regnamespace and contype in ('c', 'f') and conparentid = 0`);
  for (const { table, name } of rows) await owner.query(`alter table ${table} drop constraint "${name}"`);
}

const day = '2026-11-01';
const moment = '2026-11-01T02:00:00Z';

/** Something that is not nothing. */
export function filled({ type, word }: Column): unknown {
  if (word !== null) return type.endsWith('[]') ? [word] : word;
  if (type.endsWith('[]')) return type === 'uuid[]' ? [randomUUID()] : ['x'];
  if (type === 'uuid') return randomUUID();
  if (type === 'text') return `x${randomBytes(6).toString('hex')}`;
  if (type === 'bytea') return randomBytes(8);
  if (type === 'date') return day;
  if (type.startsWith('timestamp')) return moment;
  if (type === 'boolean') return false;
  if (type === 'jsonb') return '{"x": 1}';
  return 1;
}

/** What must be filled is, the named values besides; everything else is open, as in a row that still stands. */
export async function fillRow(
  owner: Pool,
  columns: readonly Column[],
  { table, values, naming }: { readonly table: string; readonly values: Values; readonly naming: readonly string[] },
): Promise<Row> {
  const own = columns.filter((column) => column.table === table);
  const unknown = Object.keys(values).filter((name) => !own.some(({ column }) => column === name));
  if (unknown.length > 0) throw new Error(`${table} has no ${unknown.join(', ')}`);
  const given: Record<string, unknown> = {};
  for (const column of own) {
    if (column.column in values) given[column.column] = values[column.column];
    else if (column.is_required && !column.has_default) given[column.column] = filled(column);
  }
  const names = Object.keys(given);
  await owner.query(
    `insert into ${table} (${names.map((name) => `"${name}"`).join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
    names.map((name) => given[name]),
  );
  const isJson = (name: string): boolean => own.some(({ column, type }) => column === name && type === 'jsonb');
  const steady = names.filter((name) => !naming.includes(name) && !isJson(name));
  const key = names.includes('id') ? ['id'] : steady;
  return { table, values: given, key: Object.fromEntries(key.map((name) => [name, given[name]])) };
}

type Ask = (text: string, values: readonly unknown[]) => Promise<{ rows: Record<string, unknown>[] }>;

/** The rows of this key as they are now, as texts: none when it is gone, two where it was copied. */
export async function rowsNow(ask: Ask, { table, key }: Row): Promise<Record<string, unknown>[]> {
  const names = Object.keys(key);
  const condition = names.map((name, at) => `"${name}" = $${at + 1}`).join(' and ');
  const { rows } = await ask(`select to_jsonb(t) as row from ${table} t where ${condition}`, Object.values(key));
  return rows.map((one) => one['row'] as Record<string, unknown>);
}

/** The row as it is now, as texts, or undefined when it is gone. */
export async function rowNow(ask: Ask, row: Row): Promise<Record<string, unknown> | undefined> {
  const rows = await rowsNow(ask, row);
  if (rows.length > 1) throw new Error(`${rows.length} rows of ${row.table} are alike`);
  return rows[0];
}

export async function removeRow(owner: Pool, { table, key }: Row): Promise<void> {
  const names = Object.keys(key);
  const condition = names.map((name, at) => `"${name}" = $${at + 1}`).join(' and ');
  await owner.query(`delete from ${table} where ${condition}`, Object.values(key));
}
