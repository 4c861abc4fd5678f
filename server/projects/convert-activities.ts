import type { Id } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import { sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';
import { createProject, type Proposal } from './create-project.ts';

/** P36: an activity held again and again becomes a project, and what was done hangs below it. */
export async function convertActivities(
  writer: Writer,
  input: Proposal & { activity_ids: readonly Id[] },
): Promise<{ id: Id; activities: number }> {
  const activities = await writer.all<{ id: Id; organization_id: Id; organization_path: string; project_id: Id }>(sql`
    select id, organization_id, organization_path, project_id from activities where id = any(${input.activity_ids}::uuid[])`);
  const organization = activities[0];
  if (organization === undefined || activities.length !== new Set(input.activity_ids).size)
    throw problem('core.not_found');
  writer.caller.require('projects.write', { path: organization.organization_path }, 'projects.read');
  if (activities.some((activity) => activity.organization_id !== organization.organization_id))
    throw problem('projects.different_organizations', {}, 'activity_ids');
  const { id } = await createProject(writer, { ...input, organization_id: organization.organization_id });
  await writer.run(sql`update activities set project_id = ${id} where id = any(${input.activity_ids}::uuid[])`);
  await writer.audit({
    action: 'projects.convert',
    subject_type: 'project',
    subject_id: id,
    organization_path: organization.organization_path,
    permission: 'projects.write',
    before: { activities: activities.map((activity) => ({ id: activity.id, project_id: activity.project_id })) },
    after: { project_id: id },
  });
  return { id, activities: activities.length };
}
