import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate } from '../../../domain/time.ts';
import { refuseClaimedName } from '../../organizations/tree/refuse-claimed-name.ts';
import { noteRemoved, removedKey, type RemovedRow } from '../../db/removed-rows.ts';
import { sql } from '../../db/sql.ts';
import { json, type Writer } from '../../db/writer.ts';
import { ruleBookInForce } from '../../organizations/rule-books/rule-book-in-force.ts';
import { activityColumns, insertShifts, type ActivityInput } from './create-activity.ts';
import { leadersOfDraft } from '../find-leaders.ts';
import { activityState, lockActivity, placeOf } from '../load-activity.ts';

/** A draft, or one that was returned, is rewritten as a whole; nobody has signed up for it yet. */
export async function editActivity(
  writer: Writer,
  input: ActivityInput & { readonly activity_id: Id },
): Promise<{ done: true }> {
  const activity = await lockActivity(writer, input.activity_id);
  writer.caller.require('projects.write', placeOf(activity), 'projects.read');
  if (!['draft', 'returned'].includes(activityState(activity, writer.now))) throw problem('projects.not_draft');
  if (input.title !== activity.title)
    await refuseClaimedName(writer, {
      name: input.title,
      field: 'title',
      permission: 'projects.write',
      place: activity.organization_path,
    });
  const { body: limits } = await ruleBookInForce(
    writer,
    'publishing_limits',
    activity.organization_path,
    businessDate(writer.now),
  );
  const columns = activityColumns(input, {
    leaders: await leadersOfDraft(writer, input, writer.caller.person_id),
    insured: limits.insured_risks,
  });
  await writer.run(sql`
    update activities set title = ${input.title}, category = ${input.category}, description = ${input.description}, place = ${input.place},
      longitude = ${input.pin?.longitude ?? null}, latitude = ${input.pin?.latitude ?? null}, risk_statement = ${input.risk_statement},
      is_dangerous = ${columns.is_dangerous}, requires_insurance = ${columns.requires_insurance}, minimum_age = ${input.minimum_age}, maximum_age = ${input.maximum_age},
      required_skills = ${input.required_skills}, check_in_kinds = ${input.check_in_kinds}, fence_metres = ${input.fence_metres}, leader_id = ${columns.leader_id},
      starts_at = ${columns.starts_at}, ends_at = ${columns.ends_at}, details = ${json(columns.details)}
    where id = ${activity.id}`);
  await noteRemoved(
    writer,
    'shifts',
    await writer.all<RemovedRow>(
      sql`delete from shifts r where r.activity_id = ${activity.id} returning ${removedKey.shifts}`,
    ),
  );
  await insertShifts(writer, activity.id, input.shifts);
  await writer.audit({
    action: 'projects.edit_activity',
    subject_type: 'activity',
    subject_id: activity.id,
    organization_path: activity.organization_path,
    permission: 'projects.write',
    before: { title: activity.title },
    after: { title: input.title, shifts: input.shifts.length },
  });
  return { done: true };
}
