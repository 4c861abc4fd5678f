/** A whole service without a signal: arriving and leaving are two scans on the phone, and arrive as what they were. */
import { expect, test } from '@playwright/test';
import { shortCode, stepAt } from '../domain/rotating-code.ts';
import { at } from '../domain/time.ts';
import { sql } from '../server/db/sql.ts';
import { Reader } from '../server/db/reader.ts';
import { hmacOf } from '../server/records/check-in/check-in.ts';
import { shiftOf, signUp } from '../server/records/fixtures.ts';
import { violations } from './axe.ts';
import { fixturesOf, signedIn } from './fixtures.ts';
import { startWorld, type World } from './world.ts';

let world: World;
test.use({ viewport: { width: 390, height: 844 } });
test.beforeAll(async () => {
  world = await startWorld(at('2026-11-22', '10:00'));
});
test.afterAll(() => world.stop());

test('P27 arrives and leaves without a signal: the second scan asks within five minutes and is a check-out; both arrive with their times', async ({
  browser,
}, info) => {
  const fixtures = fixturesOf(world);
  const county = await fixtures.organization('云汀区青年志愿者协会', null, { level: 'county' });
  const lin = await fixtures.volunteer('林晓禾', county);
  const shift = await shiftOf(fixtures, county, { day: '2026-11-22', from: '09:50', to: '12:00' });
  await signUp(fixtures, shift, [lin], county);
  const context = await browser.newContext({ baseURL: world.url, viewport: { width: 390, height: 844 } });
  await signedIn(context, world, lin);
  const page = await context.newPage();
  const moveTo = async (time: string): Promise<void> => {
    world.setNow(at('2026-11-22', time));
    await page.clock.setFixedTime(world.now());
  };
  const type = async (button: string): Promise<void> => {
    await page
      .getByLabel('或输入现场的 6 位短码')
      .fill(shortCode({ kind: 'shift', id: shift.id }, stepAt(world.now()), hmacOf(world.services.secrets)));
    await page.getByRole('button', { name: button, exact: true }).click();
  };
  await moveTo('10:00');
  await page.goto('/scan');
  await expect(page.getByRole('heading', { name: '江边清洁，认养一段河' })).toBeVisible();
  await context.setOffline(true);
  await type('签到');
  await expect(page.getByRole('heading', { name: '已存好', level: 2 })).toBeVisible();
  await page.getByRole('button', { name: '签退时再扫' }).click();
  await expect(page.getByText('10:00 已签到，扫一下就签退')).toBeVisible();
  await expect(page.getByText('其中 1 次存在这台手机里，有信号自动补传')).toBeVisible();

  await moveTo('10:03');
  await type('签退');
  await expect(page.getByRole('heading', { name: '刚签到，现在就要签退吗？' })).toBeVisible();
  await page.screenshot({ path: info.outputPath('second-scan-asks.png') });
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: '只是多扫了' }).click();

  await moveTo('11:30');
  await type('签退');
  await expect(page.getByRole('heading', { name: '已签退', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: '再扫一个' }).click();
  await expect(page.getByText('11:30 已签退')).toBeVisible();
  await expect(page.getByText('现在没有信号，2 条已存好，有信号自动补传')).toBeVisible();

  await moveTo('12:30');
  await context.setOffline(false);
  await expect(page.getByRole('heading', { name: '存在这台手机里' })).toBeHidden();
  await expect(page.getByText('11:30 已签退')).toBeVisible();
  const stamps = await new Reader(world.services.pool).all<{ direction: string; is_late: boolean; at: string }>(sql`
    select direction, is_late, to_char(stamped_at at time zone 'Asia/Shanghai', 'HH24:MI') as at from attendance_stamps where volunteer_id = ${lin.id} order by stamped_at`);
  expect(stamps).toEqual([
    { direction: 'in', is_late: true, at: '10:00' },
    { direction: 'out', is_late: true, at: '11:30' },
  ]);
  await context.close();
});

test('on a shared phone nobody sees or sends what the former person kept', async ({ browser }) => {
  world.setNow(at('2026-11-22', '10:00'));
  const fixtures = fixturesOf(world);
  const county = await fixtures.organization('云溪区青年志愿者协会', null, { level: 'county' });
  const [lin, chen] = [await fixtures.volunteer('林先用', county), await fixtures.volunteer('陈后用', county)];
  const shift = await shiftOf(fixtures, county, { day: '2026-11-22', from: '09:50', to: '12:00' });
  await signUp(fixtures, shift, [lin, chen], county);
  const context = await browser.newContext({ baseURL: world.url, viewport: { width: 390, height: 844 } });
  await signedIn(context, world, lin);
  const page = await context.newPage();
  await page.clock.setFixedTime(world.now());
  await page.goto('/scan');
  await expect(page.getByRole('heading', { name: '江边清洁，认养一段河' })).toBeVisible();
  await context.setOffline(true);
  await page
    .getByLabel('或输入现场的 6 位短码')
    .fill(shortCode({ kind: 'shift', id: shift.id }, stepAt(world.now()), hmacOf(world.services.secrets)));
  await page.getByRole('button', { name: '签到', exact: true }).click();
  await expect(page.getByText('1 条已存好，有信号自动补传')).toBeVisible();

  await context.clearCookies();
  await signedIn(context, world, chen);
  await context.setOffline(false);
  await page.goto('/scan');
  await expect(page.getByRole('heading', { name: '江边清洁，认养一段河' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^签到/ })).toBeVisible();
  await expect(page.getByText('存在这台手机里')).toBeHidden();
  await expect(page.getByText(/正在补传/)).toBeHidden();
  const stamps = () =>
    new Reader(world.services.pool).all<{ volunteer_id: string }>(
      sql`select volunteer_id from attendance_stamps where shift_id = ${shift.id}`,
    );
  expect(await stamps()).toEqual([]);

  await context.clearCookies();
  await signedIn(context, world, lin);
  await page.goto('/scan');
  await expect.poll(stamps).toEqual([{ volunteer_id: lin.id }]);
  await context.close();
});
