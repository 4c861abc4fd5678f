/** 宣传招募 – 培训管理 – 服务保障 – 总结表扬 in the browser: a project through its stages, an activity through its rules, what is repeated. */
import { expect, test } from '@playwright/test';
import { at } from '../domain/time.ts';
import { sql } from '../server/db/sql.ts';
import { publish, shift, type Fixtures } from '../server/projects/fixtures.ts';
import type { TestApp } from '../server/testing/test-app.ts';
import { makeProjects, look, type ProjectDesk } from './project-ground.ts';

const now = at('2026-11-22', '10:00');
let desk: ProjectDesk;
let t: TestApp;
let fixtures: Fixtures;
let open: ProjectDesk['open'];

test.beforeAll(async () => {
  desk = await makeProjects(now);
  ({ t, fixtures, open } = desk);
});
test.afterAll(() => desk.world.stop());

test('P37 P38 R21 a project goes through its stages; a skip says what comes first; closing needs the summary', async ({
  browser,
}) => {
  const page = await open(browser, fixtures.leader, false);
  await page.goto('/console/projects');
  await page.getByRole('link', { name: '立项' }).click();
  await page.getByLabel('项目名称').fill('一江清水 2027');
  await page.getByLabel('目标').fill('让江边干净');
  await page.getByLabel('计划', { exact: true }).fill('每周末分段捡拾');
  await page.getByRole('button', { name: '立项' }).click();
  await expect(page.getByText('还要回答“党政关注”，三条原则都要写')).toBeVisible();
  for (const [label, words] of [
    ['党政关注', '列入文明城市创建'],
    ['社会需要', '沿江居民反映垃圾多'],
    ['青年志愿者能为', '半天可完成'],
  ] as const)
    await page.getByRole('textbox', { name: label }).fill(words);
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

test('J27 P26 L65 a dangerous activity shows the rule it breaks, is corrected, approved above, and then everybody sees it', async ({
  browser,
}) => {
  const page = await open(browser, fixtures.leader, false);
  await page.goto(`/console/projects/${fixtures.project_id}/activities/new`);
  await page.getByLabel('活动名称').fill('江边清洁，认养一段河');
  await page.getByLabel('做什么').fill('分三段捡拾，按可回收和其他分装，称重记录');
  await page.getByLabel('怎么排').selectOption('week');
  await page.getByLabel('从', { exact: true }).fill('2026-11-26');
  await page.getByLabel('到', { exact: true }).fill('2026-12-06');
  await page.getByLabel('周六').check();
  await page.getByRole('button', { name: '先看看' }).click();
  await expect(page.getByText('共 2 班')).toBeVisible();
  await page.getByRole('button', { name: '加这些班次' }).click();
  await expect(page.getByRole('list', { name: '已排的班次' }).getByRole('listitem')).toHaveCount(2);
  await page.getByLabel('地点').fill('云汀湿地南门集合点');
  await page.getByLabel('集合说明').fill('集合点有黄色旗');
  await page.getByLabel('流程').fill('09:00 集合，扫码签到\n09:20 分三段捡拾\n11:40 称重记录，扫码签退');
  const [second] = await t.rows<{ number: string }>(
    sql`select number from volunteers where id = ${(await t.volunteer('林领队', fixtures.county)).id}`,
  );
  await expect(page.getByRole('group', { name: '负责人', exact: true }).getByLabel('周敏')).toBeChecked();
  await page.getByLabel('再加负责人，填志愿者编号').fill('没有这个号');
  await page.getByLabel('最低年龄').fill('16');
  await page
    .getByLabel('可能的风险和怎样防护')
    .fill('水边作业，石阶湿滑，会用到夹子和铲子。须穿救生衣，听队长指挥，不下水。');
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

  const above = await open(browser, fixtures.superior, false);
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

test('P36 P18 a repeated activity is turned into a project; the figures of the year show quotas', async ({
  browser,
}) => {
  for (const day of ['2026-12-13', '2026-12-20'])
    await publish(t, fixtures, {
      title: '周日图书角',
      category: 'community',
      topics: [],
      shifts: [shift(day, '09:00', '11:00')],
    });
  const page = await open(browser, fixtures.leader, false);
  await page.goto('/console/projects/repeated');
  await look(page, 'console-repeated');
  await page.getByRole('link', { name: '把“周日图书角”转为项目' }).click();
  for (const [label, words] of [
    ['目标', '家门口读书'],
    ['计划', '每周日'],
    ['党政关注', '全民阅读'],
    ['社会需要', '老人孩子都来'],
    ['青年志愿者能为', '整理、领读'],
  ] as const)
    await page.getByRole('textbox', { name: label }).fill(words);
  await page.getByRole('button', { name: '立项' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '周日图书角' })).toBeVisible();
  await expect(page.getByRole('link', { name: '周日图书角' })).toHaveCount(2);
  await page.goto('/console/projects/figures');
  await expect(page.getByText('平台发布的项目')).toBeVisible();
  await look(page, 'console-figures');
});
