/**
 * Functions of the database, each in a file of its own: `server/<noun>/functions/<name>.sql`. Unlike a migration such a file is
 * edited; what its text says now is made anew when that is not what the database has had.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';

export type SqlFunction = {
  readonly name: string;
  /** The folder of the server that it lies in: a noun, or `db` for what all stand on. */
  readonly folder: string;
  readonly sql: string;
  readonly hash: string;
};

const server = fileURLToPath(new URL('..', import.meta.url));

export function readFunctions(directory: string = server): SqlFunction[] {
  const folders = readdirSync(directory)
    .filter((folder) => existsSync(join(directory, folder, 'functions')))
    .sort();
  return folders.flatMap((folder) =>
    readdirSync(join(directory, folder, 'functions'))
      .filter((file) => file.endsWith('.sql'))
      .sort()
      .map((file) => readFunction(folder, file, readFileSync(join(directory, folder, 'functions', file), 'utf8'))),
  );
}

function readFunction(folder: string, file: string, sql: string): SqlFunction {
  const name = file.replace(/\.sql$/, '').replaceAll('-', '_');
  const made = [...sql.matchAll(/^create (?:or replace )?function (\w+)/gm)].map(([, found]) => found);
  if (made.length !== 1 || made[0] !== name)
    throw new Error(`server/${folder}/functions/${file} must make the function ${name} and no other`);
  return { name, folder, sql, hash: createHash('sha256').update(sql).digest('hex') };
}

type Applied = { readonly name: string; readonly hash: string; readonly is_there: boolean };

/** What the database has had, and whether it still has it. */
export async function appliedFunctions(client: pg.PoolClient): Promise<readonly Applied[]> {
  const there = await client.query<{ found: boolean }>(
    "select to_regclass('public.schema_functions') is not null as found",
  );
  if (there.rows[0]?.found !== true) return [];
  const { rows } = await client.query<Applied>(`
    select name, hash, exists (select from pg_proc where proname = name and pronamespace = 'public'::regnamespace) as is_there
    from schema_functions order by name`);
  return rows;
}

export const changedFunctions = (functions: readonly SqlFunction[], applied: readonly Applied[]): SqlFunction[] =>
  functions.filter(
    (one) => !applied.some(({ name, hash, is_there }) => name === one.name && hash === one.hash && is_there),
  );

export const goneFunctions = (functions: readonly SqlFunction[], applied: readonly Applied[]): string[] =>
  applied.map(({ name }) => name).filter((name) => !functions.some((one) => one.name === name));

/** All of them or none; returns the names of those that were made anew. */
export async function applyFunctions(client: pg.PoolClient, functions: readonly SqlFunction[]): Promise<string[]> {
  await client.query(`
    create table if not exists schema_functions (
      name text constraint schema_functions__pkey primary key,
      hash text not null,
      applied_at timestamptz not null default now()
    );
    comment on table schema_functions is 'Which text each function of the database was made from'`);
  const applied = await appliedFunctions(client);
  const changed = changedFunctions(functions, applied);
  const gone = goneFunctions(functions, applied);
  if (changed.length === 0 && gone.length === 0) return [];
  await client.query('begin');
  try {
    await client.query('set local check_function_bodies = off'); // one may call another that comes after it
    for (const name of gone) {
      await dropFunction(client, name);
      await client.query('delete from schema_functions where name = $1', [name]);
    }
    for (const one of changed) await makeAnew(client, one);
    await checkBodies(
      client,
      functions.map(({ name }) => name),
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
  return changed.map(({ name }) => name);
}

/** Dropped first: with another signature it would stand beside the one before. */
async function makeAnew(client: pg.PoolClient, { name, folder, sql, hash }: SqlFunction): Promise<void> {
  await dropFunction(client, name);
  try {
    await client.query(sql);
  } catch (error) {
    throw new Error(`The function ${name} in server/${folder}/functions failed: ${(error as Error).message}`, {
      cause: error,
    });
  }
  await client.query(
    'insert into schema_functions (name, hash) values ($1, $2) on conflict (name) do update set hash = excluded.hash, applied_at = now()',
    [name, hash],
  );
}

async function dropFunction(client: pg.PoolClient, name: string): Promise<void> {
  const { rows } = await client.query<{ signature: string }>(
    "select oid::regprocedure::text as signature from pg_proc where proname = $1 and pronamespace = 'public'::regnamespace",
    [name],
  );
  for (const { signature } of rows) await client.query(`drop function ${signature}`);
}

/** What making them would have asked, had each come after those that it calls: also of those that stayed as they were. */
async function checkBodies(client: pg.PoolClient, names: readonly string[]): Promise<void> {
  await client.query('set local check_function_bodies = on');
  const { rows } = await client.query<{ name: string; oid: number; validator: string }>(
    `select p.proname::text as name, p.oid::int, l.lanvalidator::regproc::text as validator
     from pg_proc p join pg_language l on l.oid = p.prolang
     where p.pronamespace = 'public'::regnamespace and p.proname = any($1) order by p.proname`,
    [names],
  );
  for (const { name, oid, validator } of rows) {
    try {
      await client.query(`select ${validator}($1::oid)`, [oid]);
    } catch (error) {
      throw new Error(`The function ${name} does not fit the tables: ${(error as Error).message}`, { cause: error });
    }
  }
}
