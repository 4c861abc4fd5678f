import type { Id } from '../../../domain/id.ts';
import type { Category } from '../../../domain/projects/categories.ts';
import { byId } from '../../db/by-id.ts';
import { namesOf } from '../../db/names-of.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { LaterNouns } from '../../later-nouns.ts';
import { withdrawBy } from '../../../domain/projects/shifts.ts';
import { childrenIdsOf } from '../../volunteers/children-of.ts';

import { waitlistPlaces } from './waitlist-places.ts';

type Row = {
  volunteer_id: Id;
  sign_up_id: Id;
  activity_id: Id;
  shift_id: Id;
  starts_at: Date;
  ends_at: Date;
  place: 'seat' | 'waitlist';
  queue_number: number;
  promoted_at: Date | null;
  moved_at: Date | null;
  ended_as: 'withdrawn' | 'withdrawn_late' | 'no_show' | 'cancelled' | null;
  end_reason: string | null;
};
type Activity = {
  id: Id;
  title: string;
  category: Category;
  organization_name: string;
  place_text: string;
  withdraw_until_hours: number;
};

/** Mine and my children's: what is to come by time, then what is past, newest first. */
export async function mySignUps(
  reader: Reader,
  personId: Id,
  { now, later }: { now: Date; later: Pick<LaterNouns, 'attendancesOf'> },
) {
  const people = [personId, ...(await childrenIdsOf(reader, personId))];
  const rows = await reader.all<Row>(sql`
    select u.volunteer_id, u.id as sign_up_id, u.activity_id, u.shift_id, u.shift_starts_at as starts_at, u.shift_ends_at as ends_at, u.place, u.queue_number::int,
      u.promoted_at, u.shift_moved_at as moved_at, u.ended_as, u.end_reason
    from sign_ups u where u.volunteer_id = any(${people}::uuid[])
    order by (u.shift_ends_at > ${now} and u.ended_at is null) desc,
      case when u.shift_ends_at > ${now} and u.ended_at is null then u.shift_starts_at end, u.shift_starts_at desc, u.id
    limit 200`);
  const [activities, names, placeOf, stateOf] = await Promise.all([
    byId<Activity>(
      rows.map((row) => row.activity_id),
      (ids) =>
        reader.all(sql`
          select a.id, a.title, a.category, o.name_zh as organization_name, a.place as place_text, a.withdraw_until_hours
          from activities a join organizations o on o.id = a.organization_id where a.id = any(${ids}::uuid[])`),
    ),
    namesOf(
      reader,
      rows.map((row) => row.volunteer_id).filter((id) => id !== personId),
    ),
    waitlistPlaces(
      reader,
      rows.map((row) => ({ ...row, is_standing: row.ended_as === null })),
    ),
    later.attendancesOf(
      reader,
      rows.filter((row) => mayStillLeave(row, now)),
    ),
  ]);
  return rows.flatMap(({ volunteer_id, queue_number: _, ...row }) => {
    const activity = activities.get(row.activity_id);
    if (activity === undefined) return [];
    const { id: _id, withdraw_until_hours, ...shown } = activity;
    const hasCome = ![null, 'signed_up'].includes(stateOf({ volunteer_id, shift_id: row.shift_id }));
    return {
      ...row,
      ...shown,
      waitlist_place: placeOf(row.sign_up_id),
      child_name: volunteer_id === personId ? null : names.orNull(volunteer_id),
      withdraw_by: withdrawBy(row.starts_at, withdraw_until_hours, row.moved_at),
      can: { withdraw: mayStillLeave(row, now) && !hasCome },
    };
  });
}

const mayStillLeave = (row: Pick<Row, 'ended_as' | 'starts_at'>, now: Date): boolean =>
  row.ended_as === null && row.starts_at > now;

type Invited = {
  id: Id;
  activity_id: Id;
  shift_id: Id;
  message: string;
  invited_at: Date;
  answered_at: Date | null;
  answer: string | null;
};
type InvitedTo = {
  id: Id;
  title: string;
  organization_name: string;
  place_text: string;
  risk_statement: string;
  starts_at: Date;
  ends_at: Date;
  is_cancelled: boolean;
};

export async function myInvitations(reader: Reader, personId: Id, now: Date) {
  const rows = await reader.all<Invited>(sql`
    select id, activity_id, shift_id, message, invited_at, answered_at, answer from invitations
    where volunteer_id = ${personId} order by (answered_at is null) desc, invited_at desc limit 100`);
  const shifts = await byId<InvitedTo>(
    rows.map((row) => row.shift_id),
    (ids) =>
      reader.all(sql`
        select s.id, a.title, o.name_zh as organization_name, a.place as place_text, a.risk_statement, s.starts_at, s.ends_at, s.cancelled_at is not null as is_cancelled
        from shifts s join activities a on a.id = s.activity_id join organizations o on o.id = a.organization_id where s.id = any(${ids}::uuid[])`),
  );
  return rows.flatMap(({ answered_at, ...row }) => {
    const shift = shifts.get(row.shift_id);
    if (shift === undefined) return [];
    const { id: _, is_cancelled, ...shown } = shift;
    return { ...row, ...shown, can: { answer: answered_at === null && !is_cancelled && shift.starts_at > now } };
  });
}
