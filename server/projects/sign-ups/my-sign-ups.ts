import type { Id } from '../../../domain/id.ts';
import type { Category } from '../../../domain/projects/categories.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { LaterNouns } from '../../later-nouns.ts';
import { withdrawBy } from '../../../domain/projects/shifts.ts';
import { childrenOf } from '../../volunteers/children-of.ts';

type Row = {
  volunteer_id: Id;
  sign_up_id: Id;
  activity_id: Id;
  shift_id: Id;
  title: string;
  category: Category;
  organization_name: string;
  place_text: string;
  starts_at: Date;
  ends_at: Date;
  place: 'seat' | 'waitlist';
  waitlist_place: number | null;
  promoted_at: Date | null;
  moved_at: Date | null;
  withdraw_until_hours: number;
  ended_as: 'withdrawn' | 'withdrawn_late' | 'no_show' | 'cancelled' | null;
  end_reason: string | null;
  child_name: string | null;
};

/** Mine and my children's: what is to come by time, then what is past, newest first. */
export async function mySignUps(
  reader: Reader,
  personId: Id,
  { now, later }: { now: Date; later: Pick<LaterNouns, 'attendancesOf'> },
) {
  const rows = await reader.all<Row>(sql`
    select u.volunteer_id, u.id as sign_up_id, u.activity_id, u.shift_id, a.title, a.category, o.name_zh as organization_name, a.place as place_text,
      u.shift_starts_at as starts_at, u.shift_ends_at as ends_at, u.place, u.promoted_at, u.shift_moved_at as moved_at, a.withdraw_until_hours, u.ended_as, u.end_reason,
      case when u.volunteer_id <> ${personId} then p.name end as child_name,
      case when u.place = 'waitlist' and u.ended_at is null then (
        select count(*)::int from sign_ups w where w.shift_id = u.shift_id and w.ended_at is null and w.place = 'waitlist' and w.queue_number <= u.queue_number) end as waitlist_place
    from sign_ups u join activities a on a.id = u.activity_id join organizations o on o.id = a.organization_id left join persons p on p.id = u.volunteer_id
    where u.volunteer_id = ${personId} or u.volunteer_id in (${childrenOf(personId)})
    order by (u.shift_ends_at > ${now} and u.ended_at is null) desc,
      case when u.shift_ends_at > ${now} and u.ended_at is null then u.shift_starts_at end, u.shift_starts_at desc, u.id
    limit 200`);
  const stateOf = await later.attendancesOf(
    reader,
    rows.filter((row) => mayStillLeave(row, now)),
  );
  return rows.map((row) => {
    const { volunteer_id: _, withdraw_until_hours, ...shown } = row;
    const hasCome = ![null, 'signed_up'].includes(stateOf(row));
    return {
      ...shown,
      withdraw_by: withdrawBy(row.starts_at, withdraw_until_hours, row.moved_at),
      can: { withdraw: mayStillLeave(row, now) && !hasCome },
    };
  });
}

const mayStillLeave = (row: Row, now: Date): boolean => row.ended_as === null && row.starts_at > now;

export async function myInvitations(reader: Reader, personId: Id, now: Date) {
  type Invited = {
    id: Id;
    activity_id: Id;
    shift_id: Id;
    title: string;
    organization_name: string;
    place_text: string;
    risk_statement: string;
    starts_at: Date;
    ends_at: Date;
    message: string;
    invited_at: Date;
    answer: string | null;
    is_open: boolean;
  };
  const rows = await reader.all<Invited>(sql`
    select i.id, i.activity_id, i.shift_id, a.title, o.name_zh as organization_name, a.place as place_text, a.risk_statement, s.starts_at, s.ends_at, i.message, i.invited_at, i.answer,
      i.answered_at is null and s.cancelled_at is null and s.starts_at > ${now} as is_open
    from invitations i join activities a on a.id = i.activity_id join organizations o on o.id = a.organization_id join shifts s on s.activity_id = a.id and s.id = i.shift_id
    where i.volunteer_id = ${personId} order by (i.answered_at is null) desc, i.invited_at desc limit 100`);
  return rows.map(({ is_open, ...row }) => ({ ...row, can: { answer: is_open } }));
}
