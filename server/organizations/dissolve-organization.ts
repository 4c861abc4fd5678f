import type { Id } from '../../domain/id.ts';
import { mayStandUnder } from '../../domain/organizations/kinds.ts';
import { refusalToDissolve, refusalToMerge } from '../../domain/organizations/organization.ts';
import { problem } from '../../domain/problem.ts';
import type { BusinessDate } from '../../domain/time.ts';
import { sql } from '../db/sql.ts';
import { atOrBelow } from '../db/tree.ts';
import type { Writer } from '../db/writer.ts';
import { loadOrganization, type OrganizationRow } from './load-organization.ts';
import { hangUnder, lockTree } from './move-organization.ts';
import { endVersion, recordVersion } from './record-version.ts';

/** With a successor this is a merger: what stands below moves over, and certificates are answered by the successor. */
export async function dissolveOrganization(
  writer: Writer, input: { organization_id: Id; successor_id: Id | null; dissolved_on: BusinessDate; reason: string },
): Promise<{ moved: number }> {
  await lockTree(writer);
  const organization = await loadOrganization(writer, input.organization_id);
  writer.caller.require('organizations.manage', { path: organization.path }, 'organizations.read');
  const children = await writer.all<OrganizationRow>(sql`
    select id, kind, path, name_zh as name from organizations where parent_id = ${organization.id} and dissolved_on is null order by path`);
  const successor = input.successor_id === null ? null : await loadOrganization(writer, input.successor_id);
  const refused = successor
    ? refusalToMerge(organization, successor, input.dissolved_on)
    : refusalToDissolve(organization, children.length, input.dissolved_on);
  if (refused) throw refused;
  if (successor) {
    writer.caller.require('organizations.manage', { path: successor.path }, 'organizations.read');
    await handOver(writer, children, successor, input.dissolved_on);
    await writer.run(sql`update volunteers set organization_id = ${successor.id}, organization_path = ${successor.path} where organization_id = ${organization.id}`);
    await writer.run(sql`update projects set organization_id = ${successor.id}, organization_path = ${successor.path} where organization_id = ${organization.id} and closed_at is null`);
  }
  await writer.run(sql`
    update role_grants set ended_at = ${writer.now}, ended_by = ${writer.caller.person_id}, end_reason = '组织撤销'
    where organization_id = ${organization.id} and ended_at is null`);
  await endVersion(writer, sql`o.id = ${organization.id}`, input.dissolved_on);
  await writer.run(sql`update organizations set dissolved_on = ${input.dissolved_on}, successor_id = ${successor?.id ?? null} where id = ${organization.id}`);
  await writer.audit({
    action: successor ? 'organizations.merge' : 'organizations.dissolve', subject_type: 'organization', subject_id: organization.id,
    organization_path: organization.path, permission: 'organizations.manage', before: { name_zh: organization.name },
    after: { dissolved_on: input.dissolved_on, successor_id: successor?.id ?? null, moved: children.length }, reason: input.reason,
  });
  return { moved: children.length };
}

async function handOver(writer: Writer, children: readonly OrganizationRow[], successor: OrganizationRow, day: BusinessDate): Promise<void> {
  for (const child of children) {
    if (!mayStandUnder(child.kind, successor.kind)) throw problem('organizations.successor_wrong', {}, 'successor_id');
    const path = await hangUnder(writer, child, successor);
    await recordVersion(writer, atOrBelow(sql`o.path`, path), day, 'merged');
  }
}
