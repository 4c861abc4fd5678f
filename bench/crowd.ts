/** Volunteers of the seed with sessions, staff among them, and shifts for them to come to. */
import { createHash, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { newId } from '../domain/id.ts';
import { permissions } from '../domain/permissions.ts';
import { sessionCookie } from '../server/http/load-actor.ts';
import type { Bench } from './bench.ts';

const largest = 60_000;

export const volunteerId = (number: number): string =>
  `01900000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
/** The same id in SQL, from a number. */
export const volunteerIdSql = (number: string): string =>
  `('01900000-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;

export const concurrentCallCount = (bench: Bench): number => Math.min(bench.seeded.volunteers, largest);
/** Known beforehand, so that a later run finds the sessions of an earlier one. */
const tokenOf = (place: number): string =>
  `${volunteerId(place + 1)}.${createHash('sha256').update(`bench ${place}`).digest('base64url')}`;

/** A session each for the first people of the seed. */
export async function signIn(bench: Bench): Promise<void> {
  const places = Array.from({ length: concurrentCallCount(bench) }, (_, place) => place);
  await bench.pool.query(
    `
    insert into sessions (token_hash, id, person_id, has_second_factor, created_at, last_seen_at, expires_at)
    select hash, gen_random_uuid(), id, true, now(), now(), now() + interval '1 day' from unnest($1::uuid[], $2::bytea[]) t (id, hash)
    on conflict (person_id, token_hash) do update set created_at = now(), last_seen_at = now(), expires_at = excluded.expires_at, ended_at = null`,
    [places.map((place) => volunteerId(place + 1)), places.map((place) => bench.secrets.tokenHash(tokenOf(place)))],
  );
}

/** In SQL: a number whose volunteer nobody has had before, for statements that pgbench sends. */
export async function strangersFrom(bench: Bench): Promise<string> {
  await bench.pool.query('create sequence if not exists bench_strangers start 10000000');
  return "nextval('bench_strangers')";
}

export const headersOf = (place: number): Record<string, string> => ({
  cookie: `${sessionCookie}=${tokenOf(place)}`,
  'idempotency-key': randomUUID(),
});

/** Gives one of the crowd every permission over the county, or over everything. */
export async function makeStaff(bench: Bench, place: number, everywhere: boolean): Promise<void> {
  const role = newId(new Date());
  const organization = everywhere ? await rootOf(bench.pool) : bench.seeded.county_id;
  await bench.pool.query(
    'insert into roles (id, name_zh, name_en, permissions, created_at) values ($1, $2, $2, $3, now())',
    [role, `bench ${role}`, permissions],
  );
  await bench.pool.query('update role_grants set ended_at = now() where person_id = $1 and ended_at is null', [
    volunteerId(place + 1),
  ]);
  await bench.pool.query(
    "insert into role_grants (id, person_id, role_id, organization_id, is_below, valid_from, granted_at) values (gen_random_uuid(), $1, $2, $3, true, '2020-01-01', now())",
    [volunteerId(place + 1), role, organization],
  );
}

async function rootOf(pool: Pool): Promise<string> {
  const {
    rows: [root],
  } = await pool.query<{ id: string }>('select id from organizations where parent_id is null order by ordinal limit 1');
  if (root === undefined) throw new Error('no organisation at the top');
  return root.id;
}

/** As an activity written on the page has them. */
const details = {
  topics: [],
  gathering_note: '',
  contact_phone: '',
  programme: [],
  risks: [],
  insurance: 'none',
  is_parent_child: false,
  required_qualifications: [],
  waitlist_capacity: 1_000_000,
  signs_up_here: true,
  leader_ids: [],
};

export type Fixtures = { readonly id: string; readonly path: string };

/** A shift `hours` from now, with or without everybody's seat; activity and shift have the same id. */
export async function newShift(
  bench: Bench,
  inputs: { readonly capacity: number; readonly seated: boolean; readonly hours: number },
): Promise<Fixtures> {
  const id = newId(new Date());
  const {
    rows: [team],
  } = await bench.pool.query<{ id: string; path: string }>(
    "select id, path from organizations where kind = 'team' limit 1",
  );
  await bench.pool.query(
    `
    insert into activities (id, project_id, organization_id, organization_path, title, category, place, risk_statement, leader_id, starts_at, ends_at, created_by, created_at, published_at, details)
    values ($1, $2, $2, $3, '江边清洁', 'ecology', '码头', '湿滑', $2, now() + $4 * interval '1 hour', now() + ($4 + 2) * interval '1 hour', $2, now(), now(), $5)`,
    [id, team?.id, team?.path, inputs.hours, JSON.stringify(details)],
  );
  await bench.pool.query(
    "insert into shifts (activity_id, id, starts_at, ends_at, capacity) values ($1, $1, now() + $2 * interval '1 hour', now() + ($2 + 2) * interval '1 hour', $3)",
    [id, inputs.hours, inputs.capacity],
  );
  if (inputs.seated) {
    await bench.pool.query(
      `
      insert into sign_ups (volunteer_id, id, activity_id, shift_id, organization_path, shift_starts_at, shift_ends_at, place, queue_number, signed_up_at)
      select ${volunteerIdSql('n')}, gen_random_uuid(), $2, $2, $3, now() + $4 * interval '1 hour', now() + ($4 + 2) * interval '1 hour', 'seat', n, now() from generate_series(1, $1::int) n`,
      [inputs.capacity, id, team?.path, inputs.hours],
    );
  }
  return { id, path: team?.path ?? '' };
}
