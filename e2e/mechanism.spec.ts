/** P08: three units of a city work in one mechanism, each sees the actions of its own role. */
import { expect, test, type Browser, type Page } from '@playwright/test';
import { at } from '../domain/time.ts';
import { sessionCookie } from '../server/http/load-actor.ts';
import { TestApp, type TestOrganization, type TestPerson } from '../server/testing/test-app.ts';
import { violations } from './axe.ts';
import { startWorld, type World } from './world.ts';

const now = at('2026-11-22', '10:00');
let world: World;
let t: TestApp;
let city: TestOrganization;
let officer: TestPerson;
const units = new Map<string, { place: TestOrganization; clerk: TestPerson }>();

test.beforeAll(async () => {
  world = await startWorld(now);
  t = new TestApp(world.app, world.database, world.services, { now });
  city = await t.organization('云州市', null, { kind: 'city', level: 'city' });
  officer = await t.person('秦岚', [
    { permissions: ['organizations.read', 'organizations.manage', 'organizations.edit'], at: city },
  ]);
  for (const name of ['市委', '市文明办', '市民政局']) {
    const place = await t.organization(name, city, { kind: 'department', level: 'city' });
    units.set(name, {
      place,
      clerk: await t.person(`${name}干部`, [{ permissions: ['organizations.read', 'organizations.edit'], at: place }]),
    });
  }
});
test.afterAll(() => world.stop());

async function open(browser: Browser, who: TestPerson, width = 1440): Promise<Page> {
  const context = await browser.newContext({
    baseURL: world.url,
    serviceWorkers: 'block',
    viewport: { width, height: 900 },
  });
  await context.addCookies([{ name: sessionCookie, value: who.token, url: world.url }]);
  const page = await context.newPage();
  await page.clock.setFixedTime(now);
  return page;
}

async function openUnit(browser: Browser, name: string, width?: number): Promise<Page> {
  const unit = units.get(name);
  if (unit === undefined) throw new Error(`no unit ${name}`);
  const page = await open(browser, unit.clerk, width);
  await page.goto('/console/');
  await page.getByRole('navigation').getByRole('link', { name: '组织' }).click();
  await page.getByRole('tab', { name: '机制' }).click();
  return page;
}

async function look(page: Page, name: string): Promise<void> {
  await page.locator('.loading').waitFor({ state: 'detached' });
  await page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true });
  expect(await violations(page), name).toEqual([]);
}

test('P08 roles are recorded on the units, and each unit does what its role allows', async ({ browser }) => {
  const recording = await open(browser, officer);
  for (const [name, role] of [
    ['市委', '统一领导'],
    ['市文明办', '统筹协调'],
    ['市民政局', '按责履职'],
  ] as const) {
    await recording.goto(`/console/organizations?at=${units.get(name)?.place.id}`);
    const section = recording.locator('section').filter({ has: recording.getByRole('heading', { name: /^机制角色/ }) });
    await section.getByRole('button', { name: '填写' }).click();
    await recording.getByLabel('机制角色', { exact: true }).selectOption(role);
    await recording.getByRole('button', { name: '记下机制角色' }).click();
    await expect(section.getByText(role)).toBeVisible();
  }

  const office = await openUnit(browser, '市文明办');
  await expect(office.getByText('角色：统筹协调。可以制定计划、督促、查看。')).toBeVisible();
  await expect(office.getByRole('button', { name: '报送进展' })).toHaveCount(0);
  await office.getByRole('button', { name: '制定计划' }).click();
  await office.getByLabel('事项').fill('冬季关爱行动');
  await office.getByLabel('怎么做、谁来做').fill('民政局报名单，各县落实');
  await office.getByRole('dialog').getByRole('button', { name: '制定计划' }).click();
  await expect(office.getByText('等审定')).toBeVisible();
  await office.getByRole('button', { name: '督促一个单位' }).click();
  await office.getByLabel('督促哪个单位').selectOption('市民政局');
  await office.getByLabel('事项').fill('报送困难家庭名单');
  await office.getByLabel('要求').fill('月底前报来');
  await office.getByRole('dialog').getByRole('button', { name: '督促一个单位' }).click();
  await expect(office.getByRole('heading', { name: /督促：报送困难家庭名单/ })).toBeVisible();
  await look(office, 'console-mechanism');

  const bureau = await openUnit(browser, '市民政局', 390);
  await expect(bureau.getByRole('button', { name: '制定计划' })).toHaveCount(0);
  await bureau
    .getByRole('listitem')
    .filter({ hasText: '报送困难家庭名单' })
    .getByRole('button', { name: '报送进展' })
    .click();
  await bureau.getByLabel('进展情况').fill('已报 32 户');
  await bureau.getByRole('dialog').getByRole('button', { name: '报送进展' }).click();
  await expect(bureau.getByText('报来：已报 32 户')).toBeVisible();
  await look(bureau, 'console-mechanism-390');

  const committee = await openUnit(browser, '市委');
  await committee.getByRole('button', { name: '审定' }).click();
  await committee.getByLabel('审定意见').fill('同意，抓紧落实');
  await committee.getByRole('button', { name: '审定计划' }).click();
  await expect(committee.getByText('审定意见：同意，抓紧落实')).toBeVisible();
  await expect(committee.getByText('已审定', { exact: true })).toBeVisible();
});
