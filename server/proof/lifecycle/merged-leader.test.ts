/** A change of leaders that waits for its approval names people as well: by then two of them may be one. */
import { afterAll, expect, test } from 'vitest';
import { defaultPublishingLimits } from '../../../domain/organizations/rule-books/publishing-limits.ts';
import { sql } from '../../db/sql.ts';
import { settlePerson } from '../../lifecycle.ts';
import { later, lifecycles } from '../../nouns.ts';
import { makeChanges } from '../../projects/changes/fixtures.ts';

const { t, fixtures, series, volunteer, shown } = await makeChanges();
afterAll(() => t.close());

test('a leader who was registered twice leads once, as the one who stays, when the change is approved', async () => {
  const [kept, duplicate, other] = [await volunteer('留下的'), await volunteer('重复的'), await volunteer('同伴')];
  const activity = await series({ leader_ids: [duplicate.id] });
  await t.setUp((writer) =>
    writer.run(sql`
      insert into rule_books (id, kind, organization_id, version, title, citing_document, body, valid_from, issued_at)
      values (${writer.newId()}, 'publishing_limits', ${fixtures.county.id}, 9, '活动发布规则', '示例文件',
        ${JSON.stringify({ ...defaultPublishingLimits, approval_always: true })}, '2020-01-01', ${writer.now})`),
  );
  const numbers = await t.rows<{ number: string }>(sql`
    select number from volunteers v join unnest(${[kept.id, other.id]}::uuid[]) with ordinality as wanted (id, place) on wanted.id = v.id order by place`);
  const asked = await t.put(fixtures.leader, `/api/activities/${activity.id}/leaders`, {
    kept_ids: [duplicate.id],
    left_ids: [],
    volunteer_numbers: numbers.map(({ number }) => number),
  });
  expect(asked.body).toEqual({ state: 'waits_for_approval', leaders: 3 });
  const given = { kept_id: kept.id, duplicate_id: duplicate.id };
  await t.setUp((writer) => settlePerson(writer, { lifecycles, later }, { event: 'merged', given }));
  const [change] = (await shown(activity)).activity_changes;
  const approved = await t.put(
    fixtures.superior,
    `/api/activities/${activity.id}/activity-changes/${change?.id}/approval`,
    { decision: 'approved' },
  );
  expect([approved.status, approved.body['code']]).toEqual([200, undefined]);
  expect(
    await t.rows(sql`select leader_id, details -> 'leader_ids' as ids from activities where id = ${activity.id}`),
  ).toEqual([{ leader_id: kept.id, ids: [kept.id, other.id] }]);
});
