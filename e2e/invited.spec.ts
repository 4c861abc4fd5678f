/** Without text messages: an administrator gives a role that can approve, its holder comes in by a link, another administrator says yes. */
import { Secret, TOTP } from 'otpauth';
import { expect, test, type Browser, type Page, type TestInfo } from '@playwright/test';
import type { Permission } from '../domain/permissions.ts';
import { sql } from '../server/db/sql.ts';
import type { TestApp, TestPerson } from '../server/testing/test-app.ts';
import { fixturesOf, signedIn } from './fixtures.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let fixtures: TestApp;
let first: TestPerson;
let second: TestPerson;
const desk = { width: 1440, height: 900 };
const permissions: Permission[] = [
  'organizations.read',
  'accounts.grant',
  'records.read',
  'records.approve',
  'projects.read',
];

test.beforeAll(async () => {
  world = await startWorld(new Date());
  fixtures = fixturesOf(world);
  const county = await fixtures.organization('云汀区青年志愿者协会', null, { level: 'county' });
  first = await fixtures.person('何景', [{ permissions, at: county }]);
  second = await fixtures.person('罗岚', [{ permissions, at: county }]);
  await fixtures.setUp((writer) =>
    writer.run(sql`
    insert into roles (id, organization_id, name_zh, name_en, permissions, created_at)
    values (${writer.newId()}, ${county.id}, '复核员', 'Reviewer', ${['records.read', 'records.approve', 'projects.read']}, ${writer.now})`),
  );
});
test.afterAll(async () => {
  await world.stop();
});

async function open(browser: Browser, person: TestPerson | null, size = desk): Promise<Page> {
  const context = await browser.newContext({ viewport: size, baseURL: world.url, serviceWorkers: 'block' });
  if (person !== null) await signedIn(context, world, person);
  return context.newPage();
}
async function look(page: Page, info: TestInfo, name: string): Promise<void> {
  await expect(page.locator('.loading')).toHaveCount(0);
  await page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true });
}

test('a role is granted by phone and name, its holder comes in by the link, and approves after the second yes', async ({
  browser,
}, info) => {
  const giver = await open(browser, first);
  await giver.goto('/console/roles');
  await giver.getByRole('button', { name: '授予权限' }).click();
  await giver.getByLabel('手机号').fill('13805790123');
  await giver.getByLabel('姓名（新账号）').fill('林新');
  await giver.getByLabel('角色', { exact: true }).selectOption({ label: '复核员' });
  await giver.getByRole('dialog').getByRole('button', { name: '授予权限' }).click();
  await expect(giver.getByText('等另一位管理员同意才生效')).toBeVisible();
  await giver.getByRole('row', { name: /林新/ }).getByRole('button', { name: '登录链接' }).click();
  const link = await giver.locator('.sign-in-link').innerText();
  await look(giver, info, 'link');

  const newcomer = await open(browser, null, { width: 390, height: 844 });
  await newcomer.goto(new URL(link).pathname + new URL(link).hash);
  await expect(newcomer.getByText('林新，登录手机 138')).toBeVisible();
  await look(newcomer, info, 'welcome');
  const secret = (await newcomer.locator('code').innerText()).replaceAll(' ', '');
  await newcomer.getByLabel('密码', { exact: true }).fill('春风十里不如你的微笑');
  await newcomer
    .getByLabel('应用里的 6 位数字')
    .fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: world.now().getTime() }));
  await newcomer.getByRole('button', { name: '设好，进入工作台' }).click();
  await newcomer.waitForURL('**/console/');
  const shut = newcomer.getByRole('region', { name: '还差一步的权限' });
  await expect(shut).toContainText('等第二位管理员同意');
  await look(newcomer, info, 'shut');

  const other = await open(browser, second);
  await other.goto('/console/');
  await other.getByRole('link', { name: /有审核权限的授权/ }).click();
  await look(other, info, 'waiting');
  await other.getByRole('row', { name: /林新/ }).getByRole('button', { name: '同意' }).click();
  await expect(other.getByText('已同意，这些权限现在生效')).toBeVisible();
  await newcomer.reload();
  await expect(newcomer.getByText('您的工作范围')).toBeVisible();
  await expect(shut).toHaveCount(0);
});
