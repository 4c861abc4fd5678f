import type { Id } from '../../../domain/id.ts';
import { problem, type ProblemCode } from '../../../domain/problem.ts';
import { noShowRefusal } from '../../../domain/projects/shifts.ts';
import { fullMoment } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { LaterNouns } from '../../later-nouns.ts';
import { loadActivity, placeOf } from '../load-activity.ts';

/** A person states it after the end; it is never a consequence of a missing stamp alone, and the volunteer is told. */
export async function recordNoShow(
  writer: Writer,
  later: Pick<LaterNouns, 'hasCheckedIn'>,
  input: { activity_id: Id; volunteer_id: Id; sign_up_id: Id; reason: string },
): Promise<{ done: true }> {
  const activity = await loadActivity(writer, input.activity_id);
  writer.caller.require('projects.roster', placeOf(activity), 'projects.read');
  const row = await writer.maybe<{ shift_id: Id; starts_at: Date; ends_at: Date }>(sql`
    select shift_id, shift_starts_at as starts_at, shift_ends_at as ends_at from sign_ups
    where volunteer_id = ${input.volunteer_id} and id = ${input.sign_up_id} and activity_id = ${activity.id} and ended_at is null and place = 'seat'`);
  if (row === undefined) throw problem('projects.not_signed_up');
  const refused = noShowRefusal(
    writer.now,
    row,
    await later.hasCheckedIn(writer, { volunteer_id: input.volunteer_id, shift_id: row.shift_id }),
  );
  if (refused !== null) throw problem(refused);
  const { ended } = await writer.one<{ ended: { problem?: ProblemCode } }>(sql`
    select end_sign_up(${input.volunteer_id}, ${input.sign_up_id}, ${writer.now}, 'no_show', ${writer.caller.person_id}, ${input.reason}) as ended`);
  if (ended.problem !== undefined) throw problem(ended.problem);
  await writer.notify(input.volunteer_id, 'projects.no_show', {
    activity: activity.title,
    when: fullMoment(row.starts_at),
    reason: input.reason,
  });
  await writer.audit({
    action: 'projects.record_no_show',
    subject_type: 'sign_up',
    subject_id: input.sign_up_id,
    organization_path: activity.organization_path,
    permission: 'projects.roster',
    reason: input.reason,
  });
  return { done: true };
}
