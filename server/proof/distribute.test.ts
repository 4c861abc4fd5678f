import { afterAll, beforeAll, expect, test } from 'vitest';
import { distribution } from '../tables.ts';
import { distribute, distributionSteps, foreignKeys, type Reference } from '../db/distribute.ts';
import type { Database } from '../db/open.ts';
import { testDatabase } from '../testing/test-database.ts';
import { readSchema } from './schema-rules.ts';

let database: Database;
let references: Reference[];
beforeAll(async () => {
  database = await testDatabase();
  references = await foreignKeys(database.pool);
});
afterAll(async () => {
  await database.close();
});

test('every table that does not stay on the first machine is laid out once, after all that it refers to', async () => {
  const tables = distributionSteps(distribution, references).map((step) => step.table);
  const schema = await readSchema(database.pool);
  const expected = schema.map((table) => table.name).filter((name) => distribution[name]?.kind !== 'local');
  expect([...tables].sort()).toEqual(expected.sort());
  const early = schema.flatMap((table) =>
    table.foreign_keys
      .filter((key) => key.to !== table.name && tables.includes(table.name))
      .filter((key) => tables.indexOf(key.to) === -1 || tables.indexOf(key.to) > tables.indexOf(table.name))
      .map((key) => `${table.name} before ${key.to}`),
  );
  expect(early).toEqual([]);
});

test('tables of a group lie beside the first of it, and those that stand alone beside none', () => {
  const steps = distributionSteps(distribution, references);
  const beside = new Map(
    steps.flatMap(({ table, statement }) => {
      const found = /create_distributed_table\('(\w+)', '(\w+)', colocate_with => '(\w+)'\)/.exec(statement);
      return found === null ? [] : [[table, { column: found[2], at: found[3] }] as const];
    }),
  );
  for (const [table, kind] of Object.entries(distribution)) {
    if (kind.kind !== 'distributed') continue;
    const { column, at } = beside.get(table) ?? {};
    expect([table, column]).toEqual([table, kind.column]);
    const group = distribution[at ?? ''];
    if (kind.group === 'alone') expect([table, at]).toEqual([table, 'none']);
    else if (at !== 'none') expect([table, group?.kind === 'distributed' && group.group]).toEqual([table, kind.group]);
  }
  const founders = [...beside].filter(([table, { at }]) => {
    const kind = distribution[table];
    return at === 'none' && kind?.kind === 'distributed' && kind.group !== 'alone';
  });
  expect(founders).toHaveLength(3); // volunteers', activities' and events'
});

test('foreign keys in a circle are named instead of an order that a cluster refuses', () => {
  const circle = [
    { from: 'roles', to: 'organizations' },
    { from: 'organizations', to: 'roles' },
  ];
  expect(() =>
    distributionSteps({ roles: { kind: 'reference' }, organizations: { kind: 'reference' } }, circle),
  ).toThrow('foreign keys in a circle: roles, organizations');
});

test('without the extension nothing changes', async () => {
  const before = await readSchema(database.pool);
  expect(await distribute(database.owner, distribution)).toBeNull();
  expect(await readSchema(database.pool)).toEqual(before);
});

test('with it, what is not laid out yet is, in that order', async () => {
  const sent: string[] = [];
  const answers = (text: string): object[] => {
    if (text.includes('pg_constraint')) return references;
    if (text.includes('pg_extension')) return [{ found: 1 }];
    if (text.includes('pg_dist_partition')) return [{ table: 'divisions' }, { table: 'organizations' }];
    sent.push(text);
    return [];
  };
  const cluster = { query: (text: string) => Promise.resolve({ rows: answers(text) }) } as unknown as Database['pool'];
  const all = distributionSteps(distribution, references);
  await distribute(cluster, distribution);
  expect(sent).toEqual(
    all.filter(({ table }) => !['divisions', 'organizations'].includes(table)).map(({ statement }) => statement),
  );
});
