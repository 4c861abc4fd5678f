/** Databases for tests: one is filled once, the others are copied from it, which takes some 50 ms instead of seconds. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { types, type Database } from '../db/open.ts';

/** Without what a power cut would need: nobody misses these databases. */
export const withoutSafety = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  max_connections: '200',
};

export type CopiedDatabase = { readonly name: string; drop(): Promise<void> };

/** As DATABASE_URL, for a process of its own. */
export function addressOf({ host = 'localhost', port, user, password, database }: pg.ClientConfig): string {
  return `postgres://${user}:${encodeURIComponent(typeof password === 'string' ? password : '')}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
}

/** As an operator gives them to a process of its own. */
export const addressesOf = (database: Database): { DATABASE_URL: string; DATABASE_OWNER_URL: string } => ({
  DATABASE_URL: addressOf(database.connection),
  DATABASE_OWNER_URL: addressOf(database.owner_connection),
});

const templateLock = 7_261_003;

/** `fill` makes the template, by the first who needs it; the others wait. */
export async function copyOf(
  target: pg.ClientConfig,
  template: string,
  fill: (name: string) => Promise<void>,
): Promise<CopiedDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdministrator(target, async (client) => {
    await makeTemplate(client, template, fill);
    await client.query(`create database ${name} template ${template}`);
  });
  return {
    name,
    drop: () =>
      asAdministrator(target, async (client) => void (await client.query(`drop database ${name} with (force)`))),
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

async function makeTemplate(client: pg.Client, template: string, fill: (name: string) => Promise<void>): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [templateLock]);
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [template]);
    if (found.rowCount !== 0) return;
    const fresh = `${template}_${randomBytes(4).toString('hex')}`;
    await client.query(`create database ${fresh}`);
    await fill(fresh);
    await renameWhenLeft(client, fresh, template);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [templateLock]);
  }
}

/** A closed connection is still seen by the server for a moment. */
async function renameWhenLeft(client: pg.Client, from: string, to: string): Promise<void> {
  for (const deadline = Date.now() + 60_000; ;) {
    try {
      await client.query(`alter database ${from} rename to ${to}`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== '55006' || Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
