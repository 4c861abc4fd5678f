/** The seed of design section 7, by set-based inserts: 9,700 organisations, 200,000 volunteers, 20,000 activities, 1,000,000 service records at scale 1. */
import type { Pool } from 'pg';

export type Seed = { readonly scale: number; readonly volunteers: number; readonly activities: number; readonly records: number; readonly county_path: string; readonly county_id: string };

export const sizes = (scale: number) => ({
  teams: Math.round(9_500 * scale) + 10, volunteers: Math.round(200_000 * scale), activities: Math.round(20_000 * scale), records: Math.round(1_000_000 * scale),
});

export async function seed(pool: Pool, scale: number, say: (line: string) => void): Promise<Seed> {
  const size = sizes(scale);
  const { rows: [county] } = await pool.query<{ id: string; path: string }>("select id, path from organizations where kind = 'county' order by ordinal limit 1");
  if (county === undefined) throw new Error('no county: start the platform once first');
  const found = { scale, ...size, county_id: county.id, county_path: county.path };
  const done = await pool.query("select 1 from settings where key = 'bench' and value = $1::jsonb", [JSON.stringify(scale)]);
  if (done.rowCount !== 0) return found;
  const step = async (name: string, sql: string, values: unknown[] = []): Promise<void> => {
    const from = Date.now();
    await pool.query(sql, values);
    say(`seed ${name}: ${Date.now() - from} ms`);
  };
  await step('teams', `
    with fresh as (
      select gen_random_uuid() as id, nextval(pg_get_serial_sequence('organizations', 'ordinal'))::int as ordinal, c.id as parent_id, c.path, n
      from generate_series(1, $1::int) n join (select id, path, row_number() over (order by ordinal) as place, count(*) over () as total from organizations where kind = 'county') c
        on c.place = case when n % 3 = 0 then 1 else 1 + n % c.total end)
    insert into organizations (id, ordinal, path, parent_id, kind, name_zh, founded_on, is_example, created_at)
    overriding system value select id, ordinal, path || ordinal || '/', parent_id, 'team', '服务队' || n, '2020-01-01', true, now() from fresh`, [size.teams]);
  await step('people', `
    insert into persons (id, name, pinyin, birth_date, is_example, created_at)
    select ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, '志愿者' || n, 'zhiyuanzhe', date '1960-01-01' + (n % 15000), true, now() from generate_series(1, $1::int) n`, [size.volunteers]);
  await step('volunteers', `
    with team as (select id, path, row_number() over (order by ordinal) as place, count(*) over () as total from organizations where kind = 'team')
    insert into volunteers (id, number, organization_id, organization_path, source, registered_at)
    select ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'B' || n, t.id, t.path, 'self', now() - interval '1 year'
    from generate_series(1, $1::int) n join team t on t.place = 1 + n % t.total`, [size.volunteers]);
  await step('accounts', 'insert into accounts (id, person_id, created_at) select id, id, now() from volunteers on conflict do nothing');
  await step('projects', `insert into projects (id, organization_id, organization_path, title, category, created_by, created_at)
    select id, id, path, '清水行动', 'ecology', id, now() from organizations where kind = 'team' on conflict do nothing`);
  await step('activities', `
    with team as (select id, path, row_number() over (order by ordinal) as place, count(*) over () as total from organizations where kind = 'team')
    insert into activities (id, project_id, organization_id, organization_path, title, category, place, risk_statement, leader_id, starts_at, ends_at, created_by, created_at, published_at)
    select ('01910000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, t.id, t.id, t.path, '江边清洁 ' || n, 'ecology', '码头', '湿滑', t.id,
      date_trunc('hour', now()) - (n % 365) * interval '1 day', date_trunc('hour', now()) - (n % 365) * interval '1 day' + interval '3 hours', t.id, now() - interval '1 year', now() - interval '1 year'
    from generate_series(1, $1::int) n join team t on t.place = 1 + n % t.total`, [size.activities]);
  await step('shifts', 'insert into shifts (activity_id, id, starts_at, ends_at, capacity) select id, id, starts_at, ends_at, 100 from activities on conflict do nothing');
  await step('attendances', `
    insert into attendances (volunteer_id, id, shift_id, activity_id, organization_path, service_day, state, pairs, created_at)
    select v, r, a.id, a.id, a.organization_path, a.starts_at::date, 'confirmed', 1, a.starts_at
    from (select ('01900000-0000-7000-8000-' || lpad(to_hex(1 + n % $2::int), 12, '0'))::uuid as v, ('01920000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as r,
      ('01910000-0000-7000-8000-' || lpad(to_hex(1 + (n / $2::int * 7919 + n) % $3::int), 12, '0'))::uuid as activity from generate_series(1, $1::int) n) s join activities a on a.id = s.activity
    on conflict do nothing`, [size.records, size.volunteers, size.activities]);
  await step('records', `
    insert into service_records (volunteer_id, id, attendance_id, shift_id, activity_id, organization_id, organization_path, title, place, content, service_day, started_at, ended_at, counted, minutes, balance,
      source, trace, level, state, quality, person_in_charge_id, recorded_by, recorded_at, posted_at)
    select t.volunteer_id, t.id, t.id, t.shift_id, t.activity_id, a.organization_id, a.organization_path, a.title, a.place, a.title, t.service_day, a.starts_at, a.ends_at, '[]', 180, 'credit_minutes',
      'rotating_code', '{}', 'team', 'confirmed', 'good', a.leader_id, a.leader_id, a.ends_at, a.ends_at
    from attendances t join activities a on a.id = t.activity_id where t.state = 'confirmed' on conflict do nothing`);
  await step('record links', "update attendances set record_id = id where state = 'confirmed' and record_id is null");
  await step('transfers', `
    select count(*) from service_records r cross join lateral ledger_post(r.volunteer_id, 'credit_minutes', r.id, 'issued', 'volunteer:' || r.volunteer_id, r.minutes, 'service',
      'service_record:' || r.id, null, r.organization_id, r.service_day, r.posted_at, r.id::text, false) p where r.transfer_id is null`);
  await step('analyze', 'analyze');
  await pool.query("insert into settings values ('bench', $1, now()) on conflict (key) do update set value = excluded.value", [JSON.stringify(scale)]);
  return found;
}
