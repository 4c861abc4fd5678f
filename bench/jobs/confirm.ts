import { newId } from '../../domain/id.ts';
import type { Bench, Job } from '../bench.ts';
import { concurrentCallCount, headersOf, makeStaff, newShift, signIn, volunteerId, volunteerIdSql } from '../crowd.ts';
import { measureHot, slices } from '../hot.ts';
import type { WireRequest } from '../load.ts';

/** So many people in charge, that none of them writes more often than one person may. */
const staff = 200;

async function appoint(bench: Bench): Promise<void> {
  await makeStaff(bench, 0, true);
  await bench.pool.query(
    `insert into role_grants (id, person_id, role_id, organization_id, is_below, valid_from, granted_at)
    select gen_random_uuid(), p, g.role_id, g.organization_id, g.is_below, g.valid_from, g.granted_at from role_grants g, unnest($2::uuid[]) p where g.person_id = $1 and g.ended_at is null`,
    [volunteerId(1), Array.from({ length: staff - 1 }, (_, place) => volunteerId(place + 2))],
  );
}

/** Stretches of the past that nobody has served in, so that the minutes of an earlier run do not stand in the way. */
async function hoursBack(bench: Bench): Promise<number> {
  await bench.pool.query('create sequence if not exists bench_confirmations');
  const {
    rows: [row],
  } = await bench.pool.query<{ day: number }>("select nextval('bench_confirmations')::int as day");
  return -24 * (row?.day ?? 1);
}

/** People `first` and after came to one shift and went; each waits for the word of the person in charge. */
async function served(bench: Bench, first: number, people: number, hours: number): Promise<WireRequest[]> {
  const shift = await newShift(bench, { capacity: people, seated: false, hours });
  const waiting = Array.from({ length: people }, (_, place) => ({
    volunteer_id: volunteerId(first + place + 1),
    id: newId(new Date()),
  }));
  await bench.pool.query(
    `
    with came as (
      insert into attendances (volunteer_id, id, shift_id, activity_id, organization_path, service_day, state, pairs, last_stamp_at, created_at)
      select v, id, $3, $3, $4, ((now() + $5 * interval '1 hour') at time zone 'Asia/Shanghai')::date, 'checked_out', 1, now(), now() from unnest($1::uuid[], $2::uuid[]) t (v, id)
      returning volunteer_id, id)
    insert into attendance_stamps (volunteer_id, id, attendance_id, shift_id, direction, stamped_at, arrived_at, source, code_step, is_late)
    select came.volunteer_id, gen_random_uuid(), came.id, $3, way.direction, now() + ($5 + way.after) * interval '1 hour', now(), 'rotating_code', way.after, false
    from came, (values ('in', 0), ('out', 2)) way (direction, after)`,
    [waiting.map((one) => one.volunteer_id), waiting.map((one) => one.id), shift.id, shift.path, hours],
  );
  return waiting.map((one, place) => ({
    method: 'POST',
    path: '/api/confirmations',
    headers: headersOf(place % staff),
    body: JSON.stringify({ lines: [{ volunteer_id: one.volunteer_id, attendance_id: one.id, quality: 'good' }] }),
  }));
}

/** The row that any confirmation writes, without its rules: what the disk and the database ask for at least. */
const recordScript = (first: number, people: number): string =>
  `\\set n random(${first + 1}, ${first + people})\ninsert into audit_events (id, at, actor_person_id, action, subject_type, subject_id, request_id) values (new_id(now()), now(), ${volunteerIdSql(':n::int')}, 'records.confirm', 'bench', 'bench', 'bench');\n`;

export const confirm: Job = {
  name: 'confirm',
  measures: 'confirmations over HTTP, 64 at once, with rules, posting and audit, beside one bare insert by pgbench',
  run: async (bench) => {
    await signIn(bench);
    await appoint(bench);
    const people = Math.floor((concurrentCallCount(bench) - staff) / slices);
    const hours = await hoursBack(bench);
    let used = 0;
    await measureHot(bench, {
      name: 'confirm',
      requests: async () => {
        const first = staff + used * people; // others than in the slices before
        used += 1;
        return served(bench, first, people, hours);
      },
      repeat: false,
      script: async () => recordScript(staff, people),
      lanes: 64,
      cpu_ms: 10,
    });
    await assertPosted(bench);
  },
};

/** A confirmation that posted nothing would be cheap and prove nothing. */
async function assertPosted(bench: Bench): Promise<void> {
  const {
    rows: [row],
  } = await bench.pool.query<{ empty: number }>(
    'select count(*)::int as empty from service_records where recorded_by = any($1::uuid[]) and transfer_id is null',
    [Array.from({ length: staff }, (_, place) => volunteerId(place + 1))],
  );
  if (row?.empty !== 0) throw new Error(`${row?.empty} confirmations gave no minutes`);
}
