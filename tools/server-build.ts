/** How the server becomes a few files of JavaScript in dist/server, one for each way to start it. Packages stay in node_modules. */
import { basename, join, relative } from 'node:path';
import type { InlineConfig, Plugin } from 'vite';
import { root } from './files.ts';

const out = join(root, 'dist/server');

/** The thread that reads sheets and the process that prints PDFs are built too, under the names of their sources. */
const besides = ['server/files/sheet-worker.ts', 'server/pdf/pdf-renderer-process.ts'];
/** They lie beside their starters, so these keep looking beside themselves. */
const lookBesideThemselves = ['server/files/read-sheet.ts', 'server/pdf/start-pdf-renderer.ts'].map((file) =>
  join(root, file),
);
const nameOf = (file: string): string => basename(file, '.ts');

/** What a starter looks for beside itself and nobody builds would be missed only when somebody prints. */
export function missingBeside(code: string): string[] {
  const sought = [...code.matchAll(/new URL\('\.\/([\w-]+)\.mjs', import\.meta\.url\)/g)].map(([, name = '']) => name);
  return sought.filter((name) => !besides.some((file) => nameOf(file) === name));
}

/** Migrations, templates and fonts are not built: each module goes on finding them from where its source lies. */
function placesOfSources(): Plugin {
  return {
    name: 'places-of-sources',
    enforce: 'pre',
    transform(code, id) {
      if (id.includes('node_modules') || !code.includes('import.meta.')) return null;
      if (lookBesideThemselves.includes(id)) {
        const missing = missingBeside(code);
        if (missing.length > 0)
          throw new Error(`${id} looks beside itself for ${missing.join(', ')}, which nobody builds`);
        return null;
      }
      if (/import\.meta\.(?!url\b)/.test(code)) throw new Error(`${id}: only import.meta.url is known to the build`);
      const source = JSON.stringify(relative(out, id).replaceAll('\\', '/'));
      // On the same line, so that the lines of the source map stay true.
      return { code: code.replaceAll('import.meta.url', `new URL(${source}, import.meta.url).href`), map: null };
    },
  };
}

export const serverBuild: InlineConfig = {
  root,
  configFile: false,
  publicDir: false,
  logLevel: 'error',
  plugins: [placesOfSources()],
  // One file instead of a hundred for what every request needs.
  ssr: { noExternal: ['zod'] },
  build: {
    ssr: true,
    outDir: out,
    emptyOutDir: true,
    target: 'node20',
    sourcemap: true,
    rolldownOptions: {
      input: {
        server: join(root, 'server/main.ts'),
        demo: join(root, 'demo/main.ts'),
        ...Object.fromEntries(besides.map((file) => [nameOf(file), join(root, file)])),
      },
      output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    },
  },
};
