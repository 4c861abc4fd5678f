/** What somebody owes, on both first pages: one list by due day, each line leading to where it is done, and gone afterwards. */
import { expect, test } from '@playwright/test';
import { sql } from '../server/db/sql.ts';
import { at } from '../domain/time.ts';
import { shiftOf, signUp } from '../server/records/fixtures.ts';
import { violations } from './axe.ts';
import { fixturesOf, signedIn } from './fixtures.ts';
import { startWorld, type World } from './world.ts';

let world: World;
test.beforeAll(async () => {
  world = await startWorld(at('2026-11-22', '08:00'));
});
test.afterAll(() => world.stop());

test('a leader sees what is late first, at the desk and on the phone, follows it, confirms, and the line is gone', async ({
  browser,
}, info) => {
  const fixtures = fixturesOf(world);
  const county = await fixtures.organization('云汀区青年志愿者协会', null, { level: 'county' });
  const zhou = await fixtures.person('周敏', [
    {
      permissions: [
        'records.check_in',
        'records.confirm',
        'records.read',
        'projects.read',
        'organizations.read',
        'organizations.edit',
      ],
      at: county,
    },
  ]);
  const lin = await fixtures.volunteer('林晓禾', county);
  const shift = await shiftOf(fixtures, county, { day: '2026-11-22', from: '09:00', to: '11:00', leader: zhou });
  await signUp(fixtures, shift, [lin], county);
  const now = at('2026-11-22', '12:00');
  world.setNow(now);
  await fixtures.setUp(async (writer) => {
    const attendance = writer.newId();
    const [came, left] = [at('2026-11-22', '09:00'), at('2026-11-22', '11:00')];
    await writer.run(sql`
      insert into attendances (volunteer_id, id, shift_id, activity_id, organization_path, service_day, state, pairs, last_stamp_at, created_at)
      values (${lin.id}, ${attendance}, ${shift.id}, ${shift.activity_id}, ${county.path}, '2026-11-22', 'checked_out', 1, ${left}, ${came})`);
    for (const [direction, moment] of [
      ['in', came],
      ['out', left],
    ] as const)
      await writer.run(sql`
        insert into attendance_stamps (volunteer_id, id, attendance_id, shift_id, direction, stamped_at, arrived_at, source, is_late)
        values (${lin.id}, ${writer.newId()}, ${attendance}, ${shift.id}, ${direction}, ${moment}, ${moment}, 'rotating_code', false)`);
    for (const [title, due] of [
      ['报青年之家名单', '2026-11-24'],
      ['补齐章程', '2026-11-19'],
    ])
      await writer.run(sql`
        insert into organization_tasks (id, organization_id, kind, title, body, due_on, opened_by, opened_at)
        values (${writer.newId()}, ${county.id}, 'instruction', ${title}, '{}', ${due}, ${zhou.id}, ${writer.now})`);
  });
  const open = async (width: number) => {
    const context = await browser.newContext({ baseURL: world.url, viewport: { width, height: 900 } });
    await signedIn(context, world, zhou);
    const page = await context.newPage();
    await page.clock.setFixedTime(now);
    return page;
  };
  const [desk, phone] = [await open(1440), await open(390)];

  await desk.goto('/console/');
  const lines = desk.locator('.owed li');
  await expect(lines).toHaveText([
    /补齐章程.*逾期 3 天/,
    /报青年之家名单.*还有 2 天/,
    /签退了，等确认时数.*1 件.*给志愿者本人/,
  ]);
  await expect(desk.getByRole('heading', { name: /等您处理/ })).toContainText('3 件，1 件逾期');
  expect(await violations(desk)).toEqual([]);
  await desk.screenshot({ path: info.outputPath('desk.png') });
  await desk.setViewportSize({ width: 390, height: 844 });
  await desk.screenshot({ path: info.outputPath('desk-narrow.png') });
  await desk.setViewportSize({ width: 1440, height: 900 });

  await phone.goto('/');
  await expect(phone.locator('.owed li')).toHaveCount(3);
  await phone.screenshot({ path: info.outputPath('phone-home.png') });
  await phone.getByRole('link', { name: '全部 3 件' }).click();
  await expect(phone.getByRole('heading', { level: 2 })).toHaveText(['过了日子', '七天内', '没有定日子']);
  expect(await violations(phone)).toEqual([]);
  await phone.screenshot({ path: info.outputPath('phone-inbox.png') });
  await phone.getByRole('link', { name: /补齐章程/ }).click();
  await expect(phone).toHaveURL(/\/console\/organizations\?at=.*part=tasks/);
  await expect(phone.getByText('补齐章程').first()).toBeVisible();

  await desk.getByRole('link', { name: /签退了，等确认时数/ }).click();
  await desk.getByRole('row', { name: /林/ }).getByRole('checkbox').check();
  await desk.getByRole('button', { name: '确认 1 人' }).click();
  await desk.getByLabel('服务评价').selectOption('excellent');
  await desk.getByRole('button', { name: '确认入账' }).click();
  await expect(desk.getByText('1 人入账')).toBeVisible();
  await desk.getByRole('link', { name: /青志/ }).first().click();
  await expect(lines).toHaveText([/补齐章程/, /报青年之家名单/]);
});
