import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { loadActivity, placeOf } from '../load-activity.ts';

/** Who asked for a change takes it back while it waits. It stays in the history; a new one can be asked for at once. */
export async function withdrawActivityChange(
  writer: Writer,
  input: { activity_id: Id; activity_change_id: Id },
): Promise<{ decision: 'withdrawn' }> {
  const activity = await loadActivity(writer, input.activity_id);
  writer.caller.require('projects.publish', placeOf(activity), 'projects.read');
  const row = await writer.maybe<{ kind: string; asked_by: Id; decision: string | null }>(sql`
    select kind, asked_by, decision from activity_changes where activity_id = ${activity.id} and id = ${input.activity_change_id} for update`);
  if (row === undefined) throw problem('core.not_found');
  if (row.asked_by !== writer.caller.person_id) throw problem('projects.change_of_another');
  if (row.decision !== null) throw problem('projects.change_decided');
  await writer.run(sql`
    update activity_changes set decision = 'withdrawn', decided_by = ${writer.caller.person_id}, decided_at = ${writer.now}
    where activity_id = ${activity.id} and id = ${input.activity_change_id}`);
  await writer.audit({
    action: 'projects.withdraw_activity_change',
    subject_type: 'activity',
    subject_id: activity.id,
    organization_path: activity.organization_path,
    permission: 'projects.publish',
    after: { activity_change_id: input.activity_change_id, kind: row.kind },
  });
  return { decision: 'withdrawn' };
}
