/**
 * Somebody with the database changes one column, puts one row in or removes one, in every table from the catalogue: the next verify
 * names the table and the key. What it does not notice stands in docs/threats.md with its reason.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildWorld } from './build-world.ts';
import { corner } from './stage.ts';
import { newId } from '../domain/id.ts';
import { root } from '../tools/files.ts';
import { backup } from '../server/db/backup.ts';
import { noteRemoved, removedKey, type RemovedRow } from '../server/db/removed-rows.ts';
import { restore } from '../server/db/restore.ts';
import { testDatabase } from '../server/testing/test-database.ts';
import { seedRoles } from '../server/accounts/roles/seed-roles.ts';
import { Reader } from '../server/db/reader.ts';
import { sql, type Sql } from '../server/db/sql.ts';
import { write, type Writer } from '../server/db/writer.ts';
import { keepRows } from '../server/evidence/keep-rows.ts';
import { verifySeals } from '../server/evidence/verify-seals.ts';
import { verifyPlatform } from '../server/evidence/verify-platform.ts';
import { goneAttendances, goneRows, verifyRows, writtenByHand } from '../server/evidence/verify-rows.ts';
import { prepareJobs } from '../server/jobs.ts';
import type { Fault } from '../server/ledger/fault.ts';
import { postEntry } from '../server/ledger/post.ts';
import { sealAudit } from '../server/ledger/seal-audit.ts';
import { verifyAudit } from '../server/ledger/verify-audit.ts';
import { verifyLedger } from '../server/ledger/verify-ledger.ts';
import { verifyNights } from '../server/ledger/verify-sealing.ts';
import { loadDivisions } from '../server/organizations/tree/load-divisions.ts';
import { seedDivisions } from '../server/organizations/tree/seed-divisions.ts';
import { verifyCertificates } from '../server/records/certificates/verify-certificates.ts';
import { verifyEvidence } from '../server/records/service/verify-evidence.ts';
import { verifyRecords } from '../server/records/service/verify-records.ts';
import { evidence } from '../server/tables.ts';
import { testApp, type TestApp } from '../server/testing/test-app.ts';

type Column = {
  readonly name: string;
  readonly type: string;
  readonly is_key: boolean;
  readonly key_place: number | null;
  readonly may_be_null: boolean;
};
type Table = { readonly name: string; readonly columns: readonly Column[] };

let t: TestApp & { close(): Promise<void> };
let tables: readonly Table[];
let untouched: readonly Fault[];
const laid: string[] = [];
const now = new Date('2026-11-28T10:00:00Z');
const watched = Object.keys(evidence).filter((table) => evidence[table] === 'kept' || evidence[table] === 'told');
const sealed = Object.keys(evidence).filter((table) => evidence[table] === 'sealed');

beforeAll(async () => {
  t = await testApp({ now });
  await prepareJobs(t.database.owner);
  await loadDivisions(t.database.pool);
  await seedDivisions(t.services, now);
  await seedRoles(t.services, now);
  await buildWorld(t.services, { today: now, log: () => undefined, size: corner });
  untouched = (await verifyPlatform(t.services, [])).faults;
  tables = await t.rows<Table>(sql`
    select c.relname as name, json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null), 'is_key', a.attnum = any(i.indkey::int2[]), 'key_place', array_position(i.indkey::int2[], a.attnum),
      'may_be_null', not a.attnotnull) order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      join pg_index i on i.indrelid = c.oid and i.indisprimary
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') group by c.relname order by c.relname`);
  for (const table of tables) if (watched.includes(table.name)) await layOne(table);
  await keepRows({ ...t.services, clock: () => new Date(now.getTime() + 1000) });
  await byPlatform(postOne); // not folded into the totals yet
  await sealAudit(t.database.pool, new Date(now.getTime() + 86_400_000));
}, 180_000);
afterAll(() => t.close());

/** A write of the platform as the owner, who may write everywhere. */
function byPlatform<T>(work: (writer: Writer) => Promise<T>, at = now): Promise<T> {
  return write(
    t.database.owner,
    { now: at, actor: null, request_id: 'fixtures', secrets: t.services.secrets },
    async (writer) => {
      const found = await work(writer);
      await writer.audit({ action: 'demo.fixtures', subject_type: 'installation', subject_id: 'fixtures' });
      return found;
    },
  );
}

/** One more entry of a volunteer who has some. */
async function postOne(writer: Writer): Promise<void> {
  const like = await writer.one<{ volunteer_id: string; organization_id: string; organization_path: string }>(
    sql`select volunteer_id, organization_id, organization_path from service_records where transfer_id is not null order by id limit 1`,
  );
  await postEntry(writer, {
    ...like,
    unit: 'honorary_minutes',
    amount: 60,
    reason: 'service_confirmed',
    reference: 'fixture',
    service_day: '2026-11-27',
    request_key: 'fixture',
  });
}

/** A row where the demonstration left none: the checks of that table are gone from then on. */
async function layOne(table: Table): Promise<void> {
  const { is_filled } = (
    await t.rows<{ is_filled: boolean }>(sql`select exists (select from ${sql.raw(table.name)}) as is_filled`)
  )[0] ?? { is_filled: true };
  if (is_filled) return;
  laid.push(table.name);
  const filled = table.columns.filter((column) => column.is_key || !column.may_be_null);
  await byPlatform(async (writer) => {
    await writer.run(sql`set local session_replication_role = replica`);
    await withoutChecks(writer, table.name);
    await writer.run(sql`
      insert into ${sql.raw(table.name)} (${sql.raw(filled.map(({ name }) => `"${name}"`).join(', '))}) overriding system value
      select ${sql.raw(filled.map((column) => another(column, false)).join(', '))}`);
  });
}

/** Another value of the type; checks and unique indexes are out of the way by then. */
function another({ name, type }: Pick<Column, 'name' | 'type'>, from = true): string {
  const own = from ? `"${name}"` : `null::${type}`;
  if (type === 'uuid') return 'gen_random_uuid()';
  if (type === 'boolean') return `not coalesce(${own}, false)`;
  if (type.startsWith('timestamp')) return `coalesce(${own}, now()) + interval '1 hour'`;
  if (type === 'date') return `coalesce(${own}, current_date) + 1`;
  if (type === 'jsonb') return `jsonb_build_array(${own})`;
  if (type === 'bytea') return `coalesce(${own}, '') || '\\x01'::bytea`;
  if (type === 'uuid[]') return `array_append(${own}, gen_random_uuid())`;
  if (type === 'text[]') return `array_append(${own}, 'x')`;
  if (type === 'text') return `coalesce(${own}, '') || 'x'`;
  return `coalesce(${own}, 0) + 1000`;
}

async function withoutChecks(reader: Reader, table: string): Promise<void> {
  const drops = await reader.all<{ statement: string }>(sql`
    select format('alter table %I drop constraint %I', ${table}::text, conname) as statement from pg_constraint where conrelid = ${table}::regclass and contype in ('c', 'u', 'x')
    union all select format('drop index %I', i.relname) from pg_index x join pg_class i on i.oid = x.indexrelid
      where x.indrelid = ${table}::regclass and x.indisunique and not x.indisprimary and not exists (select from pg_constraint where conindid = x.indexrelid)
    union all select format('alter table %I alter column %I drop identity', ${table}::text, attname) from pg_attribute where attrelid = ${table}::regclass and attidentity <> ''`);
  for (const { statement } of drops) await reader.all(sql.raw(statement));
}

/** The lines of the table in docs/threats.md. */
const unnoticed = [
  ...readFileSync(join(root, 'docs/threats.md'), 'utf8').matchAll(/^\| `([a-z_]+)` \| row \| .+ \|$/gm),
].map(([, table = '']) => table);

test('each table of the catalogue is watched, or is sealed by itself, or stands in docs/threats.md with its reason', () => {
  expect(Object.keys(evidence).sort()).toEqual(tables.map(({ name }) => name).sort());
  expect(unnoticed).toEqual(Object.keys(evidence).filter((table) => evidence[table] === 'none'));
});

test('untouched, verify names nothing of the whole platform', () => {
  expect(untouched).toEqual([]);
});

async function inTransaction<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
  const client = await t.database.owner.connect();
  try {
    await client.query("begin; set local session_replication_role = replica; set local work_mem = '64MB'");
    return await work(new Reader(client));
  } finally {
    await client.query('rollback');
    client.release();
  }
}

async function inReplica(statement: Sql): Promise<void> {
  const client = await t.database.owner.connect();
  try {
    await client.query('set session_replication_role = replica');
    await new Reader(client).all(statement);
  } finally {
    client.release(true);
  }
}

const keyOf = (table: Table): string =>
  `concat_ws(' ', ${table.columns
    .filter((column) => column.is_key)
    .sort((one, other) => (one.key_place ?? 0) - (other.key_place ?? 0))
    .map((column) => `"${column.name}"`)
    .join(', ')})`;

const rowsOf = (reader: Reader): Promise<Fault[]> => verifyRows(reader, t.services);
/** The part of it that looks at one table; the whole of it looks once at each. */
const oneOf = async (reader: Reader, table: string): Promise<Fault[]> => {
  const only = { [table]: evidence[table] ?? 'none' };
  return [...(await writtenByHand(reader, only, [])), ...(await goneRows(reader, only))];
};

/** What tells that one of the many is gone. */
async function tellers(reader: Reader, table: string): Promise<readonly Fault[]> {
  if (table === 'attendance_stamps') return verifyEvidence(reader);
  if (table === 'service_records') return verifyRecords(reader);
  if (table === 'certificates') return verifyCertificates(reader);
  if (table.startsWith('ledger_')) return (await verifyLedger(reader)).faults;
  return [];
}

type Row = { readonly place: string; readonly key: string; readonly words: string[] };
async function firstRow(reader: Reader, table: Table): Promise<Row | undefined> {
  return reader.maybe<Row>(sql`
    select ctid::text as place, ${sql.raw(keyOf(table))} as key,
      array[${sql.raw(
        table.columns
          .filter(({ name, is_key, type }) => is_key || type === 'uuid' || name.endsWith('number'))
          .map(({ name }) => `"${name}"::text`)
          .join(', '),
      )}] as words
    from ${sql.raw(table.name)} order by 2 limit 1`);
}

type Case = { readonly what: string; readonly work: () => Promise<boolean> };

/** Which cases of a table were not named. */
async function overlooked(reader: Reader, table: Table, cases: readonly Case[]): Promise<string[]> {
  const left: string[] = [];
  for (const { what, work } of cases) {
    await reader.all(sql`savepoint attempt`);
    if (!(await work())) left.push(`${table.name}: ${what}`);
    await reader.all(sql`rollback to savepoint attempt`);
    await reader.all(sql`release savepoint attempt`);
  }
  return left;
}

type Judges = {
  readonly changed: (reader: Reader, row: Row, key: string) => Promise<boolean>;
  /** Looks with everything there is, once a table. */
  readonly putIn: (reader: Reader, row: Row, key: string) => Promise<boolean>;
  readonly removed: (reader: Reader, row: Row) => Promise<boolean>;
};

async function tryAll(table: Table, judges: Judges): Promise<string[]> {
  return inTransaction(async (reader) => {
    await withoutChecks(reader, table.name);
    const row = await firstRow(reader, table);
    if (row === undefined) return [`${table.name}: has no row to try`];
    const at = sql`ctid = ${row.place}::tid`;
    const [name, key] = [sql.raw(table.name), sql.raw(keyOf(table))];
    const last = table.columns.filter((column) => column.is_key).at(-1);
    return overlooked(reader, table, [
      ...table.columns.map((column) => ({
        what: `${column.name} changed`,
        work: async () => {
          const [changed] = await reader.all<{ key: string }>(
            sql`update ${name} set ${sql.raw(`"${column.name}" = ${another(column)}`)} where ${at} returning ${key} as key`,
          );
          return judges.changed(reader, row, changed?.key ?? '');
        },
      })),
      {
        what: 'a row put in',
        work: async () => {
          const values = table.columns.map((column) => (column === last ? another(column) : `"${column.name}"`));
          const [put] = await reader.all<{ key: string }>(sql`
            insert into ${name} (${sql.raw(table.columns.map((column) => `"${column.name}"`).join(', '))}) overriding system value
            select ${sql.raw(values.join(', '))} from ${name} where ${at} returning ${key} as key`);
          return judges.putIn(reader, row, put?.key ?? '');
        },
      },
      {
        what: 'a row removed',
        work: async () => {
          await reader.all(sql`delete from ${name} where ${at}`);
          return judges.removed(reader, row);
        },
      },
    ]);
  });
}

describe('verify names table and key of what was done by hand', () => {
  test.each(watched)('a column, a row put in or a row removed: %s', async (name) => {
    const table = tables.find((one) => one.name === name) as Table;
    const says = (faults: readonly Fault[], key: string): boolean =>
      faults.some((fault) => fault.check === 'row' && fault.where === `${name} ${key}`);
    const left = await tryAll(table, {
      changed: async (reader, _, key) => says(await oneOf(reader, name), key),
      putIn: async (reader, _, key) => says(await rowsOf(reader), key),
      removed: async (reader, row) =>
        says([...(await oneOf(reader, name)), ...(await goneAttendances(reader))], row.key) ||
        (await tellers(reader, name)).some((fault) => row.words.some((word) => fault.where.includes(word))),
    });
    expect(left).toEqual([]);
  });

  test.each(sealed)('what has a seal or a sum of its own: %s', async (name) => {
    const table = tables.find((one) => one.name === name) as Table;
    const speaks = async (reader: Reader, words: readonly string[]): Promise<boolean> => {
      for (const look of [
        async () => (name.startsWith('ledger_') ? (await verifyLedger(reader)).faults : verifyAudit(reader)),
        () => verifySeals(reader),
        () => rowsOf(reader),
        () => verifyNights(reader),
      ])
        if (
          (await look()).some(
            ({ where, says }) =>
              where.startsWith(`${name} `) || words.some((word) => `${where} ${says}`.includes(word)),
          )
        )
          return true;
      return false;
    };
    const wordsOf = (row: Row, key: string): string[] => [...row.words, ...key.split(' ')];
    const left = await tryAll(table, {
      changed: (reader, row, key) => speaks(reader, wordsOf(row, key)),
      putIn: (reader, row, key) => speaks(reader, wordsOf(row, key)),
      removed: (reader, row) => speaks(reader, row.words),
    });
    expect(left).toEqual([]);
  });
});

describe('what is done so that it may not be seen', () => {
  const faults = (plant: string): Promise<string[]> =>
    inTransaction(async (reader) => {
      for (const statement of plant.split(';')) await reader.all(sql.raw(statement));
      return [...(await verifyAudit(reader)), ...(await rowsOf(reader))].map(({ where, says }) => `${where}: ${says}`);
    });
  const anyRole = async (): Promise<string> =>
    (await t.rows<{ id: string }>(sql`select id from roles order by id limit 1`))[0]?.id ?? '';

  test('an invented event, as like a genuine one as can be, is named and explains nothing', async () => {
    const role = await anyRole();
    const id = newId(now);
    const named = await faults(`
      insert into audit_events (id, at, actor_person_id, action, subject_type, subject_id, request_id)
        select '${id}', '${now.toISOString()}', actor_person_id, 'accounts.change_role', 'role', '${role}', request_id from audit_events order by id desc limit 1;
      update roles set permissions = array_append(permissions, 'records.confirm') where id = '${role}'`);
    expect(named).toEqual(
      expect.arrayContaining([
        `event ${id}: was put in by hand: the platform did not make its id`,
        `roles ${role}: was changed or put in by hand: the write that left it left no audit event`,
      ]),
    );
  });

  test('the id of a genuine event serves no other action, person or request', async () => {
    const named = await faults(`update audit_events set request_id = 'other' where action = 'demo.curtain'`);
    expect(named.some((line) => line.endsWith('the platform did not make its id'))).toBe(true);
  });

  test('a sealed event that is written anew beside the change is named', async () => {
    const named = await faults(
      "update audit_events set reason = reason where action = 'demo.curtain'; update roles set retired_at = now()",
    );
    expect(named.some((line) => line.endsWith('was written anew after it was sealed'))).toBe(true);
  });

  test('a line taken out of what the night wrote down is missed', async () => {
    const role = await anyRole();
    const named = await faults(
      `delete from kept_rows where row_key = '${role}'; delete from roles where id = '${role}'`,
    );
    expect(named).toEqual([
      expect.stringMatching(/^kept_rows .*: the rows kept that night are not those that its event says$/),
    ]);
  });

  test('a trigger that would work within the writes of the platform is named', async () => {
    const named = await faults(
      'create trigger planted before insert on audit_events for each row execute function suppress_redundant_updates_trigger()',
    );
    expect(named).toEqual([expect.stringMatching(/^audit_events: .* planted$/)]);
  });

  test('a row that is said to have been removed by the platform, by hand, is named', async () => {
    const role = await anyRole();
    const named = await faults(
      `insert into removed_rows values ('${role}', 'roles', now() + interval '9 years'); delete from roles where id = '${role}'`,
    );
    expect(named).toEqual([expect.stringMatching(new RegExp(`^removed_rows ${role} roles `))]);
  });
});

describe('the platform itself', () => {
  const named = async (): Promise<string[]> =>
    (await verifyRows(new Reader(t.database.owner), t.services)).map(({ where }) => where);

  test('a write of it that leaves no event is found, and what it does in the ordinary way is not', async () => {
    expect(await named()).toEqual([]);
    const skill = sql`insert into volunteer_skills (volunteer_id, skill) select id, 'fixture' from volunteers order by id limit 1`;
    await new Reader(t.database.pool).all(skill);
    const left = await named();
    expect(left).toEqual([expect.stringMatching(/^volunteer_skills .* fixture$/)]);
    await byPlatform((writer) =>
      writer
        .all<RemovedRow>(
          sql`delete from volunteer_skills r where r.skill = 'fixture' returning ${removedKey.volunteer_skills}`,
        )
        .then((gone) => noteRemoved(writer, 'volunteer_skills', gone)),
    );
    expect(await named()).toEqual([]);
    await byPlatform((writer) => writer.run(skill));
    expect(await named()).toEqual([]);
  });

  test('a row that it removes is not missed, one that comes back and goes by hand is', async () => {
    const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);
    await keepRows({ ...t.services, clock: () => later(10) });
    await byPlatform(
      (writer) =>
        writer
          .all<RemovedRow>(
            sql`delete from volunteer_skills r where r.skill = 'fixture' returning ${removedKey.volunteer_skills}`,
          )
          .then((gone) => noteRemoved(writer, 'volunteer_skills', gone)),
      later(20),
    );
    expect(await named()).toEqual([]);
    await byPlatform(
      (writer) =>
        writer.run(
          sql`insert into volunteer_skills (volunteer_id, skill) select id, 'fixture' from volunteers order by id limit 1`,
        ),
      later(30),
    );
    await keepRows({ ...t.services, clock: () => later(40) });
    expect(await named()).toEqual([]);
    await t.rows(sql`delete from volunteer_skills where skill = 'fixture'`);
    expect(await named()).toEqual([expect.stringMatching(/^volunteer_skills .* fixture$/)]);
  });

  test('what a night found is named when the row was written again since, and after a restore', async () => {
    const role = (await t.rows<{ id: string }>(sql`select id from roles order by id limit 1`))[0]?.id ?? '';
    await t.rows(sql`update roles set permissions = '{}' where id = ${role}`);
    await keepRows({ ...t.services, clock: () => new Date(now.getTime() + 50_000) });
    await byPlatform((writer) => writer.run(sql`update roles set retired_at = retired_at where id = ${role}`));
    expect(await named()).toContain(`roles ${role}`);
    for (const table of laid) await inReplica(sql`delete from ${sql.raw(table)}`); // beyond what the checks of a restore allow
    const directory = mkdtempSync(join(tmpdir(), 'qingzhi-evidence-'));
    const target = await testDatabase();
    try {
      const file = join(directory, 'backup');
      await backup({ pool: t.database.owner, store: t.services.store, file, keys: 'keys', now });
      await restore({
        pool: target.owner,
        store: t.services.store,
        file,
        keys: 'keys',
        secrets: t.services.secrets,
        now,
        prepareJobs,
      });
      const found = await verifyRows(new Reader(target.owner), t.services);
      expect(found.map(({ where }) => where).sort()).toEqual((await named()).sort());
    } finally {
      await target.close();
      rmSync(directory, { recursive: true });
    }
  });
});
