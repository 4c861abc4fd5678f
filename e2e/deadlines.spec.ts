/** What waits has its day: on the desk, on the page with its reason, and by a message when it is over. */
import { expect, test, type Browser, type Page } from '@playwright/test';
import { defaultWaitingTimes } from '../domain/records/waiting-times.ts';
import { at } from '../domain/time.ts';
import { takeDeadlineSteps } from '../server/calendar/take-deadline-steps.ts';
import { sql } from '../server/db/sql.ts';
import { shiftOf, type Shift } from '../server/records/fixtures.ts';
import type { TestApp, TestOrganization, TestPerson } from '../server/testing/test-app.ts';
import { violations } from './axe.ts';
import { fixturesOf, signedIn } from './fixtures.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let fixtures: TestApp;
let county: TestOrganization;
let hejing: TestPerson;
let luo: TestPerson;
let boss: TestPerson;

test.beforeAll(async () => {
  world = await startWorld(at('2026-12-04', '09:00'));
  fixtures = fixturesOf(world);
  const province = await fixtures.organization('省青年志愿者协会', null, { level: 'province' });
  county = await fixtures.organization('云汀区青年志愿者协会', province, { level: 'county' });
  const permissions = ['records.propose', 'records.approve', 'records.read', 'projects.read'] as const;
  hejing = await fixtures.person('何景', [{ permissions: [...permissions], at: county }]);
  luo = await fixtures.person('罗岚', [{ permissions: [...permissions], at: county }]);
  boss = await fixtures.person('沈知', [{ permissions: ['records.approve', 'records.read'], at: province }]);
  await backFilled('江边清洁', { due_on: '2026-11-30', is_provisional: false }, 5);
  await backFilled('送餐上门', { due_on: '2026-12-07', is_provisional: false }, 10);
  await backFilled('新年守岁', { due_on: '2027-01-04', is_provisional: true }, 30);
});
test.afterAll(() => world.stop());

/** Handled by one person in November, and still without a second. */
async function backFilled(
  title: string,
  due: { due_on: string; is_provisional: boolean },
  days: number,
): Promise<void> {
  const shift: Shift = await shiftOf(fixtures, county, { title });
  const lin = await fixtures.volunteer('林晓禾', county);
  const inputs = { ...defaultWaitingTimes, decide_within: days, from: '2026-11-23', state: 'handled' };
  const trace = { kind: 'waiting_times', book_id: null, version: 0, issuer_name: '青志', citing: '内置规则', inputs };
  await fixtures.setUp(async (writer) => {
    const id = writer.newId();
    await writer.run(sql`
      insert into record_proposals (id, kind, organization_id, organization_path, activity_id, state, reason, requested_by, requested_at, handled_by, handled_at, due_on, due_is_provisional, due_trace)
      values (${id}, 'back_fill', ${county.id}, ${county.path}, ${shift.activity_id}, 'handled', '签到设备没电', ${hejing.id}, ${at('2026-11-23', '10:00')}, ${hejing.id}, ${at('2026-11-23', '10:00')},
        ${due.due_on}, ${due.is_provisional}, ${JSON.stringify(trace)})`);
    await writer.run(sql`
      insert into record_proposal_lines (volunteer_id, id, proposal_id, shift_id, started_at, ended_at, source, content)
      values (${lin.id}, ${writer.newId()}, ${id}, ${shift.id}, ${shift.starts_at}, ${shift.ends_at}, 'back_fill', ${title})`);
  });
}

async function open(browser: Browser, person: TestPerson, size: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ viewport: size, baseURL: world.url });
  await signedIn(context, world, person);
  const page = await context.newPage();
  await page.clock.setFixedTime(world.now());
  return page;
}

test('days left, provisional and overdue on the desk; the page says why that day; whoever is above hears of it', async ({
  browser,
}, info) => {
  const reviewer = await open(browser, luo, { width: 1440, height: 900 });
  await reviewer.goto('/console');
  const line = reviewer.getByRole('link', { name: /您做第二人/ });
  await expect(line).toContainText('逾期 1');
  await line.click();
  const row = (title: string) => reviewer.getByRole('row', { name: new RegExp(title) });
  await expect(row('江边清洁')).toContainText('逾期 4 天');
  await expect(row('送餐上门')).toContainText('还有 3 天');
  await expect(row('新年守岁')).toContainText('还有 31 天，暂定');
  await reviewer.screenshot({ path: info.outputPath('due.png') });
  expect.soft(await violations(reviewer), 'list').toEqual([]);

  await row('新年守岁').getByRole('link').click();
  await expect(reviewer.getByText('30 个工作日')).toContainText('期限 2027 年 1 月 4 日（暂定）');
  await expect(reviewer.getByText('还没公布放假安排')).toBeVisible();
  await expect(reviewer.getByText('内置的办理期限')).toBeVisible();
  await reviewer.screenshot({ path: info.outputPath('due-basis.png') });
  expect.soft(await violations(reviewer), 'page').toEqual([]);

  await takeDeadlineSteps(world.services);
  const above = await open(browser, boss, { width: 390, height: 844 });
  await above.goto('/console/records/proposals?view=overdue');
  await expect(above.getByText('逾期 4 天').first()).toBeVisible();
  await above.screenshot({ path: info.outputPath('due-390.png') });
  const told = await fixtures.rows<{ name: string; kind: string }>(sql`
    select p.name, n.kind from notices n join persons p on p.id = n.person_id where n.params ->> 'title' = '江边清洁' order by n.kind`);
  expect(told).toEqual([
    { name: '沈知', kind: 'records.proposal_escalated' },
    { name: '罗岚', kind: 'records.proposal_overdue' },
  ]);
});
