import { refusalToDelegate, refusalToGrant } from '../../../domain/accounts/roles.ts';
import type { Permission } from '../../../domain/access.ts';
import { approvingPermissions } from '../../../domain/permissions.ts';
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate, type BusinessDate } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { tellOfApprovingGrant } from './confirm-grant.ts';
import { grantHolder } from './grant-holder.ts';
import { mayBeginAlone } from './begin-alone.ts';
import { standingOrganization } from '../../organizations/tree/load-organization.ts';

export type NewGrant = {
  readonly person_id: Id;
  readonly role_id: Id;
  readonly organization_id: Id;
  readonly is_below: boolean;
  readonly valid_from: BusinessDate;
  readonly valid_until: BusinessDate | null;
};

type RoleRow = { id: Id; name_zh: string; permissions: Permission[]; path: string | null };

export async function loadRole(writer: Writer, id: Id): Promise<RoleRow> {
  const role = await writer.maybe<RoleRow>(sql`
    select r.id, r.name_zh, r.permissions, o.path from roles r left join organizations o on o.id = r.organization_id
    where r.id = ${id} and r.retired_at is null`);
  if (!role) throw problem('core.not_found');
  return role;
}

/** Gives a role at an organisation, alone or with everything below, from a day to a day. */
export async function grantRole(writer: Writer, input: NewGrant): Promise<{ id: Id; waits_for_second: Permission[] }> {
  const [role, organization] = [
    await loadRole(writer, input.role_id),
    await standingOrganization(writer, input.organization_id),
  ];
  writer.caller.require('accounts.grant', { path: organization.path }, 'organizations.read');
  if (role.path !== null && !organization.path.startsWith(role.path)) throw problem('accounts.role_outside');
  const wish = {
    person_id: input.person_id,
    permissions: role.permissions,
    path: organization.path,
    below: input.is_below,
    valid_from: input.valid_from,
    valid_until: input.valid_until,
  };
  const me = writer.caller;
  const begins_alone =
    input.person_id === me.person_id &&
    (await mayBeginAlone(writer, { person_id: me.person_id, path: organization.path, now: writer.now }));
  const refused = refusalToGrant(
    { person_id: me.person_id, grants: me.grants, begins_alone },
    wish,
    businessDate(writer.now),
  );
  if (refused) throw refused;
  const made = await insertGrant(writer, { ...input, activity_id: null }, organization.path, role);
  const waits = role.permissions.filter((permission) => approvingPermissions.includes(permission));
  if (waits.length > 0)
    await tellOfApprovingGrant(writer, { person_id: input.person_id, role: role.name_zh, path: organization.path });
  return { ...made, waits_for_second: waits };
}

/** What a grant for one activity needs to know of it. */
type Delegated = {
  readonly id: Id;
  readonly organization_id: Id;
  readonly organization_path: string;
  readonly ends_at: Date;
};

/** One activity in the hands of one person; ends by itself some days after it. */
export async function delegateActivity(
  writer: Writer,
  activity: Delegated,
  input: { person_id: Id; role_id: Id; valid_until: BusinessDate },
): Promise<{ id: Id }> {
  if (!writer.caller.may('projects.read', { path: activity.organization_path, activity_id: activity.id }))
    throw problem('core.not_found');
  const role = await loadRole(writer, input.role_id);
  const today = businessDate(writer.now);
  const wish = {
    person_id: input.person_id,
    permissions: role.permissions,
    path: activity.organization_path,
    below: false,
    valid_from: today,
    valid_until: input.valid_until,
  };
  const refused = refusalToDelegate(
    writer.caller,
    wish,
    { id: activity.id, ends_on: businessDate(activity.ends_at) },
    today,
  );
  if (refused) throw refused;
  const place = { activity_id: activity.id, organization_id: activity.organization_id };
  const grant = { ...input, ...place, is_below: false, valid_from: today };
  return insertGrant(writer, grant, activity.organization_path, role);
}

async function insertGrant(
  writer: Writer,
  grant: NewGrant & { activity_id: Id | null },
  path: string,
  role: RoleRow,
): Promise<{ id: Id }> {
  const person = await writer.maybe(sql`select id from persons where id = ${grant.person_id} and erased_at is null`);
  if (!person) throw problem('core.not_found');
  const id = writer.newId();
  await writer.run(sql`
    insert into role_grants (id, person_id, role_id, organization_id, is_below, activity_id, valid_from, valid_until, granted_by, granted_at)
    values (${id}, ${grant.person_id}, ${grant.role_id}, ${grant.organization_id}, ${grant.is_below}, ${grant.activity_id},
      ${grant.valid_from}, ${grant.valid_until}, ${writer.caller.person_id}, ${writer.now})`);
  await writer.run(sql`update accounts set is_staff = true where person_id = ${grant.person_id}`);
  if (grant.person_id !== writer.caller.person_id)
    await writer.notify(grant.person_id, 'accounts.granted', { role: role.name_zh });
  await writer.audit({
    action: grant.activity_id === null ? 'accounts.grant' : 'accounts.delegate',
    subject_type: 'role_grant',
    subject_id: id,
    organization_path: path,
    permission: grant.activity_id === null ? 'accounts.grant' : 'projects.roster',
    after: {
      person_id: grant.person_id,
      role: role.name_zh,
      is_below: grant.is_below,
      valid_until: grant.valid_until,
      activity_id: grant.activity_id,
    },
  });
  return { id };
}

export async function endGrant(writer: Writer, input: { grant_id: Id; reason: string }): Promise<{ done: true }> {
  const holder = await grantHolder(writer, input.grant_id);
  const grant = await writer.maybe<{
    id: Id;
    person_id: Id;
    path: string;
    activity_id: Id | null;
    ended_at: Date | null;
    granted_by: Id | null;
    name_zh: string;
  }>(sql`
    select g.id, g.person_id, o.path, g.activity_id, g.ended_at, g.granted_by, r.name_zh
    from role_grants g join organizations o on o.id = g.organization_id join roles r on r.id = g.role_id where g.person_id = ${holder} and g.id = ${input.grant_id} for update of g`);
  if (!grant) throw problem('core.not_found');
  // whoever gave it and whoever holds it may end it
  if (!writer.caller.owns(grant.granted_by, grant.person_id))
    writer.caller.require('accounts.grant', { path: grant.path }, 'organizations.read');
  if (grant.ended_at) throw problem('accounts.grant_ended');
  await writer.run(sql`
    update role_grants set ended_at = ${writer.now}, ended_by = ${writer.caller.person_id}, end_reason = ${input.reason} where person_id = ${holder} and id = ${grant.id}`);
  await writer.notify(grant.person_id, 'accounts.grant_ended', { role: grant.name_zh });
  await writer.audit({
    action: 'accounts.end_grant',
    subject_type: 'role_grant',
    subject_id: grant.id,
    organization_path: grant.path,
    permission: 'accounts.grant',
    before: { person_id: grant.person_id, role: grant.name_zh },
    reason: input.reason,
  });
  return { done: true };
}
