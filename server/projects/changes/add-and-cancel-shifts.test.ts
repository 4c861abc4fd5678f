import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import { at, makeChanges, start } from './fixtures.ts';
import { publish, shift } from '../fixtures.ts';

const { t, fixtures, series, volunteer, signUp, kinds } = await makeChanges();
beforeEach(() => {
  t.now = start;
});
afterAll(() => t.close());

describe('adding and cancelling', () => {
  test('an added shift is open at once and the activity lasts until its end', async () => {
    const activity = await series();
    const added = await t.post<{ state: string; shift_ids: string[] }>(
      fixtures.leader,
      `/api/activities/${activity.id}/shifts`,
      { shifts: [shift('2026-12-19', '09:00', '12:00', 5)] },
    );
    expect(added.body).toMatchObject({ state: 'done' });
    expect((await signUp(await volunteer('新班'), { ...activity, shift_ids: added.body.shift_ids })).place).toBe(
      'seat',
    );
    const [row] = await t.rows<{ ends_at: Date }>(sql`select ends_at from activities where id = ${activity.id}`);
    expect(row?.ends_at.toISOString()).toBe('2026-12-19T04:00:00.000Z');
  });

  test('a cancelled shift releases and tells its people; the others stay; the last one goes with the activity', async () => {
    const activity = await series();
    const [gone, stays] = [await volunteer('第一班'), await volunteer('第二班')];
    await signUp(gone, activity, 0);
    await signUp(stays, activity, 1);
    expect((await t.put(fixtures.leader, at(activity, 0, 'cancellation'), { reason: '场地没有了' })).body).toEqual({
      shifts: 1,
      told: 1,
    });
    expect(await kinds(gone)).toEqual(['projects.shift_cancelled']);
    expect(await kinds(stays)).toEqual([]);
    expect((await signUp(await volunteer('晚来'), activity, 0)).code).toBe('projects.cancelled');
    expect(
      (await t.put(fixtures.leader, at(activity, 1, 'cancellation'), { reason: '场地没有了', reach: 'following' }))
        .body,
    ).toMatchObject({ code: 'projects.last_shift' });
    const url = (await t.put<{ url: string }>(gone, '/api/me/calendar', {})).body.url.replace(
      'http://localhost:3000',
      '',
    );
    expect((await t.get(null, url)).raw.toString()).toContain('STATUS:CANCELLED');
    expect(
      (await t.get<{ rows: { ended_as: string; end_reason: string }[] }>(gone, '/api/me/sign-ups')).body.rows[0],
    ).toMatchObject({ ended_as: 'cancelled', end_reason: '场地没有了' });
  });

  test('two colleagues cancel the two last shifts at once: one of them is told to cancel the activity', async () => {
    const activity = await publish(t, fixtures, {
      shifts: [shift('2026-11-28', '09:00', '10:00'), shift('2026-11-29', '14:00', '15:00')],
    });
    const answers = await Promise.all([
      t.put<{ code?: string }>(fixtures.leader, at(activity, 0, 'cancellation'), { reason: '重了' }),
      t.put<{ code?: string }>(fixtures.colleague, at(activity, 1, 'cancellation'), { reason: '重了' }),
    ]);
    expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([200, 409]);
    expect(answers.find((answer) => answer.status === 409)?.body.code).toBe('projects.last_shift');
  });
});
