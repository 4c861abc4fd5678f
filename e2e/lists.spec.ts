/** Three lists as a clerk uses them: put in order, filtered, summed, handed on as Excel, kept as a view. */
import ExcelJS from 'exceljs';
import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { sql } from '../server/db/sql.ts';
import { violations } from './axe.ts';
import { fixturesOf, signedIn } from './fixtures.ts';
import { startWorld, type World } from './world.ts';

let world: World;
test.beforeAll(async () => {
  world = await startWorld(new Date(), 'demonstration');
});
test.afterAll(() => world.stop());

async function asClerk(page: Page): Promise<void> {
  const fixtures = fixturesOf(world);
  const [clerk] = await fixtures.rows<{ person_id: string }>(
    sql`select person_id from demonstration_people where title_zh like '团天台县委 干事%'`,
  );
  await signedIn(page.context(), world, await fixtures.signedIn(clerk?.person_id ?? '', '干事'));
}

const cells = (page: Page, label: string): Promise<string[]> =>
  page.getByRole('table').locator(`td[data-label="${label}"]`).allInnerTexts();
const counted = async (page: Page): Promise<number> =>
  Number((await page.locator('.table-totals b').first().innerText()).replaceAll(',', ''));

/** The rows below the heading of the first sheet. */
async function rowsOfExcel(page: Page, button: RegExp): Promise<string[][]> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('button', { name: button })
      .or(page.getByRole('link', { name: button }))
      .first()
      .click(),
  ]);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await readFile(await download.path())) as unknown as ArrayBuffer);
  const rows: string[][] = [];
  book.worksheets[0]?.eachRow((row) => rows.push((row.values as unknown[]).slice(1).map(String)));
  return rows.slice(1);
}

const minutesOf = (shown: string): number => {
  const [hours = '0', minutes = '0'] = shown.split(':');
  return Number(hours) * 60 + Number(minutes);
};

for (const { name, width } of [
  { name: 'desk', width: 1440 },
  { name: 'phone', width: 390 },
])
  test(`service records: longest first, struck ones alone, their view comes back, at a ${name}`, async ({
    browser,
  }) => {
    const page = await browser.newPage({ baseURL: world.url, viewport: { width, height: 900 } });
    await asClerk(page);
    await page.goto('/console/records/list');
    const all = await counted(page);
    expect(all).toBeGreaterThan(20);
    await page.goto('/console/records/list?sort=-minutes&size=20');
    await expect.poll(async () => (await cells(page, '时长')).length).toBe(20);
    const longest = (await cells(page, '时长')).map(minutesOf);
    expect(longest).toEqual([...longest].sort((one, other) => other - one));
    await page.getByLabel('状态').selectOption('reversed');
    await expect.poll(() => counted(page)).toBeLessThan(all);
    await page.getByRole('button', { name: '存成视图' }).click();
    await page.getByLabel('叫什么').fill(`冲回的 ${name}`);
    await page.getByRole('button', { name: '存下' }).click();
    await page.getByRole('navigation', { name: '存下的视图' }).getByRole('button', { name: '全部' }).click();
    await expect.poll(() => counted(page)).toBe(all);
    await page.getByRole('button', { name: `冲回的 ${name}`, exact: true }).click();
    await expect(page).toHaveURL(/sort=-minutes/);
    await expect(page).toHaveURL(/state=reversed/);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: `删去视图“冲回的 ${name}”` }).click();
    await expect(page.getByRole('button', { name: `冲回的 ${name}`, exact: true })).toHaveCount(0);
    await page.close();
  });

test('the roster by name: a heading orders it, the workbook is the same rows in the same order', async ({
  browser,
}) => {
  const page = await browser.newPage({ baseURL: world.url, viewport: { width: 1440, height: 900 } });
  await asClerk(page);
  await page.goto('/console/volunteers?size=20');
  await page.getByRole('button', { name: '志愿者编号' }).click();
  await expect(page).toHaveURL(/sort=number/);
  await expect(page.getByRole('columnheader', { name: '志愿者编号' })).toHaveAttribute('aria-sort', 'ascending');
  const shown = await cells(page, '志愿者编号');
  expect(shown).toHaveLength(20);
  expect(shown).toEqual([...shown].sort());
  const rows = await rowsOfExcel(page, /^导出/);
  expect(rows).toHaveLength(await counted(page));
  expect(rows.slice(0, 20).map(([number]) => number)).toEqual(shown);
  await page.close();
});

test('activities by places taken, page by page, each once', async ({ browser }) => {
  const page = await browser.newPage({ baseURL: world.url, viewport: { width: 1366, height: 768 } });
  await asClerk(page);
  await page.goto('/console/projects/activities?size=20&sort=-seats_taken');
  const all = await counted(page);
  await page.getByRole('button', { name: '再看一页' }).click();
  await expect.poll(async () => (await cells(page, '已报 / 名额')).length).toBe(Math.min(all, 40));
  const taken = (await cells(page, '已报 / 名额')).map((shown) => Number(shown.split(' / ')[0]));
  expect(taken).toEqual([...taken].sort((one, other) => other - one));
  await page.close();
});

test('hours to confirm: the page is chosen, then all that match, and one act takes them all', async ({ browser }) => {
  const fixtures = fixturesOf(world);
  const [shift] = await fixtures.rows<{
    id: string;
    activity_id: string;
    path: string;
    ends_at: Date;
    leader: string;
  }>(sql`
    select s.id, s.activity_id, a.organization_path as path, s.ends_at, d.person_id as leader from demonstration_people d
    join activities a on a.leader_id = d.person_id join shifts s on s.activity_id = a.id
    where d.title_zh like '天台县助老助残%' and s.ends_at < now() and a.published_at is not null order by s.ends_at desc limit 1`);
  if (shift === undefined) throw new Error('no shift is over');
  await fixtures.setUp((writer) =>
    writer.run(sql`
      with came as (
        insert into attendances (volunteer_id, id, shift_id, activity_id, organization_path, service_day, state, pairs, last_stamp_at, created_at)
        select v.id, gen_random_uuid(), ${shift.id}, ${shift.activity_id}, ${shift.path}, (${shift.ends_at}::timestamptz at time zone 'Asia/Shanghai')::date, 'checked_out', 1, ${shift.ends_at}, ${shift.ends_at}
        from volunteers v where not exists (select from attendances a where a.volunteer_id = v.id and a.shift_id = ${shift.id}) order by v.id limit 130 returning volunteer_id, id)
      insert into attendance_stamps (volunteer_id, id, attendance_id, shift_id, direction, stamped_at, arrived_at, source, code_step, is_late)
      select came.volunteer_id, gen_random_uuid(), came.id, ${shift.id}, way.direction, ${shift.ends_at}::timestamptz - way.before * interval '1 hour', ${shift.ends_at}, 'rotating_code', way.before, false
      from came, (values ('in', 2), ('out', 0)) way (direction, before)`),
  );
  const page = await browser.newPage({ baseURL: world.url, viewport: { width: 1440, height: 900 } });
  await signedIn(page.context(), world, await fixtures.signedIn(shift.leader, '队长'));
  await page.goto(`/console/records?shift=${shift.id}`);
  await page.getByLabel('选这一页全部').check();
  await expect(page.getByText('列出的 100 行已选')).toBeVisible();
  await page.getByRole('button', { name: /^选满足条件的全部/ }).click();
  await expect(page.getByRole('toolbar')).toContainText(/已选 1[3-9]\d 行/);
  const chosen = Number(/已选 (\d+) 行/.exec(await page.getByRole('toolbar').innerText())?.[1]);
  await page.getByRole('toolbar').getByRole('button', { name: /^确认/ }).click();
  await expect(page.getByRole('dialog', { name: /确认 1\d\d 人的服务/ })).toBeVisible();
  expect(chosen).toBeGreaterThanOrEqual(130);
  await page.close();
});
