import type { Id } from '../../domain/id.ts';
import type { BusinessDate } from '../../domain/time.ts';
import type { LaterNouns } from '../later-nouns.ts';
import { keptForAWhile } from './check-in/stamp-sender.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import { registrationsOf } from '../volunteers/registrations.ts';

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
  const [first, second] = [await servedBy(reader, one), await servedBy(reader, other)];
  const overlap = (a: Served, b: Served): boolean => a.started_at < b.ended_at && b.started_at < a.ended_at;
  return first.flatMap((served) => second.filter((each) => overlap(served, each))).length;
};

const lastServed: LaterNouns['lastServed'] = async (reader, organizationId, since) => {
  const served = await reader.maybe<{ day: BusinessDate }>(sql`
      select service_day::text as day from service_records where organization_id = ${organizationId} and service_day >= ${since} order by service_day desc limit 1`);
  return served?.day ?? null;
};

type Served = { readonly started_at: Date; readonly ended_at: Date };
/** Under any registration. The hours of two people lie with each of them, so both are read and compared here. */
async function servedBy(reader: Reader, id: Id): Promise<Served[]> {
  return reader.all<Served>(sql`
    select started_at, ended_at from service_records
    where volunteer_id = any(${await registrationsOf(reader, id)}::uuid[]) and state in ${counting} and minutes > 0`);
}

/** What the nouns before records ask of it. */
export const recordsAnswers = {
  lastServed,
  servicesAtOnce,
  hasCheckedIn,
  whoCame,
  shiftsVisited,
  attendancesOf,
  keptForAWhile,
} satisfies Partial<LaterNouns>;
