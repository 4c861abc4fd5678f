import { defineConfig } from '@playwright/test';
import { browserArguments, findBrowser } from './tools/browser.ts';

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: 1, // each journey starts a platform of its own; two at once would starve a small machine
  timeout: 180_000,
  expect: { timeout: 30_000 }, // what must happen may take its time on a busy machine
  reporter: 'list',
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    trace: 'retain-on-failure',
    launchOptions: { executablePath: findBrowser() ?? undefined, args: browserArguments },
  },
  projects: [{ name: 'journeys', use: { viewport: { width: 1440, height: 900 } } }],
});
