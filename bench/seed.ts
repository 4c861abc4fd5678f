/** The seed of design section 7, by set-based inserts: 9,700 organisations, 200,000 volunteers, 20,000 activities, 1,000,000 service records at scale 1. */
import type { Pool } from 'pg';
import { foldTotals } from '../server/ledger/fold-totals.ts';
import { builtInTerms } from '../domain/volunteers/spirit.ts';
import { leaveEvent, type OwnEvent } from '../server/db/leave-event.ts';
import { Reader } from '../server/db/reader.ts';
import { compile, sql } from '../server/db/sql.ts';
import { recordKey } from '../server/records/service/standing.ts';
import type { SecretBox } from '../server/security/secret-box.ts';
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

/** Every step is a write of the platform: it leaves its event, in its own transaction (decision 062). */
const ofStep = (name: string): OwnEvent => ({
  now: new Date(),
  action: 'platform.seed',
  subject_type: 'installation',
  subject_id: name,
  after: {},
  request_id: 'bench',
});

export async function seed(
  { pool, secrets }: { readonly pool: Pool; readonly secrets: SecretBox },
  scale: number,
  say: (line: string) => void,
): Promise<Seed> {
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
    if (/^(vacuum|checkpoint)/.test(sql)) await client.query(sql);
    else {
      await client.query('begin');
      await client.query(sql, values);
      await leaveEvent(new Reader(client), secrets, ofStep(name));
      await client.query('commit');
    }
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
    'numbers',
    'insert into volunteer_numbers (number, volunteer_id) select number, id from volunteers on conflict do nothing',
  );
  await step(
    'acceptances',
    `insert into consents (volunteer_id, id, kind, version, given_by, given_at)
    select id, id, 'terms', '${builtInTerms.version}', id, registered_at from volunteers on conflict do nothing`,
  );
  await step(
    'accounts',
    'insert into accounts (person_id, created_at) select id, now() from volunteers on conflict do nothing',
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
  // As confirming leaves them, of a time before ids of events were signed: without its decision in the audit trail no posting holds
  await step(
    'events',
    `
    insert into audit_events (id, at, action, subject_type, subject_id, organization_path, permission, after, request_id)
    select new_id('2026-01-01T00:00:00Z'), '2026-01-01T00:00:00Z', 'records.confirm', 'service_record', id, organization_path, 'records.confirm', jsonb_build_object('state', state, 'minutes', minutes, 'quality', quality), 'bench' from service_records`,
  );
  await step('transactions', transactions);
  await step('sources', sources);
  await step('entries', entries);
  await step(
    'accounts of minutes',
    `
    insert into ledger_accounts (owner_id, account, unit, may_be_negative, sequence, balance, hash)
    select distinct on (owner_id) owner_id, account, unit, false, sequence, balance_after, hash from ledger_legs where sequence is not null order by owner_id, sequence desc`,
  );
  await step(
    'deltas',
    `
    insert into ledger_deltas (owner_id, transaction_id, organization_id, unit, service_day, amount)
    select t.owner_id, t.id, t.organization_id, l.unit, t.service_day, l.amount from ledger_transactions t join ledger_legs l on l.owner_id = t.owner_id and l.transaction_id = t.id and l.sequence is not null`,
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

/** What ledger_post would have written, a million at a time. `npm run verify` on the seed computes the same hashes. */
const transactions = `
  insert into ledger_transactions (owner_id, id, owners, reason, reference, organization_id, organization_path, service_day, posted_at, request_key)
  select volunteer_id, id, array[volunteer_id], 'service_confirmed', 'service_record:' || id, organization_id, organization_path, service_day, posted_at, ${compile(recordKey(sql`r`)).text} from service_records r`;
const sources = `
  insert into ledger_legs (owner_id, transaction_id, account, unit, amount)
  select volunteer_id, id, 'source:organization:' || organization_id, balance, -minutes from service_records`;
/** The first entries of all chains, then all the second ones. */
const entries = `
  do $$
  begin
    create temporary table listed on commit drop as
      select volunteer_id, id, minutes, 'volunteer:' || volunteer_id as account, row_number() over (partition by volunteer_id order by service_day, id) as place from service_records;
    create index on listed (place);
    analyze listed;
    for turn in 1 .. (select max(place) from listed) loop
      insert into ledger_legs (owner_id, transaction_id, account, unit, amount, sequence, balance_after, previous_hash, hash)
      select l.volunteer_id, l.id, l.account, 'credit_minutes', l.minutes, turn, l.balance, l.hash_before,
        ledger_hash(l.hash_before, l.account, 'credit_minutes', turn, l.balance, l.t, 'source:organization:' || (l.t).organization_id || ' credit_minutes ' || -l.minutes || E'\\n' || l.account || ' credit_minutes ' || l.minutes)
      from (
        select l.*, t, coalesce(before.hash, repeat('0', 64)) as hash_before, coalesce(before.balance_after, 0) + l.minutes as balance
        from listed l join ledger_transactions t on t.owner_id = l.volunteer_id and t.id = l.id
          left join ledger_legs before on before.owner_id = l.volunteer_id and before.account = l.account and before.unit = 'credit_minutes' and before.sequence = turn - 1
        where l.place = turn) l;
    end loop;
  end $$`;
