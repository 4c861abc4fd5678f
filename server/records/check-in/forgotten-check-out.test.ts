import { afterAll, describe, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import { at } from '../../../domain/time.ts';
import type { TestPerson } from '../../testing/test-app.ts';
import { scan, shiftOf, type Shift } from '../fixtures.ts';
import { day, hours, makeHouse } from '../house-fixtures.ts';

const { t, county, zhou, hejing, luo, newcomer, attendanceOf, hoursOf, leave } = await makeHouse();
afterAll(leave);

type Queue = {
  waiting: number;
  stamp_missing: number;
  serving: number;
  rows: { volunteer_id: string; standing: string; first_in_at: string; can: { confirm: boolean; propose: boolean } }[];
};
const queue = async (shift: Shift, who: TestPerson = zhou, standing = ''): Promise<Queue> =>
  (await t.get<Queue>(who, `/api/confirmations?shift_id=${shift.id}&limit=50${standing}`)).body;
const counts = ({ waiting, stamp_missing, serving }: Queue): number[] => [waiting, stamp_missing, serving];

describe('P27 what waits for who confirms', () => {
  test('a running activity: its people are serving, none is missing; the check-out is missing half an hour after the end', async () => {
    const shift = await shiftOf(t, county);
    const [lin, gone] = [await newcomer('林做', shift), await newcomer('林走', shift)];
    await scan(t, lin, shift, 'in', hours('09:00'));
    await scan(t, gone, shift, 'in', hours('09:00'));
    await scan(t, gone, shift, 'out', hours('10:00'));
    const seen = async (time: string) => {
      t.now = hours(time);
      return counts(await queue(shift));
    };
    expect([await seen('10:30'), await seen('12:29'), await seen('12:31')]).toEqual([
      [1, 0, 1],
      [1, 0, 1],
      [1, 1, 0],
    ]);
    expect((await queue(shift)).rows.find((row) => row.volunteer_id === lin.id)).toMatchObject({
      standing: 'stamp_missing',
      first_in_at: hours('09:00').toISOString(),
      can: { confirm: false, propose: true },
    });
    expect((await queue(shift, zhou, '&standing=stamp_missing')).rows.map((row) => row.volunteer_id)).toEqual([lin.id]);
  });

  test('what can never be confirmed leaves the count: an exit without an entry, one’s own, and what a second person is asked about', async () => {
    const shift = await shiftOf(t, county);
    const [only, lin] = [await newcomer('只签退', shift), await newcomer('已申请', shift)];
    await scan(t, only, shift, 'out', hours('11:00'), hours('12:00'));
    await scan(t, lin, shift, 'in', hours('09:00'));
    await scan(t, lin, shift, 'out', hours('10:00'));
    t.now = hours('18:00');
    expect(counts(await queue(shift))).toEqual([1, 1, 0]);
    expect(
      (
        await t.post(lin, '/api/corrections', {
          attendance_id: (await attendanceOf(lin, shift)).id,
          started_at: hours('09:00').toISOString(),
          ended_at: hours('11:00').toISOString(),
          reason: '我做到 11 点',
        })
      ).status,
    ).toBe(200);
    expect(counts(await queue(shift))).toEqual([0, 1, 0]);
    expect((await queue(shift)).rows.find((row) => row.volunteer_id === lin.id)?.standing).toBe('asked');
    const own = await shiftOf(t, county);
    const leader = await t.person('自己也做', [{ permissions: ['records.confirm', 'projects.read'], at: county }]);
    await t.rows(
      sql`insert into volunteers (id, number, organization_id, organization_path, source, registered_at) values (${leader.id}, 'Z0002', ${county.id}, ${county.path}, 'self', now())`,
    );
    await t.rows(
      sql`insert into attendances (volunteer_id, id, shift_id, activity_id, organization_path, service_day, state, created_at) values (${leader.id}, new_id(now()), ${own.id}, ${own.activity_id}, ${county.path}, ${day}, 'checked_in', now())`,
    );
    expect([counts(await queue(own, leader)), counts(await queue(own))]).toEqual([
      [0, 0, 0],
      [0, 1, 0],
    ]);
  });
});

describe('a forgotten check-out', () => {
  test('P27 the volunteer asks, not while serving but after it, with the stamped start; two people look and the hours are there', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林忘', shift);
    await scan(t, lin, shift, 'in', hours('09:00'));
    const { id } = await attendanceOf(lin, shift);
    const ask = () =>
      t.post<{ proposal_id: string }>(lin, '/api/corrections', {
        attendance_id: id,
        started_at: hours('09:00').toISOString(),
        ended_at: hours('11:30').toISOString(),
        reason: '忘了签退',
      });
    const row = async () =>
      (
        await t.get<{
          rows: {
            state: string;
            planned_until: string | null;
            started_at: string;
            can: { request_correction: boolean };
          }[];
        }>(lin, '/api/my/hours')
      ).body.rows[0];
    t.now = hours('11:45');
    expect(await row()).toMatchObject({ state: 'checked_in', planned_until: null, can: { request_correction: false } });
    expect((await ask()).body).toMatchObject({ code: 'records.still_serving' });
    t.now = at('2026-11-22', '10:00'); // a week later
    expect(await row()).toMatchObject({
      state: 'checked_in',
      planned_until: hours('12:00').toISOString(),
      started_at: hours('09:00').toISOString(),
      can: { request_correction: true },
    });
    const asked = await ask();
    expect(asked.status).toBe(200);
    for (const [who, action] of [
      [hejing, 'handle'],
      [luo, 'approve'],
    ] as const)
      expect(
        (await t.post(who, `/api/record-proposals/${asked.body.proposal_id}/decision`, { action, note: '签名单在' }))
          .status,
      ).toBe(200);
    expect(await hoursOf(lin)).toMatchObject({ honorary_minutes: 150, rows: [{ state: 'confirmed' }] });
    expect(counts(await queue(shift))).toEqual([0, 0, 0]);
  });

  test('ended shifts are found by their day, and keep board and back-fill', async () => {
    const shift = await shiftOf(t, county, { day: '2026-10-18' });
    t.now = at('2026-11-22', '10:00');
    const boards = async (query: string) =>
      (await t.get<{ rows: { shift_id: string }[] }>(zhou, `/api/boards${query}`)).body.rows.map((row) => row.shift_id);
    expect([
      (await boards('')).includes(shift.id),
      await boards('?day=2026-10-18'),
      await boards('?day=2026-10-17'),
    ]).toEqual([false, [shift.id], []]);
    expect((await t.get(zhou, `/api/shifts/${shift.id}/board`)).status).toBe(200);
  });
});
