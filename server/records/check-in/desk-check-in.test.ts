import { afterAll, expect, test } from 'vitest';
import { shortCode, stepAt } from '../../../domain/rotating-code.ts';
import { sql } from '../../db/sql.ts';
import type { TestAnswer, TestPerson } from '../../testing/test-app.ts';
import { hmacOf } from './check-in.ts';
import { shiftOf, type Shift } from '../fixtures.ts';
import { hours, makeHouse } from '../house-fixtures.ts';

const { t, county, zhou, newcomer, attendanceOf, confirm, hoursOf, leave } = await makeHouse();
afterAll(leave);

const digitsOf = (person: TestPerson, when: Date): string =>
  shortCode({ kind: 'card', id: person.id }, stepAt(when), hmacOf(t.services.secrets));
const numberOf = async (person: TestPerson): Promise<string> =>
  (await t.rows<{ number: string }>(sql`select number from volunteers where id = ${person.id}`))[0]?.number ?? '';
const sourcesOf = (person: TestPerson) =>
  t.rows<{ direction: string; source: string; is_late: boolean }>(
    sql`select direction, source, is_late from attendance_stamps where volunteer_id = ${person.id} order by stamped_at`,
  );
const leaderNow = (name: string): Promise<TestPerson> =>
  t.person(name, [{ permissions: ['records.check_in', 'records.confirm', 'projects.read'], at: county }]);

function digits(who: TestPerson, shift: Shift, code: string, now: Date, more: object = {}): Promise<TestAnswer> {
  t.now = now;
  return t.post(who, `/api/shifts/${shift.id}/desk-check-ins`, {
    kind: 'card_digits',
    code,
    direction: 'in',
    scanned_at: now.toISOString(),
    ...more,
  });
}
function named(
  who: TestPerson,
  shift: Shift,
  number: string,
  name: string,
  direction: 'in' | 'out',
  now: Date,
): Promise<TestAnswer> {
  t.now = now;
  return t.post(who, `/api/shifts/${shift.id}/desk-check-ins`, { kind: 'number_and_name', number, name, direction });
}

test('P71 P27 the digits of a card, typed at the desk, check in and out whoever is signed up, for a minute, and count as credit', async () => {
  const shift = await shiftOf(t, county);
  const [lin, absent] = [await newcomer('林晓禾', shift), await t.volunteer('没报名', county)];
  expect((await digits(zhou, shift, digitsOf(lin, hours('09:00')), hours('09:02'))).body).toMatchObject({
    code: 'records.card_digits_wrong',
    field: 'code',
  });
  expect((await digits(zhou, shift, digitsOf(absent, hours('09:02')), hours('09:02'))).body).toMatchObject({
    code: 'records.card_digits_wrong',
  });
  const spaced = digitsOf(lin, hours('09:02')).replace(/(\d{3})/, '$1 ');
  expect((await digits(zhou, shift, spaced, hours('09:02'))).body).toMatchObject({
    outcome: 'stamped',
    direction: 'in',
    volunteer_name: '林○○',
  });
  expect((await digits(zhou, shift, digitsOf(lin, hours('09:10')), hours('09:10'))).body).toMatchObject({
    code: 'records.already_checked_in',
  });
  expect(
    (
      await digits(zhou, shift, digitsOf(lin, hours('11:02')), hours('11:02'), {
        direction: 'out',
        number: await numberOf(lin),
      })
    ).body,
  ).toMatchObject({ outcome: 'stamped', direction: 'out' });
  expect(await sourcesOf(lin)).toEqual([
    { direction: 'in', source: 'staff_typed', is_late: false },
    { direction: 'out', source: 'staff_typed', is_late: false },
  ]);
  expect((await confirm(zhou, lin, shift)).body.results).toMatchObject([{ refusal: null, record: { minutes: 120 } }]);
  expect(await hoursOf(lin)).toMatchObject({
    credit_minutes: 120,
    by_source: [{ source: 'staff_typed', minutes: 120 }],
  });
  const audited = await t.rows<{ action: string; source: string }>(sql`
    select action, after ->> 'source' as source from audit_events where actor_person_id = ${zhou.id} and subject_id = ${(await attendanceOf(lin, shift)).id} and action like 'records.check%' order by at`);
  expect(audited).toEqual([
    { action: 'records.check_in', source: 'staff_typed' },
    { action: 'records.check_out', source: 'staff_typed' },
  ]);
});

test('digits kept without a signal go with the number, are those of that moment, and may be wrong five times', async () => {
  const shift = await shiftOf(t, county);
  const lin = await newcomer('林离线', shift);
  const number = await numberOf(lin);
  const kept = { scanned_at: hours('09:03').toISOString(), offline: true };
  expect((await digits(zhou, shift, digitsOf(lin, hours('09:00')), hours('13:00'), kept)).body).toMatchObject({
    code: 'records.card_number_needed',
    field: 'number',
  });
  expect(
    (await digits(zhou, shift, digitsOf(lin, hours('09:00')), hours('13:00'), { ...kept, number })).body,
  ).toMatchObject({ outcome: 'stamped', stamped_at: hours('09:00').toISOString(), is_late: true });
  const chen = await newcomer('陈离线', shift);
  const near = new Set(
    Array.from({ length: 60 }, (_, step) => digitsOf(chen, new Date(hours('09:03').getTime() + (step - 30) * 30_000))),
  );
  const wrong = ['000000', '111111', '222222'].find((code) => !near.has(code)) ?? '';
  const late = async () =>
    (await digits(zhou, shift, wrong, hours('13:00'), { ...kept, number: await numberOf(chen) })).body;
  for (let time = 0; time < 5; time += 1) expect(await late()).toMatchObject({ code: 'records.card_digits_wrong' });
  expect(await late()).toMatchObject({ code: 'records.typed_tries_over' });
});

test('number and name: both must hold and be signed up; the weaker source stands beside the minutes, and another person confirms', async () => {
  const shift = await shiftOf(t, county);
  const [child, other, stranger] = [
    await newcomer('王小满', shift),
    await newcomer('陈小满', shift),
    await t.volunteer('没报名', county),
  ];
  const number = await numberOf(child);
  const [desk, colleague] = [await leaderNow('吴桌'), await leaderNow('郑同事')];
  for (const [wrongNumber, wrongName] of [
    [number, '陈小满'],
    [await numberOf(other), '王小满'],
    ['330100000001', '王小满'],
    [await numberOf(stranger), '没报名'],
  ] as const) {
    expect((await named(desk, shift, wrongNumber, wrongName, 'in', hours('09:00'))).body).toMatchObject({
      code: 'records.number_and_name_wrong',
    });
  }
  expect(
    (await named(desk, shift, number.replace(/(\d{4})/, '$1 '), '王 小满', 'in', hours('09:00'))).body,
  ).toMatchObject({ outcome: 'stamped', direction: 'in' });
  const board = await t.get<{ rows: { volunteer_id: string; source: string }[] }>(
    desk,
    `/api/shifts/${shift.id}/board`,
  );
  expect(board.body.rows.find((row) => row.volunteer_id === child.id)).toMatchObject({
    source: 'staff_named',
    state: 'checked_in',
  });
  expect((await named(desk, shift, number, '王小满', 'out', hours('11:00'))).body).toMatchObject({
    outcome: 'stamped',
    direction: 'out',
  });
  const queue = async (who: TestPerson) =>
    (
      await t.get<{ waiting: number; rows: { can: { confirm: boolean } }[] }>(
        who,
        `/api/confirmations?shift_id=${shift.id}`,
      )
    ).body;
  expect(await queue(desk)).toMatchObject({ waiting: 0, rows: [{ source: 'staff_named', can: { confirm: false } }] });
  expect(await queue(colleague)).toMatchObject({ waiting: 1, rows: [{ can: { confirm: true } }] });
  expect((await confirm(desk, child, shift)).body).toMatchObject({ code: 'records.named_by_confirmer' });
  expect((await confirm(colleague, child, shift)).body.results).toMatchObject([
    { refusal: null, record: { minutes: 120 } },
  ]);
  expect(await hoursOf(child)).toMatchObject({
    credit_minutes: 120,
    by_source: [{ source: 'staff_named', minutes: 120 }],
  });
});

test('ten wrong entries in five minutes, right ones uncounted; nobody enters the own name or child, nor at a desk that is another’s or a shift without scans', async () => {
  const shift = await shiftOf(t, county);
  const desk = await leaderNow('钱桌');
  const people = await Promise.all(
    Array.from({ length: 12 }, (_, place) => newcomer(`队员${'甲乙丙丁戊己庚辛壬癸子丑'[place] ?? ''}`, shift)),
  );
  for (const person of people)
    expect(
      (await digits(desk, shift, digitsOf(person, hours('09:00')), hours('09:00'), { number: await numberOf(person) }))
        .status,
    ).toBe(200);
  const [first] = people;
  const number = first === undefined ? '' : await numberOf(first);
  for (let time = 0; time < 10; time += 1)
    expect((await named(desk, shift, number, '不是他', 'out', hours('10:00'))).body).toMatchObject({
      code: 'records.number_and_name_wrong',
    });
  expect((await named(desk, shift, number, '不是他', 'out', hours('10:00'))).status).toBe(429);

  const [parent, child] = [await leaderNow('罗家长'), await newcomer('罗小满', shift)];
  await t.setUp((writer) =>
    writer.run(
      sql`insert into guardianships (id, child_id, guardian_id, relation, confirmed_at) values (${writer.newId()}, ${child.id}, ${parent.id}, 'parent', ${writer.now})`,
    ),
  );
  expect((await named(parent, shift, await numberOf(child), '罗小满', 'in', hours('10:00'))).body).toMatchObject({
    code: 'records.own_hours',
  });
  const elsewhere = await t.person('外区', [
    { permissions: ['records.check_in', 'projects.read'], at: await t.organization('别的区') },
  ]);
  expect((await named(elsewhere, shift, await numberOf(child), '罗小满', 'in', hours('10:00'))).status).toBe(404);
  const without = await shiftOf(t, county, { day: '2026-11-16', check_in_kinds: ['rotating_code'] });
  const late = await newcomer('不扫卡', without);
  expect(
    (await named(zhou, without, await numberOf(late), '不扫卡', 'in', new Date('2026-11-16T01:00:00Z'))).body,
  ).toMatchObject({ code: 'records.kind_not_offered' });
});
