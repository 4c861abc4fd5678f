import type { Pool, PoolClient } from 'pg';
import { newId, type Id } from '../../../domain/id.ts';
import { childPath } from '../../../domain/organizations/path.ts';
import { leaveEvent, type OwnEvent } from '../../db/leave-event.ts';
import { Reader } from '../../db/reader.ts';
import type { SecretBox } from '../../security/secret-box.ts';
import { pinyinOf } from './pinyin.ts';

type DivisionRow = { code: string; name: string; level: string; parent_code: string | null; valid_from: string };
type Planted = { id: Id; path: string };
type Services = { readonly pool: Pool; readonly secrets: SecretBox };

/** Above the towns the country has some 3,300 places; the 41,000 towns are planted where somebody works. */
const trunk = ['nation', 'province', 'city', 'county'];

/**
 * At each start: plants the trunk, unless the divisions still read as they did when it was planted last. Reading them
 * all through a checksum takes milliseconds, comparing them with the tree a good part of a start.
 */
export async function seedTrunk(services: Services, now: Date): Promise<void> {
  const { pool } = services;
  const { rows } = await pool.query<{ reads: string; planted: string | null }>(
    `
    select (select md5(string_agg(concat_ws(' ', code, name, level, parent_code, valid_from, valid_until, is_zone), ',' order by code)) from divisions where level = any($1)) as reads,
      (select value #>> '{}' from settings where key = 'divisions_planted') as planted`,
    [trunk],
  );
  const found = rows[0];
  if (found === undefined || found.reads === found.planted) return;
  await seedDivisions(services, now);
  await pool.query(
    `insert into settings values ('divisions_planted', to_jsonb($1::text), $2)
    on conflict (key) do update set value = excluded.value, changed_at = excluded.changed_at`,
    [found.reads, now],
  );
}

/**
 * Turns divisions in force into places of the tree, at the first start and again wherever towns are wanted.
 * Zones that statistics count like counties are no places. What stands already stays as it is.
 */
export async function seedDivisions(
  { pool, secrets }: Services,
  now: Date,
  options: { towns_of?: readonly string[] } = {},
): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock(7261010)');
    const standing = await client.query<{ division_code: string; id: Id; path: string }>(
      `select division_code, id, path from organizations where division_code is not null and kind in ('nation', 'province', 'city', 'county', 'town')`,
    );
    const planted = new Map<string, Planted>(standing.rows.map((row) => [row.division_code, row]));
    const wanted = await client.query<DivisionRow>(
      `select code, name, level, parent_code, valid_from from divisions
       where valid_until is null and not is_zone and (level = any($1) or (level = 'town' and substr(code, 1, 2) = any($2)))
       order by length(code), code`,
      [trunk, options.towns_of ?? []],
    );
    const fresh = wanted.rows.filter((row) => !planted.has(row.code));
    if (fresh.length > 0) {
      await insertPlaces(client, fresh, planted, now);
      await leaveEvent(new Reader(client), secrets, ofPlaces(fresh.length, now));
    }
    await client.query('commit');
    return fresh.length;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

const ofPlaces = (places: number, now: Date): OwnEvent => ({
  now,
  action: 'platform.seed',
  subject_type: 'installation',
  subject_id: 'divisions',
  after: { places },
  request_id: 'start',
});

async function insertPlaces(
  client: PoolClient,
  fresh: readonly DivisionRow[],
  planted: Map<string, Planted>,
  now: Date,
): Promise<void> {
  const numbers = await client.query<{ ordinal: number }>(
    `select nextval(pg_get_serial_sequence('organizations', 'ordinal'))::int as ordinal from generate_series(1, $1)`,
    [fresh.length],
  );
  const rows = fresh.flatMap((division, index) => {
    const parent = division.parent_code === null ? null : planted.get(division.parent_code);
    if (parent === undefined) return []; // below a zone, which is no place
    const ordinal = numbers.rows[index]?.ordinal ?? 0;
    const place = {
      ...division,
      id: newId(now),
      ordinal,
      path: childPath(parent?.path ?? null, ordinal),
      parent_id: parent?.id ?? null,
      pinyin: pinyinOf(division.name),
    };
    planted.set(division.code, place);
    return [place];
  });
  const column = <Key extends keyof (typeof rows)[number]>(key: Key) => rows.map((row) => row[key]);
  const values = [
    column('id'),
    column('ordinal'),
    column('path'),
    column('parent_id'),
    column('level'),
    column('name'),
    column('pinyin'),
    column('code'),
    column('valid_from'),
    now,
  ];
  await client.query(
    `insert into organizations (id, ordinal, path, parent_id, kind, level, name_zh, pinyin, division_code, founded_on, created_at)
     overriding system value
     select id, ordinal, path, parent_id, level, level, name, pinyin, code, valid_from, $10
     from unnest($1::uuid[], $2::int[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::date[])
       as place (id, ordinal, path, parent_id, level, name, pinyin, code, valid_from)`,
    values,
  );
  await client.query(
    `insert into organization_versions (organization_id, id, valid_from, name_zh, parent_id, path, division_code, level, cause, recorded_at)
     select o.id, new_id($2), o.founded_on, o.name_zh, o.parent_id, o.path, o.division_code, o.level, 'founded', $2
     from organizations o where o.id = any($1::uuid[])`,
    [column('id'), now],
  );
}
