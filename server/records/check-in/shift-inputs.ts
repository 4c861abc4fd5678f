import type { Id } from '../../../domain/id.ts';
import type { RuleBook } from '../../../domain/organizations/rule-book.ts';
import type { AttendanceState } from '../../../domain/records/attendance.ts';
import { businessDate, type BusinessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { askedId, callerId } from '../../http/load-actor.ts';
import type { ConsentLine } from '../../../domain/volunteers/consent.ts';
import { booksJson } from '../../organizations/rule-books/rule-book-in-force.ts';

export type ShiftInputs = {
  readonly id: Id;
  readonly name: string;
  readonly activity_id: Id;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly capacity: number;
  readonly is_cancelled: boolean;
  readonly is_published: boolean;
  readonly activity_title: string;
  readonly place: string;
  readonly organization_id: Id;
  readonly organization_path: string;
  readonly leader_id: Id;
  readonly needs_insurance: boolean;
  readonly is_parent_child: boolean;
  readonly check_in_kinds: readonly string[];
  readonly fence_metres: number | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
};

export const shiftColumns = sql`
  s.id, s.name, s.activity_id, s.starts_at, s.ends_at, s.capacity, (s.cancelled_at is not null or a.published_at is null) as is_cancelled, a.published_at is not null as is_published,
  a.title as activity_title, a.place, a.organization_id, a.organization_path, a.leader_id, (a.is_dangerous or a.requires_insurance) as needs_insurance, coalesce((a.details ->> 'is_parent_child')::boolean, false) as is_parent_child,
  a.check_in_kinds, a.fence_metres, a.latitude, a.longitude`;

export function loadShift(reader: Reader, shiftId: Id): Promise<ShiftInputs | undefined> {
  return reader.maybe<ShiftInputs>(
    sql`select ${shiftColumns} from shifts s join activities a on a.id = s.activity_id where s.id = ${shiftId}`,
  );
}

export const placeOf = (
  shift: Pick<ShiftInputs, 'organization_path' | 'activity_id'>,
): { path: string; activity_id: Id } => ({ path: shift.organization_path, activity_id: shift.activity_id });

/** A service belongs to the day on which its shift begins. */
export const serviceDay = (shift: Pick<ShiftInputs, 'starts_at'>): BusinessDate => businessDate(shift.starts_at);

export type Standing = {
  readonly volunteer_name: string;
  readonly has_seat: boolean;
  readonly is_no_show: boolean;
  /** When the seat went with the cancelled shift: who was there before that was there. */
  readonly seat_cancelled_at: Date | null;
  readonly state: AttendanceState | null;
  readonly pairs: number;
  readonly is_insured: boolean;
  readonly birth_date: BusinessDate | null;
  readonly is_pupil: boolean;
  readonly is_self_supporting: boolean;
  readonly consents: readonly ConsentLine[];
  /** Guardians by person, who accompany a child (S40). */
  readonly parent_ids: readonly Id[];
};

const standingColumns = (shift: Sql, day: Sql): Sql => sql`
  coalesce(p.name, '') as volunteer_name,
  exists (select 1 from sign_ups u where u.volunteer_id = v.id and u.shift_id = ${shift} and u.place = 'seat' and u.ended_at is null) as has_seat,
  exists (select 1 from sign_ups u where u.volunteer_id = v.id and u.shift_id = ${shift} and u.ended_as = 'no_show') as is_no_show,
  (select max(u.ended_at) from sign_ups u where u.volunteer_id = v.id and u.shift_id = ${shift} and u.place = 'seat' and u.ended_as = 'cancelled') as seat_cancelled_at,
  t.state, coalesce(t.pairs, 0) as pairs,
  exists (select 1 from insurance_covers c where c.volunteer_id = v.id and ${day} between c.valid_from and c.valid_until) as is_insured,
  p.birth_date::text as birth_date, coalesce(v.is_pupil, false) as is_pupil, coalesce(v.is_self_supporting, false) as is_self_supporting,
  coalesce((select json_agg(json_build_object('kind', c.kind, 'given_by', c.given_by, 'given_at', c.given_at, 'withdrawn_at', c.withdrawn_at))
    from consents c where c.volunteer_id = v.id and c.kind in ('parent', 'teacher')), '[]') as consents,
  coalesce((select json_agg(g.guardian_id) from guardianships g where g.child_id = v.id and g.relation <> 'teacher' and g.ended_at is null), '[]') as parent_ids`;

/** Asked only for a child that needs one: each guardian's own attendance, by the guardian. */
export async function isAnyHere(reader: Reader, people: readonly Id[], shiftId: Id): Promise<boolean> {
  if (people.length === 0) return false;
  return (
    (await reader.maybe(
      sql`select 1 from attendances where volunteer_id = any(${people}::uuid[]) and shift_id = ${shiftId} and state = 'checked_in' limit 1`,
    )) !== undefined
  );
}

/** Shift, standing and rule books for one check-in. A person unknown here has no standing. */
export type Arriving = {
  readonly shift: ShiftInputs;
  readonly standing: Standing | undefined;
  readonly books: readonly RuleBook[];
};

type ArrivingRow = ShiftInputs & Standing & { readonly is_known: boolean; readonly books: readonly RuleBook[] };

/** One statement: on a rush every round trip is paid by each arrival. */
const arriving = (volunteer: Sql, shiftId: Id | Sql): Sql => sql`
  select ${shiftColumns}, v.id is not null as is_known, ${booksJson(['time_counting', 'age_matrix'], sql`a.organization_path`)} as books,
    ${standingColumns(sql`s.id`, sql`(s.starts_at at time zone 'Asia/Shanghai')::date`)}
  from shifts s join activities a on a.id = s.activity_id
  left join (volunteers v join persons p on p.id = v.id) on v.id = ${volunteer}
  left join attendances t on t.volunteer_id = v.id and t.shift_id = s.id
  where s.id = ${shiftId}`;

const arrivingOf = (row: ArrivingRow): Arriving => ({
  shift: row,
  standing: row.is_known ? row : undefined,
  books: row.books,
});

export async function loadArriving(reader: Reader, volunteerId: Id | null, shiftId: Id): Promise<Arriving | undefined> {
  const row = await reader.maybe<ArrivingRow>(arriving(sql`${volunteerId}::uuid`, shiftId));
  return row === undefined ? undefined : arrivingOf(row);
}

/** The same for the caller, preloaded with the session; it is about a `shift_id`. */
export const arrivingBeside = sql`select to_json(f) from (${arriving(callerId, askedId('shift_id'))}) f`;

/** What that answered: JSON of our own statement, in which moments are text. */
export function arrivingFrom(preloaded: unknown): Arriving | undefined {
  if (preloaded === null || preloaded === undefined) return undefined;
  const row = preloaded as Omit<ArrivingRow, 'starts_at' | 'ends_at' | 'seat_cancelled_at'> & {
    readonly starts_at: string;
    readonly ends_at: string;
    readonly seat_cancelled_at: string | null;
  };
  const seatCancelledAt = row.seat_cancelled_at === null ? null : new Date(row.seat_cancelled_at);
  return arrivingOf({
    ...row,
    starts_at: new Date(row.starts_at),
    ends_at: new Date(row.ends_at),
    seat_cancelled_at: seatCancelledAt,
  });
}

/** How one volunteer stands towards one shift: sign-up, attendance and accident cover on the day. */
export function loadStanding(reader: Reader, volunteerId: Id, shift: ShiftInputs): Promise<Standing | undefined> {
  return reader.maybe<Standing>(sql`
    select ${standingColumns(sql`${shift.id}`, sql`${serviceDay(shift)}::date`)}
    from volunteers v join persons p on p.id = v.id
    left join attendances t on t.volunteer_id = v.id and t.shift_id = ${shift.id}
    where v.id = ${volunteerId}`);
}
