/**
 * A fresh, migrated database for a test file: `const database = await testDatabase()`, and `database.close()` afterwards
 * drops it.
 */
import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import pg from 'pg';
import { expect, inject } from 'vitest';
import { root } from '../../tools/files.ts';
import { captureStatements } from './capture-statements.ts';
import { copyOf, withoutSafety } from './test-copies.ts';
import { startEmbedded } from '../db/embedded.ts';
import { prepareJobs } from '../jobs.ts';
import { migrate, readMigrations } from '../db/migrate.ts';
import { readFunctions } from '../db/sql-functions.ts';
import { connect, type Database } from '../db/open.ts';
import { applyPrivileges } from '../db/apply-privileges.ts';
import { applicationUser } from '../db/cluster-directory.ts';
import { privileges } from '../tables.ts';

let capture: object | undefined;
let server: Promise<pg.ClientConfig> | undefined;

export async function testDatabase(): Promise<Database> {
  capture ??= captureStatements(inject('statementsDirectory'), relative(root, expect.getState().testPath ?? ''));
  server ??= findServer();
  const target = await server;
  // Named by the content of migrations and functions, so that a changed one never meets an old template
  const migrations = readMigrations();
  const functions = readFunctions();
  const hash = createHash('sha256')
    .update([...migrations, ...functions].map((file) => file.hash).join())
    .update(JSON.stringify(privileges))
    .digest('hex');
  const { name, drop } = await copyOf(target, `template_${hash.slice(0, 16)}`, async (fresh) => {
    const pool = new pg.Pool({ ...target, database: fresh, max: 2 });
    pool.on('error', () => undefined);
    pool.on('connect', (opened) => opened.on('error', () => undefined));
    try {
      await migrate(pool, migrations, { functions });
      await prepareJobs(pool);
      await applyPrivileges(pool, applicationUser, privileges);
    } finally {
      await pool.end();
    }
  });
  const owner = { ...target, database: name } as Parameters<typeof connect>[0];
  return connect({ ...owner, user: applicationUser }, { max_connections: 8 }, { owner, afterwards: drop });
}

/** One server a test run: whoever needs it first starts it, and vitest.setup.ts stops it. */
async function findServer(): Promise<pg.ClientConfig> {
  const url = process.env['TEST_DATABASE_URL'] ?? process.env['DATABASE_URL'];
  if (url) {
    const target = fromUrl(new URL(url));
    await makeApplicationUser(target);
    return target;
  }
  const embedded = await startEmbedded({ data_dir: inject('testDataDirectory'), settings: withoutSafety });
  return embedded.connection;
}

/** On a server of one's own too the platform serves by a role that may not change history. */
async function makeApplicationUser(target: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(target);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(7261005)');
    const found = await client.query('select 1 from pg_roles where rolname = $1', [applicationUser]);
    const said = found.rowCount === 0 ? 'create' : 'alter';
    const password = typeof target.password === 'string' ? client.escapeLiteral(target.password) : 'null';
    await client.query(`${said} role ${applicationUser} login password ${password}`);
  } finally {
    await client.end();
  }
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
