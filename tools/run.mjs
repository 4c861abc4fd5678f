/**
 * `node tools/run.mjs server/main.ts` runs the built form of that file and watches over it, `node tools/run.mjs` only builds.
 * What was built from other sources than those that lie here is built anew first. Plain JavaScript: it must run before anything is built.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { watch } from './watch.mjs';

const root = join(import.meta.dirname, '..');
const sources = ['contract', 'demo', 'domain', 'server', 'tools', 'web'];
const mark = join(root, 'dist/built-from');

function fingerprint() {
  const hash = createHash('sha256');
  const below = sources
    .flatMap((directory) => readdirSync(join(root, directory), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$|\.gen\.d\.ts$|\.md$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of [...below.sort((one, other) => (one < other ? -1 : 1)), join(root, 'package-lock.json')])
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.digest('hex');
}

function markOfBuild() {
  try {
    return readFileSync(mark, 'utf8');
  } catch {
    return null;
  }
}

const wanted = fingerprint();
if (markOfBuild() !== wanted) {
  const built = spawnSync(
    process.execPath,
    [join(root, 'node_modules/tsx/dist/cli.mjs'), fileURLToPath(new URL('./build.ts', import.meta.url))],
    { stdio: 'inherit' },
  );
  if (built.status !== 0) process.exit(built.status ?? 1);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(mark, wanted);
}

const entry = process.argv[2];
if (entry !== undefined) watch(fileURLToPath(new URL('./serve.mjs', import.meta.url)), [entry]);
