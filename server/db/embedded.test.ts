import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { startEmbedded, type Embedded } from './embedded.ts';

const made: { directories: string[]; servers: Embedded[] } = { directories: [], servers: [] };

afterEach(async () => {
  for (const server of made.servers.splice(0)) await server.stop();
  for (const directory of made.directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

function newDirectory(...below: string[]): string {
  const root = mkdtempSync(join(tmpdir(), 'qingzhi-launcher-'));
  made.directories.push(root);
  return join(root, ...below);
}

async function start(directory: string): Promise<Embedded> {
  const server = await startEmbedded({ data_dir: directory });
  made.servers.push(server);
  return server;
}

async function ask(server: Embedded, sql: string): Promise<unknown> {
  const client = new pg.Client(server.connection);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return Object.values((await client.query<Record<string, unknown>>(sql)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

const serverPid = (directory: string): number =>
  Number(readFileSync(join(directory, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0]);

test('a cold start makes a private UTF-8 cluster, a warm start finds the data again', async () => {
  const directory = newDirectory('data');
  const cold = await start(directory);
  expect(cold.started).toBe(true);
  expect(statSync(join(directory, 'pg')).mode & 0o777).toBe(0o700);
  expect(
    await ask(
      cold,
      "select current_setting('server_encoding') || ' ' || datcollate from pg_database where datname = 'qingzhi'",
    ),
  ).toMatch(/^UTF8 C/);
  expect(await ask(cold, 'show listen_addresses')).toBe('');
  expect(await ask(cold, 'show fsync')).toBe('on');
  await ask(cold, "create table kept as select '志愿' as word");
  await cold.stop();
  await cold.stop();
  expect(existsSync(join(directory, 'pg', 'postmaster.pid'))).toBe(false);

  const warm = await start(directory);
  expect(warm.started).toBe(true);
  expect(await ask(warm, 'select word from kept')).toBe('志愿');
});

test('the server never runs as root', async () => {
  const directory = newDirectory('data');
  await start(directory);
  const owner = Number(execFileSync('ps', ['-o', 'uid=', '-p', String(serverPid(directory))], { encoding: 'utf8' }));
  expect(owner).toBeGreaterThan(0);
});

test('a second start joins the live server, and the last to leave stops it', async () => {
  const directory = newDirectory('data');
  const first = await start(directory);
  const second = await start(directory);
  expect([first.started, second.started]).toEqual([true, false]);
  await first.stop();
  expect(await ask(second, 'select 1')).toBe(1);
  await second.stop();
  expect(existsSync(join(directory, 'pg', 'postmaster.pid'))).toBe(false);
});

test('of two starts at once on a new directory both work, on one server', async () => {
  const directory = newDirectory('data');
  const both = await Promise.all([start(directory), start(directory)]);
  expect(both.filter((server) => server.started)).toHaveLength(1);
  const ids = await Promise.all(
    both.map((server) => ask(server, 'select system_identifier::text from pg_control_system()')),
  );
  expect(ids[0]).toBe(ids[1]);
});

test('after kill -9 of the server nothing acknowledged is lost', async () => {
  const directory = newDirectory('data');
  const before = await start(directory);
  await ask(before, 'create table hours (minutes integer)');
  for (let minutes = 1; minutes <= 20; minutes += 1) await ask(before, `insert into hours values (${minutes})`);
  process.kill(serverPid(directory), 'SIGKILL');
  const after = await start(directory); // started by this call, or by the one that lost it: either was the faster
  for (const one of [after, before]) expect(await ask(one, 'select sum(minutes)::integer from hours')).toBe(210);
});

test('a server left by a killed process is adopted and stopped cleanly', async () => {
  const directory = newDirectory('data');
  const script = `import { startEmbedded } from ${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)};
    await startEmbedded({ data_dir: process.argv[1] }); console.log('up'); setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('exit', resolve));
  const adopted = await start(directory);
  expect(adopted.started).toBe(false);
  expect(await ask(adopted, 'select 1')).toBe(1);
  // The database notices in its own time that the killed one is gone
  await expect
    .poll(() =>
      ask(adopted, "select count(*)::integer from pg_stat_activity where application_name = 'qingzhi presence'"),
    )
    .toBe(1);
  await adopted.stop();
  expect(existsSync(join(directory, 'pg', 'postmaster.pid'))).toBe(false);
});

test('a stale postmaster.pid that names a stranger is not believed', async () => {
  const directory = newDirectory('data');
  await (await start(directory)).stop();
  const file = join(directory, 'pg', 'postmaster.pid');
  const owner = statSync(join(directory, 'pg'));
  writeFileSync(file, `${process.pid}\n${join(directory, 'pg')}\n1\n5432\n\n\n`);
  execFileSync('chown', [`${owner.uid}:${owner.gid}`, file]);
  execFileSync('touch', ['-d', '10 seconds ago', file]);
  expect((await start(directory)).started).toBe(true);
});

test('a path too long for a socket, and directories closed to others, still work', async () => {
  const long = newDirectory('closed', '志愿服务'.repeat(6), 'it\'s, a "long" name '.repeat(3), 'data');
  mkdirSync(long, { recursive: true });
  chmodSync(join(long, '..', '..', '..'), 0o700);
  const server = await start(long);
  expect(await ask(server, 'select 1')).toBe(1);
  expect(Buffer.byteLength(server.connection.host)).toBeLessThan(100);
});

test('it serves by a role that is no superuser, also in a directory of before there was one', async () => {
  const directory = newDirectory('data');
  const who = async (connection: pg.ClientConfig): Promise<unknown> => {
    const client = new pg.Client(connection);
    await client.connect();
    try {
      return (await client.query('select rolname, rolsuper from pg_roles where rolname = current_user')).rows[0];
    } finally {
      await client.end();
    }
  };
  const first = await startEmbedded({ data_dir: directory });
  expect(await who(first.connection)).toEqual({ rolname: 'qingzhi', rolsuper: true });
  expect(await who(first.application)).toEqual({ rolname: 'qingzhi_application', rolsuper: false });
  const client = new pg.Client(first.connection);
  await client.connect();
  await client.query('drop role qingzhi_application');
  await client.end();
  await first.stop();
  const again = await startEmbedded({ data_dir: directory });
  made.servers.push(again);
  expect(await who(again.application)).toEqual({ rolname: 'qingzhi_application', rolsuper: false });
});
