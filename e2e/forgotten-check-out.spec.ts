/** Somebody forgot to check out: a running service is never red, and after it queue, board and the own hours lead to the remedy. */
import { expect, test } from '@playwright/test';
import { at } from '../domain/time.ts';
import { shiftOf, signUp } from '../server/records/fixtures.ts';
import { violations } from './axe.ts';
import { fixturesOf, signedIn } from './fixtures.ts';
import { startWorld, type World } from './world.ts';

let world: World;
test.beforeAll(async () => {
  world = await startWorld(at('2026-11-22', '10:00'));
});
test.afterAll(() => world.stop());

test('P27 from home to the back-fill with the stamped start, and by the volunteer from the own hours', async ({
  browser,
}, info) => {
  const fixtures = fixturesOf(world);
  const county = await fixtures.organization('云汀区青年志愿者协会', null, { level: 'county' });
  const zhou = await fixtures.person('周敏', [
    {
      permissions: ['records.check_in', 'records.confirm', 'records.propose', 'records.read', 'projects.read'],
      at: county,
    },
  ]);
  const lin = await fixtures.volunteer('林晓禾', county);
  const shift = await shiftOf(fixtures, county, { day: '2026-11-22', from: '09:50', to: '12:00', leader: zhou });
  await signUp(fixtures, shift, [lin], county);
  const open = async (person: typeof zhou, width: number) => {
    const context = await browser.newContext({ baseURL: world.url, viewport: { width, height: 900 } });
    await signedIn(context, world, person);
    return context.newPage();
  };
  const [desk, phone] = [await open(zhou, 1440), await open(lin, 390)];
  const moveTo = async (moment: Date): Promise<void> => {
    world.setNow(moment);
    for (const page of [desk, phone]) await page.clock.setFixedTime(moment);
  };
  await moveTo(at('2026-11-22', '10:05'));
  await phone.goto('/scan');
  const code = ((await (await desk.request.get(`/api/shifts/${shift.id}/code`)).json()) as { short_code: string })
    .short_code;
  await phone.getByLabel('或输入现场的 6 位短码').fill(code);
  await phone.getByRole('button', { name: '签到', exact: true }).click();
  await expect(phone.getByRole('heading', { name: '已签到', level: 2 })).toBeVisible();
  await phone.goto('/');
  await expect(phone.getByRole('link', { name: '服务进行中，去签退' })).toHaveAttribute('href', '/scan');
  await expect(phone.getByText('前可退')).toBeHidden();
  await desk.goto('/console/records');
  await expect(desk.getByRole('row', { name: /林.*服务中/ })).toBeVisible();
  await expect(desk.getByText('没签退', { exact: true })).toBeHidden();

  await moveTo(at('2026-11-29', '10:00'));
  await desk.goto('/console/');
  await desk.getByRole('link', { name: /结束了没签退，等补签退/ }).click();
  await expect(desk.getByRole('row', { name: /林.*没签退/ })).toBeVisible();
  await desk.screenshot({ path: info.outputPath('queue.png') });
  expect(await violations(desk)).toEqual([]);
  await desk.getByRole('link', { name: '补签退' }).click();
  await expect(desk.getByRole('checkbox', { name: /林/ })).toBeChecked();
  await expect(desk.getByLabel('从', { exact: true })).toHaveValue('10:05');
  await desk.goto('/console/records/boards');
  await desk.getByLabel('哪一天').fill('2026-11-22');
  await expect(desk.getByRole('link', { name: '江边清洁，认养一段河' })).toBeVisible();
  await desk.screenshot({ path: info.outputPath('boards-of-a-day.png') });
  expect(await violations(desk)).toEqual([]);

  await phone.goto('/hours');
  await phone.getByRole('link', { name: '没有签退，申请补签退' }).click();
  await expect(phone.getByLabel('实际开始')).toHaveValue('10:05');
  await expect(phone.getByLabel('实际结束')).toHaveValue('12:00');
  await phone.getByLabel('实际结束').fill('11:30');
  await phone.getByLabel('原因').fill('走得急，忘了签退');
  await phone.screenshot({ path: info.outputPath('ask.png') });
  await phone.getByRole('button', { name: '提出更正' }).click();
  await expect(phone.getByText('走得急，忘了签退')).toBeVisible();
  await desk.goto('/console/records?standing=asked');
  await expect(desk.getByRole('row', { name: /林.*补签在办/ })).toBeVisible();
});
