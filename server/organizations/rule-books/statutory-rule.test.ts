import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultStatutory, type StatutoryBody } from '../../../domain/organizations/rule-books/statutory.ts';
import { sql } from '../../db/sql.ts';
import type { TestOrganization, TestPerson } from '../../testing/test-app.ts';
import { Province, type RecordAnswer } from '../fixtures.ts';

/** What a place asks of its associations is its rule book, over HTTP: meetings, written systems, papers of registration. */
let w: Province;
let association: TestOrganization;
beforeAll(async () => {
  w = await Province.open('2021-05-06T02:00:00Z');
  association = await w.association(w.local, w.county);
  const minutes = await w.document(w.local, association, 'minutes', '理事会记录');
  for (const meeting of ['member_congress', 'council', 'standing_council'])
    await w.task(w.local, association, 'meeting', { meeting, occurred_on: '2021-03-31', document_id: minutes });
});
afterAll(async () => {
  await w.t.close();
});

type Proposed = { proposal_id: string; state: string; need: string; loosened: string[]; id: string | null };
const propose = (who: TestPerson, at: TestOrganization, body: StatutoryBody, valid_from: string, more: object = {}) =>
  w.t.post<Proposed>(who, `/api/organizations/${at.id}/rule-books`, {
    kind: 'statutory',
    title: '协会会议和制度',
    citing_document: '阳青志〔2021〕2号',
    body,
    valid_from,
    reason: '按本地实际',
    ...more,
  });
const council = (months: number, over: Partial<StatutoryBody> = {}): StatutoryBody => ({
  ...defaultStatutory,
  meeting_months: { ...defaultStatutory.meeting_months, council: months },
  ...over,
});
const followsOn = async (on: string, at = association) =>
  (await w.t.get<RecordAnswer>(w.municipal, `/api/organizations/${at.id}/profile?on=${on}`)).body.follows;
const dueOn = async (on: string) => (await followsOn(on)).meetings.find((one) => one.meeting === 'council');
const listed = async (list: string, on: string) =>
  (
    await w.t.get<{ rows: { organization_name: string; detail: string }[] }>(
      w.provincial,
      `/api/organization-lists/${list}?organization_id=${w.province.id}&on=${on}`,
    )
  ).body.rows.find((row) => row.organization_name === association.name)?.detail;

test('without a book the built-in one decides and is told as such', async () => {
  expect((await followsOn('2021-05-06')).statutory_rule).toMatchObject({
    book_id: null,
    version: 0,
    citing_document: '内置规则',
    ...defaultStatutory,
  });
  expect(await dueOn('2021-05-06')).toMatchObject({ last_on: '2021-03-31', due_on: '2021-09-30', is_overdue: false });
});

test('P13 a county that holds its council every 3 months sees calendar and gaps change from that day on, and no day before', async () => {
  const made = await propose(w.local, w.county, council(3), '2021-07-01');
  expect(made.body).toMatchObject({ state: 'issued', need: 'nobody', loosened: [] });
  expect(await dueOn('2021-06-30')).toMatchObject({ due_on: '2021-09-30', is_overdue: false });
  expect(await dueOn('2021-07-01')).toMatchObject({ due_on: '2021-06-30', is_overdue: true });
  expect((await followsOn('2021-06-30')).statutory_gaps).not.toContain('理事会逾期');
  expect((await followsOn('2021-07-01')).statutory_gaps).toContain('理事会逾期');
  expect((await followsOn('2021-07-01')).statutory_rule).toMatchObject({
    book_id: made.body.id,
    version: 1,
    issuer_name: w.county.name,
    citing_document: '阳青志〔2021〕2号',
  });
  w.t.now = new Date('2021-07-02T02:00:00Z');
  expect(await listed('meetings_overdue', '2021-06-30')).toBe('民政登记');
  expect(await listed('meetings_overdue', '2021-07-01')).toBe('民政登记、理事会逾期、常务理事会逾期');
});

test('P13 a looser one waits for the level above, and decides from the yes on; a neighbour keeps the built-in one', async () => {
  const asked = await propose(w.local, w.county, council(8), '2021-07-02');
  expect(asked.body).toMatchObject({
    state: 'waiting',
    need: 'superior',
    loosened: ['meeting_months.council'],
    id: null,
  });
  expect(await dueOn('2021-07-02')).toMatchObject({ due_on: '2021-06-30', is_overdue: true });
  expect(
    (
      await w.t.post(w.municipal, `/api/rule-book-proposals/${asked.body.proposal_id}/decision`, {
        decision: 'approve',
        reason: '同意',
      })
    ).body,
  ).toMatchObject({ state: 'issued', version: 2 });
  expect(await dueOn('2021-07-02')).toMatchObject({ due_on: '2021-11-30', is_overdue: false });
  expect(await dueOn('2021-07-01')).toMatchObject({ due_on: '2021-06-30', is_overdue: true });
  expect(
    (await followsOn('2021-07-02', await w.association(w.municipal, w.neighbour))).statutory_rule.book_id,
  ).toBeNull();
});

test('G39 L40 the systems and papers of the book are asked for: in the record the self-check begins from, in the lists, and before a county is standardised', async () => {
  const body = council(3, {
    required_systems: [...defaultStatutory.required_systems, '档案制度'],
    registration_papers: [...defaultStatutory.registration_papers, '理事名册'],
  });
  expect((await propose(w.local, w.county, body, '2021-07-03')).body.state).toBe('issued');
  w.t.now = new Date('2021-07-03T02:00:00Z');
  for (const title of defaultStatutory.required_systems) await w.document(w.local, association, 'system', title);
  for (const title of defaultStatutory.registration_papers) await w.document(w.local, association, 'paper', title);
  const follows = await followsOn('2021-07-03');
  expect(follows.statutory_rule.required_systems).toEqual(body.required_systems);
  expect(follows).toMatchObject({
    missing_systems: ['档案制度'],
    missing_papers: ['理事名册'],
    registration: 'collecting',
  });
  expect(await followsOn('2021-07-02')).toMatchObject({
    missing_systems: [],
    missing_papers: [],
    registration: 'ready',
  });
  expect(await listed('standardisation', '2021-07-03')).toContain('缺 档案制度');
  expect(await listed('unregistered', '2021-07-03')).toBe('缺 理事名册');
  // a day before the book began does not go round it
  for (const valid_from of ['2021-07-02', '2021-07-03']) {
    expect(
      (await w.attribute(w.municipal, association, 'standardised', { document: '清团〔2021〕8号' }, { valid_from }))
        .body,
    ).toMatchObject({ code: 'organizations.papers_missing', message: '还缺：档案制度，补齐后再定为规范' });
  }
  await w.document(w.local, association, 'system', '档案制度');
  expect(
    (
      await w.attribute(
        w.municipal,
        association,
        'standardised',
        { document: '清团〔2021〕8号' },
        { valid_from: '2021-07-03' },
      )
    ).status,
  ).toBe(200);
  const [event] = await w.t.rows<{ after: { rule: object } }>(
    sql`select after from audit_events where action = 'organizations.set_standardised' order by at desc limit 1`,
  );
  expect(event?.after.rule).toMatchObject({ kind: 'statutory', version: 3, issuer_name: w.county.name });
});

test('a book that asks for nothing, or names one title twice, is refused by its field', async () => {
  for (const required_systems of [[], ['章程', '章程 ']]) {
    const refused = await propose(w.local, w.county, council(3, { required_systems }), '2021-07-04');
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body)).toContain('required_systems');
  }
  expect((await propose(w.local, w.county, council(0), '2021-07-04')).status).toBe(400);
});
