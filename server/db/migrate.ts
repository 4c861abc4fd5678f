/**
 * Plain SQL files named by date and time, each applied once in a transaction of its own, and after them the functions. An
 * applied file is history: when it was edited afterwards, two installations would differ without knowing, so that is refused.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { OperatorError } from '../operator-error.ts';
import type { SecretBox } from '../security/secret-box.ts';
import { leaveEvent, type OwnEvent } from './leave-event.ts';
import { Reader } from './reader.ts';
import {
  appliedFunctions,
  applyFunctions,
  changedFunctions,
  goneFunctions,
  readFunctions,
  type SqlFunction,
} from './sql-functions.ts';

export type Migration = { readonly name: string; readonly sql: string; readonly hash: string };
export type AppliedMigration = { readonly name: string; readonly hash: string };

const migrationsDirectory = fileURLToPath(new URL('migrations', import.meta.url));
const migrationLock = 7_261_002;

export function readMigrations(directory: string = migrationsDirectory): Migration[] {
  const files = readdirSync(directory)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  return files.map((name) => {
    const moment = /^(\d{4}-\d{2}-\d{2}T\d{2})-(\d{2})-[a-z0-9-]+\.sql$/.exec(name);
    if (moment === null || Number.isNaN(Date.parse(`${moment[1]}:${moment[2]}:00Z`)))
      throw new Error(`Migration ${name} needs the moment it was written, as in 2026-11-30T05-00-baseline.sql`);
    const sql = readFileSync(join(directory, name), 'utf8');
    return { name, sql, hash: createHash('sha256').update(sql).digest('hex') };
  });
}

export type MigrateOptions = {
  /** Null: those that are there stay as they are. */
  readonly functions?: readonly SqlFunction[] | null;
  /** Of the installation: with them each migration leaves its audit event. */
  readonly secrets?: SecretBox;
};

/** Applies what is missing and returns the names. */
export async function migrate(
  pool: pg.Pool,
  migrations: readonly Migration[] = readMigrations(),
  { functions = readFunctions(), secrets }: MigrateOptions = {},
): Promise<string[]> {
  const client = await pool.connect();
  try {
    // Without a new one nothing is touched: then the application's own role is enough for a start.
    if (await hasHadAll(client, migrations, functions)) return [];
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await client.query(`
      create table if not exists schema_migrations (
        name text constraint schema_migrations__pkey primary key,
        hash text not null,
        applied_at timestamptz not null default now()
      );
      comment on table schema_migrations is 'Which SQL files this database has had, and what they said'`);
    const waiting = unapplied(migrations, (await appliedMigrations(client)) ?? []);
    for (const migration of waiting) await apply(client, migration, secrets);
    const made = functions === null ? [] : await applyFunctions(client, functions);
    return [...waiting.map((migration) => migration.name), ...made];
  } finally {
    await client.query('select pg_advisory_unlock($1)', [migrationLock]).catch(() => undefined);
    client.release();
  }
}

/** Null where no migration was ever applied. */
export async function appliedMigrations(
  client: Pick<pg.ClientBase, 'query'>,
): Promise<readonly AppliedMigration[] | null> {
  const { rows } = await client.query<{ column: string }>(
    "select attname::text as column from pg_attribute where attrelid = to_regclass('public.schema_migrations') and attnum > 0 and not attisdropped",
  );
  if (rows.length === 0) return null;
  if (rows.some(({ column }) => column === 'number')) {
    throw new OperatorError(
      '这个数据目录（或数据库）来自 2026 年 11 月 30 日以前的版本，现在的版本不升级它。请用原来的版本继续运行它；要用现在的版本，请换一个空的 DATA_DIR（或空的数据库），再从花名册导入。',
      'This data directory (or database) is of a version before 30 November 2026, which this version does not upgrade. Go on running it with the version that made it; for this version take an empty DATA_DIR (or database) and import the rosters.',
    );
  }
  return (await client.query<AppliedMigration>('select name, hash from schema_migrations order by name')).rows;
}

async function hasHadAll(
  client: pg.PoolClient,
  migrations: readonly Migration[],
  functions: readonly SqlFunction[] | null,
): Promise<boolean> {
  const applied = await appliedMigrations(client);
  if (applied === null || unapplied(migrations, applied).length > 0) return false;
  if (functions === null) return true;
  const made = await appliedFunctions(client);
  return changedFunctions(functions, made).length === 0 && goneFunctions(functions, made).length === 0;
}

function unapplied(migrations: readonly Migration[], applied: readonly AppliedMigration[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of applied) {
    const migration = known.get(row.name);
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
  const done = new Set(applied.map((row) => row.name));
  return migrations.filter((migration) => !done.has(migration.name));
}

/** Rows that an upgrade changes are explained by it, like those of any write (decision 062). */
const eventOf = (migration: Migration): OwnEvent => ({
  now: new Date(),
  action: 'platform.migrate',
  subject_type: 'schema',
  subject_id: migration.name,
  after: { hash: migration.hash },
  request_id: 'migrate',
});

async function apply(client: pg.PoolClient, migration: Migration, secrets: SecretBox | undefined): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into schema_migrations (name, hash) values ($1, $2)', [migration.name, migration.hash]);
    if (secrets !== undefined) await leaveEvent(new Reader(client), secrets, eventOf(migration));
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`Migration ${migration.name} failed and left nothing behind: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
