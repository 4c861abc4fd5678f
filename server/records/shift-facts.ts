import type { Id } from '../../domain/id.ts';
import type { AttendanceState } from '../../domain/records/attendance.ts';
import { businessDate, type BusinessDate } from '../../domain/time.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';

export type ShiftFacts = {
  readonly id: Id; readonly name: string; readonly activity_id: Id; readonly starts_at: Date; readonly ends_at: Date; readonly capacity: number; readonly is_cancelled: boolean;
  readonly activity_title: string; readonly place: string; readonly organization_id: Id; readonly organization_path: string; readonly leader_id: Id;
  readonly needs_insurance: boolean; readonly check_in_kinds: readonly string[]; readonly fence_metres: number | null; readonly latitude: number | null; readonly longitude: number | null;
};

export const shiftColumns = sql`
  s.id, s.name, s.activity_id, s.starts_at, s.ends_at, s.capacity, (s.cancelled_at is not null or a.cancelled_at is not null or a.published_at is null) as is_cancelled,
  a.title as activity_title, a.place, a.organization_id, a.organization_path, a.leader_id, (a.is_dangerous or a.requires_insurance) as needs_insurance,
  a.check_in_kinds, a.fence_metres, a.latitude, a.longitude`;

export function loadShift(reader: Reader, shiftId: Id): Promise<ShiftFacts | undefined> {
  return reader.maybe<ShiftFacts>(sql`select ${shiftColumns} from shifts s join activities a on a.id = s.activity_id where s.id = ${shiftId}`);
}

export const placeOf = (shift: Pick<ShiftFacts, 'organization_path' | 'activity_id'>): { path: string; activity_id: Id } => ({ path: shift.organization_path, activity_id: shift.activity_id });

/** A service belongs to the day on which its shift begins. */
export const serviceDay = (shift: Pick<ShiftFacts, 'starts_at'>): BusinessDate => businessDate(shift.starts_at);

export type Standing = {
  readonly volunteer_name: string; readonly has_seat: boolean; readonly is_no_show: boolean;
  readonly state: AttendanceState | null; readonly pairs: number; readonly is_insured: boolean;
};

/** How one volunteer stands towards one shift: sign-up, attendance and accident cover on the day. */
export function loadStanding(reader: Reader, volunteerId: Id, shift: ShiftFacts): Promise<Standing | undefined> {
  return reader.maybe<Standing>(sql`
    select coalesce(p.name, '') as volunteer_name,
      exists (select 1 from sign_ups u where u.volunteer_id = v.id and u.shift_id = ${shift.id} and u.place = 'seat' and u.ended_at is null) as has_seat,
      exists (select 1 from sign_ups u where u.volunteer_id = v.id and u.shift_id = ${shift.id} and u.ended_as = 'no_show') as is_no_show,
      t.state, coalesce(t.pairs, 0) as pairs,
      exists (select 1 from insurance_covers c where c.volunteer_id = v.id and ${serviceDay(shift)}::date between c.valid_from and c.valid_until) as is_insured
    from volunteers v join persons p on p.id = v.id
    left join attendances t on t.volunteer_id = v.id and t.shift_id = ${shift.id}
    where v.id = ${volunteerId}`);
}
