/** County work that is typed by hand: the self-check, the survey, the library, and the calendar of days off. */
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
let association: TestOrganization;
let officer: TestPerson;
let clerk: TestPerson;

test.beforeAll(async () => {
  world = await startWorld(now);
  t = new TestApp(world.app, world.database, world.services, { now });
  city = await t.organization('云州市', null, { kind: 'city', level: 'city' });
  const county = await t.organization('云汀区', city, { kind: 'county', level: 'county' });
  association = await t.organization('云汀区青年志愿者协会', county, {
    kind: 'youth_volunteer_association',
    level: 'county',
    is_league_led: true,
  });
  clerk = await t.person('何景', [{ permissions: ['organizations.read', 'organizations.edit'], at: county }]);
  officer = await t.person('秦岚', [
    {
      permissions: ['organizations.read', 'organizations.manage', 'organizations.edit', 'organizations.rules'],
      at: city,
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

test('G36 the self-check opens a correction for what fails', async ({ browser }) => {
  const page = await open(browser, clerk);
  await page.goto(`/console/organizations?at=${association.id}`);
  await page.getByRole('tab', { name: /事项|办理/ }).click();
  await page.getByRole('button', { name: '自查' }).click();
  await expect(page.getByRole('dialog').getByRole('link', { name: '内置规则' })).toBeVisible();
  // nothing is answered beforehand, so one tap records nothing
  await expect(page.getByRole('button', { name: /都做到了，存好/ })).toHaveAttribute('aria-disabled', 'true');
  for (const item of await page.getByRole('list', { name: '自查项目' }).getByRole('group').all())
    await item.getByLabel('做到了', { exact: true }).check();
  await page
    .getByRole('group', { name: /财务制度/ })
    .getByLabel('没做到')
    .check();
  await page.getByLabel('“财务制度”整改期限').fill('2026-12-31');
  await look(page, 'console-self-check');
  await page.getByRole('button', { name: '存好，1 项整改' }).click();
  await expect(page.getByText('自查完成，1 项列入整改')).toBeVisible();
  await expect(page.getByRole('heading', { name: /财务制度/ })).toBeVisible();
  await expect(page.getByText(/上次自查 .*：5 项，1 项列入整改/)).toBeVisible();
});

test('G13 a survey goes to every county below; G54 G69 the library is decided out of candidates', async ({
  browser,
}) => {
  const page = await open(browser);
  await page.goto(`/console/county-overview/lists?at=${city.id}&list=surveys`);
  await page.getByRole('button', { name: '发摸底问卷' }).click();
  await page.getByLabel('问卷名称').fill('县级组织摸底');
  await page.getByLabel('问题，一行一个').fill('有几支队伍？\n有没有固定场所？');
  await look(page, 'console-survey');
  await page.getByRole('button', { name: '发出 2 个问题' }).click();
  await expect(page.getByText('问卷已发给 1 个县')).toBeVisible();
  await expect(page.getByRole('table').getByText('云汀区').first()).toBeVisible();

  await page.goto(`/console/county-overview/lists?at=${city.id}&list=demonstration`);
  await page.getByRole('button', { name: '评选示范组织' }).click();
  await page.getByLabel('云汀区青年志愿者协会').check();
  await page.getByLabel('理由').fill('材料齐全，活动经常');
  await look(page, 'console-selection');
  await page.getByRole('button', { name: '定下这 1 个' }).click();
  await expect(page.getByRole('table').getByText('云汀区青年志愿者协会')).toBeVisible();
});

test('the calendar of days off says until when it is known, takes a day, and a year when it is complete', async ({
  browser,
}) => {
  const page = await open(browser);
  await page.goto('/console/rules/holidays');
  await expect(page.getByRole('row').filter({ hasText: '10 月 1 日' })).toContainText('国庆节');
  await look(page, 'console-holidays');
  const next =
    Number(
      (
        await t.get<{ known_until: string }>(officer, '/api/holidays?from=2026-01-01&until=2026-01-02')
      ).body.known_until.slice(0, 4),
    ) + 1;
  await page.goto(`/console/rules/holidays?year=${next}`);
  await page.getByRole('button', { name: '录一天' }).click();
  await page.getByLabel('哪天').fill(`${next}-05-01`);
  await page.getByLabel('名称').fill('劳动节');
  await page.getByLabel('依据的文件').fill('国办发明电〔示例〕1 号');
  await look(page, 'console-holiday-day');
  await page.getByRole('button', { name: '录入这一天' }).click();
  await expect(page.getByRole('row').filter({ hasText: '劳动节' })).toContainText('秦岚');
  await page.getByRole('button', { name: `${next} 年录完了` }).click();
  await page.getByLabel('依据的文件').fill('国办发明电〔示例〕1 号');
  await page.getByRole('button', { name: '这一年录完了' }).click();
  await expect(page.getByText(`已知到 ${next}`)).toBeVisible();
});

test('P13 an overdue meeting is recorded with its minutes in one go; L41 the missing direction is written from its gap', async ({
  browser,
}) => {
  const page = await open(browser, clerk);
  await page.goto(`/console/organizations?at=${association.id}`);
  const council = page.getByRole('row').filter({ hasText: '常务理事会' });
  await expect(council).toContainText('逾期');
  await council.getByRole('button', { name: '登记常务理事会' }).click();
  await page.getByLabel('召开日期').fill('2026-11-20');
  await page
    .getByLabel('会议记录：上传文件')
    .setInputFiles({ name: '常务理事会.txt', mimeType: 'text/plain', buffer: Buffer.from('常务理事会会议记录') });
  await look(page, 'console-meeting');
  await page.getByRole('button', { name: '登记法定会议' }).click();
  await expect(council).toContainText('2026 年 11 月 20 日');
  await expect(council.getByRole('link', { name: '看会议记录' })).toBeVisible();

  await page.getByRole('button', { name: '写清服务方向' }).click();
  await page.getByLabel('服务方向', { exact: true }).fill('助老');
  await page.getByLabel('服务内容').fill('助餐、陪诊');
  await page.getByRole('button', { name: '记下服务方向' }).click();
  await expect(page.getByText('还缺服务方向和内容')).toBeHidden();
  await look(page, 'console-association');
  await page.goto(`/console/county-overview/lists?at=${association.id}&list=directions`);
  await page.getByRole('searchbox', { name: '在清单里找' }).fill('陪诊');
  await expect(page.getByRole('row').filter({ hasText: '助老：助餐、陪诊' })).toBeVisible();
  await page.getByRole('searchbox', { name: '在清单里找' }).fill('救援');
  await expect(page.getByText('没有符合的行')).toBeVisible();
});

test('G18 a visit corrects a figure, and the ledger shows the new value with the visit it came from', async ({
  browser,
}) => {
  const county =
    (await t.get<{ rows: { county_id: string }[] }>(officer, `/api/county-overview?organization_id=${city.id}`)).body
      .rows[0]?.county_id ?? '';
  const figure = { kind: 'headcount', body: { members: 260, staff: 3 }, valid_from: '2026-01-01' };
  expect((await t.post(clerk, `/api/organizations/${association.id}/attributes`, figure)).status).toBe(200);
  const page = await open(browser);
  await page.goto(`/console/county-overview?at=${city.id}`);
  await page.getByRole('button', { name: '记一次调研' }).click();
  await page.getByLabel('去了哪个县').selectOption(county);
  await page.getByLabel('谁去的').fill('市青志协');
  await page.getByLabel('看到什么').fill('会员实为 218 人');
  await page.getByLabel('建议').fill('更新名册');
  await page.getByRole('button', { name: '记下这次调研' }).click();
  await expect(page.getByText('调研已记下')).toBeVisible();

  await page.goto(`/console/organizations?at=${association.id}`);
  const section = page.locator('section').filter({ has: page.getByRole('heading', { name: /^人员规模/ }) });
  await section.getByRole('button', { name: '按调研更正' }).click();
  await expect(page.getByLabel('会员人数')).toHaveValue('260'); // it begins with what is in force
  await page.getByLabel('会员人数').fill('218');
  await expect(page.getByLabel('专职人员')).toHaveValue('3');
  await page.getByLabel('依据哪次调研').selectOption({ index: 1 });
  await page.getByRole('button', { name: '记下人员规模' }).click();
  await expect(section.getByText('来自实地调研')).toBeVisible();
  await page.goto(`/console/county-overview?at=${city.id}`);
  const row = page.getByRole('row').filter({ hasText: '云汀区青年志愿者协会' });
  await expect(row).toContainText('218');
  await row.getByRole('link', { name: '2026 年 11 月 22 日实地调研后更正，原为 260' }).click();
  await expect(page.getByText('会员实为 218 人')).toBeVisible();
});

test('the overview of a team or an association is the one of its place, by its name and with a way to choose it', async ({
  browser,
}) => {
  const page = await open(browser);
  await page.goto(`/console/county-overview?at=${association.id}`);
  await expect(page.getByText('您选的地方没有台账，这里是云汀区的。')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: '云汀区青年志愿者协会' })).toBeVisible();
  await look(page, 'overview-of-an-association');
  await page.getByRole('button', { name: '改看云汀区' }).click();
  await expect(page.getByText('您选的地方没有台账')).toHaveCount(0);
  await expect(page.getByRole('link', { name: '导出 1 行' })).toBeVisible();
});

test('a ticked box of the facts in force stays ticked when another figure of them is updated', async ({ browser }) => {
  const held = { league_members: 40, league_form: null, joint_with: null, party_members: 12 };
  const figure = {
    kind: 'league_state',
    body: { ...held, has_party_organization: true },
    valid_from: '2026-01-01',
  };
  expect((await t.post(clerk, `/api/organizations/${association.id}/attributes`, figure)).status).toBe(200);
  const page = await open(browser, clerk);
  await page.goto(`/console/organizations?at=${association.id}`);
  const section = page.locator('section').filter({ has: page.getByRole('heading', { name: /^党团组织/ }) });
  await section.getByRole('button', { name: '更新' }).click();
  await expect(page.getByRole('checkbox', { name: '已建党组织' })).toBeChecked();
  await page.getByLabel('团员人数').fill('44');
  await look(page, 'facts-in-force');
  await page.getByRole('button', { name: '记下党团组织' }).click();
  await expect(page.getByText('党团组织已记下')).toBeVisible();
  type Held = { attributes: { kind: string; body: object }[] };
  const profile = await t.get<Held>(clerk, `/api/organizations/${association.id}/profile`);
  expect(profile.body.attributes.find((one) => one.kind === 'league_state')?.body).toEqual({
    ...held,
    league_members: 44,
    has_party_organization: true,
  });
});
