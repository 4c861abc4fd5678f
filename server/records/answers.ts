import type { Id } from '../../domain/id.ts';
import type { BusinessDate } from '../../domain/time.ts';
import type { LaterNouns } from '../later-nouns.ts';
import { sql } from '../db/sql.ts';

const hasCheckedIn: LaterNouns['hasCheckedIn'] = async (reader, { volunteer_id, shift_id }) => {
  const { found } = await reader.one<{ found: boolean }>(sql`
      select exists (select 1 from attendance_stamps where volunteer_id = ${volunteer_id} and shift_id = ${shift_id} and direction = 'in') as found`);
  return found;
};

const whoCame: LaterNouns['whoCame'] = (reader, activityId) =>
  reader.all<{ volunteer_id: Id; shift_id: Id }>(sql`
      select t.volunteer_id, t.shift_id from attendances t join sign_ups u on u.volunteer_id = t.volunteer_id and u.shift_id = t.shift_id
      where u.activity_id = ${activityId} and t.state <> 'signed_up'`);

const shiftsVisited: LaterNouns['shiftsVisited'] = async (reader, shiftIds) => {
  const rows = await reader.all<{ shift_id: Id }>(
    sql`select distinct shift_id from attendances where shift_id = any(${shiftIds}::uuid[])`,
  );
  return new Set(rows.map((row) => row.shift_id));
};

const attendancesOf: LaterNouns['attendancesOf'] = async (reader, asked) => {
  if (asked.length === 0) return () => null;
  const volunteers = [...new Set(asked.map((at) => at.volunteer_id))];
  const shifts = [...new Set(asked.map((at) => at.shift_id))];
  const rows = await reader.all<{ volunteer_id: Id; shift_id: Id; state: string }>(sql`
      select volunteer_id, shift_id, state from attendances
      where volunteer_id = any(${volunteers}::uuid[]) and shift_id = any(${shifts}::uuid[])`);
  const states = new Map(rows.map((row) => [`${row.volunteer_id} ${row.shift_id}`, row.state]));
  return (at) => states.get(`${at.volunteer_id} ${at.shift_id}`) ?? null;
};

const counting = sql`('confirmed', 'awaiting_parent', 'awaiting_province')`;

const servicesAtOnce: LaterNouns['servicesAtOnce'] = async (reader, one, other) => {
  const { count } = await reader.one<{ count: number }>(sql`
    select count(*)::int from service_records d join service_records k on k.started_at < d.ended_at and d.started_at < k.ended_at
    where d.volunteer_id in (select ${one}::uuid union select id from volunteers where merged_into = ${one})
      and k.volunteer_id in (select ${other}::uuid union select id from volunteers where merged_into = ${other})
      and d.state in ${counting} and k.state in ${counting} and d.minutes > 0 and k.minutes > 0`);
  return count;
};

const lastServed: LaterNouns['lastServed'] = async (reader, organizationId, since) => {
  const served = await reader.maybe<{ day: BusinessDate }>(sql`
      select service_day::text as day from service_records where organization_id = ${organizationId} and service_day >= ${since} order by service_day desc limit 1`);
  return served?.day ?? null;
};

/** What the nouns before records ask of it. */
export const recordsAnswers = {
  lastServed,
  servicesAtOnce,
  hasCheckedIn,
  whoCame,
  shiftsVisited,
  attendancesOf,
} satisfies Partial<LaterNouns>;
