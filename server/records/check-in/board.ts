import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { codeText, shortCode, stepAt } from '../../../domain/rotating-code.ts';
import type { AttendanceState } from '../../../domain/records/attendance.ts';
import type { PresenceSource } from '../../../domain/records/presence.ts';
import { dayMs, startOfDay, type BusinessDate } from '../../../domain/time.ts';
import { byId } from '../../db/by-id.ts';
import { sql } from '../../db/sql.ts';
import type { Reader } from '../../db/reader.ts';
import { within } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import type { SecretBox } from '../../security/secret-box.ts';
import { hmacOf } from './check-in.ts';
import { shownName } from '../service/shown-name.ts';
import { loadShift, placeOf, serviceDay, type ShiftInputs } from './shift-inputs.ts';

export async function boardShift(reader: Reader, actor: Actor, shiftId: Id): Promise<ShiftInputs> {
  const shift = await loadShift(reader, shiftId);
  if (shift === undefined) throw problem('core.not_found');
  actor.require('records.check_in', placeOf(shift), 'projects.read');
  return shift;
}

const mostBoards = 100;
type BoardShift = {
  shift_id: Id;
  activity_id: Id;
  activity_title: string;
  name: string;
  place: string;
  starts_at: Date;
  ends_at: Date;
  signed_up: number;
  is_cancelled: boolean;
};

/** Shifts around now or of a day, of the organisations and of the single activities that the caller runs. */
export async function listBoards(reader: Reader, actor: Actor, now: Date, day?: BusinessDate) {
  const [from, until] =
    day === undefined
      ? [new Date(now.getTime() - dayMs), new Date(now.getTime() + dayMs)]
      : [startOfDay(day), new Date(startOfDay(day).getTime() + dayMs - 1)];
  const activities = actor.grants
    .filter((grant) => grant.activity_id !== null && grant.permissions.includes('records.check_in'))
    .map((grant) => grant.activity_id);
  const columns = sql`
    select s.id as shift_id, s.activity_id, a.title as activity_title, s.name, a.place, s.starts_at, s.ends_at, s.seats_taken as signed_up, s.cancelled_at is not null as is_cancelled
    from shifts s join activities a on a.id = s.activity_id
    where s.starts_at between ${from} and ${until} and a.published_at is not null
      and (${within(sql`a.organization_path`, actor.scope('records.check_in'))} or a.id = any(${activities}::uuid[]))`;
  const nearest = sql`order by abs(extract(epoch from s.starts_at - ${now}::timestamptz)) limit ${mostBoards}`;
  const lists = await Promise.all([
    reader.all<BoardShift>(sql`${columns} and s.cancelled_at is null ${nearest}`),
    reader.all<BoardShift>(sql`${columns} and s.cancelled_at is not null ${nearest}`),
  ]);
  const shifts = lists.flat();
  const people = await byId<{ id: Id; here: number; gone: number }>(
    shifts.map((shift) => shift.shift_id),
    (ids) =>
      reader.all(sql`
        select shift_id as id, count(*) filter (where state = 'checked_in')::int as here,
          count(*) filter (where state in ('checked_out', 'awaiting_confirmation', 'awaiting_parent', 'awaiting_province', 'confirmed'))::int as gone
        from attendances where shift_id = any(${ids}::uuid[]) group by shift_id`),
  );
  const farness = (shift: BoardShift): number => Math.abs(shift.starts_at.getTime() - now.getTime());
  return shifts
    .filter((shift) => !shift.is_cancelled || people.has(shift.shift_id)) // who was there when it was cancelled still checks out
    .sort((one, other) => farness(one) - farness(other))
    .slice(0, mostBoards)
    .map(({ is_cancelled: _, ...shift }) => ({
      ...shift,
      here: people.get(shift.shift_id)?.here ?? 0,
      gone: people.get(shift.shift_id)?.gone ?? 0,
    }));
}

type BoardRow = {
  volunteer_id: Id;
  name: string;
  number: string;
  attendance_id: Id | null;
  state: AttendanceState;
  last_stamp_at: Date | null;
  first_in_at: Date | null;
  source: PresenceSource | null;
  is_late: boolean;
  is_insured: boolean;
};

/** Who is expected or came, whoever stamped last first. */
async function boardRows(reader: Reader, shift: ShiftInputs): Promise<BoardRow[]> {
  const [seats, attendances, stamps] = await Promise.all([
    reader.all<{ volunteer_id: Id; is_listed: boolean; is_no_show: boolean }>(sql`
      select volunteer_id, bool_or(place = 'seat' and (ended_at is null or ended_as = 'no_show')) as is_listed, coalesce(bool_or(ended_as = 'no_show'), false) as is_no_show
      from sign_ups where shift_id = ${shift.id} group by volunteer_id`),
    reader.all<{ volunteer_id: Id; id: Id; state: AttendanceState; last_stamp_at: Date | null }>(
      sql`select volunteer_id, id, state, last_stamp_at from attendances where shift_id = ${shift.id}`,
    ),
    reader.all<{
      attendance_id: Id;
      direction: 'in' | 'out';
      stamped_at: Date;
      source: PresenceSource;
      is_late: boolean;
    }>(
      sql`select attendance_id, direction, stamped_at, source, is_late from attendance_stamps where shift_id = ${shift.id} order by stamped_at, id`,
    ),
  ]);
  const came = new Map(attendances.map((row) => [row.volunteer_id, row]));
  const noShows = new Set(seats.filter((row) => row.is_no_show).map((row) => row.volunteer_id));
  const listed = seats.filter((row) => row.is_listed).map((row) => row.volunteer_id);
  const ids = [...new Set([...listed, ...came.keys()])];
  const [people, covered] = await Promise.all([
    reader.all<{ volunteer_id: Id; name: string; number: string }>(sql`
      select v.id as volunteer_id, coalesce(p.name, '') as name, v.number from volunteers v join persons p on p.id = v.id where v.id = any(${ids}::uuid[]) order by v.number`),
    reader.all<{ volunteer_id: Id }>(
      sql`select volunteer_id from insurance_covers where volunteer_id = any(${ids}::uuid[]) and ${serviceDay(shift)}::date between valid_from and valid_until`,
    ),
  ]);
  const insured = new Set(covered.map((row) => row.volunteer_id));
  const stampsOf = new Map<Id, typeof stamps>();
  for (const stamp of stamps) stampsOf.set(stamp.attendance_id, [...(stampsOf.get(stamp.attendance_id) ?? []), stamp]);
  const rows = people.map((person): BoardRow => {
    const attendance = came.get(person.volunteer_id);
    const own = stampsOf.get(attendance?.id ?? '') ?? [];
    const last = own.at(-1);
    return {
      ...person,
      attendance_id: attendance?.id ?? null,
      last_stamp_at: attendance?.last_stamp_at ?? null,
      state: attendance?.state ?? (noShows.has(person.volunteer_id) ? 'no_show' : 'signed_up'),
      first_in_at: own.find((stamp) => stamp.direction === 'in')?.stamped_at ?? null,
      source: last?.source ?? null,
      is_late: last?.is_late ?? false,
      is_insured: insured.has(person.volunteer_id),
    };
  });
  return rows.sort((one, other) => (other.last_stamp_at?.getTime() ?? 0) - (one.last_stamp_at?.getTime() ?? 0));
}

export async function readBoard(reader: Reader, actor: Actor, shiftId: Id, now: Date) {
  const shift = await boardShift(reader, actor, shiftId);
  const rows = await boardRows(reader, shift);
  const count = (states: readonly AttendanceState[]): number => rows.filter((row) => states.includes(row.state)).length;
  return {
    as_of: now,
    shift: {
      id: shift.id,
      activity_id: shift.activity_id,
      organization_id: shift.organization_id,
      activity_title: shift.activity_title,
      name: shift.name,
      place: shift.place,
      starts_at: shift.starts_at,
      ends_at: shift.ends_at,
      capacity: shift.capacity,
      requires_insurance: shift.needs_insurance,
    },
    counts: {
      signed_up: rows.length,
      here: count(['checked_in']),
      gone: count(['checked_out', 'awaiting_confirmation', 'awaiting_parent', 'awaiting_province', 'confirmed']),
      uninsured: shift.needs_insurance ? rows.filter((row) => !row.is_insured).length : 0,
    },
    rows: rows.map((row) => ({ ...row, name: shownName(actor, placeOf(shift), row.name) })),
    can: {
      confirm: actor.may('records.confirm', placeOf(shift)),
      propose: actor.may('records.propose', placeOf(shift)),
      scan: true,
    },
  };
}

export async function readCode(reader: Reader, actor: Actor, secrets: SecretBox, shiftId: Id, now: Date) {
  const shift = await boardShift(reader, actor, shiftId);
  // Nobody checks in there, so there is nothing to show; who was inside when a shift was cancelled still checks out
  if (!shift.is_published) throw problem('records.code_unpublished');
  if (shift.is_cancelled && !(await isAnybodyInside(reader, shiftId))) throw problem('records.code_cancelled');
  const subject = { kind: 'shift', id: shift.id } as const;
  const step = stepAt(now);
  return {
    code: codeText(subject, step, hmacOf(secrets)),
    short_code: shortCode(subject, step, hmacOf(secrets)),
    step,
    starts_at: shift.starts_at,
    ends_at: shift.ends_at,
  };
}

async function isAnybodyInside(reader: Reader, shiftId: Id): Promise<boolean> {
  return (
    await reader.one<{ inside: boolean }>(
      sql`select exists (select from attendances where shift_id = ${shiftId} and state = 'checked_in') as inside`,
    )
  ).inside;
}
