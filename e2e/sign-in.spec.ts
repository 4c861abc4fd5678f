/** Signing in by what one holds, and by what is left when a password is forgotten. */
import { expect, test, type Page, type TestInfo } from '@playwright/test';
import { exampleNumber } from '../domain/volunteers/gb11643.ts';
import { sql } from '../server/db/sql.ts';
import { violations } from './axe.ts';
import { fixturesOf } from './fixtures.ts';
import { startWorld, type World } from './world.ts';

let world: World;
test.beforeAll(async () => {
  world = await startWorld(new Date('2026-03-05T02:00:00Z'));
});
test.afterAll(async () => {
  await world.stop();
});

const later = (minutes: number): void => {
  world.setNow(new Date(world.now().getTime() + minutes * 60_000));
};
const number = '13900070001';
const [old, fresh] = ['春风十里不如你的微笑', '另一句很长的话作密码'];

async function look(page: Page, info: TestInfo, name: string): Promise<void> {
  await expect(page.locator('.loading')).toHaveCount(0);
  await page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true });
  expect.soft(await violations(page), name).toEqual([]);
}

/** Types the code that the page shows, because no messages are sent here. */
async function byCode(page: Page, phone = number): Promise<void> {
  later(2);
  await page.getByLabel('手机号').fill(phone);
  await page.getByRole('button', { name: '发验证码' }).click();
  const shown = await page.getByText(/验证码在这里：\d{6}/).textContent();
  await page.getByLabel('验证码', { exact: true }).fill(/\d{6}/.exec(shown ?? '')?.[0] ?? '');
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

test('a forgotten password: by code to a new one, without the old; the page speaks of what text messages risk', async ({
  browser,
}, info) => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    baseURL: world.url,
    serviceWorkers: 'block',
  });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await expect(page.getByText('短信可能被别人偷看或转走')).toBeVisible();
  await byCode(page);
  await expect(page).toHaveURL(/register/);
  await page.goto('/me/security');
  await page.getByLabel('设一个密码').fill(old);
  await page.getByRole('button', { name: '设密码' }).click();
  await expect(page.getByText('密码已换，别的设备已退出')).toBeVisible();

  later(60);
  await page.goto('/me/security');
  await page.getByRole('button', { name: '忘了现在的密码' }).click();
  await expect(page.getByText('忘了密码：请退出，用手机验证码重新登录')).toBeVisible();
  await look(page, info, 'forgotten-too-late');
  await page.goto('/me');
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.waitForURL('**/sign-in'); // the page goes there by itself
  await page.getByRole('tab', { name: '密码' }).click();
  await look(page, info, 'sign-in-by-password');
  await page.getByRole('button', { name: '忘了密码' }).click();
  await expect(page.getByText('先用手机验证码登录，登录后马上设新密码')).toBeVisible();
  await look(page, info, 'sign-in-forgotten');
  await byCode(page);
  await expect(page.getByText('您刚用验证码登录，不用输旧密码')).toBeVisible();
  await page.getByLabel('新密码').fill(fresh);
  await look(page, info, 'forgotten-new');
  await page.getByRole('button', { name: '换密码' }).click();
  await expect(page.getByText('密码已换，别的设备已退出')).toBeVisible();

  await page.goto('/me');
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.waitForURL('**/sign-in'); // the page goes there by itself
  await page.getByRole('tab', { name: '密码' }).click();
  await page.getByLabel('手机号').fill(number);
  await page.getByRole('textbox', { name: '密码' }).fill(fresh);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page).not.toHaveURL(/sign-in/);
});

test('the phone is changed from 我的: a code to the new number, and the password where one signed in long ago', async ({
  browser,
}, info) => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    baseURL: world.url,
    serviceWorkers: 'block',
  });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await byCode(page, '13900070011');
  await expect(page).toHaveURL(/register/);
  await page.goto('/me/security');
  await page.getByLabel('设一个密码').fill(old);
  await page.getByRole('button', { name: '设密码' }).click();
  await expect(page.getByText('密码已换，别的设备已退出')).toBeVisible();
  later(60);
  await page.goto('/me');
  await page.getByRole('link', { name: /^手机号/ }).click();
  await page.getByLabel('新手机号').fill('13900070012');
  await page.getByRole('button', { name: '发验证码' }).click();
  const shown = await page.getByText(/验证码在这里：\d{6}/).textContent();
  await page.getByLabel('新手机号收到的验证码').fill(/\d{6}/.exec(shown ?? '')?.[0] ?? '');
  await page.getByRole('textbox', { name: '现在的密码' }).fill(old);
  await look(page, info, 'change-phone');
  await page.getByRole('button', { name: '换手机号' }).click();
  await expect(page.getByText('登录手机 139○○○○0012')).toBeVisible();
});

test('after a sign-in only paths of our own are followed', async ({ browser }) => {
  const context = await browser.newContext({ baseURL: world.url, serviceWorkers: 'block' });
  const page = await context.newPage();
  for (const next of ['//evil.example/x', 'https://evil.example/x', '/\\evil.example/x', 'javascript:alert(1)']) {
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await byCode(page);
    await expect(page).not.toHaveURL(/sign-in/);
    expect(page.url().startsWith(`${world.url}/`), next).toBe(true);
    await context.clearCookies();
  }
});

test('another device is signed out only soon after signing in, and the button says so', async ({ browser }, info) => {
  const contexts = await Promise.all(
    [0, 1].map(() =>
      browser.newContext({ viewport: { width: 390, height: 844 }, baseURL: world.url, serviceWorkers: 'block' }),
    ),
  );
  for (const context of contexts) {
    const page = await context.newPage();
    await page.goto('/sign-in');
    await byCode(page);
    await expect(page).not.toHaveURL(/sign-in/);
  }
  const here = contexts[1]?.pages()[0];
  if (here === undefined) throw new Error('no second device');
  later(20);
  await here.goto('/me/security');
  await expect(here.getByRole('button', { name: '让它退出' }).first()).toHaveAttribute('aria-disabled', 'true');
  await look(here, info, 'devices-later');
  await here.context().clearCookies();
  await here.goto('/sign-in');
  await byCode(here);
  await expect(here).not.toHaveURL(/sign-in/);
  await here.goto('/me/security');
  await here.getByRole('button', { name: '让它退出' }).first().click();
  await expect(here.getByText('那台设备已退出')).toBeVisible();
});

test('a code on a new device: masked until the last six of the document; who does not know them says that the account is not theirs', async ({
  browser,
}, info) => {
  const fixtures = fixturesOf(world);
  const team = await fixtures.organization('婺江一队', null);
  const person = await fixtures.volunteer('欧阳小满', team, { phone: '13900070031' });
  const document = exampleNumber('330702', '1990-05-04', 31);
  await fixtures.setUp((writer) =>
    writer.run(sql`
    update persons set document_type = 'resident_id', document_encrypted = ${writer.secrets.encrypt(document)}, document_index = ${writer.secrets.index('document', document)} where id = ${person.id}`),
  );
  await fixtures.setUp((writer) =>
    writer.run(
      sql`insert into identity_keys (kind, index, person_id) values ('sign_in_phone', ${writer.secrets.index('phone', '13900070031')}, ${person.id})`,
    ),
  );
  const device = async (): Promise<Page> => {
    const page = await (
      await browser.newContext({ viewport: { width: 390, height: 844 }, baseURL: world.url, serviceWorkers: 'block' })
    ).newPage();
    await page.goto('/sign-in');
    await byCode(page, '13900070031');
    await expect(page.getByRole('heading', { name: '证明是您本人' })).toBeVisible();
    return page;
  };
  const own = await device();
  await look(own, info, 'new-device');
  await own.getByRole('link', { name: '以后再说' }).click();
  await expect(own.getByText('这台设备还不认识您，资料打着码。')).toBeVisible();
  await expect(own.getByText('欧○○')).toBeVisible();
  await look(own, info, 'new-device-home');
  await own.getByRole('link', { name: '证明是我' }).click();
  await own.getByLabel('证件号码后 6 位').fill('000000');
  await own.getByRole('button', { name: '证明是我' }).click();
  await expect(own.getByText('对不上，请核对后再试')).toBeVisible();
  await own.getByLabel('证件号码后 6 位').fill(document.slice(-6));
  await own.getByRole('button', { name: '证明是我' }).click();
  await expect(own.getByText('欧阳小满')).toBeVisible();

  const stranger = await device();
  await own.goto('/me/security');
  await expect(own.getByText('还没证明是您')).toBeVisible();
  await look(own, info, 'new-device-known');
  await stranger.getByRole('button', { name: '这不是我的账号' }).click();
  await look(stranger, info, 'not-mine');
  await stranger.getByRole('button', { name: '不是我的，退出' }).click();
  await stranger.waitForURL('**/sign-in');
  await byCode(stranger, '13900070031');
  await expect(stranger).toHaveURL(/register/);
});
