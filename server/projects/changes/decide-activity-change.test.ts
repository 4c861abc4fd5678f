import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { TestPerson } from '../../testing/test-app.ts';
import { at, makeChanges, start, type Published } from './fixtures.ts';
import { publish, shift } from '../fixtures.ts';

const { t, fixtures, shown, kinds } = await makeChanges();
beforeEach(() => {
  t.now = start;
});
afterAll(() => t.close());

describe('J27 approval again only where the rule book wants it', () => {
  const many = async (): Promise<Published> =>
    publish(t, fixtures, {
      shifts: [shift('2026-11-28', '09:00', '12:00', 20)],
      leader_ids: await Promise.all(Array.from({ length: 5 }, async () => (await t.person('领队')).id)),
    });

  test('201 people in a new shift wait for a person above, who is not the one who asked; nothing changes until then', async () => {
    const activity = await many();
    const asked = await t.post<{ state: string; activity_change_id: string; shift_ids: string[] }>(
      fixtures.colleague,
      `/api/activities/${activity.id}/shifts`,
      { shifts: [shift('2026-12-05', '09:00', '12:00', 201)] },
    );
    expect(asked.body).toMatchObject({ state: 'waits_for_approval', shift_ids: [] });
    expect((await shown(activity)).shifts).toHaveLength(1);
    const waiting = await t.get<{
      rows: { id: string; activity_change_id: string | null; reasons: { zh: string }[]; can: { approve: boolean } }[];
    }>(fixtures.superior, '/api/activity-approvals');
    expect(waiting.body.rows.find((row) => row.id === activity.id)).toMatchObject({
      activity_change_id: asked.body.activity_change_id,
      reasons: [{ zh: '一班超过 200 人' }],
      can: { approve: true },
    });
    const door = `/api/activities/${activity.id}/activity-changes/${asked.body.activity_change_id}/approval`;
    expect((await t.put(fixtures.colleague, door, { decision: 'approved' })).body).toMatchObject({
      code: 'projects.own_approval',
    });
    expect((await t.put(fixtures.superior, door, { decision: 'returned' })).body).toMatchObject({
      code: 'projects.reason_missing',
    });
    expect((await t.put(fixtures.superior, door, { decision: 'approved' })).status).toBe(200);
    expect((await shown(activity)).shifts.map((each) => each.capacity)).toEqual([20, 201]);
    expect((await t.put(fixtures.superior, door, { decision: 'approved' })).body).toMatchObject({
      code: 'projects.change_decided',
    });
    expect(await kinds(fixtures.colleague)).toContain('projects.change_approved');
  });

  test('who asked takes a waiting change back; a colleague may not, and what was decided or taken back stays so', async () => {
    const activity = await many();
    const asked = await t.post<{ activity_change_id: string }>(
      fixtures.leader,
      `/api/activities/${activity.id}/shifts`,
      {
        shifts: [shift('2026-12-05', '09:00', '12:00', 201)],
      },
    );
    const door = `/api/activities/${activity.id}/activity-changes/${asked.body.activity_change_id}`;
    const mine = async (who: TestPerson): Promise<object | undefined> =>
      (await shown(activity, who)).activity_changes.find((each) => each.id === asked.body.activity_change_id);
    expect(await mine(fixtures.leader)).toMatchObject({ decision: null, can: { decide: false, withdraw: true } });
    expect(await mine(fixtures.colleague)).toMatchObject({ can: { withdraw: false } });
    expect((await t.put(fixtures.colleague, `${door}/withdrawal`, {})).body).toMatchObject({
      code: 'projects.change_of_another',
    });
    expect((await t.put(fixtures.leader, `${door}/withdrawal`, {})).body).toEqual({ decision: 'withdrawn' });
    expect(await mine(fixtures.leader)).toMatchObject({
      decision: 'withdrawn',
      can: { decide: false, withdraw: false },
    });
    for (const [who, what, body] of [
      [fixtures.leader, 'withdrawal', {}],
      [fixtures.superior, 'approval', { decision: 'approved' }],
    ] as const) {
      expect((await t.put(who, `${door}/${what}`, body)).body).toMatchObject({ code: 'projects.change_decided' });
    }
    expect((await shown(activity)).shifts).toHaveLength(1);
    expect(
      (await t.get<{ rows: { id: string }[] }>(fixtures.superior, '/api/activity-approvals')).body.rows.filter(
        (row) => row.id === activity.id,
      ),
    ).toEqual([]);
  });

  test('taken back and approved at the same moment: one of the two holds, and the shifts agree with it', async () => {
    for (let round = 0; round < 6; round += 1) {
      const activity = await many();
      const asked = await t.post<{ activity_change_id: string }>(
        fixtures.leader,
        `/api/activities/${activity.id}/shifts`,
        { shifts: [shift('2026-12-05', '09:00', '12:00', 201)] },
      );
      const door = `/api/activities/${activity.id}/activity-changes/${asked.body.activity_change_id}`;
      const answers = await Promise.all([
        t.put(fixtures.leader, `${door}/withdrawal`, {}),
        t.put(fixtures.superior, `${door}/approval`, { decision: 'approved' }),
      ]);
      expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([200, 409]);
      expect((await shown(activity)).shifts).toHaveLength(answers[1]?.status === 200 ? 2 : 1);
    }
  });

  test('places raised above the limit wait too; approved after its time, a change is refused', async () => {
    const activity = await many();
    expect((await t.put(fixtures.leader, at(activity, 0, 'capacity'), { capacity: 201 })).body).toEqual({
      state: 'waits_for_approval',
      promoted: 0,
    });
    const far = await t.post<{ activity_change_id: string }>(fixtures.leader, `/api/activities/${activity.id}/shifts`, {
      shifts: [shift('2026-11-29', '09:00', '12:00', 250)],
    });
    expect((await shown(activity)).shifts[0]).toMatchObject({ capacity: 20 });
    t.now = new Date('2026-11-29T01:00:00Z');
    expect(
      (
        await t.put(
          fixtures.superior,
          `/api/activities/${activity.id}/activity-changes/${far.body.activity_change_id}/approval`,
          { decision: 'approved' },
        )
      ).body,
    ).toMatchObject({ code: 'projects.starts_in_past' });
  });
});
