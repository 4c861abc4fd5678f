/** The seed of design section 7, by set-based inserts: 9,700 organisations, 200,000 volunteers, 20,000 activities, 1,000,000 service records at scale 1. */
import type { Pool } from 'pg';
import { foldTotals } from '../server/ledger/fold-totals.ts';
import { builtInTerms } from '../domain/volunteers/spirit.ts';
import { compile, sql } from '../server/db/sql.ts';
import { recordKey } from '../server/records/service/standing.ts';
import { sealLedger } from '../server/ledger/seal-ledger.ts';

export type Seed = {
  readonly scale: number;
  readonly volunteers: number;
  readonly activities: number;
  readonly records: number;
  readonly county_path: string;
  readonly county_id: string;
};

const sizes = (scale: number) => ({
  teams: Math.round(9_500 * scale) + 10,
  volunteers: Math.round(200_000 * scale),
  activities: Math.round(20_000 * scale),
  records: Math.round(1_000_000 * scale),
});

export async function seed(pool: Pool, scale: number, say: (line: string) => void): Promise<Seed> {
  const size = sizes(scale);
  const {
    rows: [county],
  } = await pool.query<{ id: string; path: string }>(
    "select id, path from organizations where kind = 'county' order by ordinal limit 1",
  );
  if (county === undefined) throw new Error('no county: start the platform once first');
  const found = { scale, ...size, county_id: county.id, county_path: county.path };
  const done = await pool.query("select 1 from settings where key = 'bench' and value = $1::jsonb", [
    JSON.stringify(scale),
  ]);
  if (done.rowCount !== 0) return found;
  const client = await pool.connect();
  const step = async (name: string, sql: string, values: unknown[] = []): Promise<void> => {
    const from = Date.now();
    await client.query(sql, values);
    say(`seed ${name}: ${Date.now() - from} ms`);
  };
  // Room for sorting and for the log: only while seeding, what is measured runs with the product's settings.
  await client.query("set work_mem = '512MB'; set synchronous_commit = off; set jit = off");
  await client.query("alter system set max_wal_size = '16GB'");
  await client.query('select pg_reload_conf()');
  await step(
    'teams',
    `
    with fresh as (
      select gen_random_uuid() as id, nextval(pg_get_serial_sequence('organizations', 'ordinal'))::int as ordinal, c.id as parent_id, c.path, n
      from generate_series(1, $1::int) n join (select id, path, row_number() over (order by ordinal)::int as place from organizations where kind = 'county') c
        on c.place = case when n % 3 = 0 then 1 else 1 + n % (select count(*)::int from organizations where kind = 'county') end)
    insert into organizations (id, ordinal, path, parent_id, kind, name_zh, founded_on, is_example, created_at)
    overriding system value select id, ordinal, path || ordinal || '/', parent_id, 'team', '服务队' || n, '2020-01-01', true, now() from fresh`,
    [size.teams],
  );
  await step(
    'people',
    `
    insert into persons (id, name, pinyin, birth_date, is_example, created_at)
    select ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, '志愿者' || n, 'zhiyuanzhe', date '1960-01-01' + (n % 15000), true, now() from generate_series(1, $1::int) n`,
    [size.volunteers],
  );
  await step(
    'volunteers',
    `
    with team as (select id, path, row_number() over (order by ordinal)::int as place from organizations where kind = 'team'), teams as (select count(*)::int as total from team)
    insert into volunteers (id, number, organization_id, organization_path, source, registered_at)
    select ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'B' || n, t.id, t.path, 'self', now() - interval '1 year'
    from generate_series(1, $1::int) n join team t on t.place = 1 + n % (select total from teams)`,
    [size.volunteers],
  );
  await step(
    'acceptances',
    `insert into consents (volunteer_id, id, kind, version, given_by, given_at)
    select id, id, 'terms', '${builtInTerms.version}', id, registered_at from volunteers on conflict do nothing`,
  );
  await step(
    'accounts',
    'insert into accounts (id, person_id, created_at) select id, id, now() from volunteers on conflict do nothing',
  );
  await step(
    'projects',
    `insert into projects (id, organization_id, organization_path, title, category, created_by, created_at)
    select id, id, path, '清水行动', 'ecology', id, now() from organizations where kind = 'team' on conflict do nothing`,
  );
  await step(
    'activities',
    `
    with team as (select id, path, row_number() over (order by ordinal)::int as place from organizations where kind = 'team'), teams as (select count(*)::int as total from team)
    insert into activities (id, project_id, organization_id, organization_path, title, category, place, risk_statement, leader_id, starts_at, ends_at, created_by, created_at, published_at)
    select ('01910000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, t.id, t.id, t.path, '江边清洁 ' || n, 'ecology', '码头', '湿滑', t.id,
      date_trunc('hour', now()) - (n % 365) * interval '1 day', date_trunc('hour', now()) - (n % 365) * interval '1 day' + interval '3 hours', t.id, now() - interval '1 year', now() - interval '1 year'
    from generate_series(1, $1::int) n join team t on t.place = 1 + n % (select total from teams)`,
    [size.activities],
  );
  await step(
    'shifts',
    'insert into shifts (activity_id, id, starts_at, ends_at, capacity) select id, id, starts_at, ends_at, 100 from activities on conflict do nothing',
  );
  await step(
    'attendances',
    `
    insert into attendances (volunteer_id, id, shift_id, activity_id, organization_path, service_day, state, pairs, record_id, created_at)
    select v, r, a.id, a.id, a.organization_path, (a.starts_at at time zone 'Asia/Shanghai')::date, 'confirmed', 1, r, a.starts_at
    from (select ('01900000-0000-7000-8000-' || lpad(to_hex(1 + n % $2::int), 12, '0'))::uuid as v, ('01920000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as r,
      ('01910000-0000-7000-8000-' || lpad(to_hex(1 + (n / $2::int * 7919 + n) % $3::int), 12, '0'))::uuid as activity from generate_series(1, $1::int) n) s join activities a on a.id = s.activity
    on conflict do nothing`,
    [size.records, size.volunteers, size.activities],
  );
  await step(
    'records',
    `
    insert into service_records (volunteer_id, id, attendance_id, shift_id, activity_id, organization_id, organization_path, title, place, content, service_day, started_at, ended_at, counted, minutes, balance,
      source, trace, level, state, quality, person_in_charge_id, recorded_by, recorded_at, posted_at, transfer_id)
    select t.volunteer_id, t.id, t.id, t.shift_id, t.activity_id, a.organization_id, a.organization_path, a.title, a.place, a.title, t.service_day, a.starts_at, a.ends_at, '[]', 180, 'credit_minutes',
      'rotating_code', '{}', 'team', 'confirmed', 'good', a.leader_id, a.leader_id, a.ends_at, a.ends_at, t.id
    from attendances t join activities a on a.id = t.activity_id where t.state = 'confirmed' on conflict do nothing`,
  );
  // As confirming leaves them: without its decision in the audit trail no posting holds
  await step(
    'events',
    `
    insert into audit_events (id, at, action, subject_type, subject_id, organization_path, permission, after, request_id)
    select new_id(now()), now(), 'records.confirm', 'service_record', id, organization_path, 'records.confirm', jsonb_build_object('state', state, 'minutes', minutes, 'quality', quality), 'bench' from service_records`,
  );
  await step('transfers', chainedTransfers);
  await step(
    'heads',
    `
    insert into ledger_heads (volunteer_id, unit, sequence, balance, hash)
    select distinct on (volunteer_id) volunteer_id, unit, sequence, balance_after, hash from ledger_transfers order by volunteer_id, sequence desc`,
  );
  await step(
    'deltas',
    `
    insert into ledger_deltas (volunteer_id, transfer_id, organization_id, unit, service_day, amount)
    select volunteer_id, id, organization_id, unit, service_day, amount from ledger_transfers`,
  );
  say('seed fold');
  await foldTotals(pool);
  say('seed seal');
  await sealLedger(pool, new Date());
  await step('vacuum', 'vacuum (freeze, analyze)'); // as after a year of use: what is loaded at once would be tidied up beneath the measurements
  await client.query('alter system reset max_wal_size');
  await client.query('select pg_reload_conf()');
  await step('checkpoint', 'checkpoint');
  client.release(true); // its settings go with it
  await pool.query(
    "insert into settings values ('bench', $1, now()) on conflict (key) do update set value = excluded.value",
    [JSON.stringify(scale)],
  );
  return found;
}

/**
 * What ledger_post would have written, a million at a time: the first transfers of all chains, then all the second ones.
 * `npm run verify` on the seed computes the same hashes.
 */
const chainedTransfers = `
  with recursive listed as (
    select volunteer_id, id, organization_id, service_day, minutes, posted_at::timestamptz(3) as posted_at, ${compile(recordKey(sql`r`)).text} as key, row_number() over (partition by volunteer_id order by service_day, id)::int as place
    from service_records r
  ), chained as (
    select l.*, l.minutes as balance, repeat('0', 64) as previous, ${hashSql("repeat('0', 64)", 'l.minutes')} as hash from listed l where place = 1
    union all
    select l.*, c.balance + l.minutes, c.hash, ${hashSql('c.hash', 'c.balance + l.minutes')} from chained c join listed l on l.volunteer_id = c.volunteer_id and l.place = c.place + 1
  )
  insert into ledger_transfers (volunteer_id, unit, sequence, id, debit_account, credit_account, amount, balance_after, reason, reference, reverses_id, organization_id, service_day, posted_at, request_key, previous_hash, hash)
  select volunteer_id, 'credit_minutes', place, id, 'organization:' || organization_id, 'volunteer:' || volunteer_id, minutes, balance, 'service_confirmed', 'service_record:' || id, null, organization_id, service_day, posted_at, key, previous, hash
  from chained`;

function hashSql(previous: string, balance: string): string {
  return `encode(sha256(convert_to(concat_ws(E'\\n', 'transfer 1', ${previous}, l.id, l.volunteer_id, 'credit_minutes', l.place, 'organization:' || l.organization_id, 'volunteer:' || l.volunteer_id, l.minutes,
    ${balance}, 'service_confirmed', 'service_record:' || l.id, '', l.organization_id, to_char(l.service_day, 'YYYY-MM-DD'),
    to_char(l.posted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), l.key), 'UTF8')), 'hex')`;
}
