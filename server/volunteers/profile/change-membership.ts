import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { maskName } from '../../../domain/masking.ts';
import { holdersNear } from '../../holders.ts';
import { loadOrganization, standingOrganization } from '../../organizations/tree/load-organization.ts';
import { loadOwn } from '../load-volunteer.ts';

/** S16, S22: a brand volunteer is a platform volunteer whose membership carries a label, shown once the team leader confirmed it. */
export async function joinTeam(
  writer: Writer,
  input: { organization_id: Id; label?: string | null | undefined },
): Promise<{ membership_id: Id }> {
  const own = await loadOwn(writer, writer.caller.person_id);
  if (own.withdrawn_at) throw problem('volunteers.registration_cancelled');
  const team = await standingOrganization(writer, input.organization_id);
  const label = input.label ?? null;
  const standing = await writer.maybe<{ id: Id; label: string | null }>(sql`
    select id, label from memberships where volunteer_id = ${own.id} and organization_id = ${team.id} and left_on is null for update`);
  if (standing && (label === null || standing.label === label)) throw problem('volunteers.already_member');
  const id = standing?.id ?? writer.newId();
  await writer.run(
    standing
      ? sql`update memberships set label = ${label}, confirmed_by = null, confirmed_at = null where volunteer_id = ${own.id} and id = ${id}`
      : sql`insert into memberships (volunteer_id, id, organization_id, joined_on, label) values (${own.id}, ${id}, ${team.id}, ${businessDate(writer.now)}, ${label})`,
  );
  await writer.audit({
    action: 'volunteers.join',
    subject_type: 'volunteer',
    subject_id: own.id,
    organization_path: team.path,
    after: { team: team.name, label },
  });
  if (label !== null) {
    const leaders = await holdersNear(writer, 'volunteers.edit', team.path, 'at', own.id);
    const words = { label, team: team.name, name: maskName(own.name) };
    await writer.notify(leaders, 'volunteers.label_waits', words, own.id);
  }
  return { membership_id: id };
}

/** S21: leaving ends the membership, the hours stay. Who leaves the home team belongs to the body above it. */
export async function leaveTeam(writer: Writer, membershipId: Id): Promise<void> {
  const own = await loadOwn(writer, writer.caller.person_id);
  const left = await writer.maybe<{ organization_id: Id }>(sql`
    update memberships set left_on = greatest(joined_on, ${businessDate(writer.now)}::date), label = case when confirmed_at is null then null else label end
    where volunteer_id = ${own.id} and id = ${membershipId} and left_on is null returning organization_id`);
  if (!left) throw problem('core.not_found');
  const team = await loadOrganization(writer, left.organization_id);
  if (team.id === own.organization_id && team.parent_id !== null) {
    const above = await loadOrganization(writer, team.parent_id);
    await writer.run(
      sql`update volunteers set organization_id = ${above.id}, organization_path = ${above.path} where id = ${own.id}`,
    );
  }
  await writer.audit({
    action: 'volunteers.leave',
    subject_type: 'volunteer',
    subject_id: own.id,
    organization_path: team.path,
    before: { team: team.name },
  });
}

/** The team leader confirms a brand label, or says why not. */
export async function decideLabel(
  writer: Writer,
  input: { volunteer_id: Id; membership_id: Id; confirms: boolean; reason?: string | undefined },
): Promise<void> {
  const found = await writer.maybe<{ label: string | null; path: string; organization_name: string }>(sql`
    select m.label, o.path, o.name_zh as organization_name from memberships m join organizations o on o.id = m.organization_id
    where m.volunteer_id = ${input.volunteer_id} and m.id = ${input.membership_id} and m.left_on is null for update of m`);
  if (!found?.label) throw problem('core.not_found');
  writer.caller.require('volunteers.edit', { path: found.path }, 'volunteers.read');
  if (writer.caller.person_id === input.volunteer_id) throw problem('volunteers.own_label');
  const params = { label: found.label, team: found.organization_name, reason: input.reason ?? '' };
  await writer.run(
    input.confirms
      ? sql`update memberships set confirmed_by = ${writer.caller.person_id}, confirmed_at = ${writer.now} where volunteer_id = ${input.volunteer_id} and id = ${input.membership_id}`
      : sql`update memberships set label = null where volunteer_id = ${input.volunteer_id} and id = ${input.membership_id}`,
  );
  await writer.notify(
    input.volunteer_id,
    input.confirms ? 'volunteers.label_confirmed' : 'volunteers.label_refused',
    params,
  );
  await writer.audit({
    action: input.confirms ? 'volunteers.confirm_label' : 'volunteers.refuse_label',
    subject_type: 'volunteer',
    subject_id: input.volunteer_id,
    organization_path: found.path,
    permission: 'volunteers.edit',
    after: params,
    reason: input.reason ?? null,
  });
}
