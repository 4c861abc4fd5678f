/** Staff at their desks, served at `/console/`. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, mergeConfig } from 'vite';
import { shared } from './vite-shared.ts';

const file = (name: string) => fileURLToPath(new URL(`./console/${name}`, import.meta.url));

export default defineConfig(
  mergeConfig(shared('console'), {
    base: '/console/',
    plugins: [react()],
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
