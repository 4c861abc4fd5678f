/**
 * Plain numbered SQL files, each applied once in a transaction of its own. An applied file is history: when it was
 * edited afterwards, two installations would differ without knowing, so that is refused.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { OperatorError } from '../operator-error.ts';

export type Migration = { readonly number: number; readonly name: string; readonly sql: string; readonly hash: string };

const migrationsDirectory = fileURLToPath(new URL('migrations', import.meta.url));
const migrationLock = 7_261_002;

export function readMigrations(directory: string = migrationsDirectory): Migration[] {
  const files = readdirSync(directory)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const seen = new Set<number>();
  return files.map((name) => {
    const number = Number(/^(\d{3})-[a-z0-9-]+\.sql$/.exec(name)?.[1]);
    if (Number.isNaN(number) || seen.has(number))
      throw new Error(`Migration ${name} needs a three-digit number of its own, as in 010-organizations.sql`);
    seen.add(number);
    const sql = readFileSync(join(directory, name), 'utf8');
    return { number, name, sql, hash: createHash('sha256').update(sql).digest('hex') };
  });
}

/** Applies what is missing and returns the names. */
export async function migrate(pool: pg.Pool, migrations: readonly Migration[] = readMigrations()): Promise<string[]> {
  const client = await pool.connect();
  try {
    // Without a new one nothing is touched: then the application's own role is enough for a start.
    if (await hasHadAll(client, migrations)) return [];
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await client.query(`
      create table if not exists schema_migrations (
        number integer constraint schema_migrations__pkey primary key,
        name text not null,
        hash text not null,
        applied_at timestamptz not null default now()
      );
      comment on table schema_migrations is 'Which numbered SQL files this database has had, and what they said'`);
    const applied = await client.query<{ number: number; name: string; hash: string }>(
      'select number, name, hash from schema_migrations order by number',
    );
    const waiting = unapplied(migrations, applied.rows);
    for (const migration of waiting) await apply(client, migration);
    return waiting.map((migration) => migration.name);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [migrationLock]).catch(() => undefined);
    client.release();
  }
}

async function hasHadAll(client: pg.PoolClient, migrations: readonly Migration[]): Promise<boolean> {
  const there = await client.query<{ found: boolean }>(
    "select to_regclass('public.schema_migrations') is not null as found",
  );
  if (there.rows[0]?.found !== true) return false;
  const applied = await client.query<{ number: number; name: string; hash: string }>(
    'select number, name, hash from schema_migrations order by number',
  );
  return unapplied(migrations, applied.rows).length === 0;
}

function unapplied(
  migrations: readonly Migration[],
  applied: readonly { number: number; name: string; hash: string }[],
): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.number, migration]));
  for (const row of applied) {
    const migration = known.get(row.number);
    if (migration === undefined) {
      throw new OperatorError(
        `数据库来自更新的版本（${row.name}），现在的版本不认识。请用更新的版本启动。`,
        `The database has migration ${row.name}, which this version does not know; start the newer version again.`,
      );
    }
    if (migration.hash !== row.hash) {
      throw new OperatorError(
        `迁移 ${migration.name} 在执行以后被改过。请放回原来的文件，另写新的迁移。`,
        `Migration ${migration.name} was changed after it was applied; put it back and write a new migration.`,
      );
    }
  }
  const done = new Set(applied.map((row) => row.number));
  return migrations.filter((migration) => !done.has(migration.number));
}

async function apply(client: pg.PoolClient, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into schema_migrations (number, name, hash) values ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.hash,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`Migration ${migration.name} failed and left nothing behind: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
