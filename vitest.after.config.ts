import { defineConfig } from 'vitest/config';
import common from './vitest.config.ts';

/** What judges the statements of all tests together, after the last of them: `npm test` runs it by itself. */
export default defineConfig({ test: { ...common.test, include: ['server/proof/**/*.after.ts'] } });
