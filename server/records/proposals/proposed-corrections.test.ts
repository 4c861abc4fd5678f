import { afterAll, describe, expect, test } from 'vitest';
import { zhangjiagangStars } from '../../../domain/organizations/rule-books/stars.ts';
import { sql } from '../../db/sql.ts';
import type { TestPerson } from '../../testing/test-app.ts';
import { scan, shiftOf } from '../fixtures.ts';
import { hours, makeHouse } from '../house-fixtures.ts';

const { t, county, zhou, hejing, luo, newcomer, served, hoursOf, leave } = await makeHouse();
afterAll(leave);

const correction = (who: TestPerson, person: TestPerson, record: string, from: string, to: string, more: object = {}) =>
  t.post<{ proposal_id: string; code?: string }>(who, `/api/service-records/${person.id}/${record}/corrections`, {
    started_at: hours(from).toISOString(),
    ended_at: hours(to).toISOString(),
    reason: '签退码扫错了场次',
    ...more,
  });
const decide = (who: TestPerson, proposalId: string, action: string, note = '看过签名单') =>
  t.post<{ state: string; code?: string }>(who, `/api/record-proposals/${proposalId}/decision`, { action, note });
const read = async (who: TestPerson, proposalId: string) =>
  (
    await t.get<{ state: string; lines: object[]; handled: { name: string } | null }>(
      who,
      `/api/record-proposals/${proposalId}`,
    )
  ).body;
const told = (who: TestPerson) =>
  t.rows<{ kind: string }>(sql`select kind from notices where person_id = ${who.id} order by at, id`);

describe('a correction that the organisation proposes', () => {
  test('S23 the leader proposes on the record, a second person decides, the volunteer is told of both; before, after and effects stay as they were', async () => {
    await t.setUp((writer) =>
      writer.run(sql`
      insert into rule_books (id, kind, organization_id, version, title, citing_document, body, valid_from, issued_at)
      values (${writer.newId()}, 'stars', ${county.id}, 1, '星级', '示例', ${JSON.stringify({
        ...zhangjiagangStars,
        steps: [
          { stars: 1, minutes: 180, conditions: [], reached_by: 'table' },
          { stars: 2, minutes: 600, conditions: [], reached_by: 'table' },
        ],
      })}, '2026-01-01', ${t.now})`),
    );
    const shift = await shiftOf(t, county);
    const lin = await newcomer('林正', shift);
    const { record_id } = await served(lin, shift, hours('09:00'), hours('12:10'));
    t.now = hours('19:00');
    const certificate = await t.post<{ number: string }>(hejing, '/api/certificates', {
      volunteer_id: lin.id,
      organization_id: county.id,
      contact_phone: '0763-3388120',
      purpose: 'general',
      from: '2026-01-01',
      until: '2026-12-31',
    });
    expect(certificate.status).toBe(200);
    const page = await t.get<{ can: object }>(zhou, `/api/service-records/${lin.id}/${record_id}`);
    expect(page.body.can).toMatchObject({ propose_correction: true, request_correction: false });

    const asked = await correction(zhou, lin, record_id, '09:00', '11:35', { evidence: '签名单第 2 页' });
    expect(asked.status).toBe(200);
    expect((await told(lin)).map((one) => one.kind)).toContain('records.correction_proposed');
    expect((await told(luo)).map((one) => one.kind)).toContain('records.correction_waits');
    expect((await correction(hejing, lin, record_id, '09:00', '11:30')).body.code).toBe('records.correction_open');
    expect((await t.get<{ can: object }>(zhou, `/api/service-records/${lin.id}/${record_id}`)).body.can).toMatchObject({
      propose_correction: false,
    });
    expect((await decide(zhou, asked.body.proposal_id, 'approve')).status).toBe(403); // no right to approve
    const before = await read(luo, asked.body.proposal_id);
    expect(before).toMatchObject({
      state: 'handled',
      handled: { name: '周敏' },
      lines: [
        {
          old_to: hours('12:10').toISOString(),
          old_minutes: 190,
          new_to: hours('11:35').toISOString(),
          new_minutes: 155,
          reverses: true,
          certificates: 1,
          stars: { before: 1, after: 0 },
        },
      ],
    });
    expect((await decide(luo, asked.body.proposal_id, 'approve')).body).toEqual({ state: 'approved' });
    expect(await hoursOf(lin)).toMatchObject({ credit_minutes: 155, honorary_minutes: 0 });
    expect((await told(lin)).map((one) => one.kind)).toEqual(
      expect.arrayContaining(['records.proposal_approved', 'records.certificate_superseded']),
    );

    const after = await read(luo, asked.body.proposal_id);
    const outcome = ({ result_record_id: _, ...line }: Record<string, unknown>) => line;
    expect(after.lines.map((line) => outcome(line as Record<string, unknown>))).toEqual(
      before.lines.map((line) => outcome(line as Record<string, unknown>)),
    );
    const mine = await t.get<{ rows: { is_own: boolean; answer: string | null }[] }>(lin, '/api/my/corrections');
    expect(mine.body.rows).toMatchObject([{ is_own: false, answer: '看过签名单' }]);
  });

  test('one that was sent back shows what stood on that day, also after another changed the record', async () => {
    const shift = await shiftOf(t, county, { day: '2026-11-15', from: '13:00', to: '16:00' });
    const wu = await newcomer('吴返', shift);
    const { record_id } = await served(wu, shift, hours('13:00'), hours('16:00'));
    t.now = hours('20:00');
    const first = (await correction(hejing, wu, record_id, '13:00', '15:00')).body.proposal_id;
    await decide(luo, first, 'return', '没有依据');
    const second = (await correction(hejing, wu, record_id, '13:00', '15:30')).body.proposal_id;
    expect((await decide(hejing, second, 'approve')).body.code).toBe('records.second_person_needed');
    expect((await decide(luo, second, 'approve')).body.state).toBe('approved');
    expect((await read(luo, first)).lines).toMatchObject([{ old_minutes: 180, new_minutes: 120 }]);
    expect((await read(luo, second)).lines).toMatchObject([{ old_minutes: 180, new_minutes: 150 }]);
  });

  test('nobody proposes for themselves or for the own child; whoever may not propose there is refused, strangers find nothing', async () => {
    const shift = await shiftOf(t, county, { from: '17:00', to: '18:00' });
    const child = await newcomer('小林', shift);
    await t.setUp((writer) =>
      writer.run(sql`
      insert into guardianships (child_id, id, guardian_id, relation, confirmed_at) values (${child.id}, ${writer.newId()}, ${zhou.id}, 'mother', ${t.now})`),
    );
    await scan(t, child, shift, 'in', hours('17:00'));
    await scan(t, child, shift, 'out', hours('18:00'));
    t.now = hours('21:00');
    const [row] = await t.rows<{ id: string }>(sql`select id from attendances where volunteer_id = ${child.id}`);
    const leader = await t.person('另一位队长', [{ permissions: ['records.confirm', 'projects.read'], at: county }]);
    await t.post(leader, '/api/confirmations', {
      lines: [{ volunteer_id: child.id, attendance_id: row?.id, quality: 'good' }],
    });
    const record =
      (await t.rows<{ id: string }>(sql`select id from service_records where volunteer_id = ${child.id}`))[0]?.id ?? '';
    expect((await correction(zhou, child, record, '17:00', '17:30')).body.code).toBe('records.own_hours');
    const reader = await t.person('查看员', [{ permissions: ['records.read'], at: county }]);
    expect((await correction(reader, child, record, '17:00', '17:30')).status).toBe(403);
    expect((await correction(await t.person('路人'), child, record, '17:00', '17:30')).status).toBe(403);
  });
});
