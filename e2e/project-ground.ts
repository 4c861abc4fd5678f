/** A county with a project in the browser's own world, for the journeys of projects and of sign-ups. */
import { expect, test, type Browser, type Page } from '@playwright/test';
import { sessionCookie } from '../server/http/load-actor.ts';
import { makeFixtures, type Fixtures } from '../server/projects/fixtures.ts';
import { TestApp, type TestPerson } from '../server/testing/test-app.ts';
import { violations } from './axe.ts';
import { startWorld, type World } from './world.ts';

export type ProjectDesk = {
  readonly world: World;
  readonly t: TestApp;
  readonly fixtures: Fixtures;
  open(browser: Browser, who: TestPerson | null, phone: boolean): Promise<Page>;
};

export async function makeProjects(now: Date): Promise<ProjectDesk> {
  const world = await startWorld(now);
  const t = new TestApp(world.app, world.database, world.services, { now });
  const fixtures = await makeFixtures(t);
  return {
    world,
    t,
    fixtures,
    open: async (browser, who, phone) => {
      const context = await browser.newContext({
        baseURL: world.url,
        serviceWorkers: 'block',
        viewport: phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
      });
      if (who !== null) await context.addCookies([{ name: sessionCookie, value: who.token, url: world.url }]);
      const page = await context.newPage();
      await page.clock.setFixedTime(now);
      return page;
    },
  };
}

/** Looked at and kept: nothing for axe to find. */
export async function look(page: Page, name: string): Promise<void> {
  await page.locator('.loading').waitFor({ state: 'detached' });
  await page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true });
  expect(await violations(page), name).toEqual([]);
}
