/** Hours were struck: no correction, back-fill or import enters them anew, whoever proposes and whoever decides. */
import ExcelJS from 'exceljs';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import type { TestAnswer, TestPerson } from '../../testing/test-app.ts';
import { shiftOf, type Shift } from '../fixtures.ts';
import { hours, makeHouse } from '../house-fixtures.ts';

const { t, county, hejing, luo, boss, newcomer, served, attendanceOf, hoursOf, leave } = await makeHouse();
afterAll(leave);

type Made = { proposal_id: string; code: string; message: string; field: string; refused: number };
type Page = { blocked: string | null; can: { handle: boolean; approve: boolean; return: boolean } };
let lin: TestPerson;
let shift: Shift;
let record: { record_id: string };

beforeEach(async () => {
  t.now = hours('08:00');
  shift = await shiftOf(t, county);
  lin = await newcomer('林晓', shift);
  record = await served(lin, shift, hours('09:00'), hours('11:00'));
  t.now = hours('18:00');
});

const strike = (who: TestPerson, recordId = record.record_id, whose = lin): Promise<TestAnswer> =>
  t.post(who, `/api/service-records/${whose.id}/${recordId}/reversal`, { reason: '查无此事' });
const time = (from: string, to: string) => ({
  started_at: hours(from).toISOString(),
  ended_at: hours(to).toISOString(),
});
const ask = async (from = '09:00', to = '11:00'): Promise<TestAnswer<Made>> =>
  t.post(lin, '/api/corrections', {
    attendance_id: (await attendanceOf(lin, shift)).id,
    ...time(from, to),
    reason: '我在的',
  });
const correct = (from = '09:00', to = '11:00', recordId = record.record_id): Promise<TestAnswer<Made>> =>
  t.post(hejing, `/api/service-records/${lin.id}/${recordId}/corrections`, { ...time(from, to), reason: '她在的' });
const backFill = (whose = lin, from = '09:00', to = '11:00'): Promise<TestAnswer<Made>> =>
  t.post(hejing, '/api/back-fills', {
    shift_id: shift.id,
    reason: '现场没有信号',
    evidence: '签名单一张',
    lines: [{ volunteer_id: whose.id, ...time(from, to) }],
  });
const decide = (who: TestPerson, id: string, action: string): Promise<TestAnswer<Made>> =>
  t.post(who, `/api/record-proposals/${id}/decision`, { action, note: '核过照片' });
const told = ({ status, body }: TestAnswer<Made>) => [status, body.code, body.field];

async function workbook(): Promise<Buffer> {
  const [row] = await t.rows<{ number: string }>(sql`select number from volunteers where id = ${lin.id}`);
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('时数');
  sheet.addRow(['志愿者编号', '姓名', '时长（分钟）']);
  sheet.addRow([row?.number, '林晓', 120]);
  return Buffer.from(await book.xlsx.writeBuffer());
}
const upload = async (path: string, bytes?: Buffer) =>
  t.upload<Made & { rows: { problem: string | null }[] }>(
    hejing,
    `/api/shifts/${shift.id}/hour-imports${path}`,
    { name: '时数.xlsx', bytes: bytes ?? (await workbook()) },
    { reason: '现场没有信号', evidence: '签名单一张' },
  );

describe('asked for after the strike', () => {
  test('a correction by the volunteer or by staff, and a back-fill, of its own time or another of the shift', async () => {
    expect((await strike(luo)).status).toBe(200);
    expect(told(await ask())).toEqual([409, 'records.hours_struck', 'attendance_id']);
    expect(told(await ask('11:00', '12:00'))).toEqual([409, 'records.hours_struck', 'attendance_id']);
    expect(told(await correct())).toEqual([409, 'records.hours_struck', 'record_id']);
    const refused = await backFill();
    expect(told(refused)).toEqual([409, 'records.hours_struck', 'lines']);
    expect(refused.body.message).toContain('林○○');
    expect(refused.body.message).toContain('申诉');
    expect((await hoursOf(lin)).rows[0]?.can.request_correction).toBe(false);
    expect((await hoursOf(lin)).credit_minutes + (await hoursOf(lin)).honorary_minutes).toBe(0);
  });

  test('the row of a sheet says why, and the sheet brings nothing in', async () => {
    await strike(luo);
    expect((await upload('/preview')).body.rows[0]?.problem).toContain('申诉');
    expect((await upload('')).body.code).toBe('records.rows_invalid');
  });

  test('under another registration of the same person', async () => {
    await strike(luo);
    const kept = await newcomer('林晓', shift);
    expect((await backFill(kept)).status).toBe(200); // nobody knows yet that both are one
    await t.rows(sql`update volunteers set merged_into = ${kept.id} where id = ${lin.id}`);
    await t.rows(sql`insert into merged_registrations (person_id, volunteer_id) values (${kept.id}, ${lin.id})`);
    expect(told(await backFill(kept))).toEqual([409, 'records.hours_struck', 'lines']);
    await t.rows(sql`delete from merged_registrations where volunteer_id = ${lin.id}`);
    await t.rows(sql`update volunteers set merged_into = null where id = ${lin.id}`);
  });
});

describe('asked for before the strike, decided after it', () => {
  test('neither seal is given, the page says why, and it can be sent back', async () => {
    const id = (await ask('09:00', '10:30')).body.proposal_id;
    await strike(luo);
    expect(told(await decide(hejing, id, 'handle'))).toEqual([409, 'records.hours_struck', 'action']);
    const page = (await t.get<Page>(hejing, `/api/record-proposals/${id}`)).body;
    expect(page.can).toEqual({ handle: false, approve: false, return: true });
    expect(page.blocked).toContain('申诉');
    expect((await decide(hejing, id, 'return')).status).toBe(200);
  });

  test('a back-fill, an import and a correction of staff, also by the one who struck', async () => {
    const proposed = await correct('09:00', '10:30');
    const whole = await backFill(lin, '11:00', '12:00');
    const sheet = await upload('');
    expect((await strike(luo)).status).toBe(200);
    for (const { body } of [whole, sheet, proposed])
      for (const who of [
        luo,
        await t.person('同级', [{ permissions: ['records.approve', 'records.read'], at: county }]),
      ])
        expect(told(await decide(who, body.proposal_id, 'approve'))).toEqual([409, 'records.hours_struck', 'action']);
    expect((await hoursOf(lin)).honorary_minutes).toBe(0);
  });
});

describe('what is no strike stays open', () => {
  test('a record superseded by a correction is corrected again', async () => {
    expect((await decide(luo, (await correct('09:00', '10:30')).body.proposal_id, 'approve')).status).toBe(200);
    expect((await decide(luo, (await backFill(lin, '11:00', '11:30')).body.proposal_id, 'approve')).status).toBe(200);
    expect((await hoursOf(lin)).credit_minutes).toBe(90);
    expect((await ask()).status).toBe(200);
  });

  test('a struck record whose appeal was granted stands again and is corrected', async () => {
    await strike(luo);
    const asked = await t.post<Made>(lin, '/api/appeals', { record_id: record.record_id, reason: '三位队友都在' });
    await decide(hejing, asked.body.proposal_id, 'handle');
    expect((await decide(boss, asked.body.proposal_id, 'approve')).status).toBe(200);
    const { proposal_id } = (await ask('09:00', '10:30')).body;
    await decide(hejing, proposal_id, 'handle');
    expect((await decide(luo, proposal_id, 'approve')).status).toBe(200);
    expect((await hoursOf(lin)).credit_minutes).toBe(90);
  });

  test('beside what stands, all but the struck part; a record of no minutes stands for nothing', async () => {
    const added = await backFill(lin, '11:00', '12:00');
    await decide(luo, added.body.proposal_id, 'approve');
    const [more] = await t.rows<{ id: string }>(
      sql`select id from service_records where volunteer_id = ${lin.id} and balance = 'honorary_minutes'`,
    );
    const none = await backFill(lin, '09:00', '10:00'); // counted already: a record of no minutes
    expect((await decide(luo, none.body.proposal_id, 'approve')).status).toBe(200);
    expect((await strike(hejing, more?.id)).status).toBe(200);
    expect((await ask('09:00', '12:00')).body.code).toBe('records.hours_struck');
    const { proposal_id } = (await correct('09:00', '10:30')).body;
    expect((await decide(luo, proposal_id, 'return')).status).toBe(200);
    expect((await strike(luo)).status).toBe(200);
    expect((await correct('09:00', '11:00')).body.code).toBe('records.hours_struck');
  });
});
