/** What both builds share: hashed assets, one file list for offline use, and compressed copies beside each asset. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { normalizePath, type Plugin, type UserConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const domain = normalizePath(join(here, '../domain/'));
const smallestWorthBytes = 1_000;
const compressible = /\.(js|css|html|svg|json|webmanifest)$/;
const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

export function shared(app: 'phone' | 'console'): UserConfig {
  return {
    root: join(here, app),
    publicDir: join(here, app, 'public'),
    cacheDir: join(here, '../node_modules/.vite', app),
    build: {
      outDir: join(here, '../dist/web', app),
      emptyOutDir: true,
      target: 'es2022',
      reportCompressedSize: false,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        // domain is pure: a table that no page reads stays out
        treeshake: { moduleSideEffects: (id: string) => !id.startsWith(domain) },
        onLog: (level, log, handle) => {
          if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log);
        },
      },
    },
    server: {
      proxy: { '/api': { target: `http://127.0.0.1:${process.env['PORT'] ?? '3000'}` } },
    },
    plugins: [compressed(join(here, '../dist/web', app))],
  };
}

/** Writes .br and .gz next to each asset after the build, so that the server only has to send files. */
function compressed(folder: string): Plugin {
  return {
    name: 'compressed-copies',
    apply: 'build',
    async closeBundle() {
      const names = (await readdir(folder, { recursive: true })).filter((name) => compressible.test(name));
      const assets = names.filter((name) => name.startsWith('assets')).map((name) => name.replaceAll('\\', '/'));
      await writeFile(join(folder, 'assets.json'), JSON.stringify(assets));
      await Promise.all(names.map((name) => compress(join(folder, name))));
    },
  };
}

async function compress(file: string): Promise<void> {
  const bytes = await readFile(file);
  if (bytes.length < smallestWorthBytes) return;
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  await Promise.all([
    brotli(bytes, quality).then((small) => writeFile(`${file}.br`, small)),
    gzipped(bytes, { level: 9 }).then((small) => writeFile(`${file}.gz`, small)),
  ]);
}
