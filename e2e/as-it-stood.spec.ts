/** November is over, a team has gone to the next county: what the county gave then, and what it gives as it stands. */
import { expect, test } from '@playwright/test';
import { at } from '../domain/time.ts';
import { sql } from '../server/db/sql.ts';
import { hangUnder } from '../server/organizations/tree/move-organization.ts';
import { shiftOf } from '../server/records/fixtures.ts';
import { postRecord } from '../server/records/service/add-record.ts';
import type { TestApp, TestOrganization, TestPerson } from '../server/testing/test-app.ts';
import { violations } from './axe.ts';
import { fixturesOf, signedIn } from './fixtures.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let fixtures: TestApp;
let county: TestOrganization;
let team: TestOrganization;
let clerk: TestPerson;

/** A service of two hours, confirmed in the same evening. */
async function served(name: string, day: string): Promise<void> {
  world.setNow(at(day, '18:00'));
  const [shift, person] = [await shiftOf(fixtures, team, { day }), await fixtures.volunteer(name, team)];
  await fixtures.setUp(async (writer) => {
    const [attendance, record] = [writer.newId(), writer.newId()];
    await writer.run(sql`
      insert into attendances (volunteer_id, id, shift_id, activity_id, organization_path, service_day, state, created_at, record_id)
      values (${person.id}, ${attendance}, ${shift.id}, ${shift.activity_id}, ${team.path}, ${day}, 'confirmed', ${writer.now}, ${record})`);
    await writer.run(sql`
      insert into service_records (volunteer_id, id, attendance_id, shift_id, activity_id, organization_id, organization_path, title, place, content, service_day,
        started_at, ended_at, counted, minutes, balance, source, trace, level, state, person_in_charge_id, recorded_by, recorded_at)
      values (${person.id}, ${record}, ${attendance}, ${shift.id}, ${shift.activity_id}, ${team.id}, ${team.path}, '江边清洁，认养一段河', '云汀江东岸码头', '清理河岸', ${day},
        ${at(day, '09:00')}, ${at(day, '11:00')}, '[]', 120, 'credit_minutes', 'rotating_code', '{"book":{"name":"示例","version":1},"steps":[]}', 'team', 'confirmed', ${clerk.id}, ${clerk.id}, ${writer.now})`);
    await postRecord(writer, person.id, record);
  });
}

test.beforeAll(async () => {
  world = await startWorld(at('2026-11-10', '12:00'));
  fixtures = fixturesOf(world);
  const province = await fixtures.organization('省青年志愿者协会', null, { level: 'province' });
  county = await fixtures.organization('云汀区青年志愿者协会', province, { level: 'county' });
  const next = await fixtures.organization('临江区青年志愿者协会', province, { level: 'county' });
  team = await fixtures.organization('江边护河队', county, { kind: 'team' });
  clerk = await fixtures.person('何景', [{ permissions: ['records.read', 'organizations.read'], at: county }]);
  await served('林晓禾', '2026-11-10');
  await served('周小满', '2026-11-12');
  const path = await fixtures.setUp((writer) =>
    hangUnder(writer, world.services, { organization: { id: team.id, path: team.path }, parent: next }),
  );
  team = { ...team, path };
  world.setNow(at('2026-12-03', '09:00'));
});
test.afterAll(() => world.stop());

test('the switch says whose tree and whose books; figures open as many rows as they add up; sheets are named so', async ({
  browser,
}, info) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, acceptDownloads: true });
  await signedIn(context, world, clerk);
  const page = await context.newPage();
  await page.clock.setFixedTime(world.now());
  const look = async (name: string): Promise<void> => {
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 1000 });
      await page.screenshot({ path: info.outputPath(`${name}-${width}.png`), fullPage: true });
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      ).toBe(0);
      expect(await violations(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 1440, height: 1000 });
  };

  await test.step('all organisations of last month: nothing as it stands, four hours as it stood', async () => {
    await page.goto(`${world.url}/console/hours?from=2026-11-01&until=2026-11-30`);
    await expect(page.getByText('按现在的归属，截至 2026')).toBeVisible();
    const table = page.getByRole('table', { name: '各组织的时数' });
    await expect(table.getByRole('row', { name: /江边护河队/ })).toHaveCount(0);
    await page.getByLabel('归属').selectOption({ label: '按当时归属' });
    await expect(
      page.getByText(/按服务当天的归属，账记到2026年11月30日|按服务当天的归属，账记到 ?2026 ?年 ?11 ?月 ?30 ?日/),
    ).toBeVisible();
    await expect(table.getByRole('row', { name: /江边护河队/ })).toContainText('4:00');
    await look('hours-below-stood');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: /导出这 \d+ 行/ }).click(),
    ]);
    expect(file.suggestedFilename()).toContain('按当时归属 账记到 2026-11-30');
    await table.getByRole('link', { name: /看江边护河队的信用时数/ }).click();
    await expect(page.getByText('2 条，合计 4 小时')).toBeVisible();
    await expect(page.getByText('按服务当天的归属')).toBeVisible();
    await expect(page.getByRole('row', { name: /江边清洁/ })).toHaveCount(2);
    await look('rows-stood');
  });

  await test.step('the books of an earlier day know less', async () => {
    await page.goto(`${world.url}/console/hours?from=2026-11-01&until=2026-11-30&as_it_stood=2026-11-11`);
    await expect(page.getByRole('row', { name: /江边护河队/ })).toContainText('2:00');
  });

  await test.step('the year by month and part, then and now', async () => {
    await page.goto(`${world.url}/console/organizations?at=${county.id}&part=hours`);
    await expect(page.getByText('2026 年还没有入账的时数')).toBeVisible();
    await page.getByLabel('归属').selectOption({ label: '按当时归属' });
    const figure = page.getByRole('link', { name: '看江边护河队的信用时数 4' });
    await expect(figure).toBeVisible();
    await look('months-stood');
    await figure.click();
    await expect(page.getByText('2 条，合计 4 小时')).toBeVisible();
  });
  await context.close();
});
