import { expect, test } from '@playwright/test';
import { createServer, mergeConfig, type UserConfig, type ViteDevServer } from 'vite';
import consoleConfig from '../web/vite.console.ts';
import { violations } from './axe.ts';

let server: ViteDevServer;
let address: string;

test.beforeAll(async () => {
  server = await createServer(
    mergeConfig(consoleConfig as UserConfig, { configFile: false, logLevel: 'error', server: { port: 0, hmr: false } }),
  );
  await server.listen();
  address = `http://localhost:${(server.httpServer?.address() as { port: number } | undefined)?.port}/console/gallery`;
});
test.afterAll(() => server.close());
/** The parts are shown without a server behind them; to the page nobody is signed in. */
const nobody = {
  signed_in: false,
  is_demonstration: false,
  person: null,
  grants: [],
  unread_notices: 0,
  can: { open_console: false },
};
test.beforeEach(({ page }) => page.route('**/api/me', (route) => route.fulfill({ json: nobody })));

const looks = [
  { name: 'light', kept: {} },
  { name: 'dark', kept: { theme: 'dark' } },
  { name: 'large', kept: { type: 'large' } },
  { name: 'dark-large', kept: { theme: 'dark', type: 'large' } },
  { name: 'english', kept: { language: 'en' } },
];

for (const { name, kept } of looks) {
  test(`the parts pass axe, ${name}`, async ({ page }, info) => {
    await page.addInitScript(
      (preferences) => localStorage.setItem('qingzhi.preferences', JSON.stringify(preferences)),
      kept,
    );
    await page.goto(address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.screenshot({ path: info.outputPath(`gallery-${name}.png`), fullPage: true });
    expect(await violations(page)).toEqual([]);
  });
}

test('a tree is walked by arrows with one stop for Tab', async ({ page }) => {
  await page.goto(address);
  const tree = page.getByRole('tree').first();
  await tree.getByRole('treeitem', { name: /云汀市/ }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(tree.getByRole('treeitem', { name: /云汀区/ })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(tree.getByRole('treeitem', { name: /云汀区/ })).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(tree.getByRole('treeitem', { name: /云汀市/ })).toBeFocused();
});

test('a dialog keeps the focus and gives it back', async ({ page }) => {
  await page.goto(address);
  const opener = page.getByRole('button', { name: '打开停用' });
  await opener.click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await page.getByRole('alertdialog').getByRole('button', { name: '停用 30 天' }).click();
  await expect(page.getByText('写一句理由')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('alertdialog')).toBeHidden();
  await expect(opener).toBeFocused();
});
