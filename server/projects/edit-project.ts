import type { Id } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import { principlesProblem } from '../../domain/projects/principles.ts';
import { refuseClaimedName } from '../organizations/tree/refuse-claimed-name.ts';
import { sql } from '../db/sql.ts';
import { json, type Writer } from '../db/writer.ts';
import { proposalDetails, type Proposal } from './create-project.ts';
import { loadProject } from './load-project.ts';

export async function editProject(
  writer: Writer,
  input: Proposal & { readonly project_id: Id },
): Promise<{ done: true }> {
  const project = await loadProject(writer, input.project_id);
  writer.caller.require('projects.write', { path: project.organization_path }, 'projects.read');
  if (project.closed_at !== null) throw problem('projects.closed');
  if (input.title !== project.title)
    await refuseClaimedName(writer, {
      name: input.title,
      field: 'title',
      permission: 'projects.write',
      place: project.organization_path,
    });
  const refused = principlesProblem(input.principles);
  if (refused !== null) throw refused;
  await writer.run(sql`
    update projects set title = ${input.title}, category = ${input.category}, aim = ${input.aim}, plan = ${input.plan}, budget_fen = ${input.budget_fen},
      details = ${json(proposalDetails(input))} where id = ${project.id}`);
  await writer.audit({
    action: 'projects.edit',
    subject_type: 'project',
    subject_id: project.id,
    organization_path: project.organization_path,
    permission: 'projects.write',
    before: { title: project.title, category: project.category, details: project.details },
    after: { title: input.title, category: input.category, details: proposalDetails(input) },
  });
  return { done: true };
}
