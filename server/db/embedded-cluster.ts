/** One PostgreSQL cluster in a directory of ours: making it, its settings, and the traces of a running server. */
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { OperatorError } from '../operator-error.ts';
import { findBinaries, unprivilegedUser, type Binaries, type User } from './embedded-binaries.ts';

const run = promisify(execFile);
const windows = process.platform === 'win32';

export type Cluster = {
  readonly directory: string;
  readonly user: User | null;
  readonly binaries: Binaries;
  /** Null where a socket cannot be used: there the server listens on loopback with a password. */
  readonly socketDirectory: string | null;
  readonly passwordFile: string;
};

export type Connection = { host: string; port: number; user: string; database: string; password?: string };

export const superuser = 'qingzhi';
const socketPort = 5432; // only part of the socket's name, no port is opened

export function describeCluster(dataDirectory: string): Cluster {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const directory = join(dataDirectory, 'pg');
  const user = ownerOf(directory, unprivilegedUser());
  const passwordFile = join(dataDirectory, 'pg.password');
  return {
    directory,
    user,
    binaries: findBinaries(user),
    socketDirectory: windows ? null : chooseSocketDirectory(directory, user),
    passwordFile,
  };
}

/** A cluster stays with the user who made it, also when a better one has appeared on the machine since. */
function ownerOf(directory: string, user: User | null): User | null {
  const made = statSync(directory, { throwIfNoEntry: false });
  return user !== null && made !== undefined && made.uid !== 0 ? { uid: made.uid, gid: made.gid } : user;
}

/** The path of a socket may have about 100 bytes; a longer one moves to a short private directory. */
function chooseSocketDirectory(directory: string, user: User | null): string {
  if (Buffer.byteLength(directory) + '/.s.PGSQL.5432'.length <= 100) return directory;
  const owner = user?.uid ?? process.getuid?.() ?? 0;
  const hash = createHash('sha256').update(directory).digest('hex').slice(0, 16);
  const base = Buffer.byteLength(tmpdir()) <= 40 ? tmpdir() : '/tmp';
  const short = join(base, `qingzhi-${owner}-${hash}`);
  if (!existsSync(short)) {
    mkdirSync(short, { mode: 0o700 });
    if (user !== null) chownSync(short, user.uid, user.gid);
  }
  const found = lstatSync(short);
  if (!found.isDirectory() || found.uid !== owner) {
    throw new OperatorError(
      `${short} 属于别的用户。请删掉它，或让 DATA_DIR 的路径短一些。`,
      `${short} belongs to somebody else; remove it, or choose a DATA_DIR with a shorter path.`,
    );
  }
  chmodSync(short, 0o700);
  return short;
}

/**
 * The programs start inside the cluster's directory and never hear the way to it: the directories above may be closed to
 * the server's user (a clone under /root), and pg_ctl puts paths into a shell line where a quotation mark breaks them.
 */
function nameInside(cluster: Cluster): string {
  return cluster.user !== null && process.platform === 'linux' ? '/proc/self/cwd' : '.';
}

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

/** It is not empty when the next server has started in it already. */
function rmdirIfEmpty(directory: string): void {
  try {
    rmdirSync(directory);
  } catch (error) {
    if (!['ENOTEMPTY', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

export type Trace = { readonly pid: number; readonly port: number };

/** What postmaster.pid says, when its process may still be a server. */
export function readTrace(cluster: Cluster): Trace | null {
  try {
    const lines = readFileSync(join(cluster.directory, 'postmaster.pid'), 'utf8').split('\n');
    const trace = { pid: Number(lines[0]), port: Number(lines[3]) };
    return trace.pid > 0 && trace.port > 0 && mayBeServer(trace.pid) ? trace : null;
  } catch {
    return null;
  }
}

/**
 * After kill -9 the number may belong to a zombie or to another program (small numbers return in a container).
 * PostgreSQL alone would then refuse to start for ever.
 */
function mayBeServer(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
    return name === 'postgres' && state !== 'Z';
  } catch {
    return false;
  }
}

export function removeStaleTrace(cluster: Cluster): void {
  const file = join(cluster.directory, 'postmaster.pid');
  const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  // A file of the last moments may be one that another start is writing just now.
  if (age > 2_000 && readTrace(cluster) === null) rmSync(file, { force: true });
}

export function connectionTo(cluster: Cluster, port: number, database: string): Connection {
  if (cluster.socketDirectory !== null)
    return { host: cluster.socketDirectory, port: socketPort, user: superuser, database };
  return {
    host: '127.0.0.1',
    port,
    user: superuser,
    database,
    password: readFileSync(cluster.passwordFile, 'utf8').trim(),
  };
}

export function lastLogLines(cluster: Cluster): string {
  try {
    return readFileSync(join(cluster.directory, 'server.log'), 'utf8').trimEnd().split('\n').slice(-5).join('\n');
  } catch {
    return '';
  }
}
