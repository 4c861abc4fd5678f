/** Staff at their desks, served at `/console/`. */
import react from '@vitejs/plugin-react';
import { defineConfig, mergeConfig } from 'vite';
import { shared } from './vite-shared.ts';

export default defineConfig(mergeConfig(shared('console'), { base: '/console/', plugins: [react()] }));
