/** S17: what a new version of rights and duties stops, and what it never stops. */
import { afterAll, beforeEach, afterEach, beforeAll, expect, test } from 'vitest';
import { guard, makeFixtures, publish, shift, signUpUrl, type Fixtures } from '../../projects/fixtures.ts';
import { scan, shiftOf, signUp as seatOf } from '../../records/fixtures.ts';
import { at } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import { testApp, type TestApp, type TestPerson } from '../../testing/test-app.ts';

const start = new Date('2026-11-22T02:00:00Z');
let t: TestApp & { close(): Promise<void> };
let fixtures: Fixtures;
let superior: TestPerson;
beforeAll(async () => {
  t = await testApp({ now: start });
  fixtures = await makeFixtures(t);
  superior = await t.person('市里', [
    { permissions: ['organizations.rules', 'organizations.read'], at: fixtures.county },
  ]);
});
beforeEach(() => {
  t.now = start;
});
afterEach(() => t.setUp((writer) => writer.run(sql`delete from volunteer_terms`)));
afterAll(async () => {
  await t.close();
});

type Waiting = { rows: { volunteer_id: string; is_own: boolean; terms: { version: string } }[] };
const text = '志愿者有这些权利和义务，示例文本。';
const issue = async (): Promise<void> => {
  expect(
    (
      await t.post(superior, '/api/volunteer-terms', {
        organization_id: fixtures.county.id,
        rights_zh: text,
        rights_en: text,
        duties_zh: text,
        duties_en: text,
      })
    ).status,
  ).toBe(200);
};
const waiting = async (who: TestPerson): Promise<Waiting['rows']> =>
  (await t.get<Waiting>(who, '/api/me/volunteer/terms')).body.rows;
const accept = (who: TestPerson, version: string | undefined, more: object = {}) =>
  t.post<{ code?: string }>(who, '/api/me/volunteer/terms', { version, acknowledges_spirit: true, ...more });
const signUp = async (
  who: TestPerson,
  activity: { id: string; shift_ids: string[] },
  more: object = {},
): Promise<string | undefined> => {
  const { body } = await t.post<{ code?: string; place?: string }>(who, signUpUrl(activity, 0), {
    risk_acknowledged: true,
    ...more,
  });
  return body.code ?? body.place;
};

test('S17 a new version refuses a sign-up until it is accepted; the page of the activity says so, and an old version is not taken', async () => {
  const who = await t.volunteer('林晓禾', fixtures.county);
  const activity = await publish(t, fixtures);
  expect(await waiting(who)).toEqual([]);
  await issue();
  const [asked] = await waiting(who);
  expect(asked).toMatchObject({ volunteer_id: who.id, is_own: true });
  expect(await signUp(who, activity)).toBe('projects.terms_not_accepted');
  const shown = await t.get<{
    shifts: { requirements: { code: string; is_met: boolean }[]; can: { sign_up: boolean } }[];
  }>(who, `/api/activities/${activity.id}`);
  expect(shown.body.shifts[0]).toMatchObject({
    can: { sign_up: false },
    requirements: expect.arrayContaining([expect.objectContaining({ code: 'terms', is_met: false })]),
  });
  expect((await accept(who, 'built-in-1')).body.code).toBe('volunteers.terms_changed');
  expect((await accept(who, asked?.terms.version)).status).toBe(200);
  expect(await signUp(who, activity)).toBe('seat');
  await issue(); // what was accepted is read again in its own version, whatever holds by now
  const { body: again } = await t.get<{
    accepted: { volunteer_id: string; accepted_at: string; terms: { version: string; issuer_name: string } }[];
  }>(who, '/api/me/volunteer/terms');
  expect(again.accepted).toMatchObject([
    {
      volunteer_id: who.id,
      accepted_at: t.now.toISOString(),
      terms: { version: asked?.terms.version, issuer_name: fixtures.county.name },
    },
  ]);
  await issue(); // the next version asks again
  expect(await signUp(who, await publish(t, fixtures, { shifts: [shift('2026-12-05', '09:00', '12:00', 20)] }))).toBe(
    'projects.terms_not_accepted',
  );
});

test('S17 whom a unit entered is asked before the first sign-up', async () => {
  const who = await t.volunteer('林晓荷', fixtures.county);
  await t.setUp((writer) => writer.run(sql`delete from consents where volunteer_id = ${who.id}`));
  const activity = await publish(t, fixtures);
  expect(await signUp(who, activity)).toBe('projects.terms_not_accepted');
  expect((await accept(who, (await waiting(who))[0]?.terms.version)).status).toBe(200);
  expect(await signUp(who, activity)).toBe('seat');
});

test('S17 the guardian accepts for the child, nobody else does, and the ledger says who gave it', async () => {
  const [parent, stranger] = [await t.volunteer('家长', fixtures.county), await t.volunteer('别人', fixtures.county)];
  const child = await t.volunteer('孩子', fixtures.county, { birth_date: '2018-01-01' });
  await guard(t, child, parent);
  const activity = await publish(t, fixtures, { is_parent_child: true, minimum_age: 6 });
  const family = async (): Promise<string | undefined> => {
    const { body } = await t.post<{ code?: string; place?: string }>(
      parent,
      `/api/activities/${activity.id}/shifts/${activity.shift_ids[0]}/family-sign-ups`,
      { risk_acknowledged: true, child_ids: [child.id] },
    );
    return body.code ?? body.place;
  };
  await issue();
  const rows = await waiting(parent);
  expect(rows.map((row) => [row.volunteer_id, row.is_own])).toEqual([
    [parent.id, true],
    [child.id, false],
  ]);
  const version = rows[0]?.terms.version;
  await accept(parent, version);
  expect(await family()).toBe('projects.terms_not_accepted');
  expect((await accept(stranger, version, { volunteer_id: child.id })).status).toBe(404);
  expect((await accept(parent, version, { volunteer_id: child.id })).status).toBe(200);
  expect(
    await t.rows(
      sql`select given_by from consents where volunteer_id = ${child.id} and kind = 'terms' and withdrawn_at is null`,
    ),
  ).toEqual([{ given_by: parent.id }]);
  expect(await family()).toBe('seat');
});

test('S17 check-in and check-out go on under a version that is not accepted', async () => {
  const who = await t.volunteer('陈小满', fixtures.county);
  const service = await shiftOf(t, fixtures.county, { day: '2026-11-22', from: '09:00', to: '12:00' });
  await seatOf(t, service, [who], fixtures.county);
  await issue();
  expect((await waiting(who)).length).toBe(1);
  expect((await scan(t, who, service, 'in', at('2026-11-22', '09:01'))).status).toBe(200);
  expect((await scan(t, who, service, 'out', at('2026-11-22', '12:01'))).status).toBe(200);
});
