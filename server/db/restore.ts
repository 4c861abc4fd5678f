/** Puts a backup into an empty database: all of it in one transaction, or nothing. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type pg from 'pg';
import { z } from 'zod';
import { sha256Of, type FileStore } from '../attachments/file-store.ts';
import { listTables, quoted } from './backup.ts';
import {
  blobSchema,
  endOfRows,
  formerSchema,
  headerSchema,
  tableSchema,
  trailerSchema,
  type Header,
  type TableLine,
  type Trailer,
} from './backup-format.ts';
import { copyIn } from './copy.ts';
import { OperatorError } from '../operator-error.ts';
import type { SecretBox } from '../security/secret-box.ts';
import { leaveEvent } from './leave-event.ts';
import { Reader } from './reader.ts';
import { Damage, LineReader } from './line-reader.ts';
import { appliedMigrations, migrate, readMigrations } from './migrate.ts';

export type RestoreOptions = {
  readonly pool: pg.Pool;
  readonly store: FileStore;
  readonly file: string;
  readonly keys: string;
  /** Of the installation that was backed up. */
  readonly secrets: SecretBox;
  readonly now: Date;
  readonly prepareJobs: (pool: pg.Pool) => Promise<void>;
  /** Asked before anything is kept: whether what was read is as it must be. */
  readonly demand?: (client: pg.PoolClient) => Promise<void>;
  readonly log?: (line: string) => void;
};

export async function restore(options: RestoreOptions): Promise<Trailer> {
  const compressed = createReadStream(options.file);
  const gunzip = createGunzip();
  compressed.on('error', (error) => gunzip.destroy(error));
  const lines = new LineReader(compressed.pipe(gunzip));
  try {
    const first = await lines.json();
    if (formerSchema.safeParse(first).success)
      throw new OperatorError(
        '备份来自 2026 年 11 月 30 日以前的版本，现在的版本不接收。请用做备份的版本恢复。',
        'The backup was made by a version before 30 November 2026, which this version does not take over; restore it with the version that made it.',
        { exit_code: 'failed' },
      );
    const header = headerSchema.safeParse(first);
    if (!header.success)
      throw new OperatorError(
        `${options.file} 不是本系统的备份。请检查文件名。`,
        `${options.file} is no backup of this product. Check the name of the file.`,
        { exit_code: 'failed' },
      );
    await prepare(options, header.data);
    return await fill(options, lines, header.data);
  } catch (error) {
    if (isDamage(error)) {
      throw new OperatorError(
        `备份 ${options.file} 不完整或已损坏，什么都没有恢复。请换另一份备份。`,
        `The backup ${options.file} is cut off or damaged; nothing was restored. Take another copy.${error instanceof Damage ? ` (${error.message})` : ''}`,
        { exit_code: 'failed', cause: error },
      );
    }
    throw error;
  } finally {
    compressed.destroy();
  }
}

/** What a file does that is not as it was written: it does not unpack, cannot be read, or its rows do not fit the tables. */
function isDamage(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return (
    error instanceof Damage ||
    error instanceof z.ZodError ||
    (typeof code === 'string' && /^(Z_|22|23|42|08P01)/.test(code))
  );
}

/** Brings the database to the schema of the backup; later migrations then change the restored rows as they would have. */
async function prepare(options: RestoreOptions, header: Header): Promise<void> {
  if (header.keys !== options.keys) {
    throw new OperatorError(
      '备份是用别的密钥做的。请先把那套安装的 secrets.json 放进 DATA_DIR，否则个人信息永远打不开。',
      'The backup belongs to other keys: put the secrets.json of that installation into DATA_DIR first, otherwise personal fields stay closed for ever.',
    );
  }
  const known = new Map(readMigrations().map((migration) => [migration.name, migration]));
  const wanted = header.migrations.map((applied) => {
    const migration = known.get(applied.name);
    if (migration === undefined || migration.hash !== applied.hash) {
      throw new OperatorError(
        `备份来自含有 ${applied.name} 的版本，现在的版本没有它。请用做备份的版本或更新的版本。`,
        `The backup was made with migration ${applied.name}, which this version does not have; use the version that made it, or a newer one.`,
      );
    }
    return migration;
  });
  const names = new Set(wanted.map(({ name }) => name));
  if ((await appliedMigrations(options.pool))?.some(({ name }) => !names.has(name)) === true) {
    throw new OperatorError(
      '数据库的版本比备份新。请恢复到新的 DATA_DIR 或新的库。',
      'The database was already brought to a newer version than the backup; restore into a new DATA_DIR or database.',
    );
  }
  await migrate(options.pool, wanted, { functions: null }); // functions come with the start, after all migrations
  await options.prepareJobs(options.pool);
}

async function fill(options: RestoreOptions, lines: LineReader, header: Header): Promise<Trailer> {
  const client = await options.pool.connect();
  try {
    await client.query('begin');
    const tables = await listTables(client);
    await refuseIfFilled(client, tables);
    const keys = await dropForeignKeys(client);
    const found: Trailer['tables'] = {};
    let blobs = 0;
    let trailer: Trailer | undefined;
    while (trailer === undefined) {
      const value = await lines.json();
      const blob = blobSchema.safeParse(value);
      if (blob.success) {
        await readBlob(options.store, lines, blob.data.blob);
        blobs += 1;
        continue;
      }
      const table = tableSchema.safeParse(value);
      if (!table.success) {
        trailer = trailerSchema.parse(value);
        await lines.end(); // the check sum of the whole stands behind the last line
        break;
      }
      const written = await readTable(client, lines, table.data);
      found[table.data.table] = written;
      options.log?.(`${table.data.table}  ${written.rows}`);
    }
    compare(trailer.tables, found);
    if (blobs !== trailer.blobs.count) throw new Damage('Not all files are there.');
    for (const key of keys) await client.query(key); // checks every reference
    for (const sequence of trailer.sequences) {
      await client.query('select setval($1::regclass, $2, $3)', [
        `public.${quoted(sequence.name)}`,
        sequence.last_value,
        sequence.is_called,
      ]);
    }
    for (const job of trailer.jobs) {
      await client.query('select graphile_worker.add_job($1, $2::json, $3, $4::timestamptz, $5, $6)', [
        job.task,
        JSON.stringify(job.payload),
        job.queue,
        job.run_at,
        job.attempts_left,
        job.key,
      ]);
    }
    await options.demand?.(client);
    // Whoever verifies the books must know that they are those of an earlier moment.
    await leaveEvent(new Reader(client), options.secrets, {
      now: options.now,
      action: 'platform.restore',
      subject_type: 'installation',
      subject_id: 'database',
      after: { taken_at: header.taken_at },
      request_id: 'restore',
    });
    await client.query('commit');
    return trailer;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

async function refuseIfFilled(client: pg.PoolClient, tables: readonly TableLine[]): Promise<void> {
  for (const { table } of tables) {
    const { rows } = await client.query<{ is_filled: boolean }>(
      `select exists (select from ${quoted(table)}) as is_filled`,
    );
    if (rows[0]?.is_filled === true)
      throw new OperatorError(
        `数据库不是空的（${table} 里有数据）。请恢复到新的 DATA_DIR 或新的库。`,
        `The database is not empty (${table} has rows); restore into a new DATA_DIR or database.`,
      );
  }
}

/** Rows come table by table, so references are checked once, when all are there. Returns how to make the keys again. */
async function dropForeignKeys(client: pg.PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(`
    select conrelid::regclass::text as "table", conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace order by conrelid, conname`);
  for (const key of rows) await client.query(`alter table ${key.table} drop constraint ${quoted(key.name)}`);
  return rows.map((key) => `alter table ${key.table} add constraint ${quoted(key.name)} ${key.definition}`);
}

async function readTable(
  client: pg.PoolClient,
  lines: LineReader,
  table: TableLine,
): Promise<{ rows: number; sha256: string }> {
  const hash = createHash('sha256');
  let rows = 0;
  async function* source(): AsyncGenerator<Buffer> {
    for await (const batch of lines.until(endOfRows)) {
      hash.update(batch.bytes);
      rows += batch.lines;
      yield batch.bytes;
    }
  }
  await copyIn(client, `${quoted(table.table)} (${table.columns.map(quoted).join(', ')})`, source());
  return { rows, sha256: hash.digest('hex') };
}

/** Files come back before the rows are kept: without the rows nothing names them, and they go like all such. */
async function readBlob(store: FileStore, lines: LineReader, sha256: string): Promise<void> {
  const parts: Buffer[] = [];
  for await (const { bytes } of lines.until(endOfRows)) parts.push(bytes);
  const content = Buffer.from(Buffer.concat(parts).toString('latin1'), 'base64');
  if (sha256Of(content) !== sha256) throw new Damage(`The file ${sha256} is not what was backed up.`);
  await store.put(sha256, content);
}

function compare(expected: Trailer['tables'], found: Trailer['tables']): void {
  for (const table of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    const [one, other] = [expected[table], found[table]];
    if (one?.rows !== other?.rows || one?.sha256 !== other?.sha256) {
      throw new Damage(`The rows of ${table} are not those that were backed up.`);
    }
  }
}
