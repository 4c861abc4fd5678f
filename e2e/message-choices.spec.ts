/** Which messages come, and by which way: reached from the messages, held at once, the same on the phone and at the desk. */
import { expect, test, type Browser, type Page } from '@playwright/test';
import { at } from '../domain/time.ts';
import { sql } from '../server/db/sql.ts';
import { sessionCookie } from '../server/http/load-actor.ts';
import { TestApp, type TestPerson } from '../server/testing/test-app.ts';
import { violations } from './axe.ts';
import { startWorld, type World } from './world.ts';

const now = at('2026-11-30', '10:00');
let world: World;
let t: TestApp;
let officer: TestPerson;
let member: TestPerson;

test.beforeAll(async () => {
  world = await startWorld(now);
  t = new TestApp(world.app, world.database, world.services, { now });
  const county = await t.organization('云汀区青年志愿者协会', null, { level: 'county' });
  officer = await t.person('秦岚', [{ permissions: ['organizations.read', 'projects.publish'], at: county }]);
  member = await t.volunteer('林队员', county);
});
test.afterAll(() => world.stop());

async function open(browser: Browser, who: TestPerson, width: number): Promise<Page> {
  const context = await browser.newContext({
    baseURL: world.url,
    serviceWorkers: 'block',
    viewport: { width, height: width === 390 ? 844 : 900 },
  });
  await context.addCookies([{ name: sessionCookie, value: who.token, url: world.url }]);
  return context.newPage();
}

async function look(page: Page, name: string): Promise<void> {
  await page.locator('.loading').waitFor({ state: 'detached' });
  await page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true });
  expect(await violations(page), name).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth), name).toBe(false);
}

test('a volunteer wants invitations on the phone alone, and finds it so the next time', async ({ browser }) => {
  const phone = await open(browser, member, 390);
  await phone.goto('/messages');
  await phone.getByRole('link', { name: '提醒设置' }).click();
  await expect(phone.getByRole('rowheader', { name: '登录手机号换了' })).toBeVisible();
  await expect(phone.getByRole('rowheader', { name: '申报的服务等您确认' })).toHaveCount(0); // staff's
  await look(phone, 'phone-choices');
  const switchOf = (way: string) => phone.getByRole('checkbox', { name: `活动邀请，${way}` });
  await expect(switchOf('应用内')).toBeChecked();
  await switchOf('应用内').uncheck();
  await switchOf('短信').check();
  await phone.reload();
  await expect(switchOf('短信')).toBeChecked();
  await expect(switchOf('应用内')).not.toBeChecked();
  await expect
    .poll(() => t.rows(sql`select kind, in_app, sms from notice_preferences where person_id = ${member.id}`))
    .toEqual([{ kind: 'projects.invited', in_app: false, sms: true }]);
});

test('at the desk the list has what staff are told of; security has no switch', async ({ browser }) => {
  const desk = await open(browser, officer, 1440);
  await desk.goto('/console/messages');
  await desk.getByRole('link', { name: '提醒设置' }).click();
  await expect(desk.getByRole('heading', { name: '提醒设置' })).toBeVisible();
  const security = desk.getByRole('row', { name: /^密码换了/ });
  await expect(security.getByText('总会')).toHaveCount(2);
  await expect(security.getByRole('checkbox')).toHaveCount(0);
  await desk.getByRole('checkbox', { name: '申报的服务等您确认，短信' }).check();
  await expect(desk.getByRole('checkbox', { name: '申报的服务等您确认，短信' })).toBeChecked();
  await look(desk, 'desk-choices');
});
