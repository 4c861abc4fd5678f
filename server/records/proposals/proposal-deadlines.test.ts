/** Until when a proposal is handled and decided, and who is told when it is not. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { at } from '../../../domain/time.ts';
import { takeDeadlineSteps } from '../../calendar/take-deadline-steps.ts';
import { sql } from '../../db/sql.ts';
import { inboxOf } from '../../inbox/fixtures.ts';
import type { Deadlines } from '../../deadlines.ts';
import type { TestAnswer, TestPerson } from '../../testing/test-app.ts';
import { shiftOf, type Shift } from '../fixtures.ts';
import { hours, makeHouse } from '../house-fixtures.ts';

const { t, province, county, zhou, hejing, luo, boss, newcomer, served, hoursOf, leave } = await makeHouse();
afterAll(leave);

type Deadline = { due_on: string; is_provisional: boolean; is_overdue: boolean; days_left: number };
type Row = { proposal_id: string; state: string; deadline: Deadline };
type Shown = Row & { due_basis: { from: string; days: number; in_working_days: boolean; book_id: string | null } };
type Listed = { rows: Row[]; counts: { waiting: number; overdue: number } };

let shift: Shift;
let above: TestPerson;
let keeper: TestPerson;
beforeAll(async () => {
  shift = await shiftOf(t, county);
  above = await t.person('省里经办', [{ permissions: ['records.propose', 'records.read'], at: province }]);
  keeper = await t.person('日历管理员', [{ permissions: ['organizations.rules'], at: province }]);
});

async function asked(name: string, moment = hours('18:00')): Promise<{ lin: TestPerson; id: string }> {
  t.now = hours('08:00');
  const lin = await newcomer(name, shift);
  await served(lin, shift, hours('09:00'), hours('11:00'));
  t.now = moment;
  const [row] = (await hoursOf(lin)).rows;
  const answer = await t.post<{ proposal_id: string }>(lin, '/api/corrections', {
    attendance_id: row?.attendance_id,
    started_at: hours('09:00').toISOString(),
    ended_at: hours('12:00').toISOString(),
    reason: '做到 12:00',
  });
  expect(answer.status).toBe(200);
  return { lin, id: answer.body.proposal_id };
}
const decide = (who: TestPerson, id: string, action: string): Promise<TestAnswer<{ state: string }>> =>
  t.post(who, `/api/record-proposals/${id}/decision`, { action, note: '核过签名单' });
const shown = async (id: string, who = hejing): Promise<Shown> =>
  (await t.get<Shown>(who, `/api/record-proposals/${id}`)).body;
const listed = async (view: string, who = hejing): Promise<Listed> =>
  (await t.get<Listed>(who, `/api/record-proposals?view=${view}&limit=50`)).body;

async function nightly(moment: Date): Promise<void> {
  t.now = moment;
  await takeDeadlineSteps(t.services);
}
/** Who was told what about it, in order. */
async function told(id: string): Promise<string[]> {
  const rows = await t.rows<{ kind: string; name: string }>(sql`
    select n.kind, p.name from notices n join persons p on p.id = n.person_id where n.link = ${id} and n.kind like 'records.proposal_%' order by n.at, n.kind, p.name`);
  return rows.map((row) => `${row.kind.replace('records.proposal_', '')} ${row.name}`);
}
const near = (kind: string): string[] => ['何景', '周敏', '罗岚'].map((name) => `${kind} ${name}`);

test('five working days to handle, five more to decide: on the list, on the page with its reason, and for the volunteer', async () => {
  const { lin, id } = await asked('林期');
  const due = { due_on: '2026-11-20', is_provisional: false, is_overdue: false, days_left: 5 };
  expect(await shown(id)).toMatchObject({
    deadline: due,
    due_basis: { from: '2026-11-15', days: 5, in_working_days: true, book_id: null },
  });
  expect((await listed('waiting')).rows.find((row) => row.proposal_id === id)?.deadline).toEqual(due);
  expect((await t.get<{ rows: Row[] }>(lin, '/api/my/corrections')).body.rows).toMatchObject([{ deadline: due }]);
  t.now = at('2026-11-18', '09:00');
  expect((await decide(zhou, id, 'handle')).body.state).toBe('handled');
  expect((await shown(id)).deadline).toMatchObject({ due_on: '2026-11-25', days_left: 7 });
  t.now = at('2026-11-27', '09:00');
  expect((await decide(luo, id, 'return')).body.state).toBe('returned');
  t.now = at('2026-12-20', '09:00');
  expect((await shown(id)).deadline).toMatchObject({ due_on: '2026-11-25', is_overdue: true, days_left: -2 });
  const [event] = await t.rows<{ before: object }>(
    sql`select before from audit_events where subject_id = ${id} and action = 'records.handle_correction'`,
  );
  expect(event?.before).toEqual({ state: 'requested', due_on: '2026-11-20' });
});

test('the day itself is in time until midnight; then it is overdue, for whoever may act', async () => {
  const { id } = await asked('林午');
  const overdueOf = async (who: TestPerson) =>
    (await inboxOf(t, who)).rows.find((row) => row.kind === 'records.to_handle')?.overdue ?? 0;
  t.now = at('2026-11-20', '23:59');
  expect((await shown(id)).deadline).toMatchObject({ is_overdue: false, days_left: 0 });
  expect([(await listed('overdue')).counts.overdue, await overdueOf(hejing)]).toEqual([0, 0]);
  t.now = at('2026-11-21', '00:00');
  expect((await shown(id)).deadline).toMatchObject({ is_overdue: true, days_left: -1 });
  const late = await listed('overdue');
  expect([late.rows.map((row) => row.proposal_id), late.counts.overdue]).toEqual([[id], 1]);
  expect([await overdueOf(hejing), await overdueOf(boss)]).toEqual([1, 0]);
  expect((await inboxOf(t, hejing)).rows.find((row) => row.kind === 'records.to_handle')).toMatchObject({
    due_on: '2026-11-20',
    is_overdue: true,
    count: 1,
  });
  await decide(hejing, id, 'return');
});

test('reminded a working day before, told when it is over, then one place up, each once', async () => {
  const { id } = await asked('林催');
  await nightly(at('2026-11-18', '23:00'));
  expect(await told(id)).toEqual([]);
  await nightly(at('2026-11-19', '01:00'));
  await nightly(at('2026-11-20', '01:00'));
  expect(await told(id)).toEqual(near('due'));
  await nightly(at('2026-11-21', '01:00'));
  await nightly(at('2026-11-25', '23:00')); // three working days over: still with those below
  expect(await told(id)).toEqual([...near('due'), ...near('overdue')]);
  await nightly(at('2026-11-26', '01:00'));
  await nightly(at('2026-12-20', '01:00'));
  expect(await told(id)).toEqual([...near('due'), ...near('overdue'), 'escalated 省里经办']);
  expect((await listed('overdue', above)).rows.map((row) => row.proposal_id)).toEqual([id]);
  const [notice] = await t.rows<{ params: object }>(
    sql`select params from notices where link = ${id} and kind = 'records.proposal_escalated'`,
  );
  expect(notice?.params).toEqual({ title: '江边清洁，认养一段河', due_zh: '2026-11-20', due_en: '2026-11-20' });
  const steps = await t.rows<{ after: { step: string } }>(
    sql`select after from audit_events where subject_id = ${id} and action = 'calendar.take_deadline_step' order by at`,
  );
  expect(steps.map((event) => event.after.step)).toEqual(['remind', 'overdue', 'escalate']);
  await decide(hejing, id, 'return');
  await nightly(at('2026-12-30', '01:00'));
  expect(await told(id)).toHaveLength(7);
});

test('whoever may not decide is not told: the first person, the volunteer; an earlier day is forgotten with its step', async () => {
  const { id } = await asked('林避');
  t.now = at('2026-11-20', '09:00');
  await decide(hejing, id, 'handle');
  await nightly(at('2026-11-27', '01:00'));
  expect(await told(id)).toEqual(['due 罗岚']);
  await nightly(at('2026-12-10', '01:00'));
  expect(await told(id)).toEqual(['due 罗岚', 'escalated 沈知', 'overdue 罗岚']);
  await decide(boss, id, 'return');
});

test('two servers at once take a step once', async () => {
  const { id } = await asked('林双');
  t.now = at('2026-11-19', '01:00');
  const blocker = await t.database.owner.connect();
  await blocker.query('begin');
  await blocker.query(
    `insert into deadline_steps (subject_id, kind, due_on, step, rung, organization_id, people, taken_at)
     values ($1, 'records.handle_proposal', '2026-11-20', 'remind', 0, $2, 0, now())`,
    [id, county.id],
  );
  const both = [takeDeadlineSteps(t.services), takeDeadlineSteps(t.services)];
  for (let waiting = 0; waiting < 2;) {
    const [found] = await t.rows<{ n: number }>(
      sql`select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    waiting = found?.n ?? 0;
  }
  await blocker.query('rollback');
  blocker.release();
  await Promise.all(both);
  expect(await told(id)).toEqual(near('due'));
  await decide(hejing, id, 'return');
});

test('one that was settled after the night had read it is told to nobody', async () => {
  const { id } = await asked('林迟');
  t.now = at('2026-11-19', '01:00');
  const read = await Promise.all(
    t.services.deadlines.map((of) => of.open(t.services.reader, { until: '2026-12-31', after: null })),
  );
  expect(read.flat().map((matter) => matter.subject_id)).toContain(id);
  await decide(hejing, id, 'return');
  const deadlines = t.services.deadlines.map((of, place): Deadlines => ({
    ...of,
    open: async (reader, which) => ('only' in which ? of.open(reader, which) : (read[place] ?? [])),
  }));
  await takeDeadlineSteps({ ...t.services, deadlines });
  expect(await told(id)).toEqual([]);
  expect(await t.rows(sql`select 1 from deadline_steps where subject_id = ${id}`)).toEqual([]);
});

test('over a year without a calendar the day is provisional; entered, it is counted anew and told; a day set for good stays', async () => {
  const { id } = await asked('林年', at('2026-12-28', '10:00'));
  const { id: firm } = await asked('林定', at('2026-12-21', '10:00'));
  t.now = at('2026-12-28', '11:00');
  expect((await shown(id)).deadline).toMatchObject({ due_on: '2027-01-04', is_provisional: true });
  expect((await shown(firm)).deadline).toMatchObject({ due_on: '2026-12-28', is_provisional: false });
  const put = async (path: string, body: object): Promise<void> =>
    expect((await t.put(keeper, path, body)).status).toBe(200);
  const document = { source: '示例：放假安排的通知' };
  for (const day of ['2027-01-01', '2027-01-02', '2027-01-03'])
    await put(`/api/holidays/${day}`, { name: '元旦', is_off: true, ...document });
  await put('/api/holidays/2026-12-28', { name: '临时放假', is_off: true, ...document });
  await takeDeadlineSteps(t.services);
  expect((await shown(id)).deadline).toMatchObject({ due_on: '2027-01-04', is_provisional: true }); // not all is entered
  await put('/api/holiday-years/2027', document);
  await nightly(at('2026-12-29', '01:00'));
  expect((await shown(id)).deadline).toMatchObject({ due_on: '2027-01-05', is_provisional: false });
  expect((await shown(firm)).deadline).toMatchObject({ due_on: '2026-12-28', is_provisional: false });
  expect(await told(id)).toEqual(near('due_moved'));
  const [moved] = await t.rows<{ params: object }>(
    sql`select params from notices where link = ${id} and kind = 'records.proposal_due_moved'`,
  );
  expect(moved?.params).toMatchObject({ was: '2027-01-04', due_zh: '2027-01-05' });
  await decide(hejing, id, 'return');
  await decide(hejing, firm, 'return');
});

test('the rule book of the place says how many days, of what kind; a proposal keeps the rule of its day', async () => {
  const { id } = await asked('林规');
  await t.setUp(async (writer) => {
    await writer.run(sql`
      insert into rule_books (id, kind, organization_id, version, title, citing_document, body, valid_from, issued_by, issued_at)
      values (${writer.newId()}, 'waiting_times', ${county.id}, 1, '示例', '示例〔2026〕3号',
        ${JSON.stringify({ handle_within: 6, decide_within: 2, in_working_days: false, rolls_off_days_off: true, remind_before: 0, escalate_after: 1 })}, '2026-11-01', ${boss.id}, ${writer.now})`);
  });
  expect((await shown(id)).deadline.due_on).toBe('2026-11-20');
  const later = await asked('林新');
  const found = await shown(later.id);
  expect(found.deadline.due_on).toBe('2026-11-23'); // Saturday the 21st gives way to Monday
  expect(found.due_basis).toMatchObject({ days: 6, in_working_days: false, citing: '示例〔2026〕3号' });
  await nightly(at('2026-11-23', '10:00'));
  expect(await told(later.id)).toEqual([]); // no reminder
  await nightly(at('2026-11-25', '10:00'));
  expect(await told(later.id)).toEqual(['escalated 省里经办', ...near('overdue')]);
});

test('a proposal of before has its days from the first night', async () => {
  const { id } = await asked('林旧');
  await t.setUp((writer) =>
    writer.run(sql`update record_proposals set due_on = null, due_trace = null where id = ${id}`),
  );
  expect((await shown(id)).deadline).toBeNull();
  await t.setUp((writer) =>
    writer.run(sql`update rule_books set valid_until = '2026-11-30' where kind = 'waiting_times'`),
  );
  await nightly(at('2026-12-01', '01:00'));
  expect((await shown(id)).deadline).toMatchObject({ due_on: '2026-12-08', is_overdue: false });
  expect(await told(id)).toEqual([]);
});
