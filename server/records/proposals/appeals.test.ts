/** Hours were struck, the volunteer appeals: who may decide, what comes back, and what the days between say for ever. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { at } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { overturnStrike, preview } from '../../ledger/post.ts';
import type { TestAnswer, TestPerson } from '../../testing/test-app.ts';
import { shiftOf, type Shift } from '../fixtures.ts';
import { day, hours, makeHouse } from '../house-fixtures.ts';
import { verifyEvidence } from '../service/verify-evidence.ts';
import { verifyRecords } from '../service/verify-records.ts';

const { t, province, county, hejing, luo, boss, zhou, newcomer, served, hoursOf, leave } = await makeHouse();
afterAll(async () => {
  expect(await verifyEvidence(t.services.reader)).toEqual([]);
  await leave();
});

type Refused = { code: string; message: string };
type Made = { proposal_id: string } & Refused;
let lin: TestPerson;
let shift: Shift;
let record: { record_id: string; minutes: number };
const daysLater = (days: number, time = '09:00'): Date => at(`2026-11-${15 + days}`, time);

const strike = (who: TestPerson): Promise<TestAnswer<Refused>> =>
  t.post(who, `/api/service-records/${lin.id}/${record.record_id}/reversal`, { reason: '查无此事' });
const appeal = (who = lin): Promise<TestAnswer<Made>> =>
  t.post(who, '/api/appeals', { record_id: record.record_id, reason: '那天三位队友都在' });
const decide = (who: TestPerson, proposal: string, action: string): Promise<TestAnswer<Refused & { state: string }>> =>
  t.post(who, `/api/record-proposals/${proposal}/decision`, { action, note: '核过照片' });
type Shown = {
  state: string;
  transfers: { amount: number }[];
  events: { action: string }[];
  can: { appeal: boolean; propose_appeal: boolean };
};
const shown = async (who: TestPerson): Promise<Shown> =>
  (await t.get<Shown>(who, `/api/service-records/${lin.id}/${record.record_id}`)).body;
const heldOn = async (when: Date): Promise<number> =>
  (
    await t.get<{ credit_minutes: number }>(
      lin,
      `/api/my/hours-in-period?from=${day}&until=${day}&as_of=${when.toISOString()}`,
    )
  ).body.credit_minutes;

beforeEach(async () => {
  t.now = hours('08:00');
  shift = await shiftOf(t, county);
  lin = await newcomer('林晓', shift);
  record = await served(lin, shift, hours('09:00'), hours('11:00'));
  t.now = daysLater(3);
  expect((await strike(luo)).status).toBe(200);
  t.now = daysLater(5);
});

async function given(): Promise<string> {
  const made = await appeal();
  expect(made.status).toBe(200);
  expect((await decide(hejing, made.body.proposal_id, 'handle')).body.state).toBe('handled');
  return made.body.proposal_id;
}

describe('an appeal against a strike', () => {
  test('the same record counts again by a new entry: sums as of now are those of before, sums as of the days between stay', async () => {
    expect((await shown(lin)).can.appeal).toBe(true);
    expect((await decide(boss, await given(), 'approve')).body.state).toBe('approved');
    expect((await hoursOf(lin)).rows.map((row) => [row.record_id, row.state, row.minutes])).toEqual([
      [record.record_id, 'confirmed', 120],
    ]);
    expect((await hoursOf(lin)).credit_minutes).toBe(120);
    const said: number[] = [];
    for (const days of [0, 1, 3, 4, 5, 6]) said.push(await heldOn(daysLater(days, '12:00')));
    expect(said).toEqual([120, 120, 0, 0, 120, 120]);
    const { state, transfers, events, can } = await shown(lin);
    expect([state, transfers.map((one) => one.amount), can.appeal]).toEqual(['confirmed', [120, -120, 120], false]);
    expect(events.map((event) => event.action)).toEqual(
      expect.arrayContaining([
        'records.eliminate',
        'records.request_appeal',
        'records.handle_appeal',
        'records.approve_appeal',
      ]),
    );
    const [entry] = await t.rows<{ names: boolean }>(sql`
      select again.overturns_id = strike.id and strike.reverses_id = first.id and again.service_day = first.service_day as names
      from ledger_transactions again join ledger_transactions strike on strike.owner_id = again.owner_id and strike.id = again.overturns_id
        join ledger_transactions first on first.owner_id = strike.owner_id and first.id = strike.reverses_id where again.owner_id = ${lin.id}`);
    expect(entry).toEqual({ names: true });
    const issued = await t.post<{ number: string }>(lin, '/api/my/certificates', {
      purpose: 'general',
      from: '2026-11-01',
      until: '2026-11-20',
    });
    expect(issued.status).toBe(200);
    const told = await t.rows<{ kind: string }>(
      sql`select kind from notices where person_id = ${lin.id} and kind = 'records.strike_overturned'`,
    );
    expect(told).toHaveLength(1);
    const mine = await t.get<{ rows: { kind: string; state: string; answer: string }[] }>(lin, '/api/my/corrections');
    expect(mine.body.rows).toMatchObject([{ kind: 'appeal', state: 'approved', answer: '核过照片' }]);
  });

  test('whoever decides reads who struck, when and why, and what was struck, beside what comes back', async () => {
    const proposal = await given();
    const read = await t.get<{ struck: unknown; lines: unknown[] }>(boss, `/api/record-proposals/${proposal}`);
    expect(read.body.struck).toEqual({ name: luo.name, at: daysLater(3).toISOString(), note: '查无此事' });
    expect(read.body.lines).toMatchObject([
      {
        old_from: hours('09:00').toISOString(),
        old_to: hours('11:00').toISOString(),
        old_minutes: 120,
        old_source: 'rotating_code',
        new_minutes: 120,
        reverses: false,
      },
    ]);
  });

  test('the county as it stood on the days between is without the hours, and has them again from the day of the decision', async () => {
    await decide(boss, await given(), 'approve');
    const period = `from=${day}&until=${day}`;
    const figure = async (stood: string) =>
      (
        await t.get<{ credit_minutes: number }>(
          hejing,
          `/api/organizations/${county.id}/hours?${period}&as_it_stood=${stood}`,
        )
      ).body.credit_minutes;
    const rows = async (stood: string, more = '') =>
      (
        await t.get<{ sum: { minutes: number } }>(
          hejing,
          `/api/service-records?limit=50&organization_id=${county.id}&${period}&as_it_stood=${stood}${more}`,
        )
      ).body.sum.minutes;
    const days = ['2026-11-15', '2026-11-18', '2026-11-19', '2026-11-20'];
    const own: number[] = [];
    for (const stood of days) {
      expect(await rows(stood), stood).toBe(await figure(stood));
      own.push(await rows(stood, `&volunteer_id=${lin.id}`));
    }
    expect(own).toEqual([120, 0, 0, 120]);
  });

  test('sent back it stays struck, the volunteer is told why and may appeal again', async () => {
    expect((await decide(boss, await given(), 'return')).body.state).toBe('returned');
    expect((await hoursOf(lin)).credit_minutes).toBe(0);
    expect(
      await t.rows(sql`select 1 from notices where person_id = ${lin.id} and kind = 'records.appeal_returned'`),
    ).toHaveLength(1);
    expect((await appeal()).status).toBe(200);
  });

  test('staff who see that the strike was wrong appeal for the volunteer: that is the first seal', async () => {
    const asked = (who: TestPerson): Promise<TestAnswer<Made>> =>
      t.post(who, `/api/service-records/${lin.id}/${record.record_id}/appeals`, { reason: '照片找到了' });
    expect([(await shown(hejing)).can.propose_appeal, (await shown(luo)).can.propose_appeal]).toEqual([true, false]);
    expect((await asked(luo)).body.code).toBe('records.own_strike');
    const made = await asked(hejing);
    expect(made.status).toBe(200);
    expect((await decide(boss, made.body.proposal_id, 'approve')).body.state).toBe('approved');
    expect((await hoursOf(lin)).credit_minutes).toBe(120);
  });
});

describe('nobody gives struck hours back alone', () => {
  test('who struck neither handles, approves nor sends back', async () => {
    const made = await appeal();
    const id = made.body.proposal_id;
    expect((await decide(luo, id, 'handle')).body.code).toBe('records.own_strike');
    await decide(hejing, id, 'handle');
    const risen = await t.person('升任', [{ permissions: ['records.approve', 'records.read'], at: province }]);
    await t.rows(
      sql`update audit_events set actor_person_id = ${risen.id} where subject_id = ${record.record_id} and action = 'records.eliminate'`,
    );
    for (const action of ['approve', 'return'])
      expect((await decide(risen, id, action)).body.code, action).toBe('records.own_strike');
    await t.rows(
      sql`update audit_events set actor_person_id = ${luo.id} where subject_id = ${record.record_id} and action = 'records.eliminate'`,
    );
    expect((await decide(boss, id, 'approve')).status).toBe(200);
  });

  test('the level of the strike neither approves nor sends back; the level above needs a first seal of another', async () => {
    const made = await appeal();
    const id = made.body.proposal_id;
    expect((await decide(boss, id, 'approve')).body.code).toBe('records.proposal_closed');
    const both = await t.person('省里', [
      { permissions: ['records.propose', 'records.approve', 'records.read'], at: province },
    ]);
    const peer = await t.person('同级', [
      { permissions: ['records.propose', 'records.approve', 'records.read'], at: county },
    ]);
    expect((await decide(both, id, 'handle')).status).toBe(200);
    for (const action of ['approve', 'return'])
      expect((await decide(peer, id, action)).body.code, action).toBe('core.forbidden');
    expect((await decide(both, id, 'approve')).body.code).toBe('records.second_person_needed');
    expect((await decide(lin, id, 'approve')).status).toBe(403); // at the door
    const listed = await t.get<{ rows: { proposal_id: string; can: { approve: boolean } }[] }>(
      peer,
      '/api/record-proposals?kind=appeal',
    );
    expect(listed.body.rows.find((row) => row.proposal_id === id)?.can.approve).toBe(false);
    expect((await hoursOf(lin)).credit_minutes).toBe(0);
    expect((await decide(boss, id, 'approve')).status).toBe(200);
  });

  test('struck from the top, two others of the top decide', async () => {
    await decide(boss, await given(), 'approve');
    expect((await strike(boss)).status).toBe(200);
    const id = await given();
    expect((await decide(boss, id, 'approve')).body.code).toBe('records.own_strike');
    const other = await t.person('省里另一位', [{ permissions: ['records.approve', 'records.read'], at: province }]);
    expect((await decide(other, id, 'approve')).status).toBe(200);
    expect((await shown(lin)).transfers.map((one) => one.amount)).toEqual([120, -120, 120, -120, 120]);
    expect((await hoursOf(lin)).credit_minutes).toBe(120);
  });
});

describe('what does not come back', () => {
  test('twice: what counts again is not struck any more, and one appeal is open at a time', async () => {
    const first = await given();
    expect((await appeal()).body.code).toBe('records.correction_open');
    expect((await decide(boss, first, 'approve')).status).toBe(200);
    expect((await decide(boss, first, 'approve')).body.code).toBe('records.proposal_closed');
    expect((await appeal()).body.code).toBe('records.state_forbids');
    expect((await hoursOf(lin)).credit_minutes).toBe(120);
  });

  test('two approvals at once give back once', async () => {
    const id = await given();
    const other = await t.person('省里另一位', [{ permissions: ['records.approve', 'records.read'], at: province }]);
    const answers = await Promise.all([decide(boss, id, 'approve'), decide(other, id, 'approve')]);
    expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([200, 409]);
    expect((await hoursOf(lin)).credit_minutes).toBe(120);
  });

  test('beside another record of the same time, in whichever registration of the person it stands', async () => {
    const id = await given();
    const same = await shiftOf(t, county, { title: '同一时间的另一场' });
    const again = await newcomer('林晓', same);
    const other = await served(again, same, hours('10:00'), hours('11:30'));
    await t.rows(sql`update volunteers set merged_into = ${lin.id} where id = ${again.id}`);
    await t.rows(sql`insert into merged_registrations (person_id, volunteer_id) values (${lin.id}, ${again.id})`);
    t.now = daysLater(6);
    const refused = await decide(boss, id, 'approve');
    expect([refused.status, refused.body.code]).toEqual([409, 'records.counted_again']);
    expect(refused.body.message).toContain('同一时间的另一场');
    expect((await shown(lin)).state).toBe('reversed');
    expect(
      (await t.post(luo, `/api/service-records/${again.id}/${other.record_id}/reversal`, { reason: '重复' })).status,
    ).toBe(200);
    expect((await decide(boss, id, 'approve')).status).toBe(200); // the duplicate is gone
    await t.rows(sql`delete from merged_registrations where volunteer_id = ${again.id}`);
    await t.rows(sql`update volunteers set merged_into = null where id = ${again.id}`);
  });

  test('what is confirmed, or somebody else’s', async () => {
    const stranger = await t.volunteer('别人', county);
    expect((await appeal(stranger)).status).toBe(404);
    await decide(boss, await given(), 'approve');
    expect(
      (await t.post<Made>(hejing, `/api/service-records/${lin.id}/${record.record_id}/appeals`, { reason: '再来' }))
        .body.code,
    ).toBe('records.state_forbids');
    expect(
      (await t.post(zhou, `/api/service-records/${lin.id}/${shift.id}/appeals`, { reason: '没有这条' })).status,
    ).toBe(404);
  });
});

test('planted: minutes given back without an appeal, or a record that says struck while they stand, are named', async () => {
  const found = await t.setUp((writer: Writer) =>
    preview(writer, async () => {
      const back = await writer.one<{ id: string }>(
        sql`select id from ledger_transactions where owner_id = ${lin.id} and reverses_id is not null`,
      );
      const posted = await overturnStrike(writer, { owner_id: lin.id, transaction_id: back.id });
      const records = await verifyRecords(writer);
      await writer.run(sql`update service_records set state = 'confirmed', transfer_id = ${posted.transaction_id}, posted_at = ${writer.now}, reversed_at = null
        where volunteer_id = ${lin.id} and id = ${record.record_id}`);
      return { records, again: await verifyRecords(writer), evidence: await verifyEvidence(writer) };
    }),
  );
  expect(found.records).toMatchObject([
    { says: expect.stringContaining('moves minutes without a service record') as string },
  ]);
  expect(found.again).toEqual([]);
  expect(found.evidence).toMatchObject([
    { check: 'decision', says: 'was given back after a strike without an approved appeal in the audit trail' },
  ]);
});
