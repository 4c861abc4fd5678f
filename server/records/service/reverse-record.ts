import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { durationText } from '../../../domain/records/time-counting.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { mayReadRecorded } from '../../organizations/tree/recorded-paths.ts';
import { endRecord } from './end-record.ts';
import { lockVolunteer } from '../../volunteers/lock-volunteer.ts';
import { refuseOwn } from './refuse-own.ts';

/**
 * Takes untrue minutes back (J23). Striking hours needs one person who did not record them: it can only
 * lower what somebody holds, the row stays, and the volunteer is told and may ask for a correction.
 */
export async function reverseRecord(
  writer: Writer,
  input: { readonly volunteer_id: Id; readonly record_id: Id; readonly reason: string },
): Promise<{ minutes: number; certificates: number }> {
  const person = await lockVolunteer(writer, input.volunteer_id);
  const record = await writer.maybe<{
    organization_path: string;
    path_of_day: string;
    activity_id: Id;
    recorded_by: Id;
    title: string;
    attendance_id: Id;
  }>(sql`
    select o.path as organization_path, r.organization_path as path_of_day, r.activity_id, r.recorded_by, r.title, r.attendance_id
    from service_records r join organizations o on o.id = r.organization_id where r.volunteer_id = ${input.volunteer_id} and r.id = ${input.record_id}`);
  if (record === undefined) throw problem('core.not_found');
  const place = { path: record.organization_path, activity_id: record.activity_id };
  if (!writer.caller.may('records.approve', place) && !mayReadRecorded(writer.caller, 'records.read', record))
    throw problem('core.not_found');
  writer.caller.require('records.approve', place);
  await refuseOwn(writer, writer.caller.person_id, [person]);
  if (record.recorded_by === writer.caller.person_id) throw problem('records.second_person_needed');
  const ended = await endRecord(writer, { ...input, state: 'reversed' });
  await writer.run(
    sql`update attendances set state = 'returned' where volunteer_id = ${input.volunteer_id} and id = ${record.attendance_id}`,
  );
  await writer.notify(
    person,
    'records.reversed',
    { title: record.title, duration: durationText(ended.minutes), reason: input.reason },
    input.record_id,
  );
  await writer.audit({
    action: 'records.eliminate',
    subject_type: 'service_record',
    subject_id: input.record_id,
    organization_path: record.organization_path,
    permission: 'records.approve',
    before: { state: 'confirmed' },
    after: {
      state: 'reversed',
      minutes: ended.minutes,
      certificates: ended.certificates,
      struck_from: writer.caller.placeOf('records.approve', place),
    },
    reason: input.reason,
  });
  return ended;
}
