import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { maskPhone } from '../../../domain/masking.ts';
import { refusalToRedescribe } from '../../../domain/projects/activity-changes.ts';
import { businessDate } from '../../../domain/time.ts';
import { noticesTo } from '../../db/notices.ts';
import { sql } from '../../db/sql.ts';
import { json, type Writer } from '../../db/writer.ts';
import { ruleBookInForce } from '../../organizations/rule-books/rule-book-in-force.ts';
import { stillOpen } from './ask-activity-change.ts';
import { lockActivity, placeOf } from '../load-activity.ts';
import { draftOf } from '../activities/publishing-trace.ts';

/** Calendars see the raised sequence; the people on the roster are told once. */
export async function changePublished(
  writer: Writer,
  input: { activity_id: Id; place: string; gathering_note: string; contact_phone: string },
): Promise<{ told: number }> {
  const activity = await lockActivity(writer, input.activity_id);
  writer.caller.require('projects.publish', placeOf(activity), 'projects.read');
  stillOpen(activity);
  if (activity.ends_at <= writer.now) throw problem('projects.over_as_it_was');
  const { body: limits } = await ruleBookInForce(
    writer,
    'publishing_limits',
    activity.organization_path,
    businessDate(writer.now),
  );
  const refused = refusalToRedescribe({ draft: draftOf(activity), limits, now: writer.now }, input.place);
  if (refused !== null) throw refused;
  const noted = { gathering_note: input.gathering_note, contact_phone: input.contact_phone };
  await writer.run(
    sql`update activities set place = ${input.place}, details = details || ${json(noted)}::jsonb, sequence = sequence + 1 where id = ${activity.id}`,
  );
  const { told } = await writer.one<{ told: number }>(sql`
    with told as (
      ${noticesTo({
        now: writer.now,
        to: {
          person: sql`volunteer_id`,
          from: sql`sign_ups where activity_id = ${activity.id} and ended_at is null and shift_ends_at > ${writer.now}`,
          once_each: true,
        },
        kind: 'projects.changed',
        params: { activity: activity.title, place: input.place, note: input.gathering_note },
        subject: activity.id,
      })} returning 1
    ) select count(*)::int as told from told`);
  await writer.audit({
    action: 'projects.change_activity',
    subject_type: 'activity',
    subject_id: activity.id,
    organization_path: activity.organization_path,
    permission: 'projects.publish',
    before: {
      place: activity.place,
      gathering_note: activity.details.gathering_note,
      contact_phone: maskPhone(activity.details.contact_phone),
    },
    after: {
      place: input.place,
      gathering_note: input.gathering_note,
      contact_phone: maskPhone(input.contact_phone),
      told,
    },
  });
  return { told };
}
