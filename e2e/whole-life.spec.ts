/** The whole life of an hour with four people, once with a phone in every hand and once at desks: volunteer (16), guardian, leader, county staff. */
import { expect, test, type Browser, type Page, type TestInfo } from '@playwright/test';
import { defaultPublishingLimits } from '../domain/organizations/rule-books/publishing-limits.ts';
import { at } from '../domain/time.ts';
import { exampleNumber } from '../domain/volunteers/gb11643.ts';
import { sql } from '../server/db/sql.ts';
import { verifyLedger } from '../server/ledger/verify-ledger.ts';
import { leading, proposal } from '../server/projects/fixtures.ts';
import { verifyRecords } from '../server/records/service/verify-records.ts';
import { TestApp, type TestPerson } from '../server/testing/test-app.ts';
import { violations } from './axe.ts';
import { signedIn } from './fixtures.ts';
import { startWorld, type World } from './world.ts';

const sizes = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } } as const;
const title = '图书角整理和领读';

test.describe.configure({ mode: 'parallel' }); // each in a world of its own

for (const [sizeName, size] of Object.entries(sizes)) {
  test(`the whole life of an hour, four people, ${sizeName}`, async ({ browser }, info) => {
    const life = await Life.begin(browser, size, info);
    try {
      await live(life);
    } finally {
      await life.end();
    }
  });
}

async function live(life: Life): Promise<void> {
  const { world, fixtures, info } = life;
  const [volunteer, guardian] = [await life.open(null), await life.open(null)];
  const [leader, staff] = [await life.open(life.leader), await life.open(life.staff)];
  const look = async (page: Page, name: string): Promise<void> => {
    await expect(page.locator('.loading')).toHaveCount(0);
    await page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true });
    expect.soft(await violations(page), name).toEqual([]);
    // Nothing is cut off at either size: a page never scrolls sideways.
    expect
      .soft(
        await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
        `${name} is wider than the screen`,
      )
      .toBeLessThanOrEqual(0);
  };

  await test.step('leader: writes the activity and asks for approval, because this county approves what minors may join', async () => {
    await leader.goto(`/console/projects/${life.project_id}/activities/new`);
    await leader.getByLabel('活动名称').fill(title);
    await leader.getByLabel('做什么').fill('按年龄分架，给低年级孩子领读一本');
    await leader.getByLabel('怎么排').selectOption('once');
    await leader.getByLabel('哪天').fill('2026-11-28');
    await leader.getByRole('button', { name: '加这些班次' }).click();
    await leader.getByLabel('地点').fill('云汀街道文化站二楼图书角');
    await leader.getByLabel('最低年龄').fill('16');
    await leader.getByLabel('可能的风险和怎样防护').fill('书架有棱角，搬书时两人一起，不爬高。');
    await look(leader, 'leader-editor');
    await leader.getByRole('button', { name: '存好，去看发布规则' }).click();
    await expect(leader.getByText('都符合，要上级审核')).toBeVisible();
    await leader.getByRole('button', { name: '提交上级审核' }).click();
    await expect(leader.locator('.head').getByText('待审核')).toBeVisible();
    await look(leader, 'leader-submitted');
  });

  await test.step('county staff: reads the reason and approves', async () => {
    await staff.goto('/console/projects/approvals');
    await expect(staff.getByText('招募未成年人').first()).toBeVisible();
    await look(staff, 'staff-approvals');
    await staff.getByRole('link', { name: title }).click();
    await staff.getByRole('button', { name: '通过并发布' }).click();
    await expect(staff.locator('.head').getByText('招募中')).toBeVisible();
  });

  await test.step('volunteer: signs in by code, registers, names the guardian’s phone; cannot sign up yet', async () => {
    await life.signIn(volunteer, '13900001601', '/register');
    await volunteer.getByLabel('加入哪支队伍').fill('图书');
    await volunteer.getByRole('button', { name: /图书角志愿队/ }).click();
    await volunteer.getByLabel('姓名').fill('许小禾');
    await volunteer.getByLabel('证件号码').fill(exampleNumber('330702', '2010-05-04', 16));
    await volunteer.getByLabel('家长的手机号').fill('13900001602');
    await volunteer.getByLabel(/我认同志愿者精神/).check();
    await look(volunteer, 'volunteer-register');
    await volunteer.getByRole('button', { name: '注册', exact: true }).click();
    await expect(volunteer.getByText('还差家长用自己的手机同意')).toBeVisible();
    await look(volunteer, 'volunteer-registered');
    await volunteer.goto('/activities');
    await volunteer.getByRole('link', { name: title }).first().click();
    await expect(volunteer.getByRole('list', { name: '报名条件' }).locator('.unmet')).toHaveCount(1);
    await look(volunteer, 'volunteer-waits-for-guardian');
  });

  await test.step('guardian: signs in on an own phone and agrees', async () => {
    await life.signIn(guardian, '13900001602', '/me/guardian');
    await guardian.goto('/me/guardian');
    await guardian.getByRole('button', { name: '看', exact: true }).click();
    await guardian.getByLabel('您的姓名').fill('许大山');
    await guardian.getByLabel(/我认同志愿者精神/).check();
    await look(guardian, 'guardian-asked');
    await guardian.getByRole('button', { name: '同意', exact: true }).click();
    await expect(guardian.getByText('您同意过的')).toBeVisible();
    await look(guardian, 'guardian-agreed');
  });

  await test.step('volunteer: finds the activity and signs up in three taps', async () => {
    await volunteer.goto('/');
    await look(volunteer, 'volunteer-home');
    await volunteer.goto('/activities');
    await volunteer.getByRole('link', { name: title }).first().click();
    await volunteer.getByLabel('我看过了，愿意遵守').check();
    await look(volunteer, 'volunteer-activity');
    await volunteer.getByRole('button', { name: '报名，占 1 个名额' }).click();
    await expect(volunteer.getByText('已报上，有名额')).toBeVisible();
  });

  await test.step('the day: in by the code on the leader’s screen, out by the code of two hours later', async () => {
    await life.at('2026-11-28', '08:55');
    await leader.goto('/console/records/boards');
    await look(leader, 'leader-boards');
    await leader.getByRole('link', { name: title }).first().click();
    await expect(leader.getByRole('img', { name: '签到二维码，30 秒一换' })).toBeVisible();
    await volunteer.goto('/scan');
    await volunteer.getByLabel('或输入现场的 6 位短码').fill(await life.shortCode(leader));
    await volunteer.getByRole('button', { name: '签到', exact: true }).click();
    await expect(volunteer.getByRole('heading', { name: '已签到', level: 2 })).toBeVisible();
    await look(volunteer, 'volunteer-checked-in');
    await expect(leader.getByRole('row', { name: /许.+服务中/ })).toBeVisible();
    await look(leader, 'leader-board');
    await life.at('2026-11-28', '11:05');
    await leader.reload();
    await volunteer.goto('/scan');
    await volunteer.getByLabel('或输入现场的 6 位短码').fill(await life.shortCode(leader));
    await volunteer.getByRole('button', { name: '签退', exact: true }).click();
    await expect(volunteer.getByRole('heading', { name: '已签退', level: 2 })).toBeVisible();
  });

  await test.step('leader: confirms with an evaluation', async () => {
    await leader.goto('/console/records');
    await leader.getByRole('checkbox', { name: /选许/ }).check();
    await look(leader, 'leader-confirmations');
    await leader.getByRole('button', { name: '确认 1 人' }).click();
    await leader.getByLabel('服务评价').selectOption('excellent');
    await leader.getByRole('button', { name: '确认入账' }).click();
    await expect(leader.getByText('1 人入账')).toBeVisible();
  });

  let code = '';
  await test.step('volunteer: sees the hour with its source and takes out a certificate; a stranger verifies it', async () => {
    await volunteer.goto('/hours');
    await expect(volunteer.getByText('周敏确认')).toBeVisible();
    await look(volunteer, 'volunteer-hours');
    await volunteer.goto('/certificates');
    await volunteer.getByRole('button', { name: '开一份证明' }).click();
    await volunteer.getByRole('button', { name: '开证明', exact: true }).click();
    await expect(volunteer.getByText('有效', { exact: true })).toBeVisible();
    await look(volunteer, 'volunteer-certificate');
    code = (await volunteer.locator('.certificates .code').innerText()).replace(/\s/g, '');
    const stranger = await life.open(null);
    await stranger.goto(`/verify/${code}`);
    await expect(stranger.getByRole('heading', { name: '这份证明有效' })).toBeVisible();
    await expect(stranger.getByText('许○○')).toBeVisible();
    await expect(stranger.getByText('许小禾')).toHaveCount(0);
    await look(stranger, 'stranger-verified');
  });

  await test.step('a mistake: the volunteer asks, the leader handles, the county decides, the certificate is superseded', async () => {
    await volunteer.goto('/hours/correct');
    await volunteer.getByRole('link', { name: title }).click();
    await volunteer.getByLabel('实际结束').fill('10:35');
    await volunteer.getByLabel('原因').fill('我早走了半小时，忘了签退');
    await look(volunteer, 'volunteer-correction');
    await volunteer.getByRole('button', { name: '提出更正' }).click();
    await expect(volunteer.getByText('等经办')).toBeVisible();
    await leader.goto('/console/records/proposals');
    await leader.getByRole('link', { name: title }).click();
    await leader.getByLabel('经办意见').fill('和签名单对得上');
    await leader.getByRole('button', { name: '经办，盖第一个章' }).click();
    await expect(leader.getByText('经办的人不能再复核，请换一个人').first()).toBeVisible();
    await look(leader, 'leader-handled');
    await staff.goto('/console/records/proposals');
    await look(staff, 'staff-proposals');
    await staff.getByRole('link', { name: title }).click();
    await staff.getByLabel('复核意见').fill('同意');
    await look(staff, 'staff-proposal');
    await staff.getByRole('button', { name: '同意，盖章入账' }).click();
    await expect(staff.getByRole('main').getByText('已同意').first()).toBeVisible();
    await staff.getByRole('link', { name: '看这条记录的历史' }).click();
    await expect(staff.getByText('复核同意更正')).toBeVisible();
    await look(staff, 'staff-record-history');
    const stranger = await life.open(null);
    await stranger.goto(`/verify/${code}`);
    await expect(stranger.getByText('已被更正').first()).toBeVisible();
    await volunteer.goto('/hours');
    await expect(volunteer.getByText('更正过：2:10 改 1:40')).toBeVisible();
    await look(volunteer, 'volunteer-hours-corrected');
  });

  const [sum] = await fixtures.rows<{ minutes: number }>(sql`
    select coalesce(sum(minutes), 0)::int as minutes from service_records where state = 'confirmed' and volunteer_id = (select id from persons where name = '许小禾')`);
  expect(sum?.minutes).toBe(100);
  expect((await verifyLedger(world.services.reader)).faults).toEqual([]);
  expect(await verifyRecords(world.services.reader)).toEqual([]);
}

class Life {
  private readonly pages: Page[] = [];
  private constructor(
    readonly browser: Browser,
    readonly size: { width: number; height: number },
    readonly info: TestInfo,
    readonly world: World,
    readonly fixtures: TestApp,
    readonly leader: TestPerson,
    readonly staff: TestPerson,
    readonly project_id: string,
  ) {}

  /** A county of one team, with a rule book of its own: it approves whatever minors may join. */
  static async begin(browser: Browser, size: { width: number; height: number }, info: TestInfo): Promise<Life> {
    const now = at('2026-11-22', '10:00');
    const world = await startWorld(now);
    const clock = {
      get now() {
        return world.now();
      },
      set now(to: Date) {
        world.setNow(to);
      },
    };
    const fixtures = new TestApp(world.app, world.database, world.services, clock);
    const county = await fixtures.organization('云汀区青年志愿者协会', null, { level: 'county' });
    const team = await fixtures.organization('图书角志愿队', county, { kind: 'volunteer_team' });
    const leader = await fixtures.person('周敏', [
      { permissions: [...leading, 'records.read', 'records.propose'], at: team },
    ]);
    const staff = await fixtures.person('许静宁', [
      {
        permissions: [
          'projects.read',
          'projects.approve',
          'records.read',
          'records.propose',
          'records.approve',
          'volunteers.read',
          'organizations.read',
        ],
        at: county,
      },
    ]);
    const limits = { ...defaultPublishingLimits, minors_need_approval: true };
    await fixtures.setUp((writer) =>
      writer.run(sql`
      insert into rule_books (id, kind, organization_id, version, title, citing_document, body, valid_from, issued_at)
      values (${writer.newId()}, 'publishing_limits', ${county.id}, 1, '活动发布规则', '示例文件', ${JSON.stringify(limits)}, '2020-01-01', ${writer.now})`),
    );
    const made = await fixtures.post<{ id: string }>(leader, '/api/projects', {
      organization_id: team.id,
      ...proposal,
      title: '家门口的图书角',
      category: 'community',
    });
    expect(made.status).toBe(200);
    return new Life(browser, size, info, world, fixtures, leader, staff, made.body.id);
  }

  async open(who: TestPerson | null): Promise<Page> {
    const context = await this.browser.newContext({
      viewport: this.size,
      baseURL: this.world.url,
      serviceWorkers: 'block',
    });
    if (who !== null) await signedIn(context, this.world, who);
    const page = await context.newPage();
    await page.clock.setFixedTime(this.world.now());
    this.pages.push(page);
    return page;
  }

  /** The clock of the server and of every page. */
  async at(day: string, time: string): Promise<void> {
    this.world.setNow(at(day, time));
    for (const page of this.pages) await page.clock.setFixedTime(at(day, time));
  }

  /** By phone and code, as anybody does; without a sender the code is shown on the page. */
  async signIn(page: Page, phone: string, next: string): Promise<void> {
    await page.goto(`/sign-in?next=${next}`);
    await page.getByLabel('手机号').fill(phone);
    await page.getByRole('button', { name: '发验证码' }).click();
    const hint = await page.getByText(/验证码在这里：\d{6}/).innerText();
    await page.getByLabel('验证码', { exact: true }).fill(/\d{6}/.exec(hint)?.[0] ?? '');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.waitForURL((url) => url.pathname !== '/sign-in');
  }

  async shortCode(leader: Page): Promise<string> {
    return (await leader.locator('.digits').innerText()).replace(/\s/g, '');
  }

  async end(): Promise<void> {
    for (const page of this.pages) await page.context().close();
    await this.world.stop();
  }
}
