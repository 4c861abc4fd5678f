import type { Id } from '../../../domain/id.ts';
import type { RuleBook } from '../../../domain/organizations/rule-book.ts';
import type { AttendanceState } from '../../../domain/records/attendance.ts';
import { businessDate, type BusinessDate } from '../../../domain/time.ts';
import { batch } from '../../db/batch.ts';
import { byId } from '../../db/by-id.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { askedId, callerId, type Preloaded } from '../../http/load-actor.ts';
import type { ConsentLine } from '../../../domain/volunteers/consent.ts';
import { selectPathOn } from '../../organizations/tree/as-of.ts';
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

/** With where its organisation stood on its day: confirmed after a move, a service still belongs there. */
export type ShiftOfDay = ShiftInputs & { readonly path_of_day: string };

export function loadShift(reader: Reader, shiftId: Id): Promise<ShiftOfDay | undefined> {
  const pathOfDay = selectPathOn(sql`a.organization_id`, sql`(s.starts_at at time zone 'Asia/Shanghai')::date`);
  return reader.maybe<ShiftOfDay>(sql`
    select ${shiftColumns}, coalesce((${pathOfDay}), a.organization_path) as path_of_day
    from shifts s join activities a on a.id = s.activity_id where s.id = ${shiftId}`);
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

/** All of it is asked by the volunteer, so that it is answered where that person's rows lie; what depends on the shift's day is told apart here. */
const standingJson = (volunteer: Sql, shift: Sql): Sql => sql`json_build_object(
  'person', (select json_build_object('name', coalesce(p.name, ''), 'birth_date', p.birth_date, 'is_pupil', coalesce(v.is_pupil, false), 'is_self_supporting', coalesce(v.is_self_supporting, false))
    from volunteers v join persons p on p.id = v.id where v.id = ${volunteer}),
  'has_seat', exists (select 1 from sign_ups u where u.volunteer_id = ${volunteer} and u.shift_id = ${shift} and u.place = 'seat' and u.ended_at is null),
  'is_no_show', exists (select 1 from sign_ups u where u.volunteer_id = ${volunteer} and u.shift_id = ${shift} and u.ended_as = 'no_show'),
  'seat_cancelled_at', (select max(u.ended_at) from sign_ups u where u.volunteer_id = ${volunteer} and u.shift_id = ${shift} and u.place = 'seat' and u.ended_as = 'cancelled'),
  'attendance', (select json_build_object('state', t.state, 'pairs', t.pairs) from attendances t where t.volunteer_id = ${volunteer} and t.shift_id = ${shift}),
  'covers', coalesce((select json_agg(json_build_object('from', c.valid_from, 'until', c.valid_until)) from insurance_covers c where c.volunteer_id = ${volunteer}), '[]'),
  'consents', coalesce((select json_agg(json_build_object('kind', c.kind, 'given_by', c.given_by, 'given_at', c.given_at, 'withdrawn_at', c.withdrawn_at))
    from consents c where c.volunteer_id = ${volunteer} and c.kind in ('parent', 'teacher')), '[]'),
  'parent_ids', coalesce((select json_agg(g.guardian_id) from guardianships g where g.child_id = ${volunteer} and g.relation <> 'teacher' and g.ended_at is null), '[]'))`;

/** JSON of our own statement, in which moments are text. */
type StandingJson = Pick<Standing, 'has_seat' | 'is_no_show' | 'consents' | 'parent_ids'> & {
  readonly person:
    | (Pick<Standing, 'birth_date' | 'is_pupil' | 'is_self_supporting'> & { readonly name: string })
    | null;
  readonly seat_cancelled_at: string | null;
  readonly attendance: { readonly state: AttendanceState; readonly pairs: number } | null;
  readonly covers: readonly { readonly from: BusinessDate; readonly until: BusinessDate }[];
};

function standingOf(found: StandingJson, shift: Pick<ShiftInputs, 'starts_at'>): Standing | undefined {
  const { person, attendance } = found;
  if (person === null) return undefined;
  const day = serviceDay(shift);
  return {
    has_seat: found.has_seat,
    is_no_show: found.is_no_show,
    consents: found.consents,
    parent_ids: found.parent_ids,
    birth_date: person.birth_date,
    is_pupil: person.is_pupil,
    is_self_supporting: person.is_self_supporting,
    volunteer_name: person.name,
    seat_cancelled_at: found.seat_cancelled_at === null ? null : new Date(found.seat_cancelled_at),
    state: attendance?.state ?? null,
    pairs: attendance?.pairs ?? 0,
    is_insured: found.covers.some((cover) => cover.from <= day && day <= cover.until),
  };
}

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

type Placed = Omit<Arriving, 'standing'>;
type PlacedRow = ShiftInputs & { readonly books: readonly RuleBook[] };

/** Who arrives at one shift asks the same as everybody else there: those of one moment share the statement and its rows. */
export const shiftsWithBooks = (reader: Reader): ((id: Id) => Promise<Placed | undefined>) =>
  batch<Id, Placed | undefined>({
    at_once: 1, // the more of a rush share one, the less each costs
    send: async (ids) => {
      const rows = await byId<PlacedRow>(ids, (wanted) =>
        reader.all(sql`
          select ${shiftColumns}, ${booksJson(['time_counting', 'age_matrix'], sql`a.organization_path`)} as books
          from shifts s join activities a on a.id = s.activity_id where s.id = any(${wanted}::uuid[])`),
      );
      return ids.map((id) => {
        const row = rows.get(id);
        return row === undefined ? undefined : { shift: row, books: row.books };
      });
    },
  });

export async function loadArriving(reader: Reader, volunteerId: Id | null, shiftId: Id): Promise<Arriving | undefined> {
  const placed = await shiftsWithBooks(reader)(shiftId);
  if (placed === undefined) return undefined;
  const standing = volunteerId === null ? undefined : await loadStanding(reader, volunteerId, placed.shift);
  return { ...placed, standing };
}

/** How the caller stands towards the `shift_id` that is asked about, preloaded with the session. */
export const askedStanding = standingJson(callerId, askedId('shift_id'));

/** What was preloaded, if it was. */
export function arrivingFrom({ own, subject }: Preloaded): Arriving | undefined {
  const placed = subject as Placed | undefined;
  if (own === null || own === undefined || placed === undefined) return undefined;
  return { ...placed, standing: standingOf(own as StandingJson, placed.shift) };
}

/** How one volunteer stands towards one shift: sign-up, attendance and accident cover on the day. */
export async function loadStanding(
  reader: Reader,
  volunteerId: Id,
  shift: Pick<ShiftInputs, 'id' | 'starts_at'>,
): Promise<Standing | undefined> {
  const { standing } = await reader.one<{ standing: StandingJson }>(
    sql`select ${standingJson(sql`${volunteerId}::uuid`, sql`${shift.id}::uuid`)} as standing`,
  );
  return standingOf(standing, shift);
}
