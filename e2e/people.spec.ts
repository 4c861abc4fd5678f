/** What volunteers are shown about themselves, and what clerks do for one person. */
import ExcelJS from 'exceljs';
import { expect, test, type Browser, type Page, type TestInfo } from '@playwright/test';
import { zhangjiagangStars } from '../domain/organizations/rule-books/stars.ts';
import { addDays, businessDate } from '../domain/time.ts';
import { exampleNumber } from '../domain/volunteers/gb11643.ts';
import { postEntry } from '../server/ledger/post.ts';
import type { TestApp, TestOrganization, TestPerson } from '../server/testing/test-app.ts';
import { carryOutMerges, carryOutRecoveries } from '../server/volunteers/jobs.ts';
import { violations } from './axe.ts';
import { fixturesOf, signedIn } from './fixtures.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let fixtures: TestApp;
let county: TestOrganization;
let clerk: TestPerson;
let second: TestPerson;

const phone = { width: 390, height: 844 };
const desk = { width: 1440, height: 900 };

test.beforeAll(async () => {
  world = await startWorld(new Date());
  fixtures = fixturesOf(world);
  county = await fixtures.organization('云汀区青年志愿者协会', null, { level: 'county', division_code: '440106' });
  const permissions = [
    'organizations.rules',
    'organizations.read',
    'records.read',
    'volunteers.read',
    'volunteers.edit',
    'volunteers.merge',
    'volunteers.register',
    'volunteers.reveal',
  ] as const;
  clerk = await fixtures.person('何景', [{ permissions, at: county }]);
  second = await fixtures.person('罗岚', [{ permissions, at: county }]);
});
test.afterAll(async () => {
  await world.stop();
});

/** What somebody does on another page than the one looked at here. */
async function send<T = object>(page: Page, path: string, data: object): Promise<T> {
  const answer = await page.request.post(path, {
    data,
    headers: { 'sec-fetch-site': 'same-origin', 'idempotency-key': crypto.randomUUID() },
  });
  expect(answer.status(), path).toBe(200);
  return (await answer.json()) as T;
}

async function open(browser: Browser, person: TestPerson, size: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ viewport: size, baseURL: world.url, serviceWorkers: 'block' });
  await signedIn(context, world, person);
  return context.newPage();
}
async function look(page: Page, info: TestInfo, name: string): Promise<void> {
  await expect(page.locator('.loading')).toHaveCount(0);
  await page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true });
  expect.soft(await violations(page), name).toEqual([]);
}
const posted = (person: TestPerson, minutes: number) =>
  fixtures.setUp((writer) =>
    postEntry(writer, {
      volunteer_id: person.id,
      unit: 'credit_minutes',
      amount: minutes,
      reason: 'service_confirmed',
      reference: 'fixtures',
      organization_id: county.id,
      organization_path: county.path,
      service_day: '2026-01-05',
      request_key: writer.newId(),
    }),
  );

test('stars stand on home, hours, card and the person’s page, with their source; without a book nowhere', async ({
  browser,
}, info) => {
  const lin = await fixtures.volunteer('林晓禾', county);
  await posted(lin, 2_190);
  const volunteer = await open(browser, lin, phone);
  await volunteer.goto('/');
  await expect(volunteer.getByText('36.5')).toBeVisible();
  await expect(volunteer.getByText('星', { exact: false })).toHaveCount(0);

  const staff = await open(browser, clerk, desk);
  // Looser than the built-in table, and nobody above: two others of the top agree.
  const third = await fixtures.person('佟远', [{ permissions: ['organizations.rules'], at: county }]);
  const proposed = await send<{ proposal_id: string }>(staff, `/api/organizations/${county.id}/rule-books`, {
    kind: 'stars',
    title: '星级志愿者办法',
    citing_document: '云青志〔2026〕5号',
    body: zhangjiagangStars,
    valid_from: businessDate(fixtures.now),
    reason: '本地星级标准',
  });
  for (const person of [second, third]) {
    await send(await open(browser, person, desk), `/api/rule-book-proposals/${proposed.proposal_id}/decision`, {
      decision: 'approve',
      reason: '同意',
    });
  }

  await volunteer.goto('/');
  await expect(volunteer.getByText('距二星还差')).toBeVisible();
  await expect(volunteer.getByText('23.5')).toBeVisible();
  await expect(volunteer.getByRole('img', { name: '二星要 60 小时，已有 36.5 小时' })).toBeVisible();
  await look(volunteer, info, 'stars-home');
  await volunteer.getByRole('link', { name: '每一笔看来源' }).click();
  await expect(volunteer.getByText('距二星还差 23.5 小时')).toBeVisible();
  await expect(
    volunteer.getByText('信用 36.5 小时，荣誉时数不算星级。依据：云汀区青年志愿者协会，云青志〔2026〕5号，第 1 版'),
  ).toBeVisible();
  await look(volunteer, info, 'stars-hours');
  await volunteer.goto('/card');
  await expect(volunteer.getByText('一星', { exact: true })).toBeVisible();
  await look(volunteer, info, 'stars-card');

  await staff.goto(`/console/volunteers/${lin.id}`);
  await expect(staff.getByText('距二星还差 23.5 小时')).toBeVisible();
  await look(staff, info, 'stars-person');
});

test('a card that was linked leaves no draft behind on the page that stays; one that was refused does', async ({
  browser,
}) => {
  const lin = await fixtures.volunteer('林绑卡', county);
  const page = await open(browser, lin, phone);
  await page.goto('/me/profile');
  const kept = page.getByText('上次填到一半，没有存。');
  const link = async (number: string): Promise<void> => {
    await page.getByLabel('哪种卡').selectOption('social_security_card');
    await page.getByLabel('卡号').fill(number);
    await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith('qingzhi.typed:')));
    await page.getByRole('button', { name: '绑定', exact: true }).click();
  };
  await link('??');
  await expect(page.getByLabel('卡号')).toHaveAttribute('aria-invalid', 'true');
  await page.reload({ waitUntil: 'load' });
  await expect(kept).toBeVisible();
  await page.getByRole('button', { name: '不要了' }).click();
  await link('SB20260001');
  await expect(page.getByRole('button', { name: '解绑' })).toBeVisible();
  await page.reload({ waitUntil: 'load' });
  await expect(page.getByRole('button', { name: '解绑' })).toBeVisible();
  await expect(kept).toHaveCount(0);
});

test('two registrations of one person: found by search, agreed by both, merged by a second clerk, hours of both shown', async ({
  browser,
}, info) => {
  const kept = await fixtures.volunteer('江小鱼', county);
  const duplicate = await fixtures.volunteer('江小余', county);
  await posted(kept, 180);
  await posted(duplicate, 120);
  const staff = await open(browser, clerk, desk);
  await staff.goto(`/console/volunteers/${kept.id}`);
  await staff.getByRole('button', { name: '和另一注册是同一人' }).click();
  await staff.getByLabel('另一份注册').fill('江小余');
  await staff.getByRole('list', { name: '找到的人' }).getByRole('button').click();
  await staff.getByRole('radio', { name: /本页这份/ }).check(); // nothing is preset
  await staff.getByLabel('为什么是同一人').fill('换了手机，又注册了一次');
  await look(staff, info, 'merge-ask');
  await staff.getByRole('button', { name: '请双方确认' }).click();
  await expect(staff.getByText('已发给双方，另一位同事来决定')).toBeVisible();

  for (const side of [kept, duplicate]) {
    const own = await open(browser, side, phone);
    await own.goto('/me/merges');
    if (side === kept) await look(own, info, 'merge-phone');
    await own.getByRole('button', { name: '是我，合并' }).click();
    await expect(own.getByText('您已同意')).toBeVisible();
  }
  await staff.goto('/console/volunteers/merges');
  await expect(staff.getByRole('button', { name: /^合并/ })).toBeDisabled();
  const colleague = await open(browser, second, desk);
  await colleague.goto('/console/volunteers/merges');
  await colleague.getByRole('button', { name: '合并', exact: true }).click();
  await colleague.getByLabel('理由').fill('两份都是本人，已电话核对');
  await look(colleague, info, 'merge-decide');
  await colleague.getByRole('button', { name: '合并注册' }).click();
  await expect(colleague.getByText(/^20\d\d.*生效$/)).toBeVisible();
  const own = await open(browser, kept, phone);
  await own.goto('/me/merges');
  await expect(own.getByText('组织已决定合并')).toBeVisible();
  await look(own, info, 'merge-waits-phone');
  // its days pass
  await carryOutMerges({ ...world.services, clock: () => new Date(world.now().getTime() + 16 * 86_400_000) });
  await colleague.reload();
  await expect(colleague.getByText('已合并')).toBeVisible();

  await own.goto('/hours');
  await expect(own.locator('.hours-sum .big')).toHaveText('5小时0分');
  await colleague.goto(`/console/volunteers/${kept.id}`);
  await expect(colleague.getByText('并入的注册')).toBeVisible();
  await look(colleague, info, 'merge-person');
  await colleague.getByText('时数算在这里').locator('..').getByRole('link').click();
  await expect(colleague.getByText('已并入另一注册')).toBeVisible();
});

test('a search for a person leaves nothing in the address, holds while one looks at somebody, and goes into the workbook', async ({
  browser,
}, info) => {
  await fixtures.volunteer('苏可寻', county);
  await fixtures.volunteer('别的人', county);
  const staff = await open(browser, clerk, desk);
  const asked: string[] = [];
  staff.on('request', (request) => asked.push(request.url()));
  await staff.goto('/console/volunteers');
  await staff.getByRole('searchbox', { name: '姓名、拼音、编号、手机、证件' }).fill('苏可寻');
  await expect(staff.getByRole('row')).toHaveCount(2); // the head and one
  expect(decodeURIComponent(staff.url())).not.toContain('苏可寻');
  await look(staff, info, 'roster-searched');
  const downloading = staff.waitForEvent('download');
  await staff.getByRole('button', { name: '导出' }).click();
  const file = await (await downloading).path();
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(file);
  expect(book.worksheets[0]?.actualRowCount).toBe(2);
  await staff.getByRole('row').nth(1).getByRole('link').first().click();
  await expect(staff.getByRole('heading', { level: 1 })).toContainText('苏');
  await staff.goBack();
  await expect(staff.getByRole('searchbox', { name: '姓名、拼音、编号、手机、证件' })).toHaveValue('苏可寻');
  await expect(staff.getByRole('row')).toHaveCount(2);
  expect(asked.filter((url) => decodeURIComponent(url).includes('苏'))).toEqual([]);
});

test('a roster of 20,000 rows shows its steps while it is checked and taken', async ({ browser }, info) => {
  const surnames = Array.from('王李张刘陈杨黄赵吴周');
  const lines = Array.from(
    { length: 20_000 },
    (_, place) =>
      `${surnames[place % 10]}小${surnames[Math.floor(place / 10) % 10]},${exampleNumber('440106', `19${60 + Math.floor(place / 8100)}-0${1 + (Math.floor(place / 900) % 9)}-11`, place % 900)},139${String(30_000_000 + place)}`,
  );
  const staff = await open(browser, clerk, desk);
  await staff.goto('/console/volunteers/import');
  await staff.getByLabel('名册文件').setInputFiles({
    name: '全市花名册.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`姓名,身份证号,手机\n${lines.join('\n')}\n`),
  });
  await staff.getByRole('button', { name: '检查这份名册' }).click();
  await expect(staff.getByRole('progressbar')).toBeVisible();
  await staff.screenshot({ path: info.outputPath('import-checking.png') });
  await staff.getByRole('button', { name: '导入 20,000 人' }).click({ timeout: 120_000 });
  await expect(staff.getByRole('progressbar')).toBeVisible();
  await expect(staff.locator('[aria-current="step"]')).toHaveText('检查并登记', { timeout: 120_000 });
  await staff.screenshot({ path: info.outputPath('import-taking.png') });
  await expect(staff.getByText('已导入：新注册 20000 人')).toBeVisible({ timeout: 120_000 });
});

test('one person at a station: a minor waits for the guardian; a qualification is verified; rights and duties are issued anew', async ({
  browser,
}, info) => {
  const staff = await open(browser, clerk, desk);
  await staff.goto('/console/volunteers/new');
  await staff.getByLabel('姓名', { exact: true }).fill('钟小满');
  await staff.getByLabel('证件号码').fill(exampleNumber('440106', '2011-05-04', 7));
  await staff.getByLabel('本人手机号').fill('13900110011');
  await staff.getByLabel('家长的手机号').fill('13900110022');
  await look(staff, info, 'station');
  await staff.getByRole('button', { name: '登记', exact: true }).click();
  await expect(staff.getByText('还等家长用自己的手机同意')).toBeVisible();
  await expect(staff.getByText('发给 139○○○○0022：有孩子请您同意参加志愿服务')).toBeVisible();
  await look(staff, info, 'station-done');

  await staff.getByRole('link', { name: '打开人员页' }).click();
  await expect(staff.getByText('站点登记')).toBeVisible();
  await staff.getByRole('button', { name: '核实技能证书' }).click();
  await staff.getByLabel('技能', { exact: true }).fill('急救');
  await staff.getByLabel('证书名称和编号').fill('初级救护员 示例 001');
  await staff.getByLabel('有效到').fill('2028-12-31');
  await staff.getByRole('button', { name: '看过原件，核实' }).click();
  await expect(staff.getByText('急救（已核）')).toBeVisible();
  await look(staff, info, 'person-minor');

  await staff.goto('/console/volunteers/terms');
  await staff.getByLabel('义务（中文）').fill('守时守信，照章服务；服从现场安排；不借服务牟利。（示例）');
  await look(staff, info, 'terms');
  await staff.getByRole('button', { name: '发布新的一版' }).click();
  await staff.getByRole('button', { name: '发布', exact: true }).click();
  await expect(staff.getByText('第 1 版已生效')).toBeVisible();
});

test('who lost the phone: the document seen by one, agreed to by another, stopped by the owner in one case and bound after its days in the other', async ({
  browser,
}, info) => {
  for (const [objects, old, fresh] of [
    [true, '13900077001', '13800077001'],
    [false, '13900077002', '13800077002'],
  ] as const) {
    const person = await fixtures.volunteer('江鱼儿', county, { phone: old });
    const staff = await open(browser, clerk, desk);
    await staff.goto(`/console/volunteers/${person.id}`);
    await staff.getByRole('button', { name: '换手机号，找回账号' }).click();
    await staff.getByLabel('新手机号').fill(fresh);
    await staff.getByLabel('理由').last().fill('手机丢了，带身份证来办');
    if (objects) await look(staff, info, 'lost-phone-ask');
    await staff.getByRole('button', { name: '请同事核对' }).click();
    await expect(staff.getByText('已提出，等另一位同事核对')).toBeVisible();
    const colleague = await open(browser, second, desk);
    await colleague.goto('/console/');
    await colleague.getByRole('link', { name: /丢了手机号，等您核对/ }).click();
    if (objects) await look(colleague, info, 'lost-phone-desk');
    await colleague.getByRole('button', { name: '同意', exact: true }).click();
    await colleague.getByLabel('理由').fill('看过证件原件');
    await colleague.getByRole('button', { name: '同意换手机号' }).click();
    await expect(colleague.getByText(/^20\d\d.*绑定$/).first()).toBeVisible();
    const link = await colleague.getByRole('link', { name: /objection#/ }).getAttribute('href');
    const own = await open(browser, person, phone);
    await own.goto('/me/phone');
    await expect(own.getByText('组织要把您的登录手机号换成 138○○○○')).toBeVisible();
    if (!objects) continue;
    await look(own, info, 'lost-phone-own');
    const holder = await (
      await browser.newContext({ viewport: phone, baseURL: world.url, serviceWorkers: 'block' })
    ).newPage(); // who got the message is signed in nowhere
    await holder.goto(new URL(link ?? '').pathname + new URL(link ?? '').hash);
    await look(holder, info, 'lost-phone-objection');
    await holder.getByRole('button', { name: '不是我办的，停下' }).click();
    await expect(holder.getByText('已经停下')).toBeVisible();
    await colleague.reload();
    await expect(colleague.getByText('停下了').first()).toBeVisible();
  }
  await carryOutRecoveries({ ...world.services, clock: () => new Date(world.now().getTime() + 4 * 86_400_000) });
  const colleague = await open(browser, second, desk);
  await colleague.goto('/console/volunteers/recoveries');
  await expect(colleague.getByText('已绑定')).toBeVisible();
});

test('L43 what concerns the leader is asked above, and the county answers; what is asked of the team waits at the team’s home', async ({
  browser,
}, info) => {
  // a place of its own: where rights and duties were issued anew, the page would ask for them first
  const home = await fixtures.organization('江畔区青年志愿者协会', null, { level: 'county' });
  const team = await fixtures.organization('云汀江畔护河队', home, { kind: 'team' });
  const head = await fixtures.person('关队长', [{ permissions: ['volunteers.read', 'volunteers.rights'], at: team }]);
  const officer = await fixtures.person('县里人', [
    { permissions: ['volunteers.read', 'volunteers.rights'], at: home },
  ]);
  const page = await open(browser, await fixtures.volunteer('柳提事', team), phone);
  const raise = async (whom: string, kind: string, title: string): Promise<void> => {
    await page.getByLabel('向谁提').selectOption({ label: whom });
    if (whom.endsWith('（上级）')) await page.getByLabel('关于哪支队伍').selectOption({ label: '云汀江畔护河队' });
    await page.getByLabel('哪方面').selectOption({ label: kind });
    await page.getByLabel('一句话').fill(title);
    await page.getByLabel('经过').fill('说来话长');
    await page.getByRole('button', { name: '送出', exact: true }).click();
    await expect(page.getByText(title)).toBeVisible();
  };
  await page.goto('/me/rights');
  await expect(page.getByLabel('向谁提')).toHaveValue('');
  await expect(page.getByLabel('哪方面')).toHaveValue('');
  await expect(page.getByRole('button', { name: '送出' })).toBeDisabled();
  await raise('云汀江畔护河队', '安全', '救生衣不够');
  await raise('江畔区青年志愿者协会（上级）', '受到的对待', '队长骂人');
  await look(page, info, 'matters-asked');

  const leading = await open(browser, head, desk);
  await leading.goto('/console/');
  await leading.getByRole('link', { name: /志愿者权益事项，等答复/ }).click();
  await expect(leading.getByRole('heading', { name: /救生衣不够/ })).toBeVisible();
  await expect(leading.getByText('队长骂人')).toBeHidden();

  const above = await open(browser, officer, desk);
  await above.goto('/console/volunteers/matters');
  await expect(above.getByRole('heading', { name: /救生衣不够/ })).toBeVisible();
  const about = above.getByRole('listitem').filter({ hasText: '队长骂人' });
  await expect(about).toContainText('关于云汀江畔护河队');
  await about.getByRole('button', { name: '答复' }).click();
  await above.getByLabel('答复').fill('已经谈过，下周换人。');
  await look(above, info, 'matters-above');
  await above.getByRole('button', { name: '送出答复' }).click();
  await page.reload();
  await expect(page.getByText('县里人答复：已经谈过，下周换人。')).toBeVisible();
});

test('hours of all organisations below on one page, one click from home: in the order of the tree, the month before beside, each figure opening its rows', async ({
  browser,
}, info) => {
  const place = await fixtures.organization('云泽区青年志愿者协会', null, { level: 'county' });
  const [brigade, other] = [
    await fixtures.organization('云泽护河大队', place, { kind: 'brigade' }),
    await fixtures.organization('云泽助老队', place, { kind: 'team' }),
  ];
  const crew = await fixtures.organization('云泽护河一队', brigade, { kind: 'team' });
  const officer = await fixtures.person('时科员', [
    { permissions: ['records.read', 'organizations.read', 'volunteers.read'], at: place },
  ]);
  const today = businessDate(world.now());
  const before = addDays(`${today.slice(0, 8)}01`, -1);
  const served = await fixtures.volunteer('方时数', crew);
  for (const [organization, day, minutes] of [
    [crew, today, 95],
    [crew, before, 60],
    [other, today, 250],
    [brigade, before, 31],
  ] as const) {
    await fixtures.setUp((writer) =>
      postEntry(writer, {
        volunteer_id: served.id,
        unit: 'credit_minutes',
        amount: minutes,
        reason: 'service_confirmed',
        reference: 'fixtures',
        organization_id: organization.id,
        organization_path: organization.path,
        service_day: day,
        request_key: writer.newId(),
      }),
    );
  }
  const page = await open(browser, officer, desk);
  await page.goto('/console/');
  await page.getByRole('navigation', { name: '模块' }).getByRole('link', { name: '时数' }).click();
  const table = page.getByRole('table', { name: '各组织的时数' });
  await expect(table.getByRole('row').nth(1)).toContainText('云泽区青年志愿者协会本级');
  const names = async () =>
    (await table.getByRole('row').locator('td:first-child').allInnerTexts()).map((text) => text.trim());
  expect(await names()).toEqual(['云泽区青年志愿者协会本级', '云泽护河大队', '云泽护河一队', '云泽助老队']);
  await expect(table.getByRole('row', { name: /云泽护河一队/ })).toContainText('1:35');
  await expect(table.getByRole('row', { name: /云泽护河一队/ })).toContainText('1:00');
  await expect(page.getByText('5:45')).toBeVisible();
  await expect(page.getByText('上期 1:31')).toBeVisible();
  await look(page, info, 'hours-below');
  await page.setViewportSize(phone);
  await look(page, info, 'hours-below-phone');
  await page.setViewportSize(desk);
  await table.getByRole('button', { name: '信用时数' }).click();
  expect((await names())[3]).toBe('云泽助老队');
  await table.getByRole('button', { name: '信用时数' }).click();
  expect((await names()).slice(0, 2)).toEqual(['云泽助老队', '云泽护河一队']);
  await page.getByLabel('时段').selectOption({ label: '上个月' });
  await expect(page.getByText('上期 0:00').first()).toBeVisible();
  await page.getByRole('link', { name: '看云泽护河一队的信用时数 1:00' }).click();
  await expect(page).toHaveURL(/\/records\/list\?/);
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
    organization_id: crew.id,
    itself: 'yes',
    from: `${before.slice(0, 8)}01`,
    until: before,
    balance: 'credit_minutes',
    state: 'confirmed',
  });
});
