import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import { verifyLedger } from '../../ledger/verify-ledger.ts';
import { carryOutMerges } from '../../volunteers/jobs.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../../testing/test-app.ts';
import { scan, shiftOf, signUp, type Shift } from '../fixtures.ts';
import { verifyRecords } from './verify-records.ts';

let t: TestApp & { close(): Promise<void> };
let county: TestOrganization;
let zhou: TestPerson; // confirms
let hejing: TestPerson; // asks for the merge
let luo: TestPerson; // decides it
const day = '2026-11-15';
const hours = (time: string): Date => at(day, time);

beforeAll(async () => {
  t = await testApp({ now: hours('08:00') });
  county = await t.organization('云汀区青年志愿者协会', null, { level: 'county' });
  zhou = await t.person('周敏', [{ permissions: ['records.confirm', 'records.read', 'projects.read'], at: county }]);
  hejing = await t.person('何景', [{ permissions: ['volunteers.merge', 'volunteers.read'], at: county }]);
  luo = await t.person('罗岚', [
    {
      permissions: ['volunteers.merge', 'volunteers.read', 'records.approve', 'records.read', 'organizations.read'],
      at: county,
    },
  ]);
});
afterAll(async () => {
  expect((await verifyLedger(t.services.reader)).faults).toEqual([]);
  expect(await verifyRecords(t.services.reader)).toEqual([]);
  await t.close();
});

const confirm = async (person: TestPerson, shift: Shift, who = zhou) => {
  const [row] = await t.rows<{ id: string }>(
    sql`select id from attendances where volunteer_id = ${person.id} and shift_id = ${shift.id}`,
  );
  return t.post<{ results: { record: { record_id: string; minutes: number } }[]; code?: string }>(
    who,
    '/api/confirmations',
    { lines: [{ volunteer_id: person.id, attendance_id: row?.id, quality: 'good' }] },
  );
};
async function attended(person: TestPerson, from: string, to: string): Promise<Shift> {
  const shift = await shiftOf(t, county, { day, from, to, title: `${person.name} ${from}` });
  await signUp(t, shift, [person], county);
  await scan(t, person, shift, 'in', hours(from));
  await scan(t, person, shift, 'out', hours(to));
  return shift;
}
async function served(person: TestPerson, from: string, to: string): Promise<string> {
  const answer = await confirm(person, await attended(person, from, to));
  return answer.body.results[0]?.record.record_id ?? '';
}
const ask = async (kept: TestPerson, duplicate: TestPerson, who = hejing) =>
  t.post<{ id: string; code?: string }>(who, '/api/merge-requests', {
    kept_id: kept.id,
    duplicate_id: duplicate.id,
    reason: '同一人换了手机',
  });
const decide = (id: string, who = luo) =>
  t.post<{ code?: string; count?: number }>(who, `/api/merge-requests/${id}/decision`, {
    merges: true,
    reason: '两份证件对得上',
  });
async function agreed(kept: TestPerson, duplicate: TestPerson): Promise<string> {
  const { id } = (await ask(kept, duplicate)).body;
  for (const side of [kept, duplicate])
    expect((await t.post(side, `/api/me/merge-requests/${id}/answer`, { agrees: true })).status).toBe(200);
  return id;
}
/** The days in which everybody concerned may stop it pass, and the nightly look carries it out. */
async function daysPass(): Promise<void> {
  const now = t.now;
  t.now = new Date(now.getTime() + 16 * 24 * 3_600_000);
  await carryOutMerges(t.services);
  t.now = now;
}
async function merged(kept: TestPerson, duplicate: TestPerson): Promise<void> {
  expect((await decide(await agreed(kept, duplicate))).status).toBe(200);
  await daysPass();
}
type Hours = {
  credit_minutes: number;
  by_source: { minutes: number }[];
  rows: { title: string; minutes: number; merged_from: string | null; attendance_id: string; record_id: string }[];
};
const hoursOf = async (person: TestPerson): Promise<Hours> => (await t.get<Hours>(person, '/api/my/hours')).body;
const period = `from=${day}&until=${day}`;
type Total = { readonly credit_minutes: number; readonly honorary_minutes: number };
const total = async (): Promise<Total> => {
  const { body } = await t.get<Total>(luo, `/api/organizations/${county.id}/hours?${period}`);
  return { credit_minutes: body.credit_minutes, honorary_minutes: body.honorary_minutes };
};
const numberOf = async (person: TestPerson): Promise<string> =>
  (await t.rows<{ number: string }>(sql`select number from volunteers where id = ${person.id}`))[0]?.number ?? '';

describe('hours of two registrations that are one person', () => {
  let kept: TestPerson;
  let duplicate: TestPerson;
  let pending: Shift;
  let oldRecord = '';
  let oldCode = '';

  beforeAll(async () => {
    kept = await t.volunteer('林晓禾', county);
    duplicate = await t.volunteer('林晓荷', county);
    await served(kept, '09:00', '12:00');
    oldRecord = await served(duplicate, '13:00', '15:00');
    pending = await attended(duplicate, '16:00', '17:00');
    oldCode = (
      await t.post<{ code: string }>(duplicate, '/api/my/certificates', { purpose: 'general', from: day, until: day })
    ).body.code;
  });

  test('two other people decide, and nothing is moved: the sum before is the sum after', async () => {
    const before = await total();
    const transfers = await t.rows(sql`select * from ledger_legs order by owner_id, unit, sequence`);
    const id = await agreed(kept, duplicate);
    expect((await decide(id, hejing)).body.code).toBe('volunteers.merge_second_person');
    expect((await decide(id)).status).toBe(200);
    await daysPass();
    expect(await total()).toEqual(before);
    expect(await t.rows(sql`select * from ledger_legs order by owner_id, unit, sequence`)).toEqual(transfers);
    expect(before).toEqual({ credit_minutes: 300, honorary_minutes: 0 });
  });

  test('my hours hold both, each row with its source and the number it came under', async () => {
    const mine = await hoursOf(kept);
    expect(mine.credit_minutes).toBe(300);
    expect(mine.by_source.reduce((sum, one) => sum + one.minutes, 0)).toBe(300);
    expect(mine.rows.map((row) => [row.title, row.minutes, row.merged_from])).toEqual(
      expect.arrayContaining([
        ['林晓禾 09:00', 180, null],
        ['林晓荷 13:00', 120, await numberOf(duplicate)],
        ['林晓荷 16:00', null, await numberOf(duplicate)],
      ]),
    );
    expect((await t.get(kept, `/api/my/hours-in-period?${period}`)).body).toMatchObject({ credit_minutes: 300 });
    for (const id of [kept.id, duplicate.id])
      expect((await t.get(luo, `/api/volunteers/${id}/hours?${period}`)).body).toMatchObject({
        credit_minutes: 300,
        name: '林○○',
      });
    expect((await t.get(kept, `/api/service-records/${kept.id}/${oldRecord}`)).body).toMatchObject({
      minutes: 120,
      volunteer_name: '林晓禾',
      volunteer_id: duplicate.id,
    });
    expect((await t.get<{ merged: { number: string }[] }>(luo, `/api/volunteers/${kept.id}`)).body.merged).toEqual([
      { id: duplicate.id, number: await numberOf(duplicate) },
    ]);
  });

  test('what waited under the old number is confirmed for the person, who is told and may not do it alone', async () => {
    const leader = await t.setUp(async (writer) => {
      const role = writer.newId();
      await writer.run(
        sql`insert into roles (id, name_zh, name_en, permissions, created_at) values (${role}, '队长', 'leader', ${['records.confirm', 'records.approve', 'records.read', 'projects.read']}, ${writer.now})`,
      );
      await writer.run(
        sql`insert into role_grants (id, person_id, role_id, organization_id, is_below, valid_from, granted_at) values (${writer.newId()}, ${kept.id}, ${role}, ${county.id}, true, '2020-01-01', ${writer.now})`,
      );
      return kept;
    });
    expect((await confirm(duplicate, pending, leader)).body.code).toBe('records.own_hours');
    expect(
      (await t.post(leader, `/api/service-records/${duplicate.id}/${oldRecord}/reversal`, { reason: '试试' })).body[
        'code'
      ],
    ).toBe('records.own_hours');
    expect((await confirm(duplicate, pending)).status).toBe(200);
    expect((await hoursOf(kept)).credit_minutes).toBe(360);
    const notices = await t.get<{ rows: { kind: string; sentence: string }[] }>(kept, '/api/me/notices');
    expect(notices.body.rows.some((row) => row.sentence.includes('林晓荷 16:00'))).toBe(true);
  });

  test('a service at the same time as one of the other registration counts once', async () => {
    const shift = await attended(kept, '14:00', '16:00');
    expect((await confirm(kept, shift)).body.results[0]?.record.minutes).toBe(60);
  });

  test('certificates: the old one stays valid under the person’s name, a new one lists both, striking an old record supersedes both', async () => {
    expect((await t.get(null, `/api/verify/${oldCode}`)).body).toMatchObject({
      state: 'valid',
      name_masked: '林○○',
      total_minutes: 120,
    });
    const issued = await t.post<{ code: string; total_minutes: number }>(kept, '/api/my/certificates', {
      purpose: 'general',
      from: day,
      until: day,
    });
    expect(issued.body.total_minutes).toBe(420);
    const mine = (
      await t.get<{ rows: { volunteer_id: string; certificate_id: string; code: string }[] }>(
        kept,
        '/api/my/certificates',
      )
    ).body.rows;
    expect(mine.map((row) => row.code).sort()).toEqual([issued.body.code, oldCode].sort());
    for (const row of mine)
      expect((await t.get(kept, `/api/certificates/${row.volunteer_id}/${row.certificate_id}/pdf`)).status).toBe(200);
    const exported = JSON.parse(String((await t.get(kept, '/api/me/export.json')).raw)) as {
      tables: { table: string; rows: { id: string }[] }[];
    };
    expect(exported.tables.find((one) => one.table === 'service_records')?.rows.map((row) => row.id)).toContain(
      oldRecord,
    );

    expect(
      (await t.post(luo, `/api/service-records/${duplicate.id}/${oldRecord}/reversal`, { reason: '实际没有到场' }))
        .body,
    ).toMatchObject({ minutes: 120, certificates: 2 });
    for (const code of [oldCode, issued.body.code])
      expect((await t.get(null, `/api/verify/${code}`)).body).toMatchObject({ state: 'superseded' });
    expect((await hoursOf(kept)).credit_minutes).toBe(300);
  });

  test('S23 the person asks for a correction of what stands under the old number', async () => {
    t.now = hours('20:00');
    const row = (await hoursOf(kept)).rows.find((one) => one.title === '林晓荷 16:00');
    const asked = await t.post(kept, '/api/corrections', {
      attendance_id: row?.attendance_id,
      started_at: hours('16:00').toISOString(),
      ended_at: hours('16:30').toISOString(),
      reason: '提前走了',
    });
    expect(asked.status).toBe(200);
    expect((await t.get<{ rows: unknown[] }>(kept, '/api/my/corrections')).body.rows).toHaveLength(1);
  });
});

describe('what stands in the way of a merge', () => {
  const two = async (name: string): Promise<[TestPerson, TestPerson]> => [
    await t.volunteer(`${name}甲`, county),
    await t.volunteer(`${name}乙`, county),
  ];

  test('services at one time, and sign-ups to come', async () => {
    const [kept, duplicate] = await two('陈');
    await served(kept, '09:00', '11:00');
    const record = await served(duplicate, '10:00', '12:00');
    const id = await agreed(kept, duplicate);
    expect((await decide(id)).body).toMatchObject({ code: 'volunteers.merge_overlap' });
    expect(
      (await t.post(luo, `/api/service-records/${duplicate.id}/${record}/reversal`, { reason: '同一场记了两次' }))
        .status,
    ).toBe(200);
    const ahead = await shiftOf(t, county, { day: '2026-12-20' });
    await signUp(t, ahead, [duplicate], county);
    expect((await decide(id)).body).toMatchObject({ code: 'volunteers.merge_sign_ups' });
    await t.setUp((writer) =>
      writer.run(
        sql`update sign_ups set ended_at = ${writer.now}, ended_as = 'withdrawn' where volunteer_id = ${duplicate.id} and shift_id = ${ahead.id}`,
      ),
    );
    expect((await decide(id)).status).toBe(200);
  });

  test('a registration merged before is not merged again, whichever way and however fast', async () => {
    const [one, other] = await two('梁');
    const forward = await agreed(one, other);
    const backward = await agreed(other, one);
    const answers = await Promise.all([decide(forward), decide(backward), decide(forward)]);
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    for (const answer of answers)
      expect([undefined, 'volunteers.merge_decided', 'volunteers.merge_waits_already']).toContain(answer.body.code);
    await daysPass();
    expect(
      await t.rows(
        sql`select count(*)::int as merged from volunteers where id in (${one.id}, ${other.id}) and merged_into is not null`,
      ),
    ).toEqual([{ merged: 1 }]);
    expect((await ask(one, other)).status).toBe(404); // the duplicate is gone from the roster;
  });

  test('who was merged into somebody is found in one step when that one is merged too', async () => {
    const [first, second] = await two('孙');
    const third = await t.volunteer('孙丙', county);
    await served(first, '09:00', '10:00');
    await served(second, '10:00', '11:00');
    await served(third, '11:00', '12:00');
    await merged(second, first);
    await merged(third, second);
    expect((await hoursOf(third)).credit_minutes).toBe(180);
    expect(
      await t.rows(sql`select distinct merged_into from volunteers where id in (${first.id}, ${second.id})`),
    ).toEqual([{ merged_into: third.id }]);
  });

  test('skills, covers, honours and cards hold for the registration that stays', async () => {
    const [kept, duplicate] = await two('许');
    await t.post(duplicate, '/api/me/cards', { kind: 'citizen_card', number: 'A88880001' });
    await t.setUp(async (writer) => {
      await writer.run(
        sql`insert into volunteer_skills (volunteer_id, skill, verified_at) values (${duplicate.id}, '急救', ${writer.now})`,
      );
      await writer.run(
        sql`insert into insurance_covers (volunteer_id, id, insurer, policy_number, valid_from, valid_until, recorded_at) values (${duplicate.id}, ${writer.newId()}, '人保', 'P1', '2026-01-01', '2026-12-31', ${writer.now})`,
      );
      await writer.run(
        sql`insert into honours (volunteer_id, id, title, issuer_id, issued_on, recorded_by, recorded_at) values (${duplicate.id}, ${writer.newId()}, '优秀志愿者', ${county.id}, '2026-03-05', ${luo.id}, ${writer.now})`,
      );
    });
    await merged(kept, duplicate);
    const own = await t.get<{ cards: { id: string }[] }>(kept, '/api/me/volunteer');
    expect(own.body).toMatchObject({
      skills: [{ skill: '急救', is_verified: true }],
      honours: [{ title: '优秀志愿者' }],
      insured_until: '2026-12-31',
      cards: [{ kind: 'citizen_card' }],
    });
    expect((await t.delete(kept, `/api/me/cards/${own.body.cards[0]?.id}`)).status).toBe(200);
  });
});

describe('before two registrations become one', () => {
  const twoDocuments = async (
    one: TestPerson,
    first: string | null,
    other: TestPerson,
    second: string | null,
  ): Promise<void> => {
    for (const [person, number] of [
      [one, first],
      [other, second],
    ] as const) {
      if (number === null) continue;
      await t.setUp((writer) =>
        writer.run(sql`
        update persons set document_type = 'resident_id', document_encrypted = ${writer.secrets.encrypt(number)}, document_index = ${writer.secrets.index('document', `resident_id ${number}`)} where id = ${person.id}`),
      );
    }
  };

  test('two checked numbers that differ are two people, at the request and again before it is carried out', async () => {
    const [kept, duplicate] = [await t.volunteer('甲一', county), await t.volunteer('甲二', county)];
    await twoDocuments(kept, '11010519491231002X', duplicate, null);
    const id = await agreed(kept, duplicate);
    expect((await decide(id)).status).toBe(200);
    await twoDocuments(kept, null, duplicate, '440524188001010014');
    expect((await ask(kept, duplicate)).body.code).toBe('volunteers.merge_two_documents');
    await daysPass();
    expect(
      await t.rows(
        sql`select carried_out_at, stop_reason is not null as says_why from merge_requests where id = ${id}`,
      ),
    ).toEqual([{ carried_out_at: null, says_why: true }]);
    expect(
      await t.rows(
        sql`select count(*)::int as named from persons where id in (${kept.id}, ${duplicate.id}) and name is not null`,
      ),
    ).toEqual([{ named: 2 }]);
  });

  test('until its days have passed nothing is joined or destroyed, the phone and the superior hear of it, and one word stops it', async () => {
    const league = await t.organization('团县委', null, { level: 'county' });
    const team = await t.organization('队', league);
    const superior = await t.person('上级', [{ permissions: ['volunteers.merge', 'volunteers.read'], at: league }]);
    const merging = [{ permissions: ['volunteers.merge', 'volunteers.read'] as const, at: team, below: false }];
    const [asker, decider] = [await t.person('问', merging), await t.person('定', merging)];
    const [kept, duplicate] = [await t.volunteer('乙一', team), await t.volunteer('乙二', team)];
    const request = await ask(kept, duplicate, asker);
    for (const side of [kept, duplicate])
      await t.post(side, `/api/me/merge-requests/${request.body.id}/answer`, { agrees: true });
    expect((await decide(request.body.id, decider)).status).toBe(200);
    expect(
      await t.rows(
        sql`select count(*)::int as named from persons where id in (${kept.id}, ${duplicate.id}) and name is not null`,
      ),
    ).toEqual([{ named: 2 }]);
    const heard = async (who: TestPerson) =>
      (await t.get<{ rows: { kind: string }[] }>(who, '/api/me/notices')).body.rows.map((row) => row.kind);
    expect(await heard(duplicate)).toContain('volunteers.merge_waits');
    expect(await heard(superior)).toContain('volunteers.merge_below');
    const mine = (await t.get<{ rows: object[] }>(duplicate, '/api/me/merge-requests')).body.rows;
    expect(mine[0]).toMatchObject({ state: 'waiting', can: { agree: false, object: true } });
    expect(
      (await t.post(duplicate, `/api/me/merge-requests/${request.body.id}/answer`, { agrees: false })).status,
    ).toBe(200);
    await daysPass();
    expect(
      await t.rows(
        sql`select count(*)::int as apart from volunteers where id in (${kept.id}, ${duplicate.id}) and merged_into is null`,
      ),
    ).toEqual([{ apart: 2 }]);
    expect(await heard(decider)).toContain('volunteers.merge_stopped');
    expect((await decide(request.body.id, decider)).body.code).toBe('volunteers.merge_decided');
  });

  test('whoever gains neither asks nor decides, nor does whoever that one brought in', async () => {
    const duplicate = await t.volunteer('丙二', county);
    const kept = await t.person('丙一', [
      { permissions: ['volunteers.merge', 'volunteers.read', 'accounts.grant', 'organizations.read'], at: county },
    ]);
    await t.setUp((writer) =>
      writer.run(sql`
      insert into volunteers (id, number, organization_id, organization_path, source, registered_at) values (${kept.id}, 'T-KEPT', ${county.id}, ${county.path}, 'self', ${writer.now})`),
    );
    expect((await ask(kept, duplicate, kept)).body.code).toBe('volunteers.own_merge');
    const id = await agreed(kept, duplicate);
    expect((await decide(id, kept)).body.code).toBe('volunteers.own_merge');
    const role = (
      await t.post<{ id: string }>(kept, '/api/roles', {
        organization_id: county.id,
        name_zh: '合并员',
        name_en: 'merger',
        permissions: ['volunteers.merge', 'volunteers.read'],
        needs_second_factor: false,
      })
    ).body.id;
    const chief = await t.person('另一位管理员', [
      { permissions: ['accounts.grant', 'organizations.read', 'volunteers.merge', 'volunteers.read'], at: county },
    ]);
    const own = await t.post<{ id: string; person_id: string }>(kept, '/api/grants', {
      phone: '13705790077',
      name: '编造',
      role_id: role,
      organization_id: county.id,
      is_below: true,
      valid_from: day,
      valid_until: null,
    });
    expect((await t.post(chief, `/api/grants/${own.body.id}/confirmation`)).status).toBe(200);
    const second = await t.signedIn(own.body.person_id, '编造');
    expect((await decide(id, second)).body.code).toBe('core.two_people');
    expect(
      (await t.get<{ rows: { id: string; can: { merge: boolean } }[] }>(second, '/api/merge-requests')).body.rows.find(
        (row) => row.id === id,
      )?.can.merge,
    ).toBe(false);
  });
});
