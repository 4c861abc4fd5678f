/** Where a cluster lies, who owns it, and where its socket stands. */
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OperatorError } from '../operator-error.ts';
import { findBinaries, unprivilegedUser, type Binaries, type User } from './embedded-binaries.ts';

export const windows = process.platform === 'win32';

export type Cluster = {
  readonly directory: string;
  readonly user: User | null;
  readonly binaries: Binaries;
  /** Null where a socket cannot be used: there the server listens on loopback with a password. */
  readonly socketDirectory: string | null;
  readonly passwordFile: string;
};

export type Connection = { host: string; port: number; user: string; database: string; password?: string };

/** Owns the database, makes its tables and keeps what nobody may change (apply-privileges.ts). */
export const superuser = 'qingzhi';
/** As whom the platform serves. Whoever holds the machine can be either; SQL that reaches the platform cannot. */
export const applicationUser = 'qingzhi_application';
export const socketPort = 5432;

// only part of the socket's name, no port is opened

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
export function chooseSocketDirectory(directory: string, user: User | null): string {
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
export function nameInside(cluster: Cluster): string {
  return cluster.user !== null && process.platform === 'linux' ? '/proc/self/cwd' : '.';
}
