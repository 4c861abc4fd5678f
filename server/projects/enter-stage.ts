import type { Id } from '../../domain/id.ts';
import { enterStageProblem, type Stage } from '../../domain/projects/stages.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';
import { loadProject } from './load-project.ts';

/** P37, R21. The lock keeps two people from entering two stages at once. */
export async function enterStage(
  writer: Writer,
  input: { project_id: Id; stage: Stage; note: string },
): Promise<{ done: true }> {
  await writer.run(sql`select 1 from projects where id = ${input.project_id} for update`);
  const project = await loadProject(writer, input.project_id);
  writer.caller.require('projects.write', { path: project.organization_path }, 'projects.read');
  const refused = enterStageProblem(
    {
      entered: project.entered,
      closed: project.closed_at !== null,
      summary: project.summary,
      unfinished: await unfinishedOf(writer, project.id, writer.now),
    },
    input.stage,
  );
  if (refused !== null) throw refused;
  await writer.run(sql`
    insert into project_stages (project_id, stage, id, note, entered_by, entered_at)
    values (${project.id}, ${input.stage}, ${writer.newId()}, ${input.note}, ${writer.caller.person_id}, ${writer.now})`);
  await writer.run(sql`update projects set stage = ${input.stage} where id = ${project.id}`);
  await writer.audit({
    action: 'projects.enter_stage',
    subject_type: 'project',
    subject_id: project.id,
    organization_path: project.organization_path,
    permission: 'projects.write',
    after: { stage: input.stage },
    reason: input.note,
  });
  return { done: true };
}

/** Activities that were published, or wait for approval, and are not over, each with its last day. */
export async function unfinishedOf(reader: Reader, projectId: Id, now: Date): Promise<string[]> {
  const rows = await reader.all<{ line: string }>(sql`
    select format('%s（%s）', a.title, to_char(a.ends_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD')) as line from activities a
    where a.project_id = ${projectId} and a.cancelled_at is null and a.ends_at > ${now} and (a.published_at is not null or a.submitted_at is not null)
    order by a.ends_at, a.id`);
  return rows.map((row) => row.line);
}
