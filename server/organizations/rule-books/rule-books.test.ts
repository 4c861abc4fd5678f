import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultAgeMatrix } from '../../../domain/organizations/rule-books/age-matrix.ts';
import { defaultPublishingLimits } from '../../../domain/organizations/rule-books/publishing-limits.ts';
import { beijingStars, defaultStars } from '../../../domain/organizations/rule-books/stars.ts';
import {
  defaultTimeCounting,
  halfHourRounding,
  type TimeCountingBody,
} from '../../../domain/organizations/rule-books/time-counting.ts';
import { sql } from '../../db/sql.ts';
import { owedOf } from '../../inbox/fixtures.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../../testing/test-app.ts';

let t: TestApp & { close(): Promise<void> };
let nation: TestOrganization;
let province: TestOrganization;
let county: TestOrganization;
let tops: TestPerson[];
let provincial: TestPerson;
let otherProvincial: TestPerson;
let local: TestPerson;
let otherLocal: TestPerson;
beforeAll(async () => {
  t = await testApp({ now: new Date('2023-07-01T02:00:00Z') });
  nation = await t.organization('全国', null, { kind: 'nation', level: 'nation' });
  province = await t.organization('广东省', nation, { kind: 'province', level: 'province' });
  county = await t.organization('阳山县', province, { kind: 'county', level: 'county' });
  const ruler = (name: string, at: TestOrganization) =>
    t.person(name, [{ permissions: ['organizations.rules', 'organizations.read'], at, below: at !== nation }]);
  tops = [await ruler('甲', nation), await ruler('乙', nation), await ruler('丙', nation)];
  [provincial, otherProvincial, local, otherLocal] = [
    await ruler('省干部', province),
    await ruler('省同事', province),
    await ruler('县干部', county),
    await ruler('县同事', county),
  ];
});
afterAll(async () => {
  await t.close();
});

type Proposed = {
  proposal_id: string;
  state: string;
  need: string;
  loosened: string[];
  id: string | null;
  version: number | null;
  code?: string;
  field?: string;
  message?: string;
};
const propose = (who: TestPerson, at: TestOrganization, more: object) =>
  t.post<Proposed>(who, `/api/organizations/${at.id}/rule-books`, {
    kind: 'stars',
    title: '星级评定',
    citing_document: '〔2023〕1号',
    body: defaultStars,
    valid_from: '2023-07-01',
    reason: '按本地实际',
    ...more,
  });
const counting = (over: Partial<TimeCountingBody>, more: object = {}) => ({
  kind: 'time_counting',
  title: '计时',
  body: { ...defaultTimeCounting, ...over },
  ...more,
});
const decide = (who: TestPerson, proposal: { body: Proposed }, decision: string, reason = '看过影响') =>
  t.post<{ state: string; id: string | null; version: number | null; code?: string }>(
    who,
    `/api/rule-book-proposals/${proposal.body.proposal_id}/decision`,
    { decision, reason },
  );
type Kind = {
  kind: string;
  decides: {
    book_id: string | null;
    version: number;
    issuer_name: string;
    citing_document: string;
    body: Record<string, unknown>;
  };
  locked_by: string | null;
  can: { issue: boolean };
  versions: {
    version: number;
    valid_from: string;
    valid_until: string | null;
    in_force: boolean;
    issued_by_name: string | null;
    approved_by_names: string[];
  }[];
};
const kindAt = async (at: TestOrganization, kind: string, on: string) =>
  (await t.get<{ kinds: Kind[] }>(local, `/api/rule-books?organization_id=${at.id}&on=${on}`)).body.kinds.find(
    (one) => one.kind === kind,
  )!;
const told = (who: TestPerson) =>
  t.rows<{ kind: string; link: string }>(
    sql`select kind, link from notices where person_id = ${who.id} order by at, id`,
  );

describe('stars, which decide no hours', () => {
  test('without a book the built-in default decides; a tighter one stands at once, the nearest in force on that day', async () => {
    expect((await kindAt(county, 'stars', '2023-07-01')).decides).toMatchObject({
      book_id: null,
      citing_document: '内置规则',
    });
    const made = await propose(provincial, province, { body: { ...defaultStars, in_order: true } });
    expect(made.body).toMatchObject({ state: 'issued', need: 'nobody', version: 1 });
    const own = await propose(local, county, {
      body: { ...defaultStars, in_order: true, steps: defaultStars.steps.slice(0, 4) },
      valid_from: '2023-08-01',
      citing_document: '阳团〔2023〕6号',
    });
    expect(own.body.state).toBe('issued');
    expect((await kindAt(county, 'stars', '2023-06-30')).decides.book_id).toBeNull();
    expect((await kindAt(county, 'stars', '2023-07-31')).decides.book_id).toBe(made.body.id);
    expect((await kindAt(county, 'stars', '2023-08-01')).decides).toMatchObject({
      book_id: own.body.id,
      issuer_name: '阳山县',
      citing_document: '阳团〔2023〕6号',
    });
    const read = await t.get<{ body: object; organization_name: string }>(local, `/api/rule-books/${own.body.id}`);
    expect(read.body).toMatchObject({ organization_name: '阳山县', body: { in_order: true } });
  });

  test('a looser one waits for another person of the level above, with its reason; the level above is told', async () => {
    expect(
      (await propose(local, county, { body: beijingStars, valid_from: '2023-09-01', reason: '' })).body,
    ).toMatchObject({ code: 'organizations.book_reason_missing', field: 'reason' });
    const asked = await propose(local, county, { body: beijingStars, valid_from: '2023-09-01' });
    expect(asked.body).toMatchObject({ state: 'waiting', need: 'superior', loosened: ['steps', 'in_order'], id: null });
    expect((await decide(otherLocal, asked, 'approve')).status).toBe(403); // of the same level
    expect((await decide(local, asked, 'approve')).status).toBe(403);
    expect(await told(provincial)).toContainEqual({
      kind: 'organizations.rules_waiting',
      link: asked.body.proposal_id,
    });
    expect((await propose(local, county, { body: beijingStars, valid_from: '2023-09-02' })).body.code).toBe(
      'organizations.book_waiting',
    );
    expect((await decide(provincial, asked, 'approve')).body).toMatchObject({ state: 'issued', version: 2 });
    const [version] = (await kindAt(county, 'stars', '2023-09-01')).versions;
    expect(version).toMatchObject({
      version: 2,
      in_force: true,
      issued_by_name: '县干部',
      approved_by_names: ['省干部'],
    });
    expect((await decide(provincial, asked, 'approve')).body.code).toBe('organizations.book_closed');
  });

  test('a version neither hides one that begins later nor is open-ended before it', async () => {
    expect((await propose(local, county, { valid_from: '2023-08-15' })).body).toMatchObject({
      code: 'organizations.book_hidden',
      field: 'valid_from',
    });
    expect((await propose(local, county, { valid_from: '2023-09-01' })).body.code).toBe('organizations.book_hidden');
  });

  test('a lock of the superior decides below and forbids new books there; it needs the level above to be lifted', async () => {
    expect(
      (
        await propose(provincial, province, {
          valid_from: '2024-01-01',
          is_locked: true,
          body: { ...defaultStars, in_order: true },
        })
      ).body.state,
    ).toBe('issued');
    expect(await kindAt(county, 'stars', '2024-01-01')).toMatchObject({
      locked_by: '广东省',
      can: { issue: false },
      decides: { issuer_name: '广东省', version: 2 },
    });
    expect((await propose(local, county, { valid_from: '2024-02-01' })).body.code).toBe('organizations.book_locked');
    expect(
      (await propose(provincial, province, { valid_from: '2024-03-01', body: { ...defaultStars, in_order: true } }))
        .body,
    ).toMatchObject({ state: 'waiting', need: 'superior', loosened: ['is_locked'] });
  });
});

describe('a book that decides hours', () => {
  test('is never issued by one person, not even to tighten; the proposer takes it back, the other refuses with a reason', async () => {
    const asked = await propose(local, county, counting({ at_once_until_minutes: 360 }));
    expect(asked.body).toMatchObject({ state: 'waiting', need: 'second', loosened: [] });
    expect((await decide(local, asked, 'approve')).body.code).toBe('organizations.book_own');
    expect((await kindAt(county, 'time_counting', '2023-07-01')).decides.book_id).toBeNull();
    expect((await decide(local, asked, 'withdraw')).body.state).toBe('withdrawn');
    const again = await propose(local, county, counting({ at_once_until_minutes: 360 }));
    expect((await decide(otherLocal, again, 'refuse', '先开会')).body.state).toBe('refused');
    expect((await told(local)).map((one) => one.kind)).toContain('organizations.rules_refused');
    const third = await propose(local, county, counting({ at_once_until_minutes: 360 }));
    expect((await decide(otherLocal, third, 'approve')).body).toMatchObject({ state: 'issued', version: 1 });
    expect((await told(provincial)).map((one) => one.kind)).toContain('organizations.rules_issued');
  });

  test('the event of the audit holds the whole body and what it replaced', async () => {
    const [event] = await t.rows<{
      before: { body: TimeCountingBody; book_id: string | null };
      after: { body: TimeCountingBody; proposed_by: string; approved_by: string[]; valid_from: string };
    }>(sql`
      select before, after from audit_events where action = 'organizations.issue_rule_book' and after ->> 'kind' = 'time_counting' order by at desc, id desc limit 1`);
    expect(event?.after).toMatchObject({
      body: { ...defaultTimeCounting, at_once_until_minutes: 360 },
      proposed_by: local.id,
      approved_by: [otherLocal.id],
      valid_from: '2023-07-01',
    });
    expect(event?.before).toMatchObject({ book_id: null, body: { at_once_until_minutes: 480 } });
  });

  test('yesterday needs the level above, and nobody holds it for themselves; without it a book that waited never reaches the past', async () => {
    const back = await propose(
      local,
      county,
      counting({ at_once_until_minutes: 240 }, { valid_from: '2023-06-30', reason: '补发' }),
    );
    expect(back.body.code).toBe('organizations.book_hidden'); // before the own version of 1 July
    const early = await propose(local, county, {
      kind: 'age_matrix',
      title: '年龄',
      body: { ...defaultAgeMatrix, minimum_age: 15 },
      valid_from: '2023-06-30',
    });
    expect(early.body).toMatchObject({ state: 'waiting', need: 'superior', loosened: [] });
    expect((await decide(otherLocal, early, 'approve')).status).toBe(403);
    expect((await decide(otherProvincial, early, 'approve')).body.state).toBe('issued');
    expect((await kindAt(county, 'age_matrix', '2023-06-30')).decides.body).toMatchObject({ minimum_age: 15 });
    for (const valid_from of ['2022-01-01', '2025-01-01'])
      expect((await propose(local, county, { valid_from })).body.code).toBe('organizations.book_far');
    expect(
      (await propose(local, county, counting({}, { valid_from: '2023-07-03', valid_until: '2023-07-02' }))).body.code,
    ).toBe('organizations.book_days');

    const slow = await propose(local, county, counting({ at_once_until_minutes: 300 }, { valid_from: '2023-07-02' }));
    t.now = new Date('2023-07-05T02:00:00Z');
    expect((await decide(otherLocal, slow, 'approve')).body).toMatchObject({ state: 'issued', version: 2 });
    expect((await kindAt(county, 'time_counting', '2023-07-04')).decides.version).toBe(1);
    expect((await kindAt(county, 'time_counting', '2023-07-05')).decides.version).toBe(2);
  });

  test('small steps, a short book that ends a strict one, and a superior who tightened meanwhile: each needs the level above', async () => {
    expect(
      (await propose(local, county, counting({ at_once_until_minutes: 301 }, { valid_from: '2023-07-06', reason: '' })))
        .body.code,
    ).toBe('organizations.book_reason_missing');
    expect(
      (
        await propose(
          local,
          county,
          counting({ at_once_until_minutes: 300 }, { valid_from: '2023-07-06', valid_until: '2023-07-07', reason: '' }),
        )
      ).body.code,
    ).toBe('organizations.book_reason_missing');
    const same = await propose(local, county, counting({ at_once_until_minutes: 290 }, { valid_from: '2023-07-06' }));
    expect(same.body.need).toBe('second');
    const stricter = await propose(
      provincial,
      province,
      counting({ at_once_until_minutes: 240 }, { valid_from: '2023-07-05' }),
    );
    expect((await decide(otherProvincial, stricter, 'approve')).body.state).toBe('issued');
    expect((await decide(otherLocal, same, 'approve')).status).toBe(403); // what was a second person’s affair is now the province’s
    expect((await decide(otherProvincial, same, 'approve')).body.state).toBe('issued');
  });

  test('whoever brought the proposer in, or was brought in by them, is no second person', async () => {
    const puppet = await t.person('新同事', [
      { permissions: ['organizations.rules', 'organizations.read'], at: county },
    ]);
    await t.setUp((writer) =>
      writer.run(
        sql`update role_grants set granted_by = ${local.id}, confirmed_permissions = '{organizations.rules}' where person_id = ${puppet.id}`,
      ),
    );
    for (const [asker, other] of [
      [local, puppet],
      [puppet, local],
    ] as const) {
      const asked = await propose(asker, county, {
        kind: 'publishing_limits',
        title: '发布',
        body: { ...defaultPublishingLimits, longest_days: 300 },
        valid_from: '2023-07-06',
      });
      expect((await decide(other, asked, 'approve')).body.code).toBe('core.two_people');
      const list = await t.get<{ rows: { id: string; can: object }[] }>(other, '/api/rule-book-proposals');
      expect(list.body.rows.find((row) => row.id === asked.body.proposal_id)?.can).toMatchObject({
        approve: false,
        refuse: true,
      });
      expect((await decide(other, asked, 'refuse')).body.state).toBe('refused');
    }
  });

  test('two yeses at once issue one book', async () => {
    const asked = await propose(
      provincial,
      province,
      counting({ at_once_until_minutes: 200 }, { valid_from: '2023-07-06' }),
    );
    const more = await t.person('第三人', [
      { permissions: ['organizations.rules', 'organizations.read'], at: province },
    ]);
    const both = await Promise.all([decide(otherProvincial, asked, 'approve'), decide(more, asked, 'approve')]);
    expect(both.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([200, 409]);
    expect(
      await t.rows(
        sql`select id from rule_books where organization_id = ${province.id} and kind = 'time_counting' and valid_from = '2023-07-06'`,
      ),
    ).toHaveLength(1);
  });

  test('at the top two other people stand for the level above', async () => {
    const [first, second, third] = tops as [TestPerson, TestPerson, TestPerson];
    const asked = await propose(first, nation, counting({ rounding: halfHourRounding }, { valid_from: '2023-07-05' }));
    expect(asked.body).toMatchObject({ state: 'waiting', need: 'top', loosened: ['rounding'] });
    expect((await decide(second, asked, 'approve')).body.state).toBe('waiting');
    expect((await decide(second, asked, 'approve')).body.code).toBe('organizations.book_approved_already');
    expect((await decide(first, asked, 'approve')).body.code).toBe('organizations.book_own');
    expect((await decide(third, asked, 'approve')).body.state).toBe('issued');
  });
});

test('a body that does not hold together is refused with its field; whoever lacks the permission, and a body that is no more', async () => {
  expect(
    (await propose(provincial, province, { valid_from: '2023-08-01', body: { ...defaultStars, steps: [] } })).status,
  ).toBe(400);
  const absurd = await propose(
    provincial,
    province,
    counting({ rounding: { mode: 'hour_table', bands: [{ up_to_minutes: 60, counts_as_minutes: 1200 }] } }),
  );
  expect(absurd.status).toBe(400);
  const outsider = await t.person('过客');
  expect((await propose(outsider, county, {})).status).toBe(403);
  const gone = await t.organization('撤了的县', province, { kind: 'county', level: 'county' });
  await t.setUp((writer) =>
    writer.run(sql`update organizations set dissolved_on = '2023-07-01' where id = ${gone.id}`),
  );
  expect((await propose(provincial, gone, {})).body.code).toBe('organizations.dissolved');
});

test('the list shows what waits for me, with what each may do; a reader at the place reads, a stranger finds nothing', async () => {
  const asked = await propose(local, county, {
    kind: 'publishing_limits',
    title: '发布',
    body: (await kindAt(county, 'publishing_limits', '2023-07-05')).decides.body,
    valid_from: '2023-07-06',
  });
  expect(asked.body.need).toBe('second');
  const seen = async (who: TestPerson) =>
    (await t.get<{ rows: { id: string; can: object }[] }>(who, '/api/rule-book-proposals')).body;
  expect((await seen(otherLocal)).rows.find((row) => row.id === asked.body.proposal_id)?.can).toEqual({
    approve: true,
    refuse: true,
    withdraw: false,
  });
  const owed = async (who: TestPerson) => (await owedOf(t, who, 'organizations.rule_books'))[0];
  for (const who of [otherLocal, local])
    expect(await owed(who)).toBe(
      (await seen(who)).rows.filter((row) => (row.can as { approve: boolean }).approve).length,
    );
  expect((await seen(local)).rows.find((row) => row.id === asked.body.proposal_id)?.can).toEqual({
    approve: false,
    refuse: false,
    withdraw: true,
  });
  const exact = await t.person('省本级', [{ permissions: ['organizations.rules'], at: province, below: false }]);
  const loose = await propose(local, county, {
    kind: 'age_matrix',
    title: '年龄',
    body: { ...defaultAgeMatrix, minimum_age: 14 },
    valid_from: '2023-07-06',
  });
  expect((await seen(exact)).rows.map((row) => row.id)).toContain(loose.body.proposal_id);
  expect((await seen(exact)).rows.map((row) => row.id)).not.toContain(asked.body.proposal_id); // a second person of the county is asked for
  const one = await t.get<{
    replaced: { body: object };
    body: object;
    loosened: string[];
    deciding_organization_name: string;
  }>(exact, `/api/rule-book-proposals/${loose.body.proposal_id}`);
  expect(one.body).toMatchObject({
    replaced: { body: { minimum_age: 15 } },
    body: { minimum_age: 14 },
    loosened: ['minimum_age'],
    deciding_organization_name: '广东省',
  });
  const stranger = await t.person('路人');
  expect((await t.get(stranger, `/api/rule-book-proposals/${loose.body.proposal_id}`)).status).toBe(404);
  expect((await decide(stranger, loose, 'approve')).status).toBe(404);
});
