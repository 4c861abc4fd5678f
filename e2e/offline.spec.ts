/** Without a signal: the app opens, what was seen is shown with its banner, and nothing of it stays after signing out. */
import { expect, test } from '@playwright/test';
import { shortCode, stepAt } from '../domain/rotating-code.ts';
import { businessDate } from '../domain/time.ts';
import { sql } from '../server/db/sql.ts';
import { hmacOf } from '../server/records/check-in/check-in.ts';
import { shiftOf, signUp } from '../server/records/fixtures.ts';
import { violations } from './axe.ts';
import { fixturesOf, signedIn } from './fixtures.ts';
import { startWorld, type World } from './world.ts';

let world: World;
test.use({ viewport: { width: 390, height: 844 }, serviceWorkers: 'allow' });
test.beforeAll(async () => {
  world = await startWorld(new Date());
});
test.afterAll(() => world.stop());

test('the start page opens again without a signal, and says so', async ({ page, context }) => {
  await page.goto(world.url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.reload(); // now the worker answers, and keeps what it sees
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goto(`${world.url}/sign-in`);
  await expect(page.getByRole('heading', { name: '登录青志' })).toBeVisible();
  await page.getByLabel('手机号').fill('13800138000');
  await page.getByRole('button', { name: '发验证码' }).click();
  await expect(page.getByRole('alert')).toContainText('您填的还在');
  await expect(page.getByLabel('手机号')).toHaveValue('13800138000');
  await context.setOffline(false);
});

test('the organiser’s board opens again without a signal: the last list with its moment, what to do, and the code by itself once the signal is back', async ({
  browser,
}, info) => {
  const fixtures = fixturesOf(world);
  const county = await fixtures.organization('云汀区青年志愿者协会', null, { level: 'county' });
  const leader = await fixtures.person('周敏', [
    { permissions: ['records.check_in', 'records.confirm', 'records.read', 'projects.read'], at: county },
  ]);
  const shift = await shiftOf(fixtures, county, { day: businessDate(world.now()), leader });
  await signUp(fixtures, shift, [await fixtures.volunteer('林晓禾', county)], county);
  for (const size of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    const context = await browser.newContext({ viewport: size, baseURL: world.url, serviceWorkers: 'allow' });
    await signedIn(context, world, leader);
    const page = await context.newPage();
    await page.goto(`/console/records/board/${shift.id}`);
    await expect(page.getByRole('row', { name: /林○○/ })).toBeVisible();
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (navigator.serviceWorker.controller === null)
        await new Promise((taken) =>
          navigator.serviceWorker.addEventListener('controllerchange', taken, { once: true }),
        );
    });
    await expect
      .poll(() =>
        page.evaluate(
          async () =>
            (await (await caches.open('console-reads')).keys()).filter((kept) =>
              /\/(board|me)$/.test(new URL(kept.url).pathname),
            ).length,
        ),
      )
      .toBe(2);
    await context.setOffline(true);
    await page.reload();
    await expect(page.getByRole('heading', { name: '江边清洁，认养一段河' })).toBeVisible();
    await expect(page.getByRole('heading', { name: '没有信号，签到码停了' })).toBeVisible();
    await expect(page.getByText(/名单停在 \d\d:\d\d，有信号会自己接上/)).toBeVisible();
    await expect(page.getByRole('row', { name: /林○○/ })).toBeVisible();
    await expect(page.getByRole('img', { name: '签到二维码，30 秒一换' })).toBeHidden();
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: info.outputPath(`board-without-signal-${size.width}.png`) });
    await context.setOffline(false);
    await expect(page.getByRole('img', { name: '签到二维码，30 秒一换' })).toBeVisible();
    await expect(page.getByText('名单停在')).toBeHidden();
    await page.evaluate(() => navigator.serviceWorker.controller?.postMessage('forget'));
    await expect.poll(() => page.evaluate(() => caches.keys())).not.toContain('console-reads');
    await context.close();
  }
});

test('nothing seen stays on the device: neither after signing out, nor once the session was ended elsewhere', async ({
  browser,
}) => {
  const fixtures = fixturesOf(world);
  const unit = await fixtures.organization('云汀区志愿服务队', null, { level: 'county' });
  for (const [name, ending] of [
    ['姜留白', 'sign-out'],
    ['戚无痕', 'elsewhere'],
  ] as const) {
    const person = await fixtures.volunteer(name, unit);
    const context = await browser.newContext({ baseURL: world.url, serviceWorkers: 'allow' });
    await signedIn(context, world, person);
    const page = await context.newPage();
    /** Every kept read in which the name stands. */
    const kept = () =>
      page.evaluate(async (wanted) => {
        const found: string[] = [];
        for (const cache of await caches.keys()) {
          for (const request of await (await caches.open(cache)).keys()) {
            if ((await (await caches.match(request))?.text())?.includes(wanted) === true)
              found.push(new URL(request.url).pathname);
          }
        }
        return found;
      }, name);
    await page.goto('/card');
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (navigator.serviceWorker.controller === null)
        await new Promise((taken) =>
          navigator.serviceWorker.addEventListener('controllerchange', taken, { once: true }),
        );
    });
    await page.reload();
    await expect.poll(async () => (await kept()).length).toBeGreaterThan(0);
    if (ending === 'sign-out') {
      await page.goto('/me');
      await page.getByRole('button', { name: '退出登录' }).click();
    } else {
      await fixtures.setUp((writer) =>
        writer.run(sql`update sessions set ended_at = ${writer.now} where person_id = ${person.id}`),
      );
      await page.goto('/hours');
    }
    await expect(page).toHaveURL(/sign-in/);
    await expect.poll(kept).toEqual([]);
    await context.close();
  }
});

test('signing in by code with the keyboard alone', async ({ page }) => {
  await page.goto(`${world.url}/sign-in?next=/me`);
  await page.getByLabel('手机号').focus();
  await page.keyboard.type('13800138001');
  await page.keyboard.press('Enter');
  const hint = page.getByText('验证码在这里');
  await expect(hint).toBeVisible();
  const code = (await hint.textContent())?.match(/\d{6}/)?.[0] ?? '';
  await expect(page.getByLabel('验证码', { exact: true })).toBeFocused();
  await page.keyboard.type('000000');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('验证码', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('验证码', { exact: true }).fill(code);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/(me|register)/);
});

test('the outbox keeps what was done without a signal and sends it once', async ({ page, context }) => {
  await page.goto(world.url);
  const sent: string[] = [];
  await page.route('**/api/example', (route) => {
    sent.push(route.request().headers()['idempotency-key'] ?? '');
    return sent.length === 1 ? route.abort() : route.fulfill({ json: { done: true } });
  });
  await context.setOffline(true);
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('qingzhi', 1);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const writing = opening.result.transaction('outbox', 'readwrite');
          writing.objectStore('outbox').put({
            key: 'key-made-when-it-was-done',
            method: 'post',
            path: '/api/example',
            ask: { body: {} },
            words: '签到',
            done_at: '2026-11-22T01:00:00Z',
          });
          writing.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
  );
  await context.setOffline(false); // first try breaks off on the way, the second arrives
  await expect.poll(() => sent.length).toBeGreaterThanOrEqual(1);
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect.poll(() => sent.length).toBe(2);
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await page.waitForTimeout(300);
  expect(sent).toEqual(['key-made-when-it-was-done', 'key-made-when-it-was-done']);
});

test('the console’s home without a signal says what is not known, never that all is done; an hour before the session ends it is said, and one tap extends it', async ({
  browser,
}, info) => {
  const fixtures = fixturesOf(world);
  const county = await fixtures.organization('云河区青年志愿者协会', null, { level: 'county' });
  const leader = await fixtures.person('方敏', [
    { permissions: ['records.check_in', 'records.confirm', 'records.read', 'projects.read'], at: county },
  ]);
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    baseURL: world.url,
    serviceWorkers: 'block',
  });
  await signedIn(context, world, leader);
  const page = await context.newPage();
  const began = world.now();
  await fixtures.setUp((writer) =>
    writer.run(
      sql`update sessions set expires_at = ${new Date(began.getTime() + 8 * 3_600_000)} where person_id = ${leader.id}`,
    ),
  );
  await page.clock.install({ time: began });
  await page.goto('/console/');
  await expect(page.getByText('都处理完了')).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByText(/没有信号，这是 \d\d:\d\d 的数，之后有没有新的不知道/)).toBeVisible();
  await expect(page.getByText('都处理完了')).toBeHidden();
  await page.clock.setSystemTime(new Date(began.getTime() + 7.5 * 3_600_000));
  await page.clock.runFor(20_000);
  const warning = page.locator('.session-ending');
  await expect(warning).toContainText(/登录 \d\d:\d\d 到期，还有 \d+ 分钟/);
  await expect(warning).toContainText('收到的卡存在这台设备里，重新登录后自动补传');
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: info.outputPath('session-ending.png') });
  world.setNow(new Date(began.getTime() + 7.5 * 3_600_000));
  await context.setOffline(false);
  await page.getByRole('button', { name: '继续' }).click();
  await expect(warning).toBeHidden();
  world.setNow(began);
  await context.close();
});

test('a session that ran out by itself: the board of the day stays, cards are kept and sent after signing in again; ended elsewhere, all of it goes', async ({
  browser,
}, info) => {
  const fixtures = fixturesOf(world);
  const county = await fixtures.organization('云崖区青年志愿者协会', null, { level: 'county' });
  const leader = await fixtures.person(
    '周守门',
    [
      {
        permissions: ['records.check_in', 'records.confirm', 'records.read', 'projects.read', 'projects.roster'],
        at: county,
      },
    ],
    { phone: '13900139077' },
  );
  const [chen, lin] = [await fixtures.volunteer('陈有卡', county), await fixtures.volunteer('林也来', county)];
  world.setNow(new Date()); // the page's clock runs on
  const now = world.now();
  const shift = await shiftOf(fixtures, county, { day: businessDate(now), from: '00:00', to: '24:00', leader });
  await signUp(fixtures, shift, [chen, lin], county);
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    baseURL: world.url,
    serviceWorkers: 'allow',
  });
  await signedIn(context, world, leader);
  const page = await context.newPage();
  const stamps = () =>
    fixtures.rows(
      sql`select s.source, s.is_late from attendance_stamps s join attendances a on a.id = s.attendance_id where a.shift_id = ${shift.id}`,
    );
  const cachedReads = () =>
    page.evaluate(async () =>
      (await caches.keys()).includes('console-reads') ? (await (await caches.open('console-reads')).keys()).length : 0,
    );
  const scan = async (name: string, id: string): Promise<void> => {
    const number = await page
      .getByRole('row', { name: new RegExp(name) })
      .getByRole('cell')
      .nth(1)
      .innerText();
    await page
      .getByLabel('或输入卡上的 6 位短码')
      .fill(shortCode({ kind: 'card', id }, stepAt(new Date()), hmacOf(world.services.secrets)));
    await page.getByRole('textbox', { name: '志愿者编号' }).fill(number);
    await page.getByRole('button', { name: '签到', exact: true }).click();
  };
  await page.goto(`/console/records/board/${shift.id}`);
  await expect(page.getByRole('row', { name: /陈有卡/ })).toBeVisible();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller === null)
      await new Promise((taken) => navigator.serviceWorker.addEventListener('controllerchange', taken, { once: true }));
  });
  await expect.poll(cachedReads).toBe(2);

  await fixtures.setUp((writer) =>
    writer.run(sql`update sessions set expires_at = ${writer.now} where person_id = ${leader.id}`),
  );
  await page.reload(); // with a signal: the server refuses, the device shows what it kept today
  await expect(page.getByRole('heading', { name: '登录已到时间，签到码停了' })).toBeVisible();
  await expect(page.getByText(/名单停在 \d\d:\d\d，重新登录后接上/)).toBeVisible();
  await page.getByRole('button', { name: '改为扫卡或输卡上短码' }).click();
  await scan('陈有卡', chen.id);
  await expect(page.getByText('登录已到时间，陈有卡 签到已存好，重新登录后自动补传')).toBeVisible();
  await expect(page.getByText(/陈有卡，签到，\d\d:\d\d/)).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: '回到签到码' }).click();
  await expect(page.getByRole('row', { name: /陈有卡.*服务中.*待补传/ })).toBeVisible();
  await page.screenshot({ path: info.outputPath('board-after-session.png') });
  expect(await stamps()).toEqual([]);

  world.setNow(new Date());
  await page.getByRole('button', { name: '重新登录' }).click();
  const again = page.getByRole('dialog', { name: '登录已到时间，请再登录一次' });
  await again.getByRole('textbox', { name: '手机号' }).fill('13900139077');
  await again.getByRole('button', { name: '发验证码' }).click();
  const shown = await again.getByText(/验证码在这里/).textContent();
  await again.getByRole('textbox', { name: '验证码' }).fill(/\d{6}/.exec(shown ?? '')?.[0] ?? '');
  await again.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('img', { name: '签到二维码，30 秒一换' })).toBeVisible();
  await expect(page.getByRole('row', { name: /陈有卡.*服务中.*补传/ })).toBeVisible();
  expect(await stamps()).toMatchObject([{ is_late: true }]);

  await fixtures.setUp((writer) =>
    writer.run(sql`update sessions set ended_at = ${writer.now} where person_id = ${leader.id}`),
  );
  await page.getByRole('button', { name: '改为扫卡或输卡上短码' }).click();
  await scan('林也来', lin.id); // kept for its maker, then the page goes
  await expect(page).toHaveURL(/sign-in/);
  await expect.poll(cachedReads).toBe(0);
  world.setNow(new Date(Date.now() + 61_000)); // a second code within a minute is not sent
  await page.getByRole('textbox', { name: '手机号' }).fill('13900139077');
  await page.getByRole('button', { name: '发验证码' }).click();
  const second = await page.getByText(/验证码在这里/).textContent();
  await page.getByRole('textbox', { name: '验证码' }).fill(/\d{6}/.exec(second ?? '')?.[0] ?? '');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect.poll(async () => (await stamps()).length).toBe(2); // sent by signing in, on whatever page that leads to
  await page.goto(`/console/records/board/${shift.id}`);
  await expect(page.getByRole('row', { name: /林也来.*服务中.*补传/ })).toBeVisible();
  await context.close();
});
