import { afterAll, beforeAll, expect, test } from 'vitest';
import { zhangjiagangStars } from '../../../domain/organizations/rule-books/stars.ts';
import { postEntry } from '../../ledger/post.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../../testing/test-app.ts';

let t: TestApp & { close(): Promise<void> };
let province: TestOrganization;
let county: TestOrganization;
let clerk: TestPerson;
let second: TestPerson;
let third: TestPerson;

beforeAll(async () => {
  t = await testApp({ now: new Date('2026-11-21T04:00:00Z') });
  province = await t.organization('省青年志愿者协会', null, { level: 'province' });
  county = await t.organization('云汀区青年志愿者协会', province, { level: 'county' });
  const rules = [{ permissions: ['organizations.rules', 'organizations.read', 'records.read'] as const, at: province }];
  [clerk, second, third] = [
    await t.person('何景', rules),
    await t.person('江宁', rules),
    await t.person('苏禾', rules),
  ];
});
afterAll(async () => {
  await t.close();
});

const posted = (person: TestPerson, minutes: number, unit: 'credit_minutes' | 'honorary_minutes' = 'credit_minutes') =>
  t.setUp(async (writer) => {
    await postEntry(writer, {
      volunteer_id: person.id,
      unit,
      amount: minutes,
      reason: 'service_confirmed',
      reference: 'fixtures',
      organization_id: county.id,
      organization_path: county.path,
      service_day: '2026-11-15',
      request_key: writer.newId(),
    });
  });
/** Looser than the national table: two others of the province agree. */
const issue = async (at: TestOrganization, more: object = {}): Promise<string> => {
  const asked = await t.post<{ proposal_id: string }>(clerk, `/api/organizations/${at.id}/rule-books`, {
    kind: 'stars',
    title: '星级办法',
    citing_document: '〔2026〕5号',
    body: zhangjiagangStars,
    valid_from: '2026-11-21',
    reason: '按本地办法',
    ...more,
  });
  const last = { id: null as string | null };
  for (const who of [second, third]) {
    const decided = await t.post<{ id: string | null }>(
      who,
      `/api/rule-book-proposals/${asked.body.proposal_id}/decision`,
      { decision: 'approve', reason: '同意' },
    );
    last.id = decided.body.id ?? last.id;
  }
  return last.id ?? '';
};
type Answer = {
  standing: {
    stars: number;
    counted_minutes: number;
    next: { stars: number; missing_minutes: number } | null;
    book: { id: string; citing: string; issuer_name: string };
  } | null;
};
const starsOf = async (person: TestPerson): Promise<Answer['standing']> =>
  (await t.get<Answer>(person, '/api/my/stars')).body.standing;

test('without a book upwards no star is shown, whatever the hours', async () => {
  const lin = await t.volunteer('林一', county);
  await posted(lin, 90_000);
  expect(await starsOf(lin)).toBeNull();
  expect(await starsOf(await t.person('没有注册'))).toBeNull();
});

test('credit minutes decide at the minute; honorary ones do not; the answer names book and numbers', async () => {
  const id = await issue(province);
  const lin = await t.volunteer('林二', county);
  await posted(lin, 1_799);
  await posted(lin, 6_000, 'honorary_minutes');
  expect(await starsOf(lin)).toMatchObject({
    stars: 0,
    counted_minutes: 1_799,
    next: { stars: 1, missing_minutes: 1 },
  });
  await posted(lin, 1);
  expect(await starsOf(lin)).toEqual({
    stars: 1,
    counted_minutes: 1_800,
    credit_minutes: 1_800,
    honorary_minutes: 6_000,
    honorary_counts: false,
    next: {
      stars: 2,
      minutes: 3_600,
      missing_minutes: 1_800,
      from_minutes: 1_800,
      conditions: [],
      reached_by: 'table',
    },
    book: { id, version: 1, issuer_name: '省青年志愿者协会', citing: '〔2026〕5号' },
  });
});

test('a nearer book decides from its first day on, and hours struck take the star with them', async () => {
  const lin = await t.volunteer('林三', county);
  await posted(lin, 3_600);
  expect(await starsOf(lin)).toMatchObject({ stars: 2 });
  const generous = {
    ...zhangjiagangStars,
    honorary_counts: true,
    steps: zhangjiagangStars.steps.map((step) => ({ ...step, minutes: step.minutes * 2 })),
  };
  const id = await issue(county, { body: generous, valid_from: '2026-11-22' });
  expect(await starsOf(lin)).toMatchObject({ stars: 2 });
  t.now = new Date('2026-11-21T16:00:00Z'); // midnight of the 22nd in Shanghai
  expect(await starsOf(lin)).toMatchObject({ stars: 1, book: { id } });
  await t.setUp((writer) =>
    postEntry(writer, {
      volunteer_id: lin.id,
      unit: 'credit_minutes',
      amount: -1,
      reason: 'elimination',
      reference: 'fixtures',
      organization_id: county.id,
      organization_path: county.path,
      service_day: '2026-11-15',
      request_key: writer.newId(),
    }),
  );
  expect(await starsOf(lin)).toMatchObject({ stars: 0, next: { missing_minutes: 1 } });
  await posted(lin, 60, 'honorary_minutes');
  expect(await starsOf(lin)).toMatchObject({ stars: 1, counted_minutes: 3_659 });
});

test('staff who read records there see the same; others find nothing', async () => {
  const lin = await t.volunteer('林四', county);
  await posted(lin, 4_000);
  expect((await t.get<Answer>(clerk, `/api/volunteers/${lin.id}/stars`)).body.standing).toEqual(await starsOf(lin));
  const beside = await t.person('邻县干部', [
    { permissions: ['records.read'], at: await t.organization('望岭县', province, { level: 'county' }) },
  ]);
  expect((await t.get(beside, `/api/volunteers/${lin.id}/stars`)).status).toBe(404);
});
