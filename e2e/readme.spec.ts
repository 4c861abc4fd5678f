/** The README's first command as it stands there: the built product, the whole demonstration, and its books afterwards. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

test('npm run demo builds the whole demonstration and serves phone and desk; verify finds nothing', async ({
  browser,
}) => {
  const directory = mkdtempSync(join(tmpdir(), 'qingzhi-readme-'));
  const { DATABASE_URL: _, DATABASE_OWNER_URL: __, ...inherited } = process.env;
  const environment = { ...inherited, DATA_DIR: directory, PORT: '0' };
  const server = spawn('npm', ['run', '--silent', 'demo'], { env: environment, detached: true });
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let said = '';
      const listen = (chunk: Buffer): void => {
        said += chunk.toString('utf8');
        const ready = /ready (http:\/\/\S+)/.exec(said)?.[1];
        if (ready !== undefined) resolve(ready);
      };
      server.stdout.on('data', listen);
      server.stderr.on('data', listen);
      server.once('exit', (code) => reject(new Error(`it ended with ${code}: ${said.slice(-2000)}`)));
    });
    const context = await browser.newContext({ baseURL: address, viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    await page.goto('/');
    await page.getByRole('link', { name: '登录或注册' }).click();
    await page.getByRole('button', { name: '志愿者，服务一年' }).click();
    await expect(page.getByRole('navigation').getByRole('link', { name: '我的' })).toBeVisible();
    await page.goto('/console/');
    await expect(page.getByRole('heading').first()).toBeVisible();
  } finally {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    if (server.exitCode === null && server.pid !== undefined) {
      process.kill(-server.pid, 'SIGINT'); // as Ctrl-C does, to all of them
      await ended;
    }
  }
  const verified = spawnSync('npm', ['run', '--silent', 'verify'], { env: environment, encoding: 'utf8' });
  rmSync(directory, { recursive: true, force: true });
  expect(verified.stdout + verified.stderr).toContain('账本完好');
});
