/** Reads the catalogue of a migrated database and names what breaks the rules of design section 3. */
import type { Pool, PoolClient } from 'pg';
import type { Distribution } from '../db/table.ts';

export type Key = { readonly name: string; readonly kind: 'primary' | 'unique'; readonly columns: readonly string[] };
export type ForeignKey = {
  readonly name: string;
  readonly columns: readonly string[];
  readonly to: string;
  readonly to_columns: readonly string[];
};
export type Table = {
  readonly name: string;
  readonly comment: string | null;
  readonly keys: readonly Key[];
  readonly foreign_keys: readonly ForeignKey[];
  readonly checks: readonly string[];
  readonly triggers: readonly string[];
};
export type Schema = readonly Table[];

export async function readSchema(database: Pool | PoolClient): Promise<Schema> {
  const columns = (of: string, numbers: string): string => `(
    select coalesce(json_agg(a.attname order by k.place), '[]')
    from unnest(${numbers}) with ordinality as k (number, place) join pg_attribute a on a.attrelid = ${of} and a.attnum = k.number)`;
  const { rows } = await database.query<Table>(`
    select c.relname as name, obj_description(c.oid, 'pg_class') as comment,
      (select coalesce(json_agg(json_build_object('name', i.relname, 'kind', case when x.indisprimary then 'primary' else 'unique' end,
          'columns', ${columns('c.oid', 'x.indkey::int2[]')}) order by i.relname), '[]')
        from pg_index x join pg_class i on i.oid = x.indexrelid where x.indrelid = c.oid and x.indisunique) as keys,
      (select coalesce(json_agg(json_build_object('name', f.conname, 'columns', ${columns('c.oid', 'f.conkey')},
          'to', t.relname, 'to_columns', ${columns('t.oid', 'f.confkey')}) order by f.conname), '[]')
        from pg_constraint f join pg_class t on t.oid = f.confrelid where f.conrelid = c.oid and f.contype = 'f') as foreign_keys,
      (select coalesce(json_agg(k.conname order by k.conname), '[]') from pg_constraint k where k.conrelid = c.oid and k.contype = 'c') as checks,
      (select coalesce(json_agg(g.tgname order by g.tgname), '[]') from pg_trigger g where g.tgrelid = c.oid and not g.tgisinternal) as triggers
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by c.relname`);
  return rows;
}

/** One sentence per breach, naming the table and what to do. */
export function breaches(schema: Schema, classes: Readonly<Record<string, Distribution>>): string[] {
  const names = new Set(schema.map((table) => table.name));
  const vanished = Object.keys(classes)
    .filter((name) => !names.has(name))
    .map((name) => `${name} has a line in the tables.ts of a noun, but no such table exists: remove the line`);
  return [...vanished, ...schema.flatMap((table) => tableBreaches(table, classes))];
}

function tableBreaches(table: Table, classes: Readonly<Record<string, Distribution>>): string[] {
  const own = classes[table.name];
  if (own === undefined) {
    return [
      `${table.name} has no class: say in the tables.ts of its noun whether it is distributed by volunteer, by activity, alone, or is a reference or local table`,
    ];
  }
  return [
    ...(table.comment === null
      ? [`${table.name} has no comment: add "comment on table ${table.name} is '…'" to its migration`]
      : []),
    ...table.triggers.map(
      (trigger) => `${table.name} has the trigger ${trigger}: what happens must stand in the write that does it`,
    ),
    ...table.checks
      .filter((check) => !check.startsWith(`${table.name}_`))
      .map((check) => `${check} should be named ${table.name}__columns`),
    ...(own.kind === 'distributed' ? keyBreaches(table, own.column) : []),
    ...table.foreign_keys
      .filter((key) => !mayRefer(own, key, classes[key.to]))
      .map(
        (key) =>
          `${table.name} (${key.columns.join(', ')}) refers to ${key.to}, which lies elsewhere: drop the foreign key and check it nightly`,
      ),
  ];
}

function keyBreaches(table: Table, column: string): string[] {
  const primary = table.keys.find((key) => key.kind === 'primary');
  const unique = table.keys.filter((key) => key.kind === 'unique' && !key.columns.includes(column));
  return [
    ...(primary === undefined ? [`${table.name} needs a primary key that begins with ${column}`] : []),
    ...(primary !== undefined && primary.columns[0] !== column
      ? [`${table.name}: its primary key begins with ${primary.columns[0] ?? 'nothing'}, it must begin with ${column}`]
      : []),
    ...unique.map(
      (key) => `${table.name}: ${key.name} is unique without ${column}, which no machine could check alone`,
    ),
  ];
}

function mayRefer(own: Distribution, key: ForeignKey, target: Distribution | undefined): boolean {
  if (target === undefined) return true; // named as a table without a class already
  if (target.kind === 'reference') return true;
  if (target.kind === 'local') return own.kind === 'local';
  if (own.kind !== 'distributed' || own.group !== target.group || own.group === 'alone') return false;
  return (
    key.columns.indexOf(own.column) >= 0 && key.columns.indexOf(own.column) === key.to_columns.indexOf(target.column)
  );
}
