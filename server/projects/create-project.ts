import type { Id } from '../../domain/id.ts';
import type { Category } from '../../domain/projects/categories.ts';
import { principlesProblem } from '../../domain/projects/principles.ts';
import { refuseClaimedName } from '../organizations/tree/refuse-claimed-name.ts';
import { sql } from '../db/sql.ts';
import { json, type Writer } from '../db/writer.ts';
import { standingOrganization } from '../organizations/tree/load-organization.ts';
import type { ProjectDetails } from './load-project.ts';

export type Proposal = {
  readonly title: string;
  readonly category: Category;
  readonly aim: string;
  readonly plan: string;
  readonly budget_fen: number | null;
} & ProjectDetails;

export function proposalDetails(proposal: Proposal): ProjectDetails {
  const { principles, topics, beneficiaries, brand, brand_scope, is_national } = proposal;
  return { principles, topics, beneficiaries, brand, brand_scope, is_national };
}

/** L11, R28: without its three answers a proposal is not taken. */
export async function createProject(
  writer: Writer,
  input: Proposal & { readonly organization_id: Id },
): Promise<{ id: Id }> {
  const organization = await standingOrganization(writer, input.organization_id);
  writer.caller.require('projects.write', { path: organization.path }, 'projects.read');
  await refuseClaimedName(writer, {
    name: input.title,
    field: 'title',
    permission: 'projects.write',
    place: organization.path,
  });
  const refused = principlesProblem(input.principles);
  if (refused !== null) throw refused;
  const id = writer.newId();
  await writer.run(sql`
    insert into projects (id, organization_id, organization_path, title, category, aim, plan, budget_fen, stage, details, created_by, created_at)
    values (${id}, ${input.organization_id}, ${organization.path}, ${input.title}, ${input.category}, ${input.aim}, ${input.plan}, ${input.budget_fen},
      'recruitment', ${json(proposalDetails(input))}, ${writer.caller.person_id}, ${writer.now})`);
  await writer.audit({
    action: 'projects.create',
    subject_type: 'project',
    subject_id: id,
    organization_path: organization.path,
    permission: 'projects.write',
    after: { title: input.title, category: input.category },
  });
  return { id };
}
