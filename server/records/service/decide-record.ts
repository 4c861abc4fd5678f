/** The daily ladder: above 8 hours the parent organisation agrees, above 12 a provincial body. */
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { assertAllowed, type AttendanceState } from '../../../domain/records/attendance.ts';
import type { ApprovalLevel } from '../../../domain/organizations/rule-books/time-counting.ts';
import { sql } from '../../db/sql.ts';
import type { Reader } from '../../db/reader.ts';
import { pathsUpwards } from '../../db/tree.ts';
import type { Writer } from '../../db/writer.ts';
import { postRecord } from './add-record.ts';
import { mayReadRecorded } from '../../organizations/tree/recorded-paths.ts';
import { assertTwoPeople } from '../../two-people.ts';
import { lockVolunteer } from '../../volunteers/lock-volunteer.ts';
import { refuseOwn } from './refuse-own.ts';

type RecordRow = {
  readonly state: AttendanceState;
  readonly level: ApprovalLevel;
  readonly organization_path: string;
  readonly path_of_day: string;
  readonly recorded_by: Id;
  readonly attendance_id: Id;
  readonly title: string;
};

/** Where the approver of a record must hold the permission: above the organisation, or at its province. */
export async function approvingPath(reader: Reader, path: string, level: ApprovalLevel): Promise<string> {
  if (level === 'team') return path;
  const upwards = pathsUpwards(path);
  if (level === 'parent') return upwards.at(-2) ?? path;
  const province = await reader.maybe<{ path: string }>(
    sql`select path from organizations where path = any(${upwards}::text[]) and level = 'province' order by length(path) desc limit 1`,
  );
  return province?.path ?? upwards[0] ?? path;
}

export async function decideRecord(
  writer: Writer,
  input: { readonly volunteer_id: Id; readonly record_id: Id; readonly approve: boolean; readonly note: string },
): Promise<{ state: AttendanceState }> {
  const person = await lockVolunteer(writer, input.volunteer_id);
  const record = await writer.maybe<RecordRow>(sql`
    select r.state, r.level, o.path as organization_path, r.organization_path as path_of_day, r.recorded_by, r.attendance_id, r.title
    from service_records r join organizations o on o.id = r.organization_id where r.volunteer_id = ${input.volunteer_id} and r.id = ${input.record_id} for update of r`);
  if (record === undefined) throw problem('core.not_found');
  const path = await approvingPath(writer, record.organization_path, record.level);
  if (!mayReadRecorded(writer.caller, 'records.read', record) && !writer.caller.may('records.approve', { path }))
    throw problem('core.not_found');
  writer.caller.require('records.approve', { path });
  assertAllowed(record.level === 'province' ? 'approve_province' : 'approve_parent', record.state);
  await refuseOwn(writer, writer.caller.person_id, [person]);
  if (record.recorded_by === writer.caller.person_id) throw problem('records.second_person_needed');
  await assertTwoPeople(writer, record.recorded_by, writer.caller.person_id);
  const state = input.approve ? 'confirmed' : 'returned';
  await writer.run(sql`
    update service_records set state = ${state}, approved_by = ${writer.caller.person_id}, approved_at = ${writer.now} where volunteer_id = ${input.volunteer_id} and id = ${input.record_id}`);
  if (input.approve) await postRecord(writer, input.volunteer_id, input.record_id);
  else {
    await writer.run(
      sql`update attendances set state = 'returned' where volunteer_id = ${input.volunteer_id} and id = ${record.attendance_id}`,
    );
    await writer.notify(person, 'records.returned', { title: record.title, note: input.note }, input.record_id);
  }
  await writer.audit({
    action: input.approve ? 'records.approve' : 'records.return',
    subject_type: 'service_record',
    subject_id: input.record_id,
    organization_path: record.organization_path,
    permission: 'records.approve',
    before: { state: record.state },
    after: { state },
    reason: input.note,
  });
  return { state };
}
