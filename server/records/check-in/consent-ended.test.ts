/** P56: a consent that ends takes the places with it, and no check-in passes without the consents of that day. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import { guard, makeFixtures, publish, shift, signUpUrl, type Fixtures } from '../../projects/fixtures.ts';
import { testApp, type TestApp, type TestPerson } from '../../testing/test-app.ts';
import { joinRegistrations } from '../../volunteers/merges/join-registrations.ts';
import { codeAt } from '../fixtures.ts';

const start = new Date('2026-11-22T02:00:00Z');
const day = (clock: string): Date => new Date(`2026-11-28T${clock}:00+08:00`);
let t: TestApp & { close(): Promise<void> };
let fixtures: Fixtures;
beforeAll(async () => {
  t = await testApp({ now: start });
  fixtures = await makeFixtures(t);
});
beforeEach(() => {
  t.now = start;
});
afterAll(async () => {
  await t.close();
});

type Published = { id: string; shift_ids: string[] };
type Pupil = { pupil: TestPerson; parent: TestPerson; teacher: TestPerson };
type Ward = { consent_id: string | null; withdrawn_at: string | null };

async function teaches(pupil: TestPerson, teacher: TestPerson): Promise<void> {
  await t.setUp(async (writer) => {
    await writer.run(
      sql`insert into guardianships (child_id, id, guardian_id, relation, confirmed_at) values (${pupil.id}, ${writer.newId()}, ${teacher.id}, 'teacher', ${writer.now})`,
    );
    await writer.run(
      sql`insert into consents (volunteer_id, id, kind, version, given_by, given_at) values (${pupil.id}, ${writer.newId()}, 'teacher', '1', ${teacher.id}, ${writer.now})`,
    );
  });
}
async function pupilOf(): Promise<Pupil> {
  const pupil = await t.volunteer('向小舟', fixtures.county, { birth_date: '2009-05-01', is_pupil: true });
  const [parent, teacher] = [await t.volunteer('向母', fixtures.county), await t.person('陈老师')];
  await guard(t, pupil, parent);
  await teaches(pupil, teacher);
  return { pupil, parent, teacher };
}
const join = async (who: TestPerson, activity: Published): Promise<{ sign_up_id: string; place: string }> =>
  (await t.post<{ sign_up_id: string; place: string }>(who, signUpUrl(activity), { risk_acknowledged: true })).body;
const wards = async (who: TestPerson): Promise<Ward[]> =>
  (await t.get<{ wards: Ward[] }>(who, '/api/guardian-requests')).body.wards;
const takeBack = async (who: TestPerson) => t.delete(who, `/api/me/consents/${(await wards(who))[0]?.consent_id}`);
const place = async (
  who: TestPerson,
): Promise<{ place: string; ended_as: string | null; end_reason: string | null }[]> =>
  t.rows(sql`select place, ended_as, end_reason from sign_ups where volunteer_id = ${who.id} order by signed_up_at`);
const told = async (who: TestPerson): Promise<string[]> =>
  (await t.rows<{ kind: string }>(sql`select kind from notices where person_id = ${who.id} order by id`)).map(
    (row) => row.kind,
  );
async function scan(who: TestPerson, activity: Published, direction: 'in' | 'out', at: Date) {
  t.now = at;
  return t.post<{ code?: string; detail?: string; state?: string }>(who, '/api/check-ins', {
    kind: 'rotating_code',
    code: codeAt(t, { kind: 'shift', id: activity.shift_ids[0] ?? '' }, at),
    direction,
    scanned_at: at.toISOString(),
  });
}

describe('P56 a consent is withdrawn', () => {
  test.each(['parent', 'teacher'] as const)(
    'P56 the %s withdraws: the place to come goes to who waits, and pupil, leader and the other adult are told',
    async (who) => {
      const activity = await publish(t, fixtures, { shifts: [shift('2026-11-28', '09:00', '12:00', 1)] });
      const one = await pupilOf();
      const waiting = await t.volunteer('候补', fixtures.county);
      expect((await join(one.pupil, activity)).place).toBe('seat');
      expect((await join(waiting, activity)).place).toBe('waitlist');
      const before = (await told(fixtures.leader)).length;
      expect((await takeBack(one[who])).status).toBe(200);
      expect(await place(one.pupil)).toMatchObject([
        { ended_as: 'withdrawn', end_reason: who === 'parent' ? '家长（监护人）撤回了同意' : '老师撤回了同意' },
      ]);
      expect(await place(waiting)).toMatchObject([{ place: 'seat', ended_as: null }]);
      expect(await told(one.pupil)).toEqual(['volunteers.consent_ended']);
      expect(await told(who === 'parent' ? one.teacher : one.parent)).toEqual(['volunteers.consent_ended']);
      expect((await told(fixtures.leader)).slice(before)).toEqual(['projects.seat_given_back']);
      expect(await wards(one[who])).toMatchObject([{ consent_id: null, withdrawn_at: start.toISOString() }]);
      expect((await scan(one.pupil, activity, 'in', day('08:45'))).body.code).toBe('records.not_signed_up');
    },
  );

  test('P56 a shift that runs keeps its place for the check-out; who has not come yet is refused with the reason, and the leader knows', async () => {
    const activity = await publish(t, fixtures);
    const [here, absent] = [await pupilOf(), await pupilOf()];
    for (const one of [here, absent]) await join(one.pupil, activity);
    expect((await scan(here.pupil, activity, 'in', day('08:50'))).status).toBe(200);
    t.now = day('09:30');
    const before = (await told(fixtures.leader)).length;
    for (const one of [here, absent]) expect((await takeBack(one.parent)).status).toBe(200);
    expect((await told(fixtures.leader)).slice(before)).toEqual([
      'projects.consent_ended_here',
      'projects.consent_ended_here',
    ]);
    const refused = await scan(absent.pupil, activity, 'in', day('09:31'));
    expect(refused.body.code).toBe('records.consent_missing');
    expect(JSON.stringify(refused.body)).toContain('家长');
    expect((await scan(here.pupil, activity, 'out', day('11:00'))).body.state).toBe('checked_out');
    expect((await scan(here.pupil, activity, 'in', day('11:05'))).body.code).toBe('records.consent_missing');
  });

  test('P56 another parent’s yes still stands: nothing is given back and nobody is told', async () => {
    const activity = await publish(t, fixtures);
    const one = await pupilOf();
    const father = await t.person('向父');
    await guard(t, one.pupil, father);
    await join(one.pupil, activity);
    await takeBack(father);
    expect(await place(one.pupil)).toMatchObject([{ ended_as: null }]);
    expect(await told(one.pupil)).toEqual([]);
  });

  test('P56 who is of age on the day of the shift keeps it', async () => {
    const activity = await publish(t, fixtures);
    const grown = await t.volunteer('将满十八', fixtures.county, { birth_date: '2008-11-25' });
    const parent = await t.person('家长');
    await guard(t, grown, parent);
    await join(grown, activity);
    await takeBack(parent);
    expect(await place(grown)).toMatchObject([{ ended_as: null }]);
    expect((await scan(grown, activity, 'in', day('08:50'))).status).toBe(200);
  });
});

describe('P56 the same by other ways', () => {
  test('P56 an adult who is entered as a pupil loses the place until both agree', async () => {
    const activity = await publish(t, fixtures);
    const clerk = await t.person('干事', [
      { permissions: ['volunteers.read', 'volunteers.edit'], at: fixtures.county },
    ]);
    const grown = await t.volunteer('复读生', fixtures.county, { birth_date: '2007-01-01' });
    await join(grown, activity);
    const edited = await t.put(clerk, `/api/volunteers/${grown.id}`, {
      is_pupil: true,
      is_self_supporting: false,
      is_league_member: false,
      school: '一中',
      organization_id: fixtures.county.id,
      reason: '还在读高三',
    });
    expect(edited.status).toBe(200);
    expect(await place(grown)).toMatchObject([{ ended_as: 'withdrawn' }]);
    expect(await told(grown)).toEqual(['volunteers.consent_ended']);
  });

  test('P56 the guardian deletes the account: the consent ends with it', async () => {
    const activity = await publish(t, fixtures);
    const one = await pupilOf();
    await join(one.pupil, activity);
    expect((await t.post(one.parent, '/api/me/volunteer/erasure', { confirms: true })).status).toBe(200);
    expect(await place(one.pupil)).toMatchObject([{ ended_as: 'withdrawn' }]);
    expect(await told(one.teacher)).toEqual(['volunteers.consent_ended']);
  });

  test('P56 a merge shows parent and teacher to be one: the place is given back, and who stays holds the parent’s consent', async () => {
    const activity = await publish(t, fixtures);
    const one = await pupilOf();
    const twin = await t.volunteer('向母', fixtures.county);
    await t.setUp((writer) =>
      writer.run(sql`update guardianships set guardian_id = ${twin.id} where guardian_id = ${one.teacher.id}`),
    );
    await t.setUp((writer) =>
      writer.run(sql`update consents set given_by = ${twin.id} where given_by = ${one.teacher.id}`),
    );
    await join(one.pupil, activity);
    await t.setUp((writer) => joinRegistrations(writer, t.services, { kept_id: one.parent.id, duplicate_id: twin.id }));
    expect(await place(one.pupil)).toMatchObject([{ ended_as: 'withdrawn' }]);
    expect((await wards(one.parent)).map((ward) => ward.consent_id !== null)).toEqual([true, true]);
  });
});

describe('S40 a child comes with a parent', () => {
  const family = async () => {
    const activity = await publish(t, fixtures, {
      is_parent_child: true,
      minimum_age: 6,
      shifts: [shift('2026-11-28', '09:00', '12:00', 6)],
    });
    const parent = await t.volunteer('家长', fixtures.county);
    const children = [
      await t.volunteer('李一乐', fixtures.county, { birth_date: '2015-01-01' }),
      await t.volunteer('李一诺', fixtures.county, { birth_date: '2016-01-01' }),
    ] as const;
    for (const child of children) await guard(t, child, parent);
    const url = `/api/activities/${activity.id}/shifts/${activity.shift_ids[0]}/family-sign-ups`;
    return {
      activity,
      parent,
      children,
      join: (ids: readonly string[]) => t.post(parent, url, { risk_acknowledged: true, child_ids: ids }),
    };
  };
  const cardScan = async (parent: TestPerson, child: TestPerson, activity: Published, at: Date) => {
    t.now = at;
    const card = await t.get<{ codes: { text: string }[] }>(parent, `/api/me/card?child_id=${child.id}`);
    return t.post<{ code?: string }>(fixtures.leader, `/api/shifts/${activity.shift_ids[0]}/card-scans`, {
      card: card.body.codes[0]?.text,
      direction: 'in',
      scanned_at: at.toISOString(),
    });
  };

  test('S40 the child is checked in only after the parent, by its own scan and at the desk', async () => {
    const {
      activity,
      parent,
      children: [child],
      join: signs,
    } = await family();
    expect((await signs([child.id])).status).toBe(200);
    expect((await scan(child, activity, 'in', day('08:45'))).body.code).toBe('records.adult_first');
    expect((await cardScan(parent, child, activity, day('08:46'))).body.code).toBe('records.adult_first');
    expect((await scan(parent, activity, 'in', day('08:50'))).status).toBe(200);
    expect((await scan(child, activity, 'in', day('08:51'))).status).toBe(200);
  });

  test('S40 a scan kept offline comes through, and the confirmation says that no parent came', async () => {
    const {
      activity,
      children: [child],
      join: signs,
    } = await family();
    await signs([child.id]);
    const code = codeAt(t, { kind: 'shift', id: activity.shift_ids[0] ?? '' }, day('08:50'));
    t.now = day('09:30');
    expect(
      (
        await t.post(child, '/api/check-ins', {
          kind: 'rotating_code',
          code,
          direction: 'in',
          scanned_at: day('08:50').toISOString(),
          offline: true,
        })
      ).status,
    ).toBe(200);
    const list = await t.get<{ rows: { volunteer_id: string; adult_missing: boolean }[] }>(
      fixtures.leader,
      `/api/confirmations?activity_id=${activity.id}`,
    );
    expect(list.body.rows).toMatchObject([{ volunteer_id: child.id, adult_missing: true }]);
  });

  test('S40 a parent of two brings one: two places, and the page asks about that child alone', async () => {
    const {
      activity,
      parent,
      children: [one, two],
      join: signs,
    } = await family();
    const page = await t.get<{ shifts: { requirements: { code: string }[] }[] }>(
      parent,
      `/api/activities/${activity.id}?with_children=true&with_child_ids=${two.id}`,
    );
    const asked = page.body.shifts[0]?.requirements.map((each) => each.code) ?? [];
    expect(asked.some((code) => code.startsWith(two.id))).toBe(true);
    expect(asked.some((code) => code.startsWith(one.id))).toBe(false);
    expect((await signs([two.id])).status).toBe(200);
    expect(await place(one)).toEqual([]);
    expect(await place(two)).toMatchObject([{ place: 'seat' }]);
  });
});
