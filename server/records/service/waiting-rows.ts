/** What a row that waits to be confirmed needs to know of others: the person who stays, the guardian who came, who sent the same code. */
import type { Id } from '../../../domain/id.ts';
import type { RuleBook } from '../../../domain/organizations/rule-book.ts';
import type { AttendanceState, ConfirmationStanding } from '../../../domain/records/attendance.ts';
import type { PresenceSource } from '../../../domain/records/presence.ts';
import { ageOn, type BusinessDate } from '../../../domain/time.ts';
import { byId } from '../../db/by-id.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';

export type WaitingRow = {
  person_id: Id;
  volunteer_id: Id;
  attendance_id: Id;
  name: string | null;
  number: string;
  activity_id: Id;
  shift_id: Id;
  service_day: string;
  state: AttendanceState;
  standing: ConfirmationStanding;
  organization_path: string;
  is_own_word: boolean;
  birth_date: string | null;
  books: readonly RuleBook[] | null;
  stamps:
    | {
        direction: 'in' | 'out';
        stamped_at: string;
        source: PresenceSource;
        is_late: boolean;
        code_step: number | null;
      }[]
    | null;
};
export type NamedRow = WaitingRow & { readonly name: string };

/** Of a registration that was merged, the day of birth lies with the person who stays; with it, whether rules for minors are asked for. */
export async function bornAs(reader: Reader, rows: readonly NamedRow[]): Promise<NamedRow[]> {
  const born = await byId<{ id: Id; birth_date: BusinessDate | null }>(
    rows.filter((row) => row.person_id !== row.volunteer_id).map((row) => row.person_id),
    (ids) => reader.all(sql`select id, birth_date::text from persons where id = any(${ids}::uuid[])`),
  );
  return rows.map((row) => {
    if (row.person_id === row.volunteer_id) return row;
    const birth_date = born.get(row.person_id)?.birth_date ?? null;
    const isMinor = birth_date !== null && ageOn(birth_date, row.service_day) < 18;
    return { ...row, birth_date, books: isMinor ? row.books : null };
  });
}

/** Which of these children had a guardian at the same shift, whose attendance lies with the guardian. */
export async function adultsWho(
  reader: Reader,
  children: readonly Pick<WaitingRow, 'volunteer_id' | 'shift_id'>[],
): Promise<ReadonlySet<string>> {
  if (children.length === 0) return new Set();
  const guardians = await reader.all<{ child_id: Id; guardian_id: Id }>(sql`
    select child_id, guardian_id from guardianships where child_id = any(${children.map((child) => child.volunteer_id)}::uuid[]) and relation <> 'teacher'`);
  const came = await reader.all<{ volunteer_id: Id; shift_id: Id }>(sql`
    select volunteer_id, shift_id from attendances where volunteer_id = any(${guardians.map((one) => one.guardian_id)}::uuid[]) and shift_id = any(${children.map((child) => child.shift_id)}::uuid[])`);
  return new Set(
    came.flatMap((adult) =>
      guardians
        .filter((one) => one.guardian_id === adult.volunteer_id)
        .map((one) => `${one.child_id} ${adult.shift_id}`),
    ),
  );
}

/** How many others sent the very code of this row late: the most of any of its stamps. */
export async function sameLateCodes(reader: Reader, rows: readonly WaitingRow[]): Promise<(row: WaitingRow) => number> {
  const stepsOf = (row: WaitingRow): number[] =>
    (row.stamps ?? []).flatMap((stamp) =>
      stamp.is_late && stamp.source === 'late_code' && stamp.code_step !== null ? [stamp.code_step] : [],
    );
  const late = rows.filter((row) => stepsOf(row).length > 0);
  if (late.length === 0) return () => 0;
  const counted = await reader.all<{ shift_id: Id; code_step: number; people: number }>(sql`
    select shift_id, code_step::int, count(distinct volunteer_id)::int as people from attendance_stamps
    where shift_id = any(${late.map((row) => row.shift_id)}::uuid[]) and code_step = any(${late.flatMap(stepsOf)}::bigint[]) and is_late group by shift_id, code_step`);
  const people = new Map(counted.map((each) => [`${each.shift_id} ${each.code_step}`, each.people]));
  // each row's own volunteer is counted with its code
  return (row) => Math.max(0, ...stepsOf(row).map((step) => (people.get(`${row.shift_id} ${step}`) ?? 1) - 1));
}
