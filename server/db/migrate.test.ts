import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { migrate, readMigrations } from './migrate.ts';
import type { Database } from './open.ts';
import { testDatabase } from '../testing/test-database.ts';

let database: Database;
let directory: string;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'qingzhi-migrations-'));
  await database.owner.query('drop schema public cascade; create schema public');
  return () => rmSync(directory, { recursive: true });
});

const write = (name: string, sql: string): void => writeFileSync(join(directory, name), sql);
const run = (): Promise<string[]> => migrate(database.owner, readMigrations(directory));

test('files are applied in order, once', async () => {
  write('001-first.sql', 'create table a (n integer); insert into a values (1);');
  write('002-second.sql', 'update a set n = n + 1;');
  expect(await run()).toEqual(['001-first.sql', '002-second.sql']);
  expect(await run()).toEqual([]);
  expect((await database.owner.query('select n from a')).rows).toEqual([{ n: 2 }]);
});

test('two processes at once apply each file once', async () => {
  write('001-first.sql', 'create table a (n integer); insert into a values (1); select pg_sleep(0.1);');
  expect((await Promise.all([run(), run()])).flat()).toEqual(['001-first.sql']);
});

test('a failing file leaves everything as it was, and is named', async () => {
  write('001-first.sql', 'create table a (n integer);');
  write('002-broken.sql', 'create table b (n integer); insert into missing values (1);');
  await expect(run()).rejects.toThrow(/002-broken\.sql failed and left nothing behind/);
  expect((await database.owner.query("select to_regclass('b') as b")).rows).toEqual([{ b: null }]);
  expect((await database.owner.query('select name from schema_migrations')).rows).toEqual([{ name: '001-first.sql' }]);
});

test('an applied file that was changed, and one that is unknown, are refused', async () => {
  write('001-first.sql', 'create table a (n integer);');
  await run();
  write('001-first.sql', 'create table a (n bigint);');
  await expect(run()).rejects.toThrow(/001-first\.sql was changed after it was applied/);
  await expect(migrate(database.owner, [])).rejects.toThrow(/does not know/);
});

test('two files with one number are refused; gaps leave room', () => {
  write('003-third.sql', 'select 1;');
  expect(readMigrations(directory)).toHaveLength(1);
  write('003-other.sql', 'select 1;');
  expect(() => readMigrations(directory)).toThrow(/number of its own/);
});
