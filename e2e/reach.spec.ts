/** Every page of both surfaces is reached by somebody of the demonstration who only clicks, from home: no page lies where nobody comes. */
import { expect, test } from '@playwright/test';
import { sql } from '../server/db/sql.ts';
import { Reader } from '../server/db/reader.ts';
import { routes as consoleRoutes } from '../web/console/routes.ts';
import { routes as phoneRoutes } from '../web/phone/routes.ts';
import { reachByLinks } from './walk.ts';
import { startWorld, type World } from './world.ts';

let world: World;
test.beforeAll(async () => {
  world = await startWorld(new Date(), 'demonstration');
});
test.afterAll(() => world.stop());

/** Opened by a link that is handed to one person, or shown on a device that does not know its person yet. */
const handed = ['/welcome', '/objection', '/me/owner'];
const patterns = [...phoneRoutes, ...consoleRoutes]
  .map(({ page }) => page.pattern)
  .filter((path) => !handed.includes(path));

test('each page is reached from home by links alone, by one of the people at least', async ({ browser }) => {
  test.setTimeout(1_800_000);
  const people = await new Reader(world.services.pool).all<{
    person_id: string | null;
    title: string;
    surface: string;
  }>(sql`
    select person_id, title_zh as title, surface from demonstration_people union all select null, 'nobody signed in', 'phone' order by person_id nulls first`);
  const first = ['nobody', '志愿者，服务一年', '团天台县委 干事', '天台县助老助残', '平台管理员'];
  const rank = (title: string): number => {
    const at = first.findIndex((each) => title.startsWith(each));
    return at === -1 ? first.length : at;
  };
  const missing = new Set(patterns);
  for (const { person_id, title, surface } of people.sort((one, other) => rank(one.title) - rank(other.title))) {
    if (missing.size === 0) break; // the others need not be asked
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      baseURL: world.url,
      serviceWorkers: 'block',
    });
    const page = await context.newPage();
    if (person_id !== null) {
      const answer = await page.request.post('/api/sign-in/demonstration', {
        data: { person_id },
        headers: { 'sec-fetch-site': 'same-origin' },
      });
      expect(answer.ok(), title).toBe(true);
    }
    await reachByLinks(page, surface === 'console' ? '/console/' : '/', patterns, missing);
    await context.close();
  }
  expect([...missing], 'pages that nobody reaches by clicking').toEqual([]);
});
