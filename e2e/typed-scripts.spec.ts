/** Whatever people type is shown as text: a script in a name, a title, a message or a reason runs nowhere. */
import { expect, test, type Page } from '@playwright/test';
import { at } from '../domain/time.ts';
import { makeFixtures, publish, shift, signUpUrl } from '../server/projects/fixtures.ts';
import { TestApp, type TestPerson } from '../server/testing/test-app.ts';
import { signedIn } from './fixtures.ts';
import { startWorld } from './world.ts';

const now = at('2026-11-22', '10:00');
const script = (place: string): string =>
  `${place}<img src=x onerror="window.owned='${place}'"><script>window.owned='${place}'</script>`;

test('scripts typed as a name, an activity, a message, a reason and an organisation are shown and never run', async ({
  browser,
}) => {
  const world = await startWorld(now);
  const t = new TestApp(world.app, world.database, world.services, { now });
  const fixtures = await makeFixtures(t);
  const team = await t.organization(script('队名'), fixtures.county, { kind: 'volunteer_team' });
  const lin = await t.volunteer(script('姓名'), team);
  const activity = await publish(t, fixtures, {
    title: script('标题').slice(0, 60),
    description: script('说明'),
    place: script('地点').slice(0, 80),
    risk_statement: script('风险提示请注意'),
    category: 'community',
    topics: [],
    minimum_age: 16,
    shifts: [shift('2026-11-29', '09:00', '11:00', 5)],
  });
  expect((await t.post(lin, signUpUrl(activity), { risk_acknowledged: true })).status).toBe(200);
  expect(
    (await t.post(fixtures.leader, `/api/activities/${activity.id}/messages`, { text: script('消息') })).status,
  ).toBe(200);
  const clerk = await t.person(script('干事'), [
    {
      permissions: ['projects.read', 'projects.roster', 'volunteers.read', 'organizations.read', 'accounts.audit'],
      at: fixtures.county,
    },
  ]);

  const visit = async (who: TestPerson | null, paths: readonly string[], shown: string): Promise<void> => {
    const context = await browser.newContext({ baseURL: world.url, serviceWorkers: 'block' });
    if (who !== null) await signedIn(context, world, who);
    const page: Page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/x')) asked.push(request.url());
    });
    await page.clock.setFixedTime(now);
    let seen = false;
    for (const path of paths) {
      await page.goto(path);
      await expect(page.locator('.loading')).toHaveCount(0);
      expect(await page.evaluate(() => (globalThis as { owned?: string }).owned), path).toBeUndefined();
      expect(await page.locator('img[src="x"]').count(), path).toBe(0);
      seen ||= (await page.locator('body').innerText()).includes(shown);
    }
    expect(asked).toEqual([]);
    expect(seen, `${shown} was seen as text`).toBe(true);
    await context.close();
  };
  await visit(null, ['/open', `/open/${activity.id}`, `/activities/${activity.id}`], '说明<img src=x');
  await visit(
    lin,
    ['/', '/activities', `/activities/${activity.id}`, '/sign-ups', '/messages', '/card', '/me', '/me/profile'],
    '消息<img src=x',
  );
  await visit(
    clerk,
    [
      '/console/',
      '/console/organizations',
      '/console/volunteers',
      `/console/projects/activities/${activity.id}`,
      `/console/projects/activities/${activity.id}/roster`,
      '/console/audit',
    ],
    '标题<img src=x',
  );
  await world.stop();
});
