import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NoticeEntry } from '../../domain/notice.ts';
import { noticeTable } from '../../domain/notices.ts';
import { intoNotices } from './notices.ts';
import type { Database } from './open.ts';
import { Reader } from './reader.ts';
import { readFunctions } from './sql-functions.ts';
import { sql, type Sql } from './sql.ts';
import { testDatabase } from '../testing/test-database.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const now = new Date('2026-11-30T05:00:00Z');
const [one, other] = ['01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002'];

async function told(message: Sql, from: Sql): Promise<unknown[]> {
  const reader = new Reader(database.pool);
  await reader.all(sql`delete from notices`);
  await reader.all(sql`${message} from ${from}`);
  return reader.all(sql`select person_id, kind, params, link, at from notices order by person_id`);
}

test('to many in one statement: what is known beforehand, and what the statement finds', async () => {
  const found = sql`(values (${one}::uuid, '早上'), (${other}::uuid, '下午')) as s (person, part)`;
  const params = { activity: '河道清理', from: sql`part`, reason: '下雨' };
  const message = intoNotices({ now, to: sql`person`, kind: 'projects.shift_cancelled', params, subject: other });
  const same = { kind: 'projects.shift_cancelled', link: other, at: now };
  expect(await told(message, found)).toEqual([
    { person_id: one, ...same, params: { activity: '河道清理', from: '早上', reason: '下雨' } },
    { person_id: other, ...same, params: { activity: '河道清理', from: '下午', reason: '下雨' } },
  ]);
});

test('once to each, however often the statement finds them', async () => {
  const twice = sql`(values (${one}::uuid), (${one}::uuid)) as s (person)`;
  const message = {
    now,
    to: sql`person`,
    once_each: true,
    kind: 'accounts.grant_ended',
    params: { role: '队长' },
  } as const;
  expect(await told(intoNotices(message), twice)).toEqual([
    { person_id: one, kind: 'accounts.grant_ended', params: { role: '队长' }, link: null, at: now },
  ]);
});

test('what a kind does not say does not compile', () => {
  const to = { now, to: sql`person` };
  intoNotices({ ...to, kind: 'projects.leads', params: { activity: '河道清理' }, subject: other });
  // @ts-expect-error nobody declares it
  intoNotices({ ...to, kind: 'projects.nothing', params: {} });
  // @ts-expect-error which activity?
  intoNotices({ ...to, kind: 'projects.leads', params: { activity: '河道清理' } });
  // @ts-expect-error the reason is missing
  intoNotices({ ...to, kind: 'projects.ended_early', params: { activity: '河道清理' } });
  // @ts-expect-error nothing shows the number
  intoNotices({ ...to, kind: 'projects.ended_early', params: { activity: '河道清理', reason: '下雨', number: 3 } });
  // @ts-expect-error a count is a number
  intoNotices({ ...to, kind: 'projects.wait_ended_long_day', params: { activity: '河道清理', to: '', hours: '8' } });
});

/** The kind and the names of the parameters that a text of SQL writes. */
function written(text: string): { kind: string; params: string[] }[] {
  return text
    .split(/insert into notices\b/)
    .slice(1)
    .map((rest) => {
      const [, kind = '', filling = ''] = /'([a-z]+\.[a-z_]+)',\s*jsonb_build_object\(([\s\S]*)/.exec(rest) ?? [];
      let depth = 0;
      const names = [...filling.matchAll(/[()]|'([a-z_]+)',/g)].flatMap(([piece, name]) => {
        if (piece === '(') depth += 1;
        if (piece === ')') depth -= 1;
        return depth === 0 && name !== undefined ? [name] : [];
      });
      return { kind, params: names };
    });
}

/** One sentence for each message of a function that is not as its kind declares it. */
function faultsOf(name: string, text: string): string[] {
  return written(text).flatMap(({ kind, params }) => {
    const declared = (noticeTable as Readonly<Record<string, NoticeEntry | undefined>>)[kind]?.params;
    if (declared === undefined) return [`${name} writes the kind ${kind || '?'}, which nobody declares`];
    const wanted = Object.keys(declared).sort().join();
    return wanted === [...params].sort().join()
      ? []
      : [`${name} fills ${kind} with ${params.join()} instead of ${wanted}`];
  });
}

test('functions of the database write declared kinds with the declared parameters', () => {
  const functions = readFunctions();
  expect(functions.flatMap(({ sql: text }) => written(text)).map(({ kind }) => kind)).toEqual(['projects.promoted']);
  expect(functions.flatMap(({ name, sql: text }) => faultsOf(name, text))).toEqual([]);
});

test.each([
  [
    "'projects.promoted'",
    "'projects.promotion'",
    'promote_waiting writes the kind projects.promotion, which nobody declares',
  ],
  [
    "'when', to_char",
    "'moment', to_char",
    'promote_waiting fills projects.promoted with activity,moment instead of activity,when',
  ],
])('a function that says %s as %s is named', (right, wrong, sentence) => {
  const promote = readFunctions().find(({ name }) => name === 'promote_waiting')?.sql ?? '';
  expect(faultsOf('promote_waiting', promote.replace(right, wrong))).toEqual([sentence]);
});
