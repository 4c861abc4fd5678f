/** What the application's role may do, tried as that role: history can be added to and nothing else. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyPrivileges, readSeparation } from '../db/apply-privileges.ts';
import type { Database } from '../db/open.ts';
import type { Privilege } from '../db/table.ts';
import { privileges } from '../tables.ts';
import { testDatabase } from '../testing/test-database.ts';

let database: Database;
let role: string;
let columns: ReadonlyMap<string, readonly string[]>;
beforeAll(async () => {
  database = await testDatabase();
  role = (await database.pool.query<{ role: string }>('select current_user::text as role')).rows[0]?.role ?? '';
  await applyPrivileges(database.owner, role, privileges); // a copied database has lost what belongs to the database itself
  columns = await readColumns(database.owner);
});
afterAll(() => database.close());

async function readColumns(pool: pg.Pool): Promise<Map<string, string[]>> {
  const { rows } = await pool.query<{ table: string; columns: string[] }>(`
    select c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') group by c.relname order by c.relname`);
  return new Map(rows.map((row) => [row.table, row.columns]));
}

/** One sentence for each line that is missing, too much, or names a column that is none. */
function faultsOf(list: Readonly<Record<string, Privilege>>, found: ReadonlyMap<string, readonly string[]>): string[] {
  return [
    ...[...found.keys()]
      .filter((table) => list[table] === undefined)
      .map((table) => `${table} has no line in the tables.ts of a noun: say what the application may write there`),
    ...Object.entries(list).flatMap(([table, { update }]) => {
      const own = found.get(table);
      if (own === undefined) return [`${table} has a line in the tables.ts of a noun, but no such table exists`];
      if (update === 'all') return [];
      return update.filter((column) => !own.includes(column)).map((column) => `${table} has no column ${column}`);
    }),
  ];
}

/** One round for all statements: each by itself, as the application, and nothing is kept. The second code is an identity column, which refuses everybody. */
async function outcomes(statements: readonly string[]): Promise<string[]> {
  const client = await database.pool.connect();
  try {
    await client.query(`do $outcomes$
      declare one text; found text[] := '{}';
      begin
        foreach one in array array(select json_array_elements_text(${client.escapeLiteral(JSON.stringify(statements))}::json)) loop
          begin
            execute one;
            found := found || (one || ': done');
          exception
            when insufficient_privilege or generated_always then null;
            when others then found := found || (one || ': ' || sqlstate);
          end;
        end loop;
        raise exception using message = to_json(found)::text;
      end $outcomes$`);
    throw new Error('unreachable: the block raises what it found');
  } catch (error) {
    return JSON.parse((error as Error).message) as string[];
  } finally {
    client.release();
  }
}

test('every table has its line, and every line its table and columns', () => {
  expect(faultsOf(privileges, columns)).toEqual([]);
});

test('a table without a line, a line without a table and a column that is none are named', () => {
  const { persons, ...others } = privileges;
  const list = { ...others, vanished: persons as Privilege, roles: { insert: true, update: ['rank'], delete: false } };
  expect(faultsOf(list, columns)).toEqual([
    'persons has no line in the tables.ts of a noun: say what the application may write there',
    'roles has no column rank',
    'vanished has a line in the tables.ts of a noun, but no such table exists',
  ]);
});

describe('as the application', () => {
  test('no row goes and no column changes that the list does not name, in every table', async () => {
    const statements = [...columns].flatMap(([table, all]) => {
      const { insert, update, delete: mayDelete } = privileges[table] as Privilege;
      return [
        ...(insert ? [] : [`insert into ${table} default values`]),
        ...(mayDelete ? [] : [`delete from ${table} where false`]),
        ...(update === 'all' ? [] : all.filter((column) => !update.includes(column))).map(
          (column) => `update ${table} set ${column} = ${column} where false`,
        ),
      ];
    });
    expect(statements.length).toBeGreaterThan(300);
    expect(await outcomes(statements)).toEqual([]);
  });

  test('what the list names may be done', async () => {
    const statements = [...columns].flatMap(([table, all]) => {
      const { update, delete: mayDelete } = privileges[table] as Privilege;
      return [
        `select from ${table} limit 1`,
        ...(mayDelete ? [`delete from ${table} where false`] : []),
        ...(update === 'all' ? all : update).map((column) => `update ${table} set ${column} = ${column} where false`),
      ];
    });
    expect((await outcomes(statements)).filter((line) => line.endsWith(': done'))).toHaveLength(statements.length);
  });

  test('no table is emptied, altered, dropped, given triggers, rules, policies or indexes, or freed of its own', async () => {
    const forms = (table: string): string[] => [
      `truncate ${table} cascade`,
      `alter table ${table} add column planted int`,
      `alter table ${table} disable trigger all`,
      `alter table ${table} rename to planted`,
      `alter table ${table} owner to ${role}`,
      `alter table ${table} enable row level security`,
      `drop table ${table} cascade`,
      `create index on ${table} ((1))`,
      `create rule planted as on insert to ${table} do instead nothing`,
      `create trigger planted before insert on ${table} for each row execute function suppress_redundant_updates_trigger()`,
      `comment on table ${table} is 'planted'`,
    ];
    expect(await outcomes([...columns.keys()].flatMap(forms))).toEqual([]);
    // Without the right the database only warns, and gives nothing
    await database.pool.query([...columns.keys()].map((table) => `grant update on ${table} to public`).join(';'));
    expect(await readSeparation(database.pool, privileges)).toEqual({ role, beyond: [] });
  });

  test('nobody becomes the owner, makes a function, a schema or a passing table, or switches checks off', async () => {
    const owner = (await database.owner.query<{ name: string }>('select current_user::text as name')).rows[0]?.name;
    expect(
      await outcomes([
        `set role ${owner}`,
        `set session authorization ${owner}`,
        `set session_replication_role = replica`,
        `grant ${owner} to ${role}`,
        `alter role ${role} superuser`,
        `create role planted superuser`,
        `create function public.planted() returns int language sql security definer as 'select 1'`,
        `create or replace function public.new_id(moment timestamptz) returns uuid language sql as 'select null::uuid'`,
        `alter function public.new_id(timestamptz) security definer`,
        `create schema planted`,
        `create table public.planted (id int)`,
        `create view public.planted as select 1`,
        `create temporary table audit_events (id int)`,
        `create extension pgcrypto`,
        `copy persons to program 'true'`,
        `copy persons from '/etc/passwd'`,
        `create function graphile_worker.planted() returns int language sql as 'select 1'`,
        `insert into graphile_worker.migrations (id) values (999)`,
        `alter default privileges for role ${owner} grant all on tables to ${role}`,
      ]),
    ).toEqual([]);
  });

  test('no function runs as its owner, and nothing of the catalogue lets a removal go down into history', async () => {
    const { rows } = await database.owner.query(`
      select proname as name from pg_proc where prosecdef and pronamespace in ('public'::regnamespace, 'graphile_worker'::regnamespace)
      union all select conname from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and (confdeltype <> 'a' or confupdtype <> 'a')`);
    expect(rows).toEqual([]);
  });
});

describe('where the application may do more', () => {
  test('the owner who serves is told, by what it could do', async () => {
    const { beyond } = await readSeparation(database.owner, privileges);
    expect(beyond).toContain('superuser');
    expect(beyond).toContain('delete from audit_events');
    expect(beyond).toContain('update ledger_legs.amount');
  });

  test('a right given by hand is named, and taken back at the next start', async () => {
    await database.owner.query(
      `grant update (after), delete on audit_events to ${role}; grant create on schema public to ${role}`,
    );
    expect((await readSeparation(database.pool, privileges)).beyond).toEqual([
      'create in the database',
      'update audit_events.after',
      'delete from audit_events',
    ]);
    await applyPrivileges(database.owner, role, privileges);
    expect((await readSeparation(database.pool, privileges)).beyond).toEqual([]);
  });

  test('an ordinary role that owns the tables is named as their owner', async () => {
    const name = `owner_${randomUUID().slice(0, 8)}`;
    const client = await database.owner.connect();
    try {
      await client.query(`create role ${name}`);
      await client.query(`alter table rule_book_approvals owner to ${name}; grant ${name} to ${role}`);
      expect((await readSeparation(database.pool, privileges)).beyond).toContain(`member of ${name}`);
    } finally {
      await client.query(`revoke ${name} from ${role}; reassign owned by ${name} to current_user; drop role ${name}`);
      client.release();
    }
  });
});
