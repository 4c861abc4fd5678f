/** Codes read by the camera itself: the picture is played to Chromium as its camera, and our own reader decodes it. */
import { expect, test, type Page } from '@playwright/test';
import { shortCode, stepAt } from '../domain/rotating-code.ts';
import { at } from '../domain/time.ts';
import { sql } from '../server/db/sql.ts';
import { hmacOf } from '../server/records/check-in/check-in.ts';
import { codeAt, shiftOf, signUp, type Shift } from '../server/records/fixtures.ts';
import type { TestApp, TestOrganization, TestPerson } from '../server/testing/test-app.ts';
import { violations } from './axe.ts';
import { browserLookingAt } from './fake-camera.ts';
import { fixturesOf, signedIn } from './fixtures.ts';
import { startWorld, type World } from './world.ts';

const start = at('2026-11-22', '10:00'); // told to server and pages, so that it ends well at any hour
let world: World;
let fixtures: TestApp;
let leader: TestPerson;
let lin: TestPerson;
let chen: TestPerson;
let shift: Shift;

test.beforeAll(async () => {
  world = await startWorld(start);
  fixtures = fixturesOf(world);
  const county: TestOrganization = await fixtures.organization('云汀区青年志愿者协会', null, { level: 'county' });
  leader = await fixtures.person('周敏', [
    { permissions: ['records.check_in', 'records.confirm', 'records.read', 'projects.read'], at: county },
  ]);
  [lin, chen] = [await fixtures.volunteer('林晓禾', county), await fixtures.volunteer('陈一', county)];
  shift = await shiftOf(fixtures, county, { day: '2026-11-22', from: '09:50', to: '12:00', leader });
  await signUp(fixtures, shift, [lin, chen], county);
});
test.afterAll(async () => {
  await world.stop();
});

const stampsOf = (who: TestPerson): Promise<{ source: string; is_late: boolean }[]> =>
  fixtures.rows(sql`select source, is_late from attendance_stamps where volunteer_id = ${who.id}`);

/** Opens a page that fetches our own reader of codes, and waits for it, unless the browser has one itself. */
async function openWithReader(page: Page, path: string): Promise<void> {
  const fetched = page
    .waitForResponse((response) => /\/assets\/decode-[^/]*\.js$/.test(response.url()), { timeout: 120_000 })
    .then((response) => response.finished());
  fetched.catch(() => undefined);
  await page.goto(path);
  const formats = await page.evaluate(
    () =>
      (
        globalThis as { BarcodeDetector?: { getSupportedFormats(): Promise<string[]> } }
      ).BarcodeDetector?.getSupportedFormats() ?? [],
  );
  if (!formats.includes('qr_code')) await fetched;
}

/** As the page of a phone: without the browser's own reader unless it has one. */
async function pageOf(text: string, who: TestPerson, size: { width: number; height: number }): Promise<Page> {
  const browser = await browserLookingAt(text);
  const context = await browser.newContext({
    viewport: size,
    baseURL: world.url,
    permissions: ['camera'],
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    serviceWorkers: 'block',
  });
  await signedIn(context, world, who);
  const page = await context.newPage();
  await page.clock.setFixedTime(world.now());
  return page;
}

test('P27 the volunteer’s camera reads the rotating code from the organiser’s screen', async () => {
  const info = test.info();
  world.setNow(start);
  const page = await pageOf(codeAt(fixtures, { kind: 'shift', id: shift.id }, world.now()), lin, {
    width: 390,
    height: 844,
  });
  await page.goto('/scan');
  await expect(page.getByRole('heading', { name: '已签到', level: 2 })).toBeVisible({ timeout: 30_000 });
  await page.screenshot({ path: info.outputPath('camera-checked-in.png') });
  info.annotations.push({
    type: 'reader',
    description: await page.evaluate(() => ('BarcodeDetector' in globalThis ? 'the browser’s own' : 'ours')),
  });
  await page.context().browser()?.close();
  expect(await stampsOf(lin)).toEqual([{ source: 'rotating_code', is_late: false }]);
});

test('P71 who only checks people in is at the board in one tap from the start page of the phone', async ({
  browser,
}, info) => {
  world.setNow(start);
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    baseURL: world.url,
    serviceWorkers: 'block',
  });
  await signedIn(context, world, leader);
  const page = await context.newPage();
  await page.clock.setFixedTime(world.now());
  await page.goto('/');
  await expect(page.getByRole('region', { name: '今天的签到' }).getByText('江边清洁，认养一段河')).toBeVisible();
  await expect(page.locator('.loading')).toHaveCount(0);
  await expect(page.getByRole('link', { name: '出示我的码，去签到' })).toHaveCount(0); // no volunteer, so no card
  await page.screenshot({ path: info.outputPath('helper-home.png') });
  expect(await violations(page)).toEqual([]);
  await page.getByRole('link', { name: '打开今天的签到板' }).click();
  await expect(page.getByRole('img', { name: '签到二维码，30 秒一换' })).toBeVisible();
  await context.close();
});

test('P27 staff scan a card without a signal: it is kept with its moment, arrives once when the signal is back, and shows as late', async () => {
  const info = test.info();
  world.setNow(start);
  const page = await pageOf(codeAt(fixtures, { kind: 'card', id: chen.id }, world.now()), leader, {
    width: 1440,
    height: 900,
  });
  await openWithReader(page, `/console/records/board/${shift.id}`);
  await expect(page.getByRole('row', { name: /陈○/ })).toBeVisible();
  await page.context().setOffline(true);
  await page.getByRole('button', { name: '改为扫卡或输卡上短码' }).click();
  await expect(page.getByRole('heading', { name: '存在这台设备里' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('1 张卡等信号，请不要关这一页')).toBeVisible();
  await page.screenshot({ path: info.outputPath('card-kept.png') });
  expect(await stampsOf(chen)).toEqual([]);
  world.setNow(at('2026-11-22', '10:10'));
  await page.clock.setFixedTime(world.now());
  await page.getByRole('button', { name: '回到签到码' }).click();
  await page.context().setOffline(false);
  await expect(page.getByRole('row', { name: /陈○.*服务中.*补传/ })).toBeVisible({ timeout: 30_000 });
  await page.screenshot({ path: info.outputPath('card-late.png') });
  await page.context().browser()?.close();
  expect(await stampsOf(chen)).toEqual([{ source: 'staff_scan', is_late: true }]);
});

test('without a camera the page says what to do instead', async ({ browser }) => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    baseURL: world.url,
    serviceWorkers: 'block',
  });
  await signedIn(context, world, lin);
  const page = await context.newPage();
  await page.goto('/scan');
  await expect(page.getByText(/相机没有打开|没有可用的相机/)).toContainText('在下面输入短码');
  await expect(page.getByLabel('或输入现场的 6 位短码')).toBeVisible();
  await context.close();
});

test('P71 a desk without a camera: the digits of the card are typed, and somebody who can show nothing is entered by number and name', async ({
  browser,
}, info) => {
  world.setNow(start);
  const county = await fixtures.organization('云溪区青年志愿者协会', null, { level: 'county' });
  const desk = await fixtures.person('周桌', [
    {
      permissions: ['records.check_in', 'records.confirm', 'records.read', 'projects.read', 'projects.roster'],
      at: county,
    },
  ]);
  const [grown, child] = [await fixtures.volunteer('林有卡', county), await fixtures.volunteer('王小满', county)];
  const here = await shiftOf(fixtures, county, { day: '2026-11-22', from: '09:50', to: '12:00', leader: desk });
  await signUp(fixtures, here, [grown, child], county);
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    baseURL: world.url,
    serviceWorkers: 'block',
  });
  await signedIn(context, world, desk);
  const page = await context.newPage();
  await page.clock.setFixedTime(world.now());
  await page.goto(`/console/records/board/${here.id}`);
  await page.getByRole('button', { name: '改为扫卡或输卡上短码' }).click();
  await page
    .getByLabel('或输入卡上的 6 位短码')
    .fill(shortCode({ kind: 'card', id: grown.id }, stepAt(world.now()), hmacOf(world.services.secrets)));
  await page.getByRole('button', { name: '签到', exact: true }).click();
  await expect(page.getByRole('row', { name: /林有卡.*服务中/ })).toBeVisible();

  const number = await page
    .getByRole('row', { name: /王小满/ })
    .getByRole('cell')
    .nth(1)
    .innerText();
  await page.getByRole('button', { name: '没有卡，凭编号和姓名' }).click();
  await page.getByRole('textbox', { name: '志愿者编号' }).fill(number);
  await page.getByRole('textbox', { name: '姓名' }).fill('王大满');
  await page.getByRole('button', { name: '签到', exact: true }).click();
  await expect(page.getByText('没有编号和姓名都对得上的')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: info.outputPath('number-and-name.png') });
  await page.getByRole('textbox', { name: '姓名' }).fill('王小满');
  await page.getByRole('button', { name: '签到', exact: true }).click();
  await expect(page.getByRole('row', { name: /王小满.*服务中/ })).toBeVisible();
  expect([await stampsOf(grown), await stampsOf(child)]).toEqual([
    [{ source: 'staff_typed', is_late: false }],
    [{ source: 'staff_named', is_late: false }],
  ]);
  await context.close();
});
