/** The activity form: no refusal is swallowed, nothing is called that nobody chose, and a pattern on screen is the shift. */
import { expect, test } from '@playwright/test';
import { at } from '../domain/time.ts';
import { sql } from '../server/db/sql.ts';
import { makeProjects, look, type ProjectDesk } from './project-ground.ts';

let desk: ProjectDesk;
test.beforeAll(async () => {
  desk = await makeProjects(at('2026-11-22', '10:00'));
});
test.afterAll(() => desk.world.stop());

const shiftsOf = (title: string) =>
  desk.t.rows<{ starts_at: Date }>(sql`
  select s.starts_at from shifts s join activities a on a.id = s.activity_id where a.title = ${title} order by s.starts_at`);

test('saving without a shift says so; the pattern on screen counts; weekdays are those chosen and no other', async ({
  browser,
}) => {
  const page = await desk.open(browser, desk.fixtures.leader, false);
  await page.goto(`/console/projects/${desk.fixtures.project_id}/activities/new`);
  await page.getByLabel('活动名称').fill('江边清洁');
  await page.getByLabel('做什么').fill('分三段捡拾，按可回收和其他分装');
  await page.getByLabel('地点').fill('云汀湿地南门集合点');
  await page.getByLabel('可能的风险和怎样防护').fill('石阶湿滑，听队长指挥，不下水。');
  await page.getByRole('button', { name: '存好，去看发布规则' }).click();
  await expect(page.getByRole('alert').filter({ hasText: '还没有班次，请至少排一班' })).toBeVisible();
  await look(page, 'no-shift-said');

  await page.getByLabel('怎么排').selectOption('week');
  for (const day of ['周一', '周二', '周三', '周四', '周五', '周六', '周日'])
    await expect(page.getByLabel(day)).not.toBeChecked();
  await page.getByLabel('周三').check();
  await page.getByLabel('从', { exact: true }).fill('2026-11-23');
  await page.getByLabel('到', { exact: true }).fill('2026-12-20');
  await page.getByRole('button', { name: '存好，去看发布规则' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '江边清洁' })).toBeVisible();
  expect((await shiftsOf('江边清洁')).map((shift) => shift.starts_at.toISOString())).toEqual(
    ['2026-11-25', '2026-12-02', '2026-12-09', '2026-12-16'].map((day) => at(day, '09:00').toISOString()),
  );
});

test('a list of another place is not offered, several education themes go together, and a refusal without a field stands above', async ({
  browser,
}) => {
  const page = await desk.open(browser, desk.fixtures.leader, false);
  await page.goto(`/console/projects/${desk.fixtures.project_id}/activities/new`);
  await expect(page.getByLabel('重点领域')).toBeVisible();
  await expect(page.getByLabel('“英雄攀枝花 青春志愿行”系列')).toHaveCount(0);
  await expect(page.getByLabel('“邻舍+”4+计划')).toHaveCount(0);
  // a field that no control draws: the server names `pin`, which stands on screen as two figures
  await page.getByLabel('活动名称').fill('坐标写错的活动');
  await page.getByLabel('做什么').fill('看看哪里不对');
  await page.getByLabel('地点').fill('云汀湿地南门集合点');
  await page.getByLabel('可能的风险和怎样防护').fill('石阶湿滑，听队长指挥。');
  await page.getByLabel('哪天').fill('2026-11-28');
  await page.getByLabel('经度').fill('999');
  await page.getByLabel('纬度').fill('30');
  await page.getByRole('button', { name: '存好，去看发布规则' }).click();
  await expect(page.locator('.form-problem')).toBeVisible();
  expect(await shiftsOf('坐标写错的活动')).toEqual([]);
});
