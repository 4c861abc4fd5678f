import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleNumber } from '../../../domain/volunteers/gb11643.ts';
import { volunteerNumber } from '../../../domain/volunteers/volunteer-number.ts';
import { sql } from '../../db/sql.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../../testing/test-app.ts';

let t: TestApp & { close(): Promise<void> };
let team: TestOrganization;
let other: TestOrganization;
let terms: string;
type Answer = { outcome: string; number: string; code?: string };

/** Several servers on one database, so that many ask at once. */
beforeAll(async () => {
  t = await testApp({ now: new Date('2026-11-22T02:00:00Z'), servers: 3 });
  const city = await t.organization('金华市青年志愿者协会', null, { division_code: '330700' });
  team = await t.organization('婺江服务队', city, { kind: 'team' });
  other = await t.organization('衢州市青年志愿者协会', null, { division_code: '330800' });
  terms = (await t.get<{ terms: { version: string } }>(null, `/api/registration?organization_id=${team.id}`)).body.terms
    .version;
});
afterAll(() => t.close());

let sequence = 0;
async function newcomer(): Promise<TestPerson & { document: string }> {
  const place = (sequence += 2);
  const person = await t.person('', [], { phone: `139${String(20_000_000 + place)}` });
  await t.setUp((writer) => writer.run(sql`update persons set name = null, birth_date = null where id = ${person.id}`));
  return { ...person, document: exampleNumber('330702', '1990-01-01', place) };
}
const register = (who: TestPerson & { document: string }, at = team) =>
  t.post<Answer>(who, '/api/registration', {
    name: '李娜',
    organization_id: at.id,
    acknowledges_spirit: true,
    terms_version: terms,
    document_number: who.document,
  });
async function waitFor(count: number): Promise<void> {
  for (let waiting = 0; waiting < count;) {
    const [row] = await t.rows<{ n: number }>(
      sql`select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    waiting = row?.n ?? 0;
  }
}
const last = async (city: string): Promise<number> =>
  (
    await t.rows<{ last_number: number }>(
      sql`select last_number from number_series where kind = 'volunteers.number' and issuer = ${city}`,
    )
  )[0]?.last_number ?? 0;

test('twelve registrations at once that all wait for the series of their city: no double and no gap', async () => {
  expect((await register(await newcomer())).body.number).toBe(volunteerNumber('3307', 1));
  const people = await Promise.all(Array.from({ length: 12 }, newcomer));
  const holder = await t.database.owner.connect();
  await holder.query('begin');
  await holder.query('select 1 from number_series for update');
  const asked = people.map((who) => register(who));
  await waitFor(12);
  expect((await register(await newcomer(), other)).body.number).toBe(volunteerNumber('3308', 1)); // another city waits for nobody
  await holder.query('commit');
  holder.release();
  const numbers = (await Promise.all(asked)).map(({ body }) => body.number);
  expect(numbers.sort()).toEqual(Array.from({ length: 12 }, (_, place) => volunteerNumber('3307', place + 2)).sort());
  expect([await last('3307'), await last('3308')]).toEqual([13, 1]);
});

test('one person who registers twice at once gets one number, and the other goes back', async () => {
  const before = await last('3307');
  const who = await newcomer();
  const holder = await t.database.owner.connect();
  await holder.query('begin');
  await holder.query('select 1 from number_series for update');
  const asked = [register(who), register(who)];
  await waitFor(2);
  await holder.query('commit');
  holder.release();
  const answers = await Promise.all(asked);
  expect(answers.map(({ body }) => body.code ?? body.number).sort()).toEqual([
    volunteerNumber('3307', before + 1),
    'volunteers.already_registered',
  ]);
  expect(await t.rows(sql`select number from volunteer_numbers where volunteer_id = ${who.id}`)).toEqual([
    { number: volunteerNumber('3307', before + 1) },
  ]);
  expect(await t.rows(sql`select 1 as one from memberships where volunteer_id = ${who.id}`)).toHaveLength(1);
  expect((await register(await newcomer())).body.number).toBe(volunteerNumber('3307', before + 2));
});
