import type { Id } from '../../../domain/id.ts';
import { noticesTo } from '../../db/notices.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { loadActivity, placeOf } from '../load-activity.ts';

/** Everyone who still holds a seat or waits, once each. */
export async function sendMessage(
  writer: Writer,
  input: { activity_id: Id; shift_id: Id | null; text: string },
): Promise<{ recipients: number }> {
  const activity = await loadActivity(writer, input.activity_id);
  writer.caller.require('projects.roster', placeOf(activity), 'projects.read');
  const { recipients } = await writer.one<{ recipients: number }>(sql`
    with told as (
      ${noticesTo({
        now: writer.now,
        to: {
          person: sql`volunteer_id`,
          from: sql`sign_ups where activity_id = ${activity.id} and (${input.shift_id}::uuid is null or shift_id = ${input.shift_id}) and ended_at is null`,
          once_each: true,
        },
        kind: 'projects.message',
        params: { activity: activity.title, text: input.text },
        subject: activity.id,
      })} returning 1
    ) select count(*)::int as recipients from told`);
  await writer.run(sql`
    insert into activity_messages (activity_id, id, shift_id, text, recipients, sent_by, sent_at)
    values (${activity.id}, ${writer.newId()}, ${input.shift_id}, ${input.text}, ${recipients}, ${writer.caller.person_id}, ${writer.now})`);
  await writer.audit({
    action: 'projects.message',
    subject_type: 'activity',
    subject_id: activity.id,
    organization_path: activity.organization_path,
    permission: 'projects.roster',
    after: { recipients },
  });
  return { recipients };
}
