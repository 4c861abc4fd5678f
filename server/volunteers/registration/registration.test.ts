import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleNumber } from '../../../domain/volunteers/gb11643.ts';
import { isVolunteerNumber } from '../../../domain/volunteers/volunteer-number.ts';
import { sql } from '../../db/sql.ts';
import { jobs } from '../../nouns.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../../testing/test-app.ts';
import { eligibilityInputs } from '../guardians/eligibility.ts';

let t: TestApp & { close(): Promise<void> };
let city: TestOrganization;
let team: TestOrganization;
let compound: TestOrganization;
type Page = {
  spirit: { zh: string }[];
  terms: { version: string };
  compounds: { id: string; name: string }[];
  ages: Record<string, number>;
};
type Answer = {
  outcome: string;
  volunteer_id: string;
  number: string;
  waits_for: string[];
  code?: string;
  message?: string;
  field?: string;
};
let terms: string;
let sequence = 0;

beforeAll(async () => {
  t = await testApp({ now: new Date('2026-11-22T02:00:00Z') });
  city = await t.organization('金华市青年志愿者协会', null, { division_code: '330700' });
  team = await t.organization('婺江服务队', city, { kind: 'team' });
  compound = await t.organization('桂花苑', city, { kind: 'compound', level: 'compound' });
  terms = (await t.get<Page>(null, `/api/registration?organization_id=${team.id}`)).body.terms.version;
});
afterAll(async () => {
  await t.close();
});

const phone = (): string => `139${String(10_000_000 + (sequence += 1))}`;
const number = (birth: string): string => exampleNumber('330702', birth, (sequence += 2) % 900);
const body = (inputs: object): object => ({
  name: '李娜',
  organization_id: team.id,
  acknowledges_spirit: true,
  terms_version: terms,
  ...inputs,
});
const newcomer = async (own = phone()): Promise<TestPerson> => {
  const person = await t.person('', [], { phone: own });
  await t.setUp((writer) => writer.run(sql`update persons set name = null, birth_date = null where id = ${person.id}`));
  return person;
};
const register = (who: TestPerson, inputs: object) => t.post<Answer>(who, '/api/registration', body(inputs));
const inputs = (id: string) => eligibilityInputs(t.services.reader, id, '2026-11-22');

test('L07 the newcomer sees 奉献 友爱 互助 进步 and registers only after acknowledging them', async () => {
  const page = await t.get<Page>(null, `/api/registration?organization_id=${team.id}`);
  expect(page.body.spirit.map((word) => word.zh)).toEqual(['奉献', '友爱', '互助', '进步']);
  const who = await newcomer();
  expect(
    (
      await t.post(who, '/api/registration', {
        ...body({ document_number: number('1999-05-04') }),
        acknowledges_spirit: false,
      })
    ).status,
  ).toBe(400);
  const answer = await register(who, { document_number: number('1999-05-04') });
  expect(answer.status).toBe(200);
  expect(answer.body.outcome).toBe('registered');
  expect(isVolunteerNumber(answer.body.number)).toBe(true);
  expect(answer.body.number.startsWith('3307')).toBe(true);
  const kept = await t.rows(sql`select kind, version from consents where volunteer_id = ${who.id} order by kind`);
  expect(kept).toEqual([
    { kind: 'spirit', version: '1' },
    { kind: 'terms', version: terms },
  ]);
});

test('the document is stored encrypted, found by its keyed index, and the plain number is nowhere', async () => {
  const who = await newcomer();
  const document = number('1990-01-01');
  await register(who, { document_number: document.toLowerCase() });
  const [row] = await t.rows<{ all: string; document_hint: string }>(
    sql`select persons::text as all, document_hint from persons where id = ${who.id}`,
  );
  expect(row?.document_hint).toBe(`3307○○○○${document.slice(-2)}`);
  expect(row?.all).not.toContain(document);
  const events = await t.rows<{ all: string }>(
    sql`select audit_events::text as all from audit_events where subject_id = ${who.id}`,
  );
  expect(events.map((event) => event.all).join()).not.toContain(document);
});

test('a wrong document is refused in a sentence that names the place', async () => {
  const document = number('1990-01-01');
  const wrong = document.slice(0, 17) + (document.endsWith('1') ? '2' : '1');
  const answer = await register(await newcomer(), { document_number: wrong });
  expect([answer.status, answer.body.code, answer.body.message, answer.body.field]).toEqual([
    422,
    'volunteers.document_check',
    '证件号第 18 位对不上，请核对',
    'document_number',
  ]);
});

test('S17 the acceptance is kept with its version, and an older version is asked again', async () => {
  const answer = await register(await newcomer(), { document_number: number('1990-01-01'), terms_version: 'older' });
  expect([answer.status, answer.body.code]).toEqual([409, 'volunteers.terms_changed']);
});

test('S03 a volunteer registers as resident of a compound', async () => {
  const page = await t.get<Page>(null, `/api/registration?organization_id=${team.id}`);
  expect(page.body.compounds).toEqual([{ id: compound.id, name: '桂花苑' }]);
  const who = await newcomer();
  await register(who, { document_number: number('1985-01-01'), compound_id: compound.id });
  expect(await t.rows(sql`select compound_id from volunteers where id = ${who.id}`)).toEqual([
    { compound_id: compound.id },
  ]);
});

test('S03 a team below the county association offers the compounds of the county’s towns, and no team that stands in one', async () => {
  const [county, next] = [
    await t.organization('义乌市', null, { kind: 'county' }),
    await t.organization('东阳市', null, { kind: 'county' }),
  ];
  const town = await t.organization('稠城街道', county, { kind: 'town' });
  const home = await t.organization('香樟苑', town, { kind: 'compound', level: 'compound' });
  await t.organization('香樟苑邻舍队', home, { kind: 'team', level: 'compound' });
  await t.organization('别处小区', await t.organization('吴宁街道', next, { kind: 'town' }), {
    kind: 'compound',
    level: 'compound',
  });
  const below = await t.organization('商城服务队', await t.organization('义乌市青年志愿者协会', county), {
    kind: 'team',
  });
  const offered = await t.get<Page>(null, `/api/registration?organization_id=${below.id}`);
  expect(offered.body.compounds).toEqual([{ id: home.id, name: '香樟苑（稠城街道）' }]);
});

describe('minors', () => {
  test('under 14 nothing of the child is stored before the guardian agrees on an own phone', async () => {
    const before = await t.rows(sql`select count(*)::int from persons`);
    const refused = await register(await newcomer(), { document_number: number('2014-03-01') });
    expect(refused.body.code).toBe('volunteers.guardian_first');
    const guardianPhone = phone();
    const asked = await t.post<{ request_id: string }>(null, '/api/guardian-requests', {
      guardian_phone: guardianPhone,
      organization_id: team.id,
    });
    expect(asked.status).toBe(200);
    const [pending] = await t.rows<{ all: string; child_id: string | null }>(
      sql`select guardian_requests::text as all, child_id from guardian_requests where id = ${asked.body.request_id}`,
    );
    expect(pending?.child_id).toBeNull();
    expect(pending?.all).not.toContain(guardianPhone);
    expect(await t.rows(sql`select count(*)::int from persons`)).toEqual([
      { count: (before[0] as { count: number }).count + 1 },
    ]); // the newcomer's account only

    const guardian = await newcomer(guardianPhone);
    const list = await t.get<{ rows: { id: string; child: null }[] }>(guardian, '/api/guardian-requests');
    expect(list.body.rows).toMatchObject([{ id: asked.body.request_id, child: null }]);
    const child = {
      name: '王小满',
      document_number: number('2013-03-01'),
      organization_id: team.id,
      is_pupil: false,
      acknowledges_spirit: true,
      terms_version: terms,
    };
    const tooYoung = await t.post<Answer>(guardian, `/api/guardian-requests/${asked.body.request_id}/confirmation`, {
      guardian_name: '王大海',
      child,
    });
    expect(tooYoung.body.code).toBe('volunteers.too_young'); // the national matrix begins at 14; a local book may go lower
    await t.setUp((writer) =>
      writer.run(sql`
      insert into rule_books (id, kind, organization_id, version, title, citing_document, body, valid_from, issued_at)
      values (${writer.newId()}, 'age_matrix', ${city.id}, 1, '年龄', '示例', ${JSON.stringify({ minimum_age: 6, guardian_under_age: 18, self_supporting_age: 16, accompanied_below_age: 14, disaster_relief_minimum_age: 18 })}, '2026-01-01', ${writer.now})`),
    );
    const bothRoles = await t.post<Answer>(guardian, `/api/guardian-requests/${asked.body.request_id}/confirmation`, {
      guardian_name: '王大海',
      child: { ...child, is_pupil: true, teacher_phone: guardianPhone },
    });
    expect(bothRoles.body).toMatchObject({ code: 'volunteers.guardian_same_phone', field: 'teacher_phone' });
    const confirmed = await t.post<{ child_id: string; number: string }>(
      guardian,
      `/api/guardian-requests/${asked.body.request_id}/confirmation`,
      { guardian_name: '王大海', child },
    );
    expect(confirmed.status).toBe(200);
    expect(await inputs(confirmed.body.child_id)).toMatchObject({
      birth_date: '2013-03-01',
      has_parent_consent: true,
      parent_ids: [guardian.id],
    });
    expect(
      await t.rows(sql`select answer, phone_encrypted from guardian_requests where id = ${asked.body.request_id}`),
    ).toEqual([{ answer: 'confirmed', phone_encrypted: null }]);
    expect((await t.get<{ wards: { name: string }[] }>(guardian, '/api/guardian-requests')).body.wards).toMatchObject([
      { name: '王小满' },
    ]);
  });

  test('a stranger cannot see or answer the request; an old one is over and loses the phone', async () => {
    const guardianPhone = phone();
    const asked = await t.post<{ request_id: string }>(null, '/api/guardian-requests', {
      guardian_phone: guardianPhone,
    });
    const stranger = await newcomer();
    expect((await t.get<{ rows: object[] }>(stranger, '/api/guardian-requests')).body.rows).toEqual([]);
    expect((await t.post(stranger, `/api/guardian-requests/${asked.body.request_id}/refusal`)).status).toBe(404);
    const guardian = await newcomer(guardianPhone);
    const now = t.now;
    t.now = new Date('2026-11-26T02:00:00Z');
    expect((await t.post(guardian, `/api/guardian-requests/${asked.body.request_id}/refusal`)).body['code']).toBe(
      'volunteers.guardian_request_over',
    );
    await jobs.find(({ name }) => name === 'volunteers.expire_guardian_requests')?.run(t.services, {});
    expect(
      await t.rows(
        sql`select answer, phone_encrypted, phone_hint from guardian_requests where id = ${asked.body.request_id}`,
      ),
    ).toEqual([{ answer: 'expired', phone_encrypted: null, phone_hint: '' }]);
    t.now = now;
  });

  test('one phone is asked five times a day, not more', async () => {
    const guardianPhone = phone();
    for (let time = 0; time < 5; time += 1)
      expect((await t.post(null, '/api/guardian-requests', { guardian_phone: guardianPhone })).status).toBe(200);
    expect((await t.post(null, '/api/guardian-requests', { guardian_phone: guardianPhone })).status).toBe(429);
  });

  test('from 14 to 17 the guardian agrees before service', async () => {
    const who = await newcomer();
    expect((await register(who, { document_number: number('2010-05-04') })).body.code).toBe(
      'volunteers.guardian_phone_missing',
    );
    const guardianPhone = phone();
    const answer = await register(who, { document_number: number('2010-05-04'), guardian_phone: guardianPhone });
    expect(answer.body.waits_for).toEqual(['parent']);
    expect(await inputs(who.id)).toMatchObject({ has_parent_consent: false });
    const guardian = await newcomer(guardianPhone);
    const [request] = (
      await t.get<{ rows: { id: string; child: { name: string } }[] }>(guardian, '/api/guardian-requests')
    ).body.rows;
    expect(request?.child.name).toBe('李娜');
    expect(
      (await t.post(guardian, `/api/guardian-requests/${request?.id}/confirmation`, { guardian_name: '李父' })).status,
    ).toBe(200);
    expect(await inputs(who.id)).toMatchObject({ has_parent_consent: true });
  });

  test('nobody agrees for themselves', async () => {
    const own = phone();
    const who = await newcomer(own);
    expect((await register(who, { document_number: number('2010-05-04'), guardian_phone: own })).body.code).toBe(
      'volunteers.guardian_own_phone',
    );
  });

  test('P56 R62 a pupil waits for parent and teacher, and has both only when both agreed', async () => {
    const who = await newcomer();
    const [parentPhone, teacherPhone] = [phone(), phone()];
    const pupil = {
      document_number: number('2008-01-05'),
      is_pupil: true,
      school: '金华一中',
      guardian_phone: parentPhone,
    }; // 18 and still a pupil
    expect((await register(who, pupil)).body.code).toBe('volunteers.teacher_phone_missing');
    expect((await register(who, { ...pupil, teacher_phone: teacherPhone })).body.waits_for).toEqual([
      'parent',
      'teacher',
    ]);
    for (const [own, expected] of [
      [teacherPhone, { has_parent_consent: false, has_teacher_consent: true }],
      [parentPhone, { has_parent_consent: true, has_teacher_consent: true }],
    ] as const) {
      const person = await newcomer(own);
      const [request] = (await t.get<{ rows: { id: string }[] }>(person, '/api/guardian-requests')).body.rows;
      expect(
        (
          await t.post(person, `/api/guardian-requests/${request?.id}/confirmation`, {
            guardian_name: own === teacherPhone ? '陈老师' : '李母',
          })
        ).status,
      ).toBe(200);
      expect(await inputs(who.id)).toMatchObject(expected);
    }
  });

  test('P56 R62 parent and teacher are two people: by phone, by person and by name; each line ends alone', async () => {
    const who = await newcomer();
    const [parentPhone, teacherPhone, secondPhone] = [phone(), phone(), phone()];
    const pupil = {
      document_number: number('2008-02-05'),
      is_pupil: true,
      school: '金华一中',
      guardian_phone: parentPhone,
    };
    expect(
      (await register(who, { ...pupil, teacher_phone: `+86 ${parentPhone.slice(0, 3)} ${parentPhone.slice(3)}` })).body,
    ).toMatchObject({ code: 'volunteers.guardian_same_phone', field: 'teacher_phone' });
    expect((await register(who, { ...pupil, teacher_phone: teacherPhone })).body.waits_for).toEqual([
      'parent',
      'teacher',
    ]);
    const ask = (role: string, to: string) => t.post<Answer>(who, '/api/me/guardian-requests', { role, phone: to });
    expect((await ask('teacher', parentPhone)).body.code).toBe('volunteers.guardian_same_phone'); // waits for the parent's yes

    const answer = async (person: TestPerson, name: string, role: string) => {
      const open = await t.rows<{ id: string }>(sql`
        select r.id from guardian_requests r join persons p on p.phone_index = r.phone_index where p.id = ${person.id} and r.child_id = ${who.id} and r.role = ${role} and r.answered_at is null`);
      return t.post<Answer>(person, `/api/guardian-requests/${open[0]?.id}/confirmation`, { guardian_name: name });
    };
    const parent = await newcomer(parentPhone);
    expect((await answer(parent, '李母', 'parent')).status).toBe(200);
    expect((await ask('teacher', parentPhone)).body.code).toBe('volunteers.guardian_same_phone'); // and after it
    expect((await ask('teacher', secondPhone)).status).toBe(200);
    const again = await newcomer(secondPhone); // the parent's second phone
    expect((await answer(again, '李母', 'teacher')).body.code).toBe('volunteers.guardian_same_name');
    await t.setUp((writer) =>
      writer.run(
        sql`update persons set phone_index = ${writer.secrets.index('phone', secondPhone)} where id = ${parent.id}`,
      ),
    ); // the parent's new number
    expect((await answer(parent, '李母', 'teacher')).body.code).toBe('volunteers.teacher_is_parent');
    expect(await inputs(who.id)).toMatchObject({ has_parent_consent: true, has_teacher_consent: false });

    const teacher = await newcomer(teacherPhone);
    expect((await answer(teacher, '陈老师', 'teacher')).status).toBe(200);
    expect(await inputs(who.id)).toMatchObject({ has_parent_consent: true, has_teacher_consent: true });
    const [line] = (await t.get<{ wards: { consent_id: string }[] }>(teacher, '/api/guardian-requests')).body.wards;
    expect((await t.delete(teacher, `/api/me/consents/${line?.consent_id}`)).status).toBe(200);
    expect(await inputs(who.id)).toMatchObject({ has_parent_consent: true, has_teacher_consent: false });
  });

  test('P56 both consents of one person, from before they were held apart, count as the parent’s; each line shows and ends its own', async () => {
    const who = await newcomer();
    const [parentPhone, teacherPhone] = [phone(), phone()];
    await register(who, {
      document_number: number('2008-03-05'),
      is_pupil: true,
      school: '金华一中',
      guardian_phone: parentPhone,
      teacher_phone: teacherPhone,
    });
    const parent = await newcomer(parentPhone);
    await t.setUp(async (writer) => {
      for (const [kind, relation] of [
        ['parent', 'parent'],
        ['teacher', 'teacher'],
      ] as const) {
        await writer.run(
          sql`insert into guardianships (child_id, id, guardian_id, relation, confirmed_at) values (${who.id}, ${writer.newId()}, ${parent.id}, ${relation}, ${t.now})`,
        );
        await writer.run(
          sql`insert into consents (volunteer_id, id, kind, version, given_by, given_at) values (${who.id}, ${writer.newId()}, ${kind}, '1', ${parent.id}, ${t.now})`,
        );
      }
    });
    expect(await inputs(who.id)).toMatchObject({ has_parent_consent: true, has_teacher_consent: false });
    const wards = async () =>
      (await t.get<{ wards: { relation: string; consent_id: string | null }[] }>(parent, '/api/guardian-requests')).body
        .wards;
    const teaching = (await wards()).find((one) => one.relation === 'teacher');
    expect((await t.delete(parent, `/api/me/consents/${teaching?.consent_id}`)).status).toBe(200);
    expect(
      (await wards())
        .map((one) => [one.relation, one.consent_id !== null] as const)
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    ).toEqual([
      ['parent', true],
      ['teacher', false],
    ]);
    expect(await inputs(who.id)).toMatchObject({ has_parent_consent: true, has_teacher_consent: false });
  });
});

describe('one person, one registration', () => {
  test('a document registered before becomes a request that both sides see', async () => {
    const document = number('1990-01-01');
    const first = await newcomer();
    await register(first, { document_number: document });
    const second = await newcomer();
    const answer = await register(second, { document_number: document });
    expect(answer.body).toMatchObject({ outcome: 'merge_requested', volunteer_id: null });
    expect(await t.rows(sql`select kept_id, duplicate_id from merge_requests`)).toEqual([
      { kept_id: first.id, duplicate_id: second.id },
    ]);
    expect((await register(second, { document_number: document, name: '李那' })).body.code).toBe(
      'volunteers.document_of_another',
    );
  });

  test('twelve at once with one document make one volunteer', async () => {
    const document = number('1991-01-01');
    const people = await Promise.all(Array.from({ length: 12 }, () => newcomer()));
    const answers = await Promise.all(people.map((who) => register(who, { document_number: document })));
    expect(answers.filter((answer) => answer.body.outcome === 'registered')).toHaveLength(1);
    expect(
      await t.rows(
        sql`select count(*)::int from persons where document_hint = ${`3307○○○○${document.slice(-2)}`} and birth_date = '1991-01-01'`,
      ),
    ).toEqual([{ count: 1 }]);
  });

  test('who was imported with this phone takes the registration over at the first sign-in', async () => {
    const own = phone();
    const imported = await newcomer();
    const document = number('1992-01-01');
    await register(imported, { document_number: document });
    await t.setUp(async (writer) => {
      // as an import leaves it: no account, the phone as on the roster
      await writer.run(sql`delete from sessions where person_id = ${imported.id}`);
      await writer.run(sql`delete from accounts where person_id = ${imported.id}`);
      await writer.run(
        sql`update persons set phone_index = ${writer.secrets.index('phone', own)} where id = ${imported.id}`,
      );
    });
    const who = await newcomer(own);
    await t.setUp(async (writer) => {
      const role = writer.newId();
      await writer.run(
        sql`insert into roles (id, name_zh, name_en, permissions, created_at) values (${role}, '干事', 'clerk', ${['volunteers.read']}, ${t.now})`,
      );
      await writer.run(sql`
        insert into role_grants (id, person_id, role_id, organization_id, is_below, valid_from, granted_at)
        select ${writer.newId()}, ${who.id}, ${role}, id, true, '2020-01-01', ${t.now} from organizations limit 1`);
    });
    expect((await register(who, { document_number: document })).body).toMatchObject({
      outcome: 'claimed',
      volunteer_id: imported.id,
    });
    // the device goes on under the cookie that names the former person, with the roles, until it is signed out
    type Me = { signed_in: boolean; person: { id: string } | null; grants: object[] };
    const seen = async () => (await t.get<Me>(who, '/api/me')).body;
    expect(await seen()).toMatchObject({ signed_in: true, person: { id: imported.id }, grants: [{ role_zh: '干事' }] });
    expect(
      await t.rows(
        sql`select person_id from role_grants where person_id in (${who.id}, ${imported.id}) and ended_at is null`,
      ),
    ).toEqual([{ person_id: imported.id }]);
    await t.setUp((writer) =>
      writer.run(sql`update sessions set ended_at = ${t.now} where person_id = ${imported.id} and ended_at is null`),
    );
    expect((await seen()).signed_in).toBe(false);
  });
});
