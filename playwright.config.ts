import { defineConfig } from '@playwright/test';
import { browserArguments, findBrowser } from './tools/browser.ts';

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  globalSetup: './e2e/setup.ts',
  workers: 2, // each with a platform, a database and a browser of its own
  timeout: 300_000, // many times what the slowest takes
  expect: { timeout: 30_000 }, // what must happen may take its time on a busy machine
  reporter: 'list',
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    screenshot: 'only-on-failure', // recording every step costs a third of the time: `npx playwright test --trace on` where one fails
    launchOptions: { executablePath: findBrowser() ?? undefined, args: browserArguments },
  },
  projects: [{ name: 'journeys', use: { viewport: { width: 1440, height: 900 } } }],
});
