import type { Id } from '../../../domain/id.ts';
import {
  allowed,
  checkInOpensMinutes,
  checkOutClosesMinutes,
  isCheckOutForgotten,
  type AttendanceState,
} from '../../../domain/records/attendance.ts';
import type { Balance, PresenceSource } from '../../../domain/records/presence.ts';
import { minuteMs, type BusinessDate } from '../../../domain/time.ts';
import { byId } from '../../db/by-id.ts';
import { namesOf } from '../../db/names-of.ts';
import { decodeCursor, page } from '../../db/page.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { balances } from '../../ledger/queries.ts';
import { registrationsOf } from '../../volunteers/registrations.ts';
import { deadlineShown } from '../proposals/proposal-due.ts';
import { counts, isDisputed } from '../service/standing.ts';

/** Today's shifts and those that may still be checked out of. */
export async function myShifts(reader: Reader, volunteerId: Id, now: Date) {
  type ShiftRow = {
    shift_id: Id;
    activity_id: Id;
    starts_at: Date;
    ends_at: Date;
    state: AttendanceState;
    first_in_at: Date | null;
    last_stamp_at: Date | null;
    is_covered: boolean;
  };
  const rows = await reader.all<ShiftRow>(sql`
    select u.shift_id, u.activity_id, u.shift_starts_at as starts_at, u.shift_ends_at as ends_at, coalesce(t.state, 'signed_up') as state, t.last_stamp_at,
      (select min(s.stamped_at) from attendance_stamps s where s.volunteer_id = u.volunteer_id and s.attendance_id = t.id and s.direction = 'in') as first_in_at,
      exists (select 1 from insurance_covers c where c.volunteer_id = u.volunteer_id and (u.shift_starts_at at time zone 'Asia/Shanghai')::date between c.valid_from and c.valid_until) as is_covered
    from sign_ups u left join attendances t on t.volunteer_id = u.volunteer_id and t.shift_id = u.shift_id
    where u.volunteer_id = ${volunteerId} and u.place = 'seat' and (u.ended_at is null or t.state = 'checked_in')
      and u.shift_starts_at < ${new Date(now.getTime() + 36 * 60 * minuteMs)} and u.shift_ends_at > ${new Date(now.getTime() - checkOutClosesMinutes * minuteMs)}
    order by u.shift_starts_at`);
  type ActivityRow = { id: Id; title: string; place: string; is_self_located: boolean; needs_insurance: boolean };
  const activities = await byId<ActivityRow>(
    rows.map((row) => row.activity_id),
    (ids) =>
      reader.all(sql`
    select id, title, place, 'self_located' = any(check_in_kinds) as is_self_located, is_dangerous or requires_insurance as needs_insurance from activities where id = any(${ids}::uuid[])`),
  );
  return rows.flatMap(({ is_covered, ...row }) => {
    const activity = activities.get(row.activity_id);
    return activity === undefined
      ? []
      : [
          {
            ...row,
            activity_title: activity.title,
            place: activity.place,
            is_self_located: activity.is_self_located,
            is_insurance_missing: activity.needs_insurance && !is_covered,
            opens_at: new Date(row.starts_at.getTime() - checkInOpensMinutes * minuteMs),
            closes_at: new Date(row.ends_at.getTime() + checkOutClosesMinutes * minuteMs),
            next_direction:
              row.state === 'checked_in'
                ? ('out' as const)
                : allowed('check_in', row.state) && now <= row.ends_at
                  ? ('in' as const)
                  : null,
          },
        ];
  });
}

type HoursRow = {
  volunteer_id: Id;
  attendance_id: Id;
  record_id: Id | null;
  title: string;
  service_day: string;
  started_at: Date | null;
  ended_at: Date | null;
  source: PresenceSource | null;
  minutes: number | null;
  balance: Balance | null;
  state: AttendanceState;
  confirmed_by: string | null;
  corrected_from_minutes: number | null;
  is_disputed: boolean;
};
/** Where there is no record yet, the title is the activity's. */
type StoredHoursRow = Omit<HoursRow, 'title' | 'confirmed_by'> & {
  recorded_by: Id | null;
  id: Id;
  title: string | null;
  activity_id: Id | null;
  shift_id: Id | null;
};

/** Every service: posted, waiting, struck. One row a record, and one for each attendance that has none yet. */
export async function myHours(
  reader: Reader,
  volunteerId: Id,
  input: { cursor?: string | undefined; limit: number; now: Date; own: boolean },
) {
  const after = decodeCursor(input.cursor);
  const registrations = await registrationsOf(reader, volunteerId);
  // With one id, as nearly everybody has, the database keeps one plan for all; for a list of ids it would plan each time anew.
  const mine = (column: 'r' | 't' | 'service_records' | 'record_proposal_lines'): Sql =>
    registrations.length === 1
      ? sql`${sql.raw(column)}.volunteer_id = ${registrations[0]}`
      : sql`${sql.raw(column)}.volunteer_id = any(${registrations}::uuid[])`;
  const rows = await reader.all<StoredHoursRow>(sql`
    select mine.* from (
      select r.id, r.volunteer_id, r.attendance_id, r.id as record_id, r.title, null::uuid as activity_id, null::uuid as shift_id, r.service_day, r.started_at, r.ended_at, r.source, r.minutes, r.balance, r.state, r.recorded_by,
        (select o.minutes from service_records o where o.volunteer_id = r.volunteer_id and o.id = r.supersedes_id) as corrected_from_minutes, ${isDisputed(sql`r`)} as is_disputed
      from service_records r
      where ${mine('r')} and r.state <> 'superseded'
      union all
      select t.id, t.volunteer_id, t.id, null, null, t.activity_id, t.shift_id, t.service_day, (select min(s.stamped_at) from attendance_stamps s where s.volunteer_id = t.volunteer_id and s.attendance_id = t.id),
        (select max(s.stamped_at) from attendance_stamps s where s.volunteer_id = t.volunteer_id and s.attendance_id = t.id and s.direction = 'out'),
        (select (array_agg(s.source order by s.stamped_at))[1] from attendance_stamps s where s.volunteer_id = t.volunteer_id and s.attendance_id = t.id), null, null, t.state, null, null, false
      from attendances t
      where ${mine('t')} and t.record_id is null) mine
    where ${after === undefined ? sql`true` : sql`(service_day, id) < (${after[0]}::date, ${after[1]}::uuid)`}
    order by service_day desc, id desc limit ${input.limit + 1}`);
  const cut = page(rows, input.limit, (row) => [row.service_day, row.id]);
  const names = await namesOf(
    reader,
    cut.rows.map((row) => row.recorded_by),
  );
  const activities = await byId<{ id: Id; title: string }>(
    cut.rows.map((row) => row.activity_id),
    (ids) => reader.all(sql`select id, title from activities where id = any(${ids}::uuid[])`),
  );
  const inside = cut.rows.filter((row) => row.state === 'checked_in');
  const shifts = await byId<{ id: Id; ends_at: Date }>(
    inside.map((row) => row.shift_id),
    (ids) => reader.all(sql`select id, ends_at from shifts where id = any(${ids}::uuid[])`),
  );
  const { asked, by_source: bySource } = await reader.one<{
    asked: { attendance_id: Id | null; proposal_id: Id }[];
    by_source: { source: PresenceSource; minutes: number }[];
  }>(sql`
    select coalesce((select json_agg(json_build_object('attendance_id', record_proposal_lines.attendance_id, 'proposal_id', record_proposal_lines.proposal_id))
        from record_proposal_lines where ${mine('record_proposal_lines')}), '[]') as asked,
      coalesce((select json_agg(json_build_object('source', s.source, 'minutes', s.minutes) order by s.source)
        from (select source, sum(minutes)::int as minutes from service_records where ${mine('service_records')} and ${counts(sql`service_records`)} group by source) s), '[]') as by_source`);
  const open = await byId<{ id: Id }>(
    asked.map((line) => line.proposal_id),
    (ids) =>
      reader.all(
        sql`select id from record_proposals where id = any(${ids}::uuid[]) and state in ('requested', 'handled')`,
      ),
  );
  const held = await balances(reader, registrations);
  const numbers =
    registrations.length === 1
      ? []
      : await reader.all<{ id: Id; number: string }>(
          sql`select id, number from volunteers where id = any(${registrations}::uuid[])`,
        );
  return {
    // where service came from another registration of the same person, the row says from which
    rows: cut.rows.map((row) => {
      const endsAt = shifts.get(row.shift_id ?? '')?.ends_at;
      const isForgotten = endsAt !== undefined && isCheckOutForgotten(row.state, endsAt, input.now);
      const isOpen = asked.some((line) => line.attendance_id === row.attendance_id && open.has(line.proposal_id));
      // field by field: a spread would cost this list more than its database (docs/performance.md, 14)
      return {
        attendance_id: row.attendance_id,
        record_id: row.record_id,
        title: row.title ?? activities.get(row.activity_id ?? '')?.title ?? '',
        service_day: row.service_day,
        started_at: row.started_at,
        ended_at: row.ended_at,
        source: row.source,
        minutes: row.minutes,
        balance: row.balance,
        state: row.state,
        corrected_from_minutes: row.corrected_from_minutes,
        is_disputed: row.is_disputed,
        confirmed_by: names.orNull(row.recorded_by),
        is_correction_open: isOpen,
        planned_until: isForgotten ? endsAt : null,
        merged_from:
          numbers.find((one) => one.id === row.volunteer_id && row.volunteer_id !== volunteerId)?.number ?? null,
        can: {
          request_correction:
            input.own &&
            allowed('request_correction', row.state) &&
            (row.state !== 'checked_in' || isForgotten) &&
            !isOpen,
        },
      };
    }),
    next_cursor: cut.next_cursor,
    as_of: input.now,
    credit_minutes: held.credit_minutes,
    honorary_minutes: held.honorary_minutes,
    by_source: bySource,
    can: { certificate: input.own && held.credit_minutes > 0 },
  };
}

export async function myProposals(reader: Reader, volunteerId: Id, now: Date) {
  const own = await registrationsOf(reader, volunteerId);
  const asked = await reader.all<{ proposal_id: Id }>(
    sql`select distinct proposal_id from record_proposal_lines where volunteer_id = any(${own}::uuid[])`,
  );
  const rows = await reader.all<{
    proposal_id: Id;
    kind: 'correction' | 'appeal';
    state: 'requested' | 'handled' | 'approved' | 'returned';
    activity_id: Id;
    reason: string;
    is_own: boolean;
    requested_at: Date;
    answer: string | null;
    answered_at: Date | null;
    due_on: BusinessDate | null;
    due_is_provisional: boolean;
  }>(sql`
    select id as proposal_id, kind, state, activity_id, reason, requested_by = any(${own}::uuid[]) as is_own, requested_at, decided_note as answer, decided_at as answered_at, due_on, due_is_provisional
    from record_proposals where id = any(${asked.map((one) => one.proposal_id)}::uuid[]) and kind in ('correction', 'appeal') order by requested_at desc limit 100`);
  const activities = await byId<{ id: Id; title: string }>(
    rows.map((row) => row.activity_id),
    (ids) => reader.all(sql`select id, title from activities where id = any(${ids}::uuid[])`),
  );
  return rows.map(({ activity_id, due_on, due_is_provisional, ...row }) => ({
    ...row,
    title: activities.get(activity_id)?.title ?? '',
    deadline: deadlineShown({ due_on, due_is_provisional, decided_at: row.answered_at }, now),
  }));
}
