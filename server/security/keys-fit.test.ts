import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addressesOf, addressOf } from '../testing/test-copies.ts';
import { testDatabase } from '../testing/test-database.ts';
import type { Database } from '../db/open.ts';
import { addFieldKey, dropOldFieldKeys, loadSecrets, newSecrets, withoutOldFieldKeys } from './secrets-file.ts';
import { assertFit, fittingSecrets, keepFingerprints } from './keys-fit.ts';
import { openServices } from '../start.ts';

/** An installation with one person, started once. */
const directory = mkdtempSync(join(tmpdir(), 'qingzhi-fit-'));
const file = join(directory, 'secrets.json');
const own = join(directory, 'own.json');
let database: Database;
const environment = () => ({
  port: 0,
  host: '127.0.0.1',
  data_dir: directory,
  database_url: addressOf(database.connection),
  database_owner_url: addressOf(database.owner_connection),
});
const admin = (): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, '../../tools/admin.ts'), '13900990001', '王小芳'],
      { env: { ...process.env, DATA_DIR: directory, ...addressesOf(database) } },
      (error, out, errors) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, said: out + errors }),
    );
  });
beforeAll(async () => {
  database = await testDatabase();
  expect((await admin()).code).toBe(0);
  copyFileSync(file, own);
});
afterAll(async () => {
  await database.close();
  rmSync(directory, { recursive: true });
});

const everything = async (): Promise<unknown> => {
  const { rows } = await database.owner.query<{ found: unknown }>(`
    select jsonb_build_object('persons', (select count(*) from persons), 'events', (select count(*) from audit_events), 'settings', (select jsonb_agg(to_jsonb(s) order by key) from settings s)) as found`);
  return rows[0]?.found;
};
const exchange = (): void => writeFileSync(file, JSON.stringify(newSecrets()));
const putBack = (): void => copyFileSync(own, file);
const refusal = async (): Promise<string> =>
  String(
    await openServices(environment(), () => undefined).then(
      (opened) => opened.close(),
      (error: Error) => error.message,
    ),
  );

test('a database that has keys is refused without its secrets.json: no new keys, nothing written, and what to do', async () => {
  const before = await everything();
  renameSync(file, `${file}.away`);
  expect(await refusal()).toMatch(/secrets\.json 不见了.*放回.*is missing.*Put this installation's secrets\.json back/);
  const { code, said } = await admin();
  expect([code, existsSync(file)]).toEqual([3, false]);
  expect(said).toContain(file);
  expect(said).not.toMatch(/\bat .*:\d+:\d+/); // a sentence, no stack
  expect(await everything()).toEqual(before);
  renameSync(`${file}.away`, file);
  expect(await refusal()).toBe('undefined');
});

test('exchanged keys are refused, all of them or one, also by a database that kept no fingerprint yet', async () => {
  const before = await everything();
  exchange();
  expect(await refusal()).toContain('不是这个数据库的');
  expect((await admin()).code).toBe(3);
  const mine = JSON.parse(JSON.stringify(loadSecrets(directory))) as ReturnType<typeof loadSecrets>;
  putBack();
  const right = loadSecrets(directory);
  for (const key of ['index_key', 'session_pepper', 'code_key', 'field_keys'] as const) {
    await expect(assertFit(database.pool, { ...right, [key]: mine[key] }, file)).rejects.toThrow('不是这个数据库的');
  }
  expect(await everything()).toEqual(before);

  const { rows } = await database.owner.query<{ value: unknown }>(
    "delete from settings where key = 'keys' returning value",
  );
  exchange();
  expect(await refusal()).toContain('不是这个数据库的');
  renameSync(file, `${file}.away`);
  expect(await refusal()).toContain('不见了');
  putBack();
  expect(await refusal()).toBe('undefined'); // and keeps it from now on
  expect((await database.owner.query("select value from settings where key = 'keys'")).rows).toEqual(rows);
});

test('a rotation stays right at every step: a new key is welcome, a retired one no longer asked for, an older backup needs its own', async () => {
  const kept = loadSecrets(directory);
  const both = addFieldKey(directory);
  expect(await fittingSecrets(database.pool, directory)).toEqual(both); // stopped before the database knew
  await keepFingerprints(database.pool, both);
  await expect(assertFit(database.pool, kept, file)).rejects.toThrow(); // a server with yesterday's file
  await keepFingerprints(database.pool, withoutOldFieldKeys(both));
  expect(await fittingSecrets(database.pool, directory)).toEqual(both); // stopped before the file was written
  const alone = dropOldFieldKeys(directory);
  expect(await fittingSecrets(database.pool, directory)).toEqual(alone);
  await keepFingerprints(database.pool, kept); // as a backup from before brings it
  await expect(assertFit(database.pool, alone, file)).rejects.toThrow('恢复旧备份要用当时的那一份');
  await assertFit(database.pool, both, file);
});

test('an empty database gets new keys', async () => {
  const fresh = await testDatabase();
  const place = mkdtempSync(join(tmpdir(), 'qingzhi-fresh-'));
  const opened = await openServices(
    {
      port: 0,
      host: '127.0.0.1',
      data_dir: place,
      database_url: addressOf(fresh.connection),
      database_owner_url: addressOf(fresh.owner_connection),
    },
    () => undefined,
  );
  await opened.close();
  expect(existsSync(join(place, 'secrets.json'))).toBe(true);
  await fresh.close();
  rmSync(place, { recursive: true });
});
