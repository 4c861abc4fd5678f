/**
 * The embedded PostgreSQL: real server programs from npm, started in the data directory.
 * Every process that uses it holds a shared lock; the last one to leave stops the server. So a second start joins,
 * an orphan left by kill -9 is adopted, and nobody's database is taken away from under them.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { resolve } from 'node:path';
import pg from 'pg';
import { OperatorError } from '../operator-error.ts';
import {
  connectionTo,
  isMade,
  lastLogLines,
  makeCluster,
  readPassword,
  startServer,
  stopServer,
  writeSettings,
} from './embedded-cluster.ts';
import { applicationUser, describeCluster, type Cluster, type Connection } from './cluster-directory.ts';
import { readTrace, removeStaleTrace } from './stale-trace.ts';

export type EmbeddedOptions = {
  readonly data_dir: string;
  readonly log?: (line: string) => void;
  /** Server settings beyond our own, such as fsync off in tests. */
  readonly settings?: Readonly<Record<string, string>>;
};

export type Embedded = {
  /** The owner's. */
  readonly connection: Connection;
  /** What the platform serves by. */
  readonly application: Connection;
  /** False when a live server was joined. */
  readonly started: boolean;
  /** Stops the server unless another process still uses it. Idempotent. */
  stop(): Promise<void>;
};

const databaseName = 'qingzhi';
const presenceLock = 7_261_001;
const timeoutMs = 60_000;

export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const cluster = describeCluster(resolve(options.data_dir));
  await makeCluster(cluster);
  const reached = await reachServer(cluster, options);
  let { presence } = reached;
  await makeDatabase(presence);
  await makeApplicationUser(cluster, presence);
  let stopping: Promise<void> | undefined;
  const isStopping = (): boolean => stopping !== undefined;
  /** A server that broke, or stopped over a full disk, is started again, so that nobody has to come by night. */
  const revive = async (): Promise<void> => {
    while (!isStopping() && isMade(cluster)) {
      try {
        const again = (await reachServer(cluster, options)).presence;
        if (isStopping()) return await leave(cluster, again, options.log); // asked to stop while it was being started again
        presence = again;
        presence.once('end', () => void revive());
        options.log?.('数据库已恢复 · The database is back');
        return;
      } catch {
        await sleep(2_000, undefined, { ref: false });
      }
    }
  };
  presence.once('end', () => void revive());
  return {
    connection: connectionTo(cluster, { port: presence.port, database: databaseName }),
    application: connectionTo(cluster, { port: presence.port, database: databaseName, user: applicationUser }),
    started: reached.started,
    stop: () => (stopping ??= leave(cluster, presence, options.log)),
  };
}

async function reachServer(
  cluster: Cluster,
  options: EmbeddedOptions,
): Promise<{ presence: pg.Client; started: boolean }> {
  const deadline = Date.now() + timeoutMs;
  let started = false;
  let failure: unknown;
  while (Date.now() < deadline) {
    const presence = await join(cluster);
    if (presence !== null) return { presence, started };
    if (readTrace(cluster) === null) {
      removeStaleTrace(cluster);
      try {
        await writeSettings(cluster, options.settings ?? {});
        await startServer(cluster);
        started = true;
        continue;
      } catch (error) {
        failure = error; // most often another start was faster: then the next round joins it
        started = false;
        if (readTrace(cluster) === null && Date.now() > deadline - timeoutMs + 5_000) break;
      }
    }
    await sleep(50);
  }
  throw new OperatorError(
    `内置的 PostgreSQL（${cluster.directory}）没有启动。请看下面它最后的日志；常见原因是磁盘满了、目录不可写或文件被改动。`,
    `The embedded PostgreSQL in ${cluster.directory} did not start. Its last words follow; mostly the disk is full, the directory not writable, or a file was changed.\n${lastLogLines(cluster)}`,
    { cause: failure },
  );
}

/** Null when no server answers, or when the one that answered is leaving. */
async function join(cluster: Cluster): Promise<pg.Client | null> {
  const trace = readTrace(cluster);
  if (trace === null) return null;
  const client = new pg.Client({
    ...connectionTo(cluster, { port: trace.port, database: 'postgres' }),
    application_name: 'qingzhi presence',
  });
  client.on('error', () => undefined); // the server going away is noticed by those who query it
  try {
    await client.connect();
    await client.query('select pg_advisory_lock_shared($1)', [presenceLock]);
    return client;
  } catch {
    await client.end().catch(() => undefined);
    return null;
  }
}

async function makeDatabase(presence: pg.Client): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const found = await presence.query('select 1 from pg_database where datname = $1', [databaseName]);
    if (found.rowCount !== 0) return;
    try {
      await presence.query(`create database ${databaseName}`);
    } catch (error) {
      // Two starts at once: the other one is making it, or has just made it.
      const code = (error as { code?: string }).code ?? '';
      if (attempt > 100 || !['42P04', '23505', '55006'].includes(code)) throw error;
      await sleep(50);
    }
  }
}

/** Also in a directory of before there was such a role. */
async function makeApplicationUser(cluster: Cluster, presence: pg.Client): Promise<void> {
  const found = await presence.query('select 1 from pg_roles where rolname = $1', [applicationUser]);
  if (found.rowCount !== 0) return;
  const password = cluster.socketDirectory === null ? ` password '${readPassword(cluster)}'` : '';
  try {
    await presence.query(`create role ${applicationUser} login${password}`);
  } catch (error) {
    if (!['42710', '23505'].includes((error as { code?: string }).code ?? '')) throw error; // another start was faster
  }
}

async function leave(cluster: Cluster, presence: pg.Client, log: EmbeddedOptions['log']): Promise<void> {
  const unlocked = await presence.query('select pg_advisory_unlock_shared($1)', [presenceLock]).catch(() => null);
  // Our server broke; somebody may have started it again since.
  const leaving = unlocked === null ? await join(cluster) : presence;
  if (leaving === null) return presence.end().catch(() => undefined);
  try {
    if (unlocked === null) await leaving.query('select pg_advisory_unlock_shared($1)', [presenceLock]);
    const { rows } = await leaving.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [
      presenceLock,
    ]);
    if (rows[0]?.alone === true) await stopServer(cluster);
    else
      log?.(
        '数据库还有其他程序在用，由最后离开的程序停止 · The database is still in use by another process, which will stop it',
      );
  } finally {
    await Promise.allSettled([leaving.end(), presence.end()]);
  }
}
