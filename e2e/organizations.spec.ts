/** The life of organisations, by clicking: what ends is handed over first. */
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
let county: TestOrganization;
let association: TestOrganization;
let officer: TestPerson;

test.beforeAll(async () => {
  world = await startWorld(now);
  t = new TestApp(world.app, world.database, world.services, { now });
  city = await t.organization('云州市', null, { kind: 'city', level: 'city' });
  county = await t.organization('云汀区', city, { kind: 'county', level: 'county' });
  association = await t.organization('云汀区青年志愿者协会', county, {
    kind: 'youth_volunteer_association',
    level: 'county',
  });
  officer = await t.person('秦岚', [
    {
      permissions: [
        'organizations.read',
        'organizations.manage',
        'organizations.edit',
        'projects.read',
        'records.read',
      ],
      at: county,
    },
  ]);
});
test.afterAll(() => world.stop());

async function open(browser: Browser, who = officer): Promise<Page> {
  const context = await browser.newContext({
    baseURL: world.url,
    serviceWorkers: 'block',
    viewport: { width: 1440, height: 900 },
  });
  await context.addCookies([{ name: sessionCookie, value: who.token, url: world.url }]);
  const page = await context.newPage();
  await page.clock.setFixedTime(now);
  return page;
}

async function look(page: Page, name: string): Promise<void> {
  await page.locator('.loading').waitFor({ state: 'detached' });
  await page.screenshot({ path: test.info().outputPath(`${name}.png`) });
  expect(await violations(page), name).toEqual([]);
}

test('a team that ends says what it leaves, and goes only with an answer for each', async ({ browser }) => {
  const team = await t.organization('春风队', association, { kind: 'team', level: 'county' });
  await t.volunteer('林队员', team);
  const page = await open(browser);
  await page.goto(`/console/organizations?at=${team.id}`);
  await page.getByRole('button', { name: '撤销、合并' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByRole('row').filter({ hasText: '以这里为所属组织的志愿者' })).toContainText('1');
  await dialog.getByLabel('依据').fill('人员减少');
  await dialog.getByRole('button', { name: '撤销组织' }).click();
  await expect(dialog.getByText('请先说清楚交给谁，或怎么结束').first()).toBeVisible();
  await dialog.getByText('转到“云汀区青年志愿者协会”').click();
  await look(page, 'console-dissolution');
  await dialog.getByRole('button', { name: '撤销组织' }).click();
  await expect(page.getByText('已撤销，留下的事都有了着落')).toBeVisible();
});

test('G14 a past day is chosen on the ledger, and its names are those of that day', async ({ browser }) => {
  const place = await t.organization('旧名县', city, { kind: 'county', level: 'county' });
  const province = await t.person('省干部', [
    { permissions: ['organizations.read', 'organizations.manage'], at: city },
  ]);
  const renamed = await t.put(province, `/api/organizations/${place.id}/name`, {
    name_zh: '新名县',
    valid_from: '2026-11-22',
    reason: '更名',
  });
  expect(renamed.status).toBe(200);
  const page = await open(browser, province);
  await page.goto(`/console/county-overview?at=${city.id}`);
  await expect(page.getByRole('table').getByText('新名县')).toBeVisible();
  await page.getByLabel('看哪天的').fill('2026-11-21');
  await expect(page.getByText('这是 2026 年 11 月 21 日的情况')).toBeVisible();
  await expect(page.getByRole('table').getByText('旧名县')).toBeVisible();
  await expect(page.getByRole('link', { name: /导出/ })).toHaveAttribute('href', /on=2026-11-21/);
  await look(page, 'console-ledger-past');
  await page.getByRole('button', { name: '回到今天' }).click();
  await expect(page.getByRole('table').getByText('新名县')).toBeVisible();
});

test('G54 G69 the library opens with what stands, and its decisions have a page of their own', async ({ browser }) => {
  for (const name of ['甲', '乙'])
    await t.organization(`${name}青年志愿者协会`, county, { kind: 'youth_volunteer_association', level: 'county' });
  const page = await open(browser);
  await page.goto(`/console/county-overview/lists?at=${county.id}&list=demonstration`);
  await page.getByRole('link', { name: '历次评选' }).click();
  await expect(page.getByText('这一级还没有评选过')).toBeVisible();
  const decide = async (tick: string, reason: string) => {
    await page.getByRole('button', { name: '评选示范组织' }).first().click();
    await page.getByLabel(tick).check();
    await page.getByLabel('理由').fill(reason);
    await page.getByRole('button', { name: /定下这/ }).click();
    await expect(page.getByText(`理由：${reason}`)).toBeVisible();
  };
  await decide('甲青年志愿者协会', '材料齐全');
  await page.getByRole('button', { name: '评选示范组织' }).first().click();
  await expect(page.getByLabel('甲青年志愿者协会')).toBeChecked();
  await expect(page.getByLabel('乙青年志愿者协会')).not.toBeChecked();
  await page.getByRole('button', { name: '先不评' }).click();
  await decide('乙青年志愿者协会', '活动经常');
  await expect(page.getByText('已被后来的代替')).toBeVisible();
  await look(page, 'console-selections');
});

test('G28 an attribute is ended, its history read, and a planned value taken back on the page', async ({ browser }) => {
  const team = await t.organization('夏荷队', association, { kind: 'team', level: 'county' });
  const record = (body: object, valid_from: string) =>
    t.post(officer, `/api/organizations/${team.id}/attributes`, { kind: 'headcount', body, valid_from });
  await record({ members: 10, staff: 1 }, '2026-01-01');
  await record({ members: 12, staff: 1 }, '2026-06-01');
  await record({ members: 90, staff: 9 }, '2030-01-01');
  const page = await open(browser);
  await page.goto(`/console/organizations?at=${team.id}`);
  const section = page.locator('section').filter({ has: page.getByRole('heading', { name: /^人员规模/ }) });
  await expect(section.getByText('2030 年 1 月 1 日起，还没生效')).toBeVisible();
  await section.getByRole('button', { name: '收回' }).click();
  await page.getByRole('alertdialog').getByLabel('理由').fill('计划有变');
  await page.getByRole('button', { name: '收回这一条' }).click();
  await expect(section.getByText('起，还没生效')).toBeHidden();
  await section.getByRole('button', { name: '结束' }).click();
  await page.getByRole('alertdialog').getByLabel('理由').fill('不再统计');
  await page.getByRole('button', { name: '结束这一条' }).click();
  await expect(section.getByText('还没有记录')).toBeVisible();
  await section.getByRole('button', { name: '看历史' }).click();
  await expect(section.getByRole('list', { name: '人员规模的历史' }).getByText('不再统计（秦岚）')).toBeVisible();
  await look(page, 'console-attribute-history');
});

test('G13 a survey waits at the home of whoever answers, and its answers are read in one table', async ({
  browser,
}) => {
  const sender = await t.person('市干部', [{ permissions: ['organizations.read', 'organizations.manage'], at: city }]);
  const sent = await t.post(sender, `/api/organizations/${city.id}/surveys`, {
    title: '场所摸底',
    questions: ['有没有固定场所'],
    due_on: '2026-12-01',
  });
  expect(sent.status).toBe(200);
  const page = await open(browser);
  await page.goto('/console/');
  await expect(page.getByRole('link', { name: /摸底问卷.*场所摸底.*云汀区/ })).toBeVisible();
  await page.goto(`/console/county-overview?at=${county.id}`);
  await page.getByRole('link', { name: '上级交办' }).click();
  await look(page, 'console-asked');
  await page.getByRole('link', { name: '场所摸底' }).click();
  await page.getByRole('button', { name: '办结' }).first().click();
  await page.getByRole('button', { name: '办结这一项' }).click();
  await expect(page.getByText('从“有没有固定场所”开始补上').first()).toBeVisible();
  await page.getByLabel('有没有固定场所').fill('有，县文化馆二楼');
  await page.getByRole('button', { name: '办结这一项' }).click();
  await expect(page.getByText('已办结').first()).toBeVisible();

  const reading = await open(browser, sender);
  await reading.goto(`/console/county-overview/lists?at=${city.id}&list=surveys`);
  await reading.getByRole('link', { name: '问卷答复' }).click();
  await reading.getByRole('link', { name: '场所摸底' }).click();
  await expect(reading.getByRole('row').filter({ hasText: '云汀区' })).toContainText('有，县文化馆二楼');
  await expect(reading.getByRole('link', { name: /导出/ })).toHaveAttribute('href', /workbook/);
  await look(reading, 'console-survey-answers');
});
