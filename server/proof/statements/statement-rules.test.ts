import { afterAll, beforeAll, expect, test } from 'vitest';
import { distribution } from '../../tables.ts';
import { testDatabase } from '../../testing/test-database.ts';
import type { Database } from '../../db/open.ts';
import { breachesOfRun, listOfBreaches } from './breaches-of-run.ts';
import { describer, readCatalogue, type Catalogue } from './describe-statement.ts';
import { readStatement } from './read-statement.ts';
import { statementBreaches, type Rule } from './statement-rules.ts';

/** Statements in the manner of ours, and which rule each breaks; those that a cluster takes break none. */
let database: Database;
let catalogue: Catalogue;
let describe: Awaited<ReturnType<typeof describer>>;
beforeAll(async () => {
  database = await testDatabase();
  const client = await database.owner.connect();
  catalogue = await readCatalogue(client);
  describe = await describer(client);
  release = () => client.release(true);
});
let release = (): void => undefined;
afterAll(async () => {
  release();
  await database.close();
});

async function rulesBrokenBy(text: string): Promise<Rule[]> {
  const tree = await describe(text);
  if (tree === undefined) throw new Error(`no statement: ${text}`);
  return statementBreaches(readStatement(tree, catalogue), distribution).map((breach) => breach.rule);
}

const taken: readonly string[] = [
  // one table, whether its rows are named or not
  'select id from sign_ups where volunteer_id = $1',
  'select count(*) from sign_ups where shift_id = $1',
  'select id from sign_ups where volunteer_id = $1 for update',
  // several of one group, joined on their column
  'select 1 from sign_ups u join attendances t on t.volunteer_id = u.volunteer_id where t.shift_id = $1',
  'select 1 from sign_ups u join attendances t using (volunteer_id)',
  'select 1 from sign_ups u, attendances t where u.volunteer_id = $1 and t.volunteer_id = $2',
  'select 1 from sign_ups u left join attendances t on t.volunteer_id = u.volunteer_id and t.shift_id = u.shift_id',
  'select 1 from activities a join shifts s on s.activity_id = a.id where s.id = $1',
  'select u.id, exists (select 1 from consents c where c.volunteer_id = u.volunteer_id) from sign_ups u where u.shift_id = $1',
  'select 1 from sign_ups u where u.volunteer_id in (select m.volunteer_id from memberships m where m.organization_id = $1)',
  'select 1 from (select volunteer_id, count(*) from sign_ups group by volunteer_id) n join memberships m on m.volunteer_id = n.volunteer_id',
  // beside tables that lie everywhere
  'select o.name_zh from memberships m join organizations o on o.id = m.organization_id where m.left_on is null',
  'select (select o.name_zh from organizations o where o.id = m.organization_id) from memberships m',
  'update memberships m set left_on = $1 from organizations o where o.id = m.organization_id and o.dissolved_on is not null',
  // one person's rows go whole to one machine, whatever the shape
  'select (select t.id from attendances t where t.volunteer_id = u.volunteer_id order by t.id limit 1) from sign_ups u where u.volunteer_id = $1',
  'select o.id, (select count(*) from memberships m where m.organization_id = o.id and m.volunteer_id = $1) from organizations o',
  'select o.id, n.id from organizations o left join memberships n on n.organization_id = o.id and n.volunteer_id = $1 where o.id = $2 and n.volunteer_id = $1',
  // parts that stand alone are answered one after the other
  'select (select count(*) from sign_ups where shift_id = $1), (select count(*) from attendances where shift_id = $1)',
  'select id from sign_ups where shift_id = $1 union all select id from attendances where shift_id = $1',
  'with busy as materialized (select volunteer_id from attendances where shift_id = $1) select 1 from sign_ups u where u.volunteer_id in (select volunteer_id from busy)',
  'insert into ledger_deltas (owner_id, transaction_id, organization_id, unit, service_day, amount) select t.owner_id, t.transaction_id, $2, t.unit, $3, 1 from ledger_legs t where t.owner_id = $1',
];

const refused: readonly (readonly [string, readonly Rule[]])[] = [
  ['select 1 from sign_ups u join shifts s on s.id = u.shift_id where u.volunteer_id = $1', ['groups']],
  ['select (select title from activities where id = $1) from sign_ups where volunteer_id = $2', ['groups']],
  [
    'insert into sign_ups (volunteer_id, id, shift_id) select $1, $2, s.id from shifts s where s.activity_id = $3',
    ['groups'],
  ],
  ['select 1 from audit_events e join request_keys k on k.request_key = e.request_id', ['groups']],
  [
    'with s as materialized (select id from shifts where activity_id = $1) select 1 from sign_ups where shift_id in (select id from s)',
    ['groups'],
  ],
  ['select 1 from sign_ups u join attendances t on t.shift_id = u.shift_id where u.shift_id = $1', ['not joined']],
  ['select 1 from sign_ups u join attendances t on t.shift_id = u.shift_id where u.volunteer_id = $1', ['not joined']],
  [
    'select 1 from sign_ups u join attendances t on t.volunteer_id = u.volunteer_id or t.shift_id = u.shift_id',
    ['not joined'],
  ],
  ['select 1 from activities a join shifts s on s.id = a.id', ['not joined']],
  [
    'select 1 from sign_ups u where exists (select 1 from consents c where c.given_by = u.volunteer_id)',
    ['not joined'],
  ],
  [
    'select 1 from sign_ups u where u.volunteer_id = any ($1) and exists (select 1 from consents c where c.volunteer_id = any ($1) and c.id = u.id)',
    ['not joined'],
  ],
  [
    'select o.id, (select count(*) from memberships m where m.organization_id = o.id) from organizations o',
    ['correlated'],
  ],
  [
    'select o.id from organizations o where exists (select 1 from memberships m where m.organization_id = o.id)',
    ['correlated'],
  ],
  ['select (select count(*) from sign_ups u where u.shift_id = l.id) from unnest($1::uuid[]) l (id)', ['correlated']],
  [
    'select (select 1 from consents c where c.volunteer_id = page.volunteer_id) from (select volunteer_id from sign_ups order by id limit 20) page',
    ['correlated'],
  ],
  ['select 1 from organizations o left join memberships m on m.organization_id = o.id', ['outer join']],
  ['select 1 from memberships m right join organizations o on m.organization_id = o.id', ['outer join']],
  [
    'select 1 from organizations o left join lateral (select m.id from memberships m where m.organization_id = o.id) x on true',
    ['outer join'],
  ],
  [
    'select 1 from organizations o left join lateral (select m.id from memberships m where m.organization_id = o.id limit 1) x on true',
    ['limit', 'outer join'],
  ],
  [
    'select 1 from (select volunteer_id from sign_ups order by id limit 20) page left join consents c on c.volunteer_id = page.volunteer_id',
    ['outer join'],
  ],
  [
    'select (select t.id from attendances t where t.volunteer_id = u.volunteer_id order by t.id limit 1) from sign_ups u',
    ['limit'],
  ],
  [
    'with recursive up (id) as (select given_by from consents where volunteer_id = any ($1) union select c.given_by from up join consents c on c.volunteer_id = up.id) select id from up',
    ['recursive'],
  ],
  ['select id from sign_ups where shift_id = $1 for update', ['lock']],
  ['select id from sign_ups where volunteer_id = any ($1) for update', ['lock']],
  ['select 1 from organizations o join memberships m on m.organization_id = o.id for update of o', ['lock']],
  ['select status from request_keys where request_key = $1 for update skip locked', ['lock']],
  ['select 1 from notices n join settings s on s.key = n.kind', ['local']],
  ['update memberships set volunteer_id = $1 where volunteer_id = $2', ['moved']],
  [
    'update organizations o set dissolved_on = $1 from memberships m where m.organization_id = o.id',
    ['reference from distributed'],
  ],
];

test.each(taken)('a cluster takes: %s', async (text) => {
  expect(await rulesBrokenBy(text)).toEqual([]);
});

test.each(refused)('a cluster refuses: %s', async (text, rules) => {
  expect(await rulesBrokenBy(text)).toEqual(rules);
});

test('statements about no rows are passed over', async () => {
  expect([await describe('begin'), await describe('set local role x')]).toEqual([undefined, undefined]);
});

test('the statements of a run are held to the rules with their places, and listed by group', async () => {
  const client = await database.owner.connect();
  try {
    const at = (file: string, text: string) => ({ file, line: 7, column: 1, text });
    const found = await breachesOfRun(
      client,
      [
        at('server/a.ts', 'select 1 from sign_ups u join shifts s on s.id = u.shift_id'),
        at('server/b.ts', 'select 1 from notices where person_id = $1'),
        at('server/c.ts', 'select 1 from notices n join consents c on c.id = n.person_id'),
        at('server/d.ts', 'begin'),
      ],
      distribution,
    );
    expect(found.map(({ file, rule, tables }) => [file, rule, tables])).toEqual([
      ['server/a.ts', 'groups', ['sign_ups', 'shifts']],
      ['server/c.ts', 'not joined', ['notices', 'consents']],
    ]);
    expect(listOfBreaches(found)).toMatch(
      /^activity × volunteer \(1\)\n {2}server\/a.ts:7 {2}shifts × sign_ups .*\nvolunteer \(1\)\n {2}server\/c.ts:7 {2}consents × notices /,
    );
  } finally {
    client.release(true);
  }
});
