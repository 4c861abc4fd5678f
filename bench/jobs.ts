/** What is measured, one function a line of the table. */
import { createHash, randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { Pool } from 'pg';
import type { Permission } from '../domain/access.ts';
import { newId } from '../domain/id.ts';
import { permissions } from '../domain/permissions.ts';
import { codeText, stepAt } from '../domain/rotating-code.ts';
import { exampleNumber } from '../domain/volunteers/gb11643.ts';
import { Reader } from '../server/db/reader.ts';
import { sql } from '../server/db/sql.ts';
import { readSheet } from '../server/files/read-sheet.ts';
import { writeWorkbook } from '../server/files/write-sheet.ts';
import { Actor } from '../server/http/actor.ts';
import { sessionCookie } from '../server/http/load-actor.ts';
import { listActivities } from '../server/projects/activity-queries.ts';
import { hmacOf } from '../server/records/check-in.ts';
import { myHours } from '../server/records/my-queries.ts';
import type { SecretBox } from '../server/secret-box.ts';
import { cpuOf, inTurns, round, send, type Figure, type Measured } from './measure.ts';
import type { Seed } from './seed.ts';

export type Bench = {
  readonly address: string; readonly pids: { readonly server: number; readonly database: number }; readonly pool: Pool; readonly direct: Reader; readonly secrets: SecretBox;
  readonly seeded: Seed; report(figure: Figure): void;
};

const volunteerId = (number: number): string => `01900000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
const crowdSize = 20_000;
/** As an activity written on the page has them. */
const details = {
  topics: [], gathering_note: '', contact_phone: '', programme: [], risks: [], insurance: 'none', is_parent_child: false, required_qualifications: [],
  waitlist_capacity: 5000, signs_up_here: true, leader_ids: [],
};

export function makeJobs(bench: Bench): Record<string, () => Promise<void>> {
  const { pool, secrets, seeded } = bench;
  const people = Math.min(seeded.volunteers, crowdSize);
  const tokens = Array.from({ length: people }, () => randomUUID());
  let signedIn: Promise<void> | undefined;
  /** One session each for the first people of the seed. */
  const signIn = (): Promise<void> => (signedIn ??= pool.query(`
    insert into sessions (token_hash, id, account_id, person_id, has_second_factor, created_at, last_seen_at, expires_at)
    select hash, gen_random_uuid(), id, id, true, now(), now(), now() + interval '1 day' from unnest($1::uuid[], $2::bytea[]) t (id, hash)`,
  [tokens.map((_, place) => volunteerId(place + 1)), tokens.map((token) => secrets.tokenHash(token))]).then(() => undefined));
  const as = (place: number): Record<string, string> => ({ cookie: `${sessionCookie}=${tokens[place % people]}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() });

  /** A shift that runs now, or tomorrow, with or without everybody's seat. */
  async function shift(facts: { capacity: number; seated: boolean; hours: number }): Promise<{ activity: string; shift: string; path: string }> {
    const [activity, now] = [newId(new Date()), facts.hours];
    const { rows: [team] } = await pool.query<{ id: string; path: string }>("select id, path from organizations where kind = 'team' limit 1");
    await pool.query(`insert into activities (id, project_id, organization_id, organization_path, title, category, place, risk_statement, leader_id, starts_at, ends_at, created_by, created_at, published_at, details)
      values ($1, $2, $2, $3, '江边清洁', 'ecology', '码头', '湿滑', $2, now() + $4 * interval '1 hour', now() + ($4 + 2) * interval '1 hour', $2, now(), now(), $5)`, [activity, team?.id, team?.path, now, JSON.stringify(details)]);
    await pool.query(`insert into shifts (activity_id, id, starts_at, ends_at, capacity) values ($1, $1, now() + $2 * interval '1 hour', now() + ($2 + 2) * interval '1 hour', $3)`, [activity, now, facts.capacity]);
    if (facts.seated) {
      await pool.query(`insert into sign_ups (volunteer_id, id, activity_id, shift_id, organization_path, shift_starts_at, shift_ends_at, place, queue_number, signed_up_at)
        select id, gen_random_uuid(), $2, $2, $3, now() + $4 * interval '1 hour', now() + ($4 + 2) * interval '1 hour', 'seat', 1, now() from unnest($1::uuid[]) id`,
      [tokens.map((_, place) => volunteerId(place + 1)), activity, team?.path, now]);
    }
    return { activity, shift: activity, path: team?.path ?? '' };
  }

  function hot(name: string, measured: Measured, targets: { ratio?: number; cpu: number }): void {
    const cpu = measured.application_ms + measured.database_ms;
    const ratio = round(measured.rate / measured.limit_rate);
    bench.report({ name: `${name} rate`, value: round(measured.rate, 0), unit: '1/s', limit: round(measured.limit_rate, 0), ratio, target: targets.ratio === undefined ? 'shown' : `≥ ${targets.ratio} of the limit`, met: ratio >= (targets.ratio ?? 0) });
    bench.report({ name: `${name} CPU`, value: round(cpu), unit: 'ms', limit: null, ratio: null, target: `≤ ${targets.cpu} ms (application ${round(measured.application_ms)}, database ${round(measured.database_ms)})`, met: cpu <= targets.cpu });
    bench.report({ name: `${name} p95`, value: round(measured.p95_ms), unit: 'ms', limit: null, ratio: null, target: 'shown', met: true });
  }

  function demand(status: number, text: string): void {
    if (status !== 200) throw new Error(`${status} ${text.slice(0, 200)}`);
  }

  return {
    'check-in': async () => {
      await signIn();
      let running = await shift({ capacity: people, seated: true, hours: -0.5 });
      let direct = await shift({ capacity: people, seated: true, hours: -0.5 });
      let [next, other] = [0, 0];
      hot('check-in', await inTurns(bench.pids, async () => {
        const place = next++;
        if (place >= people) return;
        const now = new Date();
        const code = codeText({ kind: 'shift', id: running.shift }, stepAt(now), hmacOf(secrets));
        const answer = await send(bench.address, 'POST', '/api/check-ins', as(place), JSON.stringify({ kind: 'rotating_code', code, direction: 'in', scanned_at: now.toISOString(), offline: false }));
        demand(answer.status, answer.text);
      }, async () => {
        const place = other++;
        if (place >= people) return;
        const now = new Date();
        const id = volunteerId(place + 1);
        await bench.direct.all(sql`
          select records_stamp(${id}::uuid, ${id}, ${randomUUID()}, ${'hash'}, ${'bench'}, ${id}::uuid, ${null}, ${now}::timestamptz, ${newId(now)}::uuid, ${newId(now)}::uuid, ${newId(now)}::uuid,
            ${direct.shift}::uuid, ${direct.activity}::uuid, ${direct.path}, ${'2026-01-01'}::date, ${'in'}, ${now}::timestamptz, ${'rotating_code'}, ${1}::bigint, ${false}, ${null}::boolean, ${null}::int, ${null}::uuid, ${2}) as answer`);
      }), { ratio: 0.6, cpu: 1.2 });
      if (next > people || other > people) process.stderr.write('check-in: the crowd was used up; the last slices are idle\n');
      running = direct = { activity: '', shift: '', path: '' };
    },

    'sign-up': async () => {
      await signIn();
      const places = 4;
      const full = await shift({ capacity: places, seated: false, hours: 24 });
      let next = 0;
      const before = { server: cpuOf(bench.pids.server), database: cpuOf(bench.pids.database) };
      const count = Math.min(people, 1024);
      const from = performance.now();
      const outcomes = new Map<number, number>();
      await Promise.all(Array.from({ length: 64 }, async () => {
        for (let place = next++; place < count; place = next++) {
          const { status } = await send(bench.address, 'POST', `/api/activities/${full.activity}/shifts/${full.shift}/sign-ups`, as(place), JSON.stringify({ risk_acknowledged: true }));
          outcomes.set(status, (outcomes.get(status) ?? 0) + 1);
        }
      }));
      const cpu = (cpuOf(bench.pids.server) - before.server + cpuOf(bench.pids.database) - before.database) / count;
      const { rows: [held] } = await pool.query<{ seats: number; ordered: boolean }>(`
        select count(*) filter (where place = 'seat') as seats, count(distinct queue_number) = count(*) as ordered from sign_ups where shift_id = $1 and ended_at is null`, [full.shift]);
      process.stderr.write(`sign-up: ${JSON.stringify([...outcomes])} in ${Math.round(performance.now() - from)} ms\n`);
      bench.report({ name: 'sign-up on a full activity CPU', value: round(cpu), unit: 'ms', limit: null, ratio: null, target: '≤ 1.5 ms', met: cpu <= 1.5 });
      bench.report({ name: 'sign-up oversold', value: Math.max(0, (held?.seats ?? 0) - places), unit: 'seats', limit: null, ratio: null, target: '0, waitlist in order', met: held?.seats === places && held.ordered });
    },

    list: async () => {
      await signIn();
      const person = volunteerId(1);
      const role = newId(new Date());
      await pool.query("insert into roles (id, name_zh, name_en, permissions, created_at) values ($1, $2, $2, $3, now())", [role, `bench ${role}`, permissions]);
      await pool.query("insert into role_grants (id, person_id, role_id, organization_id, is_below, valid_from, granted_at) values (gen_random_uuid(), $1, $2, $3, true, '2020-01-01', now())", [person, role, seeded.county_id]);
      const grants = [{ role_id: role, permissions: permissions as Permission[], organization_id: seeded.county_id, path: seeded.county_path, below: true, valid_from: '2020-01-01', valid_until: null, activity_id: null }];
      const actor = new Actor({ person_id: person, session_id: person, has_second_factor: true, grants, now: new Date() });
      hot('list of 20 activities', await inTurns(bench.pids, async () => {
        const answer = await send(bench.address, 'GET', '/api/activities?limit=20', as(0));
        demand(answer.status, answer.text);
      }, async () => { await listActivities(bench.direct, actor, new Date(), { limit: 20 }); }), { cpu: 2 });
    },

    'my-hours': async () => {
      await signIn();
      let next = 0;
      hot('my hours', await inTurns(bench.pids, async () => {
        const answer = await send(bench.address, 'GET', '/api/my/hours', as(next++));
        demand(answer.status, answer.text);
      }, async () => { await myHours(bench.direct, volunteerId(1 + next++ % people), { limit: 20, now: new Date(), own: true }); }), { cpu: 2 });
    },

    import: async () => {
      await signIn();
      const rows = Math.round(50_000 * Math.min(1, seeded.scale * 4));
      const person = await staff(pool, seeded, volunteerId(2));
      const lines = Array.from({ length: rows }, (_, place) => [`导入${place}`, place % 50 === 0 ? '123' : exampleNumber('330702', `19${60 + Math.floor(place / 9000) % 30}-0${1 + Math.floor(place / 900) % 9}-1${Math.floor(place / 90) % 10}`, place % 900), `138${String(10_000_000 + place)}`]);
      const bytes = await buffer(writeWorkbook('名单', [{ header: '姓名' }, { header: '身份证号' }, { header: '手机' }], lines));
      const alone = performance.now();
      await readSheet(bytes);
      const reading = performance.now() - alone;
      const edge = 'bench-edge';
      const field = (name: string, value: string): string => `--${edge}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
      const form = (fields: string): Buffer => Buffer.concat([Buffer.from(`${fields}--${edge}\r\ncontent-disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n`), bytes, Buffer.from(`\r\n--${edge}--\r\n`)]);
      const headers = { ...as(person), 'content-type': `multipart/form-data; boundary=${edge}` };
      const digest = createHash('sha256').update(bytes).digest('base64url');
      const preview = await send(bench.address, 'POST', '/api/volunteer-imports/preview', headers, form(field('organization_id', seeded.county_id)));
      demand(preview.status, preview.text);
      const taken = await send(bench.address, 'POST', '/api/volunteer-imports', { ...headers, 'idempotency-key': randomUUID() }, form(field('organization_id', seeded.county_id) + field('digest', digest) + field('take', 'good')));
      demand(taken.status, taken.text);
      for (const [name, ms] of [['preview', preview.ms], ['import', taken.ms]] as const) {
        bench.report({ name: `${name} of ${rows} rows`, value: round(ms / 1000), unit: 's', limit: round(reading / 1000), ratio: round(ms / reading), target: '≤ 10 s for 50,000 rows', met: ms <= 10_000 });
      }
    },

    export: async () => {
      await signIn();
      const person = await staff(pool, seeded, volunteerId(3), true);
      const answer = await send(bench.address, 'GET', '/api/volunteers.xlsx', as(person));
      if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text.slice(0, 200)}`);
      const rows = Array.from({ length: seeded.volunteers }, (_, place) => [`志○○`, `B${place}`, '', '', `服务队${place % 9000}`, 'self', '2025-11-22', '', '']);
      const from = performance.now();
      await buffer(writeWorkbook('名册', Array.from({ length: 9 }, (_, place) => ({ header: `列${place}` })), rows));
      const writing = performance.now() - from;
      const ratio = round(answer.ms / writing);
      bench.report({ name: `export of ${seeded.volunteers} rows`, value: round(answer.ms / 1000), unit: 's', limit: round(writing / 1000), ratio, target: '≤ 2 × writing alone', met: ratio <= 2 });
    },

    certificate: async () => {
      await signIn();
      const times: number[] = [];
      const before = { server: cpuOf(bench.pids.server), database: cpuOf(bench.pids.database) };
      for (let place = 100; place < 130; place += 1) {
        const year = new Date().getFullYear();
        const answer = await send(bench.address, 'POST', '/api/my/certificates', as(place), JSON.stringify({ purpose: 'general', from: `${year - 2}-01-01`, until: `${year}-12-31` }));
        demand(answer.status, answer.text);
        times.push(answer.ms);
      }
      const cpu = (cpuOf(bench.pids.server) - before.server + cpuOf(bench.pids.database) - before.database) / times.length;
      bench.report({ name: 'certificate CPU', value: round(cpu), unit: 'ms', limit: null, ratio: null, target: 'shown', met: true });
      bench.report({ name: 'certificate median', value: round(times.sort((a, b) => a - b)[15] ?? 0), unit: 'ms', limit: null, ratio: null, target: 'shown', met: true });
    },
  };
}

/** Gives one of the crowd every permission over the county, or over everything; the answer is their place in the crowd. */
async function staff(pool: Pool, seeded: Seed, person: string, everywhere = false): Promise<number> {
  const role = newId(new Date());
  const place = everywhere ? "(select id from organizations where parent_id is null order by ordinal limit 1)" : `'${seeded.county_id}'`;
  await pool.query('insert into roles (id, name_zh, name_en, permissions, created_at) values ($1, $2, $2, $3, now())', [role, `bench ${role}`, permissions]);
  await pool.query(`insert into role_grants (id, person_id, role_id, organization_id, is_below, valid_from, granted_at) values (gen_random_uuid(), $1, $2, ${place}, true, '2020-01-01', now())`, [person, role]);
  return Number.parseInt(person.slice(-12), 16) - 1;
}
