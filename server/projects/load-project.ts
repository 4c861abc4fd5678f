import type { Id } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import type { Category } from '../../domain/projects/categories.ts';
import type { Stage } from '../../domain/projects/stages.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';

export type ProjectDetails = {
  readonly principles: { readonly party_concern: string; readonly social_need: string; readonly within_reach: string };
  readonly topics: readonly string[];
  readonly beneficiaries: string;
  readonly brand: string;
  readonly brand_scope: readonly Category[];
  readonly is_national: boolean;
};

export type ProjectRow = {
  id: Id;
  organization_id: Id;
  organization_path: string;
  organization_name: string;
  title: string;
  category: Category;
  aim: string;
  plan: string;
  budget_fen: number | null;
  details: ProjectDetails;
  created_by: Id;
  created_at: Date;
  closed_at: Date | null;
  entered: Stage[];
  summary: string | null;
};

export async function loadProject(reader: Reader, projectId: Id): Promise<ProjectRow> {
  const row = await reader.maybe<ProjectRow>(sql`
    select p.*, o.name_zh as organization_name, c.summary,
      array(select s.stage from project_stages s where s.project_id = p.id order by s.entered_at, s.id) as entered
    from projects p join organizations o on o.id = p.organization_id left join project_closings c on c.project_id = p.id
    where p.id = ${projectId}`);
  if (row === undefined) throw problem('core.not_found');
  return row;
}
