/** Signing up in the browser: three taps, a waitlist that moves by itself, a series that changes, families, the roster. */
import { expect, test } from '@playwright/test';
import { at } from '../domain/time.ts';
import { sql } from '../server/db/sql.ts';
import { guard, publish, shift, type Fixtures } from '../server/projects/fixtures.ts';
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

test('P19 three taps to a seat; the second waits, and moves up by itself when the first withdraws', async ({
  browser,
}) => {
  const activity = await publish(t, fixtures, {
    title: '图书角整理',
    category: 'community',
    topics: [],
    shifts: [shift('2026-11-29', '09:00', '11:00', 1)],
  });
  const [first, second] = [await t.volunteer('李娜', fixtures.county), await t.volunteer('陈一', fixtures.county)];
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
  await expect(two.getByText('“图书角整理”有空位了，您从候补转为正式名额，2026-11-29 09:00 见')).toBeVisible();
});

test('a published series: one shift moves, one is cancelled, a large one waits for approval; the volunteer is told and may leave', async ({
  browser,
}) => {
  const leader_ids = await Promise.all([1, 2, 3, 4, 5].map(async (index) => (await t.person(`领队${index}`)).id));
  const activity = await publish(t, fixtures, {
    title: '周六河边巡护',
    leader_ids,
    shifts: ['2027-01-09', '2027-01-16', '2027-01-23'].map((day) => shift(day, '09:00', '12:00', 10)),
  });
  const who = await t.volunteer('林小满', fixtures.county);
  await t.post(who, `/api/activities/${activity.id}/shifts/${activity.shift_ids[0]}/sign-ups`, {
    risk_acknowledged: true,
  });
  const page = await open(browser, fixtures.leader, false);
  await page.goto(`/console/projects/activities/${activity.id}`);
  await page.getByRole('button', { name: /^改时间：(2027 年 )?1 月 9 日/ }).click();
  await page.getByLabel('改到哪天').fill('2027-01-10');
  await page.getByLabel('开始').fill('14:00');
  await page.getByLabel('结束').fill('16:00');
  await page.getByLabel('原因，报名的人会看到').fill('江水上涨');
  await look(page, 'console-shift-move');
  await page.getByRole('button', { name: '改时间并通知' }).click();
  await expect(page.getByText('改好了 1 班，通知了 1 人')).toBeVisible();
  await page.getByRole('button', { name: /^取消这一班：(2027 年 )?1 月 16 日/ }).click();
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

  const [{ number } = { number: '' }] = await t.rows<{ number: string }>(
    sql`select number from volunteers where id = ${who.id}`,
  );
  await page.getByLabel('领队5').uncheck();
  await page.getByLabel('加一位，填志愿者编号').fill(number);
  await look(page, 'console-leaders-change');
  await page.getByRole('button', { name: '改好并告诉本人' }).click();
  await expect(page.getByText('领队1、领队2、领队3、领队4、林小满', { exact: true })).toBeVisible();

  const above = await open(browser, fixtures.superior, false);
  await above.goto('/console/projects/approvals');
  await above.getByRole('link', { name: '周六河边巡护（改动）' }).click();
  await look(above, 'console-shift-approval');
  await above.getByRole('button', { name: '通过这项改动' }).click();
  await expect(above.getByText('已报 0 / 201，候补 0')).toBeVisible();

  const phone = await open(browser, who, true);
  await phone.goto('/messages');
  await expect(
    phone.getByText(
      '“周六河边巡护”改期：2027-01-09 09:00 改到 2027-01-10 14:00，原因：江水上涨。来不了可以退出，不算临时退出',
    ),
  ).toBeVisible();
  await phone.goto('/sign-ups');
  await expect(phone.getByText('改过时间；来不了可以退，不算临时退出')).toBeVisible();
  await look(phone, 'phone-sign-ups-moved');
});

test('S40 R61 a parent and a child sign up together: two places in one, and one withdrawal takes both', async ({
  browser,
}) => {
  const activity = await publish(t, fixtures, {
    title: '亲子图书角',
    category: 'community',
    topics: [],
    is_parent_child: true,
    minimum_age: 6,
    shifts: [shift('2027-02-06', '09:00', '11:00', 2)],
  });
  const [parent, child] = [
    await t.volunteer('孟春', fixtures.county),
    await t.volunteer('孟小雨', fixtures.county, { birth_date: '2018-01-01' }),
  ];
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
  await phone
    .locator('.mine-list li')
    .filter({ hasNotText: '孟小雨' })
    .getByRole('button', { name: '退出报名' })
    .click();
  await phone.getByRole('alertdialog').getByRole('button', { name: '退出报名' }).click();
  await expect(phone.getByText('已退出，一起报名的 1 个孩子也退了')).toBeVisible();
});

test('the leader searches the roster, sends a message, invites, and prints; the invited person decides', async ({
  browser,
}) => {
  const activity = await publish(t, fixtures, {
    title: '助老测血压',
    category: 'elderly_and_disabled',
    topics: [],
    shifts: [shift('2026-12-05', '09:00', '11:00', 10)],
  });
  const guest = await t.volunteer('王小明', fixtures.county);
  const asked = await t.volunteer('孙悦', fixtures.county);
  await t.post(guest, `/api/activities/${activity.id}/shifts/${activity.shift_ids[0]}/sign-ups`, {
    risk_acknowledged: true,
  });
  const page = await open(browser, fixtures.leader, false);
  await page.goto(`/console/projects/activities/${activity.id}/roster`);
  await expect(page.getByRole('cell', { name: '王小明', exact: true })).toBeVisible();
  await look(page, 'console-roster');
  await page.getByRole('button', { name: '发消息' }).click();
  await page.getByLabel('说什么').fill('请带血压计');
  await page.getByRole('button', { name: '发出', exact: true }).click();
  await expect(page.getByText('已发给 1 人')).toBeVisible();
  await page.getByRole('button', { name: '邀请' }).click();
  const number = await t.rows<{ number: string }>(
    (await import('../server/db/sql.ts')).sql`select number from volunteers where id = ${asked.id}`,
  );
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
