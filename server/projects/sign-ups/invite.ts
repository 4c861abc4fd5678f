import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { fullMoment } from '../../../domain/time.ts';
import { intoNotices } from '../../db/notices.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { loadActivity, placeOf } from '../load-activity.ts';

type Found = { id: Id; number: string; already: boolean };

/** Art. 25: an organisation invites; the person signs up by their own answer. */
export async function invite(
  writer: Writer,
  input: { activity_id: Id; shift_id: Id; volunteer_numbers: readonly string[]; message: string },
): Promise<{ invited: number; unknown: string[]; already: string[] }> {
  const activity = await loadActivity(writer, input.activity_id);
  writer.caller.require('projects.roster', placeOf(activity), 'projects.read');
  if (activity.published_at === null) throw problem('projects.not_open');
  const shift = await writer.maybe<{ cancelled_at: Date | null; starts_at: Date }>(
    sql`select cancelled_at, starts_at from shifts where activity_id = ${activity.id} and id = ${input.shift_id}`,
  );
  if (shift === undefined) throw problem('core.not_found');
  if (shift.cancelled_at !== null || activity.cancelled_at !== null) throw problem('projects.cancelled');
  const found = await writer.all<Found>(sql`
    select v.id, v.number,
      exists (select 1 from invitations i where i.volunteer_id = v.id and i.shift_id = ${input.shift_id})
        or exists (select 1 from sign_ups u where u.volunteer_id = v.id and u.shift_id = ${input.shift_id} and u.ended_at is null) as already
    from volunteers v where v.number = any(${input.volunteer_numbers}::text[]) and v.withdrawn_at is null`);
  const fresh = found.filter((each) => !each.already);
  for (const volunteer of fresh) {
    await writer.run(sql`
      insert into invitations (volunteer_id, id, activity_id, shift_id, message, invited_by, invited_at)
      values (${volunteer.id}, ${writer.newId()}, ${activity.id}, ${input.shift_id}, ${input.message}, ${writer.caller.person_id}, ${writer.now}) on conflict do nothing`);
  }
  await writer.run(sql`
    ${intoNotices({ now: writer.now, to: sql`id`, kind: 'projects.invited', params: { activity: activity.title, when: fullMoment(shift.starts_at) } })}
    from unnest(${fresh.map((each) => each.id)}::uuid[]) as id`);
  await writer.audit({
    action: 'projects.invite',
    subject_type: 'activity',
    subject_id: activity.id,
    organization_path: activity.organization_path,
    permission: 'projects.roster',
    after: { shift_id: input.shift_id, invited: fresh.map((each) => each.id) },
  });
  const known = new Set(found.map((each) => each.number));
  return {
    invited: fresh.length,
    unknown: input.volunteer_numbers.filter((number) => !known.has(number)),
    already: found.filter((each) => each.already).map((each) => each.number),
  };
}
