import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { waiting } from '../../domain/inbox/line.ts';
import { permissions } from '../../domain/permissions.ts';
import { recordsDesk } from '../../domain/records/paths.ts';
import { Reader } from '../db/reader.ts';
import { compile, sql } from '../db/sql.ts';
import { Actor } from '../http/actor.ts';
import { questions } from '../nouns.ts';
import { testApp, type TestApp, type TestOrganization } from '../testing/test-app.ts';
import { inboxOf, owedOf } from './fixtures.ts';
import { readInbox } from './read-inbox.ts';

let t: TestApp & { close(): Promise<void> };
let county: TestOrganization;
beforeAll(async () => {
  t = await testApp({ now: new Date('2026-11-22T02:00:00Z') });
  county = await t.organization('云汀区青年志愿者协会');
});
afterAll(() => t.close());

const task = (title: string, due_on: string | null, at = county) =>
  t.setUp((writer) =>
    writer.run(sql`
      insert into organization_tasks (id, organization_id, kind, title, body, due_on, opened_by, opened_at)
      values (${writer.newId()}, ${at.id}, 'instruction', ${title}, '{}', ${due_on}, ${writer.newId()}, ${writer.now})`),
  );

test('nine matters of an organisation: five by name, the first due above, the others in one line, and the sum is exact', async () => {
  const clerk = await t.person('方文书', [{ permissions: ['organizations.edit', 'organizations.read'], at: county }]);
  for (let day = 1; day <= 8; day += 1) await task(`第 ${day} 件`, `2026-11-${String(18 + day)}`);
  await task('不定期', null);
  const inbox = await inboxOf(t, clerk);
  expect(inbox.rows.map((row) => [row.about, row.due_on, row.count, row.overdue])).toEqual([
    ['第 1 件', '2026-11-19', 1, 1],
    ['第 2 件', '2026-11-20', 1, 1],
    ['第 3 件', '2026-11-21', 1, 1],
    ['第 4 件', '2026-11-22', 1, 0],
    ['第 5 件', '2026-11-23', 1, 0],
    [null, null, 4, 0],
  ]);
  expect([inbox.count, inbox.overdue]).toEqual([9, 3]);
});

test('more than a page of them: the number is that of the database', async () => {
  const place = await t.organization('人多的协会');
  const leader = await t.person('队长', [{ permissions: ['volunteers.edit', 'volunteers.read'], at: place }]);
  await t.setUp(async (writer) => {
    await writer.run(sql`
      with made as (
        insert into persons (id, name, birth_date, created_at) select gen_random_uuid(), '众', '1990-01-01', ${writer.now} from generate_series(1, 640) returning id),
      registered as (
        insert into volunteers (id, number, organization_id, organization_path, source, registered_at) select id, 'N' || id, ${place.id}, ${place.path}, 'self', ${writer.now} from made)
      insert into memberships (volunteer_id, id, organization_id, joined_on, label) select id, gen_random_uuid(), ${place.id}, '2026-01-01', '邻舍+' from made`);
  });
  expect(await owedOf(t, leader, 'volunteers.labels')).toEqual([640]);
  expect(await inboxOf(t, leader)).toMatchObject({ count: 640, overdue: 0 });
});

test('whoever holds nothing of a noun does not ask it: a volunteer sends two statements besides that of the session', async () => {
  const volunteer = await t.volunteer('林闲', county);
  const sent = vi.spyOn(Reader.prototype, 'all');
  try {
    expect(await inboxOf(t, volunteer)).toEqual({ count: 0, overdue: 0, rows: [] });
    const asked = sent.mock.calls.map(([statement]) => compile(statement).text);
    expect(asked.filter((text) => /invitations|guardian_requests|merge_requests/.test(text))).toHaveLength(2);
    expect(asked.length).toBeLessThanOrEqual(3);
  } finally {
    sent.mockRestore();
  }
});

test('each question says what must be held for it, and one that is not held is not asked', async () => {
  const asked: string[] = [];
  const ask = (name: string) => async () => {
    asked.push(name);
    return waiting({
      kind: `test.${name}`,
      words: { zh: name, en: name },
      count: 1,
      href: recordsDesk.confirmations(),
    });
  };
  const grant = { role_id: county.id, organization_id: county.id, path: county.path, below: true, activity_id: null };
  const actor = new Actor({
    person_id: county.id,
    session_id: county.id,
    has_second_factor: true,
    grants: [{ ...grant, permissions: ['records.read'], valid_from: '2020-01-01', valid_until: null }],
    now: t.now,
  });
  const found = await readInbox({ reader: t.services.reader, actor, now: t.now }, [
    { held: ['records.confirm'], ask: ask('confirm') },
    { held: ['records.confirm', 'records.read'], ask: ask('either') },
    { held: 'own', ask: ask('own') },
  ]);
  expect(asked).toEqual(['either', 'own']);
  expect(found.count).toBe(2);
  expect(questions.length).toBeGreaterThan(10);
});

test('an invitation and a child’s request are on the phone of whoever they are for, with the day until which they are good', async () => {
  const parent = await t.volunteer('林妈妈', county, { phone: '13900139111' });
  await t.setUp(async (writer) => {
    await writer.run(sql`
      insert into guardian_requests (id, role, phone_index, phone_hint, created_at, expires_at)
      select ${writer.newId()}, 'parent', phone_index, '139○○○○11', ${writer.now}, '2026-11-25T03:00:00Z' from persons where id = ${parent.id}`);
    await writer.run(sql`
      insert into invitations (volunteer_id, id, activity_id, shift_id, invited_by, invited_at)
      values (${parent.id}, ${writer.newId()}, ${writer.newId()}, ${writer.newId()}, ${writer.newId()}, ${writer.now})`);
  });
  expect((await inboxOf(t, parent)).rows).toMatchObject([
    { kind: 'volunteers.consents', count: 1, due_on: '2026-11-25', href: '/me/guardian' },
    { kind: 'projects.invitations', count: 1, due_on: null, href: '/invitations' },
  ]);
});

test('whoever holds everything asks every noun, in few statements and one request, however much waits', async () => {
  const place = await t.organization('什么都管的协会');
  const chief = await t.person('总管', [{ permissions, at: place }]);
  const [clerk, other] = [await t.person('经办', []), await t.volunteer('别人', place)];
  await t.setUp(async (writer) => {
    const id = () => writer.newId();
    await writer.run(sql`
      insert into minor_access_requests (id, child_id, organization_path, asked_by, asked_at, reason) select gen_random_uuid(), ${other.id}, ${place.path}, ${clerk.id}, ${writer.now}, '看护' from generate_series(1, 60)`);
    await writer.run(sql`
      insert into phone_recoveries (id, person_id, organization_path, phone_hint, document_type, is_document_compared, reason, opened_by, opened_at)
      values (${id()}, ${other.id}, ${place.path}, '139○○○○11', 'resident_id', true, '丢了', ${clerk.id}, ${writer.now})`);
    await writer.run(sql`
      insert into merge_requests (id, kept_id, duplicate_id, organization_path, reason, opened_by, opened_at) values (${id()}, ${other.id}, ${clerk.id}, ${place.path}, '同一个人', ${clerk.id}, ${writer.now})`);
    for (const kind of ['correction', 'appeal'])
      await writer.run(sql`
        insert into record_proposals (id, kind, organization_id, organization_path, activity_id, state, reason, requested_by, requested_at)
        values (${id()}, ${kind}, ${place.id}, ${place.path}, ${id()}, 'requested', '少算了', ${other.id}, ${writer.now})`);
  });
  const sent = vi.spyOn(Reader.prototype, 'all');
  try {
    expect(
      await owedOf(
        t,
        chief,
        'volunteers.minors',
        'volunteers.recoveries',
        'volunteers.merges',
        'records.to_handle',
        'records.to_approve',
      ),
    ).toEqual([60, 1, 1, 2, 0]);
    expect(sent.mock.calls.length).toBeLessThanOrEqual(45);
  } finally {
    sent.mockRestore();
  }
  expect(await owedOf(t, clerk, 'volunteers.minors', 'volunteers.merges')).toEqual([0, 0]);
});
