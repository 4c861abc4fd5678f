import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { defaultPublishingLimits } from '../../domain/organizations/rule-books/publishing-limits.ts';
import { sql } from '../db/sql.ts';
import { testApp, type TestApp, type TestPerson } from '../test-app.ts';
import { layGround, publish, shift, signUpUrl, type Ground } from './test-ground.ts';

const start = new Date('2026-11-22T02:00:00Z');
let t: TestApp & { close(): Promise<void> };
let ground: Ground;
beforeAll(async () => { t = await testApp({ now: start }); ground = await layGround(t); });
beforeEach(() => { t.now = start; });
afterAll(async () => { await t.close(); });

type Published = { id: string; shift_ids: string[] };
type Shown = { sequence: number; state: string; starts_at: string; shifts: { id: string; starts_at: string; ends_at: string; is_cancelled: boolean; following: number; capacity: number; waiting: number; can: { move: boolean; cancel: boolean } }[]; shift_changes: { id: string; kind: string; decision: string | null; can: { decide: boolean } }[] };
const saturdays = ['2026-11-28', '2026-12-05', '2026-12-12'];
const series = (change: object = {}): Promise<Published> => publish(t, ground, { shifts: saturdays.map((day) => shift(day, '09:00', '12:00', 2)), ...change });
const volunteer = (name: string): Promise<TestPerson> => t.volunteer(name, ground.county);
const signUp = async (who: TestPerson, activity: Published, index = 0): Promise<{ sign_up_id: string; place: string; code?: string }> =>
  (await t.post<{ sign_up_id: string; place: string; code?: string }>(who, signUpUrl(activity, index), { risk_acknowledged: true })).body;
const shown = async (activity: Published, who = ground.leader): Promise<Shown> => (await t.get<Shown>(who, `/api/activities/${activity.id}`)).body;
const at = (activity: Published, index: number, what: string): string => `/api/activities/${activity.id}/shifts/${activity.shift_ids[index]}/${what}`;
const move = (activity: Published, index: number, day: string, from: string, to: string, more: object = {}) =>
  t.put<{ code?: string; state: string; shifts: number; told: number; clashing: number }>(ground.leader, at(activity, index, 'time'), { starts_at: `${day}T${from}:00+08:00`, ends_at: `${day}T${to}:00+08:00`, reason: '下雨', ...more });
const kinds = async (who: TestPerson): Promise<string[]> => (await t.rows<{ kind: string }>(sql`select kind from notices where person_id = ${who.id} order by at, id`)).map((row) => row.kind);

describe('moving', () => {
  test('the shift alone moves, everyone on it is told, and calendars follow', async () => {
    const activity = await series();
    const [seat, waits] = [await volunteer('甲'), await volunteer('乙')];
    await signUp(seat, activity);
    await signUp(await volunteer('丙'), activity);
    expect((await signUp(waits, activity)).place).toBe('waitlist');
    const before = await shown(activity);
    expect(before.shifts.map((each) => each.following)).toEqual([2, 1, 0]);
    expect((await move(activity, 0, '2026-11-29', '14:00', '16:00')).body).toMatchObject({ state: 'done', shifts: 1, told: 3, clashing: 0 });
    const after = await shown(activity);
    expect(after.sequence).toBe(before.sequence + 1);
    expect(after.shifts.map((each) => each.starts_at)).toEqual(['2026-11-29T06:00:00.000Z', '2026-12-05T01:00:00.000Z', '2026-12-12T01:00:00.000Z']);
    for (const who of [seat, waits]) expect(await kinds(who)).toEqual(['projects.shift_moved']);
    const [notice] = await t.rows<{ params: object }>(sql`select params from notices where person_id = ${seat.id}`);
    expect(notice?.params).toMatchObject({ from: '11-28 09:00', to: '11-29 14:00', reason: '下雨' });
    const calendar = (await t.get(null, `/api/organizations/${ground.county.id}/calendar.ics`)).raw.toString();
    const event = calendar.split('BEGIN:VEVENT').find((part) => part.includes(`UID:${activity.shift_ids[0]}@qingzhi`)) ?? '';
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
    expect((await t.put(early, `/api/me/sign-ups/${first.sign_up_id}/withdrawal`, {})).body).toMatchObject({ ended_as: 'withdrawn' });
    expect((await t.put(later, `/api/me/sign-ups/${second.sign_up_id}/withdrawal`, {})).body).toMatchObject({ ended_as: 'withdrawn_late' });
  });

  test('this and following: each moves as far; the one before stays', async () => {
    const activity = await series();
    const who = await volunteer('常来');
    for (const index of [0, 1, 2]) await signUp(who, activity, index);
    expect((await move(activity, 1, '2026-12-06', '10:00', '12:00', { reach: 'following' })).body).toMatchObject({ shifts: 2, told: 2 });
    expect((await shown(activity)).shifts.map((each) => each.starts_at)).toEqual(['2026-11-28T01:00:00.000Z', '2026-12-06T02:00:00.000Z', '2026-12-13T02:00:00.000Z']);
    const held = await t.rows<{ at: Date }>(sql`select shift_starts_at as at from sign_ups where volunteer_id = ${who.id} order by shift_starts_at`);
    expect(held.map((row) => row.at.toISOString())).toEqual(['2026-11-28T01:00:00.000Z', '2026-12-06T02:00:00.000Z', '2026-12-13T02:00:00.000Z']);
  });

  test('overlaps are looked for again: a seat keeps both and is told, a waitlist place is given up', async () => {
    const [moved, other] = [await series({ title: '要改期的' }), await publish(t, ground, { title: '下午那场', shifts: [shift('2026-11-28', '14:00', '16:00', 9)] })];
    const [seated, waiting] = [await volunteer('坐着'), await volunteer('排着')];
    for (const who of [seated, await volunteer('第二'), waiting]) await signUp(who, moved);
    for (const who of [seated, waiting]) await signUp(who, other);
    expect((await move(moved, 0, '2026-11-28', '15:00', '17:00')).body).toMatchObject({ told: 3, clashing: 2 });
    expect(await kinds(seated)).toEqual(['projects.shift_moved_clash']);
    expect(await kinds(waiting)).toEqual(['projects.wait_ended']);
    expect((await shown(moved)).shifts[0]).toMatchObject({ waiting: 0 });
    const standing = await t.rows<{ volunteer_id: string }>(sql`select volunteer_id from sign_ups where shift_id = ${moved.shift_ids[0]} and ended_at is null and volunteer_id in (${seated.id}, ${waiting.id})`);
    expect(standing).toEqual([{ volunteer_id: seated.id }]);
  });

  test('the length of a day is looked at again: 12 hours stay, one minute more makes a seat choose and gives a waitlist place up', async () => {
    const moved = await series({ title: '要改期的' });
    const nine = await publish(t, ground, { title: '全天值守', shifts: [shift('2026-11-29', '07:00', '16:00', 9)] });
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
    expect(notice?.sentence).toBe('“要改期的”改期：11-29 17:00 改到 11-29 17:00，您那一天报的就超过 12 小时了，请退掉一班；退这一班不算临时退出');
    expect((await shown(moved)).shifts[0]).toMatchObject({ waiting: 0 });
  });

  test('what has begun, what somebody checked in to, an unchanged time and the past are refused', async () => {
    const activity = await series();
    expect((await move(activity, 0, '2026-11-28', '09:00', '12:00')).body.code).toBe('projects.time_unchanged');
    expect((await move(activity, 0, '2026-11-21', '09:00', '12:00')).body.code).toBe('projects.starts_in_past');
    expect((await move(activity, 0, '2026-11-29', '12:00', '09:00')).body.code).toBe('projects.shift_order');
    const who = await volunteer('早到');
    await signUp(who, activity, 1);
    await t.ground((writer) => writer.run(sql`
      insert into attendances (volunteer_id, id, activity_id, shift_id, organization_path, service_day, state, created_at)
      values (${who.id}, ${writer.newId()}, ${activity.id}, ${activity.shift_ids[1]}, ${ground.county.path}, '2026-12-05', 'checked_in', ${writer.now})`));
    expect((await move(activity, 1, '2026-12-06', '09:00', '12:00')).body.code).toBe('projects.checked_in_already');
    t.now = new Date('2026-11-28T01:00:00Z');
    expect((await move(activity, 0, '2026-11-29', '09:00', '12:00')).body.code).toBe('projects.already_begun');
    expect((await t.put(ground.leader, at(activity, 0, 'cancellation'), { reason: '下雨' })).body).toMatchObject({ code: 'projects.already_begun' });
    expect((await shown(activity)).shifts.map((each) => each.can.move)).toEqual([false, true, true]);
  });
});

describe('adding and cancelling', () => {
  test('an added shift is open at once and the activity lasts until its end', async () => {
    const activity = await series();
    const added = await t.post<{ state: string; shift_ids: string[] }>(ground.leader, `/api/activities/${activity.id}/shifts`, { shifts: [shift('2026-12-19', '09:00', '12:00', 5)] });
    expect(added.body).toMatchObject({ state: 'done' });
    expect((await signUp(await volunteer('新班'), { ...activity, shift_ids: added.body.shift_ids })).place).toBe('seat');
    const [row] = await t.rows<{ ends_at: Date }>(sql`select ends_at from activities where id = ${activity.id}`);
    expect(row?.ends_at.toISOString()).toBe('2026-12-19T04:00:00.000Z');
  });

  test('a cancelled shift releases and tells its people; the others stay; the last one goes with the activity', async () => {
    const activity = await series();
    const [gone, stays] = [await volunteer('第一班'), await volunteer('第二班')];
    await signUp(gone, activity, 0);
    await signUp(stays, activity, 1);
    expect((await t.put(ground.leader, at(activity, 0, 'cancellation'), { reason: '场地没有了' })).body).toEqual({ shifts: 1, told: 1 });
    expect(await kinds(gone)).toEqual(['projects.shift_cancelled']);
    expect(await kinds(stays)).toEqual([]);
    expect((await signUp(await volunteer('晚来'), activity, 0)).code).toBe('projects.cancelled');
    expect((await t.put(ground.leader, at(activity, 1, 'cancellation'), { reason: '场地没有了', reach: 'following' })).body).toMatchObject({ code: 'projects.last_shift' });
    const url = (await t.put<{ url: string }>(gone, '/api/me/calendar', {})).body.url.replace('http://localhost:3000', '');
    expect((await t.get(null, url)).raw.toString()).toContain('STATUS:CANCELLED');
    expect((await t.get<{ rows: { ended_as: string; end_reason: string }[] }>(gone, '/api/me/sign-ups')).body.rows[0]).toMatchObject({ ended_as: 'cancelled', end_reason: '场地没有了' });
  });

  test('two colleagues cancel the two last shifts at once: one of them is told to cancel the activity', async () => {
    const activity = await publish(t, ground, { shifts: [shift('2026-11-28', '09:00', '10:00'), shift('2026-11-29', '14:00', '15:00')] });
    const answers = await Promise.all([t.put<{ code?: string }>(ground.leader, at(activity, 0, 'cancellation'), { reason: '重了' }), t.put<{ code?: string }>(ground.colleague, at(activity, 1, 'cancellation'), { reason: '重了' })]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect(answers.find((answer) => answer.status === 409)?.body.code).toBe('projects.last_shift');
  });
});

describe('other leaders', () => {
  const numberOf = async (who: TestPerson): Promise<string> => (await t.rows<{ number: string }>(sql`select number from volunteers where id = ${who.id}`))[0]?.number ?? '';
  const change = (activity: Published, kept: readonly TestPerson[], left: readonly TestPerson[], numbers: readonly string[], who = ground.leader) =>
    t.put<{ code?: string; state: string; leaders: number }>(who, `/api/activities/${activity.id}/leaders`, { kept_ids: kept.map((each) => each.id), left_ids: left.map((each) => each.id), volunteer_numbers: numbers });
  const leaders = async (activity: Published): Promise<string[]> => (await t.get<{ leaders: { id: string }[] }>(ground.leader, `/api/activities/${activity.id}`)).body.leaders.map((each) => each.id);

  test('one stays, one comes, one goes: both are told, the first is in charge, and a change of the place leaves them alone', async () => {
    const [stays, goes, comes] = [await volunteer('留下的'), await volunteer('离开的'), await volunteer('新来的')];
    const activity = await series({ leader_ids: [goes.id, stays.id] });
    expect((await change(activity, [stays], [goes], [await numberOf(comes)])).body).toEqual({ state: 'done', leaders: 2 });
    expect(await leaders(activity)).toEqual([stays.id, comes.id]);
    expect([await kinds(stays), await kinds(goes), await kinds(comes)]).toEqual([[], ['projects.leads_no_more'], ['projects.leads']]);
    expect(await t.rows(sql`select leader_id from activities where id = ${activity.id}`)).toEqual([{ leader_id: stays.id }]);
    expect((await shown(activity)).shift_changes[0]).toMatchObject({ kind: 'led', decision: 'done', leaders: { from: ['离开的', '留下的'], to: ['留下的', '新来的'] } });
    const note = { place: '云汀湿地北门', gathering_note: '北门', contact_phone: '' };
    expect((await t.put(ground.leader, `/api/activities/${activity.id}/details`, note)).status).toBe(200);
    expect(await leaders(activity)).toEqual([stays.id, comes.id]);
  });

  test('nobody, too few for the size, an unknown number, the same ones, those of before and an activity that is over are refused', async () => {
    const [one, two, new_] = [await volunteer('一'), await volunteer('二'), await volunteer('三')];
    const activity = await series({ leader_ids: [one.id, two.id], shifts: [shift('2026-11-28', '09:00', '12:00', 51)] });
    expect((await change(activity, [], [one, two], [])).body).toMatchObject({ code: 'projects.leaders_too_few' });
    expect((await change(activity, [one], [two], [])).body).toMatchObject({ code: 'projects.leaders_too_few' });
    expect((await change(activity, [one, two], [], ['没有这个号'])).body).toMatchObject({ code: 'projects.person_unknown' });
    expect((await change(activity, [one, two], [], [await numberOf(one)])).body).toMatchObject({ code: 'projects.leaders_unchanged' });
    for (const [kept, left] of [[[new_], [one, two]], [[one], []], [[], []]] as const) // others than those who lead: somebody changed them meanwhile
      expect((await change(activity, kept, left, [await numberOf(new_)])).body).toMatchObject({ code: 'projects.leaders_changed' });
    t.now = new Date('2026-11-28T04:00:00Z');
    expect((await change(activity, [one, two], [], [await numberOf(new_)])).body).toMatchObject({ code: 'projects.over' });
    expect(await leaders(activity)).toEqual([one.id, two.id]);
  });

  test('two colleagues change them at once: one holds, the other looks again', async () => {
    const [first, second, third] = [await volunteer('甲'), await volunteer('乙'), await volunteer('丙')];
    const [toSecond, toThird] = [await numberOf(second), await numberOf(third)];
    for (let round = 0; round < 6; round += 1) {
      const activity = await series({ leader_ids: [first.id] });
      const answers = await Promise.all([change(activity, [], [first], [toSecond]), change(activity, [], [first], [toThird], ground.colleague)]);
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
      expect(await leaders(activity)).toEqual([answers[0]?.status === 200 ? second.id : third.id]);
    }
    const activity = await series({ leader_ids: [first.id] });
    expect((await change(activity, [], [first], [toSecond])).status).toBe(200);
    expect((await change(activity, [], [first], [toThird], ground.colleague)).body).toMatchObject({ code: 'projects.leaders_changed' }); // a page opened before
  });

  test('J27 where every activity is approved they wait; approved they lead, unless others came meanwhile', async () => {
    const [first, second] = [await volunteer('旧'), await volunteer('新')];
    const activity = await series({ leader_ids: [first.id] });
    const limits = { ...defaultPublishingLimits, approval_always: true };
    await t.ground((writer) => writer.run(sql`
      insert into rule_books (id, kind, organization_id, version, title, citing_document, body, valid_from, issued_at)
      values (${writer.newId()}, 'publishing_limits', ${ground.county.id}, 9, '活动发布规则', '示例文件', ${JSON.stringify(limits)}, '2020-01-01', ${writer.now})`));
    expect((await change(activity, [], [first], [await numberOf(second)])).body).toEqual({ state: 'waits_for_approval', leaders: 1 });
    expect((await change(activity, [first], [], [await numberOf(second)], ground.colleague)).body).toMatchObject({ state: 'waits_for_approval' });
    expect([await leaders(activity), await kinds(second)]).toEqual([[first.id], []]);
    const waiting = (await t.get<{ rows: { id: string; shift_change_id: string | null; reasons: { zh: string }[] }[] }>(ground.superior, '/api/activity-approvals')).body.rows.filter((row) => row.id === activity.id);
    expect(waiting.map((row) => row.reasons[0]?.zh)).toEqual(['本组织发布活动都要审核', '本组织发布活动都要审核']);
    const approve = (row: { shift_change_id: string | null } | undefined) => t.put(ground.superior, `/api/activities/${activity.id}/shift-changes/${row?.shift_change_id}/approval`, { decision: 'approved' });
    expect((await approve(waiting[0])).status).toBe(200);
    expect([await leaders(activity), await kinds(second)]).toEqual([[second.id], ['projects.leads']]);
    expect((await approve(waiting[1])).body).toMatchObject({ code: 'projects.leaders_changed' });
    await t.rows(sql`delete from rule_books where organization_id = ${ground.county.id} and version = 9`);
  });
});

describe('J27 approval again only where the rule book wants it', () => {
  const many = async (): Promise<Published> => publish(t, ground, { shifts: [shift('2026-11-28', '09:00', '12:00', 20)], leader_ids: await Promise.all(Array.from({ length: 5 }, async () => (await t.person('领队')).id)) });

  test('201 people in a new shift wait for a person above, who is not the one who asked; nothing changes until then', async () => {
    const activity = await many();
    const asked = await t.post<{ state: string; shift_change_id: string; shift_ids: string[] }>(ground.colleague, `/api/activities/${activity.id}/shifts`, { shifts: [shift('2026-12-05', '09:00', '12:00', 201)] });
    expect(asked.body).toMatchObject({ state: 'waits_for_approval', shift_ids: [] });
    expect((await shown(activity)).shifts).toHaveLength(1);
    const waiting = await t.get<{ rows: { id: string; shift_change_id: string | null; reasons: { zh: string }[]; can: { approve: boolean } }[] }>(ground.superior, '/api/activity-approvals');
    expect(waiting.body.rows.find((row) => row.id === activity.id)).toMatchObject({ shift_change_id: asked.body.shift_change_id, reasons: [{ zh: '一班超过 200 人' }], can: { approve: true } });
    const door = `/api/activities/${activity.id}/shift-changes/${asked.body.shift_change_id}/approval`;
    expect((await t.put(ground.colleague, door, { decision: 'approved' })).body).toMatchObject({ code: 'projects.own_approval' });
    expect((await t.put(ground.superior, door, { decision: 'returned' })).body).toMatchObject({ code: 'projects.reason_missing' });
    expect((await t.put(ground.superior, door, { decision: 'approved' })).status).toBe(200);
    expect((await shown(activity)).shifts.map((each) => each.capacity)).toEqual([20, 201]);
    expect((await t.put(ground.superior, door, { decision: 'approved' })).body).toMatchObject({ code: 'projects.change_decided' });
    expect(await kinds(ground.colleague)).toContain('projects.change_approved');
  });

  test('who asked takes a waiting change back; a colleague may not, and what was decided or taken back stays so', async () => {
    const activity = await many();
    const asked = await t.post<{ shift_change_id: string }>(ground.leader, `/api/activities/${activity.id}/shifts`, { shifts: [shift('2026-12-05', '09:00', '12:00', 201)] });
    const door = `/api/activities/${activity.id}/shift-changes/${asked.body.shift_change_id}`;
    const mine = async (who: TestPerson): Promise<object | undefined> => (await shown(activity, who)).shift_changes.find((each) => each.id === asked.body.shift_change_id);
    expect(await mine(ground.leader)).toMatchObject({ decision: null, can: { decide: false, withdraw: true } });
    expect(await mine(ground.colleague)).toMatchObject({ can: { withdraw: false } });
    expect((await t.put(ground.colleague, `${door}/withdrawal`, {})).body).toMatchObject({ code: 'projects.change_of_another' });
    expect((await t.put(ground.leader, `${door}/withdrawal`, {})).body).toEqual({ decision: 'withdrawn' });
    expect(await mine(ground.leader)).toMatchObject({ decision: 'withdrawn', can: { decide: false, withdraw: false } });
    for (const [who, what, body] of [[ground.leader, 'withdrawal', {}], [ground.superior, 'approval', { decision: 'approved' }]] as const) {
      expect((await t.put(who, `${door}/${what}`, body)).body).toMatchObject({ code: 'projects.change_decided' });
    }
    expect((await shown(activity)).shifts).toHaveLength(1);
    expect((await t.get<{ rows: { id: string }[] }>(ground.superior, '/api/activity-approvals')).body.rows.filter((row) => row.id === activity.id)).toEqual([]);
  });

  test('taken back and approved at the same moment: one of the two holds, and the shifts agree with it', async () => {
    for (let round = 0; round < 6; round += 1) {
      const activity = await many();
      const asked = await t.post<{ shift_change_id: string }>(ground.leader, `/api/activities/${activity.id}/shifts`, { shifts: [shift('2026-12-05', '09:00', '12:00', 201)] });
      const door = `/api/activities/${activity.id}/shift-changes/${asked.body.shift_change_id}`;
      const answers = await Promise.all([t.put(ground.leader, `${door}/withdrawal`, {}), t.put(ground.superior, `${door}/approval`, { decision: 'approved' })]);
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
      expect((await shown(activity)).shifts).toHaveLength(answers[1]?.status === 200 ? 2 : 1);
    }
  });

  test('places raised above the limit wait too; approved after its time, a change is refused', async () => {
    const activity = await many();
    expect((await t.put(ground.leader, at(activity, 0, 'capacity'), { capacity: 201 })).body).toEqual({ state: 'waits_for_approval', promoted: 0 });
    const far = await t.post<{ shift_change_id: string }>(ground.leader, `/api/activities/${activity.id}/shifts`, { shifts: [shift('2026-11-29', '09:00', '12:00', 250)] });
    expect((await shown(activity)).shifts[0]).toMatchObject({ capacity: 20 });
    t.now = new Date('2026-11-29T01:00:00Z');
    expect((await t.put(ground.superior, `/api/activities/${activity.id}/shift-changes/${far.body.shift_change_id}/approval`, { decision: 'approved' })).body).toMatchObject({ code: 'projects.starts_in_past' });
  });
});

test('P19 a rush of sign-ups and withdrawals while the shifts are moved: no deadlock, counters equal rows, every standing sign-up holds the shift’s time', async () => {
  const activity = await series({ waitlist_capacity: 100 });
  const people = await Promise.all(Array.from({ length: 24 }, (_, index) => volunteer(`赶${index}`)));
  const before = await t.rows<{ deadlocks: number }>(sql`select deadlocks::int from pg_stat_database where datname = current_database()`);
  const walk = async (who: TestPerson, index: number): Promise<number[]> => {
    const seen: number[] = [];
    for (const which of index % 2 === 0 ? [0, 1, 2] : [2, 1, 0]) {
      const up = await t.post<{ sign_up_id: string }>(who, signUpUrl(activity, which), { risk_acknowledged: true });
      seen.push(up.status);
      if (up.status === 200 && index % 3 === 0) seen.push((await t.put(who, `/api/me/sign-ups/${up.body.sign_up_id}/withdrawal`, {})).status);
    }
    return seen;
  };
  const moves = async (index: number): Promise<number[]> => {
    const seen: number[] = [];
    for (const clock of ['10:00', '13:00', '08:00']) seen.push((await move(activity, index, saturdays[index] ?? '', clock, clock.replace(':00', ':50'), { reach: index === 0 ? 'following' : 'this' })).status);
    return seen;
  };
  const [walked, moved] = await Promise.all([Promise.all(people.map(walk)), Promise.all([moves(0), moves(1), moves(2)])]);
  expect(walked.flat().filter((status) => status >= 500)).toEqual([]);
  // The first shift is moved by this hand alone; a later one may have the wanted time already, by the reach of the first
  expect(moved[0]?.filter((status) => status !== 200 && status !== 503)).toEqual([]);
  expect(moved[0]).toContain(200);
  expect(moved.flat().filter((status) => ![200, 422, 503].includes(status))).toEqual([]);
  const wrong = await t.rows(sql`
    select s.id from shifts s left join sign_ups u on u.shift_id = s.id and u.ended_at is null where s.activity_id = ${activity.id} group by s.id, s.seats_taken, s.waiting, s.starts_at, s.ends_at
    having s.seats_taken <> count(*) filter (where u.place = 'seat') or s.waiting <> count(*) filter (where u.place = 'waitlist') or bool_or(u.shift_starts_at <> s.starts_at or u.shift_ends_at <> s.ends_at)`);
  expect(wrong).toEqual([]);
  const after = await t.rows<{ deadlocks: number }>(sql`select deadlocks::int from pg_stat_database where datname = current_database()`);
  expect(after[0]?.deadlocks).toBe(before[0]?.deadlocks);
});
