import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { appliedMigrations, migrate, readMigrations } from './migrate.ts';
import type { Database } from './open.ts';
import { readFunctions } from './sql-functions.ts';
import { testDatabase } from '../testing/test-database.ts';

let database: Database;
let directory: string;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'qingzhi-migrations-'));
  mkdirSync(join(directory, 'migrations'));
  mkdirSync(join(directory, 'trees', 'functions'), { recursive: true });
  await database.owner.query('drop schema public cascade; create schema public');
  return () => rmSync(directory, { recursive: true });
});

const [first, second] = ['2026-12-01T08-00-first.sql', '2026-12-01T08-01-second.sql'];
const write = (name: string, sql: string): void => writeFileSync(join(directory, 'migrations', name), sql);
const writeFunction = (name: string, sql: string): void =>
  writeFileSync(join(directory, 'trees/functions', `${name}.sql`), sql);
const run = (): Promise<string[]> =>
  migrate(database.owner, readMigrations(join(directory, 'migrations')), { functions: readFunctions(directory) });
const ask = async (question: string): Promise<unknown[]> => (await database.owner.query(question)).rows;

describe('migrations', () => {
  test('are applied in order, once', async () => {
    write(first, 'create table a (n integer); insert into a values (1);');
    write(second, 'update a set n = n + 1;');
    expect(await run()).toEqual([first, second]);
    expect(await run()).toEqual([]);
    expect(await ask('select n from a')).toEqual([{ n: 2 }]);
  });

  test('of two processes at once each is applied once', async () => {
    write(first, 'create table a (n integer); insert into a values (1); select pg_sleep(0.1);');
    writeFunction('one', "create function one() returns int language sql as 'select 1'");
    expect((await Promise.all([run(), run()])).flat()).toEqual([first, 'one']);
  });

  test('one that fails leaves everything as it was, and is named', async () => {
    write(first, 'create table a (n integer);');
    write(second, 'create table b (n integer); insert into missing values (1);');
    await expect(run()).rejects.toThrow(/08-01-second\.sql failed and left nothing behind/);
    expect(await ask("select to_regclass('b') as b")).toEqual([{ b: null }]);
    expect(await ask('select name from schema_migrations')).toEqual([{ name: first }]);
  });

  test('an applied one that was changed, and one that is unknown, are refused', async () => {
    write(first, 'create table a (n integer);');
    await run();
    write(first, 'create table a (n bigint);');
    await expect(run()).rejects.toThrow(/在执行以后被改过.*08-00-first\.sql was changed after it was applied/);
    await expect(migrate(database.owner, [], { functions: [] })).rejects.toThrow(/does not know/);
  });

  test.each(['041-trees.sql', '2026-12-01-trees.sql', '2026-13-01T08-00-trees.sql', '2026-12-01T08-00-Trees.sql'])(
    '%s is no name: it does not say when it was written',
    (name) => {
      write(name, 'select 1;');
      expect(() => readMigrations(join(directory, 'migrations'))).toThrow(/needs the moment it was written/);
    },
  );

  test('those of the product are named by their moment, in order, the baseline first', () => {
    const names = readMigrations().map(({ name }) => name);
    expect(names[0]).toBe('2026-11-30T05-00-baseline.sql');
    expect(names).toEqual([...names].sort());
  });

  test('a database of a version before the baseline is refused, in both languages, with what to do, and left alone', async () => {
    await ask(
      "create table schema_migrations (number integer primary key, name text not null, hash text not null); insert into schema_migrations values (1, '001-core.sql', 'x')",
    );
    const refused = /以前的版本.*请换一个空的 DATA_DIR.*before 30 November 2026.*take an empty DATA_DIR/;
    await expect(migrate(database.owner)).rejects.toThrow(refused);
    await expect(appliedMigrations(database.owner)).rejects.toThrow(refused);
    expect(await ask("select relname::text as name from pg_class where relnamespace = 'public'::regnamespace")).toEqual(
      [{ name: 'schema_migrations' }, { name: 'schema_migrations_pkey' }],
    );
  });
});

describe('functions', () => {
  const rings = (body: string): void =>
    writeFunction('rings', `create function rings() returns int language sql as '${body}'`);

  test('are made after the migrations, whatever calls whatever, and not again', async () => {
    write(first, 'create table trees (rings int); insert into trees values (3);');
    writeFunction('doubled', "create function doubled() returns int language sql as 'select rings() * 2'");
    rings('select max(rings) from trees');
    expect(await run()).toEqual([first, 'doubled', 'rings']);
    expect(await ask('select doubled()')).toEqual([{ doubled: 6 }]);
    expect(await run()).toEqual([]);
  });

  test('one whose text changed is made anew, and it alone', async () => {
    writeFunction('doubled', "create function doubled() returns int language sql as 'select rings() * 2'");
    rings('select 1');
    await run();
    rings('select 5');
    expect(await run()).toEqual(['rings']);
    expect(await ask('select doubled()')).toEqual([{ doubled: 10 }]);
  });

  test('one with another signature takes the place of the one before', async () => {
    rings('select 1');
    await run();
    writeFunction('rings', "create function rings(since int default 0) returns text language sql as 'select ''many'''");
    expect(await run()).toEqual(['rings']);
    expect(await ask('select rings()')).toEqual([{ rings: 'many' }]);
    expect(await ask("select oid::regprocedure::text as one from pg_proc where proname = 'rings'")).toEqual([
      { one: 'rings(integer)' },
    ]);
  });

  test('one whose file is gone goes, one that was dropped by hand or by a migration comes again', async () => {
    rings('select 1');
    writeFunction('doubled', "create function doubled() returns int language sql as 'select rings() * 2'");
    await run();
    await ask('drop function rings');
    expect(await run()).toEqual(['rings']);
    rmSync(join(directory, 'trees/functions/doubled.sql'));
    expect(await run()).toEqual([]);
    expect(
      await ask("select name from schema_functions union all select 'doubled' where to_regproc('doubled') is not null"),
    ).toEqual([{ name: 'rings' }]);
  });

  test('one that does not fit the tables is refused and changes nothing, also where its own text stayed', async () => {
    write(first, 'create table trees (rings int);');
    rings('select max(rings) from trees');
    await run();
    rings('select max(age) from trees');
    await expect(run()).rejects.toThrow(/The function rings does not fit the tables: column "age" does not exist/);
    expect(await ask('select rings()')).toEqual([{ rings: null }]);
    rings('select max(rings) from trees');
    write(second, 'alter table trees rename column rings to years;');
    writeFunction('planks', "create function planks() returns int language sql as 'select 1'");
    await expect(run()).rejects.toThrow(/The function rings does not fit/);
  });

  test('a file makes the function of its name and no other', () => {
    writeFunction('rings', "create function bark() returns int language sql as 'select 1'");
    expect(() => readFunctions(directory)).toThrow(/rings\.sql must make the function rings and no other/);
  });
});
