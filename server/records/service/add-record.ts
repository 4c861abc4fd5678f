/** A service record comes into being here and nowhere else, and its minutes are posted once the ladder agrees. */
import type { Id } from '../../../domain/id.ts';
import { stateAfterConfirming, type AttendanceState, type Quality } from '../../../domain/records/attendance.ts';
import { balanceOf, type PresenceSource } from '../../../domain/records/presence.ts';
import { durationText, type Span } from '../../../domain/records/time-counting.ts';
import { sql } from '../../db/sql.ts';
import { json, type Writer } from '../../db/writer.ts';
import { postEntry } from '../../ledger/post.ts';
import { personBehind } from '../../volunteers/registrations.ts';
import { countService } from './count-service.ts';
import { serviceDay, type ShiftOfDay } from '../check-in/shift-inputs.ts';
import { recordKey } from './standing.ts';

export type NewRecord = {
  readonly volunteer_id: Id;
  readonly attendance_id: Id;
  readonly shift: ShiftOfDay;
  readonly spans: readonly Span[];
  readonly source: PresenceSource;
  readonly content: string;
  readonly people_served?: number | null;
  readonly claimed_minutes?: number | null;
  readonly quality?: Quality | null;
  readonly quality_note?: string | null;
  readonly supersedes_id?: Id | null;
};
export type AddedRecord = { readonly record_id: Id; readonly minutes: number; readonly state: AttendanceState };

export async function addRecord(writer: Writer, input: NewRecord): Promise<AddedRecord> {
  const { shift } = input;
  const balance = balanceOf(input.source);
  const count = await countService(writer, {
    volunteer_id: input.volunteer_id,
    shift,
    spans: input.spans,
    is_honorary: balance === 'honorary_minutes',
    claimed_minutes: input.claimed_minutes ?? null,
  });
  const service = input.spans.filter((span) => span.kind === 'service');
  const started = new Date(Math.min(...service.map((span) => span.from.getTime())));
  const ended = new Date(Math.max(...service.map((span) => span.to.getTime())));
  const recordId = writer.newId();
  const state = stateAfterConfirming(count.level);
  await writer.run(sql`
    insert into service_records (volunteer_id, id, attendance_id, shift_id, activity_id, organization_id, organization_path, title, place, content, people_served,
      service_day, started_at, ended_at, counted, minutes, balance, source, trace, level, state, quality, quality_note, person_in_charge_id, recorded_by, recorded_at, supersedes_id)
    values (${input.volunteer_id}, ${recordId}, ${input.attendance_id}, ${shift.id}, ${shift.activity_id}, ${shift.organization_id}, ${shift.path_of_day},
      ${shift.activity_title}, ${shift.place}, ${input.content}, ${input.people_served ?? null}, ${serviceDay(shift)}, ${started}, ${ended}, ${JSON.stringify(count.counted)},
      ${count.minutes}, ${balance}, ${input.source}, ${json(count.trace)}, ${count.level}, ${state}, ${input.quality ?? null}, ${input.quality_note ?? null},
      ${shift.leader_id}, ${writer.caller.person_id}, ${writer.now}, ${input.supersedes_id ?? null})`);
  await writer.run(
    sql`update attendances set state = ${state}, record_id = ${recordId} where volunteer_id = ${input.volunteer_id} and id = ${input.attendance_id}`,
  );
  if (state === 'confirmed') await postRecord(writer, input.volunteer_id, recordId);
  return { record_id: recordId, minutes: count.minutes, state };
}

/** The minutes take effect, and the transfer binds the record as it stands. A record of no minutes is confirmed without a transfer. */
export async function postRecord(writer: Writer, volunteerId: Id, recordId: Id): Promise<void> {
  const record = await writer.one<{
    minutes: number;
    balance: 'credit_minutes' | 'honorary_minutes';
    organization_id: Id;
    organization_path: string;
    service_day: string;
    title: string;
    attendance_id: Id;
    person_id: Id;
    key: string;
  }>(sql`
    select minutes, balance, organization_id, organization_path, service_day, title, attendance_id, ${personBehind(sql`r.volunteer_id`)} as person_id, ${recordKey(sql`r`)} as key
    from service_records r where volunteer_id = ${volunteerId} and id = ${recordId}`);
  const posted =
    record.minutes === 0
      ? null
      : await postEntry(writer, {
          volunteer_id: volunteerId,
          unit: record.balance,
          amount: record.minutes,
          reason: 'service_confirmed',
          reference: `service_record:${recordId}`,
          organization_id: record.organization_id,
          organization_path: record.organization_path,
          service_day: record.service_day,
          request_key: record.key,
        });
  await writer.run(sql`
    update service_records set state = 'confirmed', posted_at = ${writer.now}, transfer_id = ${posted?.transfer_id ?? null}
    where volunteer_id = ${volunteerId} and id = ${recordId}`);
  await writer.run(
    sql`update attendances set state = 'confirmed' where volunteer_id = ${volunteerId} and id = ${record.attendance_id}`,
  );
  await writer.notify(
    record.person_id,
    'records.posted',
    { title: record.title, duration: durationText(record.minutes) },
    recordId,
  );
}
