import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { whoBroughtIn } from '../../two-people.ts';
import { activityState, lockActivity, placeOf, type ActivityState } from '../load-activity.ts';
import { requireGoingOn } from './require-going-on.ts';
import { recordDecision } from './submit-activity.ts';

/**
 * Nobody approves what they asked for themselves, nor with an account that the asker brought in. Whoever gave the asker the
 * role may: that is the superior, whose yes is the point.
 */
export async function refuseOwnApproval(writer: Writer, asker: Id): Promise<void> {
  if (asker === writer.caller.person_id) throw problem('projects.own_approval');
  if ((await whoBroughtIn(writer, writer.caller.person_id, [asker])).length > 0) throw problem('core.two_people');
}

/** A person above approves or sends back; what was submitted by oneself is for a colleague. */
export async function decideApproval(
  writer: Writer,
  input: { activity_id: Id; decision: 'approved' | 'returned'; reason: string },
): Promise<{ state: ActivityState }> {
  const activity = await lockActivity(writer, input.activity_id);
  writer.caller.require('projects.approve', placeOf(activity), 'projects.read');
  if (activityState(activity, writer.now) !== 'submitted') throw problem('projects.not_submitted');
  const submitted = await writer.maybe<{ decided_by: Id }>(sql`
    select decided_by from activity_decisions where activity_id = ${activity.id} and decision = 'submitted' and decided_by is not null order by decided_at desc, id desc limit 1`);
  if (submitted !== undefined) await refuseOwnApproval(writer, submitted.decided_by);
  if (input.decision === 'returned' && input.reason.length < 2) throw problem('projects.reason_missing', {}, 'reason');
  if (input.decision === 'approved') {
    if (activity.starts_at <= writer.now) throw problem('projects.starts_in_past');
    await requireGoingOn(writer, activity, activity.ends_at);
    await writer.run(sql`update activities set published_at = ${writer.now} where id = ${activity.id}`);
  } else
    await writer.run(
      sql`update activities set submitted_at = null, returned_at = ${writer.now} where id = ${activity.id}`,
    );
  await recordDecision(writer, activity.id, input.decision, { reason: input.reason });
  if (submitted !== undefined) {
    await writer.notify(
      submitted.decided_by,
      `projects.${input.decision}`,
      { activity: activity.title, reason: input.reason },
      activity.id,
    );
  }
  await writer.audit({
    action: `projects.${input.decision === 'approved' ? 'approve' : 'return'}`,
    subject_type: 'activity',
    subject_id: activity.id,
    organization_path: activity.organization_path,
    permission: 'projects.approve',
    after: { title: activity.title },
    reason: input.reason,
  });
  return { state: input.decision === 'approved' ? 'published' : 'returned' };
}
