import type { Permission } from '../../../domain/access.ts';
import { refusalToShapeRole } from '../../../domain/accounts/roles.ts';
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { standingOrganization } from '../../organizations/tree/load-organization.ts';
import { loadRole } from './grant-role.ts';

export type RoleInputs = {
  readonly name_zh: string;
  readonly name_en: string;
  readonly permissions: readonly Permission[];
  readonly needs_second_factor: boolean;
};

export async function shapeRole(writer: Writer, input: RoleInputs & { organization_id: Id }): Promise<{ id: Id }> {
  const organization = await standingOrganization(writer, input.organization_id);
  refuseBeyondOwn(writer, input.permissions, organization.path);
  await refuseTakenName(writer, organization.id, input.name_zh, null);
  const id = writer.newId();
  await writer.run(sql`
    insert into roles (id, organization_id, name_zh, name_en, permissions, needs_second_factor, created_at)
    values (${id}, ${organization.id}, ${input.name_zh}, ${input.name_en}, ${input.permissions}, ${input.needs_second_factor}, ${writer.now})`);
  await writer.audit({
    action: 'accounts.shape_role',
    subject_type: 'role',
    subject_id: id,
    organization_path: organization.path,
    permission: 'accounts.grant',
    after: input,
  });
  return { id };
}

/** Changes what every holder may do at once, so both what was in it and what goes in must be held by the one who changes. */
export async function changeRole(writer: Writer, input: RoleInputs & { role_id: Id }): Promise<{ done: true }> {
  const role = await loadOrganizationRole(writer, input.role_id);
  refuseBeyondOwn(writer, [...new Set([...role.permissions, ...input.permissions])], role.path);
  if (input.permissions.length === 0) throw problem('accounts.role_empty', {}, 'permissions');
  await refuseTakenName(writer, role.organization_id, input.name_zh, role.id);
  await writer.run(sql`
    update roles set name_zh = ${input.name_zh}, name_en = ${input.name_en}, permissions = ${input.permissions}, needs_second_factor = ${input.needs_second_factor}
    where id = ${role.id}`);
  await writer.audit({
    action: 'accounts.change_role',
    subject_type: 'role',
    subject_id: role.id,
    organization_path: role.path,
    permission: 'accounts.grant',
    before: { name_zh: role.name_zh, permissions: role.permissions },
    after: { name_zh: input.name_zh, permissions: input.permissions },
  });
  return { done: true };
}

export async function retireRole(writer: Writer, input: { role_id: Id }): Promise<{ done: true }> {
  const role = await loadOrganizationRole(writer, input.role_id);
  refuseBeyondOwn(writer, role.permissions, role.path);
  const { count } = await writer.one<{ count: number }>(sql`
    select count(*)::int as count from role_grants where role_id = ${role.id} and ended_at is null and coalesce(valid_until, 'infinity') >= ${businessDate(writer.now)}`);
  if (count > 0) throw problem('accounts.role_in_use', { count });
  await writer.run(sql`update roles set retired_at = ${writer.now} where id = ${role.id}`);
  await writer.audit({
    action: 'accounts.retire_role',
    subject_type: 'role',
    subject_id: role.id,
    organization_path: role.path,
    permission: 'accounts.grant',
    before: { name_zh: role.name_zh },
  });
  return { done: true };
}

/** Roles of the installation itself belong to no organisation and are not changed on a page. */
async function loadOrganizationRole(
  writer: Writer,
  id: Id,
): Promise<{ id: Id; organization_id: Id; path: string; name_zh: string; permissions: Permission[] }> {
  const role = await loadRole(writer, id);
  const owner = await writer.one<{ organization_id: Id | null }>(
    sql`select organization_id from roles where id = ${id} for update`,
  );
  if (owner.organization_id === null || role.path === null) throw problem('accounts.role_outside');
  return { ...role, path: role.path, organization_id: owner.organization_id };
}

/** Who grants nothing there learns nothing of the roles there. */
function refuseBeyondOwn(writer: Writer, permissions: readonly Permission[], path: string): void {
  writer.caller.require('accounts.grant', { path }, 'organizations.read');
  const refused = refusalToShapeRole(writer.caller, permissions, path, businessDate(writer.now));
  if (refused) throw refused;
}

async function refuseTakenName(writer: Writer, organizationId: Id, name: string, except: Id | null): Promise<void> {
  const taken = await writer.maybe(sql`
    select id from roles where retired_at is null and name_zh = ${name} and (organization_id = ${organizationId} or organization_id is null)
      and id is distinct from ${except}`);
  if (taken) throw problem('accounts.role_name_taken', { name }, 'name_zh');
}
