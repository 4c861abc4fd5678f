/** A rule book from proposal to yes: what it would have changed stands before both buttons. */
import { expect, test, type Browser, type Page, type TestInfo } from '@playwright/test';
import { businessDate } from '../domain/time.ts';
import type { TestApp, TestOrganization, TestPerson } from '../server/testing/test-app.ts';
import { violations } from './axe.ts';
import { fixturesOf, signedIn } from './fixtures.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let fixtures: TestApp;
let county: TestOrganization;
let local: TestPerson;
let above: TestPerson;

test.beforeAll(async () => {
  world = await startWorld(new Date());
  fixtures = fixturesOf(world);
  const city = await fixtures.organization('共青团云汀市委员会', null, { kind: 'city', level: 'city' });
  county = await fixtures.organization('共青团临溪县委员会', city, { kind: 'county', level: 'county' });
  const permissions = ['organizations.rules', 'organizations.read'] as const;
  local = await fixtures.person('何景', [{ permissions, at: county }]);
  above = await fixtures.person('罗岚', [{ permissions, at: city, below: false }]);
});
test.afterAll(async () => {
  await world.stop();
});

async function open(browser: Browser, person: TestPerson): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    baseURL: world.url,
    serviceWorkers: 'block',
  });
  await signedIn(context, world, person);
  return context.newPage();
}
async function look(page: Page, info: TestInfo, name: string): Promise<void> {
  await expect(page.locator('.loading')).toHaveCount(0);
  await page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true });
  expect.soft(await violations(page), name).toEqual([]);
}

test('a county proposes looser counting, sees its effect and who decides; the city agrees from its home page', async ({
  browser,
}, info) => {
  const desk = await open(browser, local);
  await desk.goto('/console/');
  await desk.getByRole('main').getByRole('link', { name: /^规则/ }).click();
  await desk.getByRole('tab', { name: '时数计算' }).click();
  await desk.getByRole('button', { name: '提出新版' }).click();
  await desk.getByLabel('依据文件').fill('临团字〔2026〕6号');
  await desk.getByLabel('每天当场生效到（分钟）').fill('600');
  await desk.getByRole('button', { name: '看影响' }).click();
  await expect(desk.getByText('要上级同意')).toBeVisible();
  await expect(desk.getByRole('row', { name: /每天当场生效到（分钟） 480 600 放宽/ })).toBeVisible();
  await desk.getByRole('button', { name: '提出，等同意' }).click();
  await expect(desk.getByText('要上级同意，请写明理由')).toBeVisible();
  await desk.getByLabel('理由').fill('大型赛会一天服务十小时');
  await look(desk, info, 'rules-effect');
  await desk.getByRole('button', { name: '提出，等同意' }).click();
  await expect(desk.getByText('已提出，等同意后生效')).toBeVisible();
  await expect(desk.getByText('各级都还没有发布，按内置规则执行。')).toBeVisible();

  const city = await open(browser, above);
  await city.goto('/console/');
  await city.getByRole('link', { name: /规则修订，等您同意/ }).click();
  await city.getByRole('link', { name: '共青团临溪县委员会' }).click();
  await expect(city.getByText('“大型赛会一天服务十小时”')).toBeVisible();
  await expect(city.getByText('等共青团云汀市委员会的人同意')).toBeVisible();
  await city.getByLabel('意见').fill('赛会期间可以');
  await look(city, info, 'rules-proposal');
  await city.getByRole('button', { name: '同意', exact: true }).click();
  await expect(city.getByText('第 1 版已发布')).toBeVisible();
  await expect(city.getByText('罗岚同意')).toBeVisible();

  await desk.goto(`/console/rules?at=${county.id}&kind=time_counting`);
  await expect(desk.getByText(/何景提出，罗岚同意/)).toBeVisible();
  await look(desk, info, 'rules-history');
  await desk.getByRole('link', { name: '看改了什么' }).click();
  await expect(desk.getByRole('row', { name: /每天当场生效到（分钟） 480 600 放宽/ })).toBeVisible();
});

test('P13 G39 a county tightens what it asks of its association; the page, the calendar and the self-check follow and name the book', async ({
  browser,
}, info) => {
  const association = await fixtures.organization('临溪县青年志愿者协会', county, {
    kind: 'youth_volunteer_association',
    level: 'county',
  });
  const keeper = await fixtures.person('许岸', [
    { permissions: ['organizations.rules', 'organizations.read', 'organizations.edit'], at: county },
  ]);
  const desk = await open(browser, keeper);
  await desk.goto(`/console/organizations?at=${association.id}`);
  await desk.getByRole('link', { name: '内置规则' }).first().click();
  await expect(desk.getByRole('tab', { name: '法定会议和制度' })).toHaveAttribute('aria-selected', 'true');
  await desk.goto(`/console/rules?at=${county.id}&kind=statutory`);
  await desk.getByRole('button', { name: '提出新版' }).click();
  await desk.getByLabel('依据文件').fill('临团字〔2026〕8号');
  await desk.getByLabel('从哪天起执行').fill(businessDate(new Date()));
  await desk.getByRole('spinbutton', { name: '理事会', exact: true }).fill('3');
  await desk.getByLabel('规范化要有的制度').press('Control+End');
  await desk.getByLabel('规范化要有的制度').pressSequentially('\n档案制度'); // typed by hand, on a line of its own
  await look(desk, info, 'rules-statutory-form');
  await desk.getByRole('button', { name: '看影响' }).click();
  await expect(desk.getByText('只收紧、不涉及时数')).toBeVisible();
  await desk.getByRole('button', { name: '发布新版' }).click();
  await expect(desk.getByText('第 1 版已发布')).toBeVisible();

  await desk.goto(`/console/organizations?at=${association.id}`);
  await expect(
    desk.getByRole('link', { name: '共青团临溪县委员会第 1 版（临团字〔2026〕8号）' }).first(),
  ).toBeVisible();
  await look(desk, info, 'rules-statutory-page');
  await desk.getByRole('tab', { name: /事项|办理/ }).click();
  await desk.getByRole('button', { name: '自查' }).click();
  await expect(desk.getByRole('list', { name: '自查项目' }).getByRole('group')).toHaveCount(6);
  await expect(desk.getByRole('group', { name: '档案制度（还没上传）' })).toBeVisible();
  await look(desk, info, 'rules-statutory-check');
});
