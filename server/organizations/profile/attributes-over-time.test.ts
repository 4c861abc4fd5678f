import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestOrganization } from '../../testing/test-app.ts';
import { Province, type RecordAnswer } from '../fixtures.ts';

let w: Province;
let association: TestOrganization;
beforeAll(async () => {
  w = await Province.open('2026-11-22T02:00:00Z');
  association = await w.association(w.local, w.county);
});
afterAll(async () => {
  await w.t.close();
});

type Row = {
  id: string;
  body: Record<string, unknown>;
  valid_from: string;
  valid_until: string | null;
  reason: string | null;
  end_reason: string | null;
  ended_by_name: string | null;
};
type Page = RecordAnswer & {
  planned: (Row & { can: { take_back: boolean } })[];
  attributes: { can: { end: boolean } }[];
  withdrawn_documents: { title: string; withdraw_reason: string }[];
};
const page = async (at = association): Promise<Page> => (await w.record(w.local, at)) as Page;
const history = async (kind: string, at = association) =>
  (await w.t.get<{ rows: Row[] }>(w.local, `/api/organizations/${at.id}/attributes/${kind}`)).body.rows;
const count = (members: number, valid_from: string, more: object = {}) =>
  w.attribute(w.local, association, 'headcount', { members, staff: 1 }, { valid_from, ...more });
const now = async () =>
  (await page()).attributes
    .filter((attribute) => attribute.kind === 'headcount')
    .map((attribute) => attribute.body['members']);
const takeBack = (id: string) =>
  w.t.post<{ code?: string }>(w.local, `/api/organization-attributes/${id}/taking-back`, { reason: '计划有变' });

test('a value of 2030 is shown as planned, locks nothing, and can be taken back; the one before it goes on', async () => {
  await count(10, '2026-01-01');
  const planned = (await count(99, '2030-01-01')).body.id;
  expect(await now()).toEqual([10]);
  expect((await page()).planned).toMatchObject([{ id: planned, valid_from: '2030-01-01', can: { take_back: true } }]);
  expect((await count(12, '2026-06-01')).status).toBe(200); // between the two
  expect(await now()).toEqual([12]);
  expect((await history('headcount')).map((row) => [row.valid_from, row.valid_until])).toEqual([
    ['2030-01-01', null],
    ['2026-06-01', '2029-12-31'],
    ['2026-01-01', '2026-05-31'],
  ]);
  expect((await takeBack(planned)).status).toBe(200);
  expect((await page()).planned).toEqual([]);
  expect((await history('headcount')).map((row) => [row.valid_from, row.valid_until])).toEqual([
    ['2030-01-01', '2029-12-31'],
    ['2026-06-01', null],
    ['2026-01-01', '2026-05-31'],
  ]);
  expect((await takeBack(planned)).status).toBe(404);
  const [held] = (await page()).attributes.filter((attribute) => attribute.kind === 'headcount');
  expect((await takeBack(held!.id)).body.code).toBe('organizations.attribute_in_force');
  expect((await count(9, '2026-05-31')).body.code).toBe('organizations.before_history');
});

test('ended with a reason: gone from the page, kept in the history beside its own note', async () => {
  const { id } = (
    await w.attribute(
      w.local,
      association,
      'contact_officer',
      { name: '何景', phone: '', from_unit: '县委办' },
      { valid_from: '2026-01-01', reason: '会议指定' },
    )
  ).body;
  const end = (ended_on: string) =>
    w.t.post<{ code?: string; field?: string }>(w.local, `/api/organization-attributes/${id}/end`, {
      ended_on,
      reason: '调离',
    });
  expect((await end('2026-11-23')).body).toMatchObject({ code: 'organizations.in_future', field: 'ended_on' });
  expect((await end('2025-12-31')).body).toMatchObject({ code: 'organizations.before_history', field: 'ended_on' });
  expect((await end('2026-11-22')).status).toBe(200);
  expect((await page()).attributes.filter((attribute) => attribute.kind === 'contact_officer')).toEqual([]);
  expect(await history('contact_officer')).toMatchObject([
    { reason: '会议指定', end_reason: '调离', ended_by_name: '县干部', valid_until: '2026-11-21' },
  ]);
  expect((await end('2026-11-22')).status).toBe(404);
});

test('a planned registration does not count before its day', async () => {
  await w.attribute(
    w.local,
    association,
    'registration',
    { registry_number: '51441823MJ0000001R', registered_on: '2026-11-01' },
    { valid_from: '2027-01-01' },
  );
  expect((await page()).follows.registration).toBe('none');
  expect(
    (
      await w.attribute(
        w.local,
        association,
        'league_state',
        { league_members: 5, league_form: 'own', joint_with: null, party_members: 0, has_party_organization: false },
        { valid_from: '2026-11-01' },
      )
    ).body.code,
  ).toBe('organizations.league_not_due');
});

test('only minutes are minutes, only proof is proof; a withdrawn document counts for nothing and is no longer handed out', async () => {
  const charter = await w.document(w.local, association, 'system', '章程');
  const minutes = await w.document(w.local, association, 'minutes', '理事会记录');
  const meeting = (document_id: string, occurred_on: string) =>
    w.task(w.local, association, 'meeting', { meeting: 'council', occurred_on, document_id });
  expect((await meeting(charter, '2026-11-01')).body).toMatchObject({
    code: 'organizations.minutes_missing',
    field: 'body.document_id',
  });
  expect((await meeting(minutes, '2027-11-01')).body.code).toBe('organizations.in_future');
  const gaps = async () => (await page()).follows.statutory_gaps.filter((gap) => gap.startsWith('理事会'));
  expect(await gaps()).toEqual(['理事会逾期']);
  expect((await meeting(minutes, '2026-11-01')).status).toBe(200);
  expect(await gaps()).toEqual([]);
  const correction = (await w.task(w.local, association, 'correction', { title: '补档案', due_on: '2026-12-31' })).body
    .id;
  const close = (document_id: string) =>
    w.t.post<{ code?: string }>(w.local, `/api/organization-tasks/${correction}/closing`, {
      closed_on: '2026-11-22',
      outcome: '已补',
      document_id,
    });
  expect((await close(minutes)).body.code).toBe('organizations.evidence_missing');
  expect((await close(await w.document(w.local, association, 'proof', '照片'))).status).toBe(200);

  expect((await page()).follows.missing_systems).not.toContain('章程');
  const withdraw = (id: string, who = w.local) =>
    w.t.post<{ code?: string }>(who, `/api/organization-documents/${id}/withdrawal`, { reason: '传错了' });
  expect((await withdraw(charter, w.provincial)).body.code).toBe('organizations.not_own_county');
  for (const id of [charter, minutes]) expect((await withdraw(id)).status).toBe(200);
  expect((await withdraw(charter)).status).toBe(404);
  const after = await page();
  expect(after.follows.missing_systems).toContain('章程');
  expect(await gaps()).toEqual(['理事会逾期']);
  expect(after.withdrawn_documents).toMatchObject([
    { title: '理事会记录', withdraw_reason: '传错了' },
    { title: '章程' },
  ]);
  expect((await w.t.get(w.local, await w.fileOf(charter))).status).toBe(404);
  expect(
    (await w.list(w.provincial, 'meetings_overdue', w.province)).rows.find(
      (row) => row.organization_name === association.name,
    )?.detail,
  ).toContain('理事会逾期');
});

test('G28 every county has one current sheet or is listed without; the second takes the place of the first, which stays readable', async () => {
  const sheet = (problems: string, valid_from: string) =>
    w.attribute(
      w.local,
      w.county,
      'policy_sheet',
      { problems, measures: '专人跟进', person: '何景', deadline: '2026-12-31' },
      { valid_from },
    );
  expect(await w.list(w.provincial, 'policy_sheets', w.province)).toMatchObject({ denominator: 122, counted: 0 });
  await sheet('没有场所', '2026-01-01');
  await sheet('没有专职', '2026-11-01');
  const list = await w.list(w.provincial, 'policy_sheets', w.province);
  expect(list).toMatchObject({ denominator: 122, counted: 1 });
  expect(list.rows.find((row) => row.state === 'ok')).toMatchObject({
    organization_name: '阳山县',
    detail: '何景：没有专职；专人跟进',
  });
  expect(list.rows.filter((row) => row.state === 'behind')).toHaveLength(121);
  expect((await history('policy_sheet', w.county)).map((row) => row.body['problems'])).toEqual([
    '没有专职',
    '没有场所',
  ]);
});
