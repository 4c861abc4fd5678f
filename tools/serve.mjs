/** `node tools/serve.mjs server/main.ts` runs the built form of that file in this process. Plain JavaScript: it starts what is built. */
import { basename, dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import * as module from 'node:module';

// The heap is swept after it grew by a quarter. Left alone it grows to three times of what is alive: an import of a long roster took 90 MB more.
setFlagsFromString('--heap-growing-percent=25');
module.enableCompileCache?.(join(import.meta.dirname, '../node_modules/.cache/compiled')); // from Node 22 on
await import(`../dist/server/${basename(dirname(process.argv[2] ?? ''))}.mjs`);
