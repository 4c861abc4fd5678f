import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { defaultPublishingLimits } from '../../../domain/organizations/rule-books/publishing-limits.ts';
import { sql } from '../../db/sql.ts';
import type { TestPerson } from '../../testing/test-app.ts';
import { makeChanges, start, type Published } from './fixtures.ts';
import { shift } from '../fixtures.ts';

const { t, fixtures, series, volunteer, shown, kinds } = await makeChanges();
beforeEach(() => {
  t.now = start;
});
afterAll(() => t.close());

describe('other leaders', () => {
  const numberOf = async (who: TestPerson): Promise<string> =>
    (await t.rows<{ number: string }>(sql`select number from volunteers where id = ${who.id}`))[0]?.number ?? '';
  const change = (
    activity: Published,
    kept: readonly TestPerson[],
    left: readonly TestPerson[],
    numbers: readonly string[],
    who = fixtures.leader,
  ) =>
    t.put<{ code?: string; state: string; leaders: number }>(who, `/api/activities/${activity.id}/leaders`, {
      kept_ids: kept.map((each) => each.id),
      left_ids: left.map((each) => each.id),
      volunteer_numbers: numbers,
    });
  const leaders = async (activity: Published): Promise<string[]> =>
    (await t.get<{ leaders: { id: string }[] }>(fixtures.leader, `/api/activities/${activity.id}`)).body.leaders.map(
      (each) => each.id,
    );

  test('one stays, one comes, one goes: both are told, the first is in charge, and a change of the place leaves them alone', async () => {
    const [stays, goes, comes] = [await volunteer('留下的'), await volunteer('离开的'), await volunteer('新来的')];
    const activity = await series({ leader_ids: [goes.id, stays.id] });
    expect((await change(activity, [stays], [goes], [await numberOf(comes)])).body).toEqual({
      state: 'done',
      leaders: 2,
    });
    expect(await leaders(activity)).toEqual([stays.id, comes.id]);
    expect([await kinds(stays), await kinds(goes), await kinds(comes)]).toEqual([
      [],
      ['projects.leads_no_more'],
      ['projects.leads'],
    ]);
    expect(await t.rows(sql`select leader_id from activities where id = ${activity.id}`)).toEqual([
      { leader_id: stays.id },
    ]);
    expect((await shown(activity)).activity_changes[0]).toMatchObject({
      kind: 'leaders_changed',
      decision: 'done',
      leaders: { from: ['离开的', '留下的'], to: ['留下的', '新来的'] },
    });
    const note = { place: '云汀湿地北门', gathering_note: '北门', contact_phone: '' };
    expect((await t.put(fixtures.leader, `/api/activities/${activity.id}/details`, note)).status).toBe(200);
    expect(await leaders(activity)).toEqual([stays.id, comes.id]);
  });

  test('nobody, too few for the size, an unknown number, the same ones, those of before and an activity that is over are refused', async () => {
    const [one, two, new_] = [await volunteer('一'), await volunteer('二'), await volunteer('三')];
    const activity = await series({
      leader_ids: [one.id, two.id],
      shifts: [shift('2026-11-28', '09:00', '12:00', 51)],
    });
    expect((await change(activity, [], [one, two], [])).body).toMatchObject({ code: 'projects.leaders_too_few' });
    expect((await change(activity, [one], [two], [])).body).toMatchObject({ code: 'projects.leaders_too_few' });
    expect((await change(activity, [one, two], [], ['没有这个号'])).body).toMatchObject({
      code: 'projects.person_unknown',
    });
    expect((await change(activity, [one, two], [], [await numberOf(one)])).body).toMatchObject({
      code: 'projects.leaders_unchanged',
    });
    for (const [kept, left] of [
      [[new_], [one, two]],
      [[one], []],
      [[], []],
    ] as const)
      // others than those who lead: somebody changed them meanwhile
      expect((await change(activity, kept, left, [await numberOf(new_)])).body).toMatchObject({
        code: 'projects.leaders_changed',
      });
    t.now = new Date('2026-11-28T04:00:00Z');
    expect((await change(activity, [one, two], [], [await numberOf(new_)])).body).toMatchObject({
      code: 'projects.over',
    });
    expect(await leaders(activity)).toEqual([one.id, two.id]);
  });

  test('two colleagues change them at once: one holds, the other looks again', async () => {
    const [first, second, third] = [await volunteer('甲'), await volunteer('乙'), await volunteer('丙')];
    const [toSecond, toThird] = [await numberOf(second), await numberOf(third)];
    for (let round = 0; round < 6; round += 1) {
      const activity = await series({ leader_ids: [first.id] });
      const answers = await Promise.all([
        change(activity, [], [first], [toSecond]),
        change(activity, [], [first], [toThird], fixtures.colleague),
      ]);
      expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([200, 409]);
      expect(await leaders(activity)).toEqual([answers[0]?.status === 200 ? second.id : third.id]);
    }
    const activity = await series({ leader_ids: [first.id] });
    expect((await change(activity, [], [first], [toSecond])).status).toBe(200);
    expect((await change(activity, [], [first], [toThird], fixtures.colleague)).body).toMatchObject({
      code: 'projects.leaders_changed',
    }); // a page opened before
  });

  test('J27 where every activity is approved they wait; approved they lead, unless others came meanwhile', async () => {
    const [first, second] = [await volunteer('旧'), await volunteer('新')];
    const activity = await series({ leader_ids: [first.id] });
    const limits = { ...defaultPublishingLimits, approval_always: true };
    await t.setUp((writer) =>
      writer.run(sql`
      insert into rule_books (id, kind, organization_id, version, title, citing_document, body, valid_from, issued_at)
      values (${writer.newId()}, 'publishing_limits', ${fixtures.county.id}, 9, '活动发布规则', '示例文件', ${JSON.stringify(limits)}, '2020-01-01', ${writer.now})`),
    );
    expect((await change(activity, [], [first], [await numberOf(second)])).body).toEqual({
      state: 'waits_for_approval',
      leaders: 1,
    });
    expect((await change(activity, [first], [], [await numberOf(second)], fixtures.colleague)).body).toMatchObject({
      state: 'waits_for_approval',
    });
    expect([await leaders(activity), await kinds(second)]).toEqual([[first.id], []]);
    const waiting = (
      await t.get<{ rows: { id: string; activity_change_id: string | null; reasons: { zh: string }[] }[] }>(
        fixtures.superior,
        '/api/activity-approvals',
      )
    ).body.rows.filter((row) => row.id === activity.id);
    expect(waiting.map((row) => row.reasons[0]?.zh)).toEqual(['本组织发布活动都要审核', '本组织发布活动都要审核']);
    const approve = (row: { activity_change_id: string | null } | undefined) =>
      t.put(fixtures.superior, `/api/activities/${activity.id}/activity-changes/${row?.activity_change_id}/approval`, {
        decision: 'approved',
      });
    expect((await approve(waiting[0])).status).toBe(200);
    expect([await leaders(activity), await kinds(second)]).toEqual([[second.id], ['projects.leads']]);
    expect((await approve(waiting[1])).body).toMatchObject({ code: 'projects.leaders_changed' });
    await t.rows(sql`delete from rule_books where organization_id = ${fixtures.county.id} and version = 9`);
  });
});
