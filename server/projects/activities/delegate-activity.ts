import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate, type BusinessDate } from '../../../domain/time.ts';
import { delegateActivity } from '../../accounts/roles/grant-role.ts';
import { onSiteRole } from '../../accounts/roles/on-site-role.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { Actor } from '../../http/actor.ts';
import { volunteersByNumber } from '../../volunteers/by-number.ts';
import { loadActivity, placeOf, type ActivityRow } from '../load-activity.ts';

/** One activity to one person, found by volunteer number, with the role of an on-site leader. */
export async function delegateToPerson(
  writer: Writer,
  input: { activity_id: Id; volunteer_number: string; valid_until: BusinessDate },
): Promise<{ person_name: string }> {
  const activity = await loadActivity(writer, input.activity_id);
  writer.caller.require('projects.publish', placeOf(activity), 'projects.read');
  const found = (await volunteersByNumber(writer, [input.volunteer_number])).get(input.volunteer_number);
  const person = await writer.maybe<{ id: Id; name: string }>(sql`
    select p.id, coalesce(p.name, '') as name from volunteers v join persons p on p.id = v.id where v.id = ${found ?? null} and v.withdrawn_at is null`);
  if (person === undefined) throw problem('projects.person_unknown', {}, 'volunteer_number');
  await delegateActivity(writer, activity, {
    person_id: person.id,
    role_id: await onSiteRole(writer),
    valid_until: input.valid_until,
  });
  await writer.notify(
    person.id,
    'projects.delegated',
    { activity: activity.title, until: input.valid_until },
    activity.id,
  );
  return { person_name: person.name };
}

/** In whose hands the activity is, and until when; shown to those who read its projects. */
export async function delegationsOf(reader: Reader, actor: Actor, activity: ActivityRow, now: Date) {
  const rows = await reader.all<{
    grant_id: Id;
    person_id: Id;
    person_name: string;
    valid_until: BusinessDate;
    granted_by: Id | null;
  }>(sql`
    select g.id as grant_id, g.person_id, coalesce(p.name, '') as person_name, g.valid_until, g.granted_by from role_grants g join persons p on p.id = g.person_id
    where g.activity_id = ${activity.id} and g.ended_at is null and g.valid_until >= ${businessDate(now)} order by g.granted_at`);
  const mayGrant = actor.may('accounts.grant', { path: activity.organization_path });
  return rows.map(({ person_id, granted_by, ...row }) => ({
    ...row,
    can: { end: mayGrant || [person_id, granted_by].includes(actor.person_id) },
  }));
}
