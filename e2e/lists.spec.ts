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
