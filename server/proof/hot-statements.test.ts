import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { distribution } from '../tables.ts';
import { sql } from '../db/sql.ts';
import { makeFixtures, publish, shift as draft, signUpUrl, type Fixtures } from '../projects/fixtures.ts';
import { codeAt, shiftOf, signUp, type Shift } from '../records/fixtures.ts';
import { testApp, type TestApp, type TestPerson } from '../testing/test-app.ts';
import { usesOf } from './shard-pinning.ts';

/** The statements of the hot paths, as they reach PostgreSQL, held to design section 3, so that one machine can become many. */
let t: TestApp & { close(): Promise<void> };
let fixtures: Fixtures;
let lin: TestPerson;
let zhou: TestPerson;
let shift: Shift;
let coming: { id: string; shift_ids: string[] };
const seen: string[] = [];
beforeAll(async () => {
  t = await testApp({ now: new Date('2026-11-22T02:00:00Z') });
  fixtures = await makeFixtures(t);
  lin = await t.volunteer('林晓禾', fixtures.county);
  zhou = await t.person('周敏', [{ permissions: ['records.confirm', 'projects.read'], at: fixtures.county }]);
  shift = await shiftOf(t, fixtures.county, { day: '2026-11-22', from: '10:00', to: '12:00' });
  await signUp(t, shift, [lin], fixtures.county);
  coming = await publish(t, fixtures, { shifts: [draft('2026-11-28', '09:00', '12:00')] });
  const query = pg.Client.prototype.query;
  vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...given: unknown[]) {
    const [first] = given;
    if (typeof first === 'string') seen.push(first);
    else if (typeof first === 'object' && first !== null && 'text' in first) seen.push(String(first.text));
    return Reflect.apply(query, this, given) as never;
  });
});
afterAll(async () => {
  vi.restoreAllMocks();
  await t.close();
});

const scan = (direction: 'in' | 'out') => {
  t.now = new Date(t.now.getTime() + 30 * 60_000);
  return t.post(lin, '/api/check-ins', {
    kind: 'rotating_code',
    code: codeAt(t, { kind: 'shift', id: shift.id }, t.now),
    direction,
    scanned_at: t.now.toISOString(),
  });
};
async function confirm(): Promise<{ status: number }> {
  const [attendance] = await t.rows<{ id: string }>(
    sql`select id from attendances where volunteer_id = ${lin.id} and shift_id = ${shift.id}`,
  );
  seen.length = 0;
  const answer = await t.post<{ results: { record: { minutes: number } }[] }>(zhou, '/api/confirmations', {
    lines: [{ volunteer_id: lin.id, attendance_id: attendance?.id, quality: 'good' }],
  });
  expect(answer.body.results[0]?.record.minutes).toBe(30);
  expect(seen.some((text) => text.includes('ledger_post'))).toBe(true);
  return answer;
}
const paths: readonly (readonly [string, () => Promise<{ status: number }>])[] = [
  ['check-in', () => scan('in')],
  ['check-out', () => scan('out')],
  ['confirmation, which posts to the ledger', confirm],
  ['sign-up', () => t.post(lin, signUpUrl(coming), { risk_acknowledged: true })],
  ['my hours', () => t.get(lin, '/api/my/hours')],
  ['my check-ins', () => t.get(lin, '/api/my/check-ins')],
];

type Statement = { readonly text: string; readonly tables: readonly string[] };
function statementsOf(texts: readonly string[]): Statement[] {
  return texts
    .map((text) => text.replace(/\s+/g, ' ').trim())
    .filter((text) => !/^(begin|commit|rollback|savepoint|release)/i.test(text))
    .map((text) => ({
      text,
      tables: [
        ...new Set(
          usesOf(text)
            .map((use) => use.table)
            .filter((name) => name in distribution),
        ),
      ],
    }));
}
/** Read once more, plainly, so that no table escapes the reading of the statement. */
const namedIn = (text: string): string[] =>
  Object.keys(distribution).filter((table) =>
    new RegExp(`\\b(from|join|update|insert into) \\(?${table}\\b`).test(text),
  );
const groupOf = (table: string): string | null => {
  const kind = distribution[table];
  return kind?.kind === 'distributed' ? (kind.group === 'alone' ? table : kind.group) : null;
};
const columnOf = (table: string): string => {
  const kind = distribution[table];
  return kind?.kind === 'distributed' ? kind.column : '';
};

const looseIn = (text: string): string[] =>
  usesOf(text)
    .filter((use) => groupOf(use.table) === 'volunteer' && !use.pins(columnOf(use.table)))
    .map((use) => use.table);

test.each(paths)('%s: every statement names the volunteer, and no two groups meet in one', async (_, act) => {
  seen.length = 0;
  expect((await act()).status).toBe(200);
  const statements = statementsOf(seen);
  expect(statements.length).toBeGreaterThan(0);
  for (const { text, tables } of statements) expect(tables, text).toEqual(expect.arrayContaining(namedIn(text)));
  const loose = statements.flatMap(({ text }) => looseIn(text).map((table) => `${table}: ${text}`));
  expect(loose).toEqual([]);
  const crossing = statements
    .map(({ tables }) => [...new Set(tables.filter((table) => groupOf(table) !== null))].sort())
    .filter((tables) => new Set(tables.map(groupOf)).size > 1)
    .map((tables) => tables.join(' × '));
  expect(crossing).toEqual([]);
});

test.each<readonly [string, readonly string[]]>([
  ['select id from sign_ups where shift_id = $1', ['sign_ups']],
  ['select id from sign_ups where volunteer_id = $1 and shift_id = $2', []],
  ['select id from sign_ups where volunteer_id = $1 or shift_id = $2', ['sign_ups']],
  ['select volunteer_id = $1 from sign_ups where shift_id = $2', ['sign_ups']],
  ['select id from service_records where volunteer_id = any($1::uuid[])', []],
  ['select * from notices where at > $1', ['notices']],
  ['select 1 from sign_ups u join attendances t on t.volunteer_id = u.volunteer_id where u.volunteer_id = $1', []],
  [
    'select 1 from sign_ups u join attendances t on t.volunteer_id = u.volunteer_id where u.shift_id = $1',
    ['sign_ups', 'attendances'],
  ],
  ['select 1 from sign_ups u join attendances t on t.shift_id = u.shift_id where u.volunteer_id = $1', ['attendances']],
  [
    'select 1 from sign_ups u where exists (select 1 from consents c where c.volunteer_id = u.volunteer_id) and u.volunteer_id = $1',
    [],
  ],
  [
    'select 1 from volunteers v where v.organization_id = $1 and exists (select 1 from consents c where c.volunteer_id = v.id)',
    ['consents', 'volunteers'],
  ],
  [
    'select 1 from sessions held join notices n on n.person_id = held.person_id where held.person_id = $1 and held.token_hash = $2',
    [],
  ],
  [
    'select 1 from sessions held join notices n on n.person_id = held.person_id where held.token_hash = $1',
    ['notices', 'sessions'],
  ],
  [
    'select 1 from unnest($1::uuid[], $2::jsonb[]) with ordinality asked (person_id, about, place) join sessions held on held.person_id = asked.person_id join notices n on n.person_id = held.person_id',
    [],
  ],
  [
    'select 1 from unnest($1::bytea[]) with ordinality asked (token_hash, place) join sessions held on held.token_hash = asked.token_hash join notices n on n.person_id = held.person_id',
    ['notices', 'sessions'],
  ],
  [
    'select 1 from (select u.volunteer_id from sign_ups u where u.volunteer_id = $1 union all select t.volunteer_id from attendances t where t.shift_id = $2) m where exists (select 1 from consents c where c.volunteer_id = m.volunteer_id)',
    ['attendances', 'consents'],
  ],
  ['update attendances set state = $1, record_id = $2 where volunteer_id = $3 and id = $4', []],
  ['insert into ledger_deltas (transaction_id, owner_id) values ($1, $2)', []],
  ['insert into ledger_deltas (owner_id, transaction_id) select gen_random_uuid(), $1', ['ledger_deltas']],
  ['update sign_ups set ended_at = $1 where shift_id = $2', ['sign_ups']],
])('%s: loose are %j', (text, tables) => {
  expect(looseIn(text).sort()).toEqual([...tables].sort());
});

test('the functions of the hot paths take first whose rows they write', async () => {
  const functions = await t.rows<{ name: string; first: string }>(
    sql`select proname as name, proargnames[1] as first from pg_proc where pronamespace = 'public'::regnamespace and proname = any(${['sign_up_for_shift', 'end_sign_up', 'records_stamp', 'ledger_post']}::text[]) order by proname`,
  );
  expect(functions.map((one) => [one.name, one.first.replace(/^(p|given)_/, '')])).toEqual([
    ['end_sign_up', 'volunteer_id'],
    ['ledger_post', 'owner_id'],
    ['records_stamp', 'volunteer_id'],
    ['sign_up_for_shift', 'volunteer_id'],
  ]);
});
