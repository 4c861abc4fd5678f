/** Tasks that an organisation closes itself: reminded there, told above when they stay open. */
import { afterAll, expect, test } from 'vitest';
import { at } from '../../../domain/time.ts';
import { takeDeadlineSteps } from '../../calendar/take-deadline-steps.ts';
import { sql } from '../../db/sql.ts';
import { testApp } from '../../testing/test-app.ts';

const t = await testApp({ now: at('2026-11-02', '09:00') });
afterAll(() => t.close());

test('three days before, the day after, and a week over one level up; a closed one and one for the superior are left alone', async () => {
  const province = await t.organization('省青年志愿者协会', null, { level: 'province' });
  const county = await t.organization('云汀区青年志愿者协会', province, { level: 'county' });
  const permissions = ['organizations.edit', 'organizations.read'] as const;
  await t.person('县里', [{ permissions: [...permissions], at: county }]);
  await t.person('省里', [{ permissions: [...permissions], at: province }]);
  const open = (kind: string, title: string, closed: string | null): Promise<void> =>
    t.setUp((writer) =>
      writer.run(sql`
        insert into organization_tasks (id, organization_id, kind, title, body, due_on, opened_at, closed_on)
        values (${writer.newId()}, ${county.id}, ${kind}, ${title}, '{}', '2026-11-10', ${writer.now}, ${closed})`),
    );
  await open('instruction', '补齐章程', null);
  await open('instruction', '已经办了', '2026-11-05');
  await open('guidance', '上级自己办', null);
  const said: string[] = [];
  for (const day of [
    '2026-11-06',
    '2026-11-07',
    '2026-11-10',
    '2026-11-11',
    '2026-11-17',
    '2026-11-18',
    '2026-12-18',
  ]) {
    t.now = at(day, '01:00');
    await takeDeadlineSteps(t.services);
    const rows = await t.rows<{ kind: string; name: string; params: { title: string; due_zh: string } }>(sql`
      select n.kind, p.name, n.params from notices n join persons p on p.id = n.person_id where n.at = ${t.now} and n.link = ${county.id}`);
    said.push(...rows.map((row) => `${day} ${row.kind} ${row.name} ${row.params.title} ${row.params.due_zh}`));
  }
  expect(said).toEqual([
    '2026-11-07 organizations.task_due 县里 补齐章程 2026-11-10',
    '2026-11-11 organizations.task_overdue 县里 补齐章程 2026-11-10',
    '2026-11-18 organizations.task_escalated 省里 补齐章程 2026-11-10',
  ]);
});
