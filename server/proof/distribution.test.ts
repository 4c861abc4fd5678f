import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Distribution } from '../db/table.ts';
import { distribution } from '../tables.ts';
import { breaches, readSchema, type Schema } from './schema-rules.ts';
import { testDatabase } from '../testing/test-database.ts';
import type { Database } from '../db/open.ts';

let database: Database;
let schema: Schema;
beforeAll(async () => {
  database = await testDatabase();
  schema = await readSchema(database.pool);
});
afterAll(async () => {
  await database.close();
});

test('the migrated schema keeps every rule of distribution', () => {
  expect(breaches(schema, distribution)).toEqual([]);
});

/** Each rule must bite: one planted table per rule, found by exactly its sentence. */
const planted: readonly (readonly [string, string, string, Distribution | undefined])[] = [
  ['no class', 'create table planted (id uuid primary key)', 'has no class', undefined],
  ['no comment', 'create table planted (id uuid primary key)', 'has no comment', { kind: 'local' }],
  [
    'no primary key',
    "create table planted (volunteer_id uuid); comment on table planted is 'x'",
    'needs a primary key',
    volunteer(),
  ],
  [
    'primary key begins elsewhere',
    "create table planted (id uuid, volunteer_id uuid, primary key (id, volunteer_id)); comment on table planted is 'x'",
    'primary key begins with id',
    volunteer(),
  ],
  [
    'unique without the column',
    "create table planted (volunteer_id uuid, id uuid, code text unique, primary key (volunteer_id, id)); comment on table planted is 'x'",
    'is unique without volunteer_id',
    volunteer(),
  ],
  [
    'a trigger',
    "create table planted (volunteer_id uuid primary key); comment on table planted is 'x'; create trigger planted_once before update on planted for each row execute function suppress_redundant_updates_trigger()",
    'has the trigger planted_once',
    volunteer(),
  ],
  [
    'a foreign key across groups',
    "create table planted (volunteer_id uuid, activity_id uuid references activities, primary key (volunteer_id)); comment on table planted is 'x'",
    'refers to activities, which lies elsewhere',
    volunteer(),
  ],
  [
    'a foreign key from reference to distributed',
    "create table planted (activity_id uuid primary key references activities); comment on table planted is 'x'",
    'refers to activities, which lies elsewhere',
    { kind: 'reference' },
  ],
  [
    'a constraint without a name of ours',
    "create table planted (volunteer_id uuid primary key, minutes int check (minutes > 0)); comment on table planted is 'x'; alter table planted rename constraint planted_minutes_check to odd",
    'odd should be named planted__',
    volunteer(),
  ],
];

function volunteer(): Distribution {
  return { kind: 'distributed', group: 'volunteer', column: 'volunteer_id' };
}

test.each(planted)('a planted table with %s is named', async (_, create, sentence, kind) => {
  const client = await database.owner.connect();
  try {
    await client.query('begin');
    await client.query(create);
    const found = breaches(
      await readSchema(client),
      kind === undefined ? distribution : { ...distribution, planted: kind },
    );
    const planted = found.filter((line) => line.includes('planted'));
    expect(planted).toHaveLength(1);
    expect(planted[0]).toContain(sentence);
  } finally {
    await client.query('rollback');
    client.release();
  }
});

test('a class for a table that is gone is named', () => {
  expect(breaches(schema, { ...distribution, vanished: { kind: 'local' } }).slice(0, 1)).toEqual([
    'vanished has a line in the tables.ts of a noun, but no such table exists: remove the line',
  ]);
});
