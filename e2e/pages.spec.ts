/** Every page of both surfaces, as the people of the demonstration see it: axe finds nothing, one red button, nothing cut off. */
import { expect, test, type Page } from '@playwright/test';
import { sql } from '../server/db/sql.ts';
import { Reader } from '../server/db/reader.ts';
import { routes as consoleRoutes } from '../web/console/routes.ts';
import { routes as phoneRoutes } from '../web/phone/routes.ts';
import { walk, type Surface } from './walk.ts';
import { startWorld, type World } from './world.ts';

const phone: Surface = { base: '', patterns: phoneRoutes.map(({ page }) => page.pattern) };
const desk: Surface = {
  base: '/console',
  patterns: consoleRoutes.map(({ page }) => page.pattern.slice('/console'.length)),
};
let world: World;

test.describe.configure({ mode: 'parallel' }); // who looks changes nothing

test.beforeAll(async () => {
  world = await startWorld(new Date(), 'demonstration');
});
test.afterAll(() => world.stop());

async function signIn(page: Page, title: string): Promise<void> {
  const person = await new Reader(world.services.pool).one<{ person_id: string }>(
    sql`select person_id from demonstration_people where title_zh like ${`${title}%`}`,
  );
  const answer = await page.request.post(`${world.url}/api/sign-in/demonstration`, {
    data: { person_id: person.person_id },
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** A parent who does not serve has no hours of the own. */
const withoutHours = ['/verify/:code', '/hours/correct/:attendance_id', '/hours/:record_id'];
const visits: {
  who: string;
  surface: Surface;
  size: { width: number; height: number };
  kept?: object;
  without?: readonly string[];
}[] = [
  {
    who: '',
    surface: { base: '', patterns: ['/', '/sign-in', '/open', '/open/:id', '/verify', '/seal'] },
    size: { width: 390, height: 844 },
  },
  {
    who: '',
    surface: { base: '', patterns: ['/', '/sign-in', '/open', '/open/:id', '/verify', '/seal'] },
    size: { width: 1440, height: 900 },
  },
  { who: '志愿者，服务一年', surface: phone, size: { width: 390, height: 844 } },
  {
    who: '志愿者，服务一年',
    surface: phone,
    size: { width: 390, height: 844 },
    kept: { type: 'large', theme: 'dark' },
  },
  { who: '家长', surface: phone, size: { width: 390, height: 844 }, kept: { language: 'en' }, without: withoutHours },
  { who: '团天台县委 干事', surface: desk, size: { width: 1440, height: 900 } },
  { who: '平台管理员', surface: desk, size: { width: 1440, height: 900 }, kept: { theme: 'dark', language: 'en' } },
  { who: '平台管理员', surface: desk, size: { width: 1024, height: 768 }, kept: { type: 'large' } },
];

for (const { who, surface, size, kept = {}, without = [] } of visits) {
  const name = `${surface.base || 'phone'} ${who || 'nobody'} ${size.width} ${Object.values(kept).join(' ')}`;
  test(`pages: ${name}`, async ({ browser }) => {
    test.setTimeout(600_000);
    const context = await browser.newContext({ viewport: size, baseURL: world.url, serviceWorkers: 'block' });
    await context.addInitScript(
      (preferences) => localStorage.setItem('qingzhi.preferences', JSON.stringify(preferences)),
      kept,
    );
    const page = await context.newPage();
    if (who !== '') await signIn(page, who);
    const { findings, unreached } = await walk(page, surface);
    await context.close();
    expect(findings.map(({ path, troubles }) => `${path}\n${troubles.join('\n')}`)).toEqual([]);
    expect(unreached, 'every page is reached by a link, but for those without a row of this person').toEqual(without);
  });
}

/** `PICTURES=1 npx playwright test -g README` renews what the README shows; otherwise the pictures stay with the test. */
const pictures = [
  { name: 'sign-in', who: '', path: '/sign-in', heading: '登录青志', size: { width: 1440, height: 900 } },
  { name: 'phone-home', who: '志愿者，服务一年', path: '/', heading: '附近还缺人', size: { width: 390, height: 844 } },
  {
    name: 'phone-hours',
    who: '志愿者，服务一年',
    path: '/hours',
    heading: '我的时数',
    size: { width: 390, height: 844 },
  },
  { name: 'phone-card', who: '志愿者，服务一年', path: '/card', heading: '我的卡', size: { width: 390, height: 844 } },
  {
    name: 'console-confirmations',
    who: '团天台县委 干事',
    path: '/console/records',
    heading: '待确认',
    size: { width: 1440, height: 900 },
  },
  {
    name: 'console-organizations',
    who: '团天台县委 干事',
    path: '/console/organizations',
    heading: /./,
    size: { width: 1440, height: 900 },
  },
] as const;

for (const { name, who, path, heading, size } of pictures) {
  test(`pictures of the README: ${name}`, async ({ browser }, info) => {
    const context = await browser.newContext({ viewport: size, baseURL: world.url, serviceWorkers: 'block' });
    const page = await context.newPage();
    if (who !== '') await signIn(page, who);
    await page.goto(path);
    await expect(page.getByRole('heading').filter({ hasText: heading }).last()).toBeVisible();
    await expect(page.locator('.loading')).toHaveCount(0);
    await page.screenshot({
      path: process.env['PICTURES'] === '1' ? `docs/pictures/${name}.png` : info.outputPath(`${name}.png`),
    });
    await context.close();
  });
}
