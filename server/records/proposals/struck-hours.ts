/** A correction, back-fill or import of hours that were struck: refused when it is asked for and when it is decided. */
import type { Id } from '../../../domain/id.ts';
import { maskName } from '../../../domain/masking.ts';
import { problem, type Problem } from '../../../domain/problem.ts';
import { bringsBackStruck } from '../../../domain/records/struck-time.ts';
import type { AttendanceState } from '../../../domain/records/attendance.ts';
import { namesOf } from '../../db/names-of.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { peopleOfRegistrations } from '../../volunteers/registrations.ts';
import { serviceDay, type ShiftInputs } from '../check-in/shift-inputs.ts';
import type { LineRow } from './plan-line.ts';
import { timesOf, type Counted } from '../service/counted-times.ts';

/** What is asked for one person, named by the registration that stays. */
export type AskedTime = { readonly person_id: Id; readonly from: Date; readonly to: Date };
type Kept = Counted & { readonly volunteer_id: Id; readonly state: AttendanceState };
type ShiftNamed = Pick<ShiftInputs, 'id' | 'starts_at' | 'activity_title'>;

/** Whose struck hours of the shift, in any of their registrations, the asked times would bring back. */
export async function struckAmong(
  reader: Reader,
  shift: ShiftNamed,
  asked: readonly AskedTime[],
): Promise<ReadonlySet<Id>> {
  const people = await peopleOfRegistrations(
    reader,
    asked.map((one) => one.person_id),
  );
  // A record of no minutes gives nothing back, and stands for nothing.
  const records = await reader.all<Kept>(sql`
    select volunteer_id, state, started_at, ended_at, counted from service_records
    where volunteer_id = any(${[...people.keys()]}::uuid[]) and shift_id = ${shift.id} and minutes > 0
      and state in ('reversed', 'confirmed', 'awaiting_parent', 'awaiting_province')`);
  const brought = asked.filter(({ person_id, from, to }) => {
    const own = records.filter((record) => people.get(record.volunteer_id) === person_id);
    const timesWhere = (isStruck: boolean) =>
      own.filter((record) => (record.state === 'reversed') === isStruck).flatMap(timesOf);
    return bringsBackStruck(
      { from: from.getTime(), to: to.getTime() },
      { struck: timesWhere(true), standing: timesWhere(false) },
    );
  });
  return new Set(brought.map((one) => one.person_id));
}

export const struckHours = (shift: ShiftNamed, name: string, field?: string): Problem =>
  problem('records.hours_struck', { who: maskName(name), day: serviceDay(shift), title: shift.activity_title }, field);

/** Why asked times are refused, told of the first person concerned, or null. */
export async function struckRefusal(
  reader: Reader,
  shift: ShiftNamed,
  { asked, field }: { readonly asked: readonly AskedTime[]; readonly field?: string },
): Promise<Problem | null> {
  const [person] = await struckAmong(reader, shift, asked);
  return person === undefined ? null : struckHours(shift, (await namesOf(reader, [person])).of(person), field);
}

/** The people are locked where it is decided: a strike that came since it was asked for is seen. */
export async function refuseStruck(
  writer: Writer,
  shift: ShiftNamed,
  input: { readonly asked: readonly AskedTime[]; readonly field: string },
): Promise<void> {
  const refusal = await struckRefusal(writer, shift, input);
  if (refusal !== null) throw refusal;
}

type TypedTime = { readonly started_at: string; readonly ended_at: string };
export const typedTime = (person_id: Id, { started_at, ended_at }: TypedTime): AskedTime => ({
  person_id,
  from: new Date(started_at),
  to: new Date(ended_at),
});

type LineTime = Pick<LineRow, 'started_at' | 'ended_at'> & { readonly person_id: Id };
export const askedBy = (lines: readonly LineTime[]): AskedTime[] =>
  lines.map(({ person_id, started_at, ended_at }) => ({ person_id, from: started_at, to: ended_at }));
