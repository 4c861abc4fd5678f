import { afterAll, describe, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import type { TestPerson } from '../../testing/test-app.ts';
import { scan, shiftOf, signUp, type Shift } from '../fixtures.ts';
import { hours, makeHouse } from '../house-fixtures.ts';

const { t, county, zhou, newcomer, confirm, hoursOf, served, leave } = await makeHouse();
const publisher = await t.person('钱发布', [{ permissions: ['projects.read', 'projects.publish'], at: county }]);
afterAll(leave);

const cancel = (shift: Shift) =>
  t.put<{ told: number; ended_now: number; code?: string }>(
    publisher,
    `/api/activities/${shift.activity_id}/cancellation`,
    { reason: '雷雨' },
  );
const told = async (who: TestPerson): Promise<string[]> =>
  (
    await t.rows<{ kind: string }>(
      sql`select kind from notices where person_id = ${who.id} and kind like 'projects.%' order by at, id`,
    )
  ).map((row) => row.kind);

describe('P27 an activity is cancelled while people are inside', () => {
  test('those inside check out, are confirmed and keep their minutes; who had not come is released and told', async () => {
    const shift = await shiftOf(t, county);
    const [lin, gone, absent] = [
      await newcomer('林在', shift),
      await newcomer('林走', shift),
      await newcomer('林没来', shift),
    ];
    await scan(t, lin, shift, 'in', hours('09:00'));
    await scan(t, gone, shift, 'in', hours('09:00'));
    await scan(t, gone, shift, 'out', hours('10:00'));
    t.now = hours('10:30');
    expect((await cancel(shift)).body).toEqual({ told: 3, ended_now: 1 });
    expect([await told(lin), await told(absent)]).toEqual([['projects.ended_early'], ['projects.cancelled']]);
    expect(
      (await t.get<{ rows: { shift_id: string; next_direction: string }[] }>(lin, '/api/my/check-ins')).body.rows,
    ).toMatchObject([{ shift_id: shift.id, next_direction: 'out' }]);
    expect(
      (await t.get<{ rows: { shift_id: string }[] }>(zhou, '/api/boards')).body.rows.map((row) => row.shift_id),
    ).toContain(shift.id);
    expect((await scan(t, absent, shift, 'in', hours('10:31'))).body).toMatchObject({
      code: 'records.shift_cancelled',
    });
    expect((await scan(t, lin, shift, 'out', hours('10:40'))).body).toMatchObject({
      outcome: 'stamped',
      state: 'checked_out',
    });
    for (const [who, minutes] of [
      [lin, 100],
      [gone, 60],
    ] as const) {
      expect((await confirm(zhou, who, shift)).body.results[0]?.record).toMatchObject({ minutes, state: 'confirmed' });
      expect((await hoursOf(who)).credit_minutes).toBe(minutes);
    }
    expect(
      await t.rows(sql`select seats_taken, waiting, cancelled_at, ends_at from shifts where id = ${shift.id}`),
    ).toEqual([{ seats_taken: 2, waiting: 0, cancelled_at: null, ends_at: hours('10:30') }]);
  });

  test('who stays after it was ended gets no more than the tolerance', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林久', shift);
    await scan(t, lin, shift, 'in', hours('09:00'));
    t.now = hours('10:00');
    await cancel(shift);
    expect((await scan(t, lin, shift, 'out', hours('11:30'))).status).toBe(200);
    expect((await confirm(zhou, lin, shift)).body.results[0]?.record?.minutes).toBe(75);
  });

  test('a finished shift of the series keeps everything, a coming one is cancelled', async () => {
    const shift = await shiftOf(t, county);
    const [lin, next] = [await newcomer('林系', shift), { ...shift, id: '01900000-0000-7000-8000-00000000c0de' }];
    await t.rows(
      sql`insert into shifts (activity_id, id, starts_at, ends_at, capacity) values (${shift.activity_id}, ${next.id}, ${hours('14:00')}, ${hours('16:00')}, 5)`,
    );
    const other = await t.volunteer('林下', county);
    await signUp(t, { ...next, starts_at: hours('14:00'), ends_at: hours('16:00') }, [other], county);
    await scan(t, lin, shift, 'in', hours('09:00'));
    t.now = hours('12:05');
    expect((await cancel(shift)).body).toEqual({ told: 1, ended_now: 0 });
    expect((await scan(t, lin, shift, 'out', hours('12:10'))).body).toMatchObject({ outcome: 'stamped' });
    expect((await confirm(zhou, lin, shift)).body.results[0]?.record?.minutes).toBe(190);
    expect(
      (await scan(t, other, { ...next, starts_at: hours('14:00'), ends_at: hours('16:00') }, 'in', hours('14:00')))
        .body,
    ).toMatchObject({ code: 'records.shift_cancelled' });
  });

  test('somebody early is inside too: the shift ends where it would have begun', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林早到', shift);
    await scan(t, lin, shift, 'in', hours('08:40'));
    t.now = hours('08:50');
    expect((await cancel(shift)).body.ended_now).toBe(1);
    expect((await scan(t, lin, shift, 'out', hours('08:55'))).body).toMatchObject({
      outcome: 'stamped',
      state: 'checked_out',
    });
  });

  test('a check-in that slipped in beside the cancellation, and one made before it without a signal, can both be checked out', async () => {
    const shift = await shiftOf(t, county);
    const [lin, far] = [await newcomer('林抢', shift), await newcomer('林离线', shift)];
    t.now = hours('09:30');
    expect((await cancel(shift)).body.ended_now).toBe(0);
    await t.rows(sql`insert into attendances (volunteer_id, id, shift_id, activity_id, organization_path, service_day, state, created_at)
      values (${lin.id}, new_id(now()), ${shift.id}, ${shift.activity_id}, ${county.path}, '2026-11-15', 'checked_in', now())`);
    expect((await scan(t, lin, shift, 'out', hours('09:40'))).body).toMatchObject({
      outcome: 'stamped',
      state: 'checked_out',
    });
    expect((await scan(t, far, shift, 'in', hours('09:00'), hours('10:00'))).body).toMatchObject({
      outcome: 'stamped',
      is_late: true,
    });
    expect((await scan(t, far, shift, 'out', hours('09:50'), hours('10:01'))).body).toMatchObject({
      outcome: 'stamped',
      state: 'checked_out',
    });
    expect((await confirm(zhou, far, shift)).body.results[0]?.record?.minutes).toBe(50);
  });

  test('a shift alone is not cancelled or moved while somebody is inside, and who is inside does not withdraw', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林内', shift);
    await scan(t, lin, shift, 'in', hours('08:40'));
    const base = `/api/activities/${shift.activity_id}/shifts/${shift.id}`;
    expect((await t.put(publisher, `${base}/cancellation`, { reason: '雷雨' })).body).toMatchObject({
      code: 'projects.checked_in_already',
    });
    expect(
      (
        await t.put(publisher, `${base}/time`, {
          starts_at: hours('14:00').toISOString(),
          ends_at: hours('15:00').toISOString(),
          reason: '雷雨',
        })
      ).body,
    ).toMatchObject({ code: 'projects.checked_in_already' });
    const [row] = await t.rows<{ id: string }>(sql`select id from sign_ups where volunteer_id = ${lin.id}`);
    expect((await t.put(lin, `/api/me/sign-ups/${row?.id}/withdrawal`, {})).body).toMatchObject({
      code: 'projects.checked_in_before_leaving',
    });
  });
});

test('minutes that were confirmed stay when the rest of the series is cancelled', async () => {
  const shift = await shiftOf(t, county);
  const lin = await newcomer('林存', shift);
  await served(lin, shift, hours('09:00'), hours('10:00'));
  t.now = hours('10:30');
  await cancel(shift);
  expect((await hoursOf(lin)).credit_minutes).toBe(60);
});
