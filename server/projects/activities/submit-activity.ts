import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { sql } from '../../db/sql.ts';
import { json, type Writer } from '../../db/writer.ts';
import { activityState, lockActivity, placeOf, type ActivityRow, type ActivityState } from '../load-activity.ts';
import { publishingTrace, shownTrace } from './publishing-trace.ts';
import { requireGoingOn } from './require-going-on.ts';

/** Draft → published, or draft → submitted where a person above has to look. The decision keeps its trace. */
export async function submitActivity(
  writer: Writer,
  input: { activity_id: Id },
): Promise<{ state: ActivityState; trace: ReturnType<typeof shownTrace> }> {
  const activity = await lockActivity(writer, input.activity_id);
  writer.caller.require('projects.publish', placeOf(activity), 'projects.read');
  if (!['draft', 'returned'].includes(activityState(activity, writer.now))) throw problem('projects.not_draft');
  await requireOpenProject(writer, activity);
  await requireGoingOn(writer, activity, activity.ends_at);
  const trace = await publishingTrace(writer, activity, writer.now);
  const refused = trace.decision.findings.find((finding) => finding.problem !== null)?.problem;
  if (refused) throw refused;
  const publishes = trace.decision.result === 'may_publish';
  await writer.run(sql`
    update activities set submitted_at = ${writer.now}, published_at = ${publishes ? writer.now : null} where id = ${activity.id}`);
  const shown = shownTrace(trace);
  await recordDecision(writer, activity.id, publishes ? 'published' : 'submitted', { trace: shown });
  await writer.audit({
    action: publishes ? 'projects.publish' : 'projects.submit',
    subject_type: 'activity',
    subject_id: activity.id,
    organization_path: activity.organization_path,
    permission: 'projects.publish',
    after: { title: activity.title, rule_book: shown.rule_book, approval_reasons: shown.approval_reasons },
  });
  return { state: publishes ? 'published' : 'submitted', trace: shown };
}

export async function recordDecision(
  writer: Writer,
  activityId: Id,
  decision: string,
  inputs: { trace?: object; reason?: string; by?: Id },
): Promise<void> {
  await writer.run(sql`
    insert into activity_decisions (activity_id, id, decision, decided_by, decided_at, reason, trace)
    values (${activityId}, ${writer.newId()}, ${decision}, ${inputs.by ?? writer.caller.person_id}, ${writer.now}, ${inputs.reason ?? null}, ${json(inputs.trace ?? {})})`);
}

/** P37: nothing opens in a project that was closed; the lock makes closing and publishing wait for one another. */
export async function requireOpenProject(writer: Writer, activity: Pick<ActivityRow, 'project_id'>): Promise<void> {
  const project = await writer.one<{ closed_at: Date | null }>(
    sql`select closed_at from projects where id = ${activity.project_id} for share`,
  );
  if (project.closed_at !== null) throw problem('projects.closed');
}
