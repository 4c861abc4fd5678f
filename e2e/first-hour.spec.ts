/**
 * README's way on an empty installation: started as production, without text messages, from the operator's command to a first
 * confirmed hour. Four people in all, and whatever they press or fill in is counted.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Secret, TOTP } from 'otpauth';
import {
  expect,
  test,
  type Browser,
  type BrowserContext,
  type Locator,
  type Page,
  type TestInfo,
} from '@playwright/test';
import { addDays, at, businessDate } from '../domain/time.ts';
import { exampleNumber } from '../domain/volunteers/gb11643.ts';
import { sql } from '../server/db/sql.ts';
import { Reader } from '../server/db/reader.ts';
import { verifyLedger } from '../server/ledger/verify-ledger.ts';
import { violations } from './axe.ts';
import { browserLookingAt } from './fake-camera.ts';
import { startWorld, type World } from './world.ts';

const most = 45;
const password = '春风十里不如你的微笑';
const day = addDays(businessDate(new Date()), 1); // the operator's command runs by the real clock, the day after is the world's
let world: World;
test.beforeAll(async () => {
  world = await startWorld(at(day, '08:00'), 'bare', 'production');
});
test.afterAll(() => world.stop());

/** What people do, by any hand: each link opened, each press, each field filled, each look of the camera is one. */
class Deeds {
  readonly done: string[] = [];
  async open(page: Page, link: string, who: string): Promise<void> {
    this.count(who, 'opens the link');
    await page.goto(new URL(link).pathname + new URL(link).hash);
  }
  async press(where: Locator, who: string): Promise<void> {
    this.count(who, `presses ${String(where)}`);
    await where.click({ timeout: 60_000 });
  }
  async fill(where: Locator, value: string, who: string): Promise<void> {
    this.count(who, `fills ${String(where)}`);
    await where.fill(value);
  }
  count(who: string, what: string): void {
    this.done.push(`${this.done.length + 1} ${who} ${what}`);
  }
}

const pages: Page[] = [];
async function newPage(
  browser: Browser,
  width: number,
  context: Partial<Parameters<Browser['newContext']>[0]> = {},
): Promise<Page> {
  const made = await browser.newContext({
    viewport: { width, height: width < 500 ? 844 : 900 },
    baseURL: world.url,
    serviceWorkers: 'block',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    ...context,
  });
  const page = await made.newPage();
  await page.clock.setFixedTime(world.now());
  pages.push(page);
  return page;
}
async function moveTo(time: string): Promise<void> {
  world.setNow(at(day, time));
  for (const page of pages.filter((one) => !one.isClosed())) await page.clock.setFixedTime(world.now());
}
async function look(page: Page, info: TestInfo, name: string): Promise<void> {
  await expect(page.locator('.loading')).toHaveCount(0);
  await page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true });
  expect.soft(await violations(page), name).toEqual([]);
  expect
    .soft(
      await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
      `${name} is wider than the screen`,
    )
    .toBeLessThanOrEqual(0);
}

/** The volunteer's phone, held to the code on the leader's screen: its camera is a browser of its own with the same session. */
async function holdTo(code: string, context: BrowserContext, from: string): Promise<Page> {
  const browser = await browserLookingAt(code);
  const page = await newPage(browser, 390, { storageState: await context.storageState(), permissions: ['camera'] });
  await page.goto(from);
  return page;
}

test('from an empty installation without text messages to the first confirmed hour, in at most 45 clicks and fields', async ({
  browser,
}, info) => {
  const deeds = new Deeds();
  const { stdout } = await promisify(execFile)('npx', ['tsx', 'tools/admin.ts', '13800138000', '王小芳'], {
    env: { ...process.env, NODE_ENV: 'production', ...world.environment },
  });
  const operatorsLink = /http\S+\/welcome#\S+/.exec(stdout)?.[0] ?? '';

  const admin = await newPage(browser, 1440);
  const enterAsStaff = async (page: Page, link: string, who: string): Promise<void> => {
    await deeds.open(page, link, who);
    const secret = (await page.locator('code').innerText()).replaceAll(' ', '');
    await deeds.fill(page.getByLabel('密码', { exact: true }), password, who);
    await deeds.fill(
      page.getByLabel('应用里的 6 位数字'),
      new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: world.now().getTime() }),
      who,
    );
    await deeds.press(page.getByRole('button', { name: '设好，进入工作台' }), who);
    await page.waitForURL('**/console/');
  };
  let leadersLink = '';
  await test.step('the administrator comes in by the operator’s link, founds a team and invites its leader', async () => {
    await enterAsStaff(admin, operatorsLink, 'administrator');
    await expect(admin.getByRole('region', { name: '第一个时数，五步' })).toBeVisible();
    await look(admin, info, 'admin-home');
    await deeds.press(admin.getByRole('button', { name: '设立队伍，请好队长' }), 'administrator');
    await deeds.fill(admin.getByLabel('在哪个县（市、区）'), '义乌市', 'administrator');
    await expect(admin.getByRole('button', { name: '换一个' })).toBeVisible(); // the whole name is enough
    await deeds.fill(admin.getByLabel('队伍名称'), '图书角志愿服务队', 'administrator');
    await deeds.fill(admin.getByLabel('队长的手机号'), '13800138001', 'administrator');
    await deeds.fill(admin.getByLabel('队长的姓名'), '周敏', 'administrator');
    await look(admin, info, 'admin-team');
    await deeds.press(admin.getByRole('button', { name: '设立，生成队长的链接' }), 'administrator');
    leadersLink = await admin.locator('.sign-in-link').innerText();
    await look(admin, info, 'admin-link');
  });

  const leader = await newPage(browser, 1440);
  await test.step('the leader, another person, comes in by that link and starts an activity', async () => {
    await enterAsStaff(leader, leadersLink, 'leader');
    await look(leader, info, 'leader-home');
    await deeds.press(leader.getByRole('link', { name: '发起一场活动' }), 'leader');
    await deeds.fill(leader.getByLabel('活动名称'), '图书角整理和领读', 'leader');
    await deeds.fill(leader.getByLabel('做什么'), '按年龄分架，给低年级孩子领读一本', 'leader');
    await deeds.fill(leader.getByLabel('党政关注'), '全民阅读', 'leader');
    await deeds.fill(leader.getByLabel('社会需要'), '放学后没人带的孩子', 'leader');
    await deeds.fill(leader.getByLabel('青年志愿者能为'), '周末来半天就够', 'leader');
    await deeds.fill(leader.getByLabel('哪天'), day, 'leader');
    await deeds.fill(leader.getByLabel('地点'), '稠城街道文化站二楼图书角', 'leader');
    await deeds.fill(leader.getByLabel('可能的风险和怎样防护'), '书架有棱角，搬书时两人一起，不爬高。', 'leader');
    await look(leader, info, 'leader-activity');
    await deeds.press(leader.getByRole('button', { name: '存好并发布' }), 'leader');
    await expect(leader.locator('.head').getByText('招募中')).toBeVisible();
  });

  let volunteersLink = '';
  await test.step('the administrator registers a volunteer who stands at the desk, and hands over a link', async () => {
    await deeds.press(admin.getByRole('link', { name: '下一步：登记志愿者' }), 'administrator');
    await expect(admin.getByLabel('加入哪支队伍')).toHaveValue('图书角志愿服务队');
    await deeds.fill(admin.getByLabel('姓名'), '林晓禾', 'administrator');
    await deeds.fill(admin.getByLabel('证件号码'), exampleNumber('330782', '1998-05-04', 16), 'administrator');
    await deeds.fill(admin.getByLabel('本人手机号'), '13800138002', 'administrator');
    await look(admin, info, 'admin-register');
    await deeds.press(admin.getByRole('button', { name: '登记', exact: true }), 'administrator');
    volunteersLink = await admin.locator('.sign-in-link').innerText();
    await look(admin, info, 'admin-registered');
  });

  const volunteer = await newPage(browser, 390);
  let activity = '';
  await test.step('the volunteer comes in by the link, reads rights and duties, and signs up', async () => {
    await deeds.open(volunteer, volunteersLink, 'volunteer');
    await deeds.fill(volunteer.getByLabel('密码', { exact: true }), password, 'volunteer');
    await deeds.press(volunteer.getByLabel(/我认同志愿者精神/), 'volunteer');
    await look(volunteer, info, 'volunteer-welcome');
    await deeds.press(volunteer.getByRole('button', { name: '设好，进入青志' }), 'volunteer');
    await volunteer.waitForURL(/\/activities\//); // the only one there is
    await look(volunteer, info, 'volunteer-activity');
    await deeds.press(volunteer.getByLabel('我看过了，愿意遵守'), 'volunteer');
    await deeds.press(volunteer.getByRole('button', { name: '报名，占 1 个名额' }), 'volunteer');
    await expect(volunteer.getByText('已报上，有名额')).toBeVisible();
    activity = new URL(volunteer.url()).pathname;
  });

  let leaving = volunteer; // the same phone, as far as anybody can tell
  await test.step('on the day: the code on the leader’s screen, the volunteer’s phone held to it, in and out', async () => {
    await moveTo('08:55');
    await deeds.press(leader.getByRole('link', { name: '签到板' }), 'leader');
    await expect(leader.getByRole('img', { name: '签到二维码，30 秒一换' })).toBeVisible();
    await look(leader, info, 'leader-board');
    const shift = /board\/([^/?]+)/.exec(leader.url())?.[1] ?? '';
    const code = async (): Promise<string> =>
      ((await (await leader.request.get(`/api/shifts/${shift}/code`)).json()) as { code: string }).code;
    const coming = await holdTo(await code(), volunteer.context(), activity);
    await deeds.press(coming.getByRole('link', { name: '去签到' }), 'volunteer');
    deeds.count('volunteer', 'holds the phone to the code');
    await expect(coming.getByRole('heading', { name: '已签到', level: 2 })).toBeVisible();
    await look(coming, info, 'volunteer-in');
    await coming.context().browser()?.close();
    await moveTo('11:05');
    leaving = await holdTo(await code(), volunteer.context(), '/');
    await deeds.press(leaving.getByRole('link', { name: '服务进行中，去签退' }), 'volunteer');
    deeds.count('volunteer', 'holds the phone to the code');
    await expect(leaving.getByRole('heading', { name: '已签退', level: 2 })).toBeVisible();
  });

  await test.step('the leader confirms, and the volunteer sees the hour', async () => {
    await deeds.press(leader.getByRole('link', { name: '确认本场' }), 'leader');
    await look(leader, info, 'leader-confirmations');
    await deeds.press(leader.getByRole('button', { name: /^确认林/ }), 'leader');
    await deeds.press(leader.getByRole('button', { name: '确认入账' }), 'leader');
    await expect(leader.getByText('1 人入账')).toBeVisible();
    await deeds.press(leaving.getByRole('link', { name: '看我的时数' }), 'volunteer');
    await expect(leaving.getByText('周敏确认')).toBeVisible();
    await look(leaving, info, 'volunteer-hours');
    await leaving.context().browser()?.close();
    await leader.goto('/console/');
    await expect(leader.getByText('您的工作范围')).toBeVisible();
    await expect(leader.getByRole('region', { name: '第一个时数，五步' })).toHaveCount(0);
  });

  const reader = new Reader(world.services.pool);
  expect(
    await reader.all(
      sql`select r.minutes, p.name from service_records r join persons p on p.id = r.volunteer_id where r.state = 'confirmed'`,
    ),
  ).toEqual([{ minutes: 130, name: '林晓禾' }]);
  expect((await verifyLedger(world.services.reader)).faults).toEqual([]);
  info.annotations.push({ type: 'clicks and fields', description: deeds.done.join('\n') });
  console.log(`${deeds.done.length} clicks and fields\n${deeds.done.join('\n')}`);
  expect(deeds.done.length).toBeLessThanOrEqual(most);
});
