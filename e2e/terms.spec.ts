/** S17 in the browser: a new version is issued, asked on opening the phone, and accepted before a sign-up. */
import { expect, test } from '@playwright/test';
import { violations } from './axe.ts';
import { fixturesOf, signedIn } from './fixtures.ts';
import { startWorld, type World } from './world.ts';

let world: World;
test.beforeAll(async () => {
  world = await startWorld(new Date());
});
test.afterAll(async () => {
  await world.stop();
});

test('S17 staff issue a new version; the volunteer is asked on opening the phone, reads and accepts', async ({
  browser,
}) => {
  const t = fixturesOf(world);
  const county = await t.organization('云汀区青年志愿者协会', null, { level: 'county', division_code: '440106' });
  const clerk = await t.person('何景', [
    { permissions: ['organizations.rules', 'organizations.read', 'volunteers.read'], at: county },
  ]);
  const lin = await t.volunteer('林晓禾', county);

  const desk = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    baseURL: world.url,
    serviceWorkers: 'block',
  });
  await signedIn(desk, world, clerk);
  const staff = await desk.newPage();
  await staff.goto('/console/volunteers/terms');
  await staff.getByLabel('义务（中文）').fill('守时守信，照章服务；服从现场安排；不借服务牟利。（示例）');
  await staff.getByRole('button', { name: '发布新的一版' }).click();
  await expect(staff.getByText('接受前不能报新的名')).toBeVisible();
  await staff.getByRole('button', { name: '发布', exact: true }).click();
  await expect(staff.getByText('第 1 版已生效')).toBeVisible();

  const pocket = await browser.newContext({
    viewport: { width: 390, height: 844 },
    baseURL: world.url,
    serviceWorkers: 'block',
  });
  await signedIn(pocket, world, lin);
  const phone = await pocket.newPage();
  await phone.goto('/card'); // on the way to a check-in nothing stands in between
  await expect(phone.getByRole('heading', { name: '我的卡' })).toBeAttached();
  await expect(phone.getByRole('dialog')).toHaveCount(0);
  await phone.goto('/');
  const asked = phone.getByRole('dialog', { name: '请看权利和义务' });
  await expect(asked).toContainText('接受前不能报新的名；已经报的名，签到、签退照常。');
  expect(await violations(phone)).toEqual([]);
  await asked.getByRole('button', { name: '看一看' }).click();
  await expect(phone.getByText('守时守信，照章服务')).toBeVisible();
  expect(await violations(phone)).toEqual([]);
  await phone.getByLabel('我认同志愿者精神，看过并接受权利和义务').check();
  await phone.getByRole('button', { name: '接受', exact: true }).click();
  await expect(phone.getByText('都接受了')).toBeVisible();
  await phone.goto('/');
  await expect(phone.getByRole('heading', { name: /林晓禾/ })).toBeVisible();
  await expect(phone.getByRole('dialog')).toHaveCount(0);
});
