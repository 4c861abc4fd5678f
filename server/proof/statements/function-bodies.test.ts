import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../db/open.ts';
import { ownerOf, type Owner } from '../../tables.ts';
import { testDatabase } from '../../testing/test-database.ts';
import { bodiesOf, type Body } from './function-bodies.ts';
import { orderBreaches, sentenceOf } from './noun-order.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const breachesOf = (bodies: readonly Body[], owners: ReadonlyMap<string, Owner> = ownerOf): string[] =>
  orderBreaches(bodies, owners).map((one) => sentenceOf(one, owners));

test('no function of the database reads a later noun’s table or writes another’s', async () => {
  const bodies = await bodiesOf(database.owner, ownerOf);
  expect(bodies.length).toBeGreaterThan(10);
  expect(breachesOf(bodies)).toEqual([]);
  expect(bodies.filter(({ composes }) => composes)).toEqual([]);
});

test('nothing reads on its own: there is no view, no rule and no policy', async () => {
  const { rows } = await database.owner.query(`
    select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
    union all select rulename from pg_rules where schemaname = 'public'
    union all select policyname from pg_policies where schemaname = 'public'`);
  expect(rows).toEqual([]);
});

const later = 'let that noun offer it, or move the statement there.';
test.each<[string, Owner, string, string[]]>([
  [
    'upward SQL through a function',
    'volunteers',
    'begin return (select count(*) from volunteers v join sign_ups u on u.volunteer_id = v.id); end',
    [`function planted reads sign_ups of the later projects: ${later}`],
  ],
  [
    'upward SQL in a part of a part, by a quoted name',
    'projects',
    'declare n int; begin with a as (select 1 where exists (select from public."attendances")) select count(*) into n from a; return n; end',
    [`function planted reads attendances of the later records: ${later}`],
  ],
  [
    'another’s table written by a CTE',
    'records',
    'begin with gone as (update only sign_ups set ended_at = now() returning 1) insert into attendance_stamps (id) select new_id(now()) from gone; return 1; end',
    ['function planted writes sign_ups of projects: call the owner’s function.'],
  ],
  [
    'a call upwards',
    'volunteers',
    'begin perform promote_waiting(null, null, now()); return 1; end',
    [`function planted calls promote_waiting of the later projects: ${later}`],
  ],
  [
    'a function that nobody owns stands before all nouns',
    'base',
    'begin return (select count(*) from organizations); end',
    [`function planted reads organizations of the later organizations: ${later}`],
  ],
  [
    'no fault: its own tables, earlier ones, the outbox of the base, and what a comment speaks of',
    'records',
    'begin /* certificates and funding */ update attendances set state = null from sign_ups u; insert into notices (id) values (null); return 1; end -- volunteers',
    [],
  ],
])('planted: %s', async (_, owner, body, expected) => {
  const client = await database.owner.connect();
  try {
    await client.query('begin');
    await client.query(`create function planted() returns int language plpgsql as $planted$ ${body} $planted$`);
    const owners = new Map([...ownerOf, ['planted', owner] as const]);
    const planted = (await bodiesOf(client, owners)).filter(({ file }) => file === 'function planted');
    expect(planted).toHaveLength(1);
    expect(breachesOf(planted, owners)).toEqual(expected);
  } finally {
    await client.query('rollback');
    client.release();
  }
});

test('planted: a statement that a function puts together is no secret', async () => {
  const client = await database.owner.connect();
  try {
    await client.query('begin');
    await client.query(
      `create function planted() returns void language plpgsql as $planted$ begin execute 'select from sign' || '_ups'; end $planted$`,
    );
    const composing = (await bodiesOf(client, ownerOf)).filter(({ composes }) => composes);
    expect(composing.map(({ file }) => file)).toEqual(['function planted']);
  } finally {
    await client.query('rollback');
    client.release();
  }
});
