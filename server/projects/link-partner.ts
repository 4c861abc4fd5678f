import type { Id } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import { sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';
import { standingOrganization } from '../organizations/tree/load-organization.ts';
import { loadProject } from './load-project.ts';

/** P38 伙伴计划: an organisation on the platform, or an outside partner by name. */
export async function linkPartner(
  writer: Writer,
  input: { project_id: Id; organization_id: Id | null; name: string; contribution: string },
): Promise<{ id: Id }> {
  const project = await loadProject(writer, input.project_id);
  writer.caller.require('projects.write', { path: project.organization_path }, 'projects.read');
  if (project.closed_at !== null) throw problem('projects.closed');
  const name = input.organization_id === null ? input.name : await organizationName(writer, input.organization_id);
  if (name === '') throw problem('core.invalid_input', {}, 'name');
  const already = await writer.maybe(
    sql`select id from project_partners where project_id = ${project.id} and name = ${name} and ended_at is null`,
  );
  if (already !== undefined) throw problem('projects.partner_repeated');
  const id = writer.newId();
  await writer.run(sql`
    insert into project_partners (project_id, id, organization_id, name, contribution, linked_by, linked_at)
    values (${project.id}, ${id}, ${input.organization_id}, ${name}, ${input.contribution}, ${writer.caller.person_id}, ${writer.now})`);
  await writer.audit({
    action: 'projects.link_partner',
    subject_type: 'project',
    subject_id: project.id,
    organization_path: project.organization_path,
    permission: 'projects.write',
    after: { partner: name, contribution: input.contribution },
  });
  return { id };
}

async function organizationName(writer: Writer, organizationId: Id): Promise<string> {
  return (await standingOrganization(writer, organizationId)).name;
}
