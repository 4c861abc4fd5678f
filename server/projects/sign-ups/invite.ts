import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { fullMoment } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { volunteersByNumber } from '../../volunteers/by-number.ts';
import { loadActivity, placeOf } from '../load-activity.ts';

type Found = { id: Id; number: string; already: boolean };

/** By their numbers; who was asked already, or has signed up, is told apart. */
async function foundBy(writer: Writer, numbers: readonly string[], shiftId: Id): Promise<Found[]> {
  const named = await volunteersByNumber(writer, numbers);
  const people = await writer.all<{ id: Id; number: string }>(
    sql`select id, number from volunteers where id = any(${[...named.values()]}::uuid[]) and withdrawn_at is null`,
  );
  const ids = people.map((one) => one.id);
  const asked = await writer.all<{ volunteer_id: Id }>(sql`
    select volunteer_id from invitations where volunteer_id = any(${ids}::uuid[]) and shift_id = ${shiftId}
    union select volunteer_id from sign_ups where volunteer_id = any(${ids}::uuid[]) and shift_id = ${shiftId} and ended_at is null`);
  const already = new Set(asked.map((row) => row.volunteer_id));
  return people.map((one) => ({ ...one, already: already.has(one.id) }));
}

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
  const found = await foundBy(writer, input.volunteer_numbers, input.shift_id);
  const fresh = found.filter((each) => !each.already);
  for (const volunteer of fresh) {
    await writer.run(sql`
      insert into invitations (volunteer_id, id, activity_id, shift_id, message, invited_by, invited_at)
      values (${volunteer.id}, ${writer.newId()}, ${activity.id}, ${input.shift_id}, ${input.message}, ${writer.caller.person_id}, ${writer.now}) on conflict do nothing`);
  }
  await writer.notify(
    fresh.map((each) => each.id),
    'projects.invited',
    { activity: activity.title, when: fullMoment(shift.starts_at) },
  );
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
