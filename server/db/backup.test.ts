import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { prepareJobs } from '../jobs.ts';
import { directoryStore } from '../attachments/directory-store.ts';
import { sha256Of } from '../attachments/file-store.ts';
import { backup, listTables, quoted } from './backup.ts';
import type { Database } from './open.ts';
import { restore } from './restore.ts';
import { SecretBox } from '../security/secret-box.ts';
import { newSecrets } from '../security/secrets-file.ts';
import { testDatabase } from '../testing/test-database.ts';

const directory = mkdtempSync(join(tmpdir(), 'qingzhi-backup-'));
const store = directoryStore(join(directory, 'files'));
const now = new Date('2026-11-22T01:00:00Z');
const person = (place: number): string => `00000000-0000-7000-8000-${String(place).padStart(12, '0')}`;
const secrets = new SecretBox(newSecrets());
let source: Database;
const targets: Database[] = [];

beforeAll(async () => {
  source = await testDatabase();
  await prepareJobs(source.owner);
  // Every kind of value that could be bent on the way: line ends, the terminator itself, nulls, bytes, arrays, microseconds.
  await source.owner.query(`
    insert into persons (id, name, birth_date, document_encrypted, created_at)
    select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid,
      case n % 4 when 0 then E'\\\\.' when 1 then E'两行\\n\\\\.\\n\\t制表\\\\N' when 2 then null else '' end,
      date '2008-02-29' + n, decode(md5(n::text) || '0a5c2e0a00', 'hex'), timestamptz '2026-01-01 00:00:00.123456+08' + n * interval '1 second'
    from generate_series(1, 3000) n`);
  await source.owner.query(`
    insert into organizations (id, path, parent_id, kind, name_zh, founded_on, profile, created_at)
    select ('10000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, '/' || n || '/',
      case when n < 9 then ('10000000-0000-7000-8000-' || lpad((n + 1)::text, 12, '0'))::uuid end,
      'team', '示例队 ' || n, null, 'null', now() from generate_series(1, 9) n`);
  await source.owner.query(
    "insert into roles (id, name_zh, name_en, permissions, created_at) values ($1, '角色', 'role', $2, now())",
    [person(1), ['a,b', '"c"', '']],
  );
  await source.owner.query(
    "select graphile_worker.add_job('later', '{\"minutes\": 90071992547409931}', run_at := '2030-01-01T00:00:00Z', job_key := 'k')",
  );
});
afterEach(async () => {
  for (const target of targets.splice(0)) await target.close();
});
afterAll(async () => {
  await source.close();
  rmSync(directory, { recursive: true });
});

async function emptyTarget(): Promise<Database> {
  const target = await testDatabase();
  targets.push(target);
  return target;
}

const takeBackup = async (name: string): Promise<string> => {
  const file = join(directory, name);
  await backup({ pool: source.owner, store, file, keys: 'keys', now });
  return file;
};
const putBack = (target: Database, file: string, keys = 'keys') =>
  restore({ pool: target.owner, store, file, keys, secrets, now: new Date('2026-11-29T02:00:00Z'), prepareJobs });

async function content(database: Database): Promise<Record<string, string[]>> {
  const client = await database.owner.connect();
  try {
    const rows: Record<string, string[]> = {};
    for (const { table } of await listTables(client)) {
      rows[table] = (
        await client.query<{ line: string }>(`select t::text as line from ${quoted(table)} t order by 1`)
      ).rows.map(({ line }) => line);
    }
    return rows;
  } finally {
    client.release();
  }
}

async function constraints(database: Database): Promise<unknown[]> {
  return (
    await database.owner.query(
      "select conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated from pg_constraint where connamespace = 'public'::regnamespace order by 1, 2",
    )
  ).rows;
}

test('every row comes back as it was, with keys, sequences and waiting jobs', async () => {
  const file = await takeBackup('whole.gz');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const target = await emptyTarget();
  await putBack(target, file);
  const { audit_events: events = [], ...rest } = await content(target);
  expect({ ...rest, audit_events: events.filter((line) => !line.includes('platform.restore')) }).toEqual(
    await content(source),
  );
  expect(events.filter((line) => line.includes('platform.restore'))).toEqual([
    expect.stringContaining(now.toISOString()),
  ]); // verify prints it
  expect(await constraints(target)).toEqual(await constraints(source));
  const jobs =
    "select t.identifier, j.payload::text, j.run_at, j.key from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'later'";
  expect((await target.owner.query(jobs)).rows).toMatchObject([
    { identifier: 'later', run_at: new Date('2030-01-01T00:00:00Z'), key: 'k' },
  ]);
  const added = await target.owner.query(
    "insert into organizations (id, path, kind, name_zh, created_at) values (gen_random_uuid(), '/x/', 'team', 'x', now()) returning ordinal",
  );
  expect(added.rows).toEqual([{ ordinal: 10 }]);
});

test('a backup is one instant, while others write on', async () => {
  let writing = true;
  const writer = (async () => {
    for (let n = 1; writing; n += 1) {
      // Two rows in one transaction: a backup that sees one must see both.
      await source.owner.query(
        "with a as (insert into settings values ($1, '1', now())) insert into sign_in_attempts values (gen_random_uuid(), '\\x00', now(), $1)",
        [`pair ${n}`],
      );
    }
  })();
  const file = await takeBackup('busy.gz');
  writing = false;
  await writer;
  const target = await emptyTarget();
  await putBack(target, file);
  const { rows } = await target.owner.query(
    "select (select count(*) from settings where key like 'pair %') as one, (select count(*) from sign_in_attempts where outcome like 'pair %') as other",
  );
  expect(rows[0].one).toBe(rows[0].other);
});

test('only an empty database is filled, and only with the keys of the installation', async () => {
  const file = await takeBackup('once.gz');
  const target = await emptyTarget();
  await expect(putBack(target, file, 'other keys')).rejects.toThrow(/secrets\.json/);
  await putBack(target, file);
  await expect(putBack(target, file)).rejects.toThrow(/not empty/);
});

test('a cut, changed or foreign file restores nothing', async () => {
  const whole = readFileSync(await takeBackup('good.gz'));
  const target = await emptyTarget();
  const attempt = async (name: string, bytes: Buffer): Promise<string> => {
    const file = join(directory, name);
    writeFileSync(file, bytes);
    const message = await putBack(target, file).then(
      () => 'restored',
      (error: Error) => error.message,
    );
    expect(Object.values(await content(target)).flat()).toEqual([]);
    return message;
  };
  expect(await attempt('cut.gz', whole.subarray(0, whole.length >> 1))).toMatch(/cut off|too early/);
  const text = gunzipSync(whole).toString('latin1');
  expect(
    await attempt('changed.gz', gzipSync(Buffer.from(text.replace('2008-03-01', '2008-03-02'), 'latin1'))),
  ).toMatch(/rows of persons are not those/);
  expect(await attempt('short.gz', gzipSync(Buffer.from(text.split('\n').slice(0, 40).join('\n'), 'latin1')))).toMatch(
    /too early/,
  );
  expect(await attempt('foreign.gz', gzipSync('{"format":"other"}\n'))).toMatch(/no backup of this product/);
  expect(await attempt('former.gz', gzipSync('{"format":"qingzhi-backup-1","migrations":[]}\n'))).toMatch(
    /以前的版本.*before 30 November 2026/,
  );
  expect(await attempt('newer.gz', gzipSync(Buffer.from(text.replace('"hash":"', '"hash":"0'), 'latin1')))).toMatch(
    /migration 2026-11-30T05-00-baseline\.sql/,
  );
  expect(await attempt('text.gz', Buffer.from('hello'))).toMatch(/damaged/);
});

test('a file of that name is never half a backup', async () => {
  const file = await takeBackup('taken.gz');
  appendFileSync(`${file}.${process.ppid}.partial`, 'another process is writing');
  await expect(backup({ pool: source.owner, store, file, keys: 'keys', now })).rejects.toThrow(/另一个备份/);
  expect(gunzipSync(readFileSync(file)).toString()).toContain('qingzhi-backup-3');
});

const file = Buffer.from('章程，两行\n\\.\n'.repeat(9000));
const small = Buffer.from('small picture');
async function keepFile(bytes: Buffer, smallPicture: Buffer | null, place: number): Promise<void> {
  for (const one of [bytes, ...(smallPicture === null ? [] : [smallPicture])]) await store.put(sha256Of(one), one);
  await source.owner.query(
    `insert into attachments (subject_id, id, subject, file_name, media_type, sha256, size_bytes, small_sha256, recorded_at)
     values ($1, $1, 'organization_document', '章程.txt', 'text/plain', $2, $3, $4, now())`,
    [person(place), sha256Of(bytes), bytes.length, smallPicture === null ? null : sha256Of(smallPicture)],
  );
}

test('files come back byte by byte; one that the store lost is said, and one that was changed in the backup is refused', async () => {
  const lost = Buffer.from('lost');
  await keepFile(file, small, 11);
  await keepFile(lost, null, 12);
  await store.delete(sha256Of(lost));
  const path = join(directory, 'files.gz');
  const { blobs } = await backup({ pool: source.owner, store, file: path, keys: 'keys', now });
  expect(blobs).toEqual({ count: 2, missing: [sha256Of(lost)] });
  const other = directoryStore(join(directory, 'other files'));
  const target = await emptyTarget();
  const options = { keys: 'keys', secrets, now: new Date('2026-11-29T02:00:00Z'), prepareJobs };
  expect((await restore({ pool: target.owner, store: other, file: path, ...options })).blobs.count).toBe(2);
  for (const bytes of [file, small]) expect((await other.get(sha256Of(bytes)))?.equals(bytes)).toBe(true);

  const text = gunzipSync(readFileSync(path)).toString('latin1');
  const changed = join(directory, 'changed-files.gz');
  const line = small.toString('base64');
  writeFileSync(
    changed,
    gzipSync(Buffer.from(text.replace(line, Buffer.from('small pictore').toString('base64')), 'latin1')),
  );
  const third = await emptyTarget();
  await expect(restore({ pool: third.owner, store: other, file: changed, ...options })).rejects.toThrow(
    /is not what was backed up/,
  );
  expect(Object.values(await content(third)).flat()).toEqual([]);
});
