import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultTimeCounting, halfHourRounding } from '../../../domain/organizations/rule-books/time-counting.ts';
import { at } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../../testing/test-app.ts';
import { scan, shiftOf, signUp } from '../fixtures.ts';

let t: TestApp & { close(): Promise<void> };
let county: TestOrganization;
let strictTeam: TestOrganization;
let local: TestPerson;
let above: TestPerson;
let leader: TestPerson;
beforeAll(async () => {
  t = await testApp({ now: at('2026-11-16', '10:00') });
  const city = await t.organization('云汀市', null, { kind: 'city', level: 'city' });
  county = await t.organization('临溪县', city, { kind: 'county', level: 'county' });
  const team = await t.organization('江边队', county, { kind: 'team' });
  strictTeam = await t.organization('严队', county, { kind: 'team' });
  local = await t.person('县干部', [{ permissions: ['organizations.rules', 'organizations.read'], at: county }]);
  above = await t.person('市干部', [
    { permissions: ['organizations.rules', 'organizations.read'], at: city, below: false },
  ]);
  leader = await t.person('队长', [{ permissions: ['records.confirm', 'projects.read'], at: county }]);
  // 09:00 to 12:11, 191 minutes, at a shift that is planned until 12:30; the other team has a book of its own
  for (const organization of [team, strictTeam]) {
    const shift = await shiftOf(t, organization, { day: '2026-11-15', from: '09:00', to: '12:30' });
    const volunteer = await t.volunteer('林晓禾', organization);
    await signUp(t, shift, [volunteer], organization);
    await scan(t, volunteer, shift, 'in', at('2026-11-15', '09:00'));
    await scan(t, volunteer, shift, 'out', at('2026-11-15', '12:11'));
    t.now = at('2026-11-16', '10:00');
    const [row] = await t.rows<{ id: string }>(sql`select id from attendances where volunteer_id = ${volunteer.id}`);
    expect(
      (
        await t.post(leader, '/api/confirmations', {
          lines: [{ volunteer_id: volunteer.id, attendance_id: row?.id, quality: 'good' }],
        })
      ).status,
    ).toBe(200);
  }
  await t.setUp((writer) =>
    writer.run(sql`
    insert into rule_books (id, kind, organization_id, version, title, citing_document, body, valid_from, issued_at)
    values (${writer.newId()}, 'time_counting', ${strictTeam.id}, 1, '队规', '队〔2026〕1号', ${JSON.stringify(defaultTimeCounting)}, '2026-01-01', ${t.now})`),
  );
});
afterAll(async () => {
  await t.close();
});

const halfHours = {
  kind: 'time_counting',
  title: '按半小时',
  citing_document: '临发〔2026〕2号',
  valid_from: '2026-11-16',
  reason: '登记方便',
  body: { ...defaultTimeCounting, rounding: halfHourRounding, at_once_until_minutes: 120 },
};
const effect = {
  from: '2026-08-18',
  until: '2026-11-16',
  is_cut: false,
  records: 1,
  changed: 1,
  minutes_now: 191,
  minutes_then: 180,
  levels_now: { team: 1, parent: 0, province: 0 },
  levels_then: { team: 0, parent: 1, province: 0 },
  largest: [{ service_day: '2026-11-15', title: '江边清洁，认养一段河', minutes_now: 191, minutes_then: 180 }],
};

test('before proposing: who must agree, what is looser, and 191 minutes that would have been 180; a team with its own book is not touched', async () => {
  const seen = await t.post(local, `/api/organizations/${county.id}/rule-book-previews`, halfHours);
  expect(seen.body).toMatchObject({
    need: 'superior',
    loosened: ['rounding'],
    is_backdated: false,
    replaced: { book_id: null, body: { rounding: { mode: 'none' } } },
    effect,
  });
  expect(await t.rows(sql`select id from rule_book_proposals`)).toEqual([]);
  const stars = await t.post<{ effect: unknown }>(local, `/api/organizations/${county.id}/rule-book-previews`, {
    ...halfHours,
    kind: 'age_matrix',
    body: {
      minimum_age: 14,
      guardian_under_age: 18,
      self_supporting_age: 16,
      accompanied_below_age: 14,
      disaster_relief_minimum_age: 18,
    },
  });
  expect(stars.body.effect).toBeNull();
});

test('the approver above sees the same before deciding', async () => {
  const asked = await t.post<{ proposal_id: string }>(local, `/api/organizations/${county.id}/rule-books`, halfHours);
  const seen = await t.get<{ effect: object }>(above, `/api/rule-book-proposals/${asked.body.proposal_id}/effect`);
  expect(seen.body.effect).toEqual(effect);
  expect(
    (
      await t.post(above, `/api/rule-book-proposals/${asked.body.proposal_id}/decision`, {
        decision: 'approve',
        reason: '同意',
      })
    ).body['state'],
  ).toBe('issued');
});

test('a book of before the bounds that counts 1200 minutes an hour gives 191 stamped minutes no more than the full hour', async () => {
  const team = await t.organization('旧规队', county, { kind: 'team' });
  await t.setUp((writer) =>
    writer.run(sql`
    insert into rule_books (id, kind, organization_id, version, title, citing_document, body, valid_from, issued_at)
    values (${writer.newId()}, 'time_counting', ${team.id}, 1, '旧规', '队〔2025〕1号', ${JSON.stringify({ ...defaultTimeCounting, rounding: { mode: 'hour_table', bands: [{ up_to_minutes: 60, counts_as_minutes: 1200 }] } })}, '2026-01-01', ${t.now})`),
  );
  const shift = await shiftOf(t, team, { day: '2026-11-15', from: '13:00', to: '16:30' });
  const volunteer = await t.volunteer('江一帆', team);
  await signUp(t, shift, [volunteer], team);
  await scan(t, volunteer, shift, 'in', at('2026-11-15', '13:00'));
  await scan(t, volunteer, shift, 'out', at('2026-11-15', '16:11'));
  t.now = at('2026-11-16', '11:00');
  const [row] = await t.rows<{ id: string }>(sql`select id from attendances where volunteer_id = ${volunteer.id}`);
  await t.post(leader, '/api/confirmations', {
    lines: [{ volunteer_id: volunteer.id, attendance_id: row?.id, quality: 'good' }],
  });
  expect(await t.rows(sql`select minutes from service_records where volunteer_id = ${volunteer.id}`)).toEqual([
    { minutes: 240 },
  ]);
});
