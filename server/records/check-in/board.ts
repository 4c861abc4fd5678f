import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { codeText, shortCode, stepAt } from '../../../domain/rotating-code.ts';
import type { AttendanceState } from '../../../domain/records/attendance.ts';
import type { PresenceSource } from '../../../domain/records/presence.ts';
import { dayMs, startOfDay, type BusinessDate } from '../../../domain/time.ts';
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

/** Shifts around now or of a day, of the organisations and of the single activities that the caller runs. */
export async function listBoards(reader: Reader, actor: Actor, now: Date, day?: BusinessDate) {
  const [from, until] =
    day === undefined
      ? [new Date(now.getTime() - dayMs), new Date(now.getTime() + dayMs)]
      : [startOfDay(day), new Date(startOfDay(day).getTime() + dayMs - 1)];
  const activities = actor.grants
    .filter((grant) => grant.activity_id !== null && grant.permissions.includes('records.check_in'))
    .map((grant) => grant.activity_id);
  return reader.all<{
    shift_id: Id;
    activity_id: Id;
    activity_title: string;
    name: string;
    place: string;
    starts_at: Date;
    ends_at: Date;
    signed_up: number;
    here: number;
    gone: number;
  }>(sql`
    select s.id as shift_id, s.activity_id, a.title as activity_title, s.name, a.place, s.starts_at, s.ends_at, s.seats_taken as signed_up,
      (select count(*)::int from attendances t where t.shift_id = s.id and t.state = 'checked_in') as here,
      (select count(*)::int from attendances t where t.shift_id = s.id and t.state in ('checked_out', 'awaiting_confirmation', 'awaiting_parent', 'awaiting_province', 'confirmed')) as gone
    from shifts s join activities a on a.id = s.activity_id
    where s.starts_at between ${from} and ${until} and (s.cancelled_at is null or exists (select 1 from attendances t where t.shift_id = s.id)) and a.published_at is not null
      and (${within(sql`a.organization_path`, actor.scope('records.check_in'))} or a.id = any(${activities}::uuid[]))
    order by abs(extract(epoch from s.starts_at - ${now}::timestamptz)) limit 100`);
}

export async function readBoard(reader: Reader, actor: Actor, shiftId: Id, now: Date) {
  const shift = await boardShift(reader, actor, shiftId);
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
  const rows = await reader.all<BoardRow>(sql`
    with people as (
      select volunteer_id from sign_ups where shift_id = ${shiftId} and place = 'seat' and (ended_at is null or ended_as = 'no_show')
      union select volunteer_id from attendances where shift_id = ${shiftId})
    select v.id as volunteer_id, coalesce(p.name, '') as name, v.number, t.id as attendance_id, t.last_stamp_at,
      coalesce(t.state, case when exists (select 1 from sign_ups u where u.volunteer_id = v.id and u.shift_id = ${shiftId} and u.ended_as = 'no_show') then 'no_show' else 'signed_up' end) as state,
      (select min(s.stamped_at) from attendance_stamps s where s.volunteer_id = v.id and s.attendance_id = t.id and s.direction = 'in') as first_in_at,
      last.source, coalesce(last.is_late, false) as is_late,
      exists (select 1 from insurance_covers c where c.volunteer_id = v.id and ${serviceDay(shift)}::date between c.valid_from and c.valid_until) as is_insured
    from people join volunteers v on v.id = people.volunteer_id join persons p on p.id = v.id
    left join attendances t on t.volunteer_id = v.id and t.shift_id = ${shiftId}
    left join lateral (select s.source, s.is_late from attendance_stamps s where s.volunteer_id = v.id and s.attendance_id = t.id order by s.stamped_at desc, s.id desc limit 1) last on true
    order by t.last_stamp_at desc nulls last, v.number`);
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
