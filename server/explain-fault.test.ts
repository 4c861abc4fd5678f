import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addressesOf, addressOf } from './testing/test-copies.ts';
import { testDatabase } from './testing/test-database.ts';
import type { Database } from './db/open.ts';
import { explainFault } from './explain-fault.ts';

/** Commands are run as an operator runs them; what they can put right is one sentence in both languages and an exit code. */
const directory = mkdtempSync(join(tmpdir(), 'qingzhi-faults-'));
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database.close();
  rmSync(directory, { recursive: true });
});

type Ended = { readonly code: number; readonly said: string };
function run(
  file: string,
  environment: Readonly<Record<string, string>> = {},
  parameters: readonly string[] = [],
): Promise<Ended> {
  const { DATABASE_URL: _, DATABASE_OWNER_URL: __, ...inherited } = process.env;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, '..', file), ...parameters],
      {
        env: {
          ...inherited,
          PORT: '0',
          DATA_DIR: directory,
          ...addressesOf(database),
          ...environment,
        },
      },
      (error, out, errors) =>
        resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, said: out + errors }),
    );
  });
}
function expectSentence({ code, said }: Ended, wanted: { code: number; says: readonly RegExp[] }): void {
  expect(said).not.toMatch(/\n\s+at |node:internal|Error:/);
  for (const words of wanted.says) expect(said).toMatch(words);
  expect(said).toMatch(/[一-鿿].* · [A-Za-z/]/); // both languages
  expect(code, said).toBe(wanted.code);
}

test('a port that is taken names PORT and how to choose another', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => {
    taken.listen(0, '127.0.0.1', () => resolve());
  });
  const { port } = taken.address() as AddressInfo;
  expectSentence(await run('server/main.ts', { PORT: String(port) }), {
    code: 3,
    says: [/端口被占用/, new RegExp(`127\\.0\\.0\\.1:${port}`), /PORT=/],
  });
  taken.close();
  expectSentence(await run('server/main.ts', { HOST: '203.0.113.7' }), { code: 3, says: [/HOST/] });
});

test('variables that cannot be are named, without repeating what may be a secret', async () => {
  expectSentence(await run('server/main.ts', { PORT: 'eighty' }), { code: 3, says: [/PORT=eighty/, /0 到 65535/] });
  const bad = await run('server/main.ts', { DATABASE_URL: 'mysql://me:geheim@db/q' });
  expectSentence(bad, { code: 3, says: [/DATABASE_URL/] });
  expect(bad.said).not.toContain('geheim');
  expectSentence(await run('server/main.ts', { METRICS_TOKEN: 'short' }), { code: 3, says: [/METRICS_TOKEN/] });
  expectSentence(await run('server/main.ts', { PASSWORD_LIST: join(directory, 'none.txt') }), {
    code: 3,
    says: [/PASSWORD_LIST/, /none\.txt/],
  });
});

test('a wrong address of the database says what is wrong with it, by every command, and never the password', async () => {
  const url = new URL(addressOf(database.connection));
  const nobody = 'postgres://me:geheim@127.0.0.1:1/qingzhi';
  for (const file of ['server/main.ts', 'tools/verify.ts', 'tools/admin.ts', 'tools/sign-out.ts']) {
    const ended = await run(
      file,
      { DATABASE_URL: nobody },
      file.includes('admin') ? ['13900990001', '王小芳'] : file.includes('sign-out') ? ['everybody'] : [],
    );
    expectSentence(ended, { code: 3, says: [/连不上数据库/, /DATABASE_URL（me@127\.0\.0\.1:1\/qingzhi）/] });
    expect(ended.said).not.toContain('geheim');
  }
  url.pathname = '/no_such_database';
  expectSentence(await run('tools/verify.ts', { DATABASE_URL: url.href }), {
    code: 3,
    says: [/没有这个名字的数据库/, /DATABASE_URL/],
  });
});

test('damaged keys, a directory that is none, and a file that is not there', async () => {
  const place = join(directory, 'damaged');
  mkdirSync(place);
  for (const text of ['{', '', '{"field_key_version":1}', '\u0000\u0001']) {
    writeFileSync(join(place, 'secrets.json'), text);
    expectSentence(await run('tools/verify.ts', { DATA_DIR: place }), {
      code: 3,
      says: [/secrets\.json 已损坏/, /放回/],
    });
    expect(readFileSync(join(place, 'secrets.json'), 'utf8')).toBe(text);
  }
  const file = join(directory, 'a-file');
  writeFileSync(file, '');
  expectSentence(await run('server/main.ts', { DATA_DIR: file, DATABASE_URL: '', DATABASE_OWNER_URL: '' }), {
    code: 3,
    says: [/DATA_DIR/, /a-file/],
  });
  expectSentence(await run('tools/restore.ts', { DATA_DIR: place }, [join(directory, 'nothing.gz')]), {
    code: 3,
    says: [/nothing\.gz/],
  });
  expectSentence(await run('tools/restore.ts', { DATA_DIR: place }), { code: 2, says: [/npm run restore -- /] });
  expectSentence(await run('tools/backup.ts', { DATA_DIR: join(directory, 'nowhere') }), {
    code: 3,
    says: [/DATA_DIR/, /nowhere/],
  });
});

test('what a command is given and cannot take is said as on the page', async () => {
  expectSentence(await run('tools/admin.ts', {}, ['12345', '王小芳']), { code: 2, says: [/手机号/] });
  expectSentence(await run('tools/admin.ts'), { code: 2, says: [/npm run admin -- /] });
});

test('a read-only directory names the directory and DATA_DIR', () => {
  const fault = Object.assign(new Error('EROFS'), { code: 'EROFS', syscall: 'mkdir', path: '/mnt/cd/.data' });
  expect(explainFault(new Error('outer', { cause: fault }), { DATA_DIR: '/mnt/cd/.data' })?.message).toMatch(
    /\/mnt\/cd\/\.data 不能读写.*DATA_DIR.* · .*read-only/,
  );
  expect(explainFault(new TypeError('x is not a function'))).toBeNull(); // ours, with its stack
});

test('every byte of a backup counts: one flipped anywhere restores nothing and says so; a killed backup blocks no name', async () => {
  expect((await run('tools/admin.ts', {}, ['13900990001', '王小芳'])).code).toBe(0);
  const file = join(directory, 'whole.gz');
  writeFileSync(`${file}.partial`, 'left behind by an earlier version');
  writeFileSync(`${file}.2147483646.partial`, 'left behind by a process that is gone');
  const made = await run('tools/backup.ts', {}, [file]);
  expect(made.code, made.said).toBe(0);
  expect([existsSync(`${file}.partial`), existsSync(`${file}.2147483646.partial`)]).toEqual([false, false]);
  expectSentence(await run('tools/backup.ts', {}, [file]), { code: 3, says: [/whole\.gz 已存在/] });
  writeFileSync(join(directory, `other.gz.${process.pid}.partial`), '');
  expectSentence(await run('tools/backup.ts', {}, [join(directory, 'other.gz')]), { code: 1, says: [/另一个备份/] });

  const bytes = readFileSync(file);
  const target = await testDatabase();
  const damaged = join(directory, 'flipped.gz');
  for (const place of [1, 12, Math.floor(bytes.length / 3), bytes.length - 20, bytes.length - 6]) {
    const copy = Buffer.from(bytes);
    copy.writeUInt8(copy.readUInt8(place) ^ 0x10, place);
    writeFileSync(damaged, copy);
    expectSentence(await run('tools/restore.ts', addressesOf(target), [damaged]), {
      code: 1,
      says: [/flipped\.gz/, /损坏|不是本系统的备份/],
    });
  }
  copyFileSync(file, damaged);
  const whole = await run('tools/restore.ts', addressesOf(target), [damaged]);
  expect(whole.code, whole.said).toBe(0);
  await target.close();
});
