import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import { testApp, type TestApp } from '../../testing/test-app.ts';
import { makeFixtures, publish, shift, signUpUrl, type Fixtures } from '../fixtures.ts';

let t: TestApp & { close(): Promise<void> };
let fixtures: Fixtures;
beforeAll(async () => {
  t = await testApp({ now: new Date('2026-11-22T02:00:00Z') });
  fixtures = await makeFixtures(t);
});
afterAll(() => t.close());

const later = (minutes: number): void => {
  t.now = new Date(t.now.getTime() + minutes * 60_000);
};

test('confirmed, cancelled, confirmed: SEQUENCE, DTSTAMP and LAST-MODIFIED rise with each change of the sign-up, and with those of the activity', async () => {
  const activity = await publish(t, fixtures, { shifts: [shift('2026-11-28', '09:00', '12:00', 1)] });
  const [lin, other] = [await t.volunteer('林晓禾', fixtures.county), await t.volunteer('欧阳', fixtures.county)];
  const { url } = (await t.put<{ url: string }>(lin, '/api/me/calendar')).body;
  const seen: { sequence: number; stamp: string; modified: string; status: string }[] = [];
  const look = async (): Promise<void> => {
    const text = (await t.get(null, new URL(url).pathname)).raw.toString();
    const value = (name: string): string =>
      new RegExp(`${name}:(\\S+)`).exec(text.slice(text.indexOf('BEGIN:VEVENT')))?.[1] ?? '';
    seen.push({
      sequence: Number(value('SEQUENCE')),
      stamp: value('DTSTAMP'),
      modified: value('LAST-MODIFIED'),
      status: value('STATUS'),
    });
  };
  const signUp = async (who = lin): Promise<string> => {
    later(1);
    return (await t.post<{ sign_up_id: string }>(who, signUpUrl(activity), { risk_acknowledged: true })).body
      .sign_up_id;
  };
  const withdraw = async (id: string, who = lin): Promise<void> => {
    later(1);
    expect((await t.put(who, `/api/me/sign-ups/${id}/withdrawal`, {})).status).toBe(200);
  };

  const first = await signUp();
  await look();
  await withdraw(first);
  await look();
  const others = await signUp(other); // the one seat is gone
  await signUp();
  await look();
  await withdraw(others, other); // up from the waitlist
  await look();
  later(1);
  await t.put(fixtures.leader, `/api/activities/${activity.id}/details`, {
    place: '云汀湿地北门',
    gathering_note: '看黄旗',
    contact_phone: '',
  });
  await look();
  expect(seen.map(({ status }) => status)).toEqual(['CONFIRMED', 'CANCELLED', 'TENTATIVE', 'CONFIRMED', 'CONFIRMED']);
  for (const [place, one] of seen.slice(1).entries()) {
    const before = seen[place];
    expect(one.sequence, JSON.stringify(seen)).toBeGreaterThan(before?.sequence ?? Infinity);
    expect(one.stamp > (before?.stamp ?? '~')).toBe(true);
    expect(one.modified >= (before?.modified ?? '~')).toBe(true);
  }
  const modified = seen.slice(0, 3).map((one) => one.modified); // each of the first three is a change of the sign-up
  expect([new Set(modified).size, [...modified].sort()]).toEqual([3, modified]);
});

test('feeds and JSON-LD do not stop at five hundred: what comes stands first, and the next page has an address', async () => {
  const activity = await publish(t, fixtures, { title: '第一个' });
  await t.rows(sql`
    create temporary table copies as select a.*, gen_random_uuid() as fresh, n from activities a, generate_series(1, 620) n where a.id = ${activity.id}`);
  await t.rows(
    sql`update copies set id = fresh, starts_at = starts_at + n * interval '1 minute', ends_at = ends_at + n * interval '1 minute'`,
  );
  await t.rows(sql`alter table copies drop column fresh, drop column n`);
  await t.rows(sql`insert into activities select * from copies`);
  await t.rows(
    sql`insert into shifts (activity_id, id, starts_at, ends_at, capacity) select id, gen_random_uuid(), starts_at, ends_at, 5 from copies`,
  );
  type Page = { '@graph': { '@id': string }[]; 'hydra:next'?: { '@id': string } };
  const seen = new Set<string>();
  let next: string | undefined = `/api/open-activities.jsonld?organization_id=${fixtures.county.id}`;
  let pages = 0;
  while (next !== undefined) {
    const found: Page = JSON.parse((await t.get(null, next)).raw.toString()) as Page;
    for (const one of found['@graph']) {
      expect(seen.has(one['@id'])).toBe(false);
      seen.add(one['@id']);
    }
    const address: string | undefined = found['hydra:next']?.['@id'];
    next = address === undefined ? undefined : `${new URL(address).pathname}${new URL(address).search}`;
    pages += 1;
  }
  const { open } = (
    await t.rows<{ open: number }>(
      sql`select count(*)::int as open from activities where published_at is not null and cancelled_at is null and ends_at > ${t.now}`,
    )
  )[0] ?? { open: 0 };
  expect([seen.size, pages]).toEqual([open, 2]);
  expect(open).toBeGreaterThan(600);
  const feed = (await t.get(null, `/api/organizations/${fixtures.county.id}/calendar.ics`)).raw.toString();
  expect(feed.split('BEGIN:VEVENT').length - 1).toBeGreaterThan(620);
});
