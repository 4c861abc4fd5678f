import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { noticesTo } from '../../db/notices.ts';
import { sql, type Sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { standingOrganization } from '../../organizations/tree/load-organization.ts';
import { loadActivity, placeOf } from '../load-activity.ts';

/** P74: every host that is shown to the public, the publishing one first; for statements with activities as a and its organisation as o. */
export const hostNames: Sql = sql`concat_ws('、', o.name_zh, (
  select string_agg(other.name_zh, '、' order by h.invited_at, h.id) from activity_co_hosts h join organizations other on other.id = h.organization_id
  where h.activity_id = a.id and h.answer = 'accepted'))`;

/** Whether an accepted host of activity a is the organisation at this path or below it. */
export const isCoHostedAt = (path: Sql): Sql => sql`exists (
  select 1 from activity_co_hosts h join organizations other on other.id = h.organization_id where h.activity_id = a.id and h.answer = 'accepted' and other.path like ${path} || '%')`;

/** P74: another organisation, also of another city, is asked to host together. */
export async function inviteCoHost(
  writer: Writer,
  input: { activity_id: Id; organization_id: Id },
): Promise<{ done: true }> {
  const activity = await loadActivity(writer, input.activity_id);
  writer.caller.require('projects.publish', placeOf(activity), 'projects.read');
  await standingOrganization(writer, input.organization_id);
  const added = await writer.maybe(sql`
    insert into activity_co_hosts (activity_id, organization_id, id, invited_by, invited_at)
    values (${activity.id}, ${input.organization_id}, ${writer.newId()}, ${writer.caller.person_id}, ${writer.now})
    on conflict do nothing returning id`);
  if (added === undefined || input.organization_id === activity.organization_id)
    throw problem('projects.host_repeated', {}, 'organization_id');
  await writer.run(
    noticesTo({
      now: writer.now,
      to: {
        person: sql`g.person_id`,
        from: sql`role_grants g join roles r on r.id = g.role_id
          where g.organization_id = ${input.organization_id} and g.ended_at is null and g.activity_id is null and 'projects.publish' = any(r.permissions)`,
        once_each: true,
      },
      kind: 'projects.host_invited',
      params: { activity: activity.title },
      subject: activity.id,
    }),
  );
  await writer.audit({
    action: 'projects.invite_host',
    subject_type: 'activity',
    subject_id: activity.id,
    organization_path: activity.organization_path,
    permission: 'projects.publish',
    after: { organization_id: input.organization_id },
  });
  return { done: true };
}

/** Answered by whoever may publish for the asked organisation. */
export async function answerCoHostInvitation(
  writer: Writer,
  input: { activity_id: Id; organization_id: Id; answer: 'accepted' | 'declined' },
): Promise<{ done: true }> {
  const asked = await writer.maybe<{ path: string; answered_at: Date | null }>(sql`
    select o.path, h.answered_at from activity_co_hosts h join organizations o on o.id = h.organization_id
    where h.activity_id = ${input.activity_id} and h.organization_id = ${input.organization_id} for update of h`);
  if (asked === undefined) throw problem('core.not_found');
  writer.caller.require('projects.publish', { path: asked.path }, 'projects.read');
  if (asked.answered_at !== null) throw problem('projects.invitation_answered');
  await writer.run(sql`
    update activity_co_hosts set answer = ${input.answer}, answered_by = ${writer.caller.person_id}, answered_at = ${writer.now}
    where activity_id = ${input.activity_id} and organization_id = ${input.organization_id}`);
  await writer.audit({
    action: 'projects.answer_hosting',
    subject_type: 'activity',
    subject_id: input.activity_id,
    organization_path: asked.path,
    permission: 'projects.publish',
    after: { answer: input.answer },
  });
  return { done: true };
}
