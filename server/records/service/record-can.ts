/** What the caller may do with a record: asked for the buttons of a list as of a page. */
import type { Id } from '../../../domain/id.ts';
import { allowed, type AttendanceState } from '../../../domain/records/attendance.ts';
import type { ApprovalLevel } from '../../../domain/organizations/rule-books/time-counting.ts';
import type { Reader } from '../../db/reader.ts';
import type { Actor } from '../../http/actor.ts';
import { approvingPath } from './decide-record.ts';

type Judged = {
  readonly is_own: boolean;
  readonly is_second: boolean;
  readonly state: AttendanceState;
  readonly level: ApprovalLevel;
  readonly organization_path: string;
  readonly recorded_by: Id;
};

export async function recordCan(
  reader: Reader,
  actor: Actor,
  record: Judged,
): Promise<{ decide: boolean; reverse: boolean }> {
  const stranger = !record.is_own && record.recorded_by !== actor.person_id;
  const waits = record.state === 'awaiting_parent' || record.state === 'awaiting_province';
  return {
    decide:
      stranger &&
      record.is_second &&
      waits &&
      actor.may('records.approve', { path: await approvingPath(reader, record.organization_path, record.level) }),
    reverse:
      stranger && allowed('reverse', record.state) && actor.may('records.approve', { path: record.organization_path }),
  };
}
