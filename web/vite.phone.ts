/** Volunteers, public pages and sign-in, served at `/`. React's API is Preact's here: a first load stays small. */
import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vite';
import { shared } from './vite-shared.ts';

const file = (name: string) => fileURLToPath(new URL(`./phone/${name}`, import.meta.url));

export default defineConfig(
  mergeConfig(shared('phone'), {
    base: '/',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    resolve: {
      alias: [
        { find: 'react-dom/client', replacement: 'preact/compat/client' },
        { find: /^react(-dom)?$/, replacement: 'preact/compat' },
        { find: 'react/jsx-runtime', replacement: 'preact/jsx-runtime' },
      ],
    },
    build: {
      rolldownOptions: {
        input: { main: file('index.html'), 'service-worker': file('service-worker.ts') },
        output: {
          entryFileNames: (chunk: { name: string }) =>
            chunk.name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js',
        },
      },
    },
  }),
);
