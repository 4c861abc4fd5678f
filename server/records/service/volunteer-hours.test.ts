import { afterAll, beforeAll, expect, test } from 'vitest';
import { at } from '../../../domain/time.ts';
import type { TestOrganization, TestPerson } from '../../testing/test-app.ts';
import { scan, shiftOf, signUp, type Shift } from '../fixtures.ts';
import { makeHouse } from '../house-fixtures.ts';

const { t, province, county, hejing, served, leave } = await makeHouse();
afterAll(leave);

type Year = {
  months: { credit_minutes: number; honorary_minutes: number }[];
  by_source: { source: string; minutes: number }[];
  elsewhere_minutes: number;
};
type Can = { can: { read_hours: boolean; read_sign_ups: boolean; read_certificates: boolean } };
let lin: TestPerson;
let other: TestPerson;
let beside: TestOrganization;
let reader: TestPerson;
let own: string;
let away: string;

async function serve(person: TestPerson, organization: TestOrganization, day: string, hours: number): Promise<string> {
  const shift = await shiftOf(t, organization, { day, from: '09:00', to: '12:00' });
  await signUp(t, shift, [person], organization);
  if (organization === county)
    return (await served(person, shift, at(day, '09:00'), at(day, `${9 + hours}:00`))).record_id;
  return servedElsewhere(person, shift, day, hours);
}

/** Another organisation confirms what was served there. */
async function servedElsewhere(person: TestPerson, shift: Shift, day: string, hours: number): Promise<string> {
  const leader = await t.person('邻县队长', [
    { permissions: ['records.confirm', 'records.read', 'projects.read'], at: beside },
  ]);
  expect((await scan(t, person, shift, 'in', at(day, '09:00'))).status).toBe(200);
  expect((await scan(t, person, shift, 'out', at(day, `${9 + hours}:00`))).status).toBe(200);
  const { body } = await t.get<{ rows: { attendance_id: string; volunteer_id: string }[] }>(
    leader,
    '/api/confirmations?limit=50',
  );
  const line = body.rows.find((row) => row.volunteer_id === person.id);
  const done = await t.post<{ results: { record: { record_id: string } }[] }>(leader, '/api/confirmations', {
    lines: [{ volunteer_id: person.id, attendance_id: line?.attendance_id, quality: 'good' }],
  });
  return done.body.results[0]?.record.record_id ?? '';
}

beforeAll(async () => {
  beside = await t.organization('望岭县', province, { level: 'county' });
  reader = await t.person('干事', [
    {
      permissions: ['volunteers.read', 'records.read', 'records.certify', 'projects.roster', 'projects.read'],
      at: county,
    },
  ]);
  lin = await t.volunteer('林晓禾', county);
  other = await t.volunteer('陈一', county);
  own = await serve(lin, county, '2026-10-17', 2);
  await serve(other, county, '2026-10-18', 1);
  away = await serve(lin, beside, '2026-11-14', 3);
});

test('a volunteer’s year: months and sources of all services, and what only others may open is said apart', async () => {
  const { body } = await t.get<Year>(reader, `/api/volunteers/${lin.id}/hours-by-month?year=2026`);
  expect(body.months.map((month) => month.credit_minutes)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 120, 180, 0]);
  expect(body.by_source.reduce((sum, row) => sum + row.minutes, 0)).toBe(300);
  expect(body.elsewhere_minutes).toBe(180);
  expect((await t.get<Year>(reader, `/api/volunteers/${lin.id}/hours-by-month?year=2025`)).body).toMatchObject({
    by_source: [],
    elsewhere_minutes: 0,
  });
  const records = async (who: TestPerson) =>
    (await t.get<{ rows: { record_id: string }[] }>(who, `/api/service-records?volunteer_id=${lin.id}`)).body.rows.map(
      (row) => row.record_id,
    );
  expect(await records(reader)).toEqual([own]);
  const above = await t.person('省级', [{ permissions: ['records.read'], at: province }]);
  expect(await records(above)).toEqual([away, own]);
  expect((await t.get(reader, `/api/service-records/${lin.id}/${own}`)).status).toBe(200);
});

test('what a volunteer signed up for and came to, of the activities whose roster the caller reads', async () => {
  const coming = await shiftOf(t, county, { day: '2026-12-20', from: '09:00', to: '12:00' });
  await signUp(t, coming, [lin], county);
  const { body } = await t.get<{ rows: { standing: string; shift_id: string }[] }>(
    reader,
    `/api/volunteers/${lin.id}/sign-ups`,
  );
  expect(body.rows.map((row) => row.standing)).toEqual(['coming', 'came']);
  expect(body.rows[0]?.shift_id).toBe(coming.id);
});

test('certificates of one volunteer alone', async () => {
  const issue = (person: TestPerson) =>
    t.post<{ certificate_id: string }>(person, '/api/my/certificates', {
      purpose: 'general',
      from: '2026-10-01',
      until: '2026-10-31',
      organization_id: county.id,
    });
  const [mine, others] = [await issue(lin), await issue(other)];
  expect([mine.status, others.status]).toEqual([200, 200]);
  const { body } = await t.get<{ rows: { certificate_id: string }[] }>(
    reader,
    `/api/certificates?volunteer_id=${lin.id}`,
  );
  expect(body.rows.map((row) => row.certificate_id)).toEqual([mine.body.certificate_id]);
});

test('each part is offered to whoever may read it there, and shut to others', async () => {
  const can = async (who: TestPerson) => (await t.get<Can>(who, `/api/volunteers/${lin.id}`)).body.can;
  expect(await can(reader)).toMatchObject({ read_hours: true, read_sign_ups: true, read_certificates: true });
  const names = await t.person('只看名册', [{ permissions: ['volunteers.read'], at: county }]);
  expect(await can(names)).toMatchObject({ read_hours: false, read_sign_ups: false, read_certificates: false });
  const stranger = await t.person('邻县干事', [{ permissions: ['records.read', 'projects.roster'], at: beside }]);
  for (const part of ['hours-by-month?year=2026', 'sign-ups']) {
    expect((await t.get(stranger, `/api/volunteers/${lin.id}/${part}`)).status, part).toBe(404);
    expect((await t.get(names, `/api/volunteers/${lin.id}/${part}`)).status, part).toBe(403);
  }
  expect((await t.get(hejing, `/api/volunteers/${lin.id}/hours-by-month?year=2026`)).status).toBe(200);
});

test('who has checked in before the start is no longer offered to withdraw', async () => {
  const shift = await shiftOf(t, county, { day: '2026-12-21', from: '09:00', to: '12:00' });
  const person = await t.volunteer('梁二', county);
  await signUp(t, shift, [person], county);
  t.now = at('2026-12-21', '08:40');
  const home = async () =>
    (await t.get<{ next: { can: { withdraw: boolean } } }>(person, '/api/me/home')).body.next.can.withdraw;
  expect(await home()).toBe(true);
  expect((await scan(t, person, shift, 'in', at('2026-12-21', '08:45'))).status).toBe(200);
  expect(await home()).toBe(false);
  const { rows } = (await t.get<{ rows: { can: { withdraw: boolean } }[] }>(person, '/api/me/sign-ups')).body;
  expect(rows.map((row) => row.can.withdraw)).toEqual([false]);
});
