/** 宣传招募 – 培训管理 – 服务保障 – 总结表扬 in the browser: publishing with approval, sign-up in three taps, a waitlist that moves by itself. */
import { expect, test, type Browser, type Page } from '@playwright/test';
import { at } from '../domain/time.ts';
import { sql } from '../server/db/sql.ts';
import { sessionCookie } from '../server/http/load-actor.ts';
import { guard, layGround, publish, shift, type Ground } from '../server/projects/test-ground.ts';
import { TestApp, type TestPerson } from '../server/test-app.ts';
import { violations } from './axe.ts';
import { startWorld, type World } from './world.ts';

const now = at('2026-11-22', '10:00');
let world: World;
let t: TestApp;
let ground: Ground;

test.beforeAll(async () => {
  world = await startWorld(now);
  t = new TestApp(world.app, world.database, world.services, { now });
  ground = await layGround(t);
});
test.afterAll(() => world.stop());

async function open(browser: Browser, who: TestPerson | null, phone: boolean): Promise<Page> {
  const context = await browser.newContext({ baseURL: world.url, serviceWorkers: 'block', viewport: phone ? { width: 390, height: 844 } : { width: 1440, height: 900 } });
  if (who !== null) await context.addCookies([{ name: sessionCookie, value: who.token, url: world.url }]);
  const page = await context.newPage();
  await page.clock.setFixedTime(now);
  return page;
}

/** Looked at and kept: nothing for axe to find. */
async function look(page: Page, name: string): Promise<void> {
  await page.locator('.loading').waitFor({ state: 'detached' });
  await page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true });
  expect(await violations(page), name).toEqual([]);
}

test('P37 P38 R21 a project goes through its stages; a skip says what comes first; closing needs the summary', async ({ browser }) => {
  const page = await open(browser, ground.leader, false);
  await page.goto('/console/projects');
  await page.getByRole('link', { name: '立项' }).click();
  await page.getByLabel('项目名称').fill('一江清水 2027');
  await page.getByLabel('目标').fill('让江边干净');
  await page.getByLabel('计划', { exact: true }).fill('每周末分段捡拾');
  await page.getByRole('button', { name: '立项' }).click();
  await expect(page.getByText('还要回答“党政关注”，三条原则都要写')).toBeVisible();
  for (const [label, words] of [['党政关注', '列入文明城市创建'], ['社会需要', '沿江居民反映垃圾多'], ['青年志愿者能为', '半天可完成']] as const) await page.getByRole('textbox', { name: label }).fill(words);
  await look(page, 'console-project-form');
  await page.getByRole('button', { name: '立项' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '一江清水 2027' })).toBeVisible();
  const stages = page.getByRole('region', { name: '四个阶段' });
  await expect(stages.getByRole('listitem').nth(2)).toContainText('先完成“宣传招募”，再进入“服务保障”');
  for (let index = 0; index < 4; index += 1) {
    await stages.getByRole('listitem').nth(index).getByRole('button', { name: '进入这一阶段' }).click();
    await expect(stages.getByRole('listitem').nth(index)).toContainText('已进入');
  }
  await page.getByRole('button', { name: '加一个伙伴' }).click();
  await page.getByLabel('伙伴名称').fill('云汀水务公司');
  await page.getByLabel('支持什么').fill('手套和运输');
  await page.getByRole('button', { name: '加为伙伴' }).click();
  await expect(page.getByText('手套和运输')).toBeVisible();
  await page.getByRole('button', { name: '写总结并结项' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '结项' }).click();
  await expect(page.getByText('结项前请写总结表扬，写好再结项')).toBeVisible();
  await page.getByLabel('总结', { exact: true }).fill('办了 12 场，320 人次');
  await page.getByRole('dialog').getByRole('button', { name: '结项' }).click();
  await expect(page.getByText('已结项')).toBeVisible();
  await look(page, 'console-project-closed');
});

test('J27 P26 L65 a dangerous activity shows the rule it breaks, is corrected, approved above, and then everybody sees it', async ({ browser }) => {
  const page = await open(browser, ground.leader, false);
  await page.goto(`/console/projects/${ground.project_id}/activities/new`);
  await page.getByLabel('活动名称').fill('江边清洁，认养一段河');
  await page.getByLabel('做什么').fill('分三段捡拾，按可回收和其他分装，称重记录');
  await page.getByLabel('怎么排').selectOption('week');
  await page.getByLabel('从', { exact: true }).fill('2026-11-26');
  await page.getByLabel('到', { exact: true }).fill('2026-12-06');
  await page.getByRole('button', { name: '先看看' }).click();
  await expect(page.getByText('共 2 班')).toBeVisible();
  await page.getByRole('button', { name: '加这些班次' }).click();
  await expect(page.getByRole('list', { name: '已排的班次' }).getByRole('listitem')).toHaveCount(2);
  await page.getByLabel('地点').fill('云汀湿地南门集合点');
  await page.getByLabel('集合说明').fill('集合点有黄色旗');
  await page.getByLabel('流程').fill('09:00 集合，扫码签到\n09:20 分三段捡拾\n11:40 称重记录，扫码签退');
  const [second] = await t.rows<{ number: string }>(sql`select number from volunteers where id = ${(await t.volunteer('林领队', ground.county)).id}`);
  await expect(page.getByRole('group', { name: '负责人', exact: true }).getByLabel('周敏')).toBeChecked();
  await page.getByLabel('再加负责人，填志愿者编号').fill('没有这个号');
  await page.getByLabel('最低年龄').fill('16');
  await page.getByLabel('可能的风险和怎样防护').fill('水边作业，石阶湿滑，会用到夹子和铲子。须穿救生衣，听队长指挥，不下水。');
  await page.getByLabel('水边作业').check();
  await page.getByLabel('环保主题').selectOption('environment/mother_river');
  await look(page, 'console-activity-editor');
  await page.getByRole('button', { name: '存好，去看发布规则' }).click();
  await expect(page.getByText('没有找到这个志愿者编号，请核对')).toBeVisible();
  await page.getByLabel('再加负责人，填志愿者编号').fill(second?.number ?? '');
  await page.getByRole('button', { name: '存好，去看发布规则' }).click();
  await expect(page.getByText('1 条还不符合')).toBeVisible();
  await expect(page.getByText('有“水边作业”，须先为志愿者买人身意外伤害保险', { exact: true })).toBeVisible();
  await look(page, 'console-activity-refused');
  await expect(page.getByRole('button', { name: /^发布.*有“水边作业”/ })).toBeDisabled();
  await page.getByRole('link', { name: '修改' }).click();
  await expect(page.getByRole('group', { name: '负责人', exact: true }).getByRole('checkbox')).toHaveCount(2);
  await expect(page.getByRole('group', { name: '负责人', exact: true }).getByLabel('林领队')).toBeChecked();
  await page.getByLabel('组织统一买意外险').check();
  await page.getByRole('button', { name: '存好，去看发布规则' }).click();
  await expect(page.getByText('都符合，要上级审核')).toBeVisible();
  await page.getByRole('button', { name: '提交上级审核' }).click();
  await expect(page.locator('.head').getByText('待审核')).toBeVisible();

  const above = await open(browser, ground.superior, false);
  await above.goto('/console/projects/approvals');
  await expect(above.getByText('有“水边作业”')).toBeVisible();
  await look(above, 'console-approvals');
  await above.getByRole('link', { name: '江边清洁，认养一段河' }).click();
  await above.getByRole('button', { name: '通过并发布' }).click();
  await expect(above.locator('.head').getByText('招募中')).toBeVisible();
  await look(above, 'console-activity-published');

  const anybody = await open(browser, null, true);
  await anybody.goto('/activities');
  await anybody.getByRole('link', { name: '江边清洁，认养一段河' }).first().click();
  await expect(anybody.getByRole('link', { name: '登录后报名' })).toBeVisible();
  await look(anybody, 'phone-activity-stranger');
});

test('P19 three taps to a seat; the second waits, and moves up by itself when the first withdraws', async ({ browser }) => {
  const activity = await publish(t, ground, { title: '图书角整理', category: 'community', topics: [], shifts: [shift('2026-11-29', '09:00', '11:00', 1)] });
  const [first, second] = [await t.volunteer('李娜', ground.county), await t.volunteer('陈一', ground.county)];
  const one = await open(browser, first, true);
  await one.goto('/activities');
  await look(one, 'phone-activities');
  await one.getByRole('link', { name: '图书角整理' }).click();
  await expect(one.getByRole('list', { name: '报名条件' }).getByText('年满 16 岁')).toBeVisible();
  await one.getByLabel('我看过了，愿意遵守').check();
  await look(one, 'phone-activity');
  await one.getByRole('button', { name: '报名，占 1 个名额' }).click();
  await expect(one.getByText('已报上，有名额')).toBeVisible();

  const two = await open(browser, second, true);
  await two.goto(`/activities/${activity.id}`);
  await two.getByLabel('我看过了，愿意遵守').check();
  await two.getByRole('button', { name: '排候补第 1' }).click();
  await expect(two.getByText('候补第 1', { exact: true })).toBeVisible();
  await look(two, 'phone-activity-waiting');

  await one.goto('/sign-ups');
  await look(one, 'phone-sign-ups');
  await one.getByRole('button', { name: '退出报名' }).click();
  await one.getByRole('alertdialog').getByRole('button', { name: '退出报名' }).click();
  await expect(one.getByText('已退出，名额给了候补的人')).toBeVisible();
  await two.goto('/sign-ups');
  await expect(two.getByText('有名额')).toBeVisible();
  await two.goto('/messages');
  await expect(two.getByText('“图书角整理”有空位了，您从候补转为正式名额，11-29 09:00 见')).toBeVisible();
});

test('a published series: one shift moves, one is cancelled, a large one waits for approval; the volunteer is told and may leave', async ({ browser }) => {
  const leader_ids = await Promise.all([1, 2, 3, 4, 5].map(async (index) => (await t.person(`领队${index}`)).id));
  const activity = await publish(t, ground, { title: '周六河边巡护', leader_ids, shifts: ['2027-01-09', '2027-01-16', '2027-01-23'].map((day) => shift(day, '09:00', '12:00', 10)) });
  const who = await t.volunteer('林小满', ground.county);
  await t.post(who, `/api/activities/${activity.id}/shifts/${activity.shift_ids[0]}/sign-ups`, { risk_acknowledged: true });
  const page = await open(browser, ground.leader, false);
  await page.goto(`/console/projects/activities/${activity.id}`);
  await page.getByRole('button', { name: /^改时间：1 月 9 日/ }).click();
  await page.getByLabel('改到哪天').fill('2027-01-10');
  await page.getByLabel('开始').fill('14:00');
  await page.getByLabel('结束').fill('16:00');
  await page.getByLabel('原因，报名的人会看到').fill('江水上涨');
  await look(page, 'console-shift-move');
  await page.getByRole('button', { name: '改时间并通知' }).click();
  await expect(page.getByText('改好了 1 班，通知了 1 人')).toBeVisible();
  await page.getByRole('button', { name: /^取消这一班：1 月 16 日/ }).click();
  await page.getByLabel('原因，报名的人会看到').fill('场地维修');
  await look(page, 'console-shift-cancel');
  await page.getByRole('button', { name: '取消班次' }).click();
  await expect(page.getByText('已取消', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: '加班次' }).click();
  await page.getByLabel('哪天', { exact: true }).fill('2027-01-30');
  await page.getByLabel('每班名额').fill('201');
  await page.getByRole('button', { name: '加这些班次' }).click();
  await look(page, 'console-shift-add');
  await page.getByRole('button', { name: '加这 1 班并开放报名' }).click();
  await expect(page.getByText('等上级审核，现在还按原来的')).toBeVisible();
  await look(page, 'console-shifts-changed');
  await page.getByRole('button', { name: '撤回', exact: true }).click();
  await look(page, 'console-shift-take-back');
  await page.getByRole('alertdialog').getByRole('button', { name: '撤回改动' }).click();
  await expect(page.getByText('等上级审核，现在还按原来的')).toBeHidden();
  await expect(page.locator('.tl > li')).toContainText([/^发布/, /^改时间/, /^取消班次/, /^加班次，已撤回/]);
  await page.getByRole('button', { name: '加班次', exact: true }).click();
  await page.getByLabel('哪天', { exact: true }).fill('2027-01-30');
  await page.getByLabel('每班名额').fill('201');
  await page.getByRole('button', { name: '加这些班次' }).click();
  await page.getByRole('button', { name: '加这 1 班并开放报名' }).click();
  await expect(page.getByText('等上级审核，现在还按原来的')).toBeVisible();

  const [{ number = '' } = {}] = await t.rows<{ number: string }>(sql`select number from volunteers where id = ${who.id}`);
  await page.getByLabel('领队5').uncheck();
  await page.getByLabel('加一位，填志愿者编号').fill(number);
  await look(page, 'console-leaders-change');
  await page.getByRole('button', { name: '改好并告诉本人' }).click();
  await expect(page.getByText('领队1、领队2、领队3、领队4、林小满', { exact: true })).toBeVisible();

  const above = await open(browser, ground.superior, false);
  await above.goto('/console/projects/approvals');
  await above.getByRole('link', { name: '周六河边巡护（改动）' }).click();
  await look(above, 'console-shift-approval');
  await above.getByRole('button', { name: '通过这项改动' }).click();
  await expect(above.getByText('已报 0 / 201，候补 0')).toBeVisible();

  const phone = await open(browser, who, true);
  await phone.goto('/messages');
  await expect(phone.getByText('“周六河边巡护”改期：01-09 09:00 改到 01-10 14:00，原因：江水上涨。来不了可以退出，不算临时退出')).toBeVisible();
  await phone.goto('/sign-ups');
  await expect(phone.getByText('改过时间；来不了可以退，不算临时退出')).toBeVisible();
  await look(phone, 'phone-sign-ups-moved');
});

test('S40 R61 a parent and a child sign up together: two places in one, and one withdrawal takes both', async ({ browser }) => {
  const activity = await publish(t, ground, { title: '亲子图书角', category: 'community', topics: [], is_parent_child: true, minimum_age: 6, shifts: [shift('2027-02-06', '09:00', '11:00', 2)] });
  const [parent, child] = [await t.volunteer('孟春', ground.county), await t.volunteer('孟小雨', ground.county, { birth_date: '2018-01-01' })];
  await guard(t, child, parent);
  const phone = await open(browser, parent, true);
  await phone.goto(`/activities/${activity.id}`);
  await phone.getByLabel('我和孟小雨一起').check();
  await expect(phone.getByRole('list', { name: '报名条件' }).getByText('孟小雨：和家长一起参加')).toBeVisible();
  await phone.getByLabel('我看过了，愿意遵守').check();
  await look(phone, 'phone-activity-together');
  await phone.getByRole('button', { name: '报名，占 2 个名额' }).click();
  await expect(phone.getByText('已报上，有名额')).toBeVisible();
  await phone.goto('/sign-ups');
  await expect(phone.getByRole('link', { name: '亲子图书角' })).toHaveCount(2);
  await phone.locator('.mine-list li').filter({ hasNotText: '孟小雨' }).getByRole('button', { name: '退出报名' }).click();
  await phone.getByRole('alertdialog').getByRole('button', { name: '退出报名' }).click();
  await expect(phone.getByText('已退出，一起报名的 1 个孩子也退了')).toBeVisible();
});

test('the leader searches the roster, sends a message, invites, and prints; the invited person decides', async ({ browser }) => {
  const activity = await publish(t, ground, { title: '助老测血压', category: 'elderly_and_disabled', topics: [], shifts: [shift('2026-12-05', '09:00', '11:00', 10)] });
  const guest = await t.volunteer('王小明', ground.county);
  const asked = await t.volunteer('孙悦', ground.county);
  await t.post(guest, `/api/activities/${activity.id}/shifts/${activity.shift_ids[0]}/sign-ups`, { risk_acknowledged: true });
  const page = await open(browser, ground.leader, false);
  await page.goto(`/console/projects/activities/${activity.id}/roster`);
  await expect(page.getByRole('cell', { name: '王小明', exact: true })).toBeVisible();
  await look(page, 'console-roster');
  await page.getByRole('button', { name: '发消息' }).click();
  await page.getByLabel('说什么').fill('请带血压计');
  await page.getByRole('button', { name: '发出', exact: true }).click();
  await expect(page.getByText('已发给 1 人')).toBeVisible();
  await page.getByRole('button', { name: '邀请' }).click();
  const number = await t.rows<{ number: string }>((await import('../server/db/sql.ts')).sql`select number from volunteers where id = ${asked.id}`);
  await page.getByLabel('志愿者编号').fill(number[0]?.number ?? '');
  await page.getByRole('button', { name: '发出邀请' }).click();
  await expect(page.getByText('邀请了 1 人，等他们答复')).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Excel' }).click();
  expect((await download).suggestedFilename()).toContain('报名名单');
  await page.getByRole('link', { name: '打印' }).click();
  await expect(page.getByRole('columnheader', { name: '签名' })).toBeVisible();
  await look(page, 'console-roster-print');

  const phone = await open(browser, asked, true);
  await phone.goto('/invitations');
  await phone.getByLabel('风险我看过了').check();
  await look(phone, 'phone-invitations');
  await phone.getByRole('button', { name: '去，占 1 个名额' }).click();
  await expect(phone.getByText('报上了，到时见')).toBeVisible();
});

test('P36 P18 a repeated activity is turned into a project; the figures of the year show quotas', async ({ browser }) => {
  for (const day of ['2026-12-13', '2026-12-20']) await publish(t, ground, { title: '周日图书角', category: 'community', topics: [], shifts: [shift(day, '09:00', '11:00')] });
  const page = await open(browser, ground.leader, false);
  await page.goto('/console/projects/repeated');
  await look(page, 'console-repeated');
  await page.getByRole('link', { name: '把“周日图书角”转为项目' }).click();
  for (const [label, words] of [['目标', '家门口读书'], ['计划', '每周日'], ['党政关注', '全民阅读'], ['社会需要', '老人孩子都来'], ['青年志愿者能为', '整理、领读']] as const) await page.getByRole('textbox', { name: label }).fill(words);
  await page.getByRole('button', { name: '立项' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '周日图书角' })).toBeVisible();
  await expect(page.getByRole('link', { name: '周日图书角' })).toHaveCount(2);
  await page.goto('/console/projects/figures');
  await expect(page.getByText('平台发布的项目')).toBeVisible();
  await look(page, 'console-figures');
});
