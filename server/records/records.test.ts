import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomUUID, createPublicKey, verify } from 'node:crypto';
import { at } from '../../domain/time.ts';
import { sql } from '../db/sql.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../test-app.ts';
import { forgetSheets } from './forget-sheets.ts';
import { codeAt, scan, shiftOf, signUp, type Shift } from './test-ground.ts';
import { verifyRecords } from './verify-records.ts';

let t: TestApp & { close(): Promise<void> };
let province: TestOrganization;
let county: TestOrganization;
let zhou: TestPerson; // team leader
let hejing: TestPerson; // handles
let luo: TestPerson; // reviews
let boss: TestPerson; // provincial
const day = '2026-11-15';
const hours = (time: string): Date => at(day, time);

beforeAll(async () => {
  t = await testApp({ now: hours('08:00') });
  province = await t.organization('省青年志愿者协会', null, { level: 'province' });
  county = await t.organization('云汀区青年志愿者协会', province, { level: 'county' });
  zhou = await t.person('周敏', [{ permissions: ['records.check_in', 'records.confirm', 'records.read', 'projects.read', 'records.propose'], at: county }]);
  hejing = await t.person('何景', [{ permissions: ['records.propose', 'records.approve', 'records.read', 'records.certify', 'projects.read', 'organizations.read'], at: county }]);
  luo = await t.person('罗岚', [{ permissions: ['records.propose', 'records.approve', 'records.read', 'projects.read'], at: county }]);
  boss = await t.person('沈知', [{ permissions: ['records.approve', 'records.read', 'projects.read'], at: province }]);
});
afterAll(async () => {
  expect((await verifyLedger(t.services.reader)).faults).toEqual([]);
  expect(await verifyRecords(t.services.reader)).toEqual([]);
  await t.close();
});

async function newcomer(name: string, shift: Shift): Promise<TestPerson> {
  const person = await t.volunteer(name, county);
  await signUp(t, shift, [person], county);
  return person;
}
type Attendance = { id: string; state: string; record_id: string | null };
const attendanceOf = async (person: TestPerson, shift: Shift): Promise<Attendance> => {
  const [row] = await t.rows<Attendance>(sql`select id, state, record_id from attendances where volunteer_id = ${person.id} and shift_id = ${shift.id}`);
  if (row === undefined) throw new Error('no attendance');
  return row;
};
type Results = { results: { refusal: string | null; record: { record_id: string; minutes: number; state: string } | null }[] };
const confirm = async (who: TestPerson, person: TestPerson, shift: Shift, more: object = {}) =>
  t.post<Results>(who, '/api/confirmations', { lines: [{ volunteer_id: person.id, attendance_id: (await attendanceOf(person, shift)).id, quality: 'excellent', ...more }] });
/** In at one time, out at another, confirmed: the usual life of an hour. */
async function served(person: TestPerson, shift: Shift, from: Date, to: Date): Promise<{ record_id: string; minutes: number }> {
  expect((await scan(t, person, shift, 'in', from)).status).toBe(200);
  expect((await scan(t, person, shift, 'out', to)).status).toBe(200);
  const record = (await confirm(zhou, person, shift)).body.results[0]?.record;
  if (!record) throw new Error('not confirmed');
  return record;
}
type Hours = { credit_minutes: number; honorary_minutes: number; by_source: { source: string; minutes: number }[]; rows: { record_id: string; attendance_id: string; state: string; minutes: number; title: string; can: { request_correction: boolean } }[] };
const hoursOf = async (person: TestPerson): Promise<Hours> => (await t.get<Hours>(person, '/api/my/hours')).body;

describe('P27 S23 the life of an hour', () => {
  test('P27 signs in and out by the rotating code; hours appear after confirmation, with source and evaluation', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林晓禾', shift);
    const entered = await scan(t, lin, shift, 'in', hours('09:00'));
    expect(entered.body).toMatchObject({ outcome: 'stamped', direction: 'in', state: 'checked_in', is_late: false });
    await scan(t, lin, shift, 'out', hours('12:10'));
    expect((await hoursOf(lin)).credit_minutes).toBe(0);
    expect((await hoursOf(lin)).rows[0]).toMatchObject({ state: 'checked_out', minutes: null });
    t.now = hours('12:30');
    const confirmed = await confirm(zhou, lin, shift, { content: '捡拾岸边垃圾', people_served: 30 });
    expect(confirmed.body.results[0]?.record).toMatchObject({ minutes: 190, state: 'confirmed' });
    const mine = await hoursOf(lin);
    expect(mine).toMatchObject({ credit_minutes: 190, honorary_minutes: 0, by_source: [{ source: 'rotating_code', minutes: 190 }] });
    const record = await t.get(lin, `/api/service-records/${lin.id}/${mine.rows[0]?.record_id}`);
    expect(record.body).toMatchObject({ title: '江边清洁，认养一段河', place: '云汀江东岸码头', content: '捡拾岸边垃圾', people_served: 30, quality: 'excellent', recorded_by: '周敏', minutes: 190, organization_name: '云汀区青年志愿者协会' });
    expect((record.body['stamps'] as object[]).length).toBe(2);
    expect(record.body['events']).toMatchObject([{ action: 'records.check_in' }, { action: 'records.check_out' }, { action: 'records.confirm', actor_name: '周敏' }]);
    expect(record.body['transfers']).toMatchObject([{ unit: 'credit_minutes', amount: 190, balance_after: 190 }]);
  });

  test('P27 a stranger, another volunteer and staff elsewhere do not see the record', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林一', shift);
    const record = await served(lin, shift, hours('09:00'), hours('10:00'));
    const elsewhere = await t.person('外地', [{ permissions: ['records.read'], at: await t.organization('别的区', province) }]);
    const url = `/api/service-records/${lin.id}/${record.record_id}`;
    expect((await t.get(null, url)).status).toBe(401);
    for (const who of [await newcomer('别人', shift), elsewhere]) expect((await t.get(who, url)).status).toBe(404);
    expect((await t.get<{ volunteer_name: string }>(zhou, url)).body.volunteer_name).toBe('林○○');
  });

  test('P27 the leader scans the card; the volunteer’s own card is not one’s own to scan', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林扫', shift);
    t.now = hours('09:00');
    const url = `/api/shifts/${shift.id}/card-scans`;
    const card = codeAt(t, { kind: 'card', id: lin.id }, t.now);
    const scanned = await t.post(zhou, url, { card, direction: 'in', scanned_at: t.now.toISOString() });
    expect(scanned.body).toMatchObject({ outcome: 'stamped', volunteer_name: '林○○', state: 'checked_in' });
    expect((await t.post(lin, url, { card, direction: 'out', scanned_at: t.now.toISOString() })).status).toBe(404);
    const own = codeAt(t, { kind: 'card', id: zhou.id }, t.now);
    expect((await t.post(zhou, url, { card: own, direction: 'in', scanned_at: t.now.toISOString() })).body).toMatchObject({ code: 'records.own_hours' });
    const [stamp] = await t.rows(sql`select source, recorded_by from attendance_stamps where volunteer_id = ${lin.id}`);
    expect(stamp).toEqual({ source: 'staff_scan', recorded_by: zhou.id });
  });

  test('P27 the typed code works, guessing is slowed', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林短', shift);
    t.now = hours('09:00');
    const code = (await t.get<{ short_code: string; code: string }>(zhou, `/api/shifts/${shift.id}/code`)).body;
    const type = (typed: string) => t.post(lin, '/api/check-ins', { kind: 'short_code', shift_id: shift.id, code: typed, direction: 'in', scanned_at: t.now.toISOString() });
    const wrong = code.short_code === '000000' ? '111111' : '000000';
    for (let tries = 0; tries < 9; tries += 1) expect((await type(wrong)).body).toMatchObject({ code: 'records.code_expired' });
    expect((await type(code.short_code)).body).toMatchObject({ outcome: 'stamped' });
    expect((await type(wrong)).status).toBe(429);
  });

  test('located on site only where allowed, from 100 people, inside the fence; the place is not kept', async () => {
    const shift = await shiftOf(t, county, { check_in_kinds: ['self_located'], capacity: 100 });
    const small = await shiftOf(t, county, { check_in_kinds: ['self_located'], capacity: 99 });
    const lin = await newcomer('林位', shift);
    await signUp(t, small, [lin], county);
    t.now = hours('09:00');
    const here = (id: string, latitude: number) => t.post(lin, '/api/check-ins', { kind: 'self_located', shift_id: id, latitude, longitude: 119.65, accuracy_metres: 12, direction: 'in', scanned_at: t.now.toISOString() });
    expect((await here(small.id, 29.1)).body).toMatchObject({ code: 'records.self_located_not_allowed' });
    const far = await here(shift.id, 29.104);
    expect(far.body).toMatchObject({ code: 'records.outside_fence' });
    expect(String(far.body['message'])).toMatch(/还有 2\d0 米/);
    expect((await here(shift.id, 29.1005)).body).toMatchObject({ outcome: 'stamped' });
    expect(await t.rows(sql`select is_inside, accuracy_metres from attendance_stamps where volunteer_id = ${lin.id}`)).toEqual([{ is_inside: true, accuracy_metres: 12 }]);
  });

  test('art. 17: dangerous service without valid cover refuses the check-in, with cover it opens', async () => {
    const shift = await shiftOf(t, county, { is_dangerous: true });
    const lin = await newcomer('林险', shift);
    expect((await scan(t, lin, shift, 'in', hours('09:00'))).body).toMatchObject({ code: 'records.insurance_missing' });
    await t.rows(sql`insert into insurance_covers values (${lin.id}, ${randomUUID()}, '示例保险', 'P1', '2026-11-15', '2026-11-15', now())`);
    expect((await scan(t, lin, shift, 'in', hours('09:01'))).body).toMatchObject({ outcome: 'stamped' });
  });

  test('who is not signed up, too early, or not checked in is told what to do', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林早', shift);
    const stranger = await t.volunteer('没报名', county);
    expect((await scan(t, stranger, shift, 'in', hours('09:00'))).body).toMatchObject({ code: 'records.not_signed_up' });
    expect((await scan(t, lin, shift, 'in', hours('08:29'))).body).toMatchObject({ code: 'records.code_other_day' });
    expect((await scan(t, lin, shift, 'out', hours('09:00'))).body).toMatchObject({ code: 'records.not_checked_in' });
    expect((await scan(t, lin, shift, 'in', hours('09:00'))).status).toBe(200);
    expect((await scan(t, lin, shift, 'in', hours('09:05'))).body).toMatchObject({ code: 'records.already_checked_in' });
  });

  test('P27 at most three pairs a day', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林三', shift);
    for (const [inAt, outAt] of [['09:00', '09:20'], ['09:30', '09:50'], ['10:00', '10:20']] as const) {
      expect((await scan(t, lin, shift, 'in', hours(inAt))).status).toBe(200);
      expect((await scan(t, lin, shift, 'out', hours(outAt))).status).toBe(200);
    }
    expect((await scan(t, lin, shift, 'in', hours('10:30'))).body).toMatchObject({ code: 'records.too_many_pairs' });
    expect((await confirm(zhou, lin, shift)).body.results[0]?.record?.minutes).toBe(60);
  });
});

describe('without reception', () => {
  test('P27 an offline check-in that arrives ten minutes later is taken once, with its own time, and shown as late', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林远', shift);
    const key = { 'idempotency-key': randomUUID() };
    const first = await scan(t, lin, shift, 'in', hours('09:00'), hours('09:10'), key);
    expect(first.body).toMatchObject({ outcome: 'stamped', is_late: true, stamped_at: hours('09:00').toISOString() });
    const again = await scan(t, lin, shift, 'in', hours('09:00'), hours('09:10'), key);
    expect(again.body).toEqual(first.body);
    const otherKey = await scan(t, lin, shift, 'in', hours('09:00'), hours('09:12'));
    expect(otherKey.body).toMatchObject({ outcome: 'repeated', stamped_at: hours('09:00').toISOString() });
    expect(await t.rows(sql`select id from attendance_stamps where volunteer_id = ${lin.id}`)).toHaveLength(1);
    await scan(t, lin, shift, 'out', hours('11:00'), hours('11:00'));
    expect((await confirm(zhou, lin, shift)).body.results[0]?.record?.minutes).toBe(120);
  });

  test('P27 out first, in later: the order of arrival does not matter', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林倒', shift);
    await scan(t, lin, shift, 'out', hours('11:00'), hours('12:00'));
    const entered = await scan(t, lin, shift, 'in', hours('09:00'), hours('12:05'));
    expect(entered.body).toMatchObject({ outcome: 'stamped', state: 'checked_out' });
    expect((await confirm(zhou, lin, shift)).body.results[0]?.record?.minutes).toBe(120);
  });

  test('too late, from the future, or another moment than the code says is refused', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林晚', shift);
    expect((await scan(t, lin, shift, 'in', hours('09:00'), at('2026-11-20', '09:00'))).body).toMatchObject({ code: 'records.code_too_late' });
    expect((await scan(t, lin, shift, 'in', hours('09:02'), hours('09:00'))).body).toMatchObject({ code: 'records.code_not_yet' });
    t.now = hours('09:20');
    const code = codeAt(t, { kind: 'shift', id: shift.id }, hours('09:10'));
    expect((await t.post(lin, '/api/check-ins', { kind: 'rotating_code', code, direction: 'in', scanned_at: hours('09:00').toISOString(), offline: true })).body).toMatchObject({ code: 'records.code_expired' });
    expect((await t.post(lin, '/api/check-ins', { kind: 'rotating_code', code, direction: 'in', scanned_at: t.now.toISOString(), offline: false })).body).toMatchObject({ code: 'records.code_expired' });
  });
});

describe('confirming', () => {
  test('nobody confirms the own hours, a list goes on past a refusal, and a second confirmation is refused', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林列', shift);
    await t.rows(sql`insert into volunteers (id, number, organization_id, organization_path, source, registered_at) values (${zhou.id}, 'Z0001', ${county.id}, ${county.path}, 'self', now())`);
    await signUp(t, shift, [zhou], county);
    for (const person of [lin, zhou]) { await scan(t, person, shift, 'in', hours('09:00')); await scan(t, person, shift, 'out', hours('11:00')); }
    const waiting = await t.get<{ waiting: number; rows: { can: { confirm: boolean }; stamped_minutes: number; name: string }[] }>(zhou, `/api/confirmations?shift_id=${shift.id}`);
    expect(waiting.body.waiting).toBe(2);
    expect(waiting.body.rows.map((row) => row.can.confirm).sort()).toEqual([false, true]);
    const lines = await Promise.all([lin, zhou].map(async (person) => ({ volunteer_id: person.id, attendance_id: (await attendanceOf(person, shift)).id, quality: 'good' })));
    const results = await t.post<Results>(zhou, '/api/confirmations', { lines });
    expect(results.body.results.map((result) => result.refusal ?? result.record?.minutes).sort()).toEqual([120, 'records.own_hours']);
    expect((await confirm(zhou, lin, shift)).body).toMatchObject({ code: 'records.state_forbids' });
  });

  test('P27 the daily ladder: 8 h at once, 8:01 the parent organisation, above 12 h a provincial body', async () => {
    for (const [to, state] of [['17:00', 'confirmed'], ['17:01', 'awaiting_parent'], ['21:00', 'awaiting_parent'], ['21:01', 'awaiting_province']] as const) {
      const shift = await shiftOf(t, county, { from: '09:00', to: '21:30' });
      const lin = await newcomer(`林${to}`, shift);
      const record = await served(lin, shift, hours('09:00'), hours(to));
      expect((await attendanceOf(lin, shift)).state).toBe(state);
      expect((await hoursOf(lin)).credit_minutes).toBe(state === 'confirmed' ? record.minutes : 0);
      if (state === 'confirmed') continue;
      const decide = (who: TestPerson) => t.post(who, `/api/service-records/${lin.id}/${record.record_id}/decision`, { approve: true, note: '核过签到记录' });
      expect((await decide(luo)).body).toMatchObject({ code: 'core.forbidden' });
      const listed = await t.get<{ rows: { record_id: string; can: { decide: boolean } }[] }>(boss, `/api/service-records?state=${state}`);
      expect(listed.body.rows.find((row) => row.record_id === record.record_id)?.can.decide).toBe(true);
      expect((await decide(boss)).body).toEqual({ state: 'confirmed' });
      expect((await hoursOf(lin)).credit_minutes).toBe(record.minutes);
    }
  });

  test('a minute that another service counts is not counted again, also when two leaders confirm at once', async () => {
    const [one, two] = [await shiftOf(t, county, { title: '甲' }), await shiftOf(t, county, { title: '乙' })];
    const lin = await newcomer('林叠', one);
    await signUp(t, two, [lin], county);
    for (const shift of [one, two]) { await scan(t, lin, shift, 'in', hours('09:00')); await scan(t, lin, shift, 'out', hours('11:00')); }
    const answers = await Promise.all([confirm(zhou, lin, one), confirm(zhou, lin, two)]);
    expect(answers.map((answer) => answer.body.results[0]?.record?.minutes).sort()).toEqual([0, 120]);
    expect((await hoursOf(lin)).credit_minutes).toBe(120);
  });

  test('one’s own word waits for the leader and counts as honorary, never longer than the shift', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林报', shift);
    t.now = hours('20:00');
    expect((await t.post(lin, '/api/declarations', { shift_id: shift.id, started_at: hours('09:00').toISOString(), ended_at: hours('21:00').toISOString() })).body).toMatchObject({ code: 'records.minutes_invalid' });
    expect((await t.post(lin, '/api/declarations', { shift_id: shift.id, started_at: hours('09:00').toISOString(), ended_at: hours('18:00').toISOString() })).body).toMatchObject({ state: 'awaiting_confirmation' });
    expect((await confirm(zhou, lin, shift)).body.results[0]?.record?.minutes).toBe(180);
    expect(await hoursOf(lin)).toMatchObject({ credit_minutes: 0, honorary_minutes: 180, by_source: [{ source: 'self_declared', minutes: 180 }] });
  });
});

describe('two people', () => {
  const propose = (who: TestPerson, shift: Shift, person: TestPerson, from: string, to: string, more: object = {}) =>
    t.post<{ proposal_id: string }>(who, '/api/back-fills', { shift_id: shift.id, reason: '现场没有信号', evidence: '签名单 1 张', lines: [{ volunteer_id: person.id, started_at: hours(from).toISOString(), ended_at: hours(to).toISOString() }], ...more });
  const decide = (who: TestPerson, proposalId: string, action: string, note = '签名单对得上') => t.post(who, `/api/record-proposals/${proposalId}/decision`, { action, note });

  test('J23 a back-fill needs evidence and a second person, and counts as honorary', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林补', shift);
    t.now = hours('18:00');
    expect((await propose(zhou, shift, lin, '09:00', '11:00', { evidence: '  ' })).body).toMatchObject({ code: 'records.evidence_missing' });
    expect((await propose(zhou, shift, zhou, '09:00', '11:00')).body).toMatchObject({ code: 'records.own_hours' });
    const { proposal_id } = (await propose(hejing, shift, lin, '09:00', '11:00')).body;
    expect((await decide(hejing, proposal_id, 'approve')).body).toMatchObject({ code: 'records.second_person_needed' });
    expect((await decide(lin, proposal_id, 'approve')).status).toBe(404);
    const page = await t.get(luo, `/api/record-proposals/${proposal_id}`);
    expect(page.body).toMatchObject({ kind: 'back_fill', handled: { name: '何景' }, can: { approve: true }, lines: [{ name: '林○○', new_minutes: 120, new_source: 'back_fill' }] });
    expect((await decide(luo, proposal_id, 'approve')).body).toEqual({ state: 'approved' });
    expect(await hoursOf(lin)).toMatchObject({ credit_minutes: 0, honorary_minutes: 120 });
    expect((await decide(boss, proposal_id, 'approve')).body).toMatchObject({ code: 'records.proposal_closed' });
  });

  test('J23 hours from a workbook: wrong rows come back with reasons, good rows wait for a second person and count as honorary', async () => {
    const shift = await shiftOf(t, county);
    const [lin, wu] = [await newcomer('林导', shift), await newcomer('吴导', shift)];
    const numbers = await t.rows<{ id: string; number: string }>(sql`select id, number from volunteers where id = any(${[lin.id, wu.id]}::uuid[])`);
    const numberOf = (person: TestPerson): string => numbers.find((one) => one.id === person.id)?.number ?? '';
    const csv = Buffer.from(`江边清洁时数表,,\n志愿者编号,姓 名,服务时长\n${numberOf(lin)},林 导,2小时30分\n${numberOf(wu)},吴错,2\n${numberOf(lin)},林导,1\nT404,没有人,2\n${numberOf(wu)},吴导,9\n合计,,5\n`);
    t.now = hours('18:00');
    const preview = await t.upload<{ good: number; bad: number; rows: { problem: string | null }[] }>(hejing, `/api/shifts/${shift.id}/hour-imports/preview`, { name: '时数.csv', bytes: csv });
    expect(preview.body).toMatchObject({ good: 1, bad: 4 });
    expect(preview.body.rows.map((row) => row.problem)).toEqual([null, '编号和姓名对不上，请核对', '同一个人出现了两次，请只留一行', '编号和姓名对不上，请核对', '时长超过了活动时长，请核对']);
    const fields = { reason: '旧系统的时数', evidence: '签名单 2 页' };
    expect((await t.upload(lin, `/api/shifts/${shift.id}/hour-imports`, { name: '时数.csv', bytes: csv }, fields)).status).toBe(404);
    const proposed = await t.upload<{ proposal_id: string }>(hejing, `/api/shifts/${shift.id}/hour-imports`, { name: '时数.csv', bytes: csv }, fields);
    expect(proposed.body).toMatchObject({ lines: 1, refused: 4 });
    expect((await decide(hejing, proposed.body.proposal_id, 'approve')).body).toMatchObject({ code: 'records.second_person_needed' });
    expect((await decide(luo, proposed.body.proposal_id, 'approve')).body).toEqual({ state: 'approved' });
    expect(await hoursOf(lin)).toMatchObject({ credit_minutes: 0, honorary_minutes: 150, by_source: [{ source: 'import', minutes: 150 }] });
    expect((await t.get(hejing, '/api/hour-imports/template')).raw.subarray(0, 2).toString()).toBe('PK');
  });

  test('two approvers at once: one approves, hours count once', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林赛', shift);
    t.now = hours('18:00');
    const { proposal_id } = (await propose(zhou, shift, lin, '09:00', '11:00')).body;
    const answers = await Promise.all([luo, hejing, boss].map((who) => decide(who, proposal_id, 'approve')));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
    expect((await hoursOf(lin)).honorary_minutes).toBe(120);
  });

  test('S23 a disputed record: asked by the volunteer, sealed twice, honorary 2:00 becomes credit 3:10, certificates superseded, the volunteer told', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林更', shift);
    await scan(t, lin, shift, 'in', hours('09:00'));
    t.now = hours('18:00');
    const fill = (await propose(zhou, shift, lin, '09:00', '11:00')).body;
    await decide(luo, fill.proposal_id, 'approve');
    expect(await hoursOf(lin)).toMatchObject({ honorary_minutes: 120 });
    // the leader's scan arrives three days later: kept as evidence, though the record stands
    const late = await scan(t, lin, shift, 'out', hours('12:10'), at('2026-11-18', '20:00'));
    expect(late.body).toMatchObject({ outcome: 'stamped', state: 'confirmed', is_late: true });
    const [row] = (await hoursOf(lin)).rows;
    const asked = await t.post<{ proposal_id: string }>(lin, '/api/corrections', { attendance_id: row?.attendance_id, started_at: hours('09:00').toISOString(), ended_at: hours('12:10').toISOString(), reason: '我一直做到 12:10' });
    expect(asked.status).toBe(200);
    expect((await t.post(lin, '/api/corrections', { attendance_id: row?.attendance_id, started_at: hours('09:00').toISOString(), ended_at: hours('12:00').toISOString(), reason: '再来一次' })).body).toMatchObject({ code: 'records.correction_open' });
    expect((await decide(luo, asked.body.proposal_id, 'approve')).body).toMatchObject({ code: 'records.proposal_closed' });
    expect((await decide(hejing, asked.body.proposal_id, 'handle')).body).toEqual({ state: 'handled' });
    const page = await t.get(luo, `/api/record-proposals/${asked.body.proposal_id}`);
    expect(page.body).toMatchObject({ lines: [{ old_minutes: 120, old_source: 'back_fill', new_minutes: 190, new_source: 'rotating_code', reverses: true }], can: { approve: true }, blocked: null });
    expect((await t.get(hejing, `/api/record-proposals/${asked.body.proposal_id}`)).body).toMatchObject({ can: { approve: false }, blocked: '经办的人不能再复核，请换一个人' });
    expect((await decide(luo, asked.body.proposal_id, 'approve')).body).toEqual({ state: 'approved' });
    const mine = await hoursOf(lin);
    expect(mine).toMatchObject({ credit_minutes: 190, honorary_minutes: 0, rows: [{ minutes: 190, corrected_from_minutes: 120 }] });
    const kinds = (await t.rows<{ kind: string }>(sql`select kind from notices where person_id = ${lin.id} order by at`)).map((notice) => notice.kind);
    expect(kinds).toEqual(expect.arrayContaining(['records.posted', 'records.proposal_approved']));
    const history = await t.get<{ transfers: { amount: number }[]; events: { action: string }[] }>(lin, `/api/service-records/${lin.id}/${mine.rows[0]?.record_id}`);
    expect(history.body.transfers.map((transfer) => transfer.amount).sort((a, b) => a - b)).toEqual([-120, 120, 190]);
    expect(history.body.events.map((event) => event.action)).toEqual(expect.arrayContaining(['records.approve_back_fill', 'records.request_correction', 'records.handle_correction', 'records.approve_correction']));
    const answered = await t.get(lin, '/api/my/corrections');
    expect(answered.body['rows']).toMatchObject([{ state: 'approved', answer: '签名单对得上' }]);
  });

  test('longer without proof: the signed time stays credit, what is beyond it is added as honorary', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林延', shift);
    await served(lin, shift, hours('09:00'), hours('11:00'));
    t.now = hours('18:00');
    const { attendance_id } = (await hoursOf(lin)).rows[0] ?? {};
    const asked = await t.post<{ proposal_id: string }>(lin, '/api/corrections', { attendance_id, started_at: hours('09:00').toISOString(), ended_at: hours('12:00').toISOString(), reason: '做到 12:00' });
    await decide(hejing, asked.body.proposal_id, 'handle');
    await decide(luo, asked.body.proposal_id, 'approve');
    expect(await hoursOf(lin)).toMatchObject({ credit_minutes: 120, honorary_minutes: 60 });
  });

  test('sent back with a reason: nothing changes, the volunteer reads why', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林退', shift);
    await served(lin, shift, hours('09:00'), hours('11:00'));
    t.now = hours('18:00');
    const { attendance_id } = (await hoursOf(lin)).rows[0] ?? {};
    const asked = await t.post<{ proposal_id: string }>(lin, '/api/corrections', { attendance_id, started_at: hours('09:00').toISOString(), ended_at: hours('12:00').toISOString(), reason: '做到 12:00' });
    expect((await decide(luo, asked.body.proposal_id, 'return', '缺签名单，补上后再交')).body).toEqual({ state: 'returned' });
    expect(await hoursOf(lin)).toMatchObject({ credit_minutes: 120 });
    expect((await t.get(lin, '/api/my/corrections')).body['rows']).toMatchObject([{ state: 'returned', answer: '缺签名单，补上后再交' }]);
  });

  test('J23 untrue hours are struck: kept in the list as cancelled, the total falls, the reason is shown', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林假', shift);
    const record = await served(lin, shift, hours('09:00'), hours('11:00'));
    const strike = (who: TestPerson) => t.post(who, `/api/service-records/${lin.id}/${record.record_id}/elimination`, { reason: '签名单上没有此人' });
    expect((await strike(zhou)).status).toBe(403);
    expect((await strike(luo)).body).toEqual({ minutes: 120, certificates: 0 });
    expect((await strike(hejing)).body).toMatchObject({ code: 'records.state_forbids' });
    expect(await hoursOf(lin)).toMatchObject({ credit_minutes: 0, rows: [{ state: 'reversed', minutes: 120 }] });
    const [notice] = await t.rows<{ params: object }>(sql`select params from notices where person_id = ${lin.id} and kind = 'records.eliminated'`);
    expect(notice?.params).toMatchObject({ reason: '签名单上没有此人', minutes: 120 });
  });
});

describe('P28 certificates', () => {
  test('P28 the volunteer asks for a use; the certificate prints the hours, a stranger verifies it, a correction supersedes it', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林证', shift);
    await t.rows(sql`update persons set document_hint = '4401○○○○28', document_type = 'resident_id' where id = ${lin.id}`);
    const period = { from: '2026-01-01', until: '2026-12-31' };
    expect((await t.post(lin, '/api/my/certificates', { ...period, purpose: 'second_classroom' })).body).toMatchObject({ code: 'records.nothing_to_certify' });
    const record = await served(lin, shift, hours('09:00'), hours('12:10'));
    const issued = await t.post<{ certificate_id: string; number: string; code: string }>(lin, '/api/my/certificates', { ...period, purpose: 'second_classroom' });
    expect(issued.body).toMatchObject({ total_minutes: 190 });
    expect(issued.body.number).toMatch(/^YT\d* 2026 000001$/);
    const url = `/api/certificates/${lin.id}/${issued.body.certificate_id}`;
    const pdf = await t.get(lin, `${url}/pdf`);
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(pdf.raw.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await t.get(await t.volunteer('旁人', county), `${url}/pdf`)).status).toBe(404);

    const spaced = `${issued.body.code.slice(0, 4).toLowerCase()} ${issued.body.code.slice(4)}`;
    const seen = await t.get(null, `/api/verify/${encodeURIComponent(spaced)}`);
    expect(seen.body).toMatchObject({ state: 'valid', name_masked: '林○○', document_masked: '4401○○○○28', total_minutes: 190, purpose: 'second_classroom', organization_name: '云汀区青年志愿者协会' });
    expect(JSON.stringify(seen.body)).not.toContain('林证');
    expect((await t.get(null, '/api/verify/00000000')).body).toMatchObject({ code: 'records.certificate_not_found' });
    const byNumber = await t.get<object>(null, `/api/certificate-numbers/${encodeURIComponent(issued.body.number.toLowerCase().replaceAll(' ', ''))}`);
    expect(byNumber.body).toEqual({ state: 'valid', number: issued.body.number, organization_name: '云汀区青年志愿者协会', issued_on: '2026-11-15', changed_on: null, checked_at: expect.any(String), is_demonstration: expect.any(Boolean) });
    expect((await t.get(null, '/api/certificate-numbers/YT%202026%20999999')).body).toMatchObject({ code: 'records.certificate_not_found' });

    await t.post(luo, `/api/service-records/${lin.id}/${record.record_id}/elimination`, { reason: '时间不实' });
    expect((await t.get(null, `/api/verify/${issued.body.code}`)).body).toMatchObject({ state: 'superseded', changed_on: '2026-11-15' });
    expect((await t.get<{ rows: { state: string }[] }>(lin, '/api/my/certificates')).body.rows).toMatchObject([{ state: 'superseded' }]);
  });

  test('P28 hours in a period as of a date stay the same after a correction', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林时', shift);
    const record = await served(lin, shift, hours('09:00'), hours('11:00'));
    const posted = t.now;
    t.now = at('2026-11-20', '09:00');
    await t.post(luo, `/api/service-records/${lin.id}/${record.record_id}/elimination`, { reason: '时间不实' });
    const as = async (when: Date): Promise<unknown> => (await t.get(lin, `/api/my/hours-in-period?from=2026-11-01&until=2026-11-30&as_of=${when.toISOString()}`)).body['credit_minutes'];
    expect([await as(posted), await as(new Date(t.now.getTime() - 1)), await as(t.now)]).toEqual([120, 120, 0]);
    const reviewer = await t.get(hejing, `/api/volunteers/${lin.id}/hours?from=2026-11-01&until=2026-11-30&as_of=${posted.toISOString()}`);
    expect(reviewer.body).toMatchObject({ name: '林○○', credit_minutes: 120 });
    expect((await t.get(lin, `/api/volunteers/${lin.id}/hours?from=2026-11-01&until=2026-11-30`)).status).toBe(404);
  });

  test('谁记录谁证明: staff certify what was served at their organisation and below, nothing else; revoking shows', async () => {
    const elsewhere = await t.organization('别的区青年志愿者协会', province);
    const shift = await shiftOf(t, elsewhere);
    const lin = await t.volunteer('林外', county);
    await signUp(t, shift, [lin], elsewhere);
    const leader = await t.person('外区队长', [{ permissions: ['records.confirm', 'projects.read'], at: elsewhere }]);
    await scan(t, lin, shift, 'in', hours('09:00'));
    await scan(t, lin, shift, 'out', hours('11:00'));
    await confirm(leader, lin, shift);
    const ask = { volunteer_id: lin.id, from: '2026-01-01', until: '2026-12-31', purpose: 'party_admission' };
    expect((await t.post(hejing, '/api/certificates', { ...ask, organization_id: county.id })).body).toMatchObject({ code: 'records.nothing_to_certify' });
    expect((await t.post(hejing, '/api/certificates', { ...ask, organization_id: elsewhere.id })).status).toBe(404);
    const clerk = await t.person('外区经办', [{ permissions: ['records.certify', 'organizations.read'], at: elsewhere }]);
    const issued = await t.post<{ certificate_id: string; code: string }>(clerk, '/api/certificates', { ...ask, organization_id: elsewhere.id });
    expect(issued.status).toBe(200);
    const archive = await t.get(clerk, '/api/certificates?search=T0');
    expect(archive.status).toBe(200);
    const revoke = await t.post(clerk, `/api/certificates/${lin.id}/${issued.body.certificate_id}/revocation`, { reason: '开错用途' });
    expect(revoke.body).toEqual({ state: 'revoked' });
    expect((await t.get(null, `/api/verify/${issued.body.code}`)).body).toMatchObject({ state: 'revoked', revoke_reason: '开错用途' });
  });

  test('when the person is deleted the printed sheet goes, number and sums stay', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林删', shift);
    await served(lin, shift, hours('09:00'), hours('11:00'));
    const issued = await t.post<{ certificate_id: string; code: string }>(lin, '/api/my/certificates', { from: '2026-01-01', until: '2026-12-31', purpose: 'general' });
    await t.rows(sql`update persons set name = null, erased_at = now() where id = ${lin.id}`);
    expect(await forgetSheets(t.services.pool)).toBe(1);
    expect((await t.get(lin, `/api/certificates/${lin.id}/${issued.body.certificate_id}/pdf`)).status).toBe(404);
    expect((await t.get(null, `/api/verify/${issued.body.code}`)).body).toMatchObject({ state: 'valid', total_minutes: 120, name_masked: '' });
  });

  test('the badge is signed with the published key', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林章', shift);
    await served(lin, shift, hours('09:00'), hours('11:00'));
    const issued = await t.post<{ certificate_id: string }>(lin, '/api/my/certificates', { from: '2026-01-01', until: '2026-12-31', purpose: 'general' });
    const badge = await t.get<{ jwt: string; credential: { type: string[] } }>(lin, `/api/certificates/${lin.id}/${issued.body.certificate_id}/badge`);
    const keys = await t.get<{ keys: { kty: string; crv: string; x: string }[] }>(null, '/api/badge-keys');
    const [head, payload, signature] = badge.body.jwt.split('.');
    const key = createPublicKey({ key: keys.body.keys[0] ?? {}, format: 'jwk' });
    expect(verify(null, Buffer.from(`${head}.${payload}`), key, Buffer.from(signature ?? '', 'base64url'))).toBe(true);
    expect(verify(null, Buffer.from(`${head}.${payload}x`), key, Buffer.from(signature ?? '', 'base64url'))).toBe(false);
    expect(badge.body.credential.type).toContain('OpenBadgeCredential');
  });
});

describe('a rush', () => {
  test('64 check-ins at once: each stands once, and the same key gets the same answer', async () => {
    const shift = await shiftOf(t, county);
    const people = await Promise.all(Array.from({ length: 64 }, (_, index) => t.volunteer(`众${index}`, county)));
    await signUp(t, shift, people, county);
    const when = hours('09:00');
    const keys = people.map(() => ({ 'idempotency-key': randomUUID() }));
    const answers = await Promise.all(people.flatMap((person, index) => [0, 1].map(() => scan(t, person, shift, 'in', when, when, keys[index] ?? {}))));
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
    for (let index = 0; index < answers.length; index += 2) expect(answers[index]?.body).toEqual(answers[index + 1]?.body);
    const [count] = await t.rows<{ stamps: number; people: number }>(sql`select count(*)::int as stamps, count(distinct volunteer_id)::int as people from attendance_stamps where shift_id = ${shift.id}`);
    expect(count).toEqual({ stamps: 64, people: 64 });
    const board = await t.get<{ counts: object; rows: { name: string }[] }>(zhou, `/api/shifts/${shift.id}/board`);
    expect(board.body.counts).toMatchObject({ signed_up: 64, here: 64, gone: 0 });
    expect(board.body.rows[0]?.name).toBe('众○○');
    const boards = await t.get<{ rows: { shift_id: string; here: number }[] }>(zhou, '/api/boards');
    expect(boards.body.rows.find((row) => row.shift_id === shift.id)?.here).toBe(64);
    expect((await t.get(people[0] ?? null, '/api/boards')).body['rows']).toEqual([]);
  });

  test('one code scanned by one person eight times at once counts once', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林连', shift);
    const answers = await Promise.all(Array.from({ length: 8 }, () => scan(t, lin, shift, 'in', hours('09:00'))));
    expect(answers.filter((answer) => answer.body['outcome'] === 'stamped')).toHaveLength(1);
    expect(await t.rows(sql`select id from attendance_stamps where volunteer_id = ${lin.id}`)).toHaveLength(1);
  });
});

test('the live board hears a check-in', async () => {
  const shift = await shiftOf(t, county);
  const lin = await newcomer('林播', shift);
  const address = await t.app.listen({ port: 0, host: '127.0.0.1' });
  const stop = new AbortController();
  const answer = await fetch(`${address}/api/shifts/${shift.id}/events`, { headers: { cookie: `qingzhi_session=${zhou.token}` }, signal: stop.signal });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  const reader = answer.body?.getReader();
  const read = async (until: string): Promise<string> => {
    let text = '';
    while (!text.includes(until)) {
      const part = await reader?.read();
      if (part === undefined || part.done) break;
      text += new TextDecoder().decode(part.value);
    }
    return text;
  };
  await read('event: ready');
  await scan(t, lin, shift, 'in', hours('09:00'));
  expect(await read('event: attendance')).toContain(shift.id);
  stop.abort();
});
