/** Volunteers in the browser: a newcomer, a child through a guardian, and a messy roster of 500 rows. */
import { expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test';
import ExcelJS from 'exceljs';
import { exampleNumber } from '../domain/volunteers/gb11643.ts';
import { malformedRoster } from '../domain/volunteers/malformed-roster.ts';
import type { Permission } from '../domain/access.ts';
import { sql } from '../server/db/sql.ts';
import { write, type Writer } from '../server/db/writer.ts';
import { newToken } from '../server/accounts/sign-in/session-token.ts';
import { sessionCookie } from '../server/http/load-actor.ts';
import { readSheet } from '../server/files/read-sheet.ts';
import { violations } from './axe.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let county: string;
const phoneSize = { width: 390, height: 844 };
const deskSize = { width: 1440, height: 900 };

test.beforeAll(async () => {
  world = await startWorld(new Date());
  county = await organization('婺城区青年志愿者协会', null);
  await organization('婺江一队', county);
  await organization('婺江二队', county);
});
test.afterAll(() => world.stop());

function fixtures<T>(work: (writer: Writer) => Promise<T>): Promise<T> {
  return write(
    world.services.pool,
    { now: world.now(), actor: null, request_id: 'fixtures', secrets: world.services.secrets },
    async (writer) => {
      writer.audited += 1;
      return work(writer);
    },
  );
}

function organization(name: string, parent: string | null): Promise<string> {
  return fixtures(async (writer) => {
    const id = writer.newId();
    const { ordinal, above } = await writer.one<{ ordinal: number; above: string | null }>(sql`
      insert into organizations (id, path, parent_id, kind, name_zh, division_code, founded_on, created_at)
      values (${id}, ${`pending ${id}`}, ${parent}, 'youth_volunteer_association', ${name}, '330702', '2020-01-01', ${writer.now})
      returning ordinal, (select path from organizations where id = ${parent}) as above`);
    await writer.run(sql`update organizations set path = ${`${above ?? '/'}${ordinal}/`} where id = ${id}`);
    await writer.run(sql`
      insert into organization_versions (organization_id, id, valid_from, name_zh, parent_id, path, cause, recorded_at)
      values (${id}, ${writer.newId()}, '2020-01-01', ${name}, ${parent}, ${`${above ?? '/'}${ordinal}/`}, 'founded', ${writer.now})`);
    return id;
  });
}

/** A clerk with a session; how staff sign in is another journey. */
async function clerk(
  browser: Browser,
  permissions: readonly Permission[],
): Promise<{ context: BrowserContext; page: Page }> {
  const person = crypto.randomUUID();
  const token = newToken(person);
  await fixtures(async (writer) => {
    const role = writer.newId();
    await writer.run(sql`insert into persons (id, name, created_at) values (${person}, '方小文', ${writer.now})`);
    await writer.run(
      sql`insert into accounts (person_id, is_staff, created_at) values (${person}, true, ${writer.now})`,
    );
    await writer.run(sql`
      insert into sessions (token_hash, id, person_id, has_second_factor, created_at, last_seen_at, expires_at)
      values (${writer.secrets.tokenHash(token)}, ${writer.newId()}, ${person}, true, ${writer.now}, ${writer.now}, '2100-01-01')`);
    await writer.run(
      sql`insert into roles (id, name_zh, name_en, permissions, created_at) values (${role}, '干事', 'clerk', ${permissions}, ${writer.now})`,
    );
    await writer.run(sql`
      insert into role_grants (id, person_id, role_id, organization_id, is_below, valid_from, granted_at) values (${writer.newId()}, ${person}, ${role}, ${county}, true, '2020-01-01', ${writer.now})`);
  });
  const context = await browser.newContext({
    viewport: deskSize,
    baseURL: world.url,
    serviceWorkers: 'block',
    acceptDownloads: true,
  });
  await context.addCookies([{ name: sessionCookie, value: token, url: world.url }]);
  return { context, page: await context.newPage() };
}

async function signedInPhone(browser: Browser, phone: string): Promise<Page> {
  const context = await browser.newContext({ viewport: phoneSize, baseURL: world.url, serviceWorkers: 'block' });
  const sent = await context.request.post('/api/sign-in/codes', { data: { phone } });
  const { shown_code: code } = (await sent.json()) as { shown_code: string };
  expect((await context.request.post('/api/sign-in/code', { data: { phone, code } })).ok()).toBe(true);
  return context.newPage();
}

async function look(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `playwright-report/volunteers/${name}.png`, fullPage: true });
  expect(await violations(page)).toEqual([]);
}

test('L07 S17 P71 a newcomer registers on the phone, acknowledges the spirit, and opens the card', async ({
  browser,
}) => {
  const page = await signedInPhone(browser, '13900001111');
  await page.goto('/register');
  await expect(page.getByRole('list', { name: '志愿者精神' })).toContainText('奉献');
  await page.getByLabel('加入哪支队伍').fill('婺江');
  await page.getByRole('button', { name: /婺江一队/ }).click();
  await page.getByLabel('姓名').fill('林 晓禾');
  const document = exampleNumber('330702', '1999-05-04', 26);
  await page.getByLabel('证件号码').fill(`${document.slice(0, 17)}${document.endsWith('1') ? '2' : '1'}`);
  await page.getByRole('button', { name: '注册' }).click();
  await expect(page.getByText('看过并同意，才能注册')).toBeVisible();
  await page.getByLabel(/我认同志愿者精神/).check();
  await page.getByRole('button', { name: '注册' }).click();
  await expect(page.getByText('证件号第 18 位对不上，请核对')).toBeVisible();
  await look(page, 'register-wrong');
  await page.getByLabel('证件号码').fill(document);
  await page.getByRole('button', { name: '注册' }).click();
  await expect(page.getByText('欢迎，您是志愿者了')).toBeVisible();
  await page.getByRole('link', { name: '看我的卡' }).click();
  await expect(page.getByRole('heading', { name: '林晓禾' })).toBeVisible();
  await look(page, 'card');
  for (const [path, name] of [
    ['/me/profile', 'profile'],
    ['/me/privacy', 'privacy'],
    ['/me/rights', 'rights'],
    ['/me/guardian', 'guardian'],
    ['/me/merges', 'merges'],
  ] as const) {
    await page.goto(path);
    await expect(page.locator('.loading')).toHaveCount(0);
    await look(page, name);
  }
  await page.context().close();
});

test('P56 R62 a child under 14 names a guardian’s phone only; the guardian registers the child from an own phone', async ({
  browser,
}) => {
  await fixtures((writer) =>
    writer.run(sql`
    insert into rule_books (id, kind, organization_id, version, title, citing_document, body, valid_from, issued_at)
    values (${writer.newId()}, 'age_matrix', ${county}, 1, '年龄', '示例', ${JSON.stringify({ minimum_age: 6, guardian_under_age: 18, self_supporting_age: 16, accompanied_below_age: 14, disaster_relief_minimum_age: 18 })}, '2020-01-01', ${writer.now})`),
  );
  const context = await browser.newContext({ viewport: phoneSize, baseURL: world.url, serviceWorkers: 'block' });
  const child = await context.newPage();
  await child.goto('/register');
  await child.getByLabel(/我未满 14 周岁/).check();
  await child.getByLabel('家长的手机号').fill('13900002222');
  await child.getByRole('button', { name: '请家长同意' }).click();
  await expect(child.getByText('到那以前，青志没有存您的任何资料。')).toBeVisible();
  await look(child, 'child-asked');

  const guardian = await signedInPhone(browser, '13900002222');
  await guardian.goto('/me/guardian');
  await guardian.getByRole('button', { name: '看', exact: true }).click();
  await guardian.getByLabel('您的姓名').fill('王大海');
  await guardian.getByLabel('姓名', { exact: true }).fill('王小满');
  await guardian.getByLabel('证件号码').fill(exampleNumber('330702', '2015-03-01', 4));
  await guardian.getByLabel('加入哪支队伍').fill('婺江');
  await guardian.getByRole('button', { name: /婺江二队/ }).click();
  await guardian.getByLabel('学校').fill('示例小学');
  await guardian.getByLabel('老师的手机号').fill('13900003333');
  await guardian.getByLabel(/我认同志愿者精神/).check();
  await look(guardian, 'guardian-form');
  await guardian.getByRole('button', { name: '同意并注册' }).click();
  await expect(guardian.getByText('王小满')).toBeVisible();

  await guardian.getByRole('link', { name: '出示孩子的卡' }).click();
  await expect(guardian.getByRole('heading', { name: '王小满' })).toBeVisible();
  await expect(guardian.getByRole('img', { name: '志愿者卡的码，请队长扫' })).toBeVisible();
  await look(guardian, 'child-card');
  await guardian.goto('/me/guardian');
  await guardian.getByRole('link', { name: '孩子的时数' }).click();
  await expect(guardian.getByRole('heading', { name: '孩子的时数' })).toBeVisible();
  await look(guardian, 'child-hours');
  await guardian.goto('/me/guardian');
  await guardian.getByRole('link', { name: '孩子的证明' }).click();
  await expect(guardian.getByRole('heading', { name: '孩子的服务证明' })).toBeVisible();
  await guardian.getByRole('button', { name: '开一份证明' }).click();
  await guardian.getByRole('button', { name: '开证明' }).click();
  await expect(guardian.getByText('这段时间没有已入账的信用时数')).toBeVisible(); // the child has not served yet, and it is the child who is asked about
  await look(guardian, 'child-certificates');

  const teacher = await signedInPhone(browser, '13900003333');
  await teacher.goto('/me/guardian');
  await teacher.getByRole('button', { name: '看', exact: true }).click();
  await teacher.getByLabel('老师姓名').fill('陈老师');
  await teacher.getByLabel(/我认同志愿者精神/).check();
  await teacher.getByRole('button', { name: '同意', exact: true }).click();
  await expect(teacher.getByText('王小满')).toBeVisible();
  await Promise.all([context.close(), guardian.context().close(), teacher.context().close()]);
});

test('a messy roster of 500 rows: right rows in, wrong rows back with reasons a clerk understands, undone as one', async ({
  browser,
}) => {
  const { context, page } = await clerk(browser, [
    'volunteers.read',
    'volunteers.register',
    'volunteers.edit',
    'volunteers.reveal',
    'volunteers.merge',
    'volunteers.rights',
    'volunteers.approve_minor_access',
  ]);
  const roster = malformedRoster(500, ['婺江一队', '婺江二队']);
  const bad = roster.rows.filter((row) => row.problems.length > 0).length;
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('花名册');
  roster.titles.forEach((title, place) => {
    sheet.addRow([title]);
    sheet.mergeCells(place + 1, 1, place + 1, roster.header.length);
  });
  for (const cells of [roster.header, ...roster.rows.map((row) => row.cells), ...roster.foot]) sheet.addRow([...cells]);
  sheet.getRow(6).hidden = true;

  await page.goto('/console/volunteers/import');
  await page.getByLabel('名册文件').setInputFiles({
    name: '婺城花名册.xlsx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(await book.xlsx.writeBuffer()),
  });
  await page.getByRole('button', { name: '检查这份名册' }).click();
  await expect(page.getByText('有 1 行是隐藏或筛掉的（第 6 行）')).toBeVisible();
  await expect(page.getByRole('button', { name: `只导入好的 ${500 - bad} 人` })).toBeDisabled();
  await page.getByLabel('连隐藏的一起').check();
  await expect(page.getByRole('button', { name: `只导入好的 ${500 - bad} 人` })).toBeEnabled();
  await expect(page.getByText('证件号被表格存成了数字，末几位已经丢失').first()).toBeVisible();
  await expect(page.getByText('未满 14 周岁，要家长先同意才能存').first()).toBeVisible();
  await look(page, 'import-preview');
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: `下载有问题的 ${bad} 行` }).click();
  const saved = await (await downloading).createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of saved) chunks.push(chunk as Buffer);
  const back = await readSheet(Buffer.concat(chunks));
  expect(back.rows).toHaveLength(bad + 1);
  await page.getByRole('button', { name: `只导入好的 ${500 - bad} 人` }).click();
  await expect(page.getByText(`已导入：新注册 ${500 - bad} 人`)).toBeVisible();
  await look(page, 'import-done');

  await page.goto('/console/volunteers');
  await expect(page.getByText(/共 3\d\d 行|共 4\d\d 行/)).toBeVisible();
  await look(page, 'roster');
  await page.locator('tbody a.nm').first().click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await expect(page.locator('.loading')).toHaveCount(0);
  await look(page, 'person');
  for (const name of ['joiners', 'residents', 'league', 'matters', 'merges', 'minors', 'cards']) {
    await page.goto(`/console/volunteers/${name}`);
    await expect(page.locator('.loading')).toHaveCount(0);
    await look(page, name === 'merges' ? 'merges-desk' : name);
  }
  await page.goto('/console/volunteers/import');
  await page.getByRole('button', { name: '撤销' }).click();
  await page.getByLabel('理由').fill('传错了文件');
  await page.getByRole('button', { name: '撤销导入' }).click();
  await expect(page.getByText(`已撤销：移除 ${500 - bad} 人`)).toBeVisible();
  await context.close();
});
