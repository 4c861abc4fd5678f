import type { Id } from '../../domain/id.ts';
import { closeProblem } from '../../domain/projects/stages.ts';
import { sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';
import { unfinishedOf } from './enter-stage.ts';
import { loadProject } from './load-project.ts';

/** P37, R21: closing needs all four stages and the summary. */
export async function closeProject(
  writer: Writer,
  input: { project_id: Id; summary: string; praised: string },
): Promise<{ done: true }> {
  await writer.run(sql`select 1 from projects where id = ${input.project_id} for update`);
  const project = await loadProject(writer, input.project_id);
  writer.caller.require('projects.write', { path: project.organization_path }, 'projects.read');
  const refused = closeProblem({
    entered: project.entered,
    closed: project.closed_at !== null,
    summary: input.summary,
    unfinished: await unfinishedOf(writer, project.id, writer.now),
  });
  if (refused !== null) throw refused;
  await writer.run(sql`
    insert into project_closings (project_id, id, summary, praised, closed_by, closed_at)
    values (${project.id}, ${writer.newId()}, ${input.summary}, ${input.praised}, ${writer.caller.person_id}, ${writer.now})`);
  await writer.run(sql`update projects set closed_at = ${writer.now} where id = ${project.id}`);
  await writer.audit({
    action: 'projects.close',
    subject_type: 'project',
    subject_id: project.id,
    organization_path: project.organization_path,
    permission: 'projects.write',
    after: { summary: input.summary },
  });
  return { done: true };
}
