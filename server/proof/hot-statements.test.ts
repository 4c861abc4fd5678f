import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { distribution } from '../db/distribution.ts';
import { sql } from '../db/sql.ts';
import { layGround, publish, shift as draft, signUpUrl, type Ground } from '../projects/test-ground.ts';
import { codeAt, shiftOf, signUp, type Shift } from '../records/test-ground.ts';
import { testApp, type TestApp, type TestPerson } from '../test-app.ts';

/** The statements of the hot paths, as they reach PostgreSQL, held to design section 3, so that one machine can become many. */
let t: TestApp & { close(): Promise<void> };
let ground: Ground;
let lin: TestPerson;
let shift: Shift;
let coming: { id: string; shift_ids: string[] };
const seen: string[] = [];
beforeAll(async () => {
  t = await testApp({ now: new Date('2026-11-22T02:00:00Z') });
  ground = await layGround(t);
  lin = await t.volunteer('林晓禾', ground.county);
  shift = await shiftOf(t, ground.county, { day: '2026-11-22', from: '10:00', to: '12:00' });
  await signUp(t, shift, [lin], ground.county);
  coming = await publish(t, ground, { shifts: [draft('2026-11-28', '09:00', '12:00')] });
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
  t.now = new Date(t.now.getTime() + 60_000);
  return t.post(lin, '/api/check-ins', { kind: 'rotating_code', code: codeAt(t, { kind: 'shift', id: shift.id }, t.now), direction, scanned_at: t.now.toISOString() });
};
const paths: readonly (readonly [string, () => Promise<{ status: number }>])[] = [
  ['check-in', () => scan('in')],
  ['check-out', () => scan('out')],
  ['sign-up', () => t.post(lin, signUpUrl(coming), { risk_acknowledged: true })],
  ['my hours', () => t.get(lin, '/api/my/hours')],
  ['my check-ins', () => t.get(lin, '/api/my/check-ins')],
];

type Statement = { readonly text: string; readonly tables: readonly string[] };
function statementsOf(texts: readonly string[]): Statement[] {
  return texts.map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => !/^(begin|commit|rollback|savepoint|release)/i.test(text))
    .map((text) => ({ text, tables: [...new Set([...text.matchAll(/(?:from|join|update|into)\s+([a-z_]+)/gi)].map((match) => match[1] ?? '').filter((name) => name in distribution))] }));
}
const groupOf = (table: string): string | null => { const kind = distribution[table]; return kind?.kind === 'distributed' ? (kind.group === 'alone' ? table : kind.group) : null; };
const columnOf = (table: string): string => { const kind = distribution[table]; return kind?.kind === 'distributed' ? kind.column : ''; };

/** Pinned to one machine: the column equals a parameter, a column of the caller's session, or that of a row that is pinned itself. */
const pinned = (text: string, table: string): boolean => new RegExp(`\\b${columnOf(table)} (=|in|= any) ?\\(?(\\$\\d+|[a-z]+\\.[a-z_]+|\\()`).test(text) || new RegExp(`${table} \\(${columnOf(table)}[,)]`).test(text);

/** What joins rows of two groups today; each would cost a round trip between machines. The list may only become shorter. */
const crossings: Readonly<Record<string, readonly string[]>> = {
  'check-in': ['activities × attendances × insurance_covers × shifts × sign_ups'],
  'check-out': ['activities × attendances × insurance_covers × shifts × sign_ups'],
  'sign-up': ['activities × consents × guardianships × insurance_covers × shifts × sign_ups × volunteer_skills'],
  'my hours': ['activities × attendance_stamps × attendances × record_proposal_lines × record_proposals × service_records'],
  'my check-ins': ['activities × attendance_stamps × attendances × insurance_covers × sign_ups'],
};

test.each(paths)('%s: every statement names the volunteer, and no further groups meet in one', async (name, act) => {
  seen.length = 0;
  expect((await act()).status).toBe(200);
  const statements = statementsOf(seen);
  expect(statements.length).toBeGreaterThan(0);
  const loose = statements.flatMap(({ text, tables }) => tables.filter((table) => groupOf(table) === 'volunteer' && !pinned(text, table)).map((table) => `${table}: ${text}`));
  expect(loose).toEqual([]);
  const crossing = statements.map(({ tables }) => [...new Set(tables.filter((table) => groupOf(table) !== null))].sort()).filter((tables) => new Set(tables.map(groupOf)).size > 1).map((tables) => tables.join(' × '));
  expect([...new Set(crossing)].sort()).toEqual([...(crossings[name] ?? [])].sort());
});

test.each([
  ['select id from sign_ups where shift_id = $1', 'sign_ups', false],
  ['select id from sign_ups where volunteer_id = $1 and shift_id = $2', 'sign_ups', true],
  ['select id from service_records where volunteer_id = any($1::uuid[])', 'service_records', true],
  ['select * from notices where at > $1', 'notices', false],
  ['insert into ledger_deltas (volunteer_id, transfer_id) select 1', 'ledger_deltas', true],
])('%s', (text, table, is) => {
  expect(pinned(text, table)).toBe(is);
});

test('the functions of the hot paths take the volunteer first', async () => {
  const functions = await t.rows<{ name: string; first: string }>(sql`select proname as name, proargnames[1] as first from pg_proc where pronamespace = 'public'::regnamespace and proname = any(${['sign_up_for_shift', 'end_sign_up', 'records_stamp', 'ledger_post']}::text[])`);
  expect(functions.map((one) => [one.name, one.first.replace(/^(p|given)_/, '')]).sort()).toEqual([['end_sign_up', 'volunteer_id'], ['ledger_post', 'volunteer_id'], ['records_stamp', 'volunteer_id'], ['sign_up_for_shift', 'volunteer_id']]);
});
