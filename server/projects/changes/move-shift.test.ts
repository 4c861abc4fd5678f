import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import type { TestPerson } from '../../testing/test-app.ts';
import { at, makeChanges, saturdays, start } from './fixtures.ts';
import { publish, shift, signUpUrl } from '../fixtures.ts';

const { t, fixtures, series, volunteer, signUp, shown, move, kinds } = await makeChanges();
beforeEach(() => {
  t.now = start;
});
afterAll(() => t.close());

describe('moving', () => {
  test('the shift alone moves, everyone on it is told, and calendars follow', async () => {
    const activity = await series();
    const [seat, waits] = [await volunteer('甲'), await volunteer('乙')];
    await signUp(seat, activity);
    await signUp(await volunteer('丙'), activity);
    expect((await signUp(waits, activity)).place).toBe('waitlist');
    const before = await shown(activity);
    expect(before.shifts.map((each) => each.following)).toEqual([2, 1, 0]);
    expect((await move(activity, 0, '2026-11-29', '14:00', '16:00')).body).toMatchObject({
      state: 'done',
      shifts: 1,
      told: 3,
      clashing: 0,
    });
    const after = await shown(activity);
    expect(after.sequence).toBe(before.sequence + 1);
    expect(after.shifts.map((each) => each.starts_at)).toEqual([
      '2026-11-29T06:00:00.000Z',
      '2026-12-05T01:00:00.000Z',
      '2026-12-12T01:00:00.000Z',
    ]);
    for (const who of [seat, waits]) expect(await kinds(who)).toEqual(['projects.shift_moved']);
    const [notice] = await t.rows<{ params: object }>(sql`select params from notices where person_id = ${seat.id}`);
    expect(notice?.params).toMatchObject({ from: '2026-11-28 09:00', to: '2026-11-29 14:00', reason: '下雨' });
    const calendar = (await t.get(null, `/api/organizations/${fixtures.county.id}/calendar.ics`)).raw.toString();
    const event =
      calendar.split('BEGIN:VEVENT').find((part) => part.includes(`UID:${activity.shift_ids[0]}@qingzhi`)) ?? '';
    expect(event).toContain(`SEQUENCE:${after.sequence}`);
    expect(event).toContain('DTSTART:20261129T060000Z');
  });

  test('条例 art. 22 who cannot come at the new time withdraws without it counting; who signs up afterwards is bound as ever', async () => {
    const activity = await series();
    const [early, later] = [await volunteer('先报'), await volunteer('后报')];
    const first = await signUp(early, activity);
    await move(activity, 0, '2026-11-28', '15:00', '17:00');
    const second = await signUp(later, activity);
    t.now = new Date('2026-11-28T06:59:00Z'); // one minute before
    expect((await t.put(early, `/api/me/sign-ups/${first.sign_up_id}/withdrawal`, {})).body).toMatchObject({
      ended_as: 'withdrawn',
    });
    expect((await t.put(later, `/api/me/sign-ups/${second.sign_up_id}/withdrawal`, {})).body).toMatchObject({
      ended_as: 'withdrawn_late',
    });
  });

  test('this and following: each moves as far; the one before stays', async () => {
    const activity = await series();
    const who = await volunteer('常来');
    for (const index of [0, 1, 2]) await signUp(who, activity, index);
    expect((await move(activity, 1, '2026-12-06', '10:00', '12:00', { reach: 'following' })).body).toMatchObject({
      shifts: 2,
      told: 2,
    });
    expect((await shown(activity)).shifts.map((each) => each.starts_at)).toEqual([
      '2026-11-28T01:00:00.000Z',
      '2026-12-06T02:00:00.000Z',
      '2026-12-13T02:00:00.000Z',
    ]);
    const held = await t.rows<{ at: Date }>(
      sql`select shift_starts_at as at from sign_ups where volunteer_id = ${who.id} order by shift_starts_at`,
    );
    expect(held.map((row) => row.at.toISOString())).toEqual([
      '2026-11-28T01:00:00.000Z',
      '2026-12-06T02:00:00.000Z',
      '2026-12-13T02:00:00.000Z',
    ]);
  });

  test('overlaps are looked for again: a seat keeps both and is told, a waitlist place is given up', async () => {
    const [moved, other] = [
      await series({ title: '要改期的' }),
      await publish(t, fixtures, { title: '下午那场', shifts: [shift('2026-11-28', '14:00', '16:00', 9)] }),
    ];
    const [seated, waiting] = [await volunteer('坐着'), await volunteer('排着')];
    for (const who of [seated, await volunteer('第二'), waiting]) await signUp(who, moved);
    for (const who of [seated, waiting]) await signUp(who, other);
    expect((await move(moved, 0, '2026-11-28', '15:00', '17:00')).body).toMatchObject({ told: 3, clashing: 2 });
    expect(await kinds(seated)).toEqual(['projects.shift_moved_clash']);
    expect(await kinds(waiting)).toEqual(['projects.wait_ended']);
    expect((await shown(moved)).shifts[0]).toMatchObject({ waiting: 0 });
    const standing = await t.rows<{ volunteer_id: string }>(
      sql`select volunteer_id from sign_ups where shift_id = ${moved.shift_ids[0]} and ended_at is null and volunteer_id in (${seated.id}, ${waiting.id})`,
    );
    expect(standing).toEqual([{ volunteer_id: seated.id }]);
  });

  test('the length of a day is looked at again: 12 hours stay, one minute more makes a seat choose and gives a waitlist place up', async () => {
    const moved = await series({ title: '要改期的' });
    const nine = await publish(t, fixtures, { title: '全天值守', shifts: [shift('2026-11-29', '07:00', '16:00', 9)] });
    const [seated, easy, waiting] = [await volunteer('坐着'), await volunteer('只报一场'), await volunteer('排着')];
    for (const who of [seated, easy, waiting]) await signUp(who, moved);
    for (const who of [seated, waiting]) await signUp(who, nine);
    expect((await move(moved, 0, '2026-11-29', '17:00', '20:00')).body).toMatchObject({ told: 3, clashing: 0 });
    t.now = new Date(t.now.getTime() + 60_000);
    expect((await move(moved, 0, '2026-11-29', '17:00', '20:01')).body).toMatchObject({ told: 3, clashing: 2 });
    expect(await kinds(seated)).toEqual(['projects.shift_moved', 'projects.shift_moved_long_day']);
    expect(await kinds(easy)).toEqual(['projects.shift_moved', 'projects.shift_moved']);
    expect(await kinds(waiting)).toEqual(['projects.shift_moved', 'projects.wait_ended_long_day']);
    const [notice] = (await t.get<{ rows: { sentence: string }[] }>(seated, '/api/me/notices')).body.rows;
    expect(notice?.sentence).toBe(
      '“要改期的”改期：2026-11-29 17:00 改到 2026-11-29 17:00，您那一天报的就超过 12 小时了，请退掉一班；退这一班不算临时退出',
    );
    expect((await shown(moved)).shifts[0]).toMatchObject({ waiting: 0 });
  });

  test('what has begun, what somebody checked in to, an unchanged time and the past are refused', async () => {
    const activity = await series();
    expect((await move(activity, 0, '2026-11-28', '09:00', '12:00')).body.code).toBe('projects.time_unchanged');
    expect((await move(activity, 0, '2026-11-21', '09:00', '12:00')).body.code).toBe('projects.starts_in_past');
    expect((await move(activity, 0, '2026-11-29', '12:00', '09:00')).body.code).toBe('projects.shift_order');
    const who = await volunteer('早到');
    await signUp(who, activity, 1);
    await t.setUp((writer) =>
      writer.run(sql`
      insert into attendances (volunteer_id, id, activity_id, shift_id, organization_path, service_day, state, created_at)
      values (${who.id}, ${writer.newId()}, ${activity.id}, ${activity.shift_ids[1]}, ${fixtures.county.path}, '2026-12-05', 'checked_in', ${writer.now})`),
    );
    expect((await move(activity, 1, '2026-12-06', '09:00', '12:00')).body.code).toBe('projects.checked_in_already');
    t.now = new Date('2026-11-28T01:00:00Z');
    expect((await move(activity, 0, '2026-11-29', '09:00', '12:00')).body.code).toBe('projects.already_begun');
    expect((await t.put(fixtures.leader, at(activity, 0, 'cancellation'), { reason: '下雨' })).body).toMatchObject({
      code: 'projects.already_begun',
    });
    expect((await shown(activity)).shifts.map((each) => each.can.move)).toEqual([false, true, true]);
  });
});

test('P19 a rush of sign-ups and withdrawals while the shifts are moved: no deadlock, counters equal rows, every standing sign-up holds the shift’s time', async () => {
  const activity = await series({ waitlist_capacity: 100 });
  const people = await Promise.all(Array.from({ length: 24 }, (_, index) => volunteer(`赶${index}`)));
  const before = await t.rows<{ deadlocks: number }>(
    sql`select deadlocks::int from pg_stat_database where datname = current_database()`,
  );
  const walk = async (who: TestPerson, index: number): Promise<number[]> => {
    const seen: number[] = [];
    for (const which of index % 2 === 0 ? [0, 1, 2] : [2, 1, 0]) {
      const up = await t.post<{ sign_up_id: string }>(who, signUpUrl(activity, which), { risk_acknowledged: true });
      seen.push(up.status);
      if (up.status === 200 && index % 3 === 0)
        seen.push((await t.put(who, `/api/me/sign-ups/${up.body.sign_up_id}/withdrawal`, {})).status);
    }
    return seen;
  };
  const moves = async (index: number): Promise<number[]> => {
    const seen: number[] = [];
    for (const clock of ['10:00', '13:00', '08:00'])
      seen.push(
        (
          await move(activity, index, saturdays[index] ?? '', clock, clock.replace(':00', ':50'), {
            reach: index === 0 ? 'following' : 'this',
          })
        ).status,
      );
    return seen;
  };
  const [walked, moved] = await Promise.all([
    Promise.all(people.map(walk)),
    Promise.all([moves(0), moves(1), moves(2)]),
  ]);
  expect(walked.flat().filter((status) => status >= 500)).toEqual([]);
  // The first shift is moved by this hand alone; a later one may have the wanted time already, by the reach of the first
  expect(moved[0]?.filter((status) => status !== 200 && status !== 503)).toEqual([]);
  expect(moved[0]).toContain(200);
  expect(moved.flat().filter((status) => ![200, 422, 503].includes(status))).toEqual([]);
  const wrong = await t.rows(sql`
    select s.id from shifts s left join sign_ups u on u.shift_id = s.id and u.ended_at is null where s.activity_id = ${activity.id} group by s.id, s.seats_taken, s.waiting, s.starts_at, s.ends_at
    having s.seats_taken <> count(*) filter (where u.place = 'seat') or s.waiting <> count(*) filter (where u.place = 'waitlist') or bool_or(u.shift_starts_at <> s.starts_at or u.shift_ends_at <> s.ends_at)`);
  expect(wrong).toEqual([]);
  const after = await t.rows<{ deadlocks: number }>(
    sql`select deadlocks::int from pg_stat_database where datname = current_database()`,
  );
  expect(after[0]?.deadlocks).toBe(before[0]?.deadlocks);
});
