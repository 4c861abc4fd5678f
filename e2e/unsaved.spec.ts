/** What somebody typed is not lost: not by a careless click, not by "back", not by a session that ends meanwhile. */
import { expect, test, type Page } from '@playwright/test';
import { at } from '../domain/time.ts';
import { sql } from '../server/db/sql.ts';
import type { TestPerson } from '../server/testing/test-app.ts';
import { leading } from '../server/projects/fixtures.ts';
import { makeProjects, look, type ProjectDesk } from './project-ground.ts';

let desk: ProjectDesk;
let writer: TestPerson;
test.beforeAll(async () => {
  desk = await makeProjects(at('2026-11-22', '10:00'));
  writer = await desk.t.person('写活动的人', [{ permissions: leading, at: desk.fixtures.county }], {
    phone: '13900139000',
  });
});
test.afterAll(() => desk.world.stop());

const editor = (): string => `/console/projects/${desk.fixtures.project_id}/activities/new`;
async function fill(page: Page, title: string): Promise<void> {
  await page.getByLabel('活动名称').fill(title);
  await page.getByLabel('做什么').fill('分三段捡拾，按可回收和其他分装');
  await page.getByLabel('哪天').fill('2026-11-28');
  await page.getByLabel('地点').fill('云汀湿地南门集合点');
  await page.getByLabel('可能的风险和怎样防护').fill('石阶湿滑，听队长指挥，不下水。');
}

test('a link, a tree and "back" ask before typing is lost; what was left is offered again, without numbers and names', async ({
  browser,
}) => {
  const page = await desk.open(browser, writer, false);
  await page.goto(`/console/projects/${desk.fixtures.project_id}`);
  await page.goto(editor());
  await fill(page, '差点丢了的活动');
  await page.getByLabel('现场电话').fill('13800138000');
  const question = page.getByRole('alertdialog', { name: '填的还没有存，要离开吗？' });
  await page.getByRole('navigation', { name: '模块' }).getByRole('link', { name: '项目' }).click();
  await expect(question).toBeVisible();
  await look(page, 'leave-asked');
  await question.getByRole('button', { name: '留下接着填' }).click();
  await expect(page.getByLabel('活动名称')).toHaveValue('差点丢了的活动');
  await page.goBack();
  await expect(question).toBeVisible();
  await question.getByRole('button', { name: '留下接着填' }).click();
  await expect(page.getByLabel('活动名称')).toHaveValue('差点丢了的活动');
  await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage))).toContain('差点丢了的活动');
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('13800138000');

  await page.getByRole('navigation', { name: '模块' }).getByRole('link', { name: '项目' }).click();
  await question.getByRole('button', { name: '不要了，离开' }).click();
  await expect(page).toHaveURL(/\/console\/projects$/);
  await page.goto(editor());
  await page.getByRole('button', { name: '接着填' }).click();
  await expect(page.getByLabel('活动名称')).toHaveValue('差点丢了的活动');
  await expect(page.getByLabel('哪天')).toHaveValue('2026-11-28');
  await page.getByRole('button', { name: '存好，去看发布规则' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '差点丢了的活动' })).toBeVisible();
  await page.getByRole('navigation', { name: '模块' }).getByRole('link', { name: '项目' }).click(); // saved: nobody asks
  await expect(page).toHaveURL(/\/console\/projects$/);
  await page.goto(editor());
  await expect(page.getByLabel('活动名称')).toHaveValue('');
  await expect(page.getByRole('button', { name: '接着填' })).toHaveCount(0);
});

test('a session that ends while a form is typed: sign in over the page, and the form is sent', async ({ browser }) => {
  const page = await desk.open(browser, writer, false);
  await page.goto(editor());
  await fill(page, '登录到时间的活动');
  await desk.t.setUp((own) => own.run(sql`update sessions set expires_at = ${own.now} where person_id = ${writer.id}`));
  await page.getByRole('button', { name: '存好，去看发布规则' }).click();
  const again = page.getByRole('dialog', { name: '登录已到时间，请再登录一次' });
  await expect(again).toBeVisible();
  await look(page, 'sign-in-again');
  await again.getByRole('textbox', { name: '手机号' }).fill('13900139000');
  await again.getByRole('button', { name: '发验证码' }).click();
  const shown = await again.getByText(/验证码在这里/).textContent();
  await again.getByRole('textbox', { name: '验证码' }).fill(/\d{6}/.exec(shown ?? '')?.[0] ?? '');
  await again.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: '登录到时间的活动' })).toBeVisible();
  expect(await desk.t.rows(sql`select title from activities where title = '登录到时间的活动'`)).toHaveLength(1);
});
