import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { directoryStore } from './directory-store.ts';
import { readKept, sha256Of, type FileStore } from './file-store.ts';

const directory = mkdtempSync(join(tmpdir(), 'qingzhi-store-'));
afterAll(() => {
  rmSync(directory, { recursive: true });
});
const filesBelow = (): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => one.name)
    .sort();

/** What every store does, whatever it is made of. */
const stores: readonly (readonly [string, () => Promise<FileStore>])[] = [
  ['a directory', () => Promise.resolve(directoryStore(directory))],
];

describe.each(stores)('%s', (_, open) => {
  test('gives back what was put, knows its size, and forgets what was deleted', async () => {
    const store = await open();
    for (const bytes of [Buffer.alloc(0), Buffer.from('纪要'), randomBytes(3 * 2 ** 20)]) {
      const sha256 = sha256Of(bytes);
      expect([await store.head(sha256), await store.get(sha256)]).toEqual([null, null]);
      await store.put(sha256, bytes);
      await store.put(sha256, bytes);
      expect(await store.head(sha256)).toBe(bytes.length);
      expect((await store.get(sha256))?.equals(bytes)).toBe(true);
      await store.delete(sha256);
      await store.delete(sha256);
      expect([await store.head(sha256), await store.get(sha256)]).toEqual([null, null]);
    }
  });

  test('takes the same bytes from many at once, and others beside them', async () => {
    const store = await open();
    const all = Array.from({ length: 40 }, (_, place) => randomBytes(place % 4 === 0 ? 100_000 : 10));
    await Promise.all([...all, ...all].map((bytes) => store.put(sha256Of(bytes), bytes)));
    const found = await Promise.all(all.map((bytes) => store.get(sha256Of(bytes))));
    expect(found.every((bytes, place) => bytes !== null && all[place]?.equals(bytes))).toBe(true);
    for (const bytes of all) await store.delete(sha256Of(bytes));
  });

  test('what is missing or was changed is told from what was kept', async () => {
    const store = await open();
    const bytes = Buffer.from('原件');
    const other = sha256Of(Buffer.from('别的'));
    await store.put(other, bytes); // under the name of something else, as after a change by hand
    await expect(readKept(store, other)).rejects.toThrow(/changed/);
    await expect(readKept(store, sha256Of(bytes))).rejects.toThrow(/missing/);
    await store.delete(other);
  });
});

test('what a process that was killed had begun is removed after a day, and what is being written is not', async () => {
  const partial = join(directory, 'partial');
  for (const name of ['old', 'new']) writeFileSync(join(partial, name), 'x');
  const before = new Date(Date.now() - 25 * 3_600_000);
  utimesSync(join(partial, 'old'), before, before);
  directoryStore(directory);
  expect(filesBelow()).toEqual(['new']);
  rmSync(join(partial, 'new'));
});

test('the name of a file is the hash of what it holds', async () => {
  const bytes = randomBytes(1000);
  const name = createHash('sha256').update(bytes).digest('hex');
  const store = directoryStore(directory);
  await store.put(sha256Of(bytes), bytes);
  expect(filesBelow()).toEqual([name]);
  await store.delete(name);
});
