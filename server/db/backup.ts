/** Everything in the database as it was at one instant, while others go on writing, and the files that its rows name. */
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { once } from 'node:events';
import { basename, dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { createGzip, type Gzip } from 'node:zlib';
import type pg from 'pg';
import { OperatorError } from '../operator-error.ts';
import { readKept, type FileStore } from '../attachments/file-store.ts';
import { endOfRows, type Header, type TableLine, type Trailer } from './backup-format.ts';
import { copyOut } from './copy.ts';

export type BackupOptions = {
  readonly pool: pg.Pool;
  readonly store: FileStore;
  readonly file: string;
  readonly keys: string;
  readonly now: Date;
  readonly log?: (line: string) => void;
};

const bunchBytes = 64 * 1024;

/** Written under another name first: a file of the given name is always a whole backup. */
export async function backup(options: BackupOptions): Promise<Trailer> {
  const partial = `${options.file}.${process.pid}.partial`;
  clearStale(options.file);
  const client = await options.pool.connect();
  try {
    // Plain text values: what COPY and JSON carry must not pass through JavaScript numbers and dates.
    await client.query('begin isolation level repeatable read read only');
    const gzip = createGzip({ level: 6 });
    const out = createWriteStream(partial, { mode: 0o600 });
    await once(out, 'open');
    gzip.pipe(out);
    const trailer = await writeAll(client, gzip, options);
    gzip.end();
    await finished(out);
    await syncToDisk(partial);
    renameSync(partial, options.file);
    return trailer;
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  } finally {
    await client.query('rollback').catch(() => undefined);
    client.release();
  }
}

/** What a backup that was killed left behind; refused while another one is writing the same file. */
function clearStale(file: string): void {
  const place = dirname(file);
  const pattern = /^\.(?:(\d+)\.)?partial$/; // without a number: as earlier versions wrote it
  for (const name of existsSync(place) ? readdirSync(place) : []) {
    const found = name.startsWith(basename(file)) ? pattern.exec(name.slice(basename(file).length)) : null;
    if (found === null) continue;
    const pid = Number(found[1] ?? 0);
    if (pid > 0 && pid !== process.pid && isAlive(pid)) {
      throw new OperatorError(
        `另一个备份（进程 ${pid}）正在写 ${file}。请等它完成，或换一个文件名。`,
        `Another backup (process ${pid}) is writing ${file}. Wait for it, or choose another name.`,
        { exit_code: 'failed' },
      );
    }
    rmSync(join(place, name));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function writeAll(client: pg.PoolClient, gzip: Gzip, options: BackupOptions): Promise<Trailer> {
  const line = async (value: object): Promise<void> => {
    if (!gzip.write(`${JSON.stringify(value)}\n`)) await once(gzip, 'drain');
  };
  const migrations = await client.query<Header['migrations'][number]>(
    'select name, hash from schema_migrations order by name',
  );
  const header: Header = {
    format: 'qingzhi-backup-3',
    taken_at: options.now.toISOString(),
    migrations: migrations.rows,
    keys: options.keys,
  };
  await line(header);
  const trailer: Trailer = { tables: {}, sequences: [], jobs: [], blobs: { count: 0, missing: [] } };
  for (const table of await listTables(client)) {
    await line(table);
    const written = await writeTable(client, gzip, table);
    trailer.tables[table.table] = written;
    options.log?.(`${table.table}  ${written.rows}`);
  }
  for (const sha256 of await namedBlobs(client)) {
    if (await writeBlob(gzip, options.store, sha256)) trailer.blobs.count += 1;
    else trailer.blobs.missing.push(sha256);
  }
  trailer.sequences.push(...(await readSequences(client)));
  trailer.jobs.push(...(await readJobs(client)));
  await line(trailer);
  return trailer;
}

export async function listTables(client: pg.ClientBase): Promise<TableLine[]> {
  const { rows } = await client.query<TableLine>(`
    select c.relname as "table", array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not in ('schema_migrations', 'schema_functions')
    group by c.relname order by c.relname`);
  return rows;
}

async function writeTable(
  client: pg.PoolClient,
  gzip: Gzip,
  table: TableLine,
): Promise<{ rows: number; sha256: string }> {
  const hash = createHash('sha256');
  let rows = 0;
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let draining: Promise<void> | undefined;
  const pass = (): void => {
    const full = !gzip.write(Buffer.concat(waiting));
    [waiting, waitingBytes] = [[], 0];
    if (full) draining ??= once(gzip, 'drain').then(() => void (draining = undefined));
  };
  await copyOut(client, `select ${table.columns.map(quoted).join(', ')} from ${quoted(table.table)}`, (chunk) => {
    hash.update(chunk);
    rows += 1; // the server sends one row in each message
    waiting.push(chunk);
    waitingBytes += chunk.length;
    if (waitingBytes >= bunchBytes) pass();
    return draining;
  });
  waiting.push(Buffer.from(`${endOfRows}\n`));
  pass();
  await draining;
  return { rows, sha256: hash.digest('hex') };
}

const bytesOfLine = 48 * 1024; // a multiple of three, so that lines of base64 are those of the whole

/** Files that rows name at this instant; of a database of before there were any, none. */
async function namedBlobs(client: pg.PoolClient): Promise<string[]> {
  const there = await client.query<{ found: boolean }>("select to_regclass('public.attachments') is not null as found");
  if (there.rows[0]?.found !== true) return [];
  const { rows } = await client.query<{ sha256: string }>(`
    select sha256 from attachments union select small_sha256 from attachments where small_sha256 is not null
    union select sha256 from uploads where sha256 is not null union select small_sha256 from uploads where small_sha256 is not null order by 1`);
  return rows.map((row) => row.sha256);
}

/** False where the store has it not, or another one: the backup goes on without it, and says so. */
async function writeBlob(gzip: Gzip, store: FileStore, sha256: string): Promise<boolean> {
  const bytes = await readKept(store, sha256).catch(() => null);
  if (bytes === null) return false;
  const write = async (text: string): Promise<void> => {
    if (!gzip.write(text)) await once(gzip, 'drain');
  };
  await write(`${JSON.stringify({ blob: sha256, bytes: bytes.length })}\n`);
  for (let at = 0; at < bytes.length; at += bytesOfLine)
    await write(`${bytes.toString('base64', at, Math.min(bytes.length, at + bytesOfLine))}\n`);
  await write(`${endOfRows}\n`);
  return true;
}

async function readSequences(client: pg.PoolClient): Promise<Trailer['sequences']> {
  const { rows } = await client.query<{ name: string }>(`
    select relname as name from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace order by relname`);
  const read: Trailer['sequences'] = [];
  for (const { name } of rows) {
    const state = await client.query<{ last_value: number; is_called: boolean }>(
      `select last_value, is_called from ${quoted(name)}`,
    );
    read.push(...state.rows.map((row) => ({ name, last_value: Number(row.last_value), is_called: row.is_called })));
  }
  return read;
}

/** Jobs that wait stand in the worker's own schema, which every version makes for itself; they are enqueued anew. */
async function readJobs(client: pg.PoolClient): Promise<Trailer['jobs']> {
  const there = await client.query<{ found: boolean }>(
    "select to_regclass('graphile_worker._private_jobs') is not null as found",
  );
  if (there.rows[0]?.found !== true) return [];
  const { rows } = await client.query<Trailer['jobs'][number]>(`
    select t.identifier as task, j.payload, to_json(j.run_at) #>> '{}' as run_at,
      greatest(j.max_attempts - j.attempts, 1) as attempts_left, j.key, q.queue_name as queue
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
    where j.attempts < j.max_attempts order by j.id`);
  return rows;
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

async function syncToDisk(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
