/**
 * A fresh, migrated database for a test file: `const database = await testDatabase()`, and `database.close()` afterwards
 * drops it. Cloned from a template that is migrated once, which takes some 50 ms instead of a second.
 */
import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { startEmbedded } from './embedded.ts';
import { prepareJobs } from '../jobs.ts';
import { migrate, readMigrations } from './migrate.ts';
import { connect, types, type Database } from './open.ts';

const templateLock = 7_261_003;
const withoutSafety = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '200' };

let server: Promise<pg.ClientConfig> | undefined;

export async function testDatabase(): Promise<Database> {
  server ??= findServer();
  const target = await server;
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdministrator(target, async (client) => {
    const template = await makeTemplate(client, target);
    await client.query(`create database ${name} template ${template}`);
  });
  const drop = (): Promise<void> => asAdministrator(target, async (client) => void (await client.query(`drop database ${name} with (force)`)));
  return connect({ ...target, database: name } as Parameters<typeof connect>[0], { max_connections: 8 }, drop);
}

/** One server a test run: whoever needs it first starts it, and vitest.setup.ts stops it. */
async function findServer(): Promise<pg.ClientConfig> {
  const url = process.env['TEST_DATABASE_URL'] ?? process.env['DATABASE_URL'];
  if (url) return fromUrl(new URL(url));
  const embedded = await startEmbedded({ data_dir: inject('testDataDirectory'), settings: withoutSafety });
  return embedded.connection;
}

function fromUrl(url: URL): pg.ClientConfig {
  return {
    host: url.searchParams.get('host') ?? url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: url.pathname.slice(1) || 'postgres',
  };
}

async function asAdministrator<T>(target: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...target, types });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Named by the migrations' content, so that a changed migration never meets an old template. */
async function makeTemplate(client: pg.Client, target: pg.ClientConfig): Promise<string> {
  const migrations = readMigrations();
  const hash = createHash('sha256').update(migrations.map((migration) => migration.hash).join()).digest('hex');
  const template = `template_${hash.slice(0, 16)}`;
  await client.query('select pg_advisory_lock($1)', [templateLock]);
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [template]);
    if (found.rowCount !== 0) return template;
    const fresh = `${template}_${randomBytes(4).toString('hex')}`;
    await client.query(`create database ${fresh}`);
    const pool = new pg.Pool({ ...target, database: fresh, max: 2 });
    pool.on('error', () => undefined);
    pool.on('connect', (opened) => opened.on('error', () => undefined));
    try {
      await migrate(pool, migrations);
      await prepareJobs(pool);
    } finally {
      await pool.end();
    }
    await renameWhenLeft(client, fresh, template);
    return template;
  } finally {
    await client.query('select pg_advisory_unlock($1)', [templateLock]);
  }
}

/** A closed connection is still seen by the server for a moment. */
async function renameWhenLeft(client: pg.Client, from: string, to: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await client.query(`alter database ${from} rename to ${to}`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== '55006' || attempt > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
