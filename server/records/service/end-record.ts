import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { allowed, attendanceStateNames, type AttendanceState } from '../../../domain/records/attendance.ts';
import { noticesTo } from '../../db/notices.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { reverseTransaction } from '../../ledger/post.ts';
import { readTransaction } from '../../ledger/queries.ts';
import { personBehind, registrationsOf } from '../../volunteers/registrations.ts';

export type RecordEnd = {
  readonly volunteer_id: Id;
  readonly record_id: Id;
  readonly state: 'reversed' | 'superseded';
  readonly reason: string;
};

/** Takes a record out of force: the transfer is reversed, certificates that list it turn superseded, the row stays. */
export async function endRecord(writer: Writer, input: RecordEnd): Promise<{ minutes: number; certificates: number }> {
  const record = await writer.maybe<{ state: AttendanceState; transfer_id: Id | null; minutes: number }>(sql`
    select state, transfer_id, minutes from service_records where volunteer_id = ${input.volunteer_id} and id = ${input.record_id} for update`);
  if (record === undefined) throw problem('core.not_found');
  if (!allowed('reverse', record.state))
    throw problem('records.state_forbids', {
      state: attendanceStateNames[record.state].zh,
      state_en: attendanceStateNames[record.state].en,
    });
  if (record.transfer_id !== null) {
    // Another record's transfer is not this one's to take back.
    const transfer = await readTransaction(writer, input.volunteer_id, record.transfer_id);
    if (transfer?.reference !== `service_record:${input.record_id}`)
      throw problem('records.books_disagree', { place: 'service_record' });
    await reverseTransaction(writer, {
      owner_id: input.volunteer_id,
      transaction_id: record.transfer_id,
      reason: input.state === 'superseded' ? 'correction' : 'elimination',
    });
  }
  await writer.run(
    sql`update service_records set state = ${input.state}, reversed_at = ${writer.now} where volunteer_id = ${input.volunteer_id} and id = ${input.record_id}`,
  );
  const certificates = await writer.all<{ id: Id; number: string; person_id: Id }>(sql`
    update certificates set superseded_at = ${writer.now}, superseded_reason = ${input.reason}
    where volunteer_id = any(${await registrationsOf(writer, input.volunteer_id)}::uuid[]) and superseded_at is null and revoked_at is null and ${input.record_id}::uuid = any(record_ids) returning id, number, ${personBehind(sql`volunteer_id`)} as person_id`);
  if (certificates.length > 0) {
    const [people, numbers] = [certificates.map((one) => one.person_id), certificates.map((one) => one.number)];
    await writer.run(
      noticesTo({
        now: writer.now,
        to: {
          person: sql`c.person_id`,
          from: sql`unnest(${people}::uuid[], ${numbers}::text[]) c (person_id, number)`,
        },
        kind: 'records.certificate_superseded',
        params: { number: sql`c.number` },
      }),
    );
  }
  return { minutes: record.minutes, certificates: certificates.length };
}
