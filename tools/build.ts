/** Builds the pages and the server into dist/. Called by run.mjs when the sources have changed since the last build. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from './files.ts';
import { serverBuild } from './server-build.ts';

const pages = ['web/vite.phone.ts', 'web/vite.console.ts']
  .map((file) => join(root, file))
  .filter((file) => existsSync(file));
for (const configFile of pages) await build({ configFile, logLevel: 'warn' });
await build(serverBuild);
console.log('已构建 · built');
