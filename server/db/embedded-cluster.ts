/** One PostgreSQL cluster in a directory of ours: making it, its settings, and the traces of a running server. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  type Cluster,
  nameInside,
  superuser,
  windows,
  socketPort,
  chooseSocketDirectory,
  type Connection,
} from './cluster-directory.ts';
import { rmdirIfEmpty } from './stale-trace.ts';

const run = promisify(execFile);

async function runInside(cluster: Cluster, directory: string, program: string, parameters: string[]): Promise<void> {
  await run(program, parameters, { cwd: directory, ...cluster.user, windowsHide: true });
}

export const isMade = (cluster: Cluster): boolean => existsSync(join(cluster.directory, 'PG_VERSION'));

/** Made aside and renamed when whole: an interrupted first start leaves no half cluster, of two starts one wins. */
export async function makeCluster(cluster: Cluster): Promise<void> {
  if (isMade(cluster)) return;
  const fresh = `${cluster.directory}.new-${randomBytes(6).toString('hex')}`;
  mkdirSync(fresh, { mode: 0o700 });
  if (cluster.user !== null) chownSync(fresh, cluster.user.uid, cluster.user.gid);
  const parameters = [
    '-D',
    nameInside(cluster),
    '-U',
    superuser,
    '--encoding=UTF8',
    ...localeParameters(),
    '--auth-host=scram-sha-256',
  ];
  if (windows) {
    if (!existsSync(cluster.passwordFile))
      writeFileSync(cluster.passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
    parameters.push('--auth-local=scram-sha-256', `--pwfile=${cluster.passwordFile}`);
  } else {
    parameters.push('--auth-local=trust'); // the socket lies in a directory of mode 0700
  }
  try {
    await runInside(cluster, fresh, cluster.binaries.initdb, parameters);
    writeFileSync(join(fresh, 'postgresql.conf'), "include_if_exists 'qingzhi.conf'\n", { flag: 'a' });
    renameSync(fresh, cluster.directory);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!isMade(cluster)) throw error;
  }
}

function localeParameters(): string[] {
  if (process.platform === 'linux') return ['--locale=C.UTF-8'];
  return process.platform === 'darwin' ? ['--locale=C', '--lc-ctype=UTF-8'] : ['--locale=C'];
}

/** An eighth of the machine: what is read and written often stays at hand, and plenty is left for the server and the files. */
function bufferMegabytes(): number {
  return Math.min(2048, Math.max(128, Math.floor(totalmem() / 8 / 2 ** 20)));
}

/** Written before each start, so that a moved data directory finds its socket again. */
export async function writeSettings(cluster: Cluster, extra: Readonly<Record<string, string>>): Promise<void> {
  const closed = nameInside(cluster) !== '.';
  const socket =
    closed && cluster.socketDirectory === cluster.directory ? nameInside(cluster) : cluster.socketDirectory;
  const settings: Record<string, string> = {
    listen_addresses: windows ? '127.0.0.1' : '',
    port: String(windows ? await freePort() : socketPort),
    max_connections: '100',
    shared_buffers: `${bufferMegabytes()}MB`,
    // Fewer checkpoints: each one makes the next writes log whole pages. A restart after a crash reads at most this much.
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    random_page_cost: '1.1', // for disks without a moving head
    jit: 'off', // compiling costs more than our statements
    log_min_messages: 'warning',
    log_checkpoints: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(socket === null ? {} : { unix_socket_directories: `"${socket.replaceAll('"', '""')}"` }),
    ...extra,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`);
  const file = join(cluster.directory, 'qingzhi.conf');
  const fresh = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(fresh, lines.join(''), { mode: 0o644 });
  renameSync(fresh, file);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** pg_ctl gives the server a session of its own, so Ctrl-C reaches Node alone and the database is stopped last. */
export async function startServer(cluster: Cluster): Promise<void> {
  if (!windows) chooseSocketDirectory(cluster.directory, cluster.user); // the last stop may have removed a short one
  const log = join(cluster.directory, 'server.log');
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 10_000_000) rmSync(log);
  const parameters = ['start', '-D', nameInside(cluster), '-w', '-t', '120', '-s', '-l', 'server.log'];
  await runInside(cluster, cluster.directory, cluster.binaries.pg_ctl, parameters);
}

export async function stopServer(cluster: Cluster): Promise<void> {
  const parameters = ['stop', '-D', nameInside(cluster), '-m', 'fast', '-w', '-t', '120', '-s'];
  await runInside(cluster, cluster.directory, cluster.binaries.pg_ctl, parameters);
  if (cluster.socketDirectory !== null && cluster.socketDirectory !== cluster.directory) {
    rmdirIfEmpty(cluster.socketDirectory);
  }
}

export function connectionTo(
  cluster: Cluster,
  { port, database, user = superuser }: { port: number; database: string; user?: string },
): Connection {
  if (cluster.socketDirectory !== null) return { host: cluster.socketDirectory, port: socketPort, user, database };
  return {
    host: '127.0.0.1',
    port,
    user,
    database,
    password: readPassword(cluster),
  };
}

/** Both roles have it: it keeps other people of the machine out, not one role from the other. */
export const readPassword = (cluster: Cluster): string => readFileSync(cluster.passwordFile, 'utf8').trim();

export function lastLogLines(cluster: Cluster): string {
  try {
    return readFileSync(join(cluster.directory, 'server.log'), 'utf8').trimEnd().split('\n').slice(-5).join('\n');
  } catch {
    return '';
  }
}
