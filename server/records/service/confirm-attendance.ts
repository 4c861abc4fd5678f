/** The leader confirms what the stamps prove, with an evaluation; the ladder says whether it takes effect at once (P27). */
import type { Id } from '../../../domain/id.ts';
import { Problem, problem, type ProblemCode } from '../../../domain/problem.ts';
import { assertAllowed, type AttendanceState, type Quality } from '../../../domain/records/attendance.ts';
import { pairStamps, type Stamp } from '../../../domain/records/pairs.ts';
import { onOneWord } from '../../../domain/records/presence.ts';
import type { Span } from '../../../domain/records/time-counting.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { addRecord, type AddedRecord } from './add-record.ts';
import { assertTwoPeople } from '../../two-people.ts';
import { lockVolunteer, lockVolunteers } from '../../volunteers/lock-volunteer.ts';
import { refuseOwn } from './refuse-own.ts';
import { loadShift, placeOf } from '../check-in/shift-inputs.ts';

export type Confirmation = {
  readonly volunteer_id: Id;
  readonly attendance_id: Id;
  readonly quality: Quality;
  readonly quality_note?: string | undefined;
  readonly people_served?: number | undefined;
  readonly content?: string | undefined;
  /** Meals, rest and travel that the leader knows of. */
  readonly pauses?:
    | readonly { readonly kind: 'break' | 'travel' | 'training'; readonly from: string; readonly to: string }[]
    | undefined;
};
export type ConfirmationResult = {
  readonly attendance_id: Id;
  readonly record: AddedRecord | null;
  readonly refusal: ProblemCode | null;
};

export async function confirmAttendance(writer: Writer, input: Confirmation): Promise<AddedRecord> {
  const person = await lockVolunteer(writer, input.volunteer_id);
  const attendance = await writer.maybe<{ state: AttendanceState; shift_id: Id }>(sql`
    select state, shift_id from attendances where volunteer_id = ${input.volunteer_id} and id = ${input.attendance_id} for update`);
  const shift = attendance === undefined ? undefined : await loadShift(writer, attendance.shift_id);
  if (attendance === undefined || shift === undefined) throw problem('core.not_found');
  writer.caller.require('records.confirm', placeOf(shift), 'projects.read');
  await refuseOwn(writer, writer.caller.person_id, [person]);
  if (attendance.state === 'checked_in') throw problem('records.nothing_to_confirm');
  assertAllowed('confirm', attendance.state);
  const stamps = await writer.all<Stamp & { recorded_by: Id | null }>(sql`
    select direction, stamped_at, source, recorded_by from attendance_stamps where volunteer_id = ${input.volunteer_id} and attendance_id = ${input.attendance_id}`);
  await refuseOwnWord(writer, stamps);
  const pairs = pairStamps(stamps);
  if (pairs.source === null) throw problem('records.nothing_to_confirm');
  const pauses = (input.pauses ?? []).map((pause): Span => ({
    kind: pause.kind,
    from: new Date(pause.from),
    to: new Date(pause.to),
  }));
  const added = await addRecord(writer, {
    volunteer_id: input.volunteer_id,
    attendance_id: input.attendance_id,
    shift,
    spans: [...pairs.spans, ...pauses],
    source: pairs.source,
    content: input.content ?? shift.activity_title,
    people_served: input.people_served ?? null,
    quality: input.quality,
    quality_note: input.quality_note ?? null,
  });
  await writer.audit({
    action: 'records.confirm',
    subject_type: 'service_record',
    subject_id: added.record_id,
    organization_path: shift.organization_path,
    permission: 'records.confirm',
    after: { state: added.state, minutes: added.minutes, quality: input.quality },
  });
  return added;
}

/** What rests on one person's word alone counts after another's. */
async function refuseOwnWord(
  writer: Writer,
  stamps: readonly (Stamp & { readonly recorded_by: Id | null })[],
): Promise<void> {
  for (const { source, recorded_by: recorder } of stamps) {
    if (!onOneWord.includes(source) || recorder === null) continue;
    if (recorder === writer.caller.person_id) throw problem('records.named_by_confirmer');
    await assertTwoPeople(writer, recorder, writer.caller.person_id);
  }
}

/** Line by line: one that cannot be confirmed says why and does not stop the others. */
export async function confirmMany(writer: Writer, lines: readonly Confirmation[]): Promise<ConfirmationResult[]> {
  const results: ConfirmationResult[] = [];
  // All people at once, so that two leaders who confirm the same list do not lock each other out.
  await lockVolunteers(
    writer,
    lines.map((line) => line.volunteer_id),
  );
  for (const line of lines) {
    await writer.run(sql`savepoint line`);
    try {
      results.push({ attendance_id: line.attendance_id, record: await confirmAttendance(writer, line), refusal: null });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      await writer.run(sql`rollback to savepoint line`);
      results.push({ attendance_id: line.attendance_id, record: null, refusal: error.code });
    }
  }
  if (results.every((result) => result.record === null)) throw problem(results[0]?.refusal ?? 'core.not_found');
  return results;
}
