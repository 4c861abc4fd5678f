/** An end that is planned for a day: said beforehand on both surfaces, revoked, planned again, and carried out when the day comes. */
import { expect, test, type Browser, type Page } from '@playwright/test';
import { at, startOfDay } from '../domain/time.ts';
import { carryOutEnds } from '../server/organizations/planned-ends/carry-out-end.ts';
import { sessionCookie } from '../server/http/load-actor.ts';
import { TestApp, type TestOrganization, type TestPerson } from '../server/testing/test-app.ts';
import { violations } from './axe.ts';
import { startWorld, type World } from './world.ts';

const now = at('2026-11-22', '10:00');
const onTheDay = startOfDay('2026-12-31');
let world: World;
let t: TestApp;
let association: TestOrganization;
let team: TestOrganization;
let officer: TestPerson;
let member: TestPerson;

test.beforeAll(async () => {
  world = await startWorld(now);
  t = new TestApp(world.app, world.database, world.services, { now });
  const county = await t.organization('云汀区', null, { kind: 'county', level: 'county' });
  association = await t.organization('云汀区青年志愿者协会', county, { level: 'county' });
  team = await t.organization('晨光护河队', association, { kind: 'team', level: 'county' });
  officer = await t.person('秦岚', [
    { permissions: ['organizations.read', 'organizations.manage', 'accounts.grant'], at: county },
  ]);
  member = await t.volunteer('林队员', team);
});
test.afterAll(() => world.stop());

async function open(browser: Browser, who: TestPerson, width: number): Promise<Page> {
  const context = await browser.newContext({
    baseURL: world.url,
    serviceWorkers: 'block',
    viewport: { width, height: width === 390 ? 844 : 900 },
  });
  await context.addCookies([{ name: sessionCookie, value: who.token, url: world.url }]);
  const page = await context.newPage();
  await page.clock.setFixedTime(world.now());
  return page;
}

async function look(page: Page, name: string): Promise<void> {
  await page.locator('.loading').waitFor({ state: 'detached' });
  await page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true });
  expect(await violations(page), name).toEqual([]);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(sideways, name).toBe(false);
}

async function plan(page: Page): Promise<void> {
  await page.getByRole('button', { name: '撤销、合并' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByRole('button', { name: '撤销组织' })).toBeVisible();
  await dialog.getByLabel('从哪天起不再存在').fill('2026-12-31');
  await expect(dialog.getByText('今天不撤销：定于')).toBeVisible();
  await dialog.getByText('转到“云汀区青年志愿者协会”').click();
  await dialog.getByLabel('依据').fill('人员减少');
  await look(page, 'console-plan-dialog');
  await dialog.getByRole('button', { name: '定于 2026 年 12 月 31 日撤销' }).click();
  await expect(page.getByText('已定好，成员和工作人员会收到消息')).toBeVisible();
}

test('planned, seen by the member and the office, revoked, planned again, and carried out on the day', async ({
  browser,
}) => {
  const desk = await open(browser, officer, 1440);
  await desk.goto(`/console/organizations?at=${team.id}`);
  await plan(desk);
  const banner = desk.getByRole('region', { name: '将要撤销' });
  await expect(banner).toContainText('“晨光护河队”将于 2026 年 12 月 31 日撤销，到时由“云汀区青年志愿者协会”接着负责');
  await expect(banner).toContainText('人员减少');
  await look(desk, 'console-planned');

  const phone = await open(browser, member, 390);
  await phone.goto('/me/profile');
  await expect(phone.getByRole('region', { name: '将要撤销' })).toContainText(
    '“晨光护河队”将于 2026 年 12 月 31 日撤销',
  );
  await look(phone, 'phone-planned');
  await phone.goto('/messages');
  await expect(phone.getByText('“晨光护河队”将于 2026-12-31 撤销')).toBeVisible();

  await banner.getByRole('button', { name: '取消预定' }).click();
  const dialog = desk.getByRole('alertdialog');
  await dialog.getByLabel('理由').fill('又招到人了');
  await dialog.getByRole('button', { name: '取消预定' }).click();
  await expect(desk.getByText('已取消预定')).toBeVisible();
  await expect(banner).toHaveCount(0);
  await phone.goto('/me/profile');
  await expect(phone.getByRole('heading', { name: '我的队伍' })).toBeVisible();
  await expect(phone.getByRole('region', { name: '将要撤销' })).toHaveCount(0);

  await plan(desk);
  await expect(banner).toBeVisible();
  world.setNow(onTheDay);
  await carryOutEnds(world.services);
  await desk.reload();
  await expect(desk.getByRole('region', { name: '已撤销' })).toContainText('2026 年 12 月 31 日撤销，不再登记');
});
