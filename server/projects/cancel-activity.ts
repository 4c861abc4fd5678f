import type { Id } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import { sql } from '../db/sql.ts';
import { json, type Writer } from '../db/writer.ts';
import { lockActivity, placeOf } from './load-activity.ts';
import { recordDecision } from './submit-activity.ts';

/** Ends every standing sign-up as cancelled and tells each person. Shifts are locked in their order, as sign-up does. */
export async function cancelActivity(writer: Writer, input: { activity_id: Id; reason: string }): Promise<{ told: number }> {
  const activity = await lockActivity(writer, input.activity_id);
  writer.caller.require('projects.publish', placeOf(activity), 'projects.read');
  if (activity.cancelled_at !== null) throw problem('projects.cancelled');
  await writer.run(sql`select 1 from shifts where activity_id = ${activity.id} order by id for update`);
  await writer.run(sql`update activities set cancelled_at = ${writer.now}, cancel_reason = ${input.reason}, sequence = sequence + 1 where id = ${activity.id}`);
  await writer.run(sql`update shifts set cancelled_at = ${writer.now} where activity_id = ${activity.id} and ends_at > ${writer.now}`);
  const { told } = await writer.one<{ told: number }>(sql`
    with ended as (
      update sign_ups set ended_at = ${writer.now}, ended_as = 'cancelled', ended_by = ${writer.caller.person_id}, end_reason = ${input.reason}
      where activity_id = ${activity.id} and ended_at is null and shift_ends_at > ${writer.now} returning volunteer_id
    ), told as (
      insert into notices (person_id, id, at, kind, params, link)
      select distinct on (volunteer_id) volunteer_id, new_id(${writer.now}), ${writer.now}::timestamptz, 'projects.cancelled', ${json({ activity: activity.title, reason: input.reason })}::jsonb, ${`/activities/${activity.id}`}
      from ended returning 1
    ) select count(*)::int as told from told`);
  await recordDecision(writer, activity.id, 'cancelled', { reason: input.reason });
  await writer.audit({ action: 'projects.cancel', subject_type: 'activity', subject_id: activity.id, organization_path: activity.organization_path, permission: 'projects.publish', after: { told }, reason: input.reason });
  return { told };
}
