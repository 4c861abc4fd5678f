/**
 * `node tools/run.mjs server/main.ts` runs the built form of that file, `node tools/run.mjs` only builds. What was built
 * from other sources than those that lie here is built anew first. Plain JavaScript: it must run before anything is built.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import * as module from 'node:module';
import { fileURLToPath } from 'node:url';

const root = join(import.meta.dirname, '..');
const sources = ['contract', 'demo', 'domain', 'server', 'tools', 'web'];
const mark = join(root, 'dist/built-from');

function fingerprint() {
  const hash = createHash('sha256');
  const below = sources.flatMap((directory) => readdirSync(join(root, directory), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$|\.gen\.d\.ts$|\.md$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of [...below.sort(), join(root, 'package-lock.json')]) hash.update(`${file.slice(root.length)}\0`).update(readFileSync(file)).update('\0');
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
  const built = spawnSync(process.execPath, [join(root, 'node_modules/tsx/dist/cli.mjs'), fileURLToPath(new URL('./build.ts', import.meta.url))], { stdio: 'inherit' });
  if (built.status !== 0) process.exit(built.status ?? 1);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(mark, wanted);
}

// The heap is swept after it grew by a quarter. Left alone it grows to three times of what is alive: an import of a long roster took 90 MB more.
setFlagsFromString('--heap-growing-percent=25');
const entry = process.argv[2];
if (entry !== undefined) {
  module.enableCompileCache?.(join(root, 'node_modules/.cache/compiled')); // from Node 22 on
  await import(`../dist/server/${basename(dirname(entry))}.mjs`);
}
