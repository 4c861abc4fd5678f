import { afterAll, describe, expect, test } from 'vitest';
import { at } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import type { TestPerson } from '../../testing/test-app.ts';
import { scan, shiftOf, type Shift } from '../fixtures.ts';
import { hours, makeHouse } from '../house-fixtures.ts';

const { t, county, zhou, hejing, luo, boss, newcomer, served, hoursOf, leave } = await makeHouse();
afterAll(leave);

describe('two people', () => {
  const propose = (who: TestPerson, shift: Shift, person: TestPerson, from: string, to: string, more: object = {}) =>
    t.post<{ proposal_id: string }>(who, '/api/back-fills', {
      shift_id: shift.id,
      reason: '现场没有信号',
      evidence: '签名单 1 张',
      lines: [{ volunteer_id: person.id, started_at: hours(from).toISOString(), ended_at: hours(to).toISOString() }],
      ...more,
    });
  const decide = (who: TestPerson, proposalId: string, action: string, note = '签名单对得上') =>
    t.post(who, `/api/record-proposals/${proposalId}/decision`, { action, note });

  test('J23 a back-fill needs evidence and a second person, and counts as honorary', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林补', shift);
    t.now = hours('18:00');
    expect((await propose(zhou, shift, lin, '09:00', '11:00', { evidence: '  ' })).body).toMatchObject({
      code: 'records.evidence_missing',
    });
    expect((await propose(zhou, shift, zhou, '09:00', '11:00')).body).toMatchObject({ code: 'records.own_hours' });
    const { proposal_id } = (await propose(hejing, shift, lin, '09:00', '11:00')).body;
    expect((await decide(hejing, proposal_id, 'approve')).body).toMatchObject({ code: 'records.second_person_needed' });
    expect((await decide(lin, proposal_id, 'approve')).status).toBe(403);
    const page = await t.get(luo, `/api/record-proposals/${proposal_id}`);
    expect(page.body).toMatchObject({
      kind: 'back_fill',
      handled: { name: '何景' },
      can: { approve: true },
      lines: [{ name: '林○○', new_minutes: 120, new_source: 'back_fill' }],
    });
    expect((await decide(luo, proposal_id, 'approve')).body).toEqual({ state: 'approved' });
    expect(await hoursOf(lin)).toMatchObject({ credit_minutes: 0, honorary_minutes: 120 });
    expect((await decide(boss, proposal_id, 'approve')).body).toMatchObject({ code: 'records.proposal_closed' });
  });

  test('J23 hours from a workbook: wrong rows come back with reasons, good rows wait for a second person and count as honorary', async () => {
    const shift = await shiftOf(t, county);
    const [lin, wu] = [await newcomer('林导', shift), await newcomer('吴导', shift)];
    const numbers = await t.rows<{ id: string; number: string }>(
      sql`select id, number from volunteers where id = any(${[lin.id, wu.id]}::uuid[])`,
    );
    const numberOf = (person: TestPerson): string => numbers.find((one) => one.id === person.id)?.number ?? '';
    const csv = Buffer.from(
      `江边清洁时数表,,\n志愿者编号,姓 名,服务时长\n${numberOf(lin)},林 导,2小时30分\n${numberOf(wu)},吴错,2\n${numberOf(lin)},林导,1\nT404,没有人,2\n${numberOf(wu)},吴导,9\n合计,,5\n`,
    );
    t.now = hours('18:00');
    const preview = await t.upload<{ good: number; bad: number; rows: { problem: string | null }[] }>(
      hejing,
      `/api/shifts/${shift.id}/hour-imports/preview`,
      { name: '时数.csv', bytes: csv },
    );
    expect(preview.body).toMatchObject({ good: 1, bad: 4 });
    expect(preview.body.rows.map((row) => row.problem)).toEqual([
      null,
      '编号和姓名对不上，请核对',
      '同一个人出现了两次，请只留一行',
      '编号和姓名对不上，请核对',
      'C7：“9”是 540 分钟，比活动的 180 分钟还长；请核对时长和单位',
    ]);
    const fields = { reason: '旧系统的时数', evidence: '签名单 2 页' };
    expect(
      (await t.upload(lin, `/api/shifts/${shift.id}/hour-imports`, { name: '时数.csv', bytes: csv }, fields)).status,
    ).toBe(403);
    const proposed = await t.upload<{ proposal_id: string }>(
      hejing,
      `/api/shifts/${shift.id}/hour-imports`,
      { name: '时数.csv', bytes: csv },
      fields,
    );
    expect(proposed.body).toMatchObject({ lines: 1, refused: 4 });
    expect((await decide(hejing, proposed.body.proposal_id, 'approve')).body).toMatchObject({
      code: 'records.second_person_needed',
    });
    expect((await decide(luo, proposed.body.proposal_id, 'approve')).body).toEqual({ state: 'approved' });
    expect(await hoursOf(lin)).toMatchObject({
      credit_minutes: 0,
      honorary_minutes: 150,
      by_source: [{ source: 'import', minutes: 150 }],
    });
    expect((await t.get(hejing, '/api/hour-imports/template')).raw.subarray(0, 2).toString()).toBe('PK');
  });

  test('two approvers at once: one approves, hours count once', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林赛', shift);
    t.now = hours('18:00');
    const { proposal_id } = (await propose(zhou, shift, lin, '09:00', '11:00')).body;
    const answers = await Promise.all([luo, hejing, boss].map((who) => decide(who, proposal_id, 'approve')));
    expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([200, 409, 409]);
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
    const asked = await t.post<{ proposal_id: string }>(lin, '/api/corrections', {
      attendance_id: row?.attendance_id,
      started_at: hours('09:00').toISOString(),
      ended_at: hours('12:10').toISOString(),
      reason: '我一直做到 12:10',
    });
    expect(asked.status).toBe(200);
    expect(
      (
        await t.post(lin, '/api/corrections', {
          attendance_id: row?.attendance_id,
          started_at: hours('09:00').toISOString(),
          ended_at: hours('12:00').toISOString(),
          reason: '再来一次',
        })
      ).body,
    ).toMatchObject({ code: 'records.correction_open' });
    expect((await decide(luo, asked.body.proposal_id, 'approve')).body).toMatchObject({
      code: 'records.proposal_closed',
    });
    expect((await decide(hejing, asked.body.proposal_id, 'handle')).body).toEqual({ state: 'handled' });
    const page = await t.get(luo, `/api/record-proposals/${asked.body.proposal_id}`);
    expect(page.body).toMatchObject({
      lines: [{ old_minutes: 120, old_source: 'back_fill', new_minutes: 190, new_source: 'late_code', reverses: true }],
      can: { approve: true },
      blocked: null,
    });
    expect((await t.get(hejing, `/api/record-proposals/${asked.body.proposal_id}`)).body).toMatchObject({
      can: { approve: false },
      blocked: '经办的人不能再复核，请换一个人',
    });
    expect((await decide(luo, asked.body.proposal_id, 'approve')).body).toEqual({ state: 'approved' });
    const mine = await hoursOf(lin);
    expect(mine).toMatchObject({
      credit_minutes: 190,
      honorary_minutes: 0,
      rows: [{ minutes: 190, corrected_from_minutes: 120 }],
    });
    const kinds = (
      await t.rows<{ kind: string }>(sql`select kind from notices where person_id = ${lin.id} order by at`)
    ).map((notice) => notice.kind);
    expect(kinds).toEqual(expect.arrayContaining(['records.posted', 'records.proposal_approved']));
    const history = await t.get<{ transfers: { amount: number }[]; events: { action: string }[] }>(
      lin,
      `/api/service-records/${lin.id}/${mine.rows[0]?.record_id}`,
    );
    expect(history.body.transfers.map((transfer) => transfer.amount).sort((a, b) => a - b)).toEqual([-120, 120, 190]);
    expect(history.body.events.map((event) => event.action)).toEqual(
      expect.arrayContaining([
        'records.approve_back_fill',
        'records.request_correction',
        'records.handle_correction',
        'records.approve_correction',
      ]),
    );
    const answered = await t.get(lin, '/api/my/corrections');
    expect(answered.body['rows']).toMatchObject([{ state: 'approved', answer: '签名单对得上' }]);
  });

  test('longer without proof: the signed time stays credit, what is beyond it is added as honorary', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林延', shift);
    await served(lin, shift, hours('09:00'), hours('11:00'));
    t.now = hours('18:00');
    const { attendance_id } = (await hoursOf(lin)).rows[0] ?? {};
    const asked = await t.post<{ proposal_id: string }>(lin, '/api/corrections', {
      attendance_id,
      started_at: hours('09:00').toISOString(),
      ended_at: hours('12:00').toISOString(),
      reason: '做到 12:00',
    });
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
    const asked = await t.post<{ proposal_id: string }>(lin, '/api/corrections', {
      attendance_id,
      started_at: hours('09:00').toISOString(),
      ended_at: hours('12:00').toISOString(),
      reason: '做到 12:00',
    });
    expect((await decide(luo, asked.body.proposal_id, 'return', '缺签名单，补上后再交')).body).toEqual({
      state: 'returned',
    });
    expect(await hoursOf(lin)).toMatchObject({ credit_minutes: 120 });
    expect((await t.get(lin, '/api/my/corrections')).body['rows']).toMatchObject([
      { state: 'returned', answer: '缺签名单，补上后再交' },
    ]);
  });

  test('J23 untrue hours are struck: kept in the list as cancelled, the total falls, the reason is shown', async () => {
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林假', shift);
    const record = await served(lin, shift, hours('09:00'), hours('11:00'));
    const strike = (who: TestPerson) =>
      t.post(who, `/api/service-records/${lin.id}/${record.record_id}/reversal`, { reason: '签名单上没有此人' });
    expect((await strike(zhou)).status).toBe(403);
    expect((await strike(luo)).body).toEqual({ minutes: 120, certificates: 0 });
    expect((await strike(hejing)).body).toMatchObject({ code: 'records.state_forbids' });
    expect(await hoursOf(lin)).toMatchObject({ credit_minutes: 0, rows: [{ state: 'reversed', minutes: 120 }] });
    const [notice] = await t.rows<{ params: object }>(
      sql`select params from notices where person_id = ${lin.id} and kind = 'records.reversed'`,
    );
    expect(notice?.params).toMatchObject({ reason: '签名单上没有此人' });
  });
});
