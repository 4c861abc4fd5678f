/** What the database calls each type of a column, what the driver makes of it, and which columns may be empty. */
import pg from 'pg';
import { types as driverTypes } from '../../db/open.ts';

export type Kind = 'number' | 'string' | 'boolean' | 'Date' | 'Buffer' | 'json';
/** What a column becomes in the program. */
export type Value = { readonly kind: Kind; readonly isList: boolean };

export type ColumnTypes = {
  /** Names of types as SQL writes them. */
  readonly types: ReadonlyMap<number, { readonly name: string; readonly category: string }>;
  /** `table.column`, by their numbers. */
  readonly nullable: ReadonlySet<string>;
};

export async function readColumnTypes(client: pg.ClientBase): Promise<ColumnTypes> {
  const types = await client.query<{ oid: number; name: string; category: string }>(
    'select oid::int4, format_type(oid, null) as name, typcategory as category from pg_type',
  );
  const nullable = await client.query<{ key: string }>(
    "select a.attrelid || '.' || a.attnum as key from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p') where a.attnum > 0 and not a.attnotnull",
  );
  return {
    types: new Map(types.rows.map(({ oid, name, category }) => [oid, { name, category }])),
    nullable: new Set(nullable.rows.map(({ key }) => key)),
  };
}

/** One text of each category of types; the driver's own parser says what it becomes. */
const samples: Readonly<Record<string, string>> = { N: '1', B: 't', D: '2026-11-22 08:00:00+00', T: '01:00:00' };

export function valueOf(type: number, known: ColumnTypes): Value {
  const { name = 'unknown', category = 'X' } = known.types.get(type) ?? {};
  if (/^jsonb?$/.test(name)) return { kind: 'json', isList: false };
  if (category !== 'A') return { kind: kindOf(parse(type, sampleOf(name, category))), isList: false };
  const element = name.replace(/\[\]$/, '');
  const own = [...known.types.values()].find((one) => one.name === element);
  if (/^jsonb?$/.test(element)) return { kind: 'json', isList: true };
  const list = parse(type, `{"${sampleOf(element, own?.category ?? 'X')}"}`);
  return Array.isArray(list)
    ? { kind: kindOf((list as unknown[])[0]), isList: true }
    : { kind: kindOf(list), isList: false };
}

const sampleOf = (name: string, category: string): string => (name === 'bytea' ? '\\x00' : (samples[category] ?? 'x'));
const parse = (type: number, text: string): unknown =>
  (driverTypes.getTypeParser(type, 'text') as (text: string) => unknown)(text);

function kindOf(value: unknown): Kind {
  if (value instanceof Date) return 'Date';
  if (Buffer.isBuffer(value)) return 'Buffer';
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string')
    return typeof value as 'number' | 'boolean' | 'string';
  throw new Error(`the driver makes a ${typeof value} of a column: ${JSON.stringify(value)}`);
}
