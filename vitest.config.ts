import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{domain,contract,server,web,demo,tools,bench}/**/*.test.{ts,tsx}'],
    globalSetup: './vitest.setup.ts',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 180_000, // many times what the slowest takes: a busy machine is no fault
    hookTimeout: 300_000,
    expect: { poll: { timeout: 30_000 } }, // a second is short on a machine that does other things
  },
});
