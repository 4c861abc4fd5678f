import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { dayMs } from '../../domain/time.ts';
import { StoreAway, type FileStore } from './file-store.ts';

/**
 * Files in a directory, for one machine or a disk that several share. Written under another name, brought to the disk and then
 * renamed: what bears a hash as its name is whole, whatever stops the machine.
 */
export function directoryStore(directory: string): FileStore {
  const partial = join(directory, 'partial');
  const placeOf = (sha256: string): string => join(directory, sha256.slice(0, 2), sha256);
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  removeStale(partial);

  async function head(sha256: string): Promise<number | null> {
    return (await orNull(stat(placeOf(sha256))))?.size ?? null;
  }
  return {
    head,
    get: (sha256) => orNull(readFile(placeOf(sha256))),
    delete: (sha256) => rm(placeOf(sha256), { force: true }),
    async put(sha256, bytes) {
      if ((await head(sha256)) === bytes.length) return;
      const [fresh, place] = [join(partial, randomUUID()), placeOf(sha256)];
      try {
        await mkdir(dirname(place), { recursive: true, mode: 0o700 });
        await writeThrough(fresh, bytes);
        await rename(fresh, place);
        await syncDirectory(dirname(place));
      } catch (error) {
        await rm(fresh, { force: true }).catch(() => undefined);
        throw isFull(error) ? new StoreAway('the disk of the files is full', { cause: error }) : error;
      }
    },
  };
}

async function writeThrough(file: string, bytes: Buffer): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The name, too, is on the disk before anybody relies on it; Windows does that by itself and opens no directory. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What a process that was killed had begun to write. */
function removeStale(partial: string): void {
  const before = Date.now() - dayMs;
  for (const name of readdirSync(partial)) {
    const file = join(partial, name);
    if ((statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) < before) rmSync(file, { force: true });
  }
}

async function orNull<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

const isFull = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '');
